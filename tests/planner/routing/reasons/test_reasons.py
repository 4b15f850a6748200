"""Random small days with every constraint: each reason and each remedy is true when it is tried out anew."""

import re
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.clock import DAY_SECONDS, hhmm
from planner.finding import Kind
from planner.routing.exact.schedule import Timing
from planner.routing.problem import Lock
from planner.routing.reasons.explain import explain
from planner.routing.reasons.limits import Limit
from planner.routing.reasons.remedies import RemedyKind, is_true
from planner.shift import Break
from planner.visit import TimeWindow, joined

RUSH = (("0:00", 1), ("7:00", 1.5), ("10:00", 1), ("17:00", 1.5), ("20:00", 1))
WINDOWS = ["8:00-20:00", "9:00-9:30", "11:30-12:30", "9:00-10:00 15:00-16:00", "17:00-19:00"]
RIGHTS = (Limit.AUTHORISATION, Limit.FORBIDDEN, Limit.REQUIRED, Limit.SKILL, Limit.LOCK_TEAM)


@st.composite
def _days(draw):
    """Visits, shifts and locks as arguments for the builders of conftest; most limits are absent most of the time."""

    def rarely(*values):
        return draw(st.sampled_from([None] * 8 + list(values)))

    def some(**words):
        return {name: value for name, value in words.items() if value is not None}

    visits = [
        some(
            place=draw(st.integers(-60, 60)),
            window=draw(st.sampled_from(WINDOWS)),
            minutes=draw(st.sampled_from([15, 90, 150])),
            permitted=draw(st.sampled_from(["8:00-20:00"] * 4 + ["9:00-12:00"])),
            teams=rarely("T0", "T1 T2", ""),
            fixed=rarely(True),
            building=rarely("B"),
            find_s=rarely(600),
            demand=rarely(1, 5),
            skills=rarely(frozenset({"沪语"})),
            required_team=rarely("T0", "T9"),
            forbidden_teams=rarely(frozenset({"T0"}), frozenset({"T1", "T2"})),
        )
        for _ in range(draw(st.integers(2, 8)))
    ]
    shifts = [
        some(
            hours=draw(st.sampled_from(["9:00-18:00", "11:00-20:00", "9:00-12:30"])),
            rest=rarely("11:30-13:30 45", "12:00-12:30 30"),
            most=rarely(0, 1, 3),
            start=draw(st.integers(-20, 20)),
            end=draw(st.integers(-20, 20)),
            overtime_s=rarely(1800),
            max_tour_s=rarely(3 * 3600, 6 * 3600),
            max_travel_s=rarely(3600, 7200),
            capacity=rarely(0, 5),
            skills=rarely(frozenset({"沪语"})),
        )
        for _ in range(draw(st.sampled_from([1, 1, 1, 2, 2, 2, 3, 0])))
    ]
    locks = {}
    for n in range(len(visits)):
        team = rarely("T0", "T0", "T1", "T9")
        position = rarely(1, 2, -1) if team else None
        start = rarely(9 * 3600 + 900, 15 * 3600)
        if team or start:
            locks[f"V{n}"] = Lock(team or "", position, start)
    return visits, shifts, locks


def _built(day, drawn):
    visits, shifts, locks = drawn
    return day.problem(
        [day.visit(f"V{n}", **visit) for n, visit in enumerate(visits)],
        [day.shift(f"T{n}", **shift) for n, shift in enumerate(shifts)],
        RUSH,
        locks=locks,
    )


def _dealt(problem, cards):
    """Tours that hold, each visit put where it first fits."""
    timing, tours = Timing(problem), [[] for _ in problem.shifts]
    for visit in cards:
        places = [(k, tour) for k in range(len(tours)) for tour in _with(tours[k], visit)]
        shift, tour = next((place for place in places if timing.holds(*place)), (None, None))
        if tour:
            tours[shift] = tour
    return tours


