import type { LocaleRules } from '../locale-rules.ts';
import type { ArcWords } from '../set-messages.ts';

// Spanish for every country: usted, plain and short.

export const shared = ({ plural }: LocaleRules): ArcWords['shared'] => ({
  loading: 'Cargando',
  stillLoading: 'Sigue cargando. Tarda más de lo habitual.',
  retry: 'Intentar de nuevo',
  lastUpdated: (when) => `Última actualización: ${when}`,
  lastUpdatedEarlier: 'Actualizado hace algún tiempo',
  also: (text) => `, ${text}`,
  partial: (count) =>
    plural(count, {
      one: 'No se pudo leer un dato y se ha omitido.',
      other: 'No se pudieron leer # datos y se han omitido.',
    }),
  activate: 'Activar datos de consumo',
  activateHint: 'Lee hasta un año atrás y después cada lectura nueva.',
  activating: 'Activando…',
  activateFailed: 'No se pudo activar.',
  noSession: 'Este elemento no está conectado a ninguna sesión.',
  noSessionHint: 'El sitio tiene que colocarlo dentro de <arc-session> o indicar una con session="…".',
  sessionIncomplete: 'La sesión de este sitio no está configurada por completo.',
});

export const errors = (): ArcWords['errors'] => ({
  unauthorized: { title: 'Ya no tiene la sesión iniciada aquí.', hint: 'Inicie sesión de nuevo para continuar.' },
  'session-invalid': { title: 'Ya no tiene la sesión iniciada aquí.', hint: 'Inicie sesión de nuevo para continuar.' },
  'session-expired': {
    title: 'Su sesión ha terminado.',
    hint: 'Inténtelo de nuevo o, si no funciona, vuelva a iniciar sesión.',
  },
  'signed-out': { title: 'Ha cerrado la sesión.', hint: 'Inicie sesión para volver a ver esto.' },
  forbidden: { title: 'No tiene acceso a esto.', hint: 'El sitio en el que está puede cambiarlo.' },
  'scope-missing': {
    title: 'Esta página no puede mostrar esto.',
    hint: 'El sitio tiene que permitirlo para su sesión.',
  },
  'origin-not-allowed': {
    title: 'Esta página no puede usar este servicio.',
    hint: 'El sitio tiene que añadir su dirección a las permitidas.',
  },
  'not-found': {
    title: 'No se ha encontrado.',
    hint: 'Puede que se haya eliminado. Vuelva a cargar la página para ver lo que hay ahora.',
  },
  'not-configured': { title: 'Esto no se ofrece aquí.', hint: 'El sitio en el que está no lo ha configurado.' },
  'invalid-request': {
    title: 'El servicio no entendió la solicitud.',
    hint: 'Vuelva a cargar la página e inténtelo una vez más.',
  },
  conflict: { title: 'Algo ha cambiado entretanto.', hint: 'Inténtelo de nuevo con los datos actuales.' },
  'feature-not-ready': { title: 'Esto todavía se está preparando.', hint: 'Aparecerá aquí en cuanto esté listo.' },
  'meter-not-activatable': {
    title: 'No se pueden activar los datos de consumo de este medidor.',
    hint: 'Es posible que su compañía no los ofrezca.',
  },
  'meter-inactive': {
    title: 'Los datos de consumo de este medidor no están activados.',
    hint: 'Actívelos para ver sus lecturas.',
  },
  'rate-limited': { title: 'Demasiadas solicitudes a la vez.', hint: 'Espere un momento e inténtelo de nuevo.' },
  'upstream-failed': {
    title: 'El servicio de datos de las compañías no responde.',
    hint: 'No se ha perdido nada. Inténtelo de nuevo en unos minutos.',
  },
  unavailable: {
    title: 'El servicio no está disponible en este momento.',
    hint: 'No se ha perdido nada. Inténtelo de nuevo en unos minutos.',
  },
  'broker-key-wrong': {
    title: 'Este sitio no está configurado del todo.',
    hint: 'No se ha perdido nada. El sitio tiene que corregirlo; inténtelo más tarde.',
  },
  'broker-unreachable': {
    title: 'El servicio no está disponible en este momento.',
    hint: 'No se ha perdido nada. Inténtelo de nuevo en unos minutos.',
  },
  network: { title: 'Sin conexión.', hint: 'Compruebe su conexión a internet e inténtelo de nuevo.' },
  unreachable: {
    title: 'No se puede acceder al servicio.',
    hint: 'No se ha perdido nada. Inténtelo de nuevo en unos minutos. Si continúa, avise al sitio en el que está.',
  },
  timeout: {
    title: 'Está tardando demasiado.',
    hint: 'Inténtelo de nuevo. Si sigue lento, vuelva un poco más tarde.',
  },
  'load-failed': {
    title: 'No se pudo cargar esta parte de la página.',
    hint: 'Inténtelo de nuevo. Si continúa, vuelva a cargar la página.',
  },
  aborted: { title: 'Se ha interrumpido.', hint: 'Inténtelo de nuevo.' },
  decode: {
    title: 'No se pudo leer la respuesta.',
    hint: 'Inténtelo de nuevo. Si continúa, avise al sitio en el que está.',
  },
  unknown: {
    title: 'Algo ha salido mal.',
    hint: 'Inténtelo de nuevo. Si continúa, avise al sitio en el que está.',
  },
});

