#!/usr/bin/env bash
# Tells what changed since the last time of every client that drift.sh reached: `notify.sh --to teams=env:TEAMS_WEBHOOK`.
# What everybody knows stands below told/, which is to be kept from one run to the next.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

mkdir -p told
code=0
for result in results/clients/*.json; do
    [ -e "$result" ] || continue
    plainly holdfast notify --from "$result" --memory "told/${result##*/}" "$@" || code=$?
done
exit "$code"
