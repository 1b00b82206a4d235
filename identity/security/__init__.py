"""What happened to a person's account, who was told, and "that was not me".

Tables: SecurityEvent, Notice, Freeze. Imports codes, messaging, roles, accounts, audit, outbox
and keys.
"""
