"""What we claim about speed and size, measured on the machine at hand: `make bench`.

Every figure is a ratio of two things measured in one run, alternating, so that a slow machine or a
busy neighbour touches both. Nothing here is a test and nothing here fails a build.
"""
