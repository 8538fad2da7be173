#!/usr/bin/env bash
# Installs Holdfast from this checkout into .venv, with the very files that requirements.lock names by their hashes; with
# `engine`, the Pulumi engine and the plugin for Entra as well, which a preview and an apply need and a check does not.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    echo "Python 3.11 or newer is needed, and python3 is $(python3 --version 2>&1)" >&2
    exit 2
}
python3 -m venv .venv
# Ready-made packages alone: what one is built with has no hash. The checkout is built with what was just installed.
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements.lock
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
[ "${1:-}" = engine ] || exit 0

engine=$(.venv/bin/python -m holdfast.engine)
echo "$engine"
plugin=$(.venv/bin/python -c 'from importlib.metadata import version; print(version("pulumi-azuread"))')
"${engine#*: }" plugin install resource azuread "$plugin"
