"""The screens of an invented app: look, type and tap as one would outside."""
