"""The facts of a decision as plain data: to keep beside it, to decide again from, to show masked to an outsider."""

import dataclasses
import types
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from planner import outward
from planner.compliance.facts import CaseFacts

_SECRETS = {
    "name": outward.mask_name,
    "id_number": outward.last_four,
    "mobile": outward.mask_phone,
    "number": outward.mask_phone,
}
"""How the fields of a person are shown outside; `number` is a dialled one only inside an attempt."""
_HIDDEN = frozenset({"email", "address", "note", "key", "contact_names", "bad_places", "opened_by", "paper_left_with"})


def facts_as_data(facts: CaseFacts, *, masked: bool = False) -> dict[str, Any]:
    """The facts as JSON can hold them. Masked, they show what was decided on without telling who it was."""
    seen = {facts.case.number, *(a.case_number for a in facts.attempts)}
    lenders = {number: lender for number, lender in (facts.lender_of or {}).items() if number in seen}
    data: dict[str, Any] = _plain(dataclasses.replace(facts, lender_of=lenders), masked)
    if masked:
        data["case"]["addresses"] = [[kind, "…"] for kind, _ in data["case"]["addresses"]]
    return data


def facts_from_data(data: Mapping[str, Any]) -> CaseFacts:
    """The facts that were written down unmasked; deciding on them gives the same decision.

    Raises:
        ValueError, KeyError, TypeError: the data are of another form.
    """
    facts: CaseFacts = _made(CaseFacts, data)
    return facts


def _plain(value: Any, masked: bool) -> Any:
    match value:
        case None | bool() | int() | float():
            return value
        case Enum():
            return value.value
        case str():
            return value
        case date() | datetime():
            return value.isoformat()
        case Decimal():
            return str(value)
        case frozenset():
            return sorted(_plain(v, masked) for v in value)
        case tuple():
            return [_plain(v, masked) for v in value]
        case Mapping():
            return {key: _plain(v, masked) for key, v in value.items()}
    plain = {f.name: _field(value, f.name, masked) for f in dataclasses.fields(value)}
    return {"ruling": type(value).__name__, **plain} if type(value).__module__ == "planner.ruling" else plain


def _field(value: Any, name: str, masked: bool) -> Any:
    inner = getattr(value, name)
    if masked and isinstance(inner, str) and name in _SECRETS and _is_personal(value, name):
        return _SECRETS[name](inner) if inner else ""
    if masked and name in _HIDDEN and inner and type(value).__name__ not in ("Desk", "Hold", "Lift"):
        return "…" if isinstance(inner, str) else ["…"]
    return _plain(inner, masked)


def _is_personal(value: Any, name: str) -> bool:
    return type(value).__name__ == ("ContactAttempt" if name == "number" else "Debtor")


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _made(kind: Any, data: Any) -> Any:
    """The value of one type that the data stand for."""
    origin, args = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return _one_of(args, data)
    if origin is tuple:
        if len(args) == 2 and args[1] is Ellipsis:
            return tuple(_made(args[0], item) for item in data)
        return tuple(_made(arg, item) for arg, item in zip(args, data, strict=True))
    if origin is frozenset:
        return frozenset(_made(args[0], item) for item in data)
    if origin is not None and issubclass(origin, Mapping):
        return {key: _made(args[1], item) for key, item in data.items()}
    if dataclasses.is_dataclass(kind):
        hints = _hints(kind)  # type: ignore[arg-type]
        fields = [f.name for f in dataclasses.fields(kind) if f.init and f.name in data]
        return kind(**{name: _made(hints[name], data[name]) for name in fields})  # type: ignore[operator]
    if kind in (date, datetime):
        return kind.fromisoformat(data)
    return kind(data) if isinstance(kind, type) and kind is not object else data


def _one_of(args: tuple[Any, ...], data: Any) -> Any:
    if data is None:
        return None
    kinds = [arg for arg in args if arg is not type(None)]
    if len(kinds) > 1:
        (kind,) = (k for k in kinds if k.__name__ == data["ruling"])
        return _made(kind, data)
    return _made(kinds[0], data)
