import type { LocaleRules } from '../locale-rules.ts';
import type { ArcWords } from '../set-messages.ts';

// French: vous, plain and short. No-break spaces before high punctuation and inside quotes.

export const shared = ({ plural }: LocaleRules): ArcWords['shared'] => ({
  loading: 'Chargement',
  stillLoading: 'Chargement toujours en cours. C’est plus long que d’habitude.',
  retry: 'Réessayer',
  lastUpdated: (when) => `Dernière mise à jour : ${when}`,
  lastUpdatedEarlier: 'Mis à jour il y a quelque temps',
  also: (text) => `, ${text}`,
  partial: (count) =>
    plural(count, {
      one: 'Une entrée n’a pas pu être lue et n’est pas affichée.',
      other: '# entrées n’ont pas pu être lues et ne sont pas affichées.',
    }),
  activate: 'Activer les données de consommation',
  activateHint: 'Lit jusqu’à un an en arrière, puis chaque nouveau relevé.',
  activating: 'Activation…',
  activateFailed: 'L’activation n’a pas abouti.',
  noSession: 'Cet élément n’est relié à aucune session.',
  noSessionHint: 'Le site doit le placer dans <arc-session> ou en désigner une avec session="…".',
  sessionIncomplete: 'La session de ce site n’est pas entièrement configurée.',
});

export const errors = (): ArcWords['errors'] => ({
  unauthorized: { title: 'Vous n’êtes plus connecté ici.', hint: 'Reconnectez-vous pour continuer.' },
  'session-invalid': { title: 'Vous n’êtes plus connecté ici.', hint: 'Reconnectez-vous pour continuer.' },
  'session-expired': {
    title: 'Votre session a pris fin.',
    hint: 'Réessayez ou, si cela ne suffit pas, reconnectez-vous.',
  },
  'signed-out': { title: 'Vous êtes déconnecté.', hint: 'Connectez-vous pour revoir ceci.' },
  forbidden: { title: 'Vous n’avez pas accès à ceci.', hint: 'Le site sur lequel vous êtes peut y remédier.' },
  'scope-missing': {
    title: 'Cette page ne peut pas afficher ceci.',
    hint: 'Le site doit l’autoriser pour votre session.',
  },
  'origin-not-allowed': {
    title: 'Cette page ne peut pas utiliser ce service.',
    hint: 'Le site doit ajouter son adresse à celles qui sont autorisées.',
  },
  'not-found': {
    title: 'Élément introuvable.',
    hint: 'Il a peut-être été supprimé. Rechargez la page pour voir ce qu’il y a maintenant.',
  },
  'not-configured': {
    title: 'Ceci n’est pas proposé ici.',
    hint: 'Le site sur lequel vous êtes ne l’a pas configuré.',
  },
  'invalid-request': {
    title: 'Le service n’a pas compris la demande.',
    hint: 'Rechargez la page et réessayez une fois.',
  },
  conflict: { title: 'Quelque chose a changé entre-temps.', hint: 'Réessayez avec l’état actuel.' },
  'feature-not-ready': {
    title: 'C’est encore en préparation.',
    hint: 'Cela apparaîtra ici de soi-même dès que ce sera prêt.',
  },
  'meter-not-activatable': {
    title: 'Les données de consommation ne peuvent pas être activées pour ce compteur.',
    hint: 'Votre fournisseur ne les propose peut-être pas.',
  },
  'meter-inactive': {
    title: 'Les données de consommation ne sont pas activées pour ce compteur.',
    hint: 'Activez-les pour voir ses relevés.',
  },
  'rate-limited': { title: 'Trop de demandes à la fois.', hint: 'Attendez un instant, puis réessayez.' },
  'upstream-failed': {
    title: 'Le service de données des fournisseurs ne répond pas.',
    hint: 'Rien n’est perdu. Réessayez dans quelques minutes.',
  },
  unavailable: {
    title: 'Le service n’est pas disponible pour le moment.',
    hint: 'Rien n’est perdu. Réessayez dans quelques minutes.',
  },
  'broker-key-wrong': {
    title: 'Ce site n’est pas entièrement configuré.',
    hint: 'Rien n’est perdu. Le site doit y remédier ; réessayez plus tard.',
  },
  'broker-unreachable': {
    title: 'Le service n’est pas disponible pour le moment.',
    hint: 'Rien n’est perdu. Réessayez dans quelques minutes.',
  },
  network: { title: 'Pas de connexion.', hint: 'Vérifiez votre connexion à internet et réessayez.' },
  unreachable: {
    title: 'Le service est injoignable.',
    hint:
      'Rien n’est perdu. Réessayez dans quelques minutes. Si cela persiste, signalez-le au site sur lequel ' +
      'vous êtes.',
  },
  timeout: {
    title: 'Cela prend trop de temps.',
    hint: 'Réessayez. Si cela reste lent, revenez un peu plus tard.',
  },
  'load-failed': {
    title: 'Cette partie de la page n’a pas pu être chargée.',
    hint: 'Réessayez. Si cela persiste, rechargez la page.',
  },
  aborted: { title: 'L’opération a été interrompue.', hint: 'Réessayez.' },
  decode: {
    title: 'La réponse n’a pas pu être lue.',
    hint: 'Réessayez. Si cela persiste, signalez-le au site sur lequel vous êtes.',
  },
  unknown: {
    title: 'Un problème est survenu.',
    hint: 'Réessayez. Si cela persiste, signalez-le au site sur lequel vous êtes.',
  },
});

