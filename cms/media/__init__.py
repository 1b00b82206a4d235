"""Pictures, their lighter variants, and drawings that are safe to show.

Tables: Picture, PictureRendition. Imports pages, blocks and identity only.
"""
