"""Messages to people behind one door: table Message, templates, channels. Imports outbox and communes.folding."""
