"""The only place that runs typst: in a child without network, with limits, and data only as JSON."""

import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import Any

import resources
from planner import child, outward
from planner.clock import Progress, keep_going
from planner.documents.fonts import Fonts
from planner.errors import Cancelled, PlannerError

LIMITS = child.Limits(seconds=180, memory_mb=2048)
_DEAD_PROXY = "http://127.0.0.1:9"
"""typst-py cannot be told not to fetch packages, so its requests go nowhere."""


@dataclass(frozen=True, slots=True)
class Job:
    """One document: a template of `resources/templates`, what it prints, and its name for progress and errors."""

    template: str
    what: str
    data: Mapping[str, Any] = field(repr=False)


def typeset(
    jobs: Sequence[Job],
    created: datetime,
    fonts: Fonts,
    on_progress: Progress = keep_going,
    *,
    templates: Path | None = None,
    limits: child.Limits = LIMITS,
) -> list[bytes]:
    """Set each job as PDF, in order, in one child process; the same jobs, time and fonts give the same bytes.

    Raises:
        PlannerError: a template does not compile, the limits are passed, or the temporary folder cannot be written.
        Cancelled: `on_progress` said so.
    """
    if not jobs:
        return []
    papers: list[bytes] = []

    def collect(paper: bytes | None) -> bool:
        if paper is not None:
            papers.append(paper)
        done = len(papers)
        return on_progress(100 * done // len(jobs), f"排版 {jobs[min(done, len(jobs) - 1)].what}")

    with _staged(templates or resources.path("templates")) as root:
        work = [(job.template, job.what, json.dumps(job.data, ensure_ascii=False)) for job in jobs]
        families = json.dumps(fonts.families(), ensure_ascii=False)
        folders = [str(folder) for folder in fonts.folders]
        stamp = int(created.timestamp())
        child.run(_compile, work, root, families, folders, stamp, limits=limits, what="排版文书", on_message=collect)
    if len(papers) < len(jobs):
        raise Cancelled("排版文书")
    return papers


@contextmanager
def _staged(templates: Path) -> Iterator[str]:
    """A fresh folder with copies of the templates: all that the child may read."""
    try:
        root = TemporaryDirectory(prefix=outward.STAGING_PREFIX, ignore_cleanup_errors=True)
        for source in sorted(templates.glob("*.typ")):
            shutil.copyfile(source, Path(root.name, source.name))
    except OSError as error:
        raise outward.unwritable(Path(gettempdir()), error) from error
    with root:
        yield root.name


def _compile(
    work: list[tuple[str, str, str]],
    root: str,
    families: str,
    folders: list[str],
    stamp: int,
    tell: Callable[[bytes], bool],
) -> None:
    """In the child: tell each paper as it is ready, stop between two when asked to."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        os.environ[name] = os.environ[name.lower()] = _DEAD_PROXY
    os.environ.pop("NO_PROXY", None)
    os.environ.pop("no_proxy", None)
    import typst

    paper: Any
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)
    compiler = typst.Compiler(root=root, font_paths=fonts, package_path=root, package_cache_path=root)
    for template, what, data in work:
        try:
            paper = compiler.compile(
                Path(root, template),
                format="pdf",
                sys_inputs={"data": data, "fonts": families},
                timestamp=stamp,
                pdf_tags=False,
            )
        except typst.TypstError as error:
            raise PlannerError(
                "模板错误", f"{what}：模板 {template} 无法排版（{error.message}）。", "请检查模板文件。"
            ) from None
        if not tell(paper):
            return
