"""Home, news, help and legal pages, and search.

Tables: HomePage, NewsIndexPage, NewsPage, InfoPage. May import publishing, media, pages and blocks.
"""
