"""Who people are, where they live, what they may do; the ground floor, which imports no other app."""
