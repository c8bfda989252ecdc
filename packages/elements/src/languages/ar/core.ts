import type { LocaleRules } from '../locale-rules.ts';
import type { ArcWords } from '../set-messages.ts';

// Modern standard Arabic, polite and short. `isolated` keeps the direction of names in a sentence.

/** Isolates a name, which may be in another script, so that the sentence keeps its direction. */
const isolated = (text: string): string => `\u2068${text}\u2069`;
/** Isolates a masked number, which is read from left to right. */
const numeral = (text: string): string => `\u2066${text}\u2069`;

export const shared = ({ plural }: LocaleRules): ArcWords['shared'] => ({
  loading: 'جارٍ التحميل',
  stillLoading: 'ما زال التحميل جاريًا. يستغرق الأمر وقتًا أطول من المعتاد.',
  retry: 'إعادة المحاولة',
  lastUpdated: (when) => `آخر تحديث: ${when}`,
  lastUpdatedEarlier: 'آخر تحديث كان قبل مدة',
  also: (text) => `، ${text}`,
  partial: (count) =>
    plural(count, {
      zero: 'قُرئت كل الإدخالات.',
      one: 'تعذّرت قراءة إدخال واحد ولم يُعرض.',
      two: 'تعذّرت قراءة إدخالين ولم يُعرضا.',
      few: 'تعذّرت قراءة # إدخالات ولم تُعرض.',
      many: 'تعذّرت قراءة # إدخالًا ولم تُعرض.',
      other: 'تعذّرت قراءة # إدخال ولم تُعرض.',
    }),
  activate: 'تشغيل بيانات الاستهلاك',
  activateHint: 'يقرأ حتى سنة مضت، ثم كل قراءة جديدة.',
  activating: 'جارٍ التشغيل…',
  activateFailed: 'تعذّر التشغيل.',
  noSession: 'هذا العنصر غير متصل بأي جلسة.',
  noSessionHint:
    `على الموقع أن يضعه داخل ${isolated('<arc-session>')} ` + `أو أن يسمّي جلسة بواسطة ${isolated('session="…"')}.`,
  sessionIncomplete: 'لم يكتمل إعداد جلسة هذا الموقع.',
});