@given(drawn=_days(), data=st.data())
@settings(max_examples=400, deadline=None)
def test_every_reason_and_every_remedy_is_true(day, drawn, data):
    """Visits are left out at random, some of them though they fit."""
    problem = _built(day, drawn)
    numbers = range(len(problem.visits))
    cards, forgotten = data.draw(st.permutations(numbers)), data.draw(st.sets(st.sampled_from(numbers), max_size=2))
    tours = _dealt(problem, [card for card in cards if card not in forgotten])
    timing = Timing(problem)
    reasons = explain(problem, [timing.route(k, tour) for k, tour in enumerate(tours) if tour])
    left_out = [n for n in numbers if not any(n in tour for tour in tours)]
    assert list(reasons) == [problem.visits[n].id for n in left_out]
    for visit in left_out:
        reason = reasons[problem.visits[visit].id]
        _check_reason(problem, tours, visit, reason)
        _check_displaced(problem, tours, visit, reason)
        for remedy in reason.remedies:
            _check_remedy(problem, tours, visit, remedy)
            assert is_true(problem, tours, visit, remedy)


def _check_reason(problem, tours, visit, reason):
    fits, alone = _fits(problem, tours, visit), _fits(problem, [[] for _ in tours], visit)
    assert (reason.limit is Limit.FREE) == fits
    assert reason.kind is (Kind.YELLOW if fits or alone else Kind.RED)
    may_go = [k for k in range(len(tours)) if problem.may_go(k, visit)]
    assert (reason.limit in (*RIGHTS, Limit.NO_TEAM)) == (not may_go)
    assert reason.team in reason.text or "每日上限为 0 户" in reason.text
    plan = [[] for _ in tours] if reason.kind is Kind.RED else tours
    if reason.limit in LIFTED:
        word, team = problem.visits[visit], _index(problem, reason.team)
        assert _fits(LIFTED[reason.limit](problem, word), plan, visit, [team])
        _check_missing(problem, plan, visit, reason, may_go)
    elif reason.limit in RIGHTS:
        _check_rights(problem, visit, reason)
    elif reason.limit is Limit.SEVERAL:
        for limit in (Limit.WINDOW, Limit.BACK, Limit.REST):
            assert not _fits(LIFTED[limit](problem, problem.visits[visit]), plan, visit)
    elif reason.limit in (Limit.STAY, Limit.HOURS):
        _check_hours(problem, visit, reason, may_go)
    else:
        assert reason.limit in (Limit.FREE, Limit.DISPLACED, Limit.FULL, Limit.NO_TEAM)


