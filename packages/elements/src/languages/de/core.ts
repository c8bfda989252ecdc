import type { LocaleRules } from '../locale-rules.ts';
import type { ArcWords } from '../set-messages.ts';

// German, as utilities write to their customers: Sie, plain and short.

export const shared = ({ plural }: LocaleRules): ArcWords['shared'] => ({
  loading: 'Wird geladen',
  stillLoading: 'Wird noch geladen. Das dauert länger als sonst.',
  retry: 'Erneut versuchen',
  lastUpdated: (when) => `Zuletzt aktualisiert: ${when}`,
  lastUpdatedEarlier: 'Zuletzt vor einiger Zeit aktualisiert',
  also: (text) => `, ${text}`,
  partial: (count) =>
    plural(count, {
      one: 'Ein Eintrag ist nicht lesbar und wird ausgelassen.',
      other: '# Einträge sind nicht lesbar und werden ausgelassen.',
    }),
  activate: 'Verbrauchsdaten einschalten',
  activateHint: 'Liest bis zu einem Jahr zurück, danach jeden neuen Messwert.',
  activating: 'Wird eingeschaltet…',
  activateFailed: 'Das ließ sich nicht einschalten.',
  noSession: 'Dieses Element ist mit keiner Sitzung verbunden.',
  noSessionHint: 'Die Website muss es in <arc-session> setzen oder mit session="…" eine nennen.',
  sessionIncomplete: 'Die Sitzung dieser Website ist nicht vollständig eingerichtet.',
});

