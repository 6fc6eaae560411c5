const noPage = 'there is no such page';
const cookies = 'about cookies';
const login = 'log in';
const check = 'whether a person asks';
const shell = 'empty shell';

/** What came in place of a page: what must be said of it, its language, title and text. */
export const stubs: readonly (readonly [kind: string, language: string, title: string, text: string])[] = [
  [
    noPage,
    'English',
    '404 Not Found | Somefirm',
    "Sorry, the page you're looking for can't be found.\n\n[Home](/)\n[Search](/search)",
  ],
  [
    noPage,
    'English, by its words',
    'Somefirm',
    'Oops! We can’t find the page. Try the search, or go back to where you came from.',
  ],
  [
    noPage,
    'German',
    'Seite nicht gefunden – Somefirm',
    'Die angeforderte Seite konnte leider nicht gefunden werden. Bitte prüfen Sie die Adresse.',
  ],
  [
    noPage,
    'Japanese',
    'ページが見つかりません',
    'お探しのページは見つかりませんでした。削除されたか、URLが変更された可能性があります。ホームへ戻る',
  ],
  [
    noPage,
    'Chinese',
    '页面不存在',
    '您访问的页面不存在或已被删除。请检查网址是否正确，或返回首页继续浏览其他内容。',
  ],
  [
    noPage,
    'Korean',
    '페이지를 찾을 수 없습니다',
    '요청하신 페이지를 찾을 수 없습니다. 주소를 다시 확인해 주세요. 홈으로 돌아가기',
  ],
  [
    noPage,
    'Arabic',
    'الصفحة غير موجودة',
    'عذرا، الصفحة التي تبحث عنها غير موجودة. يمكنك العودة إلى الصفحة الرئيسية.',
  ],
  [
    noPage,
    'French',
    'Page introuvable',
    "La page que vous cherchez n'existe plus ou a été déplacée. Retour à l'accueil.",
  ],
  [
    cookies,
    'English',
    'Before you continue to Somesearch',
    'We use cookies and data to deliver our services. Accept all. Reject all. More options.',
  ],
  [
    cookies,
    'German',
    'Datenschutz-Einstellungen',
    'Wir und unsere 842 Partner benötigen Ihre Zustimmung, um Cookies zu setzen. Alle akzeptieren. Einstellungen.',
  ],
  [
    cookies,
    'Japanese',
    'Cookieの使用に関する同意',
    '当サイトではCookieを使用しています。引き続き閲覧するにはCookieの使用に同意してください。',
  ],
  [
    cookies,
    'Chinese',
    'Cookie 设置',
    '我们使用 Cookie 来改善您的体验。点击“接受所有 Cookie”即表示您同意。接受全部Cookie',
  ],
  [
    cookies,
    'Korean',
    '쿠키 동의',
    '당사는 서비스 개선을 위해 쿠키를 사용합니다. 모든 쿠키 허용 또는 설정을 선택하세요. 자세히 보기',
  ],
  [
    cookies,
    'Arabic',
    'إعدادات ملفات تعريف الارتباط',
    'نستخدم ملفات تعريف الارتباط لتحسين تجربتك. قبول جميع ملفات تعريف الارتباط أو رفضها.',
  ],
  [
    login,
    'English',
    'Log in | Somefirm',
    'Please log in to continue. Email. Password. Forgot your password? Create an account or log in.',
  ],
  [
    login,
    'German',
    'Anmelden',
    'Bitte melden Sie sich an, um fortzufahren. E-Mail. Passwort. Passwort vergessen?',
  ],
  [
    login,
    'Japanese',
    'ログイン',
    '続きを閲覧するにはログインが必要です。メールアドレス、パスワードを入力してください。新規会員登録',
  ],
  [
    login,
    'Chinese',
    '用户登录',
    '请先登录后查看全文。手机号、密码、验证码。还没有账号？立即注册。登录即表示同意用户协议和隐私政策。',
  ],
  [
    login,
    'Korean',
    '로그인',
    '로그인이 필요한 서비스입니다. 아이디와 비밀번호를 입력해 주세요. 회원가입 아이디 찾기',
  ],
  [
    login,
    'Arabic',
    'تسجيل الدخول',
    'يرجى تسجيل الدخول لمتابعة القراءة. البريد الإلكتروني. كلمة المرور. إنشاء حساب جديد.',
  ],
  [
    check,
    'English',
    'Just a moment...',
    'Checking if the site connection is secure. Enable JavaScript and cookies to continue.',
  ],
  [
    check,
    'English, by its words',
    'Attention Required!',
    'Please verify you are a human. Complete the action below to continue to the site.',
  ],
  [
    check,
    'Chinese',
    '安全验证',
    '您的访问过于频繁，请完成安全验证后继续访问。如有疑问请联系客服。感谢您的理解与支持。',
  ],
  [
    check,
    'German',
    'Zugriff verweigert',
    'Bestätigen Sie, dass Sie ein Mensch sind, um fortzufahren. Das dauert nur einen Augenblick.',
  ],
  [
    shell,
    'English',
    'Dashboard',
    'You need to enable JavaScript to run this app. Please reload when it is enabled.',
  ],
  [
    shell,
    'German',
    'Portal',
    'Bitte aktivieren Sie JavaScript, um diese Seite zu nutzen. Vielen Dank für Ihr Verständnis.',
  ],
  [
    'for sale',
    'English',
    'somefirm.com is for sale',
    'This domain is for sale. Contact the broker for a price. Related searches: cars, loans.',
  ],
];

