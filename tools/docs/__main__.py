"""Writes everything that is generated, or checks that it is up to date: `python -m tools.docs [--check]`."""

import sys

from tools.docs.files import main

sys.exit(main())
