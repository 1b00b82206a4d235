"""A message as it comes to a phone: find what is wrong with it, then trust it or not."""