/** Short pages that are about such things, or hold such words by the way. */
export const pages: readonly (readonly [what: string, title: string, text: string])[] = [
  [
    'a short article about such notices',
    'What is a 404 error? | Somefirm',
    'A server answers with status 404 when it has no page for an address. Browsers then show a notice such as "The page you requested could not be found." Site owners should answer with the right status, since search engines keep pages that answer 200.',
  ],
  [
    'a report on a page that was taken down',
    'Ministry takes down climate page',
    'The ministry has removed its page on climate targets. Visitors were told on Monday that the report no longer exists at the old address; a spokesman said that it would return in a week with figures for 2025 and a new annex on transport.',
  ],
  [
    'a German report on cookies',
    'Urteil zu Cookies',
    'Das Gericht hat entschieden, dass Webseiten vor dem Setzen von Cookies um Einwilligung bitten müssen. Die Klage der Verbraucherzentrale hatte damit in letzter Instanz Erfolg, teilte ein Sprecher am Dienstag mit.',
  ],
  [
    'an article with a cookie notice below',
    'Trains run every ten minutes',
    'The new line opened on Monday. Trains run every ten minutes from six in the morning, the operator said, and tickets cost two euros. More than forty thousand people took the line on its first day. The operator expects twice as many next year, when the second part opens.\n\nWe use cookies to store your choices. Accept all',
  ],
  [
    'a Japanese report on a login trouble',
    'ログイン障害で一時利用できず',
    '通信大手は15日、会員サイトで障害が発生し、約2万人が利用できなくなったと発表した。原因は認証システムの更新作業で、同日夕方までに復旧したという。同社は再発防止に努めるとしている。',
  ],
  [
    'a Chinese report',
    '域名拍卖创纪录',
    '一个由两个字母组成的域名周三以三百万美元成交，创下今年的最高纪录。买家是一家总部位于新加坡的投资公司，交易由一家拍卖行完成，双方都没有透露更多细节。',
  ],
  [
    'a Korean report',
    '쿠키 매출 급증',
    '제과업체는 올해 상반기 쿠키 매출이 지난해보다 32퍼센트 늘었다고 14일 밝혔다. 회사는 하반기에 공장을 한 곳 더 지을 계획이라고 설명했다.',
  ],
  [
    'an Arabic report',
    'افتتاح خط جديد للقطار',
    'افتتحت الهيئة يوم الاثنين خطا جديدا للقطار يربط بين المدينتين، وتسير القطارات كل عشر دقائق. وقال المتحدث إن أكثر من أربعين ألف راكب استخدموا الخط في يومه الأول.',
  ],
  ['a short answer', 'Height of the tower', 'The tower is 324 metres tall, as its operator says.'],
  [
    'documentation about logging in',
    'How to sign in to the registry',
    'Run the login command and enter the name of your account. The registry stores a token in your home folder, which lasts for thirty days. Use the logout command to take it away. Two-factor codes are asked for where your account has them switched on.',
  ],
  [
    'an article with a cookie notice above',
    'Trains run every ten minutes',
    'We use cookies to store your choices. Accept all\n\nThe new line opened on Monday. Trains run every ten minutes from six in the morning, the operator said, and tickets cost two euros. More than forty thousand people took the line on its first day.',
  ],
  [
    'a short text without a title',
    'Untitled',
    'The tower is 324 metres tall, as its operator says. It was built in two years.',
  ],
];
