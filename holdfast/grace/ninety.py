"""The article's "ninety days", beside the rules of today."""

NINETY_DAYS = (
    "Microsoft erases nothing because an account is not used: there is no such rule (verified, SharePoint: "
    "retention-and-deletion, 2024-04). The ninety days of the article are the Disabled phase of a subscription that "
    "ended (30 days Expired, 90 days Disabled; at the latest 180 days after a cancellation: "
    "what-if-my-subscription-expires, 2024-03). The clocks of 30 days bite sooner: a deleted user, group or mailbox, "
    "and a mailbox without a licence."
)
"""One paragraph for every answer."""
