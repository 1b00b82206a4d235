"""What is measured in class: tests before and after a course, and the supervised check at its end.

Main tables: PairedTest (what editors write) and FormRelease; Sitting, Turn, SittingPaper, SittingAnswer,
SeatAct, ItemAct and SupervisedResult, only ever added to; CodeTries and ClassGain. May import regrading,
classes, progress, programmes, catalogue, practice, questions, and the apps below.
"""
