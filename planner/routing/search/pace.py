"""How far a search is, by time or by steps, and how many steps its next round takes."""

from time import time

ROUND_SECONDS = 0.3
_ROUNDS = 60
"""Of a search that is bounded by steps."""
_ENOUGH_STEPS = 40_000
"""For each visit; more would not be worth the wait."""
_FIRST_SPEED = 3000.0


class Pace:
    """The course of one search, of `threads` jobs at a time, until a moment (Unix time) or for a number of steps."""

    def __init__(self, until: float, steps: int | None, num_visits: int, threads: int) -> None:
        self._began, self._until = time(), until
        self._steps, self._taken, self._threads = steps, 0, threads
        self._enough = _ENOUGH_STEPS * max(1, num_visits)
        self._speed = _FIRST_SPEED

    def share(self) -> float:
        """Share of the search that is done."""
        if self._steps is not None:
            return min(1.0, self._taken / max(1, self._steps))
        return min(1.0, max((time() - self._began) / self._seconds(), self._taken / self._enough))

    def next_steps(self, turns: int) -> tuple[int, float]:
        """Steps of each job in the next round of so many turns, and the share that will be done after it."""
        if self._steps is not None:
            steps = max(1, self._steps // (_ROUNDS * self._threads))
            return steps, min(1.0, (self._taken + steps * self._threads) / max(1, self._steps))
        seconds = max(0.0, min(ROUND_SECONDS, self._until - time()))
        steps = max(10, int(self._speed * seconds / turns))
        gain = max(seconds / self._seconds(), steps * self._threads * turns / self._enough)
        return steps, min(1.0, self.share() + gain)

    def took(self, steps: int, turns: int, seconds: float) -> None:
        """Learn from a round."""
        self._taken += steps * self._threads * (turns if self._steps is None else 1)
        self._speed += 0.5 * (steps * turns / max(seconds, 1e-4) - self._speed)

    def _seconds(self) -> float:
        return max(0.001, self._until - self._began)
