/** What words of a question can be a sign of. */
export type Sign =
  | 'sequence'
  | 'work'
  | 'comparison'
  | 'project'
  | 'thorough'
  | 'fresh'
  | 'web'
  | 'files'
  | 'run'
  | 'contested'
  | 'choice'
  | 'puzzle'
  | 'search'
  | 'exact'
  | 'proof'
  | 'writing';

/** The languages that have words here; of others the shape of the question alone is read. */
export type Language = 'english' | 'german' | 'japanese' | 'chinese' | 'arabic';

/** Words of a sign, parted by `|`. `^`: only where a clause begins. `*`: with any ending. */
type Words = Readonly<Record<Language, string>>;

/** One thing after another. */
const sequence: Words = {
  english:
    'then|after that|afterwards|subsequently|finally|lastly|firstly|secondly|thirdly|^first|^second|^next|followed by|based on the result*|based on that|in the next step|^step 1',
  german:
    'dann|danach|anschließend|anschliessend|zuerst|zunächst|daraufhin|schließlich|abschließend|zuletzt|erstens|zweitens|drittens|als nächstes|im nächsten schritt|darauf aufbauend',
  japanese: 'まず|次に|その後|そのあと|最後に|それから|続いて|第一に|第二に|した上で|したうえで|その上で',
  chinese:
    '首先|然后|然後|接着|接著|之后|之後|随后|隨後|最后|最後|其次|第一步|第二步|第三步|在此基础上|在此基礎上',
  arabic: 'ثم|بعد ذلك|أولا|ثانيا|ثالثا|أخيرا|في النهاية|بعدها|في البداية|لاحقا|بناء على ذلك',
};

/** Verbs that are a task of their own: several of them are several tasks. */
const work: Words = {
  english:
    '^find|^search|^look up|^research|^investigate|^collect|^gather|^fetch|^read|^compare|^contrast|^analyse|^analyze|^summarise|^summarize|^write|^draft|^create|^build|^design|^develop|^implement|^calculate|^compute|^sum|^translate|^list|^rank|^evaluate|^assess|^recommend|^suggest|^propose|^review|^check|^verify|^test|^plan|^estimate|^plot|^extract|^identify|^explain|^describe|^outline|^convert|^save',
  german:
    'finde|suche|recherchier*|ermittle|sammle|sammeln|lies|vergleich*|analysier*|fasse|zusammenfass*|schreib*|verfass*|erstell*|entwirf|entwerfen|entwickle|entwickeln|implementier*|berechn*|übersetz*|liste|bewerte|bewerten|beurteil*|empfiehl|empfehlen|schlage|prüfe|prüfen|überprüf*|teste|testen|plane|planen|schätze|erkläre|beschreibe|nenne|ordne',
  japanese:
    '調べ|調査|検索|集め|収集|比較|分析|要約|まとめ|書い|書け|作成|設計|開発|実装|計算|翻訳|列挙|評価|推薦|提案|確認|検証|計画を|推定|抽出|説明し|探し',
  chinese:
    '查找|搜索|搜尋|调查|調查|研究|收集|比较|比較|对比|對比|分析|总结|總結|撰写|撰寫|写一|寫一|起草|创建|設計|设计|开发|開發|实现|實現|计算|計算|翻译|翻譯|列出|排序|评估|評估|推荐|推薦|给出建议|提出|检查|檢查|验证|驗證|测试|測試|制定|估算|提取|解释|解釋|说明|說明|描述|找出|整理',
  arabic:
    'ابحث|اجمع|قارن|حلل|لخص|اكتب|أنشئ|صمم|طور|نفذ|احسب|ترجم|اذكر|رتب|قيّم|اقترح|أوص|راجع|تحقق|اختبر|خطط|استخرج|اشرح|صف|حدد|أعد|ضع|اقرأ',
};

/** Things that are held against each other. */
const comparison: Words = {
  english:
    'compare*|comparison*|comparing|versus|vs|contrast|difference between|differences between|better than|similarities',
  german: 'vergleich*|verglichen|unterschied*|versus|vs|besser als|im gegensatz zu|gegenüberstell*',
  japanese: '比較|比べ|違い|相違',
  chinese: '比较|比較|对比|對比|区别|區別|差异|差異|不同之处|不同之處|相比',
  arabic: 'قارن|مقارنة|الفرق بين|الفروق|الاختلاف*|أوجه الشبه|أفضل من|مقابل',
};

