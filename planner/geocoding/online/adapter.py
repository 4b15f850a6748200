"""How answers are fetched: a time limit that holds, no redirects, no answer larger than an answer can be.

geopy's default adapter waits as long as a Retry-After header asks, whatever its own time limit; urllib's limit counts
for each packet, so that a server which drips bytes is waited for without end.
"""

from queue import Empty, SimpleQueue
from ssl import SSLContext
from threading import Thread
from typing import Any
from urllib.request import HTTPRedirectHandler, HTTPSHandler, ProxyHandler, build_opener

from geopy.adapters import URLLibAdapter
from geopy.exc import GeocoderParseError, GeocoderTimedOut

MOST_BYTES = 2**20


class _NoRedirect(HTTPRedirectHandler):
    """A redirect of such a service leads to a login page at best; the address is not sent on to strangers."""

    def redirect_request(self, *_args: Any, **_kwargs: Any) -> None:
        return None


class DeadlineAdapter(URLLibAdapter):
    """Fetches in a thread of its own and waits no longer than the time limit."""

    def __init__(self, *, proxies: Any, ssl_context: SSLContext | None) -> None:
        super().__init__(proxies=proxies, ssl_context=ssl_context)
        handlers = (HTTPSHandler(context=ssl_context), ProxyHandler(proxies), _NoRedirect())
        self.urlopen = build_opener(*handlers).open

    def get_text(self, url: str, *, timeout: float, headers: dict[str, str]) -> str:
        """The text of an answer.

        Raises:
            GeocoderTimedOut: nothing complete within `timeout` seconds, whatever the server is doing.
            GeopyError: as geopy's adapters do.
        """
        answers: SimpleQueue[str | BaseException] = SimpleQueue()

        def fetch() -> None:
            try:
                answers.put(super(DeadlineAdapter, self).get_text(url, timeout=timeout, headers=headers))
            except BaseException as error:
                answers.put(error)

        Thread(target=fetch, daemon=True, name="geocoder").start()
        try:
            answer = answers.get(timeout=timeout)
        except Empty:
            raise GeocoderTimedOut("Service timed out") from None
        if isinstance(answer, BaseException):
            raise answer
        return answer

    def _decode_page(self, page: Any) -> str:
        """At most so many bytes; more is no answer."""
        with page:
            content = page.read(MOST_BYTES + 1)
        if len(content) > MOST_BYTES:
            raise GeocoderParseError("The answer is too large")
        try:
            return str(content, encoding="utf-8")
        except UnicodeDecodeError:
            raise GeocoderParseError("The answer is no UTF-8") from None
