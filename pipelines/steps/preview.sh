#!/usr/bin/env bash
# Previews the clients that a pull request can change: those whose files it touches, and all where it touches anything else
# that decides. The checkout is the merge, with its parents. What would change stands in preview/<client>.txt.
# Exit codes: 0 each was previewed, 2 not.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

rm -rf preview
mkdir preview
changed=$(mktemp)
trap 'rm -f "$changed"' EXIT
git diff --relative --name-only --no-renames -z HEAD^1 HEAD >"$changed"

chosen=()
everybody=
while IFS= read -r -d '' path; do
    case $path in
    clients/Pulumi.?*/*) everybody=yes ;;
    clients/Pulumi.?*.yaml)
        IFS= read -r -d '' client < <(client_of "$path")
        if [ -e "$path" ] || [ -L "$path" ]; then
            chosen+=("$client")
        else
            echo "Its file goes, and nothing of its tenant is touched: holdfast destroy ends the management." \
                >"preview/$client.txt"
        fi
        ;;
    *.md | .github/* | changelog.d/* | docs/* | pipelines/*) ;;
    *) everybody=yes ;;
    esac
done <"$changed"
if [ "$everybody" ]; then
    mapfile -d '' chosen < <(every_client)
    somebody ${chosen[@]+"${chosen[@]}"}
fi

code=0
for client in ${chosen[@]+"${chosen[@]}"}; do
    plainly echo "preview of $client"
    one=0
    timeout --signal=INT --kill-after=60 1200 holdfast preview -- "$client" >"preview/$client.txt" 2>&1 || one=$?
    if [ "$one" -ne 0 ]; then
        echo "No full preview (exit code $one)." >>"preview/$client.txt"
        code=2
    fi
    plainly cat "preview/$client.txt"
done
exit "$code"
