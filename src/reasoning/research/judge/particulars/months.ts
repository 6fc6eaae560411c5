const table: readonly string[] = [
  'January|Jan|Januar|Jänner|يناير|كانون الثاني|جانفي|enero|janvier',
  'February|Feb|Februar|فبراير|شباط|فيفري|febrero|février',
  'March|Mar|März|مارس|آذار|marzo|mars',
  'April|Apr|أبريل|إبريل|ابريل|نيسان|abril|avril',
  'May|Mai|مايو|أيار|ماي|mayo|mai',
  'June|Jun|Juni|يونيو|حزيران|جوان|junio|juin',
  'July|Jul|Juli|يوليو|تموز|جويلية|julio|juillet',
  'August|Aug|أغسطس|آب|أوت|agosto|août',
  'September|Sept|Sep|سبتمبر|أيلول|septiembre|septembre',
  'October|Oct|Oktober|Okt|أكتوبر|تشرين الأول|octubre|octobre',
  'November|Nov|نوفمبر|تشرين الثاني|noviembre|novembre',
  'December|Dec|Dezember|Dez|ديسمبر|كانون الأول|diciembre|décembre',
];

/** Names of months, as they are written, with their numbers. */
export const months: ReadonlyMap<string, number> = new Map(
  table.flatMap((names, index) => names.split('|').map((name) => [name, index + 1] as const)),
);

/** The year before the first of an era of Japan or China. */
export const eras: ReadonlyMap<string, number> = new Map([
  ['令和', 2018],
  ['平成', 1988],
  ['昭和', 1925],
  ['大正', 1911],
  ['明治', 1867],
  ['民國', 1911],
  ['民国', 1911],
]);
