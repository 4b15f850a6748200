"""The house keeps its own rules: who imports whom, what is tracked, where text leaves the program."""

import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("planner", "ui", "resources")


def sources(*folders: str) -> list[Path]:
    """Every Python file under these folders."""
    return [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]


def imported(path: Path) -> set[str]:
    """The modules that a file names in import statements, wherever they stand."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    return names


def test_the_doors_work_without_qt() -> None:
    """Casebook, day plan and paperwork can be imported where PySide6 cannot."""
    script = (
        "import sys; sys.modules['PySide6'] = None\n"
        "import planner.casebook, planner.dayplan, planner.paperwork, planner.cli, app\n"
        "heavy = ('ortools', 'numba', 'folium', 'typst', 'pandas', 'sqlalchemy', 'sqlcipher3')\n"
        "print(any(m.startswith(heavy) for m in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False", "heavy libraries are imported before they are needed"


def test_only_app_builds_the_store_and_the_engines() -> None:
    """The store, the geocoder and the travel engine are chosen in app.py and nowhere else in the program."""
    chosen = {"planner.store.memory", "planner.geocoding.gazetteer", "planner.travel.estimate"}
    assert chosen <= imported(ROOT / "app.py")
    assert not [
        path
        for path in sources("planner", "ui")
        if imported(path) & chosen and path.parent.name not in ("store", "geocoding", "travel")
    ]


@pytest.mark.parametrize(
    ("file", "line", "contract"),
    [
        ("planner/calendar.py", "import ui.window", "The window asks the planner"),
        ("planner/calendar.py", "import PySide6", "The planner never knows Qt"),
        ("planner/travel/estimate.py", "import planner.routing.problem", "Doors over engines"),
        ("planner/surprise.py", "", "Doors over engines"),
        ("planner/routing/exact/labels.py", "import planner.routing.search.arrays", "Exact times know no search"),
        ("ui/work.py", "import planner.intake.sheet", "The window sees words and doors"),
        ("ui/cases/__init__.py", "import ui.papers", "Pages do not know each other"),
    ],
)
def test_each_import_contract_can_fail(tmp_path: Path, file: str, line: str, contract: str) -> None:
    """One wrong import, or one module without a place, breaks exactly the contract that forbids it."""
    for name in PACKAGES:
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("*.xlsx", "*.csv", "__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    with (tmp_path / file).open("a", encoding="utf-8") as broken:
        broken.write(f"\n{line}\n")
    # Run the tool's entry point in this interpreter: the console script is not on every machine's PATH.
    script = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run([sys.executable, "-c", script, "--no-cache"], cwd=tmp_path, capture_output=True, text=True)
    broken_lines = [text for text in done.stdout.splitlines() if "BROKEN" in text]
    assert done.returncode == 1
    assert any(text.startswith(contract) for text in broken_lines), done.stdout + done.stderr


def test_text_leaves_through_one_module() -> None:
    """Nobody else opens files for writing, writes sheets by other means, or lets folium build a popup from text."""
    forbidden = re.compile(
        r"to_excel|to_csv|xlsxwriter\.Workbook\(|folium\.(Popup|Tooltip)\(|open\([^)]*[\"']w|write_text\("
    )
    guilty = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in sources("planner", "ui")
        for number, text in enumerate(path.read_text("utf-8").splitlines(), 1)
        if forbidden.search(text) and path.name != "outward.py"
    ]
    assert guilty == []


def test_no_package_index_is_named() -> None:
    """Locks carry hashes, not addresses."""
    for name in ("requirements.lock", "requirements-dev.lock", "pyproject.toml", "Makefile", "start.bat"):
        text = (ROOT / name).read_text("utf-8")
        assert not re.search(r"(?<!emit-)index-url|https?://|find-links(?! wheelhouse)", text), name
    assert "--hash=sha256:" in (ROOT / "requirements.lock").read_text("utf-8")


def test_no_font_or_foreign_library_is_tracked() -> None:
    """Fonts and map libraries come from packages; the map's script and style sheet are ours."""
    foreign = {".ttf", ".otf", ".ttc", ".woff2", ".js", ".css"}
    found = {path.name for path in (ROOT / "resources").rglob("*") if path.suffix in foreign}
    assert found == {"map.js", "map.css"}
