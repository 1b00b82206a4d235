"""What personal data the house keeps, why, for how long, and who is shown it.

No table: the register is code, and a test walks all models against it.
"""
