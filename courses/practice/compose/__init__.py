"""An e-mail or a message to write: to the right person, with what it asks for, and nothing secret."""
