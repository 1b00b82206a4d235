"""Who may edit and publish, review, the schedule, and pages that come from files.

Table: ImportedPage. Imports media, pages and blocks.
"""
