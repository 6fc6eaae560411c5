/** Fields of study in Chinese and Japanese, without the 学 that all of them end with. */
const fields =
  '数 物理 化 生物 天文 经济 経済 經濟 历史 歴史 歷史 社会 社會 心理 哲 法 医 醫 药 薬 地理 地质 地質 考古 语言 言語 語言 文 农 農 工 政治 教育 人类 人類 民族 民俗 植物 动物 動物 遗传 遺伝 遺傳 统计 統計 材料 计算机科 信息 情報 电子 電子 電気 机械 機械 神 宗教 美 伦理 倫理 逻辑 論理 气象 気象 海洋 生态 生態 生理 病理 微生物 免疫 管理 经营 経営 会计 会計 金融 军事 軍事 音乐 音楽 建筑 建築 环境 環境 生命科 土木工 力 光 热力 熱力 量子力'.split(
    ' ',
  );

/** A field of study, such as 天文学, and no place, time or person of it, such as 文学院. */
export const fieldOfStudy = new RegExp(
  `(?:${[...fields].sort((one, other) => other.length - one.length).join('|')})[学學](?![校院会會科部习習位術术生派年期])`,
  'gu',
);