export const errors = (): ArcWords['errors'] => ({
  unauthorized: { title: 'لم تعد مسجَّل الدخول هنا.', hint: 'يرجى تسجيل الدخول مجددًا للمتابعة.' },
  'session-invalid': { title: 'لم تعد مسجَّل الدخول هنا.', hint: 'يرجى تسجيل الدخول مجددًا للمتابعة.' },
  'session-expired': {
    title: 'انتهت جلستك.',
    hint: 'حاول مرة أخرى، أو سجّل الدخول مجددًا إن لم ينجح ذلك.',
  },
  'signed-out': { title: 'لقد سجّلت الخروج.', hint: 'سجّل الدخول لرؤية هذا من جديد.' },
  forbidden: { title: 'هذا غير متاح لك.', hint: 'يمكن للموقع الذي أنت فيه تغيير ذلك.' },
  'scope-missing': { title: 'لا يُسمح لهذه الصفحة بعرض هذا.', hint: 'على الموقع أن يسمح به لجلستك.' },
  'origin-not-allowed': {
    title: 'لا يُسمح لهذه الصفحة باستخدام الخدمة.',
    hint: 'على الموقع أن يضيف عنوانه إلى العناوين المسموح بها.',
  },
  'not-found': {
    title: 'تعذّر العثور على هذا.',
    hint: 'ربما أُزيل. أعد تحميل الصفحة لرؤية الموجود الآن.',
  },
  'not-configured': { title: 'هذا غير متوفّر هنا.', hint: 'لم يُعِدّه الموقع الذي أنت فيه.' },
  'invalid-request': { title: 'لم تفهم الخدمة هذا الطلب.', hint: 'أعد تحميل الصفحة وحاول مرة أخرى.' },
  conflict: { title: 'تغيّر شيء في هذه الأثناء.', hint: 'حاول مرة أخرى بالبيانات الحالية.' },
  'feature-not-ready': { title: 'ما زال هذا قيد التحضير.', hint: 'سيظهر هنا تلقائيًا عندما يصبح جاهزًا.' },
  'meter-not-activatable': {
    title: 'لا يمكن تشغيل بيانات الاستهلاك لهذا العدّاد.',
    hint: 'ربما لا توفّرها شركة الخدمات لديك.',
  },
  'meter-inactive': {
    title: 'بيانات الاستهلاك غير مشغّلة لهذا العدّاد.',
    hint: 'شغّلها لرؤية قراءاته.',
  },
  'rate-limited': { title: 'طلبات كثيرة في وقت واحد.', hint: 'انتظر لحظة ثم حاول مرة أخرى.' },
  'upstream-failed': {
    title: 'خدمة بيانات الشركات لا تستجيب.',
    hint: 'لم يُفقد شيء. حاول مرة أخرى بعد بضع دقائق.',
  },
  unavailable: { title: 'الخدمة غير متاحة حاليًا.', hint: 'لم يُفقد شيء. حاول مرة أخرى بعد بضع دقائق.' },
  'broker-key-wrong': {
    title: 'لم يكتمل إعداد هذا الموقع.',
    hint: 'لم يُفقد شيء. على الموقع إصلاح ذلك؛ حاول مرة أخرى لاحقًا.',
  },
  'broker-unreachable': {
    title: 'الخدمة غير متاحة حاليًا.',
    hint: 'لم يُفقد شيء. حاول مرة أخرى بعد بضع دقائق.',
  },
  network: { title: 'لا يوجد اتصال.', hint: 'تحقّق من اتصالك بالإنترنت وحاول مرة أخرى.' },
  unreachable: {
    title: 'تعذّر الوصول إلى الخدمة.',
    hint: 'لم يُفقد شيء. حاول مرة أخرى بعد بضع دقائق. وإن تكرر ذلك فأخبر الموقع الذي أنت فيه.',
  },
  timeout: { title: 'يستغرق هذا وقتًا طويلًا.', hint: 'حاول مرة أخرى. وإن بقي بطيئًا فعُد بعد قليل.' },
  'load-failed': {
    title: 'تعذّر تحميل هذا الجزء من الصفحة.',
    hint: 'حاول مرة أخرى. وإن تكرر ذلك فأعد تحميل الصفحة.',
  },
  aborted: { title: 'انقطعت العملية.', hint: 'حاول مرة أخرى.' },
  decode: { title: 'تعذّرت قراءة الإجابة.', hint: 'حاول مرة أخرى. وإن تكرر ذلك فأخبر الموقع الذي أنت فيه.' },
  unknown: { title: 'حدث خطأ ما.', hint: 'حاول مرة أخرى. وإن تكرر ذلك فأخبر الموقع الذي أنت فيه.' },
});

export const connect = (): ArcWords['connect'] => ({
  create: 'ربط شركة الخدمات',
  another: 'ربط شركة خدمات أخرى',
  update: 'تسجيل الدخول مجددًا',
  hint:
    'يقرأ فواتيرك وعدّاداتك واستهلاكك. تصل كلمة مرورك إلى صفحة دخول شركة الخدمات فقط، ولا تصل أبدًا إلى هذا ' +
    'الموقع، ولا يتغيّر شيء في حسابك.',
  title: { create: 'اربط شركة الخدمات لديك', update: 'سجّل الدخول مجددًا إلى شركة الخدمات' },
  frame: 'تسجيل الدخول إلى شركة الخدمات',
  close: 'إغلاق',
  loading: 'جارٍ فتح صفحة الدخول الآمنة',
  silentTitle: 'صفحة الدخول لا تستجيب.',
  silentHint:
    'ربما كانت بطيئة، أو حجبتها إضافة للخصوصية أو إعدادات الأمان في هذا الموقع. يمكنك الانتظار أو فتحها في ' +
    'علامة تبويب خاصة بها.',
  reload: 'إعادة التحميل',
  newTab: 'فتح في علامة تبويب جديدة',
  ended: {
    LOGIN_SUCCESS: 'تم الربط.',
    PENDING: 'شكرًا لك. تتحقق شركة الخدمات من الدخول، ويمكنك مغادرة هذه الصفحة.',
    NO_SUBMIT: '',
    REJECTED: 'لم تقبل شركة الخدمات بيانات الدخول هذه. يرجى المحاولة بالبيانات التي تستخدمها في موقعها.',
    TIMED_OUT: 'تستغرق شركة الخدمات وقتًا أطول من المعتاد للرد. نواصل التحقق، ويمكنك مغادرة هذه الصفحة.',
    ERROR: 'لم تنجح العملية ولم يتغيّر شيء. يرجى المحاولة مرة أخرى.',
    UNKNOWN: 'شكرًا لك. ما يحدث بعد ذلك سيظهر هنا.',
  },
});

