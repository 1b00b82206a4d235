"""What is taught, to whom, and what happened; imports cms and identity."""
