"""Reads finished files, ours or changed since, and accounts for every number in them by the edition's trace."""
