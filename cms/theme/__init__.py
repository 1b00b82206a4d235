"""How every page looks and behaves: layout, parts, styles, scripts, letters, and the living page of all of them.

Owns no table. Imports roles of identity, for the living page; nothing of cms.
"""
