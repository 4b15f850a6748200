"""Words that no paper for a debtor may hold, and those that it must: rules.md 3a, 3c and 3d as data."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from planner.documents.wording import Wording

_SENTENCE_END = re.compile(r"(?<=[。！？；\n])")


def forbidden(texts: Iterable[str], words: Wording, names: Sequence[str] = ()) -> str:
    """The first sentence that holds a forbidden word, told with the word; "" when there is none.

    `names` are the debtor's name and places, which are his own and may hold anything: they are taken out before
    the search and do not appear in the answer.
    """
    return _first(texts, words.tables["lint"]["forbidden"], names)


def outside(texts: Iterable[str], words: Wording) -> str:
    """The first text that tells of a debt where anybody may see it; "" when there is none."""
    return _first(texts, words.tables["lint"]["outside"], ())


def lacking(texts: Iterable[str], required: Iterable[str]) -> str:
    """The first required phrase that stands nowhere in the texts; "" when all do."""
    whole = _plain("".join(texts))
    return next((phrase for phrase in required if _plain(phrase) not in whole), "")


def _first(texts: Iterable[str], banned: Sequence[str], names: Sequence[str]) -> str:
    search = re.compile("|".join(map(re.escape, banned)))
    for text in texts:
        for name in names:
            text = text.replace(name, "…") if name else text
        if not search.search(_plain(text)):
            continue
        for sentence in _SENTENCE_END.split(text):
            if hit := search.search(_plain(sentence)):
                return f"“{hit[0]}”：{sentence.strip()}"
        return f"“{search.findall(_plain(text))[0]}”：{text.strip()}"
    return ""


def _plain(text: str) -> str:
    """Without spaces and in one width, so that 传 票 is still found."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
