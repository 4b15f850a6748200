"""Chinese in the source, English complete."""

import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

import resources
from app import open_desk
from ui.main_window import MainWindow
from ui.window import speak

ROOT = Path(resources.__file__).parent.parent
TS = resources.path("i18n/waifang_en.ts")


def tool(name: str) -> str:
    """A PySide6 tool beside this interpreter."""
    found = Path(sys.executable).parent / name
    if not found.exists():
        pytest.skip(f"{name} is not installed")
    return str(found)


def texts(ts: Path) -> set[tuple[str, str]]:
    """Context and source of every text in a .ts file."""
    contexts = ET.parse(ts).getroot().iter("context")
    return {(c.findtext("name", ""), m.findtext("source", "")) for c in contexts for m in c.iter("message")}


def test_every_text_has_its_english() -> None:
    """No translation is missing, unfinished, or lost a place for a value."""
    for message in ET.parse(TS).getroot().iter("message"):
        source, english = message.findtext("source", ""), message.find("translation")
        assert english is not None
        assert english.text, source
        assert english.get("type") is None, source
        assert english.text.count("{") == source.count("{"), source


def test_the_list_of_texts_is_up_to_date(tmp_path: Path) -> None:
    """lupdate finds in the source exactly the texts of the tracked .ts file."""
    fresh = tmp_path / "fresh.ts"
    sources = sorted(str(path) for path in (ROOT / "ui").rglob("*.py"))
    subprocess.run([tool("pyside6-lupdate"), *sources, "-ts", str(fresh)], check=True, capture_output=True)
    assert texts(fresh) == texts(TS)


def test_the_compiled_file_is_up_to_date(tmp_path: Path) -> None:
    """The tracked .qm is what lrelease makes of the tracked .ts."""
    fresh = tmp_path / "fresh.qm"
    subprocess.run([tool("pyside6-lrelease"), str(TS), "-qm", str(fresh)], check=True, capture_output=True)
    assert fresh.read_bytes() == resources.path("i18n/waifang_en.qm").read_bytes()


def test_an_english_window_shows_no_chinese(qapp, settings, open_on) -> None:
    """Labels, buttons and menus of an English window are English; only the product's Chinese name stays."""
    speak(qapp, "en")
    settings.setValue("language", "en")
    window: MainWindow = open_on(open_desk(None))
    shown = [label.text() for label in window.findChildren(QLabel)]
    shown += [button.text() for button in window.findChildren(QPushButton)]
    shown += [action.text() for menu in window.menuBar().actions() for action in menu.menu().actions()]
    speak(qapp, "zh")
    chinese = [text for text in shown if any("\u4e00" <= c <= "\u9fff" for c in text) and text != "简体中文"]
    assert chinese == []