export const connect = (): ArcWords['connect'] => ({
  create: 'Relier votre fournisseur',
  another: 'Relier un autre fournisseur',
  update: 'Se reconnecter',
  hint:
    'Lit vos factures, vos compteurs et votre consommation. Votre mot de passe ne va qu’à la page de ' +
    'connexion de votre fournisseur, jamais à ce site, et rien n’est modifié sur votre compte.',
  title: { create: 'Reliez votre fournisseur', update: 'Reconnectez-vous à votre fournisseur' },
  frame: 'Connexion au fournisseur',
  close: 'Fermer',
  loading: 'Ouverture de la connexion sécurisée',
  silentTitle: 'La page de connexion ne répond pas.',
  silentHint:
    'Elle est peut-être lente, ou bloquée par une extension de confidentialité ou par les réglages de ' +
    'sécurité de ce site. Vous pouvez attendre ou l’ouvrir dans un onglet à part.',
  reload: 'Recharger',
  newTab: 'Ouvrir dans un nouvel onglet',
  ended: {
    LOGIN_SUCCESS: 'Vous êtes relié.',
    PENDING: 'Merci. Votre fournisseur vérifie la connexion ; vous pouvez quitter cette page.',
    NO_SUBMIT: '',
    REJECTED:
      'Votre fournisseur n’a pas accepté ces identifiants. Réessayez avec ceux que vous utilisez sur son propre site.',
    TIMED_OUT:
      'Votre fournisseur met plus de temps que d’habitude à répondre. Nous continuons à vérifier ; vous ' +
      'pouvez quitter cette page.',
    ERROR: 'Cela n’a pas fonctionné et rien n’a été modifié. Veuillez réessayer.',
    UNKNOWN: 'Merci. La suite apparaîtra ici.',
  },
});

