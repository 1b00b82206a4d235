"""What an item is worth: statistics recomputed from facts, reports of faults, withdrawing an item.

Tables: ItemStatistic, VersionCount, ItemReport, ReportBudget. Imports regrading, progress,
catalogue, practice and questions.
"""
