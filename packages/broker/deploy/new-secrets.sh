#!/bin/sh
# Makes the secrets that are yours to make, each in a file of a folder that only you can enter: sh new-secrets.sh FOLDER
# What is there already stays. The files themselves may be read by every user, because containers have users of their
# own; the folder keeps everybody else on this machine out.
set -eu
folder=${1:?the folder for the secrets}
mkdir -p "$folder"
chmod 700 "$folder"
cd "$folder"

keep() { # name: takes the value from the standard input, unless there is one
  if [ -e "$1" ]; then cat > /dev/null; else cat > "$1"; fi
  chmod 644 "$1"
}

openssl rand -hex 24 | keep broker-keys
printf 'k1:%s\n' "$(openssl rand -base64 32 | tr '+/' '-_' | tr -d '=')" | keep session-keys
openssl rand -hex 16 | keep plug-webhook-secret
password=$(openssl rand -hex 24)
printf 'requirepass %s\n' "$password" | keep valkey.conf
printf 'redis://:%s@valkey:6379\n' "$(sed -n 's/^requirepass //p' valkey.conf)" | keep redis-url
# From the platform: put them in. An empty file counts as none.
for name in client-id client-secret webhook-keys; do : | keep $name; done