export const connectionStatus = (): ArcWords['connectionStatus'] => ({
  region: 'Vos liaisons avec vos fournisseurs',
  unnamed: 'Fournisseur',
  loading: 'Chargement de vos liaisons',
  emptyTitle: 'Aucun fournisseur n’est encore relié.',
  emptyHint: 'Dès que vous en relierez un, vous pourrez suivre ici ce qui se passe.',
  since: (when) => `commencé ${when}`,
  connect: 'Relier votre fournisseur',
  signInAgain: 'Se reconnecter',
  state: {
    checking: 'Vérification',
    connected: 'Relié',
    'needs-attention': 'À vous d’agir',
    retrying: 'Nouvel essai',
    unknown: 'État incertain',
  },
  step: {
    'signed-in': { current: 'Connexion en cours', done: 'Connecté', other: 'Connexion' },
    accounts: { current: 'Recherche des comptes', done: 'Comptes trouvés', other: 'Comptes' },
    features: { current: 'Vérification des services', done: 'Services vérifiés', other: 'Services' },
    intervals: { current: 'Données de consommation', done: 'Les données arrivent', other: 'Données de consommation' },
  },
  progress: {
    done: 'terminé',
    current: 'en cours',
    problem: 'demande votre attention',
    waiting: 'pas encore commencé',
    skipped: 'non proposé',
  },
  announce: (utility, state) => `${utility} : ${state}.`,
  checking: (utility) => `Vérification de votre connexion à ${utility}. Cela prend en général moins d’une minute.`,
  checkingLong: (utility) =>
    `Votre connexion à ${utility} est toujours en cours de vérification. Certains fournisseurs mettent ` +
    'quelques heures ; vous pouvez fermer cette page.',
  accountsLoading: (utility) => `Recherche de vos comptes chez ${utility}. Cela prend en général une minute ou deux.`,
  noAccounts: (utility) =>
    `Aucun compte n’a été trouvé avec ces identifiants. Vérifiez sur le site de ${utility} qu’il affiche vos factures.`,
  features: (utility) =>
    `Nous cherchons ce que ${utility} propose pour votre compte. L’essentiel est connu en quelques ` +
    'minutes, le tout en un jour.',
  intervalsOff: 'Les données de consommation peuvent maintenant être activées.',
  intervalsNow: 'Collecte d’un an de relevés au plus. Les premiers arrivent en général dans l’heure.',
  intervalsWaiting: (utility) =>
    `Les données de consommation pourront suivre dès que ${utility} indiquera votre compteur.`,
  intervalsNever: (utility) => `${utility} ne publie pas de données de consommation pour ce compte.`,
  done: 'Tout est prêt. Les nouveaux relevés arrivent dès que votre fournisseur les publie.',
  open: (utility, text) =>
    text === null
      ? `${utility} ne nous a pas dit où cela en est. Nous continuons à demander.`
      : `${utility} indique « ${text} », ce qui est nouveau pour nous. Nous continuons à demander.`,
  reasons: {
    enrolling: (utility) => `L’accès à ${utility} est en cours de mise en place. Vous n’avez rien à faire.`,
    'login-rejected': (utility) =>
      `${utility} n’a pas accepté l’identifiant ou le mot de passe. Reconnectez-vous avec ceux que vous ` +
      'utilisez sur son propre site.',
    'mfa-required': (utility) =>
      `${utility} demande un code à chaque connexion ; vos données ne peuvent donc pas être lues. ` +
      'Désactivez cela sur son site, puis reconnectez-vous.',
    'email-approval': (utility) =>
      `${utility} vous a envoyé un e‑mail. Veuillez le confirmer ; le reste se fait tout seul.`,
    'access-limited': (utility) =>
      `${utility} limite ce que ces identifiants permettent de voir. Ils sont peut-être bloqués, demandent ` +
      'un nouveau mot de passe ou l’activation de la facture en ligne. Son service client peut vous le ' +
      'dire.',
    'action-required': (utility) => `${utility} attend quelque chose de vous. Se reconnecter suffit en général.`,
    failed: (utility) => `${utility} a interrompu la liaison. Se reconnecter la rétablit en général.`,
    'provider-down': (utility) =>
      `Le site de ${utility} est injoignable pour le moment. Nous continuons à essayer ; vous n’avez rien à faire.`,
    'under-review': (utility) =>
      `Quelque chose a changé sur le site de ${utility} et est en cours d’examen. Vous n’avez rien à faire.`,
    'verification-error': (utility) =>
      `La vérification auprès de ${utility} n’a pas abouti. Elle est répétée automatiquement ; vous n’avez ` +
      'rien à faire.',
    paused: (utility) => `La lecture chez ${utility} est en pause. Ce qui a été lu jusqu’ici reste affiché.`,
  },
});

