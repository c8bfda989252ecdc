"""Reads a person's meters from a sandbox of its own: python3 -m unittest test_meters"""

import json
import os
import re
import shlex
import subprocess
import unittest
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import ProxyHandler, Request, build_opener

COMMAND = shlex.split(os.environ.get("ARC_SANDBOX", "npx arc-sandbox"))
open_url = build_opener(ProxyHandler({})).open


def ask(url, body=None, headers={}):
    """Gives the JSON of an answer; a body is sent as JSON."""
    data = None if body is None else json.dumps(body).encode()
    request = Request(url, data, {"Content-Type": "application/json", **headers})
    with open_url(request, timeout=10) as answer:
        return json.loads(answer.read() or "null")


def log_in(platform):
    """Gives the headers of a signed-in server."""
    login = {"grant_type": "client_credentials", "client_id": "001", "client_secret": "001"}
    with open_url(f"{platform}/oauth2/token", urlencode(login).encode(), timeout=10) as answer:
        token = json.loads(answer.read())["access_token"]
    return {"Authorization": f"Bearer {token}", "Arc-Version": "2024-02-21"}


def credentials_of(user, platform, headers):
    """The code under test: a person's logins at utilities."""
    # Without a search the platform answers with everybody's rows.
    query = urlencode({"search": f'correlationId=="{user}"'})
    rows = ask(f"{platform}/plug/credentials?{query}", headers=headers)["credentials"]
    # An answer may still hold a row of somebody else: the owner is checked again.
    return [row for row in rows if row["correlationId"] == user]


def meters_of(user, platform):
    """The code under test: a person's meters."""
    headers = log_in(platform)
    credentials = credentials_of(user, platform, headers)
    if not credentials:
        return []
    ids = ",".join(f'"{each["id"]}"' for each in credentials)
    query = urlencode({"search": f"credentialIds=in=({ids})", "size": 100})
    return ask(f"{platform}/plug/meters?{query}", headers=headers)["meters"]


def start(*flags):
    """Starts a sandbox on a free port. Gives its process and its address."""
    process = subprocess.Popen(COMMAND + ["--port", "0", *flags], stdout=subprocess.PIPE, text=True)
    return process, re.search(r"http://\S+", process.stdout.readline()).group()


def stop(process):
    process.terminate()
    process.wait(timeout=10)
    process.stdout.close()


class MetersTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.process, cls.sandbox = start("--seed", "7")

    @classmethod
    def tearDownClass(cls):
        stop(cls.process)

    def setUp(self):
        ask(f"{self.sandbox}/_sandbox/reset", {})

    def test_a_person_has_the_meters_of_their_logins_only(self):
        ada = ask(f"{self.sandbox}/_sandbox/users", {"user": "ada", "scenario": "many-meters"})
        ask(f"{self.sandbox}/_sandbox/users", {"user": "ben", "scenario": "single-electric"})
        found = [meter["id"] for meter in meters_of("ada", self.sandbox)]
        self.assertCountEqual(found, ada["meterIds"])

    def test_nobody_has_no_meters(self):
        self.assertEqual(meters_of("nobody", self.sandbox), [])

    def test_a_platform_that_is_down_is_told(self):
        ask(f"{self.sandbox}/_sandbox/faults", {"path": "/plug/*", "status": 503})
        with self.assertRaises(HTTPError) as failure:
            meters_of("ada", self.sandbox)
        self.assertEqual(failure.exception.code, 503)
        failure.exception.close()

    def test_a_row_of_somebody_else_never_reaches_a_person(self):
        ask(f"{self.sandbox}/_sandbox/users", {"user": "ada"})
        ask(f"{self.sandbox}/_sandbox/faults", {"scenario": "foreign-row"})
        found = credentials_of("ada", self.sandbox, log_in(self.sandbox))
        self.assertEqual([each["correlationId"] for each in found], ["ada"])


class RecordedTest(unittest.TestCase):
    def test_the_meter_that_was_recorded_is_found(self):
        process, sandbox = start("--recorded", "recorded")
        self.addCleanup(stop, process)
        found = meters_of("user-1", sandbox)
        self.assertEqual([each["meterNumber"] for each in found], ["0000000002"])


if __name__ == "__main__":
    unittest.main()
