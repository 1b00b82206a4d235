"""Messages to people behind one door: wording, channels, what they may cost.

Tables: Breaker, Message, Spending, Traffic, Receipt, VendorToken. Imports roles, accounts, audit,
outbox and keys.
"""