export const connectionStatus = (): ArcWords['connectionStatus'] => ({
  region: 'اتصالاتك بشركات الخدمات',
  unnamed: 'شركة الخدمات',
  loading: 'جارٍ تحميل اتصالاتك',
  emptyTitle: 'لم تُربط أي شركة خدمات بعد.',
  emptyHint: 'عندما تربط شركة يمكنك متابعة ما يحدث هنا.',
  since: (when) => `بدأ ${when}`,
  connect: 'ربط شركة الخدمات',
  signInAgain: 'تسجيل الدخول مجددًا',
  state: {
    checking: 'قيد التحقق',
    connected: 'متصل',
    'needs-attention': 'بحاجة إليك',
    retrying: 'محاولة جديدة',
    unknown: 'الحالة غير واضحة',
  },
  step: {
    'signed-in': { current: 'جارٍ تسجيل الدخول', done: 'تم تسجيل الدخول', other: 'تسجيل الدخول' },
    accounts: { current: 'جارٍ البحث عن الحسابات', done: 'تم العثور على الحسابات', other: 'الحسابات' },
    features: { current: 'جارٍ فحص الميزات', done: 'تم فحص الميزات', other: 'الميزات' },
    intervals: { current: 'بيانات الاستهلاك', done: 'تصل بيانات الاستهلاك', other: 'بيانات الاستهلاك' },
  },
  progress: {
    done: 'تم',
    current: 'قيد التنفيذ',
    problem: 'يحتاج إلى انتباهك',
    waiting: 'لم يبدأ بعد',
    skipped: 'غير متوفّر',
  },
  announce: (utility, state) => `${isolated(utility)}: ${state}.`,
  checking: (utility) => `نتحقق من دخولك إلى ${isolated(utility)}. يستغرق ذلك عادةً أقل من دقيقة.`,
  checkingLong: (utility) =>
    `ما زلنا نتحقق من دخولك إلى ${isolated(utility)}. تستغرق بعض الشركات بضع ساعات، ويمكنك إغلاق هذه الصفحة.`,
  accountsLoading: (utility) => `نبحث عن حساباتك لدى ${isolated(utility)}. يستغرق ذلك عادةً دقيقة أو دقيقتين.`,
  noAccounts: (utility) => `لم نجد أي حساب ببيانات الدخول هذه. تحقّق في موقع ${isolated(utility)} من أنه يعرض فواتيرك.`,
  features: (utility) => `نعرف الآن ما توفّره ${isolated(utility)} لحسابك. يُعرف معظمه خلال دقائق، وكله خلال يوم.`,
  intervalsOff: 'يمكن الآن تشغيل بيانات الاستهلاك.',
  intervalsNow: 'نجمع قراءات سنة على الأكثر. تصل الأولى عادةً خلال ساعة.',
  intervalsWaiting: (utility) => `يمكن أن تتبعها بيانات الاستهلاك عندما تدرج ${isolated(utility)} عدّادك.`,
  intervalsNever: (utility) => `لا تنشر ${isolated(utility)} بيانات استهلاك لهذا الحساب.`,
  done: 'كل شيء جاهز. تصل القراءات الجديدة عندما تنشرها شركة الخدمات.',
  open: (utility, text) =>
    text === null
      ? `لم تخبرنا ${isolated(utility)} بالحالة. نواصل السؤال.`
      : `تفيد ${isolated(utility)} بأن الحالة «${isolated(text)}»، وهي جديدة علينا. نواصل السؤال.`,
  reasons: {
    enrolling: (utility) => `يجري إعداد الوصول إلى ${isolated(utility)}. ليس عليك فعل شيء.`,
    'login-rejected': (utility) =>
      `لم تقبل ${isolated(utility)} اسم المستخدم أو كلمة المرور. سجّل الدخول مجددًا بما تستخدمه في موقعها.`,
    'mfa-required': (utility) =>
      `تطلب ${isolated(utility)} رمزًا عند كل دخول، فلا يمكن قراءة بياناتك. أوقف ذلك هناك ثم سجّل الدخول مجددًا.`,
    'email-approval': (utility) =>
      `أرسلت إليك ${isolated(utility)} رسالة بريد إلكتروني. يرجى تأكيدها، ويستمر الباقي تلقائيًا.`,
    'access-limited': (utility) =>
      `تقيّد ${isolated(utility)} ما يمكن لهذا الدخول رؤيته. ربما كان مقفلًا أو يحتاج إلى كلمة مرور جديدة ` +
      'أو إلى تفعيل الفواتير الإلكترونية. يمكن لخدمة العملاء لديها إخبارك.',
    'action-required': (utility) => `تحتاج ${isolated(utility)} إلى شيء منك. يكفي عادةً تسجيل الدخول مجددًا.`,
    failed: (utility) => `أوقفت ${isolated(utility)} الاتصال. يعيده عادةً تسجيل الدخول مجددًا.`,
    'provider-down': (utility) => `يتعذّر الوصول إلى موقع ${isolated(utility)} الآن. نواصل المحاولة، ولا يلزمك شيء.`,
    'under-review': (utility) => `تغيّر شيء في موقع ${isolated(utility)} ويجري النظر فيه. ليس عليك فعل شيء.`,
    'verification-error': (utility) => `لم يكتمل التحقق لدى ${isolated(utility)}. سيُعاد تلقائيًا، وليس عليك فعل شيء.`,
    paused: (utility) => `القراءة من ${isolated(utility)} متوقفة مؤقتًا. ما قُرئ حتى الآن يبقى هنا.`,
  },
});

