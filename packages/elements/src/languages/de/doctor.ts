import type { ArcWords } from '../set-messages.ts';

export const doctor = (): ArcWords['doctor'] => ({
  title: 'Prüfung von Arc Elements',
  well: 'Alles, was sich von der Seite aus prüfen lässt, funktioniert.',
  copy: 'Als Text kopieren',
  copied: 'Kopiert.',
  again: 'Erneut prüfen',
  error: 'Funktioniert nicht',
  warning: 'Funktioniert schlechter',
  cause: 'Ursache',
  fix: 'Abhilfe',
  version: 'Version',
  session: 'Sitzung',
  live: 'Neues durch',
  skew: 'Uhrenabweichung',
  none: 'keine',
  unknown: 'nicht bekannt',
  allow: (address, directive) => `Ergänzen Sie ${address} in ${directive}.`,
  findings: {
    'no-session': {
      title: 'Es gibt keine Sitzung.',
      cause: 'Ein Element steht in keiner arc-session und nennt keine, die auf der Seite ist.',
      fix: 'Setzen Sie es in <arc-session broker="…" session-url="…">, geben Sie ihm session="id", oder setzen Sie seine Eigenschaft session.',
    },
    'session-in-other-root': {
      title: 'Eine Sitzung liegt in einem anderen Shadow Root.',
      cause:
        'Ein Element nennt eine arc-session mit ihrer id, aber eine id wird nur im eigenen Shadow Root des Elements und im Dokument gefunden.',
      fix: 'Setzen Sie das Element in diese arc-session, was über Shadow Roots hinweg wirkt, oder setzen Sie seine Eigenschaft session.',
    },
    'session-incomplete': {
      title: 'arc-session ist nicht vollständig eingerichtet.',
      cause: 'Ein Attribut fehlt oder ist nicht verwendbar.',
      fix: 'Geben Sie die Adresse Ihres Brokers und die Ihrer Sitzungsroute an.',
    },
    'blocked-by-csp': {
      title: 'Die Richtlinie der Seite blockiert etwas, das Elemente brauchen.',
      cause: 'Die Content Security Policy nennt dessen Adresse nicht.',
      fix: 'Der Befehl npx @arc-elements/elements embed gibt die ganze Richtlinie aus.',
    },
    'part-not-loaded': {
      title: 'Ein Teil eines Elements konnte nicht geladen werden.',
      cause: 'Eine Datei der Elemente fehlt oder wurde verändert, oder script-src nennt ihren Ort nicht.',
      fix: 'Kopieren Sie den ganzen Ordner der Dateien, geben Sie die Prüfsummen mit npx @arc-elements/elements embed --integrity neu aus, und nennen Sie den Ort der Dateien in script-src.',
    },
    'session-route-blocked': {
      title: 'Die Richtlinie der Seite blockiert die Sitzungsroute.',
      cause: 'connect-src nennt den Ursprung von session-url nicht; oft ist das der Ursprung der Seite selbst.',
      fix: "Ergänzen Sie diesen Ursprung in connect-src: 'self', wenn die Route unter dem Ursprung der Seite liegt.",
    },
    'session-route-html': {
      title: 'Die Sitzungsroute antwortet nicht mit einer Sitzung.',
      cause:
        'Sie lieferte eine Webseite oder anderes JSON; oft eine Anmeldeseite oder die Startseite einer Single-Page-App.',
      fix: 'Lassen Sie die Route POST mit { token, session_id, expires_at } beantworten, so wie Ihr Server es vom Broker bekam.',
    },
    'session-route-missing': {
      title: 'Die Sitzungsroute gibt es nicht.',
      cause: 'Die Adresse in session-url wird mit 404 oder 405 beantwortet.',
      fix: 'Prüfen Sie die Adresse und ob die Route POST annimmt.',
    },
    'session-route-unreachable': {
      title: 'Die Sitzungsroute ist nicht erreichbar.',
      cause: 'Keine Antwort: offline, falscher Host oder eine Anfrage an einen anderen Ursprung ohne CORS.',
      fix: 'Bieten Sie die Route unter dem Ursprung der Seite an.',
    },
    'session-route-failing': {
      title: 'Die Sitzungsroute schlägt fehl.',
      cause: 'Sie antwortete mit einem eigenen Fehler.',
      fix: 'Sehen Sie ins Protokoll Ihres Servers: Erreicht er den Broker, mit dem richtigen Broker-Schlüssel?',
    },
    'broker-key-wrong': {
      title: 'Der Broker kennt den Schlüssel Ihres Servers nicht.',
      cause: 'Ihre Sitzungsroute meldete, dass der Broker den Schlüssel Ihres Servers ablehnt.',
      fix: 'Geben Sie Ihrem Server einen der ARC_BROKER_KEYS des Brokers, dessen Adresse er hat; achten Sie auf Leerzeichen und auf Schlüssel einer anderen Umgebung.',
    },
    'broker-unreachable-from-server': {
      title: 'Ihr Server erreicht den Broker nicht.',
      cause: 'Ihre Sitzungsroute meldete, dass unter der Adresse, die Ihr Server hat, kein Broker antwortet.',
      fix: 'Öffnen Sie von Ihrem Server aus diese Adresse mit /readyz; sein Protokoll nennt die Adresse und den Grund.',
    },
    'not-signed-in': {
      title: 'Die Sitzungsroute kennt niemanden.',
      cause: 'Sie antwortete 401 oder 403: Niemand ist angemeldet, oder das Cookie kam nicht mit.',
      fix: 'Zeigen Sie die Elemente nur angemeldeten Personen, und bieten Sie die Route unter dem Ursprung der Seite an.',
    },
    'broker-unreachable': {
      title: 'Der Broker ist nicht erreichbar.',
      cause: 'Keine Antwort: Er läuft nicht, die Adresse ist falsch, oder er erlaubt den Ursprung dieser Seite nicht.',
      fix: 'Öffnen Sie die Adresse des Brokers mit /readyz, und ergänzen Sie diesen Ursprung in ARC_ALLOWED_ORIGINS.',
    },
    'origin-not-allowed': {
      title: 'Der Broker bedient diesen Ursprung nicht.',
      cause: 'Die Sitzung ist an andere Ursprünge gebunden, oder dieser fehlt in ARC_ALLOWED_ORIGINS.',
      fix: 'Ergänzen Sie den genauen Ursprung, mit Schema und Port, beim Broker und dort, wo Ihr Server die Sitzung anfordert.',
    },
    'session-rejected': {
      title: 'Der Broker nimmt die Sitzung nicht an.',
      cause: 'Sie wurde widerrufen, ihr Signaturschlüssel entfernt, oder sie kommt von einem anderen Broker.',
      fix: 'Prüfen Sie, ob Ihr Server denselben Broker fragt und ARC_SESSION_KEYS den Schlüssel noch enthält, der sie signiert hat.',
    },
    'scope-missing': {
      title: 'Die Sitzung darf das nicht.',
      cause: 'Ein Scope, den ein Element braucht, wurde nicht gewährt.',
      fix: 'Fordern Sie den Scope dort an, wo Ihr Server die Sitzung anfordert.',
    },
    'platform-failing': {
      title: 'Die Plattform antwortet dem Broker nicht.',
      cause: 'Die Plattform oder der Weg zu ihr ist gestört, oder sie lehnt die Client-ID ab.',
      fix: 'Öffnen Sie /readyz des Brokers und sehen Sie in sein Protokoll.',
    },
    'rate-limited': {
      title: 'Es waren zu viele Anfragen.',
      cause: 'Diese Sitzung oder das Konto bei der Plattform hat eine Grenze erreicht.',
      fix: 'Verwenden Sie eine arc-session für alle Elemente einer Seite; sie teilt jede Anfrage.',
    },
    'clock-skew': {
      title: 'Die Uhren weichen voneinander ab.',
      cause: 'Die Uhr dieses Geräts und die des Brokers liegen mehr als eine Minute auseinander.',
      fix: 'Stellen Sie beide über das Netz; sonst enden Sitzungen zu früh oder zu spät.',
    },
    'duplicate-script': {
      title: 'Das Paket ist mehrfach geladen.',
      cause: 'Zwei Skripte bringen dieselben Elemente; das erste wird verwendet.',
      fix: 'Laden Sie es einmal: über das Script-Tag oder den npm-Import.',
    },
    'version-mismatch': {
      title: 'Verschiedene Versionen sind geladen.',
      cause: 'Zwei Skripte bringen verschiedene Versionen derselben Elemente; die erste wird verwendet.',
      fix: 'Laden Sie eine Version einmal.',
    },
    'insecure-page': {
      title: 'Die Seite ist nicht sicher.',
      cause: 'Sie kommt über http, wo Browser weglassen, was ein gemeinsamer Ereignisstrom braucht.',
      fix: 'Liefern Sie sie über https aus.',
    },
    'no-stream': {
      title: 'Neues kommt durch Nachfragen, nicht als Strom.',
      cause: 'Der Ereignisstrom des Brokers bleibt nicht offen; oft puffert ein Proxy.',
      fix: 'Schalten Sie das Puffern für /events zwischen Broker und Browser aus.',
    },
    'unknown-zone': {
      title: 'Eine Zeitzone ist nicht bekannt.',
      cause: 'Ein Zähler nennt eine Zone, die dieser Browser nicht auflösen kann; seine Tage erscheinen in UTC.',
      fix: 'Auf der Seite ist nichts zu tun; bitte melden Sie die Zone.',
    },
  },
});
