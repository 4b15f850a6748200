"""Asking a domestic map service where an address is: opt-in, with the user's own key, the bare address alone (R-72)."""
