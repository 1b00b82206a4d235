"""Figures per commune and month, recomputed from facts and never counted up.

Main tables: CommuneMonth, CommuneRetention. May read every room of courses; nothing imports it.
"""
