import type { ArcWords } from '../set-messages.ts';

export const doctor = (): ArcWords['doctor'] => ({
  title: 'Diagnostic d’Arc Elements',
  well: 'Tout ce qui peut être vérifié depuis la page fonctionne.',
  copy: 'Copier le texte',
  copied: 'Copié.',
  again: 'Vérifier à nouveau',
  error: 'Erreur',
  warning: 'Avertissement',
  cause: 'Cause',
  fix: 'Solution',
  version: 'Version',
  session: 'Session',
  live: 'Mises à jour',
  skew: 'Écart d’horloge',
  none: 'aucune',
  unknown: 'inconnu',
  allow: (address, directive) => `Ajoutez ${address} à ${directive}.`,
  findings: {
    'no-session': {
      title: 'Il n’y a pas de session.',
      cause: 'Un élément n’est pas dans une arc-session et n’en désigne aucune sur la page.',
      fix:
        'Placez-le dans <arc-session broker="…" session-url="…">, ajoutez-lui session="id" ou définissez sa ' +
        'propriété session.',
    },
    'session-in-other-root': {
      title: 'Un élément désigne une session d’un autre shadow root.',
      cause:
        'L’élément désigne une arc-session par son id, mais un id n’est trouvé que dans le shadow root de ' +
        'l’élément et dans le document.',
      fix:
        'Placez l’élément dans cette arc-session, ce qui fonctionne même à travers des shadow roots, ou ' +
        'définissez sa propriété session.',
    },
    'session-incomplete': {
      title: 'La configuration d’arc-session est incomplète.',
      cause: 'Un attribut manque ou n’est pas valide.',
      fix: 'Indiquez dans broker l’adresse de votre broker et dans session-url celle de votre route de session.',
    },
    'blocked-by-csp': {
      title: 'La politique de la page bloque quelque chose dont les éléments ont besoin.',
      cause: 'La politique de sécurité du contenu n’autorise pas son adresse.',
      fix: 'La commande npx @arc-elements/elements embed affiche la politique complète.',
    },
    'part-not-loaded': {
      title: 'Une partie d’un élément n’a pas pu être chargée.',
      cause: 'Un fichier des éléments manque ou a été modifié, ou script-src n’autorise pas son adresse.',
      fix:
        'Copiez tout le dossier de fichiers, affichez de nouveau les empreintes avec npx @arc-elements/elements ' +
        'embed --integrity et autorisez l’adresse des fichiers dans script-src.',
    },
    'session-route-blocked': {
      title: 'La politique de la page bloque la route de session.',
      cause: 'connect-src n’autorise pas l’origine de session-url, qui est souvent celle de la page.',
      fix: "Ajoutez cette origine à connect-src : 'self' si la route est sur l’origine de la page.",
    },
    'session-route-html': {
      title: 'La route de session ne renvoie pas de session.',
      cause:
        'Elle a renvoyé une page web ou un autre JSON, souvent une page de connexion ou l’accueil d’une ' +
        'application monopage.',
      fix:
        'Faites répondre la route à POST avec { token, session_id, expires_at }, tel que votre serveur le reçoit ' +
        'du broker.',
    },
    'session-route-missing': {
      title: 'La route de session n’existe pas.',
      cause: 'L’adresse de session-url renvoie 404 ou 405.',
      fix: 'Vérifiez l’adresse et que la route accepte POST.',
    },
    'session-route-unreachable': {
      title: 'La route de session est injoignable.',
      cause:
        'Il n’y a pas de réponse : le navigateur est hors ligne, l’hôte est incorrect ou la route est sur une ' +
        'autre origine sans CORS.',
      fix: 'Servez la route depuis l’origine de la page.',
    },
    'session-route-failing': {
      title: 'La route de session échoue.',
      cause: 'Elle a renvoyé une erreur.',
      fix: 'Consultez le journal de votre serveur : peut-il joindre le broker et envoie-t-il la bonne clé ?',
    },
    'broker-key-wrong': {
      title: 'Le broker n’accepte pas la clé de votre serveur.',
      cause: 'Votre route de session a signalé que le broker a refusé la clé de votre serveur.',
      fix:
        'Donnez à votre serveur l’une des ARC_BROKER_KEYS du broker qu’il appelle. Vérifiez qu’il n’y a ni ' +
        'espace ni clé d’un autre environnement.',
    },
    'broker-unreachable-from-server': {
      title: 'Votre serveur ne peut pas joindre le broker.',
      cause: 'Votre route de session a signalé qu’aucun broker ne répond à l’adresse utilisée par votre serveur.',
      fix:
        'Ouvrez cette adresse avec /readyz depuis votre serveur. Le journal de votre serveur indique l’adresse ' +
        'et la raison.',
    },
    'not-signed-in': {
      title: 'La route de session ne reconnaît pas la personne.',
      cause: 'Elle a renvoyé 401 ou 403 : personne n’est connecté ou le navigateur n’a pas envoyé le cookie.',
      fix: 'Affichez les éléments aux seules personnes connectées et servez la route depuis l’origine de la page.',
    },
    'broker-unreachable': {
      title: 'Le broker est injoignable.',
      cause:
        'Il n’y a pas de réponse : le broker ne fonctionne pas, son adresse est incorrecte ou il n’autorise pas ' +
        'l’origine de cette page.',
      fix: 'Ouvrez l’adresse du broker avec /readyz et ajoutez cette origine à ARC_ALLOWED_ORIGINS.',
    },
    'origin-not-allowed': {
      title: 'Le broker n’autorise pas cette origine.',
      cause: 'La session est liée à d’autres origines, ou celle-ci ne figure pas dans ARC_ALLOWED_ORIGINS.',
      fix:
        'Ajoutez l’origine exacte, avec le schéma et le port, sur le broker et là où votre serveur demande ' +
        'la session.',
    },
    'session-rejected': {
      title: 'Le broker n’accepte pas la session.',
      cause: 'Elle a été révoquée, sa clé de signature a été retirée ou elle provient d’un autre broker.',
      fix:
        'Vérifiez que votre serveur utilise le même broker et que ARC_SESSION_KEYS contient encore la clé qui a ' +
        'signé la session.',
    },
    'scope-missing': {
      title: 'Il manque une autorisation à la session.',
      cause: 'Un élément a besoin d’une autorisation (scope) qui n’a pas été accordée.',
      fix: 'Demandez l’autorisation là où votre serveur demande la session.',
    },
    'platform-failing': {
      title: 'La plateforme ne répond pas au broker.',
      cause: 'La plateforme ou le réseau intermédiaire est en panne, ou la plateforme refuse l’identifiant client.',
      fix: 'Ouvrez /readyz sur le broker et consultez son journal.',
    },
    'rate-limited': {
      title: 'Il y a eu trop de requêtes.',
      cause: 'Cette session ou le compte de la plateforme a atteint une limite.',
      fix: 'Utilisez une seule arc-session pour tous les éléments d’une page ; ils partagent alors leurs requêtes.',
    },
    'clock-skew': {
      title: 'Les horloges ne concordent pas.',
      cause: 'Les horloges de cet appareil et du broker ont plus d’une minute d’écart.',
      fix: 'Synchronisez les deux avec un serveur de temps. Sinon, les sessions se terminent trop tôt ou trop tard.',
    },
    'duplicate-script': {
      title: 'Le paquet est chargé plusieurs fois.',
      cause: 'Deux scripts définissent les mêmes éléments ; le premier est utilisé.',
      fix: 'Chargez-le une seule fois, par la balise script ou par l’import npm.',
    },
    'version-mismatch': {
      title: 'Plusieurs versions sont chargées.',
      cause: 'Deux scripts définissent des versions différentes des mêmes éléments ; la première est utilisée.',
      fix: 'Ne chargez qu’une seule version.',
    },
    'insecure-page': {
      title: 'La page n’est pas sécurisée.',
      cause:
        'Elle est servie en http, où les navigateurs ne permettent pas aux éléments de partager un flux d’événements.',
      fix: 'Servez-la en https.',
    },
    'no-stream': {
      title: 'Les mises à jour arrivent par interrogation et non par un flux d’événements.',
      cause: 'Le flux d’événements du broker ne reste pas ouvert, souvent parce qu’un proxy le met en mémoire tampon.',
      fix: 'Désactivez la mise en mémoire tampon de /events entre le broker et le navigateur.',
    },
    'unknown-zone': {
      title: 'Un fuseau horaire est inconnu.',
      cause: 'Un compteur a un fuseau horaire que ce navigateur ne connaît pas ; ses jours sont donc affichés en UTC.',
      fix: 'Cela ne peut pas être corrigé sur la page ; veuillez signaler le fuseau horaire.',
    },
  },
});
