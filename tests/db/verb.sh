# SPDX-License-Identifier: GPL-3.0-or-later
# What the tests of a verb of copilctl share: a folder, check() for a line of TAP, as() for a login
# of the base of with-base.c.
set -u
copilctl=$COPIL_BUILD_DIR/src/copilctl
work=$(mktemp -d /tmp/copil-verb.XXXXXX)
export COPIL_CACHE_DIR=$work/cache HOME=$work
trap 'rm -rf "$work"' EXIT

number=0
# check NAME STATUS TEXT... -- COMMAND...: the exit status, and texts that its output holds
check() {
    local name=$1 wanted=$2 texts=() output status text
    shift 2
    while [ "$1" != -- ]; do texts+=("$1"); shift; done
    shift
    output=$("$@" 2>&1)
    status=$?
    number=$((number + 1))
    for text in "${texts[@]}"; do
        case $output in
            *"$text"*) ;;
            *) status="no “$text”" ;;
        esac
    done
    if [ "$status" = "$wanted" ]; then
        echo "ok $number - $name"
    else
        echo "not ok $number - $name"
        printf 'status %s\n%s\n' "$status" "$output" | sed 's/^/# /'
    fi
}
as() { "$copilctl" --quiet --connect "$COPIL_TEST_SERVER" --as "$@"; }
