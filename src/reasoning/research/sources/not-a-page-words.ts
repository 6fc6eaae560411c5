/** One reason why what was read is no page, with the words that tell it. */
export interface StubWords {
  readonly reason: string;
  /** Held against the title, whole. */
  readonly title: RegExp;
  /** Held against the text: whole sentences that speak to the reader, as an article about such pages does not. */
  readonly text: RegExp;
}

/** Words of pages that are none: English, German, Japanese, Chinese, Korean, Arabic, and some French and Spanish. */
export const stubWords: readonly StubWords[] = [
  {
    reason:
      'The address leads to a notice that there is no such page, although the server answers that all is well.',
    title:
      /^(?:(?:error|http|fehler|erreur|خطأ)?[\s:–-]*404(?:[\s:–-]*(?:error|not found|page not found|file not found))?|(?:page|file|article|document|content) (?:not found|(?:can ?not|could not|can't) be found|does(?: not|n't) exist|no longer exists)|not found|nothing (?:was )?found|seite (?:(?:wurde )?nicht gefunden|existiert nicht)|page (?:introuvable|non trouvée)|página no encontrada|(?:お探しの)?ページ(?:が|は)(?:見つかりません(?:でした)?|存在しません)|(?:页面|頁面|网页|網頁)(?:不存在|未找到|找不到)|(?:您访问的)?页面不存在|找不到(?:该|此)?(?:页面|網頁|頁面|网页)|페이지를 찾을 수 없습니다|(?:الصفحة|عذر(?:ا|اً|ًا)[،,]? الصفحة) (?:غير موجودة|المطلوبة غير موجودة))[.!。！]?$/iu,
    text: /\b(?:the|this) (?:page|article|file|document|content|url) (?:that )?you(?:'re|’re| are| were)? (?:requested|looking for|trying to (?:reach|access|view)|tried to (?:reach|access|view))[^.!?\n]{0,60}(?:not found|not be found|n[o'’]t exist|no longer|unavailable|moved|removed|deleted)|\b(?:we can(?:'t|’t|not)|we could(?:n't|n’t| not)) (?:seem to )?find (?:the|that) page|die (?:von ihnen )?(?:angeforderte|aufgerufene|gesuchte|gewünschte) (?:seite|adresse)[^.!?\n]{0,60}(?:nicht (?:gefunden|vorhanden|verfügbar)|existiert nicht|nicht mehr)|la page (?:que vous|demandée)[^.!?\n]{0,60}(?:introuvable|n['’]existe (?:pas|plus))|la página que (?:busca|buscas|solicit)[^.!?\n]{0,60}no (?:existe|se encuentra|está)|お探しの(?:ページ|記事)[^。\n]{0,40}(?:見つかりません|存在しません|削除|移動)|(?:指定|要求|アクセス)された(?:ページ|url)[^。\n]{0,40}(?:見つかりません|存在しません)|(?:您|你)(?:所)?(?:访问|请求|查找|浏览|訪問|要求|尋找|瀏覽)的(?:页面|網頁|頁面|网页|内容|文章)[^。\n]{0,40}(?:不存在|已(?:被)?(?:删除|刪除|移除)|找不到|未找到)|(?:요청하신|찾으시는|찾고 계신) (?:페이지|게시물|문서)[^.\n]{0,40}(?:찾을 수 없|존재하지 않|삭제)|الصفحة التي (?:تبحث عنها|طلبتها|تحاول الوصول إليها)[^.\n]{0,40}(?:غير موجودة|لم يتم العثور|لا توجد|غير متاحة|حذف)/iu,
  },
  {
    reason: 'What came is a question about cookies, and not the page behind it.',
    title:
      /^(?:before you continue(?: to .{1,40})?|cookie[- ](?:consent|settings|notice|policy|einstellungen|richtlinie)|your privacy choices|datenschutz[- ]?einstellungen|bevor (?:sie|du) (?:fortfahren|fortfährst).{0,40}|cookie(?:の)?(?:設定|の使用に関する同意)|cookie ?(?:设置|設定)|쿠키 (?:설정|동의)|إعدادات ملفات تعريف الارتباط)$/iu,
    text: /\bwe (?:and our (?:\d+ )?partners |value your privacy[^\n]{0,40}|use cookies)[^\n]{0,200}\b(?:cookies|store|access|consent)|\b(?:accept|reject|allow|manage) (?:all )?(?:cookies|preferences)|please (?:accept|enable) cookies|wir (?:und unsere (?:\d+ )?partner )?(?:verwenden|nutzen|benötigen)[^\n]{0,120}(?:cookies|zustimmung|einwilligung)|alle (?:cookies )?(?:akzeptieren|ablehnen)|(?:当|このウェブ)?サイト(?:で)?は[^\n]{0,30}cookie(?:（クッキー）)?を(?:使用|利用)|cookieの(?:使用|利用)に同意|(?:本网站|本網站|我们|我們)(?:会)?(?:使用|采用)[^\n]{0,20}cookie|接受(?:所有|全部)\s?cookie|(?:웹사이트|사이트|당사)(?:는|에서는)?[^\n]{0,30}쿠키를 사용|모든 쿠키 (?:허용|수락)|(?:نستخدم|يستخدم (?:هذا )?الموقع)[^\n]{0,40}(?:ملفات تعريف الارتباط|الكوكيز)|قبول (?:جميع|كل) (?:ملفات|الكوكيز)/iu,
  },
  {
    reason: 'What came asks the reader to log in, and not the page behind it.',
    title:
      /^(?:(?:please )?(?:log ?in|sign ?in|log on)(?: to (?:continue|your account|.{1,30}))?|login required|sign up|(?:bitte )?(?:anmelden|einloggen)|anmeldung(?: erforderlich)?|(?:se connecter|connexion|iniciar sesión)|ログイン(?:してください|ページ|画面)?|(?:用户|使用者|請|请)?(?:登录|登入)|로그인(?:이 필요합니다)?|تسجيل الدخول)(?:\s*[|–·-].{1,40})?$/iu,
    text: /\b(?:please |you (?:must|need to|have to) )(?:log|sign) ?in (?:to|first|before)|\b(?:log|sign) in to (?:continue|view|see|read|access)|\bcreate an account or (?:log|sign) in|(?:bitte )?(?:melden sie sich|loggen sie sich|melde dich)[^.\n]{0,40}(?:an|ein)[,.]? ?(?:um|$)|sie müssen (?:sich )?(?:angemeldet|eingeloggt|anmelden)|(?:続き|閲覧|ご利用|表示)[^。\n]{0,30}(?:するには|には)[^。\n]{0,20}(?:ログイン|会員登録)(?:が必要|してください)|(?:请|請)(?:先)?(?:登录|登入)(?:后|後|以|账号|帳號|。|！|$)|(?:登录|登入)(?:后|後)(?:查看|继续|繼續|阅读|閱讀)|로그인(?:이 필요|한 후|하셔야|하시면|해 ?주세요|후 이용)|(?:يرجى|يجب(?: عليك)?|الرجاء) تسجيل الدخول/iu,
  },
  {
    reason: 'What came is a check whether a person asks, and not the page behind it.',
    title:
      /^(?:just a moment\.*…?|attention required!?.{0,20}|access (?:to this page has been )?denied|access denied.{0,30}|are you a robot\??|are you human\??|robot check|security check|captcha|please verify.{0,30}|(?:403|forbidden|403 forbidden)|einen moment.{0,20}|zugriff verweigert|アクセスが拒否されました|请稍候.{0,3}|安全验证|访问被拒绝|접근이 거부되었습니다|تم رفض الوصول)$/iu,
    text: /checking (?:if the site connection is secure|your browser before accessing)|verify(?:ing)? (?:that )?you are (?:a |not a )?(?:human|robot)|enable javascript and cookies to continue|please complete the (?:security check|captcha)|our systems have detected unusual traffic|you (?:don't|do not) have permission to access|bestätigen sie, dass sie (?:ein mensch|kein roboter) sind|ロボットではない(?:こと|ことを)|请完成(?:安全)?验证|(?:您的)?访问(?:过于频繁|受限|被拒绝)|로봇이 아(?:님|닙니다)|(?:تحقق|التحقق) من أنك (?:إنسان|لست روبوت)/iu,
  },
  {
    reason: 'The page is made by a program in the browser, and only its empty shell came.',
    title: /^(?:loading\.*…?|react app|vite app|app)$/iu,
    text: /you need to enable javascript to run this app|(?:please |this (?:site|page|app|application) (?:requires|needs|works best with) )(?:enable |turn on )?javascript|javascript (?:is (?:disabled|required|not enabled)|must be enabled)|(?:bitte )?aktivieren sie (?:bitte )?javascript|javascript ?を有効に|(?:请|請)(?:启用|開啟|开启|啟用)\s?javascript|자바스크립트를 (?:활성화|사용)|يرجى تفعيل (?:جافا ?سكريبت|javascript)/iu,
  },
  {
    reason: 'The domain is parked: it is for sale, and holds no page.',
    title:
      /^(?:[a-z0-9.-]+ (?:is for sale|domain for sale|steht zum verkauf)|domain (?:for sale|parked|parking)|parked domain.{0,20})$/iu,
    text: /this domain (?:name )?(?:is|may be) for sale|buy this domain|the domain \S+ (?:is|may be) for sale|diese domain (?:steht zum verkauf|ist zu verkaufen)|このドメインは(?:販売中|売りに出)|(?:此|该|本)域名(?:正在)?(?:出售|转让)|이 도메인은 판매|هذا النطاق (?:معروض )?للبيع/iu,
  },
];
