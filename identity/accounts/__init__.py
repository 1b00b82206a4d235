"""Who people are, which addresses they hold since when, where they live; names and contacts.

Tables: Identifier, Holding, Invitation, Person, Residence, Alias, Guardianship. Imports communes,
audit, outbox and keys.
"""
