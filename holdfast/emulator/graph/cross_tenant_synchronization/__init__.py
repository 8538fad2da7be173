"""Whether another tenant may synchronise its people here."""
