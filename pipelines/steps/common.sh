# shellcheck shell=bash
# What every step here begins with, in the project's folder.
set -euo pipefail
shopt -s dotglob # a client's name may begin with a dot
PATH="$PWD/.venv/bin:$PATH"

# Runs a command and says what it says, with its exit code. Both GitHub Actions and Azure DevOps take orders from what is
# printed: `::…` at the beginning of a line, `##[…` and `##vso[…` anywhere. Names in a tenant are not to give any.
plainly() {
    # Again and again: of three signs one pass leaves two beside each other.
    "$@" 2>&1 | sed -u -e 's/\r/ /g' -e ':more' -e 's/##/# #/' -e 't more' -e 's/^/| /'
}

# Prints the names of all clients of the project, each ended by a NUL.
every_client() {
    local file
    for file in clients/Pulumi.?*.yaml; do
        [ ! -e "$file" ] || client_of "$file"
    done
}

# Prints the name of the client that a file is of, ended by a NUL.
client_of() {
    local name=${1#clients/Pulumi.}
    printf '%s\0' "${name%.yaml}"
}

# Ends the step where there is nobody: what was done to no client is no green one.
somebody() {
    [ $# -gt 0 ] || {
        echo "clients/ has no file of a client" >&2
        exit 2
    }
}
