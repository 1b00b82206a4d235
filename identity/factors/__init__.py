"""What a person can prove beside an address: authenticator apps, passkeys, recovery codes, PINs, cards.

Tables: Totp, Passkey, RecoverySheet, RecoveryCode, Pin, Card, DeskConfirmation. Passkey stands
beside the library's Authenticator. Imports sessions, security, codes, roles, accounts, audit,
paper and keys.
"""
