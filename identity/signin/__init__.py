"""The one door: continue with a phone or an e-mail, prove it by a code, staff by a second factor.

No table: what is pending lies sealed in the visitor's session. Imports factors, sessions,
security, codes, messaging, roles, consent, accounts, communes, audit, outbox and keys.
"""
