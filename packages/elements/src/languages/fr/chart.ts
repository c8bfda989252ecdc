import type { LocaleRules } from '../locale-rules.ts';
import type { ArcWords } from '../set-messages.ts';

export const chart = ({ number, plural }: LocaleRules): ArcWords['chart'] => ({
  title: 'Consommation d’énergie',
  meter: (text) => `Compteur ${text}`,
  loading: 'Chargement des données de consommation',

  // Numbers and foot
  imported: 'Prélevé',
  exported: 'Injecté',
  net: 'Net',
  peak: 'Puissance maximale',
  peakOver: (minutes) =>
    minutes === 60
      ? 'Plus haute moyenne horaire'
      : minutes === 1440
        ? 'Plus haute moyenne journalière'
        : minutes % 60 === 0
          ? `Plus haute moyenne sur ${number(minutes / 60)} heures`
          : `Plus haute moyenne sur ${number(minutes)} minutes`,
  coverage: 'Mesuré',
  coverageComplete: 'rien ne manque',
  missingHours: (text) => `il manque ${text}`,
  ofWhole: (whole) => `sur ${whole} en tout`,
  gaps: (count, duration) => `${plural(count, { one: '# lacune', other: '# lacunes' })}, il manque ${duration}`,
  unusable: (count) =>
    plural(count, {
      one: '# relevé n’est pas un nombre utilisable et compte comme manquant',
      other: '# relevés ne sont pas des nombres utilisables et comptent comme manquants',
    }),
  dataThrough: (moment) => `Données jusqu’au ${moment}`,
  timesIn: (zone) => `heures de ${zone} (celles du compteur)`,
  zoneMissing: 'heures en UTC, car le compteur ne dit pas où il est',
  zoneUnknown: (zone) => `heures en UTC, car « ${zone} » n’est pas un fuseau horaire connu`,
  viewerZone: (zone) => `Vous êtes dans ${zone}`,
  every: (minutes) =>
    minutes === 60
      ? 'chaque heure'
      : minutes === 1440
        ? 'chaque jour'
        : minutes % 60 === 0
          ? `toutes les ${number(minutes / 60)} heures`
          : `toutes les ${number(minutes)} minutes`,
  splitSource: (every) =>
    `Votre fournisseur mesure ${every} ; des pas plus courts seraient des suppositions et ne sont donc pas proposés`,

  // Controls
  viewsLabel: 'Vue',
  views: {
    usage: 'Consommation',
    heatmap: 'Carte de chaleur',
    averageDay: 'Journée type',
    duration: 'Combien de temps',
    months: 'Mois',
    timeOfUse: 'Plages tarifaires',
  },
  ranges: 'Période',
  preset: { day: 'Jour', week: 'Semaine', month: 'Mois', year: 'Année', all: 'Tout' },
  previous: {
    day: 'Jour précédent',
    week: 'Semaine précédente',
    month: 'Mois précédent',
    year: 'Année précédente',
    all: 'Avant',
  },
  next: { day: 'Jour suivant', week: 'Semaine suivante', month: 'Mois suivant', year: 'Année suivante', all: 'Après' },
  options: 'Options',
  resolution: 'Chaque barre vaut',
  resolutionAuto: (text) => `Automatique : ${text}`,
  resolutionName: (resolution, slotMinutes) =>
    ({
      slot: slotMinutes === 60 ? '1 heure' : slotMinutes === 1440 ? '1 jour' : `${number(slotMinutes)} minutes`,
      hour: '1 heure',
      day: '1 jour',
      week: '1 semaine',
      month: '1 mois',
    })[resolution],
  compare: 'Comparer',
  compareWith: {
    none: 'Pas de comparaison',
    'calendar-date': 'Mêmes dates d’avant',
    weekday: 'Mêmes jours de la semaine',
    'day-index': 'Jour par jour d’avant',
  },
  channels: 'Sens',
  channelsName: { mirrored: 'Vers le haut et le bas', separate: 'L’un au-dessus de l’autre' },
  table: 'Tableau',
  chart: 'Graphique',
  save: 'Enregistrer',
  saveCsv: 'CSV',
  saveCsvHint: 'Relevés de cette période',
  saveGreenButton: 'Green Button XML',
  saveGreenButtonHint: 'Tous les relevés, pour d’autres outils d’énergie',
  savePng: 'Image PNG',
  savePngHint: 'Cette vue',
  saveSvg: 'Image SVG',
  saveSvgHint: 'Cette vue, nette à toute taille',
  print: 'Imprimer',
  saveFailed: 'Le fichier n’a pas pu être créé.',
  partFailed: 'Une partie du graphique n’a pas pu être chargée.',
  retry: 'Réessayer',

  // Plot
  plotRole: 'graphique interactif',
  plotHelp:
    'Les flèches parcourent les données. Début et Fin vont à leurs extrémités, Page préc. et Page suiv. ' +
    'font des sauts. Plus et moins zooment, Maj avec une flèche déplace la période, Entrée ouvre le mois ' +
    'ou le jour sous le curseur, Échap le quitte.',
  outside: 'Aucun relevé dans cette période.',
  showAll: 'Afficher toutes les données',
  noReading: 'Aucun relevé',
  notPublished: 'Pas encore publié',
  estimated: 'Estimé',
  missing: 'Aucun relevé',
  partlyMeasured: (share) => `mesuré à ${share}`,
  partEstimated: 'Estimé en partie',
  clockChange: (hours) => `dure ${hours} : changement d’heure`,
  unitPer: (resolution, slotMinutes) =>
    `kWh par ${
      {
        slot: slotMinutes === 60 ? 'heure' : slotMinutes === 1440 ? 'jour' : `${number(slotMinutes)} min`,
        hour: 'heure',
        day: 'jour',
        week: 'semaine',
        month: 'mois',
      }[resolution]
    }`,
  unitPower: 'Puissance moyenne, kW',
  unitNetPower: 'Puissance nette moyenne, kW',

  // Table
  time: 'Heure',
  power: 'Puissance moyenne',
  netPower: 'Puissance nette moyenne',
  hours: 'Heures',
  tableCaption: (span, resolution) => `Énergie, ${span}, une ligne pour ${resolution}`,
  tableEmpty: 'Aucun relevé dans cette période.',
  firstPage: 'Première page',
  previousPage: 'Page précédente',
  nextPage: 'Page suivante',
  lastPage: 'Dernière page',
  rows: (from, to, total) => `Lignes ${number(from)} à ${number(to)} sur ${number(total)}`,

  // Usage
  summary: ({ span, resolution, imported, exported, peak, gaps }) =>
    [
      `Énergie, ${span}, chaque barre : ${resolution}.`,
      `Prélevé ${imported}${exported === null ? '' : `, injecté ${exported}`}.`,
      peak === null ? '' : `Puissance maximale ${peak}.`,
      gaps === null ? '' : `${gaps}.`,
    ]
      .filter((sentence) => sentence !== '')
      .join(' '),
  earlier: 'Prélevé avant',
  noPartner: 'ce jour n’existe pas',
  nothingToCompare: 'Avant : aucun jour commun',
  compared: (before, days, change) =>
    `Avant : ${before} sur ` +
    plural(days, { one: 'le # jour commun', other: 'les # jours communs' }) +
    (change === null ? '' : `, maintenant ${change}`),

  // Heatmap
  scaleImport: (top) => `de 0 à ${top} et plus`,
  scaleNet: (top) => `${top} vers le réseau … ${top} depuis le réseau`,
  heatmapSummary: (span, minutes, busiest) =>
    `Énergie, ${span}, par jour et par heure, par pas de ${number(minutes)} ` +
    `minutes.${busiest === null ? '' : ` Le plus fort prélèvement est vers ${busiest}.`}`,

  // Typical day
  weekday: 'Jours ouvrés',
  weekend: 'Week-ends',
  all: 'Tous les jours',
  average: (group) => `${group}, moyenne`,
  low: (group) => `${group}, 10 %`,
  high: (group) => `${group}, 90 %`,
  band: (group) => `${group} : 8 jours sur 10 sont ici`,
  dayCount: (count) => plural(count, { one: '# jour', other: '# jours' }),
  averageDaySummary: (span, groups) => `Puissance moyenne selon l’heure, ${span}. ${groups}.`,
  averagePeak: (group, kw, at) => `${group} : maximum vers ${at} avec ${kw} en moyenne`,
  timeOfDay: 'Heure de la journée',

  // Duration
  shareOfTime: 'Part du temps',
  powerAtLeast: 'Puissance prélevée d’au moins',
  atLeastFor: (share) => `${share} du temps`,
  baseLoad: (kw) => `Toujours en marche : ${kw}`,
  baseLoadHint: 'Atteint ou dépassé 95 % du temps',
  durationSummary: (span, top, base) =>
    `Combien de temps la puissance prélevée a été au moins aussi haute, ${span}. Maximum ${top} ; 95 % du ` +
    `temps au moins ${base}.`,

  // Months
  month: 'Mois',
  peakTime: 'Maximum le',
  partMissing: 'Relevés manquants',
  monthsSummary: (span, months) => `Énergie par mois, ${span}. ${months}`,
  highestMonth: (month, kwh) => `Le plus fort prélèvement a été en ${month}, ${kwh}.`,

  // Time of use
  bandName: 'Plage',
  otherBand: 'Reste du temps',
  shareOfImport: 'Part du prélèvement',
  cost: 'Coût de l’énergie',
  uncertain: (kwh) => `dont ${kwh} estimés ou répartis entre plages`,
  highestBand: (band, kwh) => `Le plus fort prélèvement est en ${band}, ${kwh}.`,
  timeOfUseSummary: (span, highest) => `Énergie par plage tarifaire, ${span}. ${highest}`,

  // Without readings
  noMeter: 'Aucun compteur pour l’instant.',
  noMeterHint:
    'Les compteurs apparaissent ici dès que votre fournisseur les indique, en général quelques minutes ' +
    'après la liaison.',
  noFile: 'Déposez ici un fichier Green Button ou CSV.',
  noFileHint:
    'Votre fournisseur le propose sous « Télécharger mes données » ou « Green Button ». Il est lu dans ce ' +
    'navigateur et ne va nulle part ailleurs.',
  openFile: 'Choisir un fichier',
  noReadings: 'Aucun relevé pour l’instant.',
  noReadingsHint: 'Votre fournisseur n’en a publié aucun pour ce compteur. Ils apparaîtront ici d’eux-mêmes.',
  notActivated: 'Les données de consommation ne sont pas activées pour ce compteur.',
  notActivatedHint:
    'Activez-les pour voir jusqu’à un an de relevés, puis les nouveaux dès que votre fournisseur les publie.',
  inProgress: 'Votre fournisseur collecte les relevés.',
  inProgressHint: 'Les premiers arrivent en général dans l’heure. Vous pouvez quitter cette page.',
  notSupported: 'Votre fournisseur ne publie pas de données de consommation pour ce compteur.',
  notSupportedHint: 'Des factures mensuelles existent peut-être.',
});
