"""Two-letter country codes: which of them a service refuses, and what was probably meant."""

from __future__ import annotations

_ASSIGNED = frozenset(
    """
AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ
CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR
GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP
KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT
MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW
SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ
UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
""".split()  # noqa: SIM905 - 249 quoted codes, one a line, are harder to check
)
"""Officially assigned codes of ISO 3166-1 alpha-2 (2026-11)."""
_TAKEN = frozenset({"XK"})
"""Kosovo: ISO leaves the code to its users, and the service lists and takes it (CIPP issue 2770)."""
_MEANT = {
    "UK": "GB",
    "EL": "GR",
    "EN": "GB",
    "SU": "RU",
    "FX": "FR",
    "TP": "TL",
    "BU": "MM",
    "ZR": "CD",
    "YU": "RS",
}
"""Assigned code by one that people write for it."""
_RESERVED = {
    "AC": "Ascension Island, part of SH",
    "DG": "Diego Garcia, part of IO",
    "TA": "Tristan da Cunha, part of SH",
    "CP": "Clipperton Island, part of FR",
    "EA": "Ceuta and Melilla, part of ES",
    "IC": "Canary Islands, part of ES",
    "EU": "the European Union is no country: name its members",
    "EZ": "the euro area is no country: name its members",
    "UN": "the United Nations are no country",
    "AN": "the Netherlands Antilles are now BQ, CW and SX",
    "CS": "now RS and ME",
}


def wrong_country(code: str) -> str:
    """Return what is wrong with a country code, in a sentence's end; the empty text when nothing is.

    The service refuses codes that ISO 3166 has not assigned, reserved ones too (its number 1048; CIPP issue 6171).
    """
    asked = code.upper()
    if asked in _ASSIGNED or asked in _TAKEN:
        return ""
    told = f"{asked!r} is not a country code of ISO 3166, which the service asks for"
    if asked in _MEANT:
        return f"{told}: {_MEANT[asked]} is meant"
    return f"{told} ({_RESERVED[asked]})" if asked in _RESERVED else told
