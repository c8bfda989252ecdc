import type { ArcWords } from '../set-messages.ts';

export const doctor = (): ArcWords['doctor'] => ({
  title: 'Comprobación de Arc Elements',
  well: 'Todo lo que se puede comprobar desde la página funciona.',
  copy: 'Copiar como texto',
  copied: 'Copiado.',
  again: 'Comprobar de nuevo',
  error: 'Error',
  warning: 'Advertencia',
  cause: 'Causa',
  fix: 'Solución',
  version: 'Versión',
  session: 'Sesión',
  live: 'Actualizaciones',
  skew: 'Diferencia de reloj',
  none: 'ninguna',
  unknown: 'desconocida',
  allow: (address, directive) => `Añada ${address} a ${directive}.`,
  findings: {
    'no-session': {
      title: 'No hay ninguna sesión.',
      cause: 'Un elemento no está dentro de una arc-session ni hace referencia a ninguna de la página.',
      fix:
        'Colóquelo dentro de <arc-session broker="…" session-url="…">, asígnele session="id" o defina su ' +
        'propiedad session.',
    },
    'session-in-other-root': {
      title: 'Un elemento hace referencia a una sesión de otro shadow root.',
      cause:
        'El elemento hace referencia a una arc-session por su id, pero un id solo se encuentra en el shadow root ' +
        'del propio elemento y en el documento.',
      fix:
        'Coloque el elemento dentro de esa arc-session, lo que funciona aunque haya shadow roots de por medio, o ' +
        'defina su propiedad session.',
    },
    'session-incomplete': {
      title: 'La configuración de arc-session está incompleta.',
      cause: 'Falta un atributo o no es válido.',
      fix: 'Indique en broker la dirección de su broker y en session-url la de su ruta de sesión.',
    },
    'blocked-by-csp': {
      title: 'La política de la página bloquea algo que los elementos necesitan.',
      cause: 'La política de seguridad de contenido no permite su dirección.',
      fix: 'El comando npx @arc-elements/elements embed muestra la política completa.',
    },
    'part-not-loaded': {
      title: 'No se pudo cargar una parte de un elemento.',
      cause: 'Falta un archivo de los elementos o se ha modificado, o script-src no permite su dirección.',
      fix:
        'Copie toda la carpeta de archivos, vuelva a generar los hashes con npx @arc-elements/elements embed ' +
        '--integrity y permita la dirección de los archivos en script-src.',
    },
    'session-route-blocked': {
      title: 'La política de la página bloquea la ruta de sesión.',
      cause: 'connect-src no permite el origen de session-url, que a menudo es el de la propia página.',
      fix: "Añada ese origen a connect-src: 'self' si la ruta está en el origen de la página.",
    },
    'session-route-html': {
      title: 'La ruta de sesión no devuelve una sesión.',
      cause:
        'Devolvió una página web u otro JSON; a menudo es una página de inicio de sesión o la portada de una ' +
        'aplicación de una sola página.',
      fix:
        'Haga que la ruta responda a POST con { token, session_id, expires_at }, tal como su servidor lo recibe ' +
        'del broker.',
    },
    'session-route-missing': {
      title: 'La ruta de sesión no existe.',
      cause: 'La dirección de session-url devuelve 404 o 405.',
      fix: 'Compruebe la dirección y que la ruta acepte POST.',
    },
    'session-route-unreachable': {
      title: 'No se puede acceder a la ruta de sesión.',
      cause:
        'No hay respuesta: el navegador está sin conexión, el host es incorrecto o la ruta está en otro origen ' +
        'sin CORS.',
      fix: 'Sirva la ruta desde el origen de la página.',
    },
    'session-route-failing': {
      title: 'La ruta de sesión falla.',
      cause: 'Devolvió un error.',
      fix: 'Consulte el registro de su servidor: ¿puede conectarse al broker y envía la clave correcta?',
    },
    'broker-key-wrong': {
      title: 'El broker no acepta la clave de su servidor.',
      cause: 'Su ruta de sesión indicó que el broker rechazó la clave de su servidor.',
      fix:
        'Dé a su servidor una de las ARC_BROKER_KEYS del broker al que llama. Compruebe que no haya espacios ni ' +
        'una clave de otro entorno.',
    },
    'broker-unreachable-from-server': {
      title: 'Su servidor no puede conectarse al broker.',
      cause: 'Su ruta de sesión indicó que ningún broker responde en la dirección que usa su servidor.',
      fix:
        'Abra esa dirección con /readyz desde su servidor. El registro de su servidor muestra la dirección y el ' +
        'motivo.',
    },
    'not-signed-in': {
      title: 'La ruta de sesión no reconoce a la persona.',
      cause: 'Devolvió 401 o 403: nadie ha iniciado sesión o el navegador no envió la cookie.',
      fix: 'Muestre los elementos solo a quienes hayan iniciado sesión y sirva la ruta desde el origen de la página.',
    },
    'broker-unreachable': {
      title: 'No se puede acceder al broker.',
      cause:
        'No hay respuesta: el broker no está en marcha, su dirección es incorrecta o no permite el origen de ' +
        'esta página.',
      fix: 'Abra la dirección del broker con /readyz y añada este origen a ARC_ALLOWED_ORIGINS.',
    },
    'origin-not-allowed': {
      title: 'El broker no permite este origen.',
      cause: 'La sesión está vinculada a otros orígenes, o este no figura en ARC_ALLOWED_ORIGINS.',
      fix: 'Añada el origen exacto, con esquema y puerto, en el broker y donde su servidor solicita la sesión.',
    },
    'session-rejected': {
      title: 'El broker no acepta la sesión.',
      cause: 'Se revocó, se eliminó la clave con la que se firmó o procede de otro broker.',
      fix:
        'Compruebe que su servidor usa el mismo broker y que ARC_SESSION_KEYS aún contiene la clave con la que ' +
        'se firmó la sesión.',
    },
    'scope-missing': {
      title: 'A la sesión le falta un permiso.',
      cause: 'Un elemento necesita un permiso (scope) que no se ha concedido.',
      fix: 'Solicite el permiso donde su servidor solicita la sesión.',
    },
    'platform-failing': {
      title: 'La plataforma no responde al broker.',
      cause: 'La plataforma o la red intermedia no funciona, o la plataforma rechaza el identificador de cliente.',
      fix: 'Abra /readyz en el broker y consulte su registro.',
    },
    'rate-limited': {
      title: 'Hubo demasiadas solicitudes.',
      cause: 'Esta sesión o la cuenta de la plataforma ha alcanzado un límite.',
      fix: 'Use una sola arc-session para todos los elementos de la página; así comparten las solicitudes.',
    },
    'clock-skew': {
      title: 'Los relojes no coinciden.',
      cause: 'Los relojes de este equipo y del broker difieren en más de un minuto.',
      fix:
        'Sincronice ambos con un servidor de hora. De lo contrario, las sesiones terminan antes o después de lo ' +
        'debido.',
    },
    'duplicate-script': {
      title: 'El paquete está cargado más de una vez.',
      cause: 'Dos scripts definen los mismos elementos; se usa el primero.',
      fix: 'Cárguelo una sola vez: con la etiqueta script o con la importación de npm.',
    },
    'version-mismatch': {
      title: 'Hay más de una versión cargada.',
      cause: 'Dos scripts definen versiones distintas de los mismos elementos; se usa la primera.',
      fix: 'Cargue solo una versión.',
    },
    'insecure-page': {
      title: 'La página no es segura.',
      cause: 'Se sirve por http, donde los navegadores no permiten que los elementos compartan un flujo de eventos.',
      fix: 'Sírvala por https.',
    },
    'no-stream': {
      title: 'Las actualizaciones llegan por sondeo, no por un flujo de eventos.',
      cause: 'El flujo de eventos del broker no permanece abierto, a menudo porque un proxy lo almacena en búfer.',
      fix: 'Desactive el almacenamiento en búfer de /events entre el broker y el navegador.',
    },
    'unknown-zone': {
      title: 'Una zona horaria es desconocida.',
      cause: 'Un medidor tiene una zona horaria que este navegador no conoce, por lo que sus días se muestran en UTC.',
      fix: 'No se puede corregir en la página; informe de la zona horaria, por favor.',
    },
  },
});
