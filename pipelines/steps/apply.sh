#!/usr/bin/env bash
# Applies every client, or those that are named, one after the other; one that fails stops no other.
# A line for each stands in applied.md. Exit codes: 0 all as declared, 1 drift remains somewhere, 2 somewhere it failed.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

clients=("$@")
[ $# -gt 0 ] || mapfile -d '' clients < <(every_client)
somebody ${clients[@]+"${clients[@]}"}
: >applied.md
code=0
for client in "${clients[@]}"; do
    plainly echo "apply to $client"
    one=0
    # The first signal lets the engine finish the step that it is at, and the state say so.
    plainly timeout --signal=INT --kill-after=600 1800 holdfast up -- "$client" || one=$?
    case $one in
    0) told="as declared" ;;
    1) told="applied, and drift remains, such as an object that nobody declared" ;;
    *) told="failed (exit code $one): the log says why" one=2 ;;
    esac
    # As text and nothing else in a summary: a tick would end the code, and whatever follows is Markdown.
    echo "- \`${client//[\`[:cntrl:]]/?}\`: $told" >>applied.md
    [ "$one" -le "$code" ] || code=$one
done
exit "$code"
