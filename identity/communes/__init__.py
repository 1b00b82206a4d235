"""The register of Hải Phòng's 114 commune-level units, the units before them and what became of those.

Main tables: Commune, FormerUnit, Succession. May import: nothing else of this system.
"""
