"""Practice on simulated screens: blocks for editors and the marking of what was tapped.

No table. Imports questions.
"""
