"""Exact times of tours, and plans mended by them: what holds and what it costs, by the hour."""
