interface Unit {
  readonly unit: string;
  readonly factor: number;
}

/** Base unit, factor, and the words for it in lower case. */
const table: readonly (readonly [unit: string, factor: number, words: string])[] = [
  ['%', 1, '%|percent|per cent|prozent|パーセント|퍼센트|百分点|بالمئة|بالمائة|في المئة|في المائة'],
  [
    'metre',
    1_000,
    'km|kilometre|kilometres|kilometer|kilometers|kilometern|キロメートル|キロ|公里|千米|킬로미터|كيلومتر|كيلومترا|كيلومترات|كم',
  ],
  ['metre', 1, 'm|metre|metres|meter|meters|metern|メートル|米|公尺|미터|متر|مترا|أمتار'],
  [
    'metre',
    0.01,
    'cm|centimetre|centimetres|centimeter|centimeters|センチメートル|センチ|厘米|公分|센티미터|سنتيمتر',
  ],
  ['metre', 0.001, 'mm|millimetre|millimetres|millimeter|millimeters|ミリメートル|毫米|밀리미터|مليمتر'],
  ['mile', 1, 'mi|mile|miles|meile|meilen|マイル|英里|마일|ميل|أميال'],
  ['foot', 1, 'ft|foot|feet|fuß|フィート|英尺|피트|قدم'],
  ['gram', 1_000, 'kg|kilogram|kilograms|kilogramm|キログラム|公斤|千克|킬로그램|كيلوغرام|كجم'],
  ['gram', 1, 'g|gram|grams|gramm|グラム|克|그램|غرام'],
  ['gram', 1_000_000, 't|tonne|tonnes|tonnen|tons|トン|吨|噸|톤|طن|أطنان'],
  [
    'square metre',
    1_000_000,
    'km2|km²|km^2|sq km|square kilometres|square kilometers|quadratkilometer|quadratkilometern|平方キロメートル|平方公里|平方千米|제곱킬로미터|كيلومتر مربع|كم²',
  ],
  ['square metre', 10_000, 'ha|hectare|hectares|hektar|ヘクタール|公顷|公頃|헥타르|هكتار'],
  [
    'square metre',
    1,
    'm2|m²|square metres|square meters|quadratmeter|quadratmetern|平方メートル|平方米|제곱미터|متر مربع',
  ],
  ['square mile', 1, 'square miles|sq mi'],
  ['degree', 1, '°c|degrees celsius|grad celsius|℃|摄氏度|攝氏度|섭씨|درجة مئوية'],
  ['degree fahrenheit', 1, '°f|degrees fahrenheit'],
  ['watt', 1e9, 'gw|gigawatt|gigawatts|ギガワット|吉瓦|기가와트|جيجاواط|غيغاواط'],
  ['watt', 1e6, 'mw|megawatt|megawatts|メガワット|兆瓦|메가와트|ميغاواط'],
  ['watt', 1e3, 'kw|kilowatt|kilowatts|キロワット|千瓦|킬로와트|كيلوواط'],
  ['byte', 1e9, 'gb|gigabyte|gigabytes|ギガバイト|기가바이트'],
  ['byte', 1e12, 'tb|terabyte|terabytes|テラバイト|테라바이트'],
  ['byte', 1e6, 'mb|megabyte|megabytes|メガバイト|메가바이트'],
  ['year', 1, 'years|year|jahre|jahren|年間|년간|سنة|سنوات|عاما|عامًا|أعوام'],
  ['year of age', 1, 'years old|jahre alt|歳|岁|歲|살'],
  ['month', 1, 'months|month|monate|monaten|か月|ヶ月|カ月|个月|個月|개월|أشهر|شهرا'],
  ['week', 1, 'weeks|week|wochen|週間|周|週|주|أسابيع'],
  ['day', 1, 'days|day|tage|tagen|日間|天|일간|أيام|يوما'],
  ['hour', 1, 'hours|hour|stunden|時間|小时|小時|시간|ساعة|ساعات'],
  ['minute', 1, 'minutes|minute|minuten|分間|分钟|分鐘|분|دقيقة|دقائق'],
  ['second', 1, 'seconds|sekunden|秒|초|ثانية|ثوان'],
  ['USD', 1, 'us dollars|dollars|dollar|us$|usd|ドル|米ドル|美元|달러|دولار|دولارا|دولارات|$'],
  ['EUR', 1, 'euros|euro|eur|ユーロ|欧元|歐元|유로|يورو|€'],
  ['GBP', 1, 'pounds sterling|gbp|ポンド|英镑|英鎊|파운드|جنيه إسترليني|£'],
  ['JPY', 1, 'yen|jpy|円|日元|日圓|엔|ين'],
  ['CNY', 1, 'yuan|renminbi|cny|rmb|人民币|人民幣|人民元|元|위안|يوان'],
  ['KRW', 1, 'won|krw|ウォン|韩元|韓元|원|وون'],
];

/** Every word for a unit, with the unit that it is counted in here. */
export const units: ReadonlyMap<string, Unit> = new Map(
  table.flatMap(([unit, factor, words]) => words.split('|').map((word) => [word, { unit, factor }] as const)),
);

/** What stands before an amount: signs and codes of currencies. */
export const currencies: ReadonlyMap<string, string> = new Map([
  ['$', 'USD'],
  ['us$', 'USD'],
  ['usd', 'USD'],
  ['€', 'EUR'],
  ['eur', 'EUR'],
  ['£', 'GBP'],
  ['gbp', 'GBP'],
  ['¥', 'JPY'],
  ['￥', 'JPY'],
  ['jpy', 'JPY'],
  ['₩', 'KRW'],
  ['krw', 'KRW'],
  ['₹', 'INR'],
]);
