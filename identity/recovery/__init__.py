"""Changing an address and winning an account back, alone or at the desk; two accounts made one.

Main tables: RecoveryRequest, RecoveryConfirmation, ContactChange. Imports signin, factors,
sessions, security, codes, messaging, roles, accounts, audit, outbox, paging, keys.
"""
