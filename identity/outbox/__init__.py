"""Work promised inside a transaction: the table Job, one sweep, one dispatcher. Imports no other slice."""
