"""What people agreed to: the exact text by version and hash, and who accepted it when.

Main tables: ConsentText, Consent. May import accounts, audit.
"""
