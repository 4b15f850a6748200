"""What a visit is for, and what the dispatcher asks of the team that makes it."""

from dataclasses import dataclass
from enum import StrEnum


class Purpose(StrEnum):
    """What a team goes for; each takes its own time."""

    FIRST = "首次到访"
    FOLLOW_UP = "回访"
    DELIVERY = "送达材料"
    SIGNING = "签署协议"


@dataclass(frozen=True, slots=True)
class Needs:
    """What a row of the case list or the contact log asks; what it leaves empty, it does not say.

    Teams are named by their id, or by the staff number of one who is in them.
    """

    purpose: Purpose | None = None
    required_team: str = ""
    forbidden_teams: frozenset[str] = frozenset()
    skills: frozenset[str] = frozenset()
    is_must: bool | None = None

    def over(self, other: "Needs") -> "Needs":
        """Both together; of what only one can say, this one's word counts. A forbidden team stays forbidden."""
        return Needs(
            self.purpose or other.purpose,
            self.required_team or other.required_team,
            self.forbidden_teams | other.forbidden_teams,
            self.skills | other.skills,
            other.is_must if self.is_must is None else self.is_must,
        )
