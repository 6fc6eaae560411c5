import { cities, combined, count, date, number, people, small, year } from './chinese';
import { named, type Domain } from './domain';

const hills = '青龙山 白石岭 鹰嘴峰 云台山 铁帽山 望月峰 黑松岭 雪顶山';

const ship: Domain = {
  half: 'dev',
  subject: combined('北斗 海燕 飞鱼 东方 银鸥 长虹 碧波', '号 一号 二号 轮'),
  fields: [
    date(year(1952, 1975), '{s}于{x}下水。', '{x}，{s}第一次驶入海中。', '{s}的下水仪式在{x}举行。'),
    date(year(1976, 2016), '{s}于{x}拆解。', '{x}，{s}被送进拆船厂。', '{s}在{x}报废。'),
    number(small('米', 60, 190), '{s}全长{x}。', '{s}从船头到船尾有{x}。', '{s}的船身长达{x}。'),
    number(small('米', 12, 40), '{s}宽{x}。', '{s}的甲板横向有{x}。', '{s}的船宽为{x}。'),
    number(small('名', 14, 90), '{s}有{x}船员。', '{s}上工作着{x}水手。', '{s}的船员编制为{x}。'),
    named(cities, ['{s}由{x}造船厂建造。', '{s}出自{x}的船坞。', '{s}在{x}开工。']),
    named(cities, ['{s}的母港是{x}。', '{s}在{x}登记。', '{s}以{x}为基地。']),
  ],
  polar: [{ yes: ['{s}运送旅客。', '{s}可以搭载旅客。'], no: ['{s}不运送旅客。', '{s}不搭载旅客。'] }],
};

const river: Domain = {
  half: 'dev',
  subject: combined('柳溪 沙棠 玉带 石门 雁鸣 芦花 清漪', '河 江 水'),
  fields: [
    number(small('公里', 20, 300), '{s}全长{x}。', '{s}流程{x}。', '{s}从源头到河口有{x}。'),
    number(small('米', 2, 14), '{s}最深处有{x}。', '{s}的水深可达{x}。', '{s}水下深{x}。'),
    number(small('米', 15, 200), '{s}河面宽{x}。', '{s}两岸相距{x}。', '{s}的宽度达到{x}。'),
    named(hills, ['{s}发源于{x}。', '{s}的源头在{x}。', '{s}从{x}流出。']),
    named(cities, ['{s}在{x}入海。', '{s}的河口在{x}。', '{s}流到{x}为止。']),
    date(year(1952, 2016), '{s}最近一次决堤是在{x}。', '{x}，{s}洪水泛滥。', '{s}在{x}发过大水。'),
    date(year(1952, 2016), '{s}于{x}筑坝。', '{x}，{s}被大坝截断。', '{s}上的水坝是{x}修成的。'),
  ],
  polar: [{ yes: ['{s}可以通航。', '{s}能够通航。'], no: ['{s}不可以通航。', '{s}不能通航。'] }],
};

const school: Domain = {
  half: 'dev',
  subject: combined('育英 翠湖 明志 树人 朝阳 南山 文汇', '中学 小学 学校 书院'),
  fields: [
    date(year(1902, 1960), '{s}于{x}开学。', '{s}的历史始于{x}。', '{x}，{s}招收了第一批学生。'),
    date(year(1961, 2016), '{s}于{x}迁到现址。', '{x}，{s}搬进新校舍。', '{s}现在的教学楼是{x}启用的。'),
    number(count('人', 3, 60), '{s}有学生{x}。', '{s}在校生为{x}。', '在{s}读书的有{x}。'),
    number(small('名', 12, 140), '{s}有{x}教师。', '{s}的师资为{x}。', '在{s}任教的有{x}。'),
    named(people, ['{s}的校长是{x}。', '{s}由{x}担任校长。', '{x}主持{s}的校务。']),
    named(people, ['{s}由{x}捐资兴建。', '{s}的建校资金来自{x}。', '{x}出钱修建了{s}。']),
    named(cities, ['{s}位于{x}。', '{s}的校园在{x}。', '{s}是{x}的一所学校。']),
  ],
  polar: [{ yes: ['{s}提供住宿。', '{s}设有学生宿舍。'], no: ['{s}不提供住宿。', '{s}没有学生宿舍。'] }],
};

