"""What people may do: one table of grants, person x role x commune or city x period.

Main table: Grant. May import accounts, communes, audit and outbox.
"""
