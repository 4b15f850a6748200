"""The map: planner's folium page, loaded once through a scheme of our own; everything else is blocked.

Routes go in as JSON, clicks come back through a web channel. Where WebEngine cannot start, the pane says why.
"""

import json

import shiboken6
from PySide6.QtCore import QBuffer, QByteArray, QFile, QIODevice, QObject, QUrl, Signal, Slot
from PySide6.QtWebChannel import QWebChannel
from PySide6.QtWebEngineCore import (
    QWebEnginePage,
    QWebEngineProfile,
    QWebEngineScript,
    QWebEngineSettings,
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
    QWebEngineUrlRequestJob,
    QWebEngineUrlScheme,
    QWebEngineUrlSchemeHandler,
)
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QWidget

SCHEME = b"waifang"
PAGE = QUrl("waifang://map/")
_ALLOWED = frozenset({"waifang", "qrc", "data", "blob"})
# A page that has just come into view learns its size late; fitting the routes before that zooms in on nothing.
_DRAW = """(function draw(left) {
  if (left && (!window.bridge || Math.abs(innerWidth - %d) > 1)) { setTimeout(() => draw(left - 1), 20); return; }
  map_waifang.invalidateSize();
  waifangShow(%s);
  if (window.bridge) window.bridge.tell_drawn();
})(100);"""
_JOIN = "new QWebChannel(qt.webChannelTransport, channel => { window.bridge = channel.objects.bridge; });"


def register_scheme() -> None:
    """Make our scheme known; must run before the application is created."""
    scheme = QWebEngineUrlScheme(SCHEME)
    scheme.setSyntax(QWebEngineUrlScheme.Syntax.Host)
    scheme.setFlags(QWebEngineUrlScheme.Flag.SecureScheme | QWebEngineUrlScheme.Flag.LocalAccessAllowed)
    QWebEngineUrlScheme.registerScheme(scheme)


class Bridge(QObject):
    """What the page may call."""

    picked = Signal(str)
    drawn = Signal()

    @Slot()
    def tell_drawn(self) -> None:
        """The routes stand on the map."""
        self.drawn.emit()

    @Slot(str)
    def pick(self, visit_id: str) -> None:
        """A stop was clicked."""
        self.picked.emit(visit_id)


class Guard(QWebEngineUrlRequestInterceptor):
    """Lets nothing out; keeps what was tried, so that tests can see it."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.blocked: list[str] = []

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
        """Block every address outside this program."""
        if info.requestUrl().scheme() not in _ALLOWED:
            self.blocked.append(info.requestUrl().toString())
            info.block(True)


class _Server(QWebEngineUrlSchemeHandler):
    """Serves the one page."""

    def __init__(self, html: str, parent: QObject) -> None:
        super().__init__(parent)
        self._html = QByteArray(html.encode())

    def requestStarted(self, job: QWebEngineUrlRequestJob) -> None:
        """Answer with the page, or say that there is nothing else."""
        if job.requestUrl().path() not in ("", "/"):
            job.fail(QWebEngineUrlRequestJob.Error.UrlNotFound)
            return
        buffer = QBuffer(job)
        buffer.setData(self._html)
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        job.reply(b"text/html; charset=utf-8", buffer)


class _Page(QWebEnginePage):
    """Stays where it is, whatever its script or a click asks for."""

    def acceptNavigationRequest(self, url: QUrl, _kind: object, _is_main_frame: bool) -> bool:
        """Only our own page."""
        return url.scheme() == PAGE.scheme()


class MapView(QWebEngineView):
    """The map page with what it shows; `drawn` comes after each drawing, `failed` when there will be no map."""

    picked = Signal(str)
    drawn = Signal()
    failed = Signal(str)

    def __init__(self, shell: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("地图"))
        self._routes = '{"routes": [], "unplanned": []}'
        self._selected = ""
        self._is_loaded = False
        self._profile = QWebEngineProfile(self)
        self.guard = Guard(self._profile)
        self._profile.setUrlRequestInterceptor(self.guard)
        self._profile.installUrlSchemeHandler(SCHEME, _Server(shell, self._profile))
        page = _Page(self._profile, self)
        page.settings().setAttribute(QWebEngineSettings.WebAttribute.PluginsEnabled, False)
        page.settings().setAttribute(QWebEngineSettings.WebAttribute.LocalStorageEnabled, False)
        self._bridge = Bridge(self)
        self._bridge.picked.connect(self.picked)
        self._bridge.drawn.connect(self.drawn)
        channel = QWebChannel(page)
        channel.registerObject("bridge", self._bridge)
        page.setWebChannel(channel)
        _inject(page, _channel_script(), QWebEngineScript.InjectionPoint.DocumentCreation)
        _inject(page, _JOIN, QWebEngineScript.InjectionPoint.DocumentReady)
        page.loadFinished.connect(self._loaded)
        page.renderProcessTerminated.connect(self._died)
        self.setPage(page)
        page.load(PAGE)

    def show_routes(self, routes: str) -> None:
        """Draw routes, given as the JSON of `Paperwork.map_json`, now or as soon as the page is there."""
        self._routes = routes
        if self._is_loaded:
            self.page().runJavaScript(_DRAW % (self.width(), routes))
            self.select(self._selected)

    def select(self, visit_id: str) -> None:
        """Mark a stop."""
        self._selected = visit_id
        if self._is_loaded:
            self.page().runJavaScript(f"waifangSelect({json.dumps(visit_id)})")

    def close_page(self) -> None:
        """Let the page go before its profile: Qt asks for this order."""
        page = self.page()
        self.setPage(None)
        shiboken6.delete(page)

    def _loaded(self, is_fine: bool) -> None:
        if is_fine:
            self._is_loaded = True
            self.show_routes(self._routes)
        else:
            self.failed.emit(self.tr("地图页面无法载入。表格和时间线照常可用。"))

    def _died(self, _status: object, code: int) -> None:
        self._is_loaded = False
        self.failed.emit(self.tr("地图进程意外退出（{0}）。表格和时间线照常可用。").format(code))


def _channel_script() -> str:
    file = QFile(":/qtwebchannel/qwebchannel.js")
    file.open(QIODevice.OpenModeFlag.ReadOnly)
    return bytes(file.readAll().data()).decode()


def _inject(page: QWebEnginePage, source: str, when: QWebEngineScript.InjectionPoint) -> None:
    script = QWebEngineScript()
    script.setSourceCode(source)
    script.setInjectionPoint(when)
    script.setWorldId(QWebEngineScript.ScriptWorldId.MainWorld)
    page.scripts().insert(script)
