"""The PDFs of a day: every itinerary, every pack and the letters, set by one child process."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from planner.clock import Progress, keep_going
from planner.documents.bundle import DayBundle
from planner.documents.fonts import Fonts, as_code_points, find_fonts
from planner.documents.itinerary import itinerary_job
from planner.documents.letters import letters_job
from planner.documents.pack import pack_job
from planner.documents.paper import Unprinted
from planner.documents.typeset import typeset
from planner.documents.wording import Wording, wording
from planner.errors import PlannerError


@dataclass(frozen=True, slots=True)
class Prints:
    """The PDFs of a day by team id, in the order of the teams, and what could not be printed."""

    itineraries: Mapping[str, bytes] = field(repr=False)
    packs: Mapping[str, bytes] = field(repr=False)
    letters: bytes | None = field(repr=False)
    unprinted: tuple[Unprinted, ...]
    template_version: str


def print_day(day: DayBundle, on_progress: Progress = keep_going, fonts: Fonts | None = None) -> Prints:
    """Set all papers of a day; teams without a stop get none. The same bundle gives the same bytes.

    A paper that fails its checks is left out and told in `unprinted`; the others are printed.

    Raises:
        PlannerError: no Chinese font, one that lacks plain characters, or a template that does not compile.
        Cancelled: `on_progress` said so.
    """
    words, fonts = wording(), fonts or find_fonts()
    _must_print(words, fonts)
    teams = [team for team in day.teams if team.stops]
    routes = [itinerary_job(day, team, words, fonts) for team in teams]
    packs = [pack_job(day, team, words, fonts) for team in teams]
    letters, left_out = letters_job(day, words, fonts)
    jobs = [job for job, _ in routes + packs] + ([letters] if letters else [])
    papers = typeset(jobs, day.created, fonts, on_progress)
    ids = [team.team.id for team in teams]
    return Prints(
        itineraries=dict(zip(ids, papers, strict=False)),
        packs=dict(zip(ids, papers[len(ids) :], strict=False)),
        letters=papers[-1] if letters else None,
        unprinted=tuple(paper for _, some in routes + packs for paper in some) + tuple(left_out),
        template_version=words.version,
    )


def _must_print(words: Wording, fonts: Fonts) -> None:
    """The layout's own words lie outside the checks of each paper."""
    if unknown := fonts.missing(words.layout):
        raise PlannerError(
            "字体缺字",
            f"找到的中文字体缺少版式所用的字符 {as_code_points(unknown)}。",
            "Debian/Ubuntu 请安装软件包 fonts-noto-cjk；Windows 请恢复系统自带的宋体或微软雅黑。",
        )
