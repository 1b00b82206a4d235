"""How every page looks and behaves: layout, parts, styles, scripts, letters, the living page.

Owns no table. Imports roles of identity, for the living page; nothing of cms.
"""
