"""How `exchange.mail_tips_enabled` is tried."""

from __future__ import annotations

from tests.conditions import equals
from tests.tried import Claim, Found, TriedControl

TRIED = TriedControl(
    enough={"large_audience_recipients": ({"large_audience_recipients": 25},)},
    too_little={"large_audience_recipients": ({"large_audience_recipients": 26},)},
    claims={
        "6.5.2": Claim(
            kind="OrganizationConfig",
            asked=(
                equals("MailTipsAllTipsEnabled", value=True),
                equals("MailTipsExternalRecipientsTipsEnabled", value=True),
                equals("MailTipsGroupMetricsEnabled", value=True),
                equals("MailTipsLargeAudienceThreshold", value=25),
            ),
            without={"large_audience_recipients": 10},
        ),
    },
    found={
        "hide-mail-tips": (Found("OrganizationConfig", "externalRecipientsTips", expected=True, found=False),)
    },
)
