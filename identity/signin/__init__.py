"""The one door: continue with a phone or an e-mail, prove it by a code, staff by a second factor.

No table of its own: what is pending lies sealed in the visitor's session. May import every other
room of identity except privacy and oidc.
"""
