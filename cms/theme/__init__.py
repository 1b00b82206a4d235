"""How every page looks and behaves: layout, parts, style sheet, scripts, letters, and the page that shows them all.

Owns no table. Imports roles of identity, for the living page; nothing of cms.
"""
