"""Figures per commune and month, recomputed from facts and never counted up; who has reached which level.

Tables: CommuneMonth, LevelRule, PersonLevel, LevelExport, CommuneRetention. Imports review,
progress and catalogue.
"""
