"""Letters to those who refused a visit or may only be written to, with a list of them for the office."""

from typing import Any

from planner import outward
from planner.documents import facts as fact
from planner.documents import forms
from planner.documents.bundle import DayBundle, LetterBundle
from planner.documents.fonts import Fonts, as_code_points
from planner.documents.paper import Data, Unprinted, for_debtor, frame, with_marks
from planner.documents.typeset import Job
from planner.documents.wording import Unprintable, Wording


def letters_job(day: DayBundle, words: Wording, fonts: Fonts) -> tuple[Job | None, list[Unprinted]]:
    """All letters of the day behind their list; None when there are none to print or list."""
    if not day.letters:
        return None, []
    letters: list[dict[str, Any]] = []
    listed: list[dict[str, str]] = []
    unprinted: list[Unprinted] = []
    for letter in day.letters:
        cases = tuple(case.number for case in letter.cases)
        state = "可寄" if letter.address else "待补送达地址"
        try:
            letters.append({**_letter(day, letter, words, fonts), "cases": "、".join(cases)})
            number = str(len(letters))
        except Unprintable as why:
            unprinted.append(Unprinted("", 0, cases, words.title("letter"), str(why)))
            number, state = "—", f"未打印：{why}"
        row = {"number": number, "cases": "、".join(cases), "lender": letter.lender.name, "state": state}
        listed.append({key: outward.clean(text) for key, text in row.items()})
    rows, unknown = with_marks(listed, fonts)
    if unknown:
        reason = f"字体缺字，以 {as_code_points(unknown)} 标示。"
        unprinted.append(Unprinted("", 0, (), "信函清单", reason, is_printed=True))
    data = {**frame(day, words), "address": outward.clean(day.desk.address), "listed": rows, "letters": letters}
    return Job("letters.typ", "信函", data), unprinted


def _letter(day: DayBundle, letter: LetterBundle, words: Wording, fonts: Fonts) -> Data:
    facts = fact.of_letter(day.desk, day.day, letter.cases, letter.lender)
    facts["address"] = outward.clean(letter.address).strip()

    def build() -> Data:
        return {
            **words.of("letter", facts),
            "name": facts["name"],
            "address": facts["address"],
            "contracts": forms.contracts(letter.cases),
            "total": facts["total"],
            "total_cn": facts["total_cn"],
            "agency": facts["agency"],
            "phone": facts["agency_phone"],
            "date": facts["day"],
        }

    return for_debtor("letter", build, facts, words, fonts).data
