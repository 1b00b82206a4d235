"""Changing an address and winning an account back, alone or at the desk; two accounts made one.

Tables: ContactChange, RecoveryRequest, RecoveryConfirmation. Imports signin, factors, sessions,
security, codes, messaging, roles, accounts, communes, audit, outbox and keys.
"""
