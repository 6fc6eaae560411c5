import type { Draw } from '../random';
import { named, type Domain, type Field, type TemplateLanguage, type Value } from './domain';

export const cities = '成都 杭州 青岛 厦门 昆明 兰州 哈尔滨 大连 苏州 贵阳 洛阳 桂林 合肥 南昌 太原';
export const people =
  '王建国 李晓梅 张志远 陈思雨 刘国强 赵文静 孙立军 周慧敏 吴天明 郑海燕 钱学诚 冯玉兰 韩启明 曹雪松';
const companies = '天河集团 东海重工 中原建设 长风设计院 金桥工程局 北辰集团 永安建筑 华光设计院';
const numerals = '〇一二三四五六七八九';

export const year =
  (from: number, to: number) =>
  (draw: Draw): Value => {
    const value = String(draw.whole(from, to));
    return [`${value}年`, `${[...value].map((digit) => numerals[Number(digit)]).join('')}年`];
  };
export const day = (draw: Draw): Value => {
  const [y, m, d] = [draw.whole(1950, 2018), draw.whole(1, 12), draw.whole(1, 28)];
  return [`${y}年${m}月${d}日`, `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`];
};
export const count =
  (unit: string, from: number, to: number) =>
  (draw: Draw): Value => {
    const value = draw.whole(from, to) * 100;
    return [`${value}${unit}`, `${value.toLocaleString('en-US')}${unit}`];
  };
/** In ten thousands. */
export const many =
  (unit: string, from: number, to: number) =>
  (draw: Draw): Value => {
    const value = draw.whole(from, to);
    return [`${value}万${unit}`, `${(value * 10_000).toLocaleString('en-US')}${unit}`, `${value}0000${unit}`];
  };
export const small =
  (unit: string, from: number, to: number) =>
  (draw: Draw): Value => [`${draw.whole(from, to)}${unit}`];

export const number = (value: Field['value'], ...says: string[]): Field => ({ kind: 'number', value, says });
export const date = (value: Field['value'], ...says: string[]): Field => ({ kind: 'date', value, says });
export const combined =
  (first: string, last: string) =>
  (draw: Draw): string =>
    draw.one(first.split(' ')) + draw.one(last.split(' '));

const company: Domain = {
  half: 'dev',
  subject: combined(
    '星河 远山 海棠 青松 云帆 锦程 白鹭 明德 瑞丰 启航 晨光 鼎盛',
    '制药公司 科技公司 纺织公司 食品公司 物流公司 出版社',
  ),
  fields: [
    date(year(1952, 2016), '{s}成立于{x}。', '{x}，{s}正式成立。', '{s}是在{x}创立的。'),
    named(people, ['{s}由{x}创办。', '{s}的创始人是{x}。', '{x}创办了{s}。']),
    named(cities, ['{s}总部位于{x}。', '{s}的总部设在{x}。', '{x}是{s}总部所在地。']),
    number(many('人', 2, 60), '{s}拥有员工{x}。', '{s}共有{x}在职员工。', '在{s}工作的员工达{x}。'),
    number(
      small('亿元', 12, 900),
      '{s}去年的营业收入为{x}。',
      '{s}去年营业收入达到{x}。',
      '去年，{s}实现营业收入{x}。',
    ),
  ],
  polar: [{ yes: ['{s}已经上市。', '{s}是一家已经上市的企业。'], no: ['{s}没有上市。', '{s}至今未上市。'] }],
};

const scholar: Domain = {
  half: 'dev',
  subject: combined('欧阳 司徒 上官 诸葛 慕容 夏侯 皇甫 尉迟', '明远 静怡 子涵 文博 若兰 宏达 思齐 云鹏'),
  fields: [
    date(day, '{s}出生于{x}。', '{s}生于{x}。', '{s}的出生日期是{x}。'),
    named(cities, ['{s}出生于{x}。', '{s}的出生地是{x}。', '{x}是{s}的出生地。']),
    named('物理学 化学 数学 生物学 经济学 历史学 天文学', [
      '{s}的研究领域是{x}。',
      '{s}主要研究{x}。',
      '{s}从事{x}研究。',
    ]),
    number(small('部', 3, 60), '{s}一生出版了{x}著作。', '{s}的著作共有{x}。', '{s}一共出版著作{x}。'),
    date(year(1970, 2020), '{s}于{x}当选院士。', '{x}，{s}当选为院士。', '{s}在{x}成为院士。'),
  ],
  polar: [
    { yes: ['{s}曾在海外留学。', '{s}曾经到海外留学。'], no: ['{s}没有在海外留学。', '{s}从未在海外留学。'] },
  ],
};