export const errors = (): ArcWords['errors'] => ({
  unauthorized: { title: 'Sie sind hier nicht mehr angemeldet.', hint: 'Melden Sie sich erneut an, um fortzufahren.' },
  'session-invalid': {
    title: 'Sie sind hier nicht mehr angemeldet.',
    hint: 'Melden Sie sich erneut an, um fortzufahren.',
  },
  'session-expired': {
    title: 'Ihre Sitzung ist abgelaufen.',
    hint: 'Versuchen Sie es erneut, oder melden Sie sich neu an, falls das nicht hilft.',
  },
  'signed-out': { title: 'Sie sind abgemeldet.', hint: 'Melden Sie sich an, um dies wieder zu sehen.' },
  forbidden: { title: 'Dies ist für Sie nicht freigegeben.', hint: 'Der Betreiber dieser Website kann das ändern.' },
  'scope-missing': {
    title: 'Diese Seite darf dies nicht zeigen.',
    hint: 'Die Website muss es für Ihre Sitzung erlauben.',
  },
  'origin-not-allowed': {
    title: 'Diese Seite darf den Dienst nicht nutzen.',
    hint: 'Die Website muss ihre Adresse zu den erlaubten hinzufügen.',
  },
  'not-found': {
    title: 'Das wurde nicht gefunden.',
    hint: 'Vielleicht wurde es entfernt. Laden Sie die Seite neu, um den jetzigen Stand zu sehen.',
  },
  'not-configured': {
    title: 'Das wird hier nicht angeboten.',
    hint: 'Der Betreiber dieser Website hat es nicht eingerichtet.',
  },
  'invalid-request': {
    title: 'Der Dienst hat die Anfrage nicht verstanden.',
    hint: 'Laden Sie die Seite neu und versuchen Sie es noch einmal.',
  },
  conflict: {
    title: 'Inzwischen hat sich etwas geändert.',
    hint: 'Versuchen Sie es mit dem jetzigen Stand noch einmal.',
  },
  'feature-not-ready': {
    title: 'Das wird noch vorbereitet.',
    hint: 'Es erscheint hier von selbst, sobald es bereit ist.',
  },
  'meter-not-activatable': {
    title: 'Für diesen Zähler lassen sich keine Verbrauchsdaten einschalten.',
    hint: 'Ihr Versorger bietet sie vielleicht nicht an.',
  },
  'meter-inactive': {
    title: 'Verbrauchsdaten sind für diesen Zähler nicht eingeschaltet.',
    hint: 'Schalten Sie sie ein, um die Messwerte zu sehen.',
  },
  'rate-limited': {
    title: 'Das war etwas viel auf einmal.',
    hint: 'Warten Sie kurz und versuchen Sie es dann erneut.',
  },
  'upstream-failed': {
    title: 'Der Datendienst der Versorger antwortet nicht.',
    hint: 'Es ist nichts verloren. Versuchen Sie es in einigen Minuten erneut.',
  },
  unavailable: {
    title: 'Der Dienst ist gerade nicht erreichbar.',
    hint: 'Es ist nichts verloren. Versuchen Sie es in einigen Minuten erneut.',
  },
  'broker-key-wrong': {
    title: 'Diese Website ist nicht vollständig eingerichtet.',
    hint: 'Es ist nichts verloren. Der Betreiber muss das beheben; versuchen Sie es später erneut.',
  },
  'broker-unreachable': {
    title: 'Der Dienst ist gerade nicht erreichbar.',
    hint: 'Es ist nichts verloren. Versuchen Sie es in einigen Minuten erneut.',
  },
  network: { title: 'Keine Verbindung.', hint: 'Prüfen Sie Ihre Internetverbindung und versuchen Sie es erneut.' },
  unreachable: {
    title: 'Der Dienst antwortet nicht.',
    hint:
      'Es ist nichts verloren. Versuchen Sie es in einigen Minuten erneut. Bleibt es so, sagen Sie bitte dem ' +
      'Betreiber dieser Website Bescheid.',
  },
  timeout: {
    title: 'Das dauert zu lange.',
    hint: 'Versuchen Sie es erneut. Bleibt es langsam, kommen Sie etwas später wieder.',
  },
  'load-failed': {
    title: 'Dieser Teil der Seite konnte nicht geladen werden.',
    hint: 'Versuchen Sie es erneut. Bleibt es so, laden Sie die Seite neu.',
  },
  aborted: { title: 'Das wurde unterbrochen.', hint: 'Versuchen Sie es erneut.' },
  decode: {
    title: 'Die Antwort war nicht lesbar.',
    hint: 'Versuchen Sie es erneut. Bleibt es so, sagen Sie bitte dem Betreiber dieser Website Bescheid.',
  },
  unknown: {
    title: 'Etwas ist schiefgegangen.',
    hint: 'Versuchen Sie es erneut. Bleibt es so, sagen Sie bitte dem Betreiber dieser Website Bescheid.',
  },
});

export const connect = (): ArcWords['connect'] => ({
  create: 'Versorger verbinden',
  another: 'Versorger hinzufügen',
  update: 'Erneut anmelden',
  hint:
    'Liest Ihre Rechnungen, Zähler und Verbräuche. Ihr Passwort geht nur an die Anmeldung Ihres Versorgers, ' +
    'nie an diese Website, und an Ihrem Konto wird nichts geändert.',
  title: { create: 'Verbinden Sie Ihren Versorger', update: 'Melden Sie sich erneut bei Ihrem Versorger an' },
  frame: 'Anmeldung beim Versorger',
  close: 'Schließen',
  loading: 'Die sichere Anmeldung wird geöffnet',
  silentTitle: 'Die Anmeldeseite antwortet nicht.',
  silentHint:
    'Vielleicht ist sie langsam, oder eine Datenschutz-Erweiterung oder die Sicherheitseinstellungen ' +
    'dieser Website blockieren sie. Sie können warten oder sie in einem eigenen Tab öffnen.',
  reload: 'Neu laden',
  newTab: 'In neuem Tab öffnen',
  ended: {
    LOGIN_SUCCESS: 'Sie sind verbunden.',
    PENDING: 'Vielen Dank. Ihr Versorger prüft die Anmeldung; Sie können diese Seite verlassen.',
    NO_SUBMIT: '',
    REJECTED:
      'Ihr Versorger hat diese Anmeldung nicht angenommen. Bitte versuchen Sie es mit der, die Sie auf ' +
      'dessen Website nutzen.',
    TIMED_OUT:
      'Ihr Versorger braucht länger als sonst für die Antwort. Wir prüfen weiter; Sie können diese Seite verlassen.',
    ERROR: 'Das hat nicht geklappt, und nichts wurde geändert. Bitte versuchen Sie es erneut.',
    UNKNOWN: 'Vielen Dank. Wie es weitergeht, erscheint hier.',
  },
});

