#!/usr/bin/env bash
# Tells what changed since the last time of every client that drift.sh reached, and whom it did not reach:
# `notify.sh --to teams=env:TEAMS_WEBHOOK`. What everybody knows stands below told/, which is to be kept from one run to
# the next.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

mkdir -p told
code=0

# Tells of the result $1 what the file $2 does not remember.
tell() {
    plainly holdfast notify --from "$1" --memory "$2" "${receivers[@]}" || code=$?
}

receivers=("$@")
alone=
for result in results/clients/*.json; do
    [ -e "$result" ] || continue
    tell "$result" "told/${result##*/}"
    # Where one client was asked for, the summary is that client's result.
    ! cmp -s "$result" results/summary.json || alone=yes
done
if [ ! -e results/summary.json ]; then
    echo "The check wrote no results/summary.json, so nobody is told who was not reached: its log says why." >&2
    code=2
elif [ -z "$alone" ]; then
    # Its name is no client's: those end with .json.
    tell results/summary.json told/not-reached
fi
exit "$code"