const bridge: Domain = {
  half: 'test',
  subject: combined('清源 龙门 凤凰 望江 白沙 紫云 金沙 虎跳', '大桥 特大桥 铁路桥 隧道 水库'),
  fields: [
    number(count('米', 4, 90), '{s}全长{x}。', '{s}的总长度为{x}。', '{s}总长{x}。'),
    date(year(1955, 2019), '{s}于{x}建成。', '{x}，{s}建成通行。', '{s}的建成时间是{x}。'),
    named(companies, ['{s}由{x}设计。', '负责设计{s}的是{x}。', '{x}设计了{s}。']),
    named(cities, ['{s}位于{x}。', '{s}在{x}境内。', '{s}坐落在{x}。']),
    number(small('亿元', 3, 400), '{s}的总投资为{x}。', '建设{s}共投资{x}。', '{s}总投资{x}。'),
  ],
  polar: [
    { yes: ['行人可以通过{s}。', '{s}允许行人通过。'], no: ['行人不能通过{s}。', '{s}不允许行人通过。'] },
  ],
};

const museum: Domain = {
  half: 'test',
  subject: combined('丝路 古窑 江南 茶马 汉风 唐韵 敦煌 运河', '博物馆 美术馆 纪念馆 艺术馆'),
  fields: [
    date(day, '{s}于{x}开馆。', '{x}，{s}正式开馆。', '{s}的开馆日期是{x}。'),
    number(many('件', 1, 90), '{s}收藏文物{x}。', '{s}的馆藏文物共有{x}。', '{s}藏有{x}文物。'),
    number(many('人次', 5, 300), '{s}每年接待观众{x}。', '{s}的年观众量为{x}。', '每年有{x}观众参观{s}。'),
    named(people, ['{s}的馆长是{x}。', '{x}担任{s}馆长。', '{s}现任馆长为{x}。']),
    named(cities, ['{s}位于{x}市。', '{s}坐落于{x}市。', '{s}设在{x}市。']),
  ],
  polar: [
    { yes: ['{s}免费开放。', '{s}对公众免费开放。'], no: ['{s}不免费开放。', '{s}并不对公众免费开放。'] },
  ],
};

const film: Domain = {
  half: 'test',
  subject: (draw) =>
    `《${combined('秋天 远方 雪山 海边 夜色 故乡 长街 春风', '的来信 的钟声 里的人 往事 之歌')(draw)}》`,
  fields: [
    named(people, ['{s}由{x}执导。', '{s}的导演是{x}。', '{x}执导了{s}。']),
    date(year(1960, 2022), '{s}于{x}上映。', '{x}，{s}在全国上映。', '{s}的上映时间是{x}。'),
    number(small('分钟', 80, 210), '{s}片长{x}。', '{s}的片长为{x}。', '{s}全片长度为{x}。'),
    number(small('亿元', 2, 58), '{s}的票房收入为{x}。', '{s}票房达到{x}。', '{s}取得了{x}票房。'),
  ],
  polar: [
    {
      yes: ['{s}获得了最佳影片奖。', '{s}曾获得最佳影片奖。'],
      no: ['{s}没有获得最佳影片奖。', '{s}未获得最佳影片奖。'],
    },
  ],
};

/** Invented subjects in Chinese. */
export const chinese: TemplateLanguage = {
  language: 'zh',
  domains: [company, scholar, bridge, museum, film],
  join: (first, second, subject) =>
    `${first.replace(/。$/, '')}，${second.slice(subject.length).replace(/^的/, '')}`,
};
