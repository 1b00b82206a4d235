"""What the catalogue tells the rest of the house."""

KEY_CORRECTED = "catalogue.key_corrected"
"""A lesson was published whose key differs where the question is the same; payload: version (uuid)."""