export const connect = (): ArcWords['connect'] => ({
  create: 'Conectar su compañía',
  another: 'Conectar otra compañía',
  update: 'Iniciar sesión de nuevo',
  hint:
    'Lee sus facturas, medidores y consumo. Su contraseña solo llega a la página de acceso de su compañía, ' +
    'nunca a este sitio, y no se cambia nada en su cuenta.',
  title: {
    create: 'Conecte su compañía de servicios',
    update: 'Inicie sesión de nuevo en su compañía de servicios',
  },
  frame: 'Acceso a la compañía',
  close: 'Cerrar',
  loading: 'Abriendo el acceso seguro',
  silentTitle: 'La página de acceso no responde.',
  silentHint:
    'Puede que esté lenta, o que la bloquee una extensión de privacidad o la configuración de seguridad de ' +
    'este sitio. Puede esperar o abrirla en su propia pestaña.',
  reload: 'Volver a cargar',
  newTab: 'Abrir en una pestaña nueva',
  ended: {
    LOGIN_SUCCESS: 'Ya está conectado.',
    PENDING: 'Gracias. Su compañía está comprobando el acceso; puede salir de esta página.',
    NO_SUBMIT: '',
    REJECTED: 'Su compañía no aceptó este acceso. Inténtelo de nuevo con los datos que usa en el sitio de ella.',
    TIMED_OUT: 'Su compañía tarda más de lo habitual en responder. Seguimos comprobando; puede salir de esta página.',
    ERROR: 'No ha funcionado y no se ha cambiado nada. Inténtelo de nuevo.',
    UNKNOWN: 'Gracias. Lo que ocurra a continuación aparecerá aquí.',
  },
});

