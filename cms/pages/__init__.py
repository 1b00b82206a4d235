"""What every public page shares: search text, panels, and the revision of the whole site.

Table: SiteRevision. Imports no other slice.
"""
