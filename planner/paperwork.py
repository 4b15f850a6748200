"""Front door to papers: everything that a planned day puts on paper or into files."""

import json
import os
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from planner import outward
from planner.case import Case
from planner.casebook import Casebook
from planner.clock import Progress, keep_going
from planner.compliance.facts import CaseFacts
from planner.contact import ContactOutcome
from planner.dayplan import cautions
from planner.documents import ics, itinerary_sheet, printing, routemap, unplanned_sheet
from planner.documents.binding import encrypt
from planner.documents.bundle import DayBundle, LetterBundle, StopBundle, TeamBundle
from planner.documents.paper import Unprinted
from planner.errors import Cancelled, PlannerError
from planner.event import Action, Event
from planner.finding import Decision, Kind
from planner.import_report import ImportReport
from planner.intake.rejected import write_rejected
from planner.intake.templates import write_templates
from planner.plan import Plan, Route, Stop
from planner.plan_json import plan_json
from planner.shift import Team

MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Export:
    """What was written: the folder, the files' names in it, and the papers that could not be printed as they should."""

    folder: Path
    files: tuple[str, ...]
    unprinted: tuple[Unprinted, ...] = field(default=())


class Paperwork:
    """Makes the papers of a plan from the casebook that it was planned on."""

    def __init__(self, casebook: Casebook) -> None:
        self.casebook = casebook

    def check_writable(self, out: Path) -> None:
        """Make sure, before any work is done, that a folder can be written, and sweep what an interrupted run left.

        Raises:
            PlannerError: it cannot.
        """
        with _staging(out):
            pass

    def write_templates(self, folder: Path) -> tuple[Path, ...]:
        """Write empty workbooks with every column described, and a desk.toml to fill in.

        Raises:
            PlannerError: the folder cannot be written.
        """
        return write_templates(folder)

    def map_shell(self) -> str:
        """The window's map page without any stop."""
        return routemap.shell_html()

    def map_json(self, plan: Plan) -> str:
        """What the window's map draws of a plan."""
        return routemap.map_json([route for route in plan.routes if route.stops])

    def export(
        self,
        plan: Plan,
        reports: Sequence[ImportReport],
        out: Path,
        pack_password: str | None = None,
        on_progress: Progress = keep_going,
    ) -> Export:
        """Write the whole day into a folder, all of it or nothing.

        Files of an earlier export that this one no longer has are removed; nobody else's files are touched. With
        `pack_password` every PDF is encrypted.

        Raises:
            PlannerError: the folder cannot be written, a template is broken, no font is found.
            Cancelled: `on_progress` said no.
        """
        day = self.bundle(plan)
        prints = printing.print_day(day, lambda percent, what: on_progress(percent * 8 // 10, what))
        if not on_progress(80, "写出文件"):
            raise Cancelled("export")
        lock = (lambda pdf: encrypt(pdf, pack_password)) if pack_password is not None else (lambda pdf: pdf)
        content: dict[str, bytes] = {
            "plan.json": _as_json(plan_json(plan, self._teams(plan))),
            "unplanned.xlsx": unplanned_sheet.unplanned_sheet(plan.unplanned, plan.created),
        }
        if prints.letters:
            content["letters.pdf"] = lock(prints.letters)
        for team in day.teams:
            folder = f"teams/{outward.file_name(team.team.id, '')}"
            content[f"{folder}/itinerary.pdf"] = lock(prints.itineraries[team.team.id])
            content[f"{folder}/pack.pdf"] = lock(prints.packs[team.team.id])
            content[f"{folder}/itinerary.xlsx"] = itinerary_sheet.itinerary_sheet(day, team)
            content[f"{folder}/itinerary.ics"] = ics.itinerary_ics(day, team)
            content[f"{folder}/map.html"] = routemap.team_map(day, team)
        with _staging(out) as staging:
            for name, data in content.items():
                outward.write_whole(staging / name, data)
            rejections = [r for report in reports for r in report.rejections]
            conflicts = [c for report in reports for c in report.conflicts]
            write_rejected(staging / "rejected.xlsx", rejections, conflicts)
            files = (*content, "rejected.xlsx")
            manifest = self._manifest(plan, staging, files, prints, is_encrypted=pack_password is not None)
            outward.write_whole(staging / MANIFEST, _as_json(manifest))
            if not on_progress(95, "写出文件"):
                raise Cancelled("export")
            _move_in(staging, out, (*files, MANIFEST))
        self._note_export(plan, manifest, len(files), is_encrypted=pack_password is not None)
        return Export(out, (*files, MANIFEST), prints.unprinted)

    def _note_export(self, plan: Plan, manifest: dict[str, object], num_files: int, *, is_encrypted: bool) -> None:
        facts: dict[str, str | int] = {
            "visits": plan.num_visits,
            "files": num_files,
            "encrypted": int(is_encrypted),
            "manifest": outward.sha256(_as_json(manifest)),
        }
        self.casebook.note(Event(Action.EXPORT, plan.day.isoformat(), facts))

    def bundle(self, plan: Plan) -> DayBundle:
        """Everything that the papers of a plan say, gathered from the casebook as it is now.

        Raises:
            PlannerError: a case, lender or team of the plan is no longer in the casebook.
        """
        decisions = self.casebook.check_all(plan.day)
        numbers = [n for route in plan.routes for stop in route.stops for n in stop.visit.cases]
        numbers += [u.case_number for u in plan.unplanned if u.kind is Kind.LETTER_ONLY]
        known = self.casebook.store.cases()
        gone = [n for n in numbers if n not in known or decisions[n].kind not in (Kind.VISIT, Kind.LETTER_ONLY)]
        if gone:
            raise PlannerError(
                "规划已过时", f"案件 {gone[0]} 在规划之后有变化，不能再按原规划打印。", "请重新规划后再生成文件。"
            )
        facts = self.casebook.all_facts(plan.day, numbers)
        known_teams = self._teams(plan)
        teams = tuple(
            self._team(known_teams[route.shift.team], route, facts, decisions) for route in plan.routes if route.stops
        )
        letters = tuple(self._letters(plan, facts))
        return DayBundle(plan.day, plan.created, self.casebook.desk, plan.rule_set, teams, letters, plan.unplanned)

    def _teams(self, plan: Plan) -> dict[str, Team]:
        """The plan's own teams, as they go on its day; the roster's for a plan that tells none."""
        return {**self.casebook.store.teams(), **{team.id: team for team in plan.teams}}

    def _team(
        self, team: Team, route: Route, facts: dict[str, CaseFacts], decisions: dict[str, Decision]
    ) -> TeamBundle:
        people = [c.staff_number for c in team.collectors]
        return TeamBundle(
            team,
            route,
            tuple(self._stop(n, stop, people, facts, decisions) for n, stop in enumerate(route.stops, 1)),
        )

    def _stop(
        self, number: int, stop: Stop, people: list[str], facts: dict[str, CaseFacts], decisions: dict[str, Decision]
    ) -> StopBundle:
        visit = stop.visit
        lead = facts[visit.id]
        if lead.lender is None or lead.consent is None or lead.appointment is None:
            raise AssertionError(f"Case {visit.id} is planned without a lender's profile or a consent.")
        papers = self.casebook.store.authorisations()
        return StopBundle(
            number=number,
            stop=stop,
            cases=tuple(facts[n].case for n in visit.cases),
            lender=lead.lender,
            authorisations=tuple(
                next(a for a in papers if a.covers(visit.lender, person, lead.day)) for person in people
            ),
            appointment=lead.appointment,
            agreed_at=lead.consent.at,
            cautions=tuple(dict.fromkeys(text for n in visit.cases for text in cautions(decisions[n]))),
        )

    def _letters(self, plan: Plan, facts: dict[str, CaseFacts]) -> Iterator[LetterBundle]:
        """One letter for a debtor's cases of one lender; the address is one that he named himself, else none (R-84)."""
        groups: dict[tuple[str, str], list[CaseFacts]] = defaultdict(list)
        for left in plan.unplanned:
            if left.kind is Kind.LETTER_ONLY:
                fact = facts[left.case_number]
                groups[fact.case.debtor.key, fact.case.lender].append(fact)
        for group in groups.values():
            lead = group[0]
            if lead.lender is not None:
                cases: tuple[Case, ...] = tuple(f.case for f in group)
                yield LetterBundle(cases, lead.lender, _named_address(lead))

    def _manifest(
        self, plan: Plan, staging: Path, files: Sequence[str], prints: printing.Prints, *, is_encrypted: bool
    ) -> dict[str, object]:
        return {
            "schema": 1,
            "day": plan.day.isoformat(),
            "created": plan.created.isoformat(timespec="seconds"),
            "rule_set": plan.rule_set,
            "templates": prints.template_version,
            "encrypted": is_encrypted,
            "unprinted": [
                {
                    "team": u.team,
                    "stop": u.stop,
                    "cases": list(u.cases),
                    "paper": u.paper,
                    "printed": u.is_printed,
                    "reason": u.reason,
                }
                for u in prints.unprinted
            ],
            "files": [{"name": name, "sha256": outward.sha256((staging / name).read_bytes())} for name in files],
        }


def _named_address(facts: CaseFacts) -> str:
    """The newest address that the debtor named himself while consenting, "" if he never did."""
    named = [
        (a.at, a.appointment.address)
        for a in facts.attempts
        if a.is_debtors_word and a.outcome is ContactOutcome.CONSENT and a.appointment and a.appointment.address
    ]
    return max(named)[1] if named else ""


@contextmanager
def _staging(out: Path) -> Iterator[Path]:
    """A folder inside `out` for files in the making; it never outlives the work. A new empty `out` goes with it."""
    is_new = not out.exists()
    try:
        out.mkdir(parents=True, exist_ok=True)
        outward.sweep(out)
        staging = Path(tempfile.mkdtemp(prefix=outward.STAGING_PREFIX, dir=out))
    except OSError as error:
        raise outward.unwritable(out, error) from error
    try:
        yield staging
    finally:
        shutil.rmtree(staging, ignore_errors=True)
        if is_new and not any(out.iterdir()):
            out.rmdir()


def _move_in(staging: Path, out: Path, files: Sequence[str]) -> None:
    """Put finished files under their names, the manifest last; take away what only the export before had."""
    stale = _files_of(out) - set(files)
    for name in files:
        target = out / name
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            os.replace(staging / name, target)
        except OSError as error:
            raise outward.unwritable(target, error) from error
    for name in stale:
        left = (out / name).resolve()
        if left.is_relative_to(out.resolve()):
            left.unlink(missing_ok=True)
            if left.parent != out.resolve() and not any(left.parent.iterdir()):
                left.parent.rmdir()


def _files_of(out: Path) -> set[str]:
    """What an earlier manifest in this folder lists; nothing when there is none that can be read."""
    try:
        listed = json.loads((out / MANIFEST).read_text("utf-8"))["files"]
        return {entry["name"] for entry in listed}
    except (OSError, ValueError, KeyError, TypeError):
        return set()


def _as_json(content: object) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()
