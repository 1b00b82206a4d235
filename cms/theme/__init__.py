"""How every page looks and behaves: layout, parts, style sheet, scripts, fonts, and the living page that shows them all.

Owns no table. May import nothing of the project.
"""
