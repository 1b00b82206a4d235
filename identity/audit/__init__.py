"""One row per act and per look at another person's data.

Tables: Entry, EntrySubject, Seal, SealedEntry, ClosedSegment, Purge. Imports outbox and keys.
"""