/** What is made of many parts. */
const project: Words = {
  english:
    'report|business plan|project plan|migration plan|launch plan|roadmap|road map|strategy|market analysis|itinerary|curriculum|architecture|feasibility study|white paper|case study|campaign|literature review',
  german:
    'bericht|geschäftsplan|businessplan|projektplan|migrationsplan|roadmap|strategie|marktanalyse|reiseplan|lehrplan|architektur|machbarkeitsstudie|fallstudie|kampagne|konzept',
  japanese:
    '報告書|レポート|事業計画|計画書|移行計画|ロードマップ|戦略|市場分析|旅程|カリキュラム|アーキテクチャ|企画書|提案書|実現可能性',
  chinese:
    '报告|報告|商业计划|商業計劃|项目计划|項目計劃|迁移计划|遷移計劃|路线图|路線圖|战略|戰略|策略|市场分析|市場分析|行程|课程大纲|課程大綱|架构|架構|可行性|白皮书|白皮書',
  arabic:
    'تقرير*|خطة عمل|خطة مشروع|خارطة طريق|استراتيجية|دراسة جدوى|تحليل السوق|برنامج رحلة|منهج دراسي|حملة تسويقية',
};

/** How far it is to go. */
const thorough: Words = {
  english: 'comprehensive*|in-depth|in depth|thorough*|detailed|end-to-end|exhaustive*',
  german: 'umfassend*|ausführlich*|detailliert*|gründlich*|eingehend*',
  japanese: '包括的|詳細|徹底的|網羅的|詳しい',
  chinese: '全面|详细|詳細|深入|彻底|徹底|系统地|系統地',
  arabic: 'شامل*|مفصل*|تفصيلي*|معمق*|بالتفصيل',
};

/** What no model knows from its training. */
const fresh: Words = {
  english:
    'today|yesterday|latest|up-to-date|up to date|currently|who is the current|current price*|current exchange|current version|news|headlines|this week|this month|this year|right now|weather|stock price*|share price*|exchange rate*|recent developments|recent news|live score*',
  german:
    'heute|heutig*|gestern|aktuell*|neueste*|neuste*|derzeit*|momentan|nachrichten|diese woche|diesen monat|dieses jahr|wetter|aktienkurs*|börsenkurs*|wechselkurs*',
  japanese: '今日|本日|昨日|最新|現在の|今週|今月|今年|ニュース|天気|株価|為替|直近',
  chinese:
    '今天|昨天|最新|当前|當前|目前|现在的|現在的|本周|本週|本月|今年|新闻|新聞|天气|天氣|股价|股價|汇率|匯率|最近的|实时|實時',
  arabic:
    'اليوم|أمس|أحدث|آخر الأخبار|الأخبار|حاليا|الحالي*|هذا الأسبوع|هذا الشهر|هذا العام|هذه السنة|الطقس|سعر الصرف|سعر السهم|الآن',
};

/** The web, asked for by name. */
const web: Words = {
  english:
    '^research|search the web|search the internet|search online|web search|google for|google it|on the internet|on the web|from the web|online sources|cite sources|cite your sources|with sources|with citations|with links|browse',
  german:
    'recherchier*|im internet|im netz|im web|websuche|googel*|mit quellen|mit quellenangaben|quellenangaben|belege mit links',
  japanese: 'ウェブで|ネットで|インターネットで|ウェブ検索|検索して|ググ|出典|情報源|引用元',
  chinese:
    '上网|上網|网上|網上|网络搜索|網路搜尋|联网|聯網|注明来源|註明來源|附上来源|引用来源|引用來源|出处|出處',
  arabic: 'الإنترنت|ابحث في الويب|جوجل|غوغل|مع المصادر|المصادر|مع الروابط',
};

