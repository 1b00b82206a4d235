"""One row per act and per look at another person's data.

Tables: Entry, EntrySubject. Imports the person of accounts by name only.
"""
