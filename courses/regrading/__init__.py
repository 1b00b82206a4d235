"""What a changed lesson does to the people who know it: the editor's choice, and correcting marks.

Tables: Regrade, RegradeDifference. May import classes, progress, catalogue and what is below them.
"""
