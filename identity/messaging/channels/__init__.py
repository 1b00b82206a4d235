"""The ways out: a file on this machine, SMTP, AWS SNS, eSMS, Zalo ZNS.

A new provider is one module here and one line in choice.py (docs/messaging-vendors.md).
"""
