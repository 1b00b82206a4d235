"""What is measured in class: tests before and after a course, and the supervised check at its end.

Tables: PairedTest, FormRelease, Sitting, Turn, SittingPaper, SittingAnswer, SeatAct, ItemAct,
SupervisedResult, CodeTries, ClassGain, ImportedTest. Editors write PairedTest; what happened in
class is only ever added to. Imports classes, progress, catalogue and questions.
"""
