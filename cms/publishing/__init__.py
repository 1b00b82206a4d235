"""Who may edit and publish, review, the schedule, and pages that come from files.

Table: ImportedPage. May import media, pages and blocks.
"""
