"""What people agreed to: the exact text by version and hash, and who accepted it when.

Tables: ConsentText, Consent. Imports no other slice.
"""
