"""What a person can prove beside an address: authenticator apps (table Totp).

Imports codes, accounts, audit and keys.
"""
