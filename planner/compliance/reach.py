"""Whether a debtor can be reached, from the record of attempts: the evidence that R-03 and R-88 ask for."""

from collections.abc import Sequence

from planner.contact import ContactAttempt, ContactOutcome

DEAD_NUMBER = frozenset({"空号", "停机", "打错", "错号"})
"""Words of the log that say that the number is not his, or no longer."""


def is_unreachable(attempts: Sequence[ContactAttempt], in_a_row: int) -> bool:
    """Whether his numbers are dead or the last so many attempts failed; one word from him ends it.

    Third parties' numbers and his own calls to us prove nothing.
    """
    ours = sorted((a for a in attempts if a.callee == "本人"), key=lambda a: a.at)
    last_word = max((i for i, a in enumerate(ours) if a.answered_by == "本人"), default=-1)
    since = ours[last_word + 1 :]
    failed = [a for a in since if a.outcome is ContactOutcome.NOT_REACHED and not a.is_inbound]
    numbers = {a.number for a in failed}
    dead = {a.number for a in failed if a.detail in DEAD_NUMBER}
    return len(failed) >= in_a_row or (bool(numbers) and numbers == dead)
