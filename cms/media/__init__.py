"""Pictures, their lighter variants, drawings that are safe to show, and recordings of texts.

Tables: Picture, PictureRendition, Recording. Imports no other slice.
"""
