"""Who may edit and publish, review, schedule, and what was imported from files. Table: ImportedPage. Imports pages, blocks, media."""
