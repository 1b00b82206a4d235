"""What a changed lesson does to the people who know it: the editor's choice, and correcting marks.

Tables: Regrade, RegradeDifference. Imports progress, catalogue and questions.
"""
