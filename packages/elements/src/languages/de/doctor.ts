import type { ArcWords } from '../set-messages.ts';

export const doctor = (): ArcWords['doctor'] => ({
  title: 'Prüfung von Arc Elements',
  well: 'Alles, was sich von der Seite aus prüfen lässt, funktioniert.',
  copy: 'Als Text kopieren',
  copied: 'Kopiert.',
  again: 'Erneut prüfen',
  error: 'Fehler',
  warning: 'Warnung',
  cause: 'Ursache',
  fix: 'Lösung',
  version: 'Version',
  session: 'Sitzung',
  live: 'Aktualisierung',
  skew: 'Uhrenabweichung',
  none: 'keine',
  unknown: 'unbekannt',
  allow: (address, directive) => `Nehmen Sie ${address} in ${directive} auf.`,
  findings: {
    'no-session': {
      title: 'Es gibt keine Sitzung.',
      cause: 'Ein Element steht nicht in einer arc-session und verweist auch auf keine auf der Seite.',
      fix:
        'Setzen Sie das Element in <arc-session broker="…" session-url="…">, geben Sie ihm session="id" oder ' +
        'setzen Sie seine Eigenschaft session.',
    },
    'session-in-other-root': {
      title: 'Ein Element verweist auf eine Sitzung in einem anderen Shadow Root.',
      cause:
        'Das Element verweist mit einer id auf eine arc-session. Eine id wird aber nur im Shadow Root des ' +
        'Elements und im Dokument gefunden.',
      fix:
        'Setzen Sie das Element in diese arc-session, was auch über Shadow Roots hinweg funktioniert, oder ' +
        'setzen Sie seine Eigenschaft session.',
    },
    'session-incomplete': {
      title: 'arc-session ist nicht vollständig eingerichtet.',
      cause: 'Ein Attribut fehlt oder ist ungültig.',
      fix: 'Geben Sie in broker die Adresse Ihres Brokers an und in session-url die Ihrer Sitzungsroute.',
    },
    'blocked-by-csp': {
      title: 'Die Richtlinie der Seite blockiert etwas, das die Elemente brauchen.',
      cause: 'Die Content Security Policy erlaubt dessen Adresse nicht.',
      fix: 'Der Befehl npx @arc-elements/elements embed gibt die vollständige Richtlinie aus.',
    },
    'part-not-loaded': {
      title: 'Ein Teil eines Elements konnte nicht geladen werden.',
      cause: 'Eine Datei der Elemente fehlt oder wurde verändert, oder script-src erlaubt ihre Adresse nicht.',
      fix:
        'Kopieren Sie den gesamten Ordner mit den Dateien, geben Sie die Hashes mit npx @arc-elements/elements ' +
        'embed --integrity neu aus und erlauben Sie die Adresse der Dateien in script-src.',
    },
    'session-route-blocked': {
      title: 'Die Richtlinie der Seite blockiert die Sitzungsroute.',
      cause: 'connect-src erlaubt den Ursprung von session-url nicht; oft ist es der Ursprung der Seite selbst.',
      fix: "Nehmen Sie diesen Ursprung in connect-src auf: 'self', wenn die Route unter dem Ursprung der Seite liegt.",
    },
    'session-route-html': {
      title: 'Die Sitzungsroute liefert keine Sitzung.',
      cause:
        'Sie hat eine Webseite oder anderes JSON geliefert, oft eine Anmeldeseite oder die Startseite einer ' +
        'Single-Page-App.',
      fix: 'Beantworten Sie POST mit { token, session_id, expires_at }, so wie Ihr Server es vom Broker erhält.',
    },
    'session-route-missing': {
      title: 'Die Sitzungsroute existiert nicht.',
      cause: 'Die Adresse in session-url liefert 404 oder 405.',
      fix: 'Prüfen Sie die Adresse und ob die Route POST annimmt.',
    },
    'session-route-unreachable': {
      title: 'Die Sitzungsroute ist nicht erreichbar.',
      cause:
        'Es kommt keine Antwort: Der Browser ist offline, der Host ist falsch, oder die Route liegt ohne CORS ' +
        'auf einem anderen Ursprung.',
      fix: 'Stellen Sie die Route unter dem Ursprung der Seite bereit.',
    },
    'session-route-failing': {
      title: 'Die Sitzungsroute schlägt fehl.',
      cause: 'Sie hat mit einem Fehler geantwortet.',
      fix:
        'Sehen Sie im Protokoll Ihres Servers nach: Erreicht er den Broker, und sendet er den richtigen ' +
        'Broker-Schlüssel?',
    },
    'broker-key-wrong': {
      title: 'Der Broker lehnt den Schlüssel Ihres Servers ab.',
      cause: 'Ihre Sitzungsroute hat gemeldet, dass der Broker den Schlüssel Ihres Servers abgelehnt hat.',
      fix:
        'Geben Sie Ihrem Server einen der ARC_BROKER_KEYS des Brokers, den er aufruft. Achten Sie auf ' +
        'Leerzeichen und auf Schlüssel einer anderen Umgebung.',
    },
    'broker-unreachable-from-server': {
      title: 'Ihr Server erreicht den Broker nicht.',
      cause:
        'Ihre Sitzungsroute hat gemeldet, dass unter der Adresse, die Ihr Server verwendet, kein Broker antwortet.',
      fix:
        'Rufen Sie diese Adresse mit /readyz von Ihrem Server aus auf. Sein Protokoll nennt die Adresse und ' +
        'den Grund.',
    },
    'not-signed-in': {
      title: 'Die Sitzungsroute erkennt die Person nicht.',
      cause:
        'Sie hat mit 401 oder 403 geantwortet: Niemand ist angemeldet, oder der Browser hat das Cookie nicht gesendet.',
      fix:
        'Zeigen Sie die Elemente nur angemeldeten Personen und stellen Sie die Route unter dem Ursprung der ' +
        'Seite bereit.',
    },
    'broker-unreachable': {
      title: 'Der Broker ist nicht erreichbar.',
      cause:
        'Es kommt keine Antwort: Der Broker läuft nicht, seine Adresse ist falsch, oder er lässt den Ursprung ' +
        'dieser Seite nicht zu.',
      fix:
        'Rufen Sie die Adresse des Brokers mit /readyz auf und nehmen Sie diesen Ursprung in ' +
        'ARC_ALLOWED_ORIGINS auf.',
    },
    'origin-not-allowed': {
      title: 'Der Broker lässt diesen Ursprung nicht zu.',
      cause: 'Die Sitzung ist an andere Ursprünge gebunden, oder dieser fehlt in ARC_ALLOWED_ORIGINS.',
      fix:
        'Tragen Sie den genauen Ursprung mit Schema und Port beim Broker ein und dort, wo Ihr Server die Sitzung ' +
        'anfordert.',
    },
    'session-rejected': {
      title: 'Der Broker nimmt die Sitzung nicht an.',
      cause: 'Sie wurde widerrufen, ihr Signaturschlüssel wurde entfernt, oder sie stammt von einem anderen Broker.',
      fix:
        'Prüfen Sie, ob Ihr Server denselben Broker verwendet und ob ARC_SESSION_KEYS noch den Schlüssel ' +
        'enthält, mit dem die Sitzung signiert ist.',
    },
    'scope-missing': {
      title: 'Der Sitzung fehlt eine Berechtigung.',
      cause: 'Ein Element braucht eine Berechtigung (Scope), die nicht erteilt wurde.',
      fix: 'Fordern Sie die Berechtigung dort an, wo Ihr Server die Sitzung anfordert.',
    },
    'platform-failing': {
      title: 'Die Plattform antwortet dem Broker nicht.',
      cause: 'Die Plattform oder die Verbindung zu ihr ist gestört, oder die Plattform lehnt die Client-ID ab.',
      fix: 'Rufen Sie /readyz des Brokers auf und sehen Sie in seinem Protokoll nach.',
    },
    'rate-limited': {
      title: 'Es gab zu viele Anfragen.',
      cause: 'Diese Sitzung oder das Konto bei der Plattform hat ein Limit erreicht.',
      fix: 'Verwenden Sie für alle Elemente einer Seite eine einzige arc-session; sie teilen sich dann die Anfragen.',
    },
    'clock-skew': {
      title: 'Die Uhren gehen unterschiedlich.',
      cause: 'Die Uhren dieses Geräts und des Brokers weichen um mehr als eine Minute voneinander ab.',
      fix: 'Synchronisieren Sie beide mit einem Zeitserver. Sonst enden Sitzungen zu früh oder zu spät.',
    },
    'duplicate-script': {
      title: 'Das Paket ist mehrfach geladen.',
      cause: 'Zwei Skripte definieren dieselben Elemente; das erste wird verwendet.',
      fix: 'Laden Sie es nur einmal: über das Script-Tag oder über den npm-Import.',
    },
    'version-mismatch': {
      title: 'Es ist mehr als eine Version geladen.',
      cause: 'Zwei Skripte definieren verschiedene Versionen derselben Elemente; die erste wird verwendet.',
      fix: 'Laden Sie nur eine Version.',
    },
    'insecure-page': {
      title: 'Die Seite ist nicht sicher.',
      cause:
        'Sie wird über http ausgeliefert. Dort lassen Browser nicht zu, dass sich Elemente einen Ereignisstrom teilen.',
      fix: 'Liefern Sie die Seite über https aus.',
    },
    'no-stream': {
      title: 'Neue Daten werden abgefragt und kommen nicht über den Ereignisstrom.',
      cause: 'Der Ereignisstrom des Brokers bleibt nicht offen, oft weil ein Proxy ihn puffert.',
      fix: 'Schalten Sie die Pufferung von /events zwischen Broker und Browser aus.',
    },
    'unknown-zone': {
      title: 'Eine Zeitzone ist unbekannt.',
      cause:
        'Ein Zähler hat eine Zeitzone, die dieser Browser nicht kennt. Seine Tage werden deshalb in UTC angezeigt.',
      fix: 'Auf der Seite lässt sich das nicht beheben; bitte melden Sie die Zeitzone.',
    },
  },
});