export const featureAvailability = (): ArcWords['featureAvailability'] => ({
  caption: 'ما يتوفّر لكل حساب',
  loading: 'جارٍ تحميل حساباتك',
  emptyTitle: 'لا يوجد حساب بعد.',
  emptyHint: 'بعد أن تربط شركة خدمات تظهر هنا حساباتها وما توفّره.',
  lookingTitle: 'جارٍ البحث عن حساباتك.',
  lookingHint: 'يستغرق ذلك عادةً دقيقة أو دقيقتين، وستظهر هنا تلقائيًا.',
  feature: 'الميزة',
  choose: 'الحساب',
  search: 'البحث عن حساب',
  noMatch: 'لا يوجد حساب مطابق.',
  accounts: 'الحسابات',
  account: 'الحساب',
  unnamed: 'حساب بلا عنوان',
  reveal: 'إظهار الرقم كاملًا',
  conceal: 'إخفاء الرقم',
  tariff: (name) => `التعرفة: ${isolated(name)}`,
  supplier: (name) => `الطاقة من ${isolated(name)}`,
  pastDue: 'فاتورة متأخرة',
  about: (feature) => `حول ${feature}`,
  announce: (feature, account, word) => `${feature}، ${isolated(account)}: ${word}.`,
  state: {
    AVAILABLE: 'متاح',
    NOT_READY: 'قيد التحضير',
    NOT_AVAILABLE: 'غير متاح',
    unknown: 'غير معروف',
  },
  because: {
    AVAILABLE: 'جاهز للاستخدام.',
    NOT_READY: 'ما زالت البيانات تُجمع من شركة الخدمات. يتغيّر ذلك هنا تلقائيًا، خلال يوم عادةً.',
    NOT_AVAILABLE: 'لا توفّر شركة الخدمات ما يلزم لذلك، ولا يُتوقع أن يتغيّر هذا قريبًا.',
    unknown: 'لم تذكر خدمة بيانات الشركات ذلك.',
  },
  becauseText: (text) => `وردت الحالة «${isolated(text)}»، وهي كلمة جديدة علينا.`,
  service: { electric: 'الكهرباء', gas: 'الغاز', water: 'الماء' },
  accountState: { closed: 'مغلق', incomplete: 'لم يكتمل إعداده', locked: 'أقفلته شركة الخدمات' },
  group: { Plug: 'البيانات', Bundle: 'المدفوعات', Spark: 'الشحن' },
  name: {
    utility_statements: 'الفواتير',
    utility_intervals: 'بيانات الاستهلاك',
    utility_remittance: 'سداد الفواتير',
    hosted_payments: 'صفحة الدفع',
    charge_cost: 'تكلفة الشحن',
    smart_charge: 'الشحن الذكي',
  },
  what: {
    utility_statements: 'فواتيرك السابقة والجديدة، بياناتٍ ومستندات.',
    utility_intervals: 'مقدار الطاقة التي تستخدمها في كل ربع ساعة كما يقيسها عدّادك.',
    utility_remittance: 'سداد فواتيرك نيابةً عنك.',
    hosted_payments: 'صفحة تدفع فيها فاتورتك.',
    charge_cost: 'تكلفة شحن سيارتك في كل ساعة وفق تعرفتك.',
    smart_charge: 'شحن سيارتك عندما يكون الأرخص وفق تعرفتك.',
  },
});

