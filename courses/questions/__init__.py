"""Questions: their blocks for editors and the marking of answers.

No table. Imports no other slice.
"""
