"""Reads assessment results of OSCAL by compliance-trestle: prints, for each file, how many observations and findings."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from trestle.oscal.assessment_results import AssessmentResults  # type: ignore[import-not-found] # of its environment

for name in sys.argv[1:]:
    read = AssessmentResults.oscal_read(Path(name))
    (found,) = read.results
    print(json.dumps([Path(name).name, len(found.observations or []), len(found.findings or [])]))
