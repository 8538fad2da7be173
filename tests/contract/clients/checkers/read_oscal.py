"""Reads assessment results of OSCAL by compliance-trestle; prints how many observations and findings each file has."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from trestle.oscal.assessment_results import AssessmentResults  # type: ignore[import-not-found] # of its environment

for name in sys.argv[1:]:
    read = AssessmentResults.oscal_read(Path(name))
    (found,) = read.results
    counted = [Path(name).name, len(found.observations or []), len(found.findings or [])]
    sys.stdout.write(json.dumps(counted) + "\n")