export const connectionStatus = (): ArcWords['connectionStatus'] => ({
  region: 'Ihre Verbindungen zu Versorgern',
  unnamed: 'Versorger',
  loading: 'Ihre Verbindungen werden geladen',
  emptyTitle: 'Noch ist kein Versorger verbunden.',
  emptyHint: 'Sobald Sie einen verbinden, können Sie hier verfolgen, was geschieht.',
  since: (when) => `begonnen ${when}`,
  connect: 'Versorger verbinden',
  signInAgain: 'Erneut anmelden',
  state: {
    checking: 'Wird geprüft',
    connected: 'Verbunden',
    'needs-attention': 'Sie sind gefragt',
    retrying: 'Neuer Versuch',
    unknown: 'Stand unklar',
  },
  step: {
    'signed-in': { current: 'Anmeldung läuft', done: 'Angemeldet', other: 'Anmeldung' },
    accounts: { current: 'Konten werden gesucht', done: 'Konten gefunden', other: 'Konten' },
    features: { current: 'Angebote werden geprüft', done: 'Angebote geprüft', other: 'Angebote' },
    intervals: { current: 'Verbrauchsdaten', done: 'Verbrauchsdaten kommen an', other: 'Verbrauchsdaten' },
  },
  progress: {
    done: 'erledigt',
    current: 'läuft',
    problem: 'braucht Aufmerksamkeit',
    waiting: 'noch nicht begonnen',
    skipped: 'nicht angeboten',
  },
  announce: (utility, state) => `${utility}: ${state}.`,
  checking: (utility) => `Ihre Anmeldung bei ${utility} wird geprüft. Das dauert meist weniger als eine Minute.`,
  checkingLong: (utility) =>
    `Ihre Anmeldung bei ${utility} wird noch geprüft. Manche Versorger brauchen einige Stunden; Sie können ` +
    'diese Seite schließen.',
  accountsLoading: (utility) => `Ihre Konten bei ${utility} werden gesucht. Das dauert meist ein bis zwei Minuten.`,
  noAccounts: (utility) =>
    `Mit dieser Anmeldung wurde kein Konto gefunden. Prüfen Sie auf der Website von ${utility}, ob Sie ` +
    'dort Ihre Rechnungen sehen.',
  features: (utility) =>
    `Wir finden heraus, was ${utility} für Ihr Konto anbietet. Das meiste ist nach Minuten bekannt, alles ` +
    'innerhalb eines Tages.',
  intervalsOff: 'Verbrauchsdaten lassen sich jetzt einschalten.',
  intervalsNow: 'Messwerte von bis zu einem Jahr werden gesammelt. Die ersten kommen meist innerhalb einer Stunde.',
  intervalsWaiting: (utility) => `Verbrauchsdaten können folgen, sobald ${utility} Ihren Zähler führt.`,
  intervalsNever: (utility) => `${utility} veröffentlicht für dieses Konto keine Verbrauchsdaten.`,
  done: 'Alles ist eingerichtet. Neue Messwerte kommen, sobald Ihr Versorger sie veröffentlicht.',
  open: (utility, text) =>
    text === null
      ? `${utility} hat uns nicht gesagt, wie es steht. Wir fragen weiter nach.`
      : `${utility} meldet „${text}“, das kennen wir noch nicht. Wir fragen weiter nach.`,
  reasons: {
    enrolling: (utility) => `Der Zugang zu ${utility} wird eingerichtet. Sie müssen nichts tun.`,
    'login-rejected': (utility) =>
      `${utility} hat Benutzername oder Passwort nicht angenommen. Melden Sie sich erneut mit denen an, ` +
      'die Sie auf dessen Website nutzen.',
    'mfa-required': (utility) =>
      `${utility} verlangt bei jeder Anmeldung einen Code, daher können Ihre Daten nicht gelesen werden. ` +
      'Schalten Sie das dort aus und melden Sie sich dann erneut an.',
    'email-approval': (utility) =>
      `${utility} hat Ihnen eine E‑Mail geschickt. Bitte bestätigen Sie diese; der Rest geht von selbst weiter.`,
    'access-limited': (utility) =>
      `${utility} beschränkt, was diese Anmeldung sehen darf. Vielleicht ist sie gesperrt, braucht ein ` +
      'neues Passwort oder die Online-Rechnung. Der Kundendienst dort weiß Bescheid.',
    'action-required': (utility) => `${utility} braucht etwas von Ihnen. Meist genügt es, sich erneut anzumelden.`,
    failed: (utility) => `${utility} hat die Verbindung beendet. Eine erneute Anmeldung stellt sie meist wieder her.`,
    'provider-down': (utility) =>
      `Die Website von ${utility} ist gerade nicht erreichbar. Wir versuchen es weiter; Sie müssen nichts tun.`,
    'under-review': (utility) =>
      `Auf der Website von ${utility} hat sich etwas geändert, das gerade geprüft wird. Sie müssen nichts tun.`,
    'verification-error': (utility) =>
      `Die Prüfung bei ${utility} hat nicht geklappt. Sie wird von selbst wiederholt; Sie müssen nichts tun.`,
    paused: (utility) => `Das Lesen bei ${utility} ist angehalten. Was bisher gelesen wurde, bleibt hier.`,
  },
});

