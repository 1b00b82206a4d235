"""A picture of a screen and one question: where does one tap?"""