/** Files to be read or written. */
const files: Words = {
  english:
    'attached|attachment*|the file|this file|these files|my files|the files|uploaded|spreadsheet|workspace|save it to|save it as',
  german:
    'die datei|der datei|diese datei|diese dateien|dateien|angehängt*|anhang|hochgeladen*|arbeitsbereich',
  japanese: 'ファイル|添付|アップロード|スプレッドシート',
  chinese: '附件|上传|上傳|这个文件|這個檔案|该文件|文件中|文件里|檔案|保存到|电子表格|工作区|工作區',
  arabic: 'الملف|الملفات|ملف|المرفق*|مرفقات|جدول البيانات|احفظ',
};

/** A program that is to be run, not only written. */
const run: Words = {
  english:
    'run the code|run this|run it|run the script|run the program|run the tests|run a simulation|execute the|execute this|simulate',
  german:
    'führe den code|führe das skript|führe das programm|führe die tests|führe es aus|führe ihn aus|simuliere|ausführen und',
  japanese: '実行し|シミュレーション|シミュレート|動かして',
  chinese:
    '运行代码|運行代碼|运行脚本|运行这|运行以下|并运行|执行代码|執行程式|执行脚本|执行以下|并执行|模拟一下|进行模拟',
  arabic: 'شغّل الكود|شغّل البرنامج|نفذ الكود|نفذ البرنامج|محاكاة',
};

/** Questions on which serious people differ. */
const contested: Words = {
  english:
    'pros and cons|for and against|debate|weigh the|weigh up|weigh whether|arguments for|arguments against|advantages and disadvantages|dilemma|controvers*|trade-offs|tradeoffs',
  german:
    'vor- und nachteile|vor und nachteile|für und wider|pro und contra|pro und kontra|debatt*|abwäg*|abzuwägen|wäge|erörter*|umstritten*|dilemma|argumente für|argumente gegen',
  japanese:
    '賛否|長所と短所|メリットとデメリット|メリット・デメリット|メリットやデメリット|討論|ディベート|是非|ジレンマ|論争|賛成と反対|天秤',
  chinese: '利弊|优缺点|優缺點|赞成与反对|赞成和反对|支持与反对|正反|辩论|辯論|争议|爭議|两难|兩難|权衡|權衡',
  arabic:
    'إيجابيات وسلبيات|الإيجابيات والسلبيات|مزايا وعيوب|المزايا والعيوب|مناظرة|ناقش|جدل*|معضلة|الحجج|مع وضد|وازن|المؤيد*|المعارض*',
};

/** A decision that is to be made, or a view to be taken. */
const choice: Words = {
  english:
    '^should|^shall|^is it better|which is better|whether to|whether we should|whether i should|decide|worth it|better off|^is it right|^ought|ethical*|morally|moral question',
  german:
    '^soll|^sollte|^sollten|^sollen|ob wir|ob ich|lohnt sich|lohnt es sich|ist es besser|was ist besser|entscheid*|ist es richtig|ethisch*|moralisch*',
  japanese:
    'べきか|べきでしょうか|べきです|すべき|どちらが良い|どちらがよい|どちらがいい|決めて|決める|判断して|倫理|道徳',
  chinese:
    '应该|應該|是否应|是否應|应不应该|該不該|该不该|要不要|哪个更好|哪個更好|哪个好|值得|决定|決定|值不值|道德|伦理|倫理',
  arabic: 'هل يجب|هل ينبغي|هل من الأفضل|أيهما أفضل|قرر|القرار|يستحق|أخلاقي*',
};

/** Puzzles: many ways, most of which lead nowhere. */
const puzzle: Words = {
  english:
    'puzzle*|riddle*|sudoku|crossword*|logic problem*|knights and knaves|river crossing|cross the river|game of 24|maze|n-queens|eight queens|chess problem*|brain teaser*|cryptarithm*',
  german:
    'rätsel*|denksport*|sudoku|logikaufgabe*|logikrätsel*|knobel*|kreuzworträtsel*|labyrinth|zahlenrätsel*|schachproblem*|damenproblem*',
  japanese: 'パズル|謎解き|なぞなぞ|数独|論理問題|論理クイズ|クロスワード|迷路|川渡り|川を渡|クイーン問題',
  chinese:
    '谜题|謎題|谜语|謎語|数独|數獨|逻辑题|邏輯題|智力题|智力題|填字游戏|迷宫|迷宮|过河|過河|八皇后|推理题|推理題',
  arabic: 'لغز|ألغاز|أحجية|أحاجي|سودوكو|متاهة|كلمات متقاطعة|عبور النهر',
};

