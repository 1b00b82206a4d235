"""What personal data the house keeps, why, for how long, who is shown it, and who was shown it.

No table: the register is code, and a test walks all models against it; the looks are the audit's.
Imports recovery, factors, security, codes, messaging, roles, accounts, communes, audit and keys.
"""
