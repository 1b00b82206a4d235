"""What an item is worth: statistics recomputed from facts, reports of faults, withdrawing an item.

Main tables: ItemStatistic, ItemReport. May import the rooms from regrading down.
"""
