"""What this room announces."""

# payload {"person": row id}; published in the transaction that gave or ended a grant
GRANTS_CHANGED = "identity.grants_changed"
