"""Any record that the planner's words allow, for hypothesis."""

from datetime import UTC, date, datetime

from hypothesis import strategies as st

from planner import clock
from planner.case import AddressKind, Amounts, Case, CaseState, Debtor, Remark
from planner.confirmed_place import ConfirmedPlace
from planner.contact import Appointment, ContactAttempt, ContactOutcome
from planner.lender import Authorisation, Lender
from planner.needs import Needs, Purpose
from planner.ruling import Hold, HoldKind, ParameterChange, Told
from planner.shift import Break, Collector, Team, TravelMode
from planner.store.interface import Records
from planner.visit import TimeWindow, VisitOutcome, VisitRecord

words = st.text(max_size=12)
numbers = st.text("ABX0123456789-_%张", min_size=1, max_size=6)
days = st.dates(date(1950, 1, 1), date(2100, 1, 1))
money = st.decimals(0, 10**9, places=2)
maybe = st.none()
seconds = st.integers(0, 86_400)
windows = st.tuples(seconds, seconds).map(lambda pair: TimeWindow(min(pair), max(pair)))
sets = st.frozensets(words, max_size=3)
# Before 1992 Shanghai had summer time, and moments that its clocks show twice equal nothing in another zone.
moments = st.datetimes(datetime(1992, 1, 1), datetime(2100, 1, 1), timezones=st.sampled_from([UTC, clock.SHANGHAI]))
needs = st.builds(
    Needs,
    purpose=maybe | st.sampled_from(Purpose),
    required_team=words,
    forbidden_teams=sets,
    skills=sets,
    is_must=maybe | st.booleans(),
)
cases = st.builds(
    Case,
    number=numbers,
    lender=words,
    debtor=st.builds(
        Debtor, key=words, name=words, id_number=words, mobile=words, email=words, birth_date=maybe | days
    ),
    amounts=st.builds(
        Amounts,
        total=maybe | money,
        principal=maybe | money,
        interest=maybe | money,
        penalty=maybe | money,
        fees=money,
        as_of=maybe | days,
    ),
    state=st.sampled_from(CaseState),
    contract=words,
    product=words,
    batch=words,
    loan_date=maybe | days,
    loan_sum=maybe | money,
    annual_rate=maybe | st.decimals(0, 1, places=6),
    days_overdue=maybe | st.integers(-5, 5000),
    bucket=words,
    mandate_start=maybe | days,
    mandate_end=maybe | days,
    last_paid_on=maybe | days,
    last_paid=maybe | money,
    addresses=st.lists(
        st.tuples(
            st.sampled_from(AddressKind), words | st.sampled_from(["上海市长宁区长宁路1号", "浦东新区张杨路2号"])
        ),
        max_size=3,
    ).map(tuple),
    contact_names=st.lists(words, max_size=2).map(tuple),
    remarks=st.frozensets(st.sampled_from(Remark)),
    warnings=st.lists(words, max_size=2).map(tuple),
    needs=needs,
)
appointments = st.builds(
    lambda span, window, place, address, others: Appointment(min(span), max(span), window, place, address, others),
    st.tuples(days, days),
    windows,
    words,
    words,
    st.lists(windows, max_size=2).map(tuple),
)
attempts = st.builds(
    ContactAttempt,
    case_number=numbers,
    at=moments,
    outcome=st.sampled_from(ContactOutcome),
    channel=words,
    number=words,
    seconds=seconds,
    answered_by=words,
    appointment=appointments,
    recording=words,
    note=words,
    detail=words,
    needs=needs,
)
visits = st.builds(
    VisitRecord,
    case_number=numbers,
    day=days,
    outcome=st.sampled_from(VisitOutcome),
    team=words,
    arrival=maybe | seconds,
    departure=maybe | seconds,
    opened_by=words,
    asked_to_leave=st.booleans(),
    recording=words,
    note=words,
)
lenders = st.builds(
    Lender,
    name=words,
    kind=words,
    is_assigned=maybe | st.booleans(),
    reviewed_on=maybe | days,
    cost_cap=maybe | money,
    offer_policy=words,
)
authorisations = st.builds(
    Authorisation,
    number=words,
    lender=words,
    staff_number=words,
    valid_from=days,
    valid_until=days,
    scan=words,
)
collectors = st.builds(
    Collector,
    staff_number=words,
    name=words,
    team=words,
    trained_on=maybe | days,
    background_ok=maybe | st.booleans(),
    skills=sets,
    absences=st.lists(st.tuples(days, days), max_size=2).map(tuple),
)
teams = st.builds(
    Team,
    id=words,
    collectors=st.lists(collectors, max_size=2).map(tuple),
    start_address=words,
    end_address=words,
    hours=windows,
    mode=st.sampled_from(TravelMode),
    rest=maybe | st.builds(Break, windows, seconds),
    max_visits=maybe | st.integers(0, 50),
    max_tour_s=maybe | seconds,
    territories=sets,
    needs_partner=st.booleans(),
)
rulings = st.one_of(
    st.builds(Hold, numbers, st.sampled_from(HoldKind), by=words, reason=words, at=moments, review_until=maybe | days),
    st.builds(Told, numbers, days, windows, call_off_number=words, by=words, at=moments),
    st.builds(
        ParameterChange,
        words,
        words,
        words,
        st.just("S1"),
        st.just("S2"),
        st.just("x"),
        at=moments,
        effective_from=days,
        case_number=st.just(""),
    ),
)
spots = st.sampled_from(["延安西路1号", "人民路2弄3号", ""])
places = st.builds(
    ConfirmedPlace, spots, st.just(121.47), st.just(31.23), by=words, at=st.none() | moments, radius_m=st.just(40)
)
records = st.builds(
    Records,
    cases=st.lists(cases, max_size=4),
    conflicting=st.lists(numbers, max_size=2),
    attempts=st.lists(attempts, max_size=3),
    visits=st.lists(visits, max_size=2),
    lenders=st.lists(lenders, max_size=2),
    authorisations=st.lists(authorisations, max_size=2),
    rulings=st.lists(rulings, max_size=3),
    places=st.lists(places, max_size=3),
    forgotten_places=st.lists(spots, max_size=1),
    teams=st.none() | st.lists(teams, max_size=2),
)
