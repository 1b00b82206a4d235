"""Lists of the API in pages: `limit`, `cursor` and the header Link.

No table. Imports no other slice.
"""
