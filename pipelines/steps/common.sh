# shellcheck shell=bash
# What every step here begins with: in the project's folder, wherever it is called. A step takes away what it made last.
set -euo pipefail
CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.."
shopt -s dotglob # a client's name may begin with a dot
PATH="$PWD/.venv/bin:$PATH"

# Runs a command and says what it says, with its exit code. Both GitHub Actions and Azure DevOps take orders from what is
# printed: `::…` at the beginning of a line, `##[…` and `##vso[…` anywhere. Names in a tenant are not to give any.
plainly() {
    # Again and again: of three signs one pass leaves two beside each other.
    "$@" 2>&1 | sed -u -e 's/\r/ /g' -e ':more' -e 's/##/# #/' -e 't more' -e 's/^/| /'
}

# Prints the names of all clients of the project, each ended by a NUL. Of one whose file ends otherwise, or is a link that
# leads nowhere, as well: holdfast refuses it, where a client that is passed over would be a green one.
every_client() {
    local file
    for file in clients/Pulumi.?*.*; do
        [ -e "$file" ] || [ -L "$file" ] || continue
        case ${file,,} in *.yaml | *.yml | *.json) client_of "$file" ;; esac
    done | LC_ALL=C sort --zero-terminated --unique # by bytes: elsewhere two names may count as one
}

# Prints the name of the client that a file is of, ended by a NUL.
client_of() {
    local name=${1#clients/Pulumi.}
    printf '%s\0' "${name%.*}"
}

# Ends the step where there is nobody: what was done to no client is no green one.
somebody() {
    [ $# -gt 0 ] || {
        echo "clients/ has no file of a client" >&2
        exit 2
    }
}
