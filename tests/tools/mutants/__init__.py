"""Mistakes that nobody may pass: made in finished files, and in the code that writes them."""
