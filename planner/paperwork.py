"""Front door to papers: everything that a planned day puts on paper or into files."""

import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from planner import outward
from planner.calllist import CallTask
from planner.casebook import Casebook
from planner.clock import Progress, hhmm, keep_going
from planner.compare import CHANGE_WORDS, Change, Changes
from planner.daybundle import DayBundler
from planner.documents import changes_sheet, ics, itinerary_sheet, printing, routemap, unplanned_sheet
from planner.documents.binding import encrypt
from planner.documents.bundle import DayBundle
from planner.documents.call_sheet import CallLine, call_sheet
from planner.documents.paper import Unprinted
from planner.errors import Cancelled
from planner.event import Action, Event
from planner.import_report import ImportReport
from planner.intake.rejected import write_rejected
from planner.intake.templates import write_templates
from planner.plan import Plan
from planner.plan_json import plan_json
from planner.routing.offer import Offer
from planner.summary import offer_words

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

    def write_call_list(self, target: Path, tasks: Iterable[CallTask], now: datetime) -> int:
        """Write who may be called now, with whole numbers, in the form of the contact log; returns how many they are.

        Raises:
            PlannerError: the file cannot be written.
        """
        known = self.casebook.store.cases()
        lines = [
            CallLine(
                task.case_number,
                outward.polite(known[task.case_number].debtor.name, known[task.case_number].debtor.is_male),
                task.number,
                ("撤约或改约；" if task.is_to_call_off else "")
                + f"今日已通 {task.effective_today}、未接 {task.tried_today}",
            )
            for task in tasks
            if task.may_call and task.case_number in known
        ]
        outward.write_whole(target, call_sheet(lines, now))
        return len(lines)

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
        *,
        changes: Changes | None = None,
        offers: Mapping[str, Sequence[Offer]] | None = None,
    ) -> Export:
        """Write the whole day into a folder, all of it or nothing; of a plan made again also what it changes.

        `offers` are slots by case number for those who have to be called back.

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
        lines = {
            number: [offer_words(offer) for offer in found] or ["暂无"] for number, found in (offers or {}).items()
        }
        lock = (lambda pdf: encrypt(pdf, pack_password)) if pack_password is not None else (lambda pdf: pdf)
        content: dict[str, bytes] = {
            "plan.json": _as_json(plan_json(plan, DayBundler(self.casebook).teams(plan), offers)),
            "unplanned.xlsx": unplanned_sheet.unplanned_sheet(plan.unplanned, plan.created, lines),
        }
        if changes is not None:
            content["changes.xlsx"] = changes_sheet.changes_sheet(map(_change_row, changes.items), plan.created)
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
        """Everything that the papers of a plan say.

        Raises:
            PlannerError: a case, lender or team of the plan is no longer in the casebook.
        """
        return DayBundler(self.casebook).bundle(plan)

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


def _change_row(change: Change) -> tuple[str, ...]:
    hours = ("" if start is None else hhmm(start) for start in (change.start_before, change.start_after))
    teams = change.team_before, change.team_after
    return CHANGE_WORDS[change.kind], "、".join(change.cases), *teams, *hours, change.text


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
