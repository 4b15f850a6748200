"""One window a desk: the second start brings the first window to the front."""

import hashlib
import os
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

PATIENCE_MS = 500


class Doorbell(QObject):
    """Listens for a second start on the same desk. Only who holds the desk's lock may hang it."""

    rung = Signal()

    def __init__(self, file: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        # What a killed window left behind would keep this one from listening.
        QLocalServer.removeServer(_name(file))
        self._server.listen(_name(file))

    def _answer(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnectFromServer()
            socket.deleteLater()
            self.rung.emit()


def call_other(file: Path) -> bool:
    """Ring at the window that has a desk open; False when none answers (a command has it)."""
    socket = QLocalSocket()
    socket.connectToServer(_name(file))
    is_there = socket.waitForConnected(PATIENCE_MS)
    socket.abort()
    return is_there


def _name(file: Path) -> str:
    """Named after the file without telling its path."""
    return "waifang-" + hashlib.sha256(os.path.realpath(file).encode()).hexdigest()[:24]
