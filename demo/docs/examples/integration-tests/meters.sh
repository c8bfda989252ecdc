#!/bin/sh
# Reads the meters of a person from a running sandbox: SANDBOX=http://127.0.0.1:4010 sh meters.sh
set -eu
SANDBOX=${SANDBOX:-http://127.0.0.1:4010}

# The first field of this name in JSON on standard input. Use jq where you have it.
field() { grep -o "\"$1\" *: *\"[^\"]*\"" | head -n 1 | cut -d '"' -f 4; }
fail() { echo "FAILED: $1" >&2; exit 1; }
ask() { curl --silent --show-error --fail --noproxy '*' "$@"; }

# Two people who have connected a utility login.
for user in ada ben; do
  ask -X POST "$SANDBOX/_sandbox/users" -H 'Content-Type: application/json' \
    -d "{\"user\": \"$user\", \"scenario\": \"single-electric\"}" > /dev/null
done

# A token of the platform, as your server would get it.
new_token() {
  ask -X POST "$SANDBOX/oauth2/token" \
    -d grant_type=client_credentials -d client_id=001 -d client_secret=001 | field access_token
}
TOKEN=$(new_token)
plug() {
  ask --get "$SANDBOX$1" --data-urlencode "search=$2" \
    -H "Authorization: Bearer $TOKEN" -H 'Arc-Version: 2024-02-21'
}

# Meters are asked for by the person's logins. Without a search the platform answers with everybody's.
credential_of() { plug /plug/credentials "correlationId==\"$1\"" | field id; }
meter_of() { plug /plug/meters "credentialIds==\"$(credential_of "$1")\"" | field id; }
METER=$(meter_of ada)
[ -n "$METER" ] || fail 'ada has no meter'
[ "$METER" != "$(meter_of ben)" ] || fail 'ada sees the meter of ben'

fault() {
  ask -X POST "$SANDBOX/_sandbox/faults" -H 'Content-Type: application/json' -d "$1" > /dev/null
}
is_answered() { plug /plug/meters 'credentialIds=="any"' > /dev/null 2>&1; }

# What your code does when the platform is down.
fault '{"path": "/plug/meters", "status": 503, "times": 1}'
is_answered && fail 'the fault did not happen'

# What your code does when the platform refuses a fresh token: it asks for another one, once.
fault '{"scenario": "fresh-token-refused"}'
is_answered && fail 'the token was not refused'
TOKEN=$(new_token)
[ "$(meter_of ada)" = "$METER" ] || fail 'the next token was refused too'
ask -X DELETE "$SANDBOX/_sandbox/faults"

echo "ok: ada has meter $METER"
