#!/usr/bin/env bash
# Checks every client, or whoever is named: `drift.sh --group gold --fail-on high`. Keeps what was found below results/.
# Exit codes are those of `holdfast drift`: 0 as declared, 1 drift, 2 no full answer.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

[ $# -gt 0 ] || set -- --all
rm -rf results
mkdir -p results/clients
code=0
plainly holdfast drift "$@" \
    --output 'json=results/clients/{client}.json' \
    --output 'sarif=results/clients/{client}.sarif' \
    --output 'junit=results/clients/{client}.xml' \
    --output 'markdown=results/clients/{client}.md' \
    --output json=results/summary.json \
    --output html=results/summary.html \
    --output markdown=results/summary.md || code=$?
[ -s results/summary.md ] ||
    echo "### Holdfast: no answer (exit code $code). The log of the check says why." >results/summary.md
exit "$code"
