import type { LocaleRules, Plural } from '../locale-rules.ts';
import type { ArcWords } from '../set-messages.ts';

/** Isolates a measure or a name, so that it keeps its direction in a sentence. */
const isolated = (text: string): string => `\u2068${text}\u2069`;

const DAYS: Plural = { one: 'يوم واحد', two: 'يومان', few: '# أيام', many: '# يومًا', other: '# يوم' };
const HOURS: Plural = { one: 'ساعة', two: 'ساعتين', few: '# ساعات', many: '# ساعة', other: '# ساعة' };
const MINUTES: Plural = { one: 'دقيقة', two: 'دقيقتان', few: '# دقائق', many: '# دقيقة', other: '# دقيقة' };

export const chart = ({ number, plural }: LocaleRules): ArcWords['chart'] => ({
  title: 'استهلاك الطاقة',
  meter: (text) => `العدّاد \u2066${text}\u2069`,
  loading: 'جارٍ تحميل بيانات الاستهلاك',

  // Numbers and foot
  imported: 'المسحوب',
  exported: 'المصدَّر',
  net: 'الصافي',
  peak: 'أعلى قدرة',
  peakOver: (minutes) =>
    minutes === 60
      ? 'أعلى متوسط في ساعة'
      : minutes === 1440
        ? 'أعلى متوسط في يوم'
        : minutes % 60 === 0
          ? `أعلى متوسط في ${plural(minutes / 60, HOURS)}`
          : `أعلى متوسط في ${plural(minutes, MINUTES)}`,
  coverage: 'المقيس',
  coverageComplete: 'لا ينقص شيء',
  missingHours: (text) => `ينقص ${isolated(text)}`,
  ofWhole: (whole) => `من أصل ${isolated(whole)}`,
  gaps: (count, duration) =>
    `${plural(count, { one: 'فجوة واحدة', two: 'فجوتان', few: '# فجوات', many: '# فجوة', other: '# فجوة' })}، ` +
    `ينقص ${isolated(duration)}`,
  unusable: (count) =>
    plural(count, {
      one: 'قراءة واحدة ليست رقمًا صالحًا وتُعدّ ناقصة',
      two: 'قراءتان ليستا رقمين صالحين وتُعدّان ناقصتين',
      few: '# قراءات ليست أرقامًا صالحة وتُعدّ ناقصة',
      many: '# قراءة ليست أرقامًا صالحة وتُعدّ ناقصة',
      other: '# قراءة ليست أرقامًا صالحة وتُعدّ ناقصة',
    }),
  dataThrough: (moment) => `البيانات حتى ${isolated(moment)}`,
  timesIn: (zone) => `الأوقات بتوقيت ${isolated(zone)} (توقيت العدّاد)`,
  zoneMissing: 'الأوقات بالتوقيت العالمي لأن العدّاد لا يذكر مكانه',
  zoneUnknown: (zone) => `الأوقات بالتوقيت العالمي لأن «${isolated(zone)}» ليست منطقة زمنية معروفة`,
  viewerZone: (zone) => `أنت في ${isolated(zone)}`,
  every: (minutes) =>
    minutes === 60
      ? 'كل ساعة'
      : minutes === 1440
        ? 'كل يوم'
        : minutes % 60 === 0
          ? 'كل ' +
            `${plural(minutes / 60, { one: 'ساعة', two: 'ساعتين', few: '# ساعات', many: '# ساعة', other: '# ساعة' })}`
          : `كل ${plural(minutes, MINUTES)}`,
  splitSource: (every) => `تقيس شركة الخدمات ${every}؛ والخطوات الأقصر تخمين، لذلك لا تُعرض`,

  // Controls
  viewsLabel: 'العرض',
  views: {
    usage: 'الاستهلاك',
    heatmap: 'خريطة حرارية',
    averageDay: 'يوم معتاد',
    duration: 'كم من الوقت',
    months: 'الأشهر',
    timeOfUse: 'فترات التعرفة',
  },
  ranges: 'المدة',
  preset: { day: 'يوم', week: 'أسبوع', month: 'شهر', year: 'سنة', all: 'الكل' },
  previous: {
    day: 'اليوم السابق',
    week: 'الأسبوع السابق',
    month: 'الشهر السابق',
    year: 'السنة السابقة',
    all: 'الأقدم',
  },
  next: { day: 'اليوم التالي', week: 'الأسبوع التالي', month: 'الشهر التالي', year: 'السنة التالية', all: 'الأحدث' },
  options: 'خيارات',
  resolution: 'كل عمود',
  resolutionAuto: (text) => `تلقائي: ${text}`,
  resolutionName: (resolution, slotMinutes) =>
    ({
      slot: slotMinutes === 60 ? 'ساعة' : slotMinutes === 1440 ? 'يوم' : plural(slotMinutes, MINUTES),
      hour: 'ساعة',
      day: 'يوم',
      week: 'أسبوع',
      month: 'شهر',
    })[resolution],
  compare: 'مقارنة',
  compareWith: {
    none: 'دون مقارنة',
    'calendar-date': 'التواريخ نفسها قبلها',
    weekday: 'أيام الأسبوع نفسها قبلها',
    'day-index': 'يومًا بيوم قبلها',
  },
  channels: 'الاتجاهان',
  channelsName: { mirrored: 'إلى أعلى وإلى أسفل', separate: 'أحدهما فوق الآخر' },
  table: 'جدول',
  chart: 'رسم بياني',
  save: 'حفظ',
  saveCsv: 'ملف CSV',
  saveCsvHint: 'قراءات هذه المدة',
  saveGreenButton: 'ملف Green Button XML',
  saveGreenButtonHint: 'كل القراءات، لأدوات الطاقة الأخرى',
  savePng: 'صورة PNG',
  savePngHint: 'هذا العرض',
  saveSvg: 'صورة SVG',
  saveSvgHint: 'هذا العرض، واضحًا بأي حجم',
  print: 'طباعة',
  saveFailed: 'تعذّر إنشاء الملف.',
  partFailed: 'تعذّر تحميل جزء من المخطط.',
  retry: 'إعادة المحاولة',

  // Plot
  plotRole: 'رسم بياني تفاعلي',
  plotHelp:
    'تتنقل مفاتيح الأسهم بين البيانات. يذهب Home وEnd إلى طرفيها، ويقفز Page Up وPage Down. يكبّر زر الجمع ' +
    'ويصغّر زر الطرح، ويحرّك Shift مع سهم المدة، ويفتح Enter الشهر أو اليوم تحت المؤشر، ويخرج منه Escape.',
  outside: 'لا توجد قراءات في هذه المدة.',
  showAll: 'عرض كل البيانات',
  noReading: 'لا توجد قراءة',
  notPublished: 'لم تُنشر بعد',
  estimated: 'مقدَّر',
  missing: 'لا توجد قراءات',
  partlyMeasured: (share) => `قيس منه ${isolated(share)}`,
  partEstimated: 'مقدَّر جزئيًا',
  clockChange: (hours) => `مدته ${isolated(hours)}: تغيّر التوقيت`,
  unitPer: (resolution, slotMinutes) =>
    `${isolated('kWh')} لكل ${
      {
        slot: slotMinutes === 60 ? 'ساعة' : slotMinutes === 1440 ? 'يوم' : plural(slotMinutes, MINUTES),
        hour: 'ساعة',
        day: 'يوم',
        week: 'أسبوع',
        month: 'شهر',
      }[resolution]
    }`,
  unitPower: `متوسط القدرة، ${isolated('kW')}`,
  unitNetPower: `متوسط صافي القدرة، ${isolated('kW')}`,

  // Table
  time: 'الوقت',
  power: 'متوسط القدرة',
  netPower: 'متوسط صافي القدرة',
  hours: 'الساعات',
  tableCaption: (span, resolution) => `الطاقة، ${isolated(span)}، صف لكل ${resolution}`,
  tableEmpty: 'لا توجد قراءات في هذه المدة.',
  firstPage: 'الصفحة الأولى',
  previousPage: 'الصفحة السابقة',
  nextPage: 'الصفحة التالية',
  lastPage: 'الصفحة الأخيرة',
  rows: (from, to, total) => `الصفوف ${number(from)} إلى ${number(to)} من ${number(total)}`,

  // Usage
  summary: ({ span, resolution, imported, exported, peak, gaps }) =>
    [
      `الطاقة، ${isolated(span)}، كل عمود ${resolution}.`,
      `المسحوب ${isolated(imported)}${exported === null ? '' : `، المصدَّر ${isolated(exported)}`}.`,
      peak === null ? '' : `أعلى قدرة ${isolated(peak)}.`,
      gaps === null ? '' : `${gaps}.`,
    ]
      .filter((sentence) => sentence !== '')
      .join(' '),
  earlier: 'المسحوب سابقًا',
  noPartner: 'لا يوجد يوم كهذا',
  nothingToCompare: 'سابقًا: لا يوم مشتركًا بينهما',
  compared: (before, days, change) =>
    `سابقًا: ${isolated(before)} في الأيام المشتركة ` +
    `(${plural(days, DAYS)})${change === null ? '' : `، والآن ${isolated(change)}`}`,

  // Heatmap
  scaleImport: (top) => `من ${number(0)} إلى ${isolated(top)} فأكثر`,
  scaleNet: (top) => `${isolated(top)} إلى الشبكة … ${isolated(top)} من الشبكة`,
  heatmapSummary: (span, minutes, busiest) =>
    `الطاقة، ${isolated(span)}، أيامًا بحسب الوقت، كل ` +
    `${plural(minutes, MINUTES)}.${busiest === null ? '' : ` أكثر السحب نحو ${isolated(busiest)}.`}`,

  // Typical day
  weekday: 'أيام الأسبوع',
  weekend: 'عطلات نهاية الأسبوع',
  all: 'كل الأيام',
  average: (group) => `${group}، المتوسط`,
  low: (group) => `${group}، ${number(10)} %`,
  high: (group) => `${group}، ${number(90)} %`,
  band: (group) => `${group}: هنا ${number(8)} من كل ${number(10)} أيام`,
  dayCount: (count) => plural(count, DAYS),
  averageDaySummary: (span, groups) => `متوسط القدرة بحسب الوقت، ${isolated(span)}. ${groups}.`,
  averagePeak: (group, kw, at) => `${group}: الأعلى نحو ${isolated(at)} بمتوسط ${isolated(kw)}`,
  timeOfDay: 'الوقت من اليوم',

  // Duration
  shareOfTime: 'نسبة الوقت',
  powerAtLeast: 'قدرة السحب لا تقل عن',
  atLeastFor: (share) => `${isolated(share)} من الوقت`,
  baseLoad: (kw) => `يعمل دائمًا: ${isolated(kw)}`,
  baseLoadHint: `لا تقل القدرة عن ذلك في ${number(95)} % من الوقت`,
  durationSummary: (span, top, base) =>
    `كم من الوقت كانت قدرة السحب بهذا الارتفاع على الأقل، ${isolated(span)}. الأعلى ${isolated(top)}؛ وفي ` +
    `${number(95)} % من الوقت ${isolated(base)} على الأقل.`,

  // Months
  month: 'الشهر',
  peakTime: 'الأعلى في',
  partMissing: 'قراءات ناقصة',
  monthsSummary: (span, months) => `الطاقة بحسب الشهر، ${isolated(span)}. ${months}`,
  highestMonth: (month, kwh) => `كان أكثر السحب في ${isolated(month)}، ${isolated(kwh)}.`,

  // Time of use
  bandName: 'الفترة',
  otherBand: 'بقية الوقت',
  shareOfImport: 'النسبة من المسحوب',
  cost: 'تكلفة الطاقة',
  uncertain: (kwh) => `منها ${isolated(kwh)} مقدَّرة أو موزَّعة بين الفترات`,
  highestBand: (band, kwh) => `أكثر السحب في ${isolated(band)}، ${isolated(kwh)}.`,
  timeOfUseSummary: (span, highest) => `الطاقة بحسب فترة التعرفة، ${isolated(span)}. ${highest}`,

  // Without readings
  noMeter: 'لا يوجد عدّاد بعد.',
  noMeterHint: 'تظهر العدّادات هنا عندما تدرجها شركة الخدمات، بعد دقائق من الربط عادةً.',
  noFile: 'أسقط هنا ملف Green Button أو CSV.',
  noFileHint:
    'توفّره شركة الخدمات باسم «تنزيل بياناتي» أو «Green Button». يُقرأ في هذا المتصفح ولا يذهب إلى أي مكان آخر.',
  openFile: 'اختيار ملف',
  noReadings: 'لا توجد قراءات بعد.',
  noReadingsHint: 'لم تنشر شركة الخدمات أي قراءة لهذا العدّاد. ستظهر هنا تلقائيًا.',
  notActivated: 'بيانات الاستهلاك غير مشغّلة لهذا العدّاد.',
  notActivatedHint: 'شغّلها لرؤية قراءات سنة على الأكثر، والجديدة عندما تنشرها شركة الخدمات.',
  inProgress: 'تجمع شركة الخدمات القراءات.',
  inProgressHint: 'تصل الأولى عادةً خلال ساعة. يمكنك مغادرة هذه الصفحة.',
  notSupported: 'لا تنشر شركة الخدمات بيانات استهلاك لهذا العدّاد.',
  notSupportedHint: 'قد تتوفّر فواتير شهرية.',
});
