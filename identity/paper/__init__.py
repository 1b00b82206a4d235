"""Papers set in this process, accessible and in Vietnamese.

No table. Imports no other slice.
"""
