#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs a command against a fresh private base: with-base.sh [--tap FILE.sql | COMMAND...]
#
# The cluster lives in a temporary directory, listens on a unix socket only and is gone when
# the command ends. PGHOST, PGUSER (a superuser), PGDATABASE, COPIL_TEST_BASE and PGBIN are set.
# COPIL_TEST_FSYNC=on keeps fsync, for measuring.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
source_dir=${COPIL_SOURCE_DIR:-$(cd "$here/../.." && pwd)}

PGBIN=${PGBIN:-$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -1)}
# A server may take more than a minute to start on a busy machine.
export PGBIN LC_ALL=C.UTF-8 PGUSER=copil_test_super PGDATABASE=copil PGCTLTIMEOUT=600
base=$(mktemp -d /tmp/copil-sql.XXXXXX)
export COPIL_TEST_BASE=$base PGHOST=$base/run

# PostgreSQL refuses to run as root.
as=()
me=$(id -un)
owner=$me
if [ "$(id -u)" = 0 ]; then
    owner=postgres
    as=(setpriv --reuid=postgres "--regid=$(id -g postgres)" --clear-groups --no-new-privs
        --pdeathsig INT --)
fi
server() { (cd / && "${as[@]}" "$@"); }

finish() {
    local status=$?
    [ -d "$base/data" ] && server "$PGBIN/pg_ctl" -D "$base/data" -m immediate stop >/dev/null 2>&1 || true
    rm -rf "$base"
    exit "$status"
}
trap finish EXIT
trap 'exit 143' INT TERM

chmod 0711 "$base"
install -d -m 0711 "$base/run"
install -d -m 0700 "$base/data"
[ "$owner" = "$me" ] || chown "$owner" "$base" "$base/run" "$base/data"
server "$PGBIN/initdb" -D "$base/data" -U "$PGUSER" --auth-local=trust --auth-host=reject -E UTF8 \
    --locale=C.UTF-8 --no-instructions --no-sync >"$base/initdb.log" 2>&1 ||
    { cat "$base/initdb.log" >&2; exit 1; }
server tee -a "$base/data/postgresql.auto.conf" >/dev/null <<CONF
listen_addresses = ''
unix_socket_directories = '$base/run'
unix_socket_permissions = 0777
fsync = ${COPIL_TEST_FSYNC:-off}
max_wal_size = 4GB
wal_level = replica
timezone = 'Europe/Paris'
log_min_messages = fatal
${COPIL_TEST_CONF:-}
CONF
server "$PGBIN/pg_ctl" -D "$base/data" -w -l "$base/data/log" start >/dev/null ||
    { cat "$base/data/log" >&2; exit 1; }

quietly() { psql -X -q -v ON_ERROR_STOP=1 "$@" 2> >(grep -v NOTICE >&2) >/dev/null; }
quietly -d postgres -c 'CREATE DATABASE copil'
quietly <<'SQL'
CREATE SCHEMA copil;
CREATE TABLE copil.schema_migration (
  number int PRIMARY KEY, name text NOT NULL, checksum text NOT NULL,
  oldest_client text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now());
SQL
for file in "$source_dir"/data/schema/*.sql; do
    name=$(basename "$file" .sql)
    oldest=$(sed -n 's/^-- oldest-client: //p' "$file" | head -1)
    quietly -1 -f "$file" -c "INSERT INTO copil.schema_migration (number, name, checksum, oldest_client)
        VALUES (${name%%-*}, '${name#*-}', '$(sha256sum "$file" | cut -d' ' -f1)', '$oldest')" ||
        { echo "Bail out! $name does not apply"; exit 1; }
done

if [ "${1:-}" = --tap ]; then
    shift
    quietly -c 'CREATE EXTENSION pgtap'
    cd "$here"
    psql -X -q -A -t -v ON_ERROR_STOP=1 -f "$here/fixture.sql" >/dev/null
    # A script that stops before its plan must not look green.
    psql -X -q -A -t -v ON_ERROR_STOP=1 -P pager=off -f "$1" || { echo "Bail out! $1 stopped"; exit 1; }
else
    "$@"
fi
