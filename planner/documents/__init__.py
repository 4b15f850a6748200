"""The papers of the day."""
