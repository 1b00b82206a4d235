"""One row per act and per look at another person's data: Entry, EntrySubject; imports accounts' Person by name only."""
