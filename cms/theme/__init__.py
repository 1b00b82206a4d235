"""How every page looks and behaves: layout, parts, styles, scripts, letters, the living page.

No table. Imports no other slice.
"""