export const connectionStatus = (): ArcWords['connectionStatus'] => ({
  region: 'Sus conexiones con compañías',
  unnamed: 'Compañía',
  loading: 'Cargando sus conexiones',
  emptyTitle: 'Todavía no hay ninguna compañía conectada.',
  emptyHint: 'Cuando conecte una, podrá seguir aquí lo que ocurre.',
  since: (when) => `desde ${when}`,
  connect: 'Conectar su compañía',
  signInAgain: 'Iniciar sesión de nuevo',
  state: {
    checking: 'Comprobando',
    connected: 'Conectada',
    'needs-attention': 'Le necesita',
    retrying: 'Reintentando',
    unknown: 'Estado incierto',
  },
  step: {
    'signed-in': { current: 'Iniciando sesión', done: 'Sesión iniciada', other: 'Inicio de sesión' },
    accounts: { current: 'Buscando cuentas', done: 'Cuentas encontradas', other: 'Cuentas' },
    features: { current: 'Comprobando funciones', done: 'Funciones comprobadas', other: 'Funciones' },
    intervals: { current: 'Datos de consumo', done: 'Llegan datos de consumo', other: 'Datos de consumo' },
  },
  progress: {
    done: 'hecho',
    current: 'en curso',
    problem: 'requiere atención',
    waiting: 'sin empezar',
    skipped: 'no se ofrece',
  },
  announce: (utility, state) => `${utility}: ${state}.`,
  checking: (utility) => `Comprobando su acceso a ${utility}. Suele tardar menos de un minuto.`,
  checkingLong: (utility) =>
    `Seguimos comprobando su acceso a ${utility}. Algunas compañías tardan unas horas; puede cerrar esta página.`,
  accountsLoading: (utility) => `Buscando sus cuentas en ${utility}. Suele tardar uno o dos minutos.`,
  noAccounts: (utility) =>
    `No se encontró ninguna cuenta con este acceso. Compruebe en el sitio de ${utility} que muestra sus facturas.`,
  features: (utility) =>
    `Averiguando qué ofrece ${utility} para su cuenta. La mayor parte se sabe en minutos; todo, en un día.`,
  intervalsOff: 'Ya se pueden activar los datos de consumo.',
  intervalsNow: 'Reuniendo hasta un año de lecturas. Las primeras suelen llegar en menos de una hora.',
  intervalsWaiting: (utility) => `Los datos de consumo podrán llegar cuando ${utility} muestre su medidor.`,
  intervalsNever: (utility) => `${utility} no publica datos de consumo para esta cuenta.`,
  done: 'Todo está listo. Las lecturas nuevas llegan cuando su compañía las publica.',
  open: (utility, text) =>
    text === null
      ? `${utility} no nos ha dicho cómo está. Seguimos preguntando.`
      : `${utility} informa «${text}», algo nuevo para nosotros. Seguimos preguntando.`,
  reasons: {
    enrolling: (utility) => `Se está preparando el acceso a ${utility}. No tiene que hacer nada.`,
    'login-rejected': (utility) =>
      `${utility} no aceptó el usuario o la contraseña. Inicie sesión de nuevo con los que usa en su sitio.`,
    'mfa-required': (utility) =>
      `${utility} pide un código en cada acceso, por lo que no se pueden leer sus datos. Desactívelo allí ` +
      'y después inicie sesión de nuevo.',
    'email-approval': (utility) =>
      `${utility} le ha enviado un correo electrónico. Confírmelo, por favor; lo demás sigue solo.`,
    'access-limited': (utility) =>
      `${utility} limita lo que puede ver este acceso. Puede que esté bloqueado, que necesite una ` +
      'contraseña nueva o que haya que activar la factura electrónica. Su servicio de atención se lo puede ' +
      'decir.',
    'action-required': (utility) => `${utility} necesita algo de usted. Iniciar sesión de nuevo suele resolverlo.`,
    failed: (utility) => `${utility} detuvo la conexión. Iniciar sesión de nuevo suele recuperarla.`,
    'provider-down': (utility) =>
      `No se puede acceder al sitio de ${utility} en este momento. Seguimos intentándolo; no tiene que hacer nada.`,
    'under-review': (utility) =>
      `Algo ha cambiado en el sitio de ${utility} y se está revisando. No tiene que hacer nada.`,
    'verification-error': (utility) =>
      `La comprobación con ${utility} no se completó. Se repite sola; no tiene que hacer nada.`,
    paused: (utility) => `La lectura de ${utility} está en pausa. Lo que se leyó hasta ahora se conserva aquí.`,
  },
});

