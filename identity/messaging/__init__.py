"""Messages to people behind one door: table Message, wording, channels. Imports outbox."""
