"""The only place where a one-time code is made or checked: challenges, attempts, budgets.

Tables: Challenge, SendBudget, TryBudget, KnownBrowser, BrowserUse. Imports messaging, accounts,
audit and keys.
"""
