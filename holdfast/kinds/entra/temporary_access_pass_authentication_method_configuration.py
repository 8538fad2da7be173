"""Temporary Access Pass: for how long a pass lives that an administrator gives, and how often it is used."""

from __future__ import annotations

from holdfast.kinds.example import Example
from holdfast.kinds.field import Field, Stricter, Type
from holdfast.kinds.services.method_configuration import method_configuration
from holdfast.kinds.statement import Harmless


def _minutes(name: str, doc: str) -> Field:
    return Field(
        name=name,
        doc=doc,
        type=Type.INTEGER,
        required=True,
        minimum=10,
        maximum=43200,
        stricter=Stricter.LOWER,
    )


KIND = method_configuration(
    "TemporaryAccessPass",
    title="Temporary Access Pass",
    doc=(
        "A code that an administrator gives to somebody who has lost, or not yet registered, a method. It counts as a "
        "second factor while it lives."
    ),
    fields=(
        Field(
            name="usableOnce",
            wire="isUsableOnce",
            doc="Whether every pass is good for one sign-in; else an administrator chooses for each.",
            type=Type.BOOLEAN,
            required=True,
            stricter=Stricter.TRUE,
        ),
        _minutes(
            "defaultLifetimeInMinutes", "Minutes for which a pass lives when nothing is said, 10 to 43200."
        ),
        _minutes("maximumLifetimeInMinutes", "Most minutes that an administrator can choose, 10 to 43200."),
    ),
    examples=(
        Example(
            row={
                "@odata.type": "#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration",
                "id": "TemporaryAccessPass",
                "state": "enabled",
                "defaultLifetimeInMinutes": 60,
                "defaultLength": 8,
                "minimumLifetimeInMinutes": 60,
                "maximumLifetimeInMinutes": 480,
                "isUsableOnce": False,
                "includeTargets": [
                    {"targetType": "group", "id": "all_users", "isRegistrationRequired": False}
                ],
            },
            inputs={
                "usableOnce": False,
                "defaultLifetimeInMinutes": 60,
                "maximumLifetimeInMinutes": 480,
            },
        ),
    ),
    always=("isUsableOnce", "defaultLifetimeInMinutes", "maximumLifetimeInMinutes"),
    harmless=(
        Harmless(
            "state includeTargets excludeTargets",
            "whether passes are given, and to whom: bounds are compared",
        ),
        Harmless(
            "minimumLifetimeInMinutes defaultLength",
            "a pass never lives for less than 10 minutes, and never has fewer than 8 characters",
        ),
    ),
)
