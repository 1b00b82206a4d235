"""The pages where each role starts: the learner's own, the trainer's, the manager's, the official's.

No table and no rule: it shows what the rooms below answer and calls their actions. May import every
slice of courses and the apps below; nothing imports it.
"""
