import type { LocaleRules } from '../locale-rules.ts';
import type { ArcWords } from '../set-messages.ts';

export const chart = ({ number, plural }: LocaleRules): ArcWords['chart'] => ({
  title: 'Energieverbrauch',
  meter: (text) => `Zähler ${text}`,
  loading: 'Verbrauchsdaten werden geladen',

  // Numbers and foot
  imported: 'Bezug',
  exported: 'Einspeisung',
  net: 'Saldo',
  peak: 'Höchste Leistung',
  peakOver: (minutes) =>
    minutes === 60
      ? 'Höchstes Stundenmittel'
      : minutes === 1440
        ? 'Höchstes Tagesmittel'
        : `Höchstes ${minutes % 60 === 0 ? `${number(minutes / 60)}-Stunden` : `${number(minutes)}-Minuten`}-Mittel`,
  coverage: 'Gemessen',
  coverageComplete: 'nichts fehlt',
  missingHours: (text) => `${text} fehlen`,
  ofWhole: (whole) => `von insgesamt ${whole}`,
  gaps: (count, duration) => `${plural(count, { one: '# Lücke', other: '# Lücken' })}, ${duration} fehlen`,
  unusable: (count) =>
    plural(count, {
      one: '# Messwert ist keine brauchbare Zahl und zählt als fehlend',
      other: '# Messwerte sind keine brauchbaren Zahlen und zählen als fehlend',
    }),
  dataThrough: (moment) => `Daten bis ${moment}`,
  timesIn: (zone) => `Zeiten in ${zone} (die des Zählers)`,
  zoneMissing: 'Zeiten in UTC, weil der Zähler nicht sagt, wo er ist',
  zoneUnknown: (zone) => `Zeiten in UTC, weil „${zone}“ keine bekannte Zeitzone ist`,
  viewerZone: (zone) => `Sie sind in ${zone}`,
  every: (minutes) =>
    minutes === 60
      ? 'stündlich'
      : minutes === 1440
        ? 'täglich'
        : minutes % 60 === 0
          ? `alle ${number(minutes / 60)} Stunden`
          : `alle ${number(minutes)} Minuten`,
  splitSource: (every) =>
    `Ihr Versorger misst ${every}; kürzere Schritte wären geraten und werden deshalb nicht angeboten`,

  // Controls
  viewsLabel: 'Ansicht',
  views: {
    usage: 'Verbrauch',
    heatmap: 'Wärmebild',
    averageDay: 'Typischer Tag',
    duration: 'Wie oft',
    months: 'Monate',
    timeOfUse: 'Tarifzeiten',
  },
  ranges: 'Zeitraum',
  preset: { day: 'Tag', week: 'Woche', month: 'Monat', year: 'Jahr', all: 'Alles' },
  previous: {
    day: 'Vorheriger Tag',
    week: 'Vorherige Woche',
    month: 'Vorheriger Monat',
    year: 'Vorheriges Jahr',
    all: 'Früher',
  },
  next: { day: 'Nächster Tag', week: 'Nächste Woche', month: 'Nächster Monat', year: 'Nächstes Jahr', all: 'Später' },
  options: 'Optionen',
  resolution: 'Jeder Balken ist',
  resolutionAuto: (text) => `Automatisch: ${text}`,
  resolutionName: (resolution, slotMinutes) =>
    ({
      slot: slotMinutes === 60 ? '1 Stunde' : slotMinutes === 1440 ? '1 Tag' : `${number(slotMinutes)} Minuten`,
      hour: '1 Stunde',
      day: '1 Tag',
      week: '1 Woche',
      month: '1 Monat',
    })[resolution],
  compare: 'Vergleichen',
  compareWith: {
    none: 'Kein Vergleich',
    'calendar-date': 'Gleiches Datum davor',
    weekday: 'Gleicher Wochentag davor',
    'day-index': 'Tag für Tag davor',
  },
  channels: 'Richtungen',
  channelsName: { mirrored: 'Nach oben und unten', separate: 'Übereinander' },
  table: 'Tabelle',
  chart: 'Diagramm',
  save: 'Speichern',
  saveCsv: 'CSV',
  saveCsvHint: 'Messwerte dieses Zeitraums',
  saveGreenButton: 'Green Button XML',
  saveGreenButtonHint: 'Alle Messwerte, für andere Energieprogramme',
  savePng: 'PNG-Bild',
  savePngHint: 'Diese Ansicht',
  saveSvg: 'SVG-Bild',
  saveSvgHint: 'Diese Ansicht, in jeder Größe scharf',
  print: 'Drucken',
  saveFailed: 'Die Datei konnte nicht erstellt werden.',
  partFailed: 'Ein Teil des Diagramms konnte nicht geladen werden.',
  retry: 'Erneut versuchen',

  // Plot
  plotRole: 'interaktives Diagramm',
  plotHelp:
    'Pfeiltasten gehen durch die Daten. Pos1 und Ende führen an ihre Enden, Bild auf und Bild ab springen. ' +
    'Plus und Minus vergrößern und verkleinern, Umschalt mit Pfeil verschiebt den Zeitraum, Eingabe öffnet ' +
    'den Monat oder Tag unter dem Zeiger, Escape verlässt ihn.',
  outside: 'Keine Messwerte in diesem Zeitraum.',
  showAll: 'Alle Daten zeigen',
  noReading: 'Kein Messwert',
  notPublished: 'Noch nicht veröffentlicht',
  estimated: 'Geschätzt',
  missing: 'Keine Messwerte',
  partlyMeasured: (share) => `davon ${share} gemessen`,
  partEstimated: 'Teilweise geschätzt',
  clockChange: (hours) => `${hours} lang: die Uhren wurden umgestellt`,
  unitPer: (resolution, slotMinutes) =>
    `kWh je ${
      {
        slot: slotMinutes === 60 ? 'Stunde' : slotMinutes === 1440 ? 'Tag' : `${number(slotMinutes)} min`,
        hour: 'Stunde',
        day: 'Tag',
        week: 'Woche',
        month: 'Monat',
      }[resolution]
    }`,
  unitPower: 'Mittlere Leistung, kW',
  unitNetPower: 'Mittlere Nettoleistung, kW',

  // Table
  time: 'Zeit',
  power: 'Mittlere Leistung',
  netPower: 'Mittlere Nettoleistung',
  hours: 'Stunden',
  tableCaption: (span, resolution) => `Energie, ${span}, eine Zeile: ${resolution}`,
  tableEmpty: 'Keine Messwerte in diesem Zeitraum.',
  firstPage: 'Erste Seite',
  previousPage: 'Vorherige Seite',
  nextPage: 'Nächste Seite',
  lastPage: 'Letzte Seite',
  rows: (from, to, total) => `Zeilen ${number(from)} bis ${number(to)} von ${number(total)}`,

  // Usage
  summary: ({ span, resolution, imported, exported, peak, gaps }) =>
    [
      `Energie, ${span}, je Balken ${resolution}.`,
      `Bezug ${imported}${exported === null ? '' : `, Einspeisung ${exported}`}.`,
      peak === null ? '' : `Höchste Leistung ${peak}.`,
      gaps === null ? '' : `${gaps}.`,
    ]
      .filter((sentence) => sentence !== '')
      .join(' '),
  earlier: 'Bezug davor',
  noPartner: 'kein solcher Tag',
  nothingToCompare: 'Davor: kein Tag, den beide haben',
  compared: (before, days, change) =>
    `Davor: ${before} an ${plural(days, { one: 'dem # Tag, den', other: 'den # Tagen, die' })} beide ` +
    `haben${change === null ? '' : `, jetzt ${change}`}`,

  // Heatmap
  scaleImport: (top) => `0 bis ${top} und mehr`,
  scaleNet: (top) => `${top} ins Netz … ${top} aus dem Netz`,
  heatmapSummary: (span, minutes, busiest) =>
    `Energie, ${span}, als Tage nach Uhrzeit in Schritten von ${number(minutes)} ` +
    `Minuten.${busiest === null ? '' : ` Am meisten wird um ${busiest} bezogen.`}`,

  // Typical day
  weekday: 'Werktage',
  weekend: 'Wochenenden',
  all: 'Alle Tage',
  average: (group) => `${group}, Mittel`,
  low: (group) => `${group}, 10 %`,
  high: (group) => `${group}, 90 %`,
  band: (group) => `${group}: 8 von 10 Tagen liegen hier`,
  dayCount: (count) => plural(count, { one: '# Tag', other: '# Tage' }),
  averageDaySummary: (span, groups) => `Mittlere Leistung nach Uhrzeit, ${span}. ${groups}.`,
  averagePeak: (group, kw, at) => `${group} sind um ${at} am höchsten, im Mittel ${kw}`,
  timeOfDay: 'Uhrzeit',

  // Duration
  shareOfTime: 'Anteil der Zeit',
  powerAtLeast: 'Bezugsleistung mindestens',
  atLeastFor: (share) => `${share} der Zeit`,
  baseLoad: (kw) => `Immer an: ${kw}`,
  baseLoadHint: '95 % der Zeit erreicht oder überschritten',
  durationSummary: (span, top, base) =>
    `Wie oft die Bezugsleistung mindestens so hoch war, ${span}. Höchste ${top}; 95 % der Zeit mindestens ${base}.`,

  // Months
  month: 'Monat',
  peakTime: 'Höchstwert am',
  partMissing: 'Messwerte fehlen',
  monthsSummary: (span, months) => `Energie nach Monat, ${span}. ${months}`,
  highestMonth: (month, kwh) => `Am meisten wurde im ${month} bezogen, ${kwh}.`,

  // Time of use
  bandName: 'Tarifzeit',
  otherBand: 'Übrige Zeit',
  shareOfImport: 'Anteil am Bezug',
  cost: 'Energiekosten',
  uncertain: (kwh) => `davon ${kwh} geschätzt oder auf Tarifzeiten verteilt`,
  highestBand: (band, kwh) => `Am meisten wird in ${band} bezogen, ${kwh}.`,
  timeOfUseSummary: (span, highest) => `Energie nach Tarifzeit, ${span}. ${highest}`,

  // Without readings
  noMeter: 'Noch kein Zähler.',
  noMeterHint: 'Zähler erscheinen hier, sobald Ihr Versorger sie führt, meist Minuten nach dem Verbinden.',
  noFile: 'Legen Sie hier eine Green-Button- oder CSV-Datei ab.',
  noFileHint:
    'Ihr Versorger bietet sie als „Meine Daten herunterladen“ oder „Green Button“ an. Sie wird in diesem ' +
    'Browser gelesen und geht sonst nirgendwohin.',
  openFile: 'Datei wählen',
  noReadings: 'Noch keine Messwerte.',
  noReadingsHint: 'Ihr Versorger hat für diesen Zähler noch keine veröffentlicht. Sie erscheinen hier von selbst.',
  notActivated: 'Verbrauchsdaten sind für diesen Zähler nicht eingeschaltet.',
  notActivatedHint:
    'Schalten Sie sie ein, um bis zu ein Jahr Messwerte zu sehen, und neue, sobald Ihr Versorger sie veröffentlicht.',
  inProgress: 'Ihr Versorger sammelt die Messwerte.',
  inProgressHint: 'Die ersten kommen meist innerhalb einer Stunde. Sie können diese Seite verlassen.',
  notSupported: 'Ihr Versorger veröffentlicht für diesen Zähler keine Verbrauchsdaten.',
  notSupportedHint: 'Monatliche Rechnungen gibt es vielleicht trotzdem.',
});
