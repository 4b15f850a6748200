"""The window: pages, item models, wording. It sees words and front doors, never an engine."""
