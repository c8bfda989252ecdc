import type { ArcWords } from '../set-messages.ts';

export const doctor = (): ArcWords['doctor'] => ({
  title: 'Comprobación de Arc Elements',
  well: 'Todo lo que se puede comprobar desde la página funciona.',
  copy: 'Copiar como texto',
  copied: 'Copiado.',
  again: 'Comprobar de nuevo',
  error: 'No funciona',
  warning: 'Funciona peor',
  cause: 'Causa',
  fix: 'Solución',
  version: 'Versión',
  session: 'Sesión',
  live: 'Novedades por',
  skew: 'Diferencia de reloj',
  none: 'ninguna',
  unknown: 'se desconoce',
  allow: (address, directive) => `Añada ${address} a ${directive}.`,
  findings: {
    'no-session': {
      title: 'No hay sesión.',
      cause: 'Un elemento no está dentro de una arc-session ni nombra ninguna que esté en la página.',
      fix: 'Colóquelo dentro de <arc-session broker="…" session-url="…">, póngale session="id" o asigne su propiedad session.',
    },
    'session-in-other-root': {
      title: 'Una sesión está en otro shadow root.',
      cause:
        'Un elemento nombra una arc-session por su id, pero un id solo se encuentra en el shadow root del propio elemento y en el documento.',
      fix: 'Coloque el elemento dentro de esa arc-session, lo que funciona a través de shadow roots, o asigne su propiedad session.',
    },
    'session-incomplete': {
      title: 'arc-session no está configurada por completo.',
      cause: 'Falta un atributo o no se puede usar.',
      fix: 'Indique la dirección de su broker y la de su ruta de sesión.',
    },
    'blocked-by-csp': {
      title: 'La política de la página bloquea algo que los elementos necesitan.',
      cause: 'La política de seguridad de contenido no nombra su dirección.',
      fix: 'El comando npx @arc-elements/elements embed muestra la política completa.',
    },
    'part-not-loaded': {
      title: 'No se pudo cargar una parte de un elemento.',
      cause: 'Un archivo de los elementos falta o fue modificado, o script-src no nombra su lugar.',
      fix: 'Copie la carpeta completa de los archivos, vuelva a generar los hashes con npx @arc-elements/elements embed --integrity y nombre el lugar de los archivos en script-src.',
    },
    'session-route-blocked': {
      title: 'La política de la página bloquea la ruta de sesión.',
      cause: 'connect-src no nombra el origen de session-url, que a menudo es el de la propia página.',
      fix: "Añada ese origen a connect-src: 'self' si la ruta está en el origen de la página.",
    },
    'session-route-html': {
      title: 'La ruta de sesión no responde con una sesión.',
      cause:
        'Respondió con una página web u otro JSON; a menudo una página de acceso o la portada de una aplicación de una sola página.',
      fix: 'Haga que la ruta responda a POST con { token, session_id, expires_at } tal como su servidor lo recibió del broker.',
    },
    'session-route-missing': {
      title: 'La ruta de sesión no existe.',
      cause: 'La dirección de session-url responde 404 o 405.',
      fix: 'Compruebe la dirección y que la ruta acepte POST.',
    },
    'session-route-unreachable': {
      title: 'No se puede acceder a la ruta de sesión.',
      cause: 'Sin respuesta: sin conexión, un host equivocado o una solicitud a otro origen sin CORS.',
      fix: 'Sirva la ruta desde el origen de la página.',
    },
    'session-route-failing': {
      title: 'La ruta de sesión falla.',
      cause: 'Respondió con un error propio.',
      fix: 'Mire el registro de su servidor: ¿llega al broker con la clave correcta?',
    },
    'broker-key-wrong': {
      title: 'El broker no conoce la clave de su servidor.',
      cause: 'Su ruta de sesión respondió que el broker rechazó la clave que envió su servidor.',
      fix: 'Dé a su servidor una de las ARC_BROKER_KEYS del broker cuya dirección tiene; busque espacios en blanco y claves de otro entorno.',
    },
    'broker-unreachable-from-server': {
      title: 'Su servidor no llega al broker.',
      cause: 'Su ruta de sesión respondió que no hay ningún broker en la dirección que tiene su servidor.',
      fix: 'Abra esa dirección con /readyz desde su servidor; su registro dice cuál es la dirección y por qué no hay respuesta.',
    },
    'not-signed-in': {
      title: 'La ruta de sesión no conoce a nadie.',
      cause: 'Respondió 401 o 403: nadie ha iniciado sesión o no llegó su cookie.',
      fix: 'Muestre los elementos solo a quien haya iniciado sesión y sirva la ruta desde el origen de la página.',
    },
    'broker-unreachable': {
      title: 'No se puede acceder al broker.',
      cause: 'Sin respuesta: no está en marcha, la dirección es incorrecta o no permite el origen de esta página.',
      fix: 'Abra la dirección del broker con /readyz y añada este origen a ARC_ALLOWED_ORIGINS.',
    },
    'origin-not-allowed': {
      title: 'El broker no atiende a este origen.',
      cause: 'La sesión está ligada a otros orígenes, o este no figura en ARC_ALLOWED_ORIGINS.',
      fix: 'Añada el origen exacto, con esquema y puerto, en el broker y donde su servidor pide la sesión.',
    },
    'session-rejected': {
      title: 'El broker no acepta la sesión.',
      cause: 'Se revocó, se retiró su clave de firma o procede de otro broker.',
      fix: 'Compruebe que su servidor pregunta al mismo broker y que ARC_SESSION_KEYS conserva la clave que la firmó.',
    },
    'scope-missing': {
      title: 'La sesión no puede hacer esto.',
      cause: 'No se concedió un permiso (scope) que un elemento necesita.',
      fix: 'Pida el permiso donde su servidor pide la sesión.',
    },
    'platform-failing': {
      title: 'La plataforma no responde al broker.',
      cause: 'La plataforma o el camino hasta ella está caído, o rechaza el identificador de cliente.',
      fix: 'Abra /readyz del broker y mire su registro.',
    },
    'rate-limited': {
      title: 'Hubo demasiadas solicitudes.',
      cause: 'Esta sesión o la cuenta de la plataforma alcanzó un límite.',
      fix: 'Use una arc-session para todos los elementos de la página; comparte cada solicitud.',
    },
    'clock-skew': {
      title: 'Los relojes difieren.',
      cause: 'El reloj de este equipo y el del broker difieren en más de un minuto.',
      fix: 'Ajuste ambos por la red; si no, las sesiones terminan antes o después de tiempo.',
    },
    'duplicate-script': {
      title: 'El paquete está cargado más de una vez.',
      cause: 'Dos scripts traen los mismos elementos; se usa el primero.',
      fix: 'Cárguelo una vez: con la etiqueta script o con el import de npm.',
    },
    'version-mismatch': {
      title: 'Hay versiones distintas cargadas.',
      cause: 'Dos scripts traen versiones distintas de los mismos elementos; se usa la primera.',
      fix: 'Cargue una sola versión, una vez.',
    },
    'insecure-page': {
      title: 'La página no es segura.',
      cause: 'Se sirve por http, donde los navegadores omiten lo necesario para compartir un flujo de eventos.',
      fix: 'Sírvala por https.',
    },
    'no-stream': {
      title: 'Las novedades llegan preguntando, no por un flujo.',
      cause: 'El flujo de eventos del broker no permanece abierto; a menudo por un proxy con búfer.',
      fix: 'Desactive el búfer para /events entre el broker y el navegador.',
    },
    'unknown-zone': {
      title: 'Se desconoce una zona horaria.',
      cause: 'Un medidor nombra una zona que este navegador no puede resolver; sus días se muestran en UTC.',
      fix: 'No hay nada que hacer en la página; comunique la zona, por favor.',
    },
  },
});
