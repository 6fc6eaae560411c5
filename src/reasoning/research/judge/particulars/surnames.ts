/** The most common surnames, by which names of people are told where no capital shows them. */
const chinese =
  '王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧蕭程曹袁邓鄧许許傅沈曾彭吕呂苏蘇卢盧蒋蔣蔡贾賈丁魏薛叶葉阎閻余潘杜戴夏钟鍾汪田任姜范方石姚谭譚廖邹鄒熊金陆陸郝孔白崔康毛邱秦江史顾顧侯邵孟龙龍万萬段雷钱錢汤湯尹黎易常武乔喬贺賀赖賴龚龔文';
const chineseDouble =
  '欧阳|歐陽|司马|司馬|上官|诸葛|諸葛|司徒|皇甫|尉迟|尉遲|慕容|夏侯|令狐|东方|東方|公孙|公孫';
const japanese =
  '佐藤|鈴木|高橋|田中|伊藤|渡辺|渡邊|山本|中村|小林|加藤|吉田|山田|佐々木|山口|松本|井上|木村|林|斎藤|斉藤|清水|山崎|森|池田|橋本|阿部|石川|山下|中島|石井|小川|前田|岡田|長谷川|藤田|後藤|近藤|村上|遠藤|青木|坂本|福田|太田|西村|藤井|金子|岡本|藤原|中野|三浦|原田|中川|松田|竹内|小野|田村|中山|和田|石田|森田|上田|原|内田|柴田|酒井|宮崎|横山|高木|安藤|宮本|大野|小島|工藤|谷口|今井|高田|丸山|増田|杉山|村田|大塚|新井|小山|平野|藤本|河野|上野|野口|武田|松井|千葉|菅原|岩崎|久保|木下|佐野|野村|松尾|市川|菊地|古川|大西|島田|水野|桜井|高野|渡部|吉川|山内|西田|飯田|菊池|西川|小松|北村|安田|五十嵐|川口|平田|関|中田|久保田|服部|東|岩田|土屋|川崎|福島|本田|辻|樋口|秋山|永井|田口|中西|吉村|川上|石原|大橋|松岡|馬場|浜田|森本|矢野|浅野|松下|星野|大久保|吉岡|荒井|小池|野田|荒木|大谷|熊谷|松浦|黒田|堀|尾崎|望月|永田|熊田|内藤|松村|西山|大川|早川|荒川|黒川|大河内|日下部|西園寺|早乙女';

/** A character that is a surname by itself. */
export const chineseSurname = new RegExp(`^[${chinese}]$`, 'u');

/** A name in Chinese: a surname and one or two characters, with a border of its sentence on either side. */
export const chineseName = new RegExp(
  `(?<=^|[^\\p{Script=Han}]|[由是为為和与與及的])((?:${chineseDouble})[\\p{Script=Han}]{1,2}|[${chinese}][\\p{Script=Han}]{1,2})(?=[，。、；（(的在于於由和与與及是为為]|担任|擔任|创|創|执导|執導|设计|設計|出生|主要|从事|從事|获|獲|当选|當選|曾|表示|说|說|$)`,
  'gu',
);

/** A name in Japanese: a surname and a given name before a particle or the end of what is said. */
export const japaneseName = new RegExp(
  `(?<![\\p{Script=Han}])((?:${japanese})[\\p{Script=Han}]{1,3})(?=[はがをにのともや、。（(]|である|です|だった|でし|氏|さん|監督|$)`,
  'gu',
);
