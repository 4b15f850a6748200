"""Opens the window: scheme before application, application before widgets, heavy libraries after the first picture."""

import argparse
import os
import sys
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QSettings, QTranslator
from PySide6.QtWidgets import QApplication

import resources
from planner.doors import Doors
from ui import look, messages

DONE, UNUSABLE = 0, 2

OpenDesk = Callable[..., Doors]

if TYPE_CHECKING:
    from ui.main_window import MainWindow


def open_window(args: argparse.Namespace, open_desk: OpenDesk) -> int:
    """Run the window until it is closed."""
    settings = user_settings()
    app = make_application(str(settings.value("language", "zh")))
    from ui.session import Session

    session = Session(open_desk, args.desk, settings)
    session.on_window = _report_in
    if args.sample:
        session.show_sample()
    else:
        session.enter(args.window_store)
    status = app.exec() if session.window or session.entrance else UNUSABLE
    session.close_desk()
    return status


def shots(args: argparse.Namespace, open_desk: OpenDesk) -> int:
    """Write a picture of every page into a folder."""
    from ui import shots as pictures

    return pictures.take(args.folder, open_desk)


def user_settings() -> QSettings:
    """The user's settings file; it holds places and sizes of windows, folders and the language, nothing else."""
    return QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "Waifang", "waifang")


def make_application(language: str) -> QApplication:
    """The application, dressed and speaking Chinese ("zh") or English ("en")."""
    _prepare_web_engine()
    app = QApplication(sys.argv[:1])
    app.setApplicationName("Waifang")
    app.setApplicationDisplayName("Waifang 外访")
    look.apply(app)
    speak(app, language)
    return app


def speak(app: QApplication, language: str) -> None:
    """Turn the application to a language; windows made afterwards speak it. Our own texts are Chinese in the source."""
    for old in app.findChildren(QTranslator):
        app.removeTranslator(old)
        old.deleteLater()
    QLocale.setDefault(QLocale(QLocale.Language.English if language == "en" else QLocale.Language.Chinese))
    own = str(resources.path("i18n/waifang_en.qm"))
    qt = f"{QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)}/qtbase_zh_CN.qm"
    translator = QTranslator(app)
    if translator.load(own if language == "en" else qt):
        app.installTranslator(translator)


def _prepare_web_engine() -> None:
    """Import WebEngine and name our scheme, both before the application is there; without it the map pane says why."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        # Chromium refuses to run its sandbox as root and would take the window down with it.
        os.environ.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")
    try:
        from ui.plan.map_view import register_scheme
    except ImportError:
        return
    register_scheme()


def _report_in(window: "MainWindow") -> None:
    sys.excepthook = _reporter(window.messages)


def _reporter(mouth: messages.Messages) -> Callable[[type[BaseException], BaseException, TracebackType | None], None]:
    def report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        else:
            mouth.report(error)

    return report
