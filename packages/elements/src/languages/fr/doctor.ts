import type { ArcWords } from '../set-messages.ts';

export const doctor = (): ArcWords['doctor'] => ({
  title: 'Contrôle d’Arc Elements',
  well: 'Tout ce qui peut être vérifié depuis la page fonctionne.',
  copy: 'Copier en texte',
  copied: 'Copié.',
  again: 'Vérifier à nouveau',
  error: 'Ne fonctionne pas',
  warning: 'Fonctionne moins bien',
  cause: 'Cause',
  fix: 'Remède',
  version: 'Version',
  session: 'Session',
  live: 'Nouvelles par',
  skew: 'Écart d’horloge',
  none: 'aucune',
  unknown: 'inconnu',
  allow: (address, directive) => `Ajoutez ${address} à ${directive}.`,
  findings: {
    'no-session': {
      title: 'Il n’y a pas de session.',
      cause: 'Un élément n’est pas dans une arc-session et n’en désigne aucune qui soit sur la page.',
      fix: 'Placez-le dans <arc-session broker="…" session-url="…">, donnez-lui session="id" ou définissez sa propriété session.',
    },
    'session-in-other-root': {
      title: 'Une session se trouve dans un autre shadow root.',
      cause:
        'Un élément désigne une arc-session par son id, mais un id n’est trouvé que dans le shadow root de l’élément et dans le document.',
      fix: 'Placez l’élément dans cette arc-session, ce qui fonctionne à travers les shadow roots, ou définissez sa propriété session.',
    },
    'session-incomplete': {
      title: 'arc-session n’est pas entièrement configurée.',
      cause: 'Un attribut manque ou n’est pas utilisable.',
      fix: 'Donnez-lui l’adresse de votre broker et celle de votre route de session.',
    },
    'blocked-by-csp': {
      title: 'La politique de la page bloque ce dont des éléments ont besoin.',
      cause: 'La politique de sécurité du contenu ne nomme pas son adresse.',
      fix: 'La commande npx @arc-elements/elements embed affiche toute la politique.',
    },
    'part-not-loaded': {
      title: 'Une partie d’un élément n’a pas pu être chargée.',
      cause: 'Un fichier des éléments manque ou a été modifié, ou script-src ne nomme pas son emplacement.',
      fix: 'Copiez tout le dossier des fichiers, affichez de nouveau les empreintes avec npx @arc-elements/elements embed --integrity et nommez l’emplacement des fichiers dans script-src.',
    },
    'session-route-blocked': {
      title: 'La politique de la page bloque la route de session.',
      cause: 'connect-src ne nomme pas l’origine de session-url, qui est souvent celle de la page.',
      fix: "Ajoutez cette origine à connect-src : 'self' si la route est sur l’origine de la page.",
    },
    'session-route-html': {
      title: 'La route de session ne répond pas avec une session.',
      cause:
        'Elle a renvoyé une page web ou un autre JSON ; souvent une page de connexion ou l’accueil d’une application monopage.',
      fix: 'Faites répondre la route à POST par { token, session_id, expires_at }, tel que votre serveur l’a reçu du broker.',
    },
    'session-route-missing': {
      title: 'La route de session n’existe pas.',
      cause: 'L’adresse de session-url répond 404 ou 405.',
      fix: 'Vérifiez l’adresse, et que la route accepte POST.',
    },
    'session-route-unreachable': {
      title: 'La route de session est injoignable.',
      cause: 'Pas de réponse : hors ligne, mauvais hôte ou requête vers une autre origine sans CORS.',
      fix: 'Servez la route depuis l’origine de la page.',
    },
    'session-route-failing': {
      title: 'La route de session échoue.',
      cause: 'Elle a répondu par une erreur à elle.',
      fix: 'Regardez le journal de votre serveur : atteint-il le broker, avec la bonne clé ?',
    },
    'broker-key-wrong': {
      title: 'Le broker ne connaît pas la clé de votre serveur.',
      cause: 'Votre route de session a répondu que le broker a refusé la clé envoyée par votre serveur.',
      fix: 'Donnez à votre serveur une des ARC_BROKER_KEYS du broker dont il a l’adresse ; cherchez des espaces et la clé d’un autre environnement.',
    },
    'broker-unreachable-from-server': {
      title: 'Votre serveur n’atteint pas le broker.',
      cause: 'Votre route de session a répondu qu’il n’y a pas de broker à l’adresse que connaît votre serveur.',
      fix: 'Ouvrez cette adresse avec /readyz depuis votre serveur ; son journal dit quelle est l’adresse et pourquoi rien ne répond.',
    },
    'not-signed-in': {
      title: 'La route de session ne connaît personne.',
      cause: 'Elle a répondu 401 ou 403 : personne n’est connecté, ou son cookie n’est pas venu.',
      fix: 'N’affichez les éléments qu’aux personnes connectées, et servez la route depuis l’origine de la page.',
    },
    'broker-unreachable': {
      title: 'Le broker est injoignable.',
      cause: 'Pas de réponse : il ne tourne pas, l’adresse est fausse, ou il n’autorise pas l’origine de cette page.',
      fix: 'Ouvrez l’adresse du broker avec /readyz, et ajoutez cette origine à ARC_ALLOWED_ORIGINS.',
    },
    'origin-not-allowed': {
      title: 'Le broker ne sert pas cette origine.',
      cause: 'La session est liée à d’autres origines, ou celle-ci manque dans ARC_ALLOWED_ORIGINS.',
      fix: 'Ajoutez l’origine exacte, schéma et port compris, sur le broker et là où votre serveur demande la session.',
    },
    'session-rejected': {
      title: 'Le broker n’accepte pas la session.',
      cause: 'Elle a été révoquée, sa clé de signature retirée, ou elle vient d’un autre broker.',
      fix: 'Vérifiez que votre serveur interroge le même broker, et que ARC_SESSION_KEYS contient encore la clé qui l’a signée.',
    },
    'scope-missing': {
      title: 'La session n’a pas ce droit.',
      cause: 'Un droit (scope) dont un élément a besoin n’a pas été accordé.',
      fix: 'Demandez ce droit là où votre serveur demande la session.',
    },
    'platform-failing': {
      title: 'La plateforme ne répond pas au broker.',
      cause: 'La plateforme ou le chemin vers elle est en panne, ou elle refuse l’identifiant client.',
      fix: 'Ouvrez /readyz du broker et regardez son journal.',
    },
    'rate-limited': {
      title: 'Il y a eu trop de requêtes.',
      cause: 'Cette session ou le compte de la plateforme a atteint une limite.',
      fix: 'Utilisez une seule arc-session pour tous les éléments d’une page ; elle partage chaque requête.',
    },
    'clock-skew': {
      title: 'Les horloges diffèrent.',
      cause: 'L’horloge de cet appareil et celle du broker ont plus d’une minute d’écart.',
      fix: 'Réglez les deux par le réseau ; sinon les sessions finissent trop tôt ou trop tard.',
    },
    'duplicate-script': {
      title: 'Le paquet est chargé plusieurs fois.',
      cause: 'Deux scripts apportent les mêmes éléments ; le premier est utilisé.',
      fix: 'Chargez-le une fois : la balise script ou l’import npm.',
    },
    'version-mismatch': {
      title: 'Des versions différentes sont chargées.',
      cause: 'Deux scripts apportent des versions différentes des mêmes éléments ; la première est utilisée.',
      fix: 'Chargez une seule version, une fois.',
    },
    'insecure-page': {
      title: 'La page n’est pas sécurisée.',
      cause: 'Elle est servie en http, où les navigateurs retirent ce qu’il faut pour partager un flux d’événements.',
      fix: 'Servez-la en https.',
    },
    'no-stream': {
      title: 'Les nouvelles viennent en demandant, pas par un flux.',
      cause: 'Le flux d’événements du broker ne reste pas ouvert ; souvent un proxy qui met en tampon.',
      fix: 'Désactivez la mise en tampon de /events entre le broker et le navigateur.',
    },
    'unknown-zone': {
      title: 'Un fuseau horaire n’est pas connu.',
      cause: 'Un compteur nomme un fuseau que ce navigateur ne connaît pas ; ses jours sont affichés en UTC.',
      fix: 'Rien à faire sur la page ; veuillez signaler le fuseau.',
    },
  },
});
