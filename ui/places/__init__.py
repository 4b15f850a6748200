"""Doubtful places, one after the other."""
