"""Turns the planner's words into JSON text and back; what goes in comes out equal."""

from collections.abc import Callable
from typing import TypeVar

import msgspec

T = TypeVar("T")


def encode(record: object) -> str:
    """A record as JSON: the same text for equal records of one schema."""
    return msgspec.json.encode(record, order="deterministic").decode()


def decoder(kind: type[T]) -> Callable[[str], T]:
    """A function that reads records of one kind; a field that the text lacks gets its default."""
    return msgspec.json.Decoder(kind).decode