export const featureAvailability = (): ArcWords['featureAvailability'] => ({
  caption: 'Was für jedes Versorgerkonto verfügbar ist',
  loading: 'Ihre Konten werden geladen',
  emptyTitle: 'Noch kein Versorgerkonto.',
  emptyHint: 'Wenn Sie einen Versorger verbunden haben, erscheinen hier seine Konten und was sie bieten.',
  lookingTitle: 'Ihre Konten werden gesucht.',
  lookingHint: 'Das dauert meist ein bis zwei Minuten. Sie erscheinen hier von selbst.',
  feature: 'Angebot',
  choose: 'Konto',
  search: 'Konto suchen',
  noMatch: 'Kein Konto passt dazu.',
  accounts: 'Konten',
  account: 'Konto',
  unnamed: 'Konto ohne Adresse',
  reveal: 'Ganze Nummer zeigen',
  conceal: 'Nummer verbergen',
  tariff: (name) => `Tarif: ${name}`,
  supplier: (name) => `Energie von ${name}`,
  pastDue: 'Rechnung überfällig',
  about: (feature) => `Über ${feature}`,
  announce: (feature, account, word) => `${feature}, ${account}: ${word}.`,
  state: {
    AVAILABLE: 'Verfügbar',
    NOT_READY: 'In Vorbereitung',
    NOT_AVAILABLE: 'Nicht verfügbar',
    unknown: 'Nicht bekannt',
  },
  because: {
    AVAILABLE: 'Kann genutzt werden.',
    NOT_READY:
      'Daten werden noch beim Versorger gesammelt. Die Anzeige ändert sich von selbst, meist innerhalb eines Tages.',
    NOT_AVAILABLE: 'Der Versorger bietet nicht, was dafür nötig ist, und das ändert sich wohl nicht bald.',
    unknown: 'Der Datendienst der Versorger hat dazu nichts gesagt.',
  },
  becauseText: (text) => `Gemeldet als „${text}“, ein Wort, das wir noch nicht kennen.`,
  service: { electric: 'Strom', gas: 'Gas', water: 'Wasser' },
  accountState: {
    closed: 'Geschlossen',
    incomplete: 'Nicht vollständig eingerichtet',
    locked: 'Vom Versorger gesperrt',
  },
  group: { Plug: 'Daten', Bundle: 'Zahlungen', Spark: 'Laden' },
  name: {
    utility_statements: 'Rechnungen',
    utility_intervals: 'Verbrauchs\u00ADdaten',
    utility_remittance: 'Bezahldienst',
    hosted_payments: 'Zahlungsseite',
    charge_cost: 'Ladekosten',
    smart_charge: 'Smartes Laden',
  },
  what: {
    utility_statements: 'Ihre Rechnungen, frühere und neue, als Daten und als Dokumente.',
    utility_intervals: 'Wie viel Energie Sie in jeder Viertelstunde nutzen, so wie Ihr Zähler es misst.',
    utility_remittance: 'Ihre Versorgerrechnungen werden für Sie bezahlt.',
    hosted_payments: 'Eine Seite, auf der Sie Ihre Versorgerrechnung bezahlen.',
    charge_cost: 'Was das Laden Ihres Autos zu jeder Stunde kostet, mit Ihrem eigenen Tarif.',
    smart_charge: 'Ihr Auto laden, wenn es am günstigsten ist, geplant mit Ihrem eigenen Tarif.',
  },
});

