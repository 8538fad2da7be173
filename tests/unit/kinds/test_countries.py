"""Country codes are checked before anything is sent: in a program's recording, and by the provider."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from holdfast.drift.record import record
from holdfast.kinds.entra.named_location import KIND
from holdfast.kinds.input_mistakes import mistakes, refused_values
from holdfast.model.errors import RecordingError
from holdfast.normalise.countries import wrong_country

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("code", ["AC", "DG", "TA", "UK", "EU", "AN", "XX", "ZZ", "USA", "Germany", "uk"])
def test_a_code_that_iso_has_not_assigned_is_told_with_its_place(code: str) -> None:
    inputs = {"displayName": "X", "country": {"countriesAndRegions": ["GB", code]}}
    for found in (list(mistakes(KIND.fields, inputs, object())), list(refused_values(KIND.fields, inputs))):
        ((path, sentence),) = found
        assert path == "country.countriesAndRegions[1]"
        assert repr(code.upper()) in sentence


@pytest.mark.parametrize(("code", "meant"), [("UK", "GB"), ("EL", "GR"), ("uk", "GB")])
def test_what_was_meant_is_said(code: str, meant: str) -> None:
    assert f"{meant} is meant" in wrong_country(code)


@pytest.mark.parametrize("code", ["GB", "de", "SH", "IO", "AX", "XK"])
def test_a_code_that_the_service_takes_passes(code: str) -> None:
    assert wrong_country(code) == ""


def test_the_compliant_network_is_built_in_by_its_id_and_nothing_else_by_its_name() -> None:
    rows = [
        {"id": "3d46dbda-8382-466a-856d-eb00cbc6b910", "displayName": "Renamed"},
        {"id": "3D46DBDA-8382-466A-856D-EB00CBC6B910", "displayName": "In capitals"},
        {"id": "11111111-0000-4000-8000-000000000001", "displayName": "All Compliant Network locations"},
    ]
    for kind in ("compliantNetworkNamedLocation", "namedLocation"):
        typed = [{**row, "@odata.type": f"#microsoft.graph.{kind}"} for row in rows]
        seen = [KIND.live(row, row["id"]).built_in for row in typed]
        assert seen == [True, True, False]


def test_a_program_with_such_codes_is_refused_before_anything_is_sent(tmp_path: Path) -> None:
    (tmp_path / "__main__.py").write_text(
        "import pulumi_azuread as azuread\n"
        "codes = azuread.NamedLocationCountryArgs(countries_and_regions=['AC', 'DG', 'UK', 'GB'])\n"
        "azuread.NamedLocation('islands', display_name='Islands', country=codes)\n",
        encoding="utf-8",
    )
    with pytest.raises(RecordingError) as refused:
        record(tmp_path, "acme")
    assert refused.value.slug == "value-refused-by-service"
    for word in ("islands", "'AC'", "'DG'", "'UK'", "GB is meant"):
        assert word in str(refused.value)
    assert "'GB'" not in str(refused.value)
