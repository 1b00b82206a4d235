"""A conversation that goes where one's answers lead it, such as a call from a false police officer."""