/** A space of possibilities that is to be gone through. */
const search: Words = {
  english:
    'brainstorm*|design space|alternatives|arrange|seating|constraints|satisf*|shortest route|optimal route|find a way to|as many ways as|ideas for|name ideas',
  german:
    'brainstorm*|ideen für|alternativen|anordnen|sitzordnung|bedingungen|nebenbedingung*|kürzeste route|optimale route|so viele wege',
  japanese:
    'ブレインストーミング|アイデアを|代替案|選択肢|席順|条件を満た|制約|最短経路|最適な経路|組み合わせ',
  chinese:
    '头脑风暴|腦力激盪|备选方案|替代方案|座位|排列|满足条件|满足以下|滿足以下|约束|約束|最短路径|最短路徑|最优路线|组合方案|点子',
  arabic: 'عصف ذهني|أفكار|بدائل|بحيث|الشروط|القيود|أقصر طريق|أفضل مسار',
};

/** One right answer, a number most often. */
const exact: Words = {
  english:
    'how many|how much|how long does|probability|calculate|compute|solve|equation*|percentage|percent|sum of|average|integral|derivative of|prime number*|expected value|multiply|divided by|what is the value',
  german:
    'wie viele|wie viel|wieviel*|wie lange|wahrscheinlichkeit*|berechn*|rechne|löse|gleichung*|prozent|summe|durchschnitt*|integral|ableitung|primzahl*|erwartungswert*',
  japanese:
    'いくつ|何人|何個|何時間|何通り|いくら|確率|計算して|計算せよ|計算しなさい|解いて|解け|解きなさい|方程式|パーセント|合計|平均|積分|微分|素数|期待値|求めよ|求めて',
  chinese:
    '多少|几个|幾個|概率|機率|^计算|^計算|请计算|請計算|求解|解方程|方程|百分之|百分比|总和|總和|平均|积分|積分|导数|導數|素数|质数|質數|期望值|等于',
  arabic: 'كم|احتمال*|احسب|حل المعادلة|معادلة|نسبة|بالمئة|مجموع|متوسط|تكامل|مشتقة|عدد أولي|القيمة المتوقعة',
};

/** An argument without a gap. */
const proof: Words = {
  english: 'prove|disprove|proof that|proof of the|^derive|^show that|rigorously|refute',
  german: 'beweis|beweise|beweisen|widerleg*|zeige, dass|zeige dass|leite her|leiten sie her|herleit*',
  japanese:
    '証明してください|証明せよ|証明しなさい|証明して|ことを証明|の証明を|反証|導出|を示せ|を示しなさい',
  chinese: '^证明|^證明|请证明|請證明|试证|試證|求证|求證|并证明|並證明|推导|推導|反驳|反駁',
  arabic: 'أثبت|برهن|برهان|إثبات|فند|اشتق',
};

/** A text that is to be written or a thing that is to be explained. */
const writing: Words = {
  english:
    'write|essay|explain*|describe*|letter|email|e-mail|poem|story|article|summar*|blog post|translate|speech|draft',
  german:
    'schreib*|verfass*|aufsatz|erklär*|beschreib*|brief|gedicht|geschichte|artikel|zusammenfass*|e-mail|übersetz*|rede',
  japanese: '書いて|書け|エッセイ|作文|説明|手紙|メール|物語|記事|要約|翻訳|スピーチ',
  chinese:
    '写一|寫一|作文|文章|解释|解釋|说明|說明|描述|写信|一封信|诗|詩|故事|邮件|郵件|总结|總結|翻译|翻譯|介绍|介紹',
  arabic: 'اكتب|مقال*|اشرح|صف|رسالة|قصيدة|قصة|لخص|ترجم|بريد|خطاب',
};

/** The words of each sign. */
export const wordsOf: Readonly<Record<Sign, Words>> = {
  sequence,
  work,
  comparison,
  project,
  thorough,
  fresh,
  web,
  files,
  run,
  contested,
  choice,
  puzzle,
  search,
  exact,
  proof,
  writing,
};