export const meterList = ({ number, plural }: LocaleRules): ArcWords['meterList'] => ({
  region: 'Ihre Zähler',
  loading: 'Ihre Zähler werden geladen',
  emptyTitle: 'Noch kein Zähler.',
  emptyHint: 'Zähler erscheinen hier, sobald Ihr Versorger sie führt, meist Minuten nach dem Verbinden.',
  unnamed: 'Zähler',
  meter: (text) => `Zähler ${text}`,
  noAddress: 'Weitere Zähler',
  account: (text) => `Konto ${text}`,
  service: { electric: 'Strom', gas: 'Gas', water: 'Wasser', unknown: 'Versorgung' },
  select: 'Verbrauch ansehen',
  selected: 'Angezeigt',
  collecting: 'Messwerte von bis zu einem Jahr werden gesammelt. Die ersten kommen meist innerhalb einer Stunde.',
  through: (day) => `Daten bis ${day}`,
  newest: (when) => `Neuester Messwert ${when}`,
  checked: (when) => `geprüft ${when}`,
  noneYet: 'Eingeschaltet. Noch kein Messwert des letzten Jahres.',
  unsupported: 'Ihr Versorger veröffentlicht für diesen Zähler keine Verbrauchsdaten.',
  onlyElectric: 'Verbrauchsdaten gibt es für Stromzähler.',
  unknownStatus: (text) => (text === null ? 'Stand nicht genannt.' : `Gemeldet als „${text}“.`),
  state: {
    INTERVALS_NOT_REQUESTED: 'Aus',
    INTERVALS_IN_PROGRESS: 'Wird gesammelt',
    INTERVALS_SUCCESS: 'Ein',
    INTERVALS_NOT_SUPPORTED: 'Nicht angeboten',
    unknown: 'Nicht bekannt',
  },
  nextStatement: (day) => `Nächste Rechnung voraussichtlich ${day}`,
  more: (count) => `Alle ${number(count)} Zähler zeigen`,
  announce: (meter, state) => `${meter}: Verbrauchsdaten: ${state}.`,
  preview: (days, low, high) => `Letzte ${number(days)} Tage: ${low} bis ${high} am Tag.`,
  previewMissing: (count) =>
    plural(count, { one: 'Für einen Tag gibt es keine Daten.', other: 'Für # Tage gibt es keine Daten.' }),
});
