"""Who people are: Person, Identifier, Holding, Residence; names and contacts.

Imports keys, communes and audit.
"""
