"""POST /arc/session of your server, with Python's standard library alone; beside it the files of the folder public."""
import http.client
import json
import os
import sys
import urllib.error
import urllib.request
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

BROKER_URL = os.environ["ARC_BROKER_URL"]
BROKER_KEY = os.environ["ARC_BROKER_KEY"]
SITE_ORIGIN = os.environ["SITE_ORIGIN"]
PORT = int(os.environ.get("PORT", "3000"))


def current_user(request):
    """Returns your id of the signed-in person. Put your own sign-in
    here: in this example everybody is EXAMPLE_USER."""
    return os.environ.get("EXAMPLE_USER")


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """Follows no redirect: it would take the key along."""

    def redirect_request(self, *args):
        return None


broker = urllib.request.build_opener(NoRedirect)


def session_answer(user):
    """Gives status, content type and body for the page: a session,
    or a problem document that says why there is none."""
    if user is None or user == "":
        return problem(401, "unauthorized", "Nobody is signed in")
    request = urllib.request.Request(
        BROKER_URL + "/sessions",
        data=json.dumps({"user": str(user)}).encode(),
        headers={"Authorization": "Bearer " + BROKER_KEY, "Content-Type": "application/json"},
    )
    try:
        try:
            answer = broker.open(request, timeout=10)
        except urllib.error.HTTPError as refusal:
            answer = refusal  # its body says why
        with answer:
            status, kind, body = answer.status, answer.headers.get_content_type(), answer.read()
    except (OSError, http.client.HTTPException) as error:
        print("No session: no broker answers:", error, file=sys.stderr)
        return problem(503, "broker-unreachable", "This server cannot reach its broker")
    if status == 401:
        print("No session: the broker does not know ARC_BROKER_KEY", file=sys.stderr)
        return problem(502, "broker-key-wrong", "The broker does not know the key of this server")
    if status == 201 or kind == "application/problem+json":
        return status, kind, body
    print("No session: what answers at ARC_BROKER_URL is no broker:", status, file=sys.stderr)
    return problem(502, "broker-unreachable", "What this server takes for its broker is none")


def problem(status, code, title):
    body = {"type": "https://arc-elements.dev/problems/" + code, "title": title, "status": status}
    return status, "application/problem+json", json.dumps(body).encode()


class Site(SimpleHTTPRequestHandler):
    def do_POST(self):
        if self.path != "/arc/session":
            return self.send_error(404)
        # Browsers send cookies with requests from pages of any site;
        # Origin names the site, and only your own gets a session.
        if self.headers["Origin"] != SITE_ORIGIN:
            return self.send_error(403, "This route is for pages of " + SITE_ORIGIN)
        status, kind, body = session_answer(current_user(self))
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)


site = ThreadingHTTPServer(("127.0.0.1", PORT), partial(Site, directory="public"))
print(f"Listening on http://127.0.0.1:{PORT}", flush=True)
site.serve_forever()
