"""The pages where each role starts: the learner's own, the trainer's, the manager's, the official's.

No table and no rule: it shows what the rooms below answer and calls their actions. Imports
reports, certificates, review, sittings, placement, classes, progress, programmes and catalogue.
"""
