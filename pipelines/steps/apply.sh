#!/usr/bin/env bash
# Applies every client, or those that are named, one after the other; one that fails stops no other.
# Once the run is ended, as by somebody who cancels the job, no other is begun.
# A line for each stands in applied.md. Exit codes: 0 all as declared, 1 drift remains somewhere, 2 somewhere it failed.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

clients=("$@")
[ $# -gt 0 ] || mapfile -d '' clients < <(every_client)
somebody ${clients[@]+"${clients[@]}"}
: >applied.md
code=0
ended=
# The shell waits for the apply that is under way: an engine that is left alone may be killed in the midst of a step.
trap 'ended=yes' INT TERM
for client in "${clients[@]}"; do
    # As text and nothing else in a summary: a tick would end the code, and whatever follows is Markdown.
    name="\`${client//[\`[:cntrl:]]/?}\`"
    if [ "$ended" ]; then
        echo "- $name: not begun, because the run was ended" >>applied.md
        code=2
        continue
    fi
    plainly echo "apply to $client"
    one=0
    # The first signal lets the engine finish the step that it is at, and the state say so.
    plainly timeout --signal=INT --kill-after=600 1800 holdfast up -- "$client" || one=$?
    case $one in
    0) told="as declared" ;;
    1) told="applied, and drift remains, such as an object that nobody declared" ;;
    *) told="failed (exit code $one): the log says why" one=2 ;;
    esac
    echo "- $name: $told" >>applied.md
    [ "$one" -le "$code" ] || code=$one
done
exit "$code"
