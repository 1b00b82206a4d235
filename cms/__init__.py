"""How content is made, approved and served; imports only identity."""