def _check_missing(problem, plan, visit, reason, may_go):
    """As much as is told is missing is enough, and nobody else misses less."""
    word, team = problem.visits[visit], _index(problem, reason.team)
    minutes = -(-reason.missing_s // 60)
    if reason.limit is Limit.BACK:
        assert f"晚 {minutes} 分钟" in reason.text
        timing = Timing(LIFTED[Limit.BACK](problem, word))
        routes = [timing.route(k, tour) for k in may_go for tour in _with(plan[k], visit)]
        back_by = {shift.team: shift.back_by for shift in problem.shifts}
        assert reason.missing_s == min(r.back - back_by[r.shift.team] for r in routes if r)
    if reason.limit is Limit.WINDOW:
        wider = [TimeWindow(w.start - reason.missing_s, w.end + reason.missing_s) for w in word.windows]
        assert any(_fits(_agreed(problem, visit, window), plan, visit, [team]) for window in wider)
        if f"晚 {minutes} 分钟" in reason.text:
            nearer = [TimeWindow(w.end + 1, w.end + reason.missing_s - 1) for w in word.windows if reason.missing_s > 1]
            assert not any(_fits(_agreed(problem, visit, window), plan, visit) for window in nearer)
        else:
            assert "但排不进约定的" in reason.text


def _check_rights(problem, visit, reason):
    """Every team that passes the rules before fails this one."""
    word, lock = problem.visits[visit], problem.locks.get(problem.visits[visit].id, Lock())
    passes = {
        Limit.AUTHORISATION: lambda shift: word.allowed_teams is None or shift.team in word.allowed_teams,
        Limit.FORBIDDEN: lambda shift: shift.team not in word.forbidden_teams,
        Limit.REQUIRED: lambda shift: word.required_team in ("", shift.team),
        Limit.SKILL: lambda shift: word.skills <= shift.skills,
        Limit.LOCK_TEAM: lambda shift: lock.team in ("", shift.team),
    }
    before = RIGHTS[: RIGHTS.index(reason.limit)]
    left = [shift for shift in problem.shifts if all(passes[limit](shift) for limit in before)]
    assert left
    assert not any(passes[reason.limit](shift) for shift in left)
    absent = re.search(r"小组 (\w+) 当日不出勤", reason.text)
    assert not absent or absent[1] not in [shift.team for shift in problem.shifts]


def _check_hours(problem, visit, reason, may_go):
    """No second of the windows leaves room for the stay in the permitted hours, or in those of a team."""
    word = problem.visits[visit]
    stay_s = word.service_s + word.find_s
    spans = [word.permitted]
    if reason.limit is Limit.HOURS:
        spans = [TimeWindow(shift.hours.start, shift.back_by) for shift in (problem.shifts[k] for k in may_go)]
    bounds = {word.permitted.start, *(span.start for span in spans)}
    starts = {second for w in word.windows for second in (w.start, *bounds) if w.start <= second <= w.end}
    assert not any(span.start <= start and start + stay_s <= span.end for start in starts for span in spans)


def _check_displaced(problem, tours, visit, reason):
    """Each visit that is named makes room when it alone is taken out."""
    assert bool(reason.displaced_by) == ("就排得下" in reason.text)
    for id in reason.displaced_by:
        assert id in reason.text
        other = [word.id for word in problem.visits].index(id)
        assert _fits(problem, [[n for n in tour if n != other] for tour in tours], visit)


def _check_remedy(problem, tours, visit, remedy):
    """The change that its fields tell makes room at its position, and adds what it says to the road."""
    word, team = problem.visits[visit], _index(problem, remedy.team)
    timing, tour, moved_s = Timing(problem), list(tours[team]), 0
    if remedy.kind is RemedyKind.EXTRA_TEAM:
        tour = []
    before_s = timing.travel_s(team, tour)
    if remedy.kind is RemedyKind.MOVE:
        other, to = [v.id for v in problem.visits].index(remedy.visit), _index(problem, remedy.to)
        assert to != team
        tour.remove(other)
        roads = [timing.travel_s(to, there) for there in _with(tours[to], other) if timing.holds(to, there)]
        moved_s = min(roads) - timing.travel_s(to, tours[to])
    tour.insert(remedy.position, visit)
    changed = Timing(_changed(problem, visit, remedy, team))
    assert changed.holds(team, tour)
    assert changed.travel_s(team, tour) - before_s + moved_s == remedy.extra_s
    assert word.id in problem.locks or remedy.kind is not RemedyKind.CHANGE_TEAM or word.required_team
    cost = f"多行驶约 {-(-remedy.extra_s // 60)} 分钟" if remedy.extra_s > 0 else "不多行驶"
    assert remedy.text.endswith(f"（{cost}）")
    assert all(said in remedy.text for said in _said(remedy))


def _changed(problem, visit, remedy, team):
    """The problem with the remedy's change, worked out from its fields alone."""
    kind, word, shift = remedy.kind, problem.visits[visit], problem.shifts[team]
    lock, more = problem.locks.get(word.id, Lock()), 60 * remedy.minutes
    on_shift = {
        RemedyKind.MORE_VISITS: {"max_visits": remedy.most},
        RemedyKind.MORE_CAPACITY: {"capacity": remedy.most},
        RemedyKind.LATER_END: {"hours": TimeWindow(shift.hours.start, shift.hours.end + more)},
        RemedyKind.EARLIER_START: {"hours": TimeWindow(shift.hours.start - more, shift.hours.end)},
        RemedyKind.LONGER_TOUR: {"max_tour_s": (shift.max_tour_s or 0) + more},
        RemedyKind.LONGER_TRAVEL: {"max_travel_s": (shift.max_travel_s or 0) + more},
        RemedyKind.EXTRA_TEAM: {"hours": remedy.span, "overtime_s": 0},
        RemedyKind.SKILL: {"skills": shift.skills | word.skills},
    }
    on_visit = {
        RemedyKind.WIDEN: {"windows": joined([*word.windows, remedy.span] if remedy.span else [])},
        RemedyKind.REBOOK: {"windows": (remedy.span,)},
        RemedyKind.AUTHORISE: {"allowed_teams": frozenset({remedy.team})},
        RemedyKind.CHANGE_TEAM: {"required_team": remedy.team},
    }
    if kind is RemedyKind.LATER_REST:
        span = TimeWindow(shift.rest.span.start, shift.rest.span.end + more)
        return _with_shift(problem, team, rest=Break(span, shift.rest.seconds))
    if kind is RemedyKind.UNLOCK:
        return replace(problem, locks={id: lock for id, lock in problem.locks.items() if id != remedy.visit})
    if kind is RemedyKind.CHANGE_TEAM:
        problem = replace(problem, locks={**problem.locks, word.id: Lock(remedy.team, None, lock.start)})
    if kind in on_visit:
        return _with_visit(problem, visit, **on_visit[kind])
    return _with_shift(problem, team, **on_shift.get(kind, {}))


def _said(remedy):
    """What the sentence must name."""
    said = [remedy.team, remedy.visit, remedy.to]
    if remedy.minutes and remedy.kind is not RemedyKind.LATER_REST:
        said.append(f"{remedy.minutes} 分钟")
    if remedy.kind in (RemedyKind.MORE_VISITS, RemedyKind.MORE_CAPACITY):
        said.append(f"放宽到 {remedy.most}")
    if remedy.kind is RemedyKind.WIDEN:
        said.append(hhmm(remedy.span.end) if "放宽到" in remedy.text else hhmm(remedy.span.start))
    if remedy.kind in (RemedyKind.REBOOK, RemedyKind.EXTRA_TEAM):
        said.append(hhmm(remedy.span.start))
    return said


def _open_ended(problem, word):
    return replace(
        problem,
        shifts=tuple(replace(s, hours=TimeWindow(s.hours.start, DAY_SECONDS), overtime_s=0) for s in problem.shifts),
    )


def _shifts(**change):
    return lambda problem, word: replace(problem, shifts=tuple(replace(s, **change) for s in problem.shifts))


def _lock(**change):
    return lambda problem, word: replace(
        problem, locks={**problem.locks, word.id: replace(problem.locks[word.id], **change)}
    )


LIFTED = {
    Limit.VISITS: _shifts(max_visits=None),
    Limit.CAPACITY: _shifts(capacity=None),
    Limit.REST: _shifts(rest=None),
    Limit.TOUR: _shifts(max_tour_s=None),
    Limit.TRAVEL: _shifts(max_travel_s=None),
    Limit.BACK: _open_ended,
    Limit.START: lambda problem, word: replace(
        problem,
        shifts=tuple(replace(s, hours=TimeWindow(s.hours.start - 3600, s.hours.end)) for s in problem.shifts),
    ),
    Limit.WINDOW: lambda problem, word: _with_visit(problem, problem.visits.index(word), windows=(word.permitted,)),
    Limit.LOCK_POSITION: _lock(position=None),
    Limit.LOCK_START: _lock(start=None),
    Limit.OTHER_LOCKS: lambda problem, word: replace(
        problem, locks={id: lock for id, lock in problem.locks.items() if id == word.id}
    ),
}


def _agreed(problem, visit, window):
    return _with_visit(problem, visit, windows=(window,))


def _with_visit(problem, visit, **change):
    word = replace(problem.visits[visit], **change)
    return replace(problem, visits=(*problem.visits[:visit], word, *problem.visits[visit + 1 :]))


def _with_shift(problem, team, **change):
    word = replace(problem.shifts[team], **change)
    return replace(problem, shifts=(*problem.shifts[:team], word, *problem.shifts[team + 1 :]))


def _fits(problem, tours, visit, shifts=None):
    timing = Timing(problem)
    teams = range(len(tours)) if shifts is None else shifts
    return any(timing.holds(k, tour) for k in teams for tour in _with(tours[k], visit))


def _with(tour, visit):
    return [[*tour[:n], visit, *tour[n:]] for n in range(len(tour) + 1)]


def _index(problem, team):
    return [shift.team for shift in problem.shifts].index(team)
