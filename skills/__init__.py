"""Wiring only: settings, addresses, queue and timetable, health; it owns no rule and no table."""
