"""Data that ships with the program: rules, gazetteer, templates, calendar, sample day."""

from pathlib import Path

ROOT = Path(__file__).parent


def path(name: str) -> Path:
    """Where the resource `name` (with forward slashes) lies on disk."""
    return ROOT.joinpath(*name.split("/"))
