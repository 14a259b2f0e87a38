"""Files from outside, read as somebody sent them."""