export const featureAvailability = (): ArcWords['featureAvailability'] => ({
  caption: 'Ce qui est disponible pour chaque compte',
  loading: 'Chargement de vos comptes',
  emptyTitle: 'Aucun compte pour l’instant.',
  emptyHint: 'Quand vous aurez relié un fournisseur, ses comptes et ce qu’ils offrent apparaîtront ici.',
  lookingTitle: 'Recherche de vos comptes.',
  lookingHint: 'Cela prend en général une minute ou deux. Ils apparaîtront ici d’eux-mêmes.',
  feature: 'Service',
  choose: 'Compte',
  search: 'Chercher un compte',
  noMatch: 'Aucun compte ne correspond.',
  accounts: 'Comptes',
  account: 'Compte',
  unnamed: 'Compte sans adresse',
  reveal: 'Afficher le numéro entier',
  conceal: 'Masquer le numéro',
  tariff: (name) => `Tarif : ${name}`,
  supplier: (name) => `Énergie fournie par ${name}`,
  pastDue: 'Facture en retard',
  about: (feature) => `À propos : ${feature}`,
  announce: (feature, account, word) => `${feature}, ${account} : ${word}.`,
  state: {
    AVAILABLE: 'Disponible',
    NOT_READY: 'En préparation',
    NOT_AVAILABLE: 'Non disponible',
    unknown: 'Inconnu',
  },
  because: {
    AVAILABLE: 'Prêt à l’emploi.',
    NOT_READY:
      'Des données sont encore collectées auprès du fournisseur. L’affichage change de lui-même, en ' +
      'général dans la journée.',
    NOT_AVAILABLE: 'Le fournisseur ne propose pas ce qu’il faut, et cela ne devrait pas changer de sitôt.',
    unknown: 'Le service de données des fournisseurs ne l’a pas dit.',
  },
  becauseText: (text) => `Indiqué comme « ${text} », un mot nouveau pour nous.`,
  service: { electric: 'Électricité', gas: 'Gaz', water: 'Eau' },
  accountState: {
    closed: 'Clos',
    incomplete: 'Configuration incomplète',
    locked: 'Bloqué par le fournisseur',
  },
  group: { Plug: 'Données', Bundle: 'Paiements', Spark: 'Recharge' },
  name: {
    utility_statements: 'Factures',
    utility_intervals: 'Données de consommation',
    utility_remittance: 'Règlement des factures',
    hosted_payments: 'Page de paiement',
    charge_cost: 'Coût de la recharge',
    smart_charge: 'Recharge intelligente',
  },
  what: {
    utility_statements: 'Vos factures, passées et nouvelles, sous forme de données et de documents.',
    utility_intervals: 'L’énergie que vous utilisez à chaque quart d’heure, telle que votre compteur la mesure.',
    utility_remittance: 'Vos factures réglées pour vous.',
    hosted_payments: 'Une page sur laquelle vous réglez votre facture.',
    charge_cost: 'Ce que coûte la recharge de votre voiture à chaque heure, avec votre propre tarif.',
    smart_charge: 'Recharger votre voiture quand c’est le moins cher, selon votre propre tarif.',
  },
});

export const meterList = ({ number, plural }: LocaleRules): ArcWords['meterList'] => ({
  region: 'Vos compteurs',
  loading: 'Chargement de vos compteurs',
  emptyTitle: 'Aucun compteur pour l’instant.',
  emptyHint:
    'Les compteurs apparaissent ici dès que votre fournisseur les indique, en général quelques minutes ' +
    'après la liaison.',
  unnamed: 'Compteur',
  meter: (text) => `Compteur ${text}`,
  noAddress: 'Autres compteurs',
  account: (text) => `Compte ${text}`,
  service: { electric: 'Électricité', gas: 'Gaz', water: 'Eau', unknown: 'Service' },
  select: 'Voir la consommation',
  selected: 'Affiché',
  collecting: 'Collecte d’un an de relevés au plus. Les premiers arrivent en général dans l’heure.',
  through: (day) => `Données jusqu’au ${day}`,
  newest: (when) => `Dernier relevé ${when}`,
  checked: (when) => `vérifié ${when}`,
  noneYet: 'Activé. Aucun relevé de l’année écoulée pour l’instant.',
  unsupported: 'Votre fournisseur ne publie pas de données de consommation pour ce compteur.',
  onlyElectric: 'Les données de consommation sont proposées pour les compteurs d’électricité.',
  unknownStatus: (text) => (text === null ? 'État non indiqué.' : `Indiqué comme « ${text} ».`),
  state: {
    INTERVALS_NOT_REQUESTED: 'Désactivé',
    INTERVALS_IN_PROGRESS: 'Collecte en cours',
    INTERVALS_SUCCESS: 'Activé',
    INTERVALS_NOT_SUPPORTED: 'Non proposé',
    unknown: 'Inconnu',
  },
  nextStatement: (day) => `Prochaine facture prévue le ${day}`,
  more: (count) => `Afficher les ${number(count)} compteurs`,
  announce: (meter, state) => `${meter} : données de consommation : ${state.toLowerCase()}.`,
  preview: (days, low, high) => `${number(days)} derniers jours : de ${low} à ${high} par jour.`,
  previewMissing: (count) => plural(count, { one: 'Un jour est sans données.', other: '# jours sont sans données.' }),
});
