<?php
// POST /arc/session of your server. To try it, beside the files of the folder public:
// php -S 127.0.0.1:3000 -t public session-route.php
declare(strict_types=1);

/**
 * Returns your id of the signed-in person. Put your own sign-in
 * here: in this example everybody is EXAMPLE_USER.
 */
function currentUser(): ?string
{
    $user = getenv('EXAMPLE_USER'); // such as $_SESSION['user_id'] ?? null
    return $user === false ? null : $user;
}

/**
 * Gives status, content type and body for the page: a session,
 * or a problem document that says why there is none.
 */
function sessionAnswer(?string $user): array
{
    if ($user === null || $user === '') {
        return problem(401, 'unauthorized', 'Nobody is signed in');
    }
    $request = stream_context_create(['http' => [
        'method' => 'POST',
        'header' => ['Authorization: Bearer ' . getenv('ARC_BROKER_KEY'), 'Content-Type: application/json'],
        'content' => json_encode(['user' => $user]),
        'timeout' => 10,
        'ignore_errors' => true, // the body of a refusal says why
        'follow_location' => 0, // a redirect would take the key along
    ]]);
    $answer = @fopen(getenv('ARC_BROKER_URL') . '/sessions', 'rb', false, $request);
    if ($answer === false) {
        error_log('No session: no broker answers at ARC_BROKER_URL');
        return problem(503, 'broker-unreachable', 'This server cannot reach its broker');
    }
    $body = stream_get_contents($answer);
    $headers = stream_get_meta_data($answer)['wrapper_data'];
    $status = (int) explode(' ', $headers[0])[1];
    $isProblem = preg_grep('~^content-type: *application/problem\+json~i', $headers) !== [];
    if ($status === 401) {
        error_log('No session: the broker does not know ARC_BROKER_KEY');
        return problem(502, 'broker-key-wrong', 'The broker does not know the key of this server');
    }
    if ($status === 201 || $isProblem) {
        return [$status, $isProblem ? 'application/problem+json' : 'application/json', $body];
    }
    error_log("No session: what answers at ARC_BROKER_URL is no broker: $status");
    return problem(502, 'broker-unreachable', 'What this server takes for its broker is none');
}

function problem(int $status, string $code, string $title): array
{
    $body = ['type' => "https://arc-elements.dev/problems/$code", 'title' => $title, 'status' => $status];
    return [$status, 'application/problem+json', json_encode($body)];
}

if ($_SERVER['REQUEST_URI'] !== '/arc/session') {
    return false; // the built-in server sends the file of that name
}
if ($_SERVER['REQUEST_METHOD'] !== 'POST') {
    http_response_code(405);
    return;
}
// Browsers send cookies with requests from pages of any site;
// Origin names the site, and only your own gets a session.
if (($_SERVER['HTTP_ORIGIN'] ?? null) !== getenv('SITE_ORIGIN')) {
    http_response_code(403);
    echo 'This route is for pages of ', getenv('SITE_ORIGIN'), '.';
    return;
}
[$status, $type, $body] = sessionAnswer(currentUser());
http_response_code($status);
header("Content-Type: $type");
header('Cache-Control: no-store');
echo $body;
