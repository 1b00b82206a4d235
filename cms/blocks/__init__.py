"""Blocks that any page can hold (text, picture, steps, callout), and the identity of a block.

No table. Imports no other slice.
"""
