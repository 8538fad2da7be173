"""The domains whose mail is signed: Get-, New- and Set-DkimSigningConfig."""
