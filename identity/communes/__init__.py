"""The register of Hải Phòng's 114 commune-level units, the units before them and what became of those.

Tables: Commune, FormerUnit, Succession, RegisterLoad. Imports audit and paging.
"""
