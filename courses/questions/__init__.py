"""Questions: their blocks for editors and the marking of answers. No table; imports no other room."""
