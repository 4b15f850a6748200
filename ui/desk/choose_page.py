"""First start: where shall cases be kept?"""

from PySide6.QtCore import Signal

from ui.desk.form import Form


class ChoosePage(Form):
    """A new desk, one that is there, or a look at the sample."""

    new_wanted = Signal()
    open_wanted = Signal()
    sample_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(
            self.tr("案件存在哪里？"),
            self.tr(
                "案件、联系结果和到访记录存在一个加密文件里，关机后还在；没有口令或恢复密钥谁也打不开。\n"
                "它防的是硬盘或文件被盗，防不了本机上的恶意程序；建议同时开启系统的磁盘加密（BitLocker）。"
            ),
        )
        self.sample = self.add_button(self.tr("先看样本日（不保存）"))
        self.buttons.addStretch(1)
        self.open = self.add_button(self.tr("打开案件库…"))
        self.new = self.add_button(self.tr("新建案件库"), is_primary=True)
        self.sample.clicked.connect(self.sample_wanted)
        self.open.clicked.connect(self.open_wanted)
        self.new.clicked.connect(self.new_wanted)
