"""What a person can prove beside an address: authenticator apps, passkeys, recovery codes, PINs, cards.

Tables: Totp, Passkey (beside the library's Authenticator), RecoverySheet, RecoveryCode, Pin, Card,
DeskConfirmation.
Imports sessions, security, codes, roles, accounts, audit and keys.
"""
