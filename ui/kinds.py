"""What kind of table a file is, guessed by its name; what stays open, the user says in one small dialog."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from planner.casebook import DayFiles

CASES, SKIP = "cases", ""
SINGLE_KINDS = ("contacts", "visits", "lenders", "authorisations", "roster")
TABLE_SUFFIXES = frozenset({".xlsx", ".xls", ".csv", ".zip"})
# The first that applies; cases before lenders, because a lender's case file often bears the lender's name too.
_WORDS = (
    ("contacts", ("联系", "通话", "contact")),
    ("visits", ("到访", "外访记录", "visit")),
    ("authorisations", ("授权", "authoris", "authoriz")),
    ("roster", ("名单", "名册", "外访员", "催收员", "roster")),
    (CASES, ("案件", "委案", "case")),
    ("lenders", ("委托方", "档案", "lender")),
)


def guess(path: Path) -> str:
    """The kind that a file's name tells, "" when it tells none."""
    name = path.stem.lower()
    return next((kind for kind, words in _WORDS if any(word in name for word in words)), "")


def batches(kinds: Mapping[Path, str]) -> list[DayFiles]:
    """Imports that bring in all files: one, unless two files are of a kind that a day has only one of."""
    cases = tuple(path for path, kind in kinds.items() if kind == CASES)
    of_kind = {single: [path for path, kind in kinds.items() if kind == single] for single in SINGLE_KINDS}
    rounds = max((len(paths) for paths in of_kind.values()), default=0)
    return [
        DayFiles(
            cases=cases if turn == 0 else (),
            **{single: paths[turn] for single, paths in of_kind.items() if turn < len(paths)},
        )
        for turn in range(max(rounds, 1 if cases else 0))
    ]


class KindDialog(QDialog):
    """Asks what each of some files is."""

    chosen = Signal(object)
    """The kind of each path."""

    def __init__(self, paths: Sequence[Path], guesses: Mapping[Path, str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("这些文件是什么？"))
        self.combos: dict[Path, QComboBox] = {}
        grid = QGridLayout()
        for row, path in enumerate(paths):
            combo = QComboBox()
            combo.setAccessibleName(path.name)
            for kind, word in self._words().items():
                combo.addItem(word, kind)
            combo.setCurrentIndex(max(combo.findData(guesses.get(path, SKIP)), 0))
            self.combos[path] = combo
            grid.addWidget(QLabel(path.name), row, 0)
            grid.addWidget(combo, row, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        take = buttons.addButton(self.tr("导入"), QDialogButtonBox.ButtonRole.AcceptRole)
        take.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.accepted.connect(lambda: self.chosen.emit({path: c.currentData() for path, c in self.combos.items()}))
        layout = QVBoxLayout(self)
        layout.addWidget(QLabel(self.tr("从文件名看不出种类的，请选择：")))
        layout.addLayout(grid)
        layout.addWidget(buttons)

    def _words(self) -> dict[str, str]:
        return {
            SKIP: self.tr("不导入"),
            CASES: self.tr("案件"),
            "contacts": self.tr("联系结果"),
            "visits": self.tr("到访记录"),
            "lenders": self.tr("委托方档案"),
            "authorisations": self.tr("授权书"),
            "roster": self.tr("外访员名单"),
        }