export const featureAvailability = (): ArcWords['featureAvailability'] => ({
  caption: 'Qué está disponible para cada cuenta',
  loading: 'Cargando sus cuentas',
  emptyTitle: 'Todavía no hay ninguna cuenta.',
  emptyHint: 'Cuando conecte una compañía, sus cuentas y lo que ofrecen aparecerán aquí.',
  lookingTitle: 'Buscando sus cuentas.',
  lookingHint: 'Suele tardar uno o dos minutos. Aparecerán aquí por sí solas.',
  feature: 'Función',
  choose: 'Cuenta',
  search: 'Buscar una cuenta',
  noMatch: 'Ninguna cuenta coincide.',
  accounts: 'Cuentas',
  account: 'Cuenta',
  unnamed: 'Cuenta sin dirección',
  reveal: 'Mostrar el número completo',
  conceal: 'Ocultar el número',
  tariff: (name) => `Tarifa: ${name}`,
  supplier: (name) => `Energía de ${name}`,
  pastDue: 'Factura vencida',
  about: (feature) => `Acerca de ${feature}`,
  announce: (feature, account, word) => `${feature}, ${account}: ${word}.`,
  state: {
    AVAILABLE: 'Disponible',
    NOT_READY: 'En preparación',
    NOT_AVAILABLE: 'No disponible',
    unknown: 'Se desconoce',
  },
  because: {
    AVAILABLE: 'Listo para usar.',
    NOT_READY: 'Todavía se están reuniendo datos de la compañía. Cambiará aquí por sí solo, normalmente en un día.',
    NOT_AVAILABLE: 'La compañía no ofrece lo necesario y no se espera que cambie pronto.',
    unknown: 'El servicio de datos de las compañías no lo ha dicho.',
  },
  becauseText: (text) => `Figura como «${text}», una palabra nueva para nosotros.`,
  service: { electric: 'Electricidad', gas: 'Gas', water: 'Agua' },
  accountState: {
    closed: 'Cerrada',
    incomplete: 'Sin configurar del todo',
    locked: 'Bloqueada por la compañía',
  },
  group: { Plug: 'Datos', Bundle: 'Pagos', Spark: 'Carga' },
  name: {
    utility_statements: 'Facturas',
    utility_intervals: 'Datos de consumo',
    utility_remittance: 'Pago de facturas',
    hosted_payments: 'Página de pago',
    charge_cost: 'Coste de la carga',
    smart_charge: 'Carga inteligente',
  },
  what: {
    utility_statements: 'Sus facturas, anteriores y nuevas, como datos y como documentos.',
    utility_intervals: 'Cuánta energía usa en cada cuarto de hora, tal como la mide su medidor.',
    utility_remittance: 'El pago de sus facturas en su nombre.',
    hosted_payments: 'Una página en la que usted paga su factura.',
    charge_cost: 'Lo que cuesta cargar su coche a cada hora, con su propia tarifa.',
    smart_charge: 'Cargar su coche cuando es más barato, según su propia tarifa.',
  },
});

export const meterList = ({ number, plural }: LocaleRules): ArcWords['meterList'] => ({
  region: 'Sus medidores',
  loading: 'Cargando sus medidores',
  emptyTitle: 'Todavía no hay ningún medidor.',
  emptyHint: 'Los medidores aparecen aquí cuando su compañía los muestra, normalmente minutos después de conectar.',
  unnamed: 'Medidor',
  meter: (text) => `Medidor ${text}`,
  noAddress: 'Otros medidores',
  account: (text) => `Cuenta ${text}`,
  service: { electric: 'Electricidad', gas: 'Gas', water: 'Agua', unknown: 'Servicio' },
  select: 'Ver consumo',
  selected: 'A la vista',
  collecting: 'Reuniendo hasta un año de lecturas. Las primeras suelen llegar en menos de una hora.',
  through: (day) => `Datos hasta el ${day}`,
  newest: (when) => `Última lectura ${when}`,
  checked: (when) => `comprobado ${when}`,
  noneYet: 'Activado. Todavía no hay lecturas del último año.',
  unsupported: 'Su compañía no publica datos de consumo de este medidor.',
  onlyElectric: 'Los datos de consumo se ofrecen para medidores de electricidad.',
  unknownStatus: (text) => (text === null ? 'Estado no indicado.' : `Figura como «${text}».`),
  state: {
    INTERVALS_NOT_REQUESTED: 'Desactivado',
    INTERVALS_IN_PROGRESS: 'Reuniendo datos',
    INTERVALS_SUCCESS: 'Activado',
    INTERVALS_NOT_SUPPORTED: 'No se ofrece',
    unknown: 'Se desconoce',
  },
  nextStatement: (day) => `Próxima factura prevista: ${day}`,
  more: (count) => `Mostrar los ${number(count)} medidores`,
  announce: (meter, state) => `${meter}: datos de consumo: ${state.toLowerCase()}.`,
  preview: (days, low, high) => `Últimos ${number(days)} días: de ${low} a ${high} al día.`,
  previewMissing: (count) => plural(count, { one: 'Un día no tiene datos.', other: '# días no tienen datos.' }),
});
