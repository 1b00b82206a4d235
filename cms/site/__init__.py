"""Home, news, help and legal pages, and search.

Tables: HomePage, NewsIndexPage, NewsPage, InfoPage. Imports publishing, pages and blocks.
"""