export const meterList = ({ number, plural }: LocaleRules): ArcWords['meterList'] => ({
  region: 'عدّاداتك',
  loading: 'جارٍ تحميل عدّاداتك',
  emptyTitle: 'لا يوجد عدّاد بعد.',
  emptyHint: 'تظهر العدّادات هنا عندما تدرجها شركة الخدمات، بعد دقائق من الربط عادةً.',
  unnamed: 'عدّاد',
  meter: (text) => `العدّاد ${numeral(text)}`,
  noAddress: 'عدّادات أخرى',
  account: (text) => `الحساب ${numeral(text)}`,
  service: { electric: 'الكهرباء', gas: 'الغاز', water: 'الماء', unknown: 'الخدمة' },
  select: 'عرض الاستهلاك',
  selected: 'معروض',
  collecting: 'نجمع قراءات سنة على الأكثر. تصل الأولى عادةً خلال ساعة.',
  through: (day) => `البيانات حتى ${day}`,
  newest: (when) => `أحدث قراءة ${when}`,
  checked: (when) => `فُحصت ${when}`,
  noneYet: 'مشغّل. لا توجد قراءات من السنة الماضية بعد.',
  unsupported: 'لا تنشر شركة الخدمات بيانات استهلاك لهذا العدّاد.',
  onlyElectric: 'تتوفّر بيانات الاستهلاك لعدّادات الكهرباء.',
  unknownStatus: (text) => (text === null ? 'لم تُذكر الحالة.' : `وردت الحالة «${isolated(text)}».`),
  state: {
    INTERVALS_NOT_REQUESTED: 'متوقفة',
    INTERVALS_IN_PROGRESS: 'قيد الجمع',
    INTERVALS_SUCCESS: 'مشغّلة',
    INTERVALS_NOT_SUPPORTED: 'غير متوفّرة',
    unknown: 'غير معروفة',
  },
  nextStatement: (day) => `الفاتورة التالية متوقعة ${day}`,
  more: (count) => `إظهار كل العدّادات (${number(count)})`,
  announce: (meter, state) => `${meter}: بيانات الاستهلاك ${state}.`,
  preview: (days, low, high) =>
    plural(days, {
      one: `اليوم الأخير: من ${isolated(low)} إلى ${isolated(high)}.`,
      two: `آخر يومين: من ${isolated(low)} إلى ${isolated(high)} في اليوم.`,
      few: `آخر # أيام: من ${isolated(low)} إلى ${isolated(high)} في اليوم.`,
      many: `آخر # يومًا: من ${isolated(low)} إلى ${isolated(high)} في اليوم.`,
      other: `آخر # يوم: من ${isolated(low)} إلى ${isolated(high)} في اليوم.`,
    }),
  previewMissing: (count) =>
    plural(count, {
      one: 'لا توجد بيانات ليوم واحد.',
      two: 'لا توجد بيانات ليومين.',
      few: 'لا توجد بيانات لـ # أيام.',
      many: 'لا توجد بيانات لـ # يومًا.',
      other: 'لا توجد بيانات لـ # يوم.',
    }),
});
