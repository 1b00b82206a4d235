"""What people may do: one table of grants, person x role x commune or city x period.

Table: Grant. Imports accounts, communes, audit and outbox.
"""
