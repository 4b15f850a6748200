"""Waifang: wires store, geocoder and travel engine to the front doors, then opens the window or runs a command."""

import multiprocessing
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

OUR_FAULT = 3


def open_desk(desk_file: Path | None, kept=None):  # the doors' import is lazy
    """The front doors of a desk: over its open file or a store that forgets; offline gazetteer and travel estimate."""
    import resources
    from planner.casebook import Casebook
    from planner.dayplan import DayPlanner
    from planner.desk import read_desk
    from planner.doors import Doors
    from planner.geocoding.gazetteer import Gazetteer
    from planner.geocoding.online.open import open_locator
    from planner.geocoding.own_tables import default_folder
    from planner.kept_places import KeptPlaces
    from planner.offering import Offering
    from planner.paperwork import Paperwork
    from planner.pinning import Pinning
    from planner.place_settings import read_place_settings
    from planner.settings import read_settings
    from planner.store.memory import MemoryStore
    from planner.travel.estimate import Estimate

    is_sample = desk_file is None
    file = desk_file or resources.path("sample/desk.toml")
    secret = kept.store.index_key if kept else None
    casebook = Casebook(kept.store if kept else MemoryStore(), read_desk(file, is_sample=is_sample), secret=secret)
    gazetteer = Gazetteer(KeptPlaces(casebook.store), default_folder())
    locator = open_locator(gazetteer, read_place_settings(file))
    dayplan = DayPlanner(casebook, locator, Estimate(), read_settings(file))
    offering = Offering(dayplan)
    pinning = Pinning(casebook, gazetteer, on_change=offering.forget)
    return Doors(casebook, dayplan, Paperwork(casebook), offering, pinning, kept)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program and return its exit status."""
    multiprocessing.freeze_support()
    _speak_utf8()
    from planner import cli

    args = cli.parser().parse_args(argv)
    try:
        if args.command in (None, "shots"):
            if not _can_show(needs_screen=args.command is None):
                print("没有可用的显示器：窗口无法打开。请在桌面环境中运行，或用 plan 命令。", file=sys.stderr)
                return cli.UNUSABLE
            from ui import window

            return window.shots(args, open_desk) if args.command else window.open_window(args, open_desk)
        return cli.run(args, open_desk)
    except BrokenPipeError:
        # Whoever read our output has seen enough (`| head`); nothing may be flushed into the closed pipe at the end.
        # A child that dies never comes here: `planner.child` says that in words.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return cli.DONE
    except Exception as error:
        _confess(error)
        return OUR_FAULT


def _can_show(*, needs_screen: bool) -> bool:
    """Whether Qt will find a screen, which it aborts without; pictures are taken off screen where there is none."""
    screens = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform != "linux" or any(os.environ.get(name) for name in screens):
        return True
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    return not needs_screen


def _speak_utf8() -> None:
    """Chinese sentences must not fail on a console with another code page."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _confess(error: BaseException) -> None:
    """Say where we failed, without the error's own text: it may hold personal data."""
    frames = traceback.extract_tb(error.__traceback__)
    places = " < ".join(f"{Path(f.filename).name}:{f.lineno}" for f in reversed(frames[-4:]))
    print(f"程序内部错误（{type(error).__name__}，{places}）。请把这一行发给开发者。", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
