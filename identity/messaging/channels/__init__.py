"""The ways out: a file on this machine, SMTP, AWS SNS.

A new provider is one module here and one line in choice.py.
"""