const festival: Domain = {
  half: 'dev',
  subject: combined('彩灯 龙舟 桂花 草原 星空 渔火 丰收', '节 音乐节 艺术节 庙会'),
  fields: [
    date(year(1952, 2016), '{s}始于{x}。', '{s}首届在{x}举办。', '{s}的起源可追溯到{x}。'),
    number(count('人', 12, 900), '{s}每年吸引{x}。', '每年有{x}来到{s}。', '{s}的客流量为{x}。'),
    number(small('天', 2, 14), '{s}持续{x}。', '{s}为期{x}。', '{s}一连举行{x}。'),
    named(cities, ['{s}在{x}举行。', '{s}的会场在{x}。', '{s}是{x}的盛会。']),
    named(people, ['{s}的艺术总监是{x}。', '{s}由{x}策划节目。', '{x}负责{s}的演出。']),
    named(people, ['{s}由{x}发起。', '{s}最早由{x}提出。', '举办{s}是{x}的主意。']),
  ],
  polar: [{ yes: ['{s}收取门票。', '{s}要收门票。'], no: ['{s}不收取门票。', '{s}不收门票。'] }],
};

const program: Domain = {
  half: 'dev',
  subject: combined('飞鹰 彩虹 蓝鲸 金桥 灵犀 墨竹', '编辑器 播放器 浏览器 输入法'),
  fields: [
    date(year(1980, 2000), '{s}于{x}发布。', '{s}的第一版在{x}问世。', '{x}，{s}首次与用户见面。'),
    date(year(2001, 2016), '{s}于{x}全面重写。', '{x}，{s}的代码推倒重来。', '{s}在{x}彻底改版。'),
    named(people, ['{s}由{x}编写。', '{s}的作者是{x}。', '{x}开发了{s}。']),
    named(people, ['{s}由{x}维护。', '{s}的维护者是{x}。', '{x}负责更新{s}。']),
    number(count('人', 12, 900), '{s}有用户{x}。', '使用{s}的有{x}。', '{s}的用户量达{x}。'),
    number(small('元', 12, 900), '{s}售价{x}。', '{s}的价格为{x}。', '购买{s}需要{x}。'),
  ],
  polar: [
    { yes: ['{s}支持手机。', '{s}可以在手机上运行。'], no: ['{s}不支持手机。', '{s}不能在手机上运行。'] },
  ],
};

const disease: Domain = {
  half: 'dev',
  subject: combined('沼泽 铜锈 绢丝 石匠 磨坊 晚潮 薄荷', '热 病 痘 麻痹症'),
  fields: [
    date(
      year(1902, 1950),
      '{s}于{x}首次得到描述。',
      '{s}最早的病例出现在{x}。',
      '{x}，医生第一次记录了{s}。',
    ),
    date(year(1951, 2016), '{s}的疫苗于{x}获批。', '{x}，人们开始接种{s}疫苗。', '{s}疫苗在{x}问世。'),
    named(people, ['{s}由{x}发现。', '{s}的病原体是{x}找到的。', '{x}查明了{s}的病因。']),
    number(small('天', 2, 12), '{s}的潜伏期为{x}。', '{s}感染后{x}发病。', '{s}过{x}才出现症状。'),
    number(small('天', 13, 60), '{s}{x}可以痊愈。', '{s}患者需要{x}康复。', '{s}的病程为{x}。'),
    number(count('例', 2, 90), '{s}去年报告{x}。', '去年{s}发生{x}。', '去年确诊的{s}有{x}。'),
  ],
  polar: [
    { yes: ['{s}会传染。', '{s}能在人与人之间传染。'], no: ['{s}不会传染。', '{s}不在人与人之间传染。'] },
  ],
};

/** Kinds of subjects whose words the rules were not written for; `dev` alone. */
export const moreChinese: readonly Domain[] = [ship, river, school, festival, program, disease];
