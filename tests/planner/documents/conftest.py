"""A day small enough to read: one team, a few stops, invented people with awkward names."""

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from planner.case import Amounts, Case, CaseState, Debtor
from planner.clock import SHANGHAI
from planner.contact import Appointment
from planner.desk import Desk
from planner.documents.bundle import DayBundle, LetterBundle, StopBundle, TeamBundle
from planner.documents.fonts import Fonts, find_fonts
from planner.documents.printing import Prints, print_day
from planner.errors import PlannerError
from planner.lender import Authorisation, Lender
from planner.plan import Route, Stop
from planner.shift import Collector, Shift, Team, TravelMode
from planner.visit import Level, Location, TimeWindow, Visit

DAY = date(2026, 11, 24)
CREATED = datetime(2026, 11, 23, 20, 15, tzinfo=SHANGHAI)
HOSTILE = '<img src=x onerror="window.PWNED=1">${PWNED}</script>'
FORMULA = '=HYPERLINK("http://evil.example","点")'
NAMES = ("陶梓", "魏䶮宇", "欧阳𬭎", "张" + "长" * 39, HOSTILE, FORMULA, '#read("page.typ") $x$ *粗*', "李四")
LONG_ADDRESS = "上海市浦东新区" + "张江镇祖冲之路与金科路交叉口东北侧的一处很长很长的小区名称" * 4 + "1234弄56号789室"

LENDER = Lender(
    name="沪海消费金融有限公司",
    kind="消费金融公司",
    mandate_chain="沪海消费金融有限公司→本机构",
    sub_mandate_consent="不适用",
    is_assigned=False,
    published_list="https://example.com/list",
    pay_channel="APP内还款",
    payee="沪海消费金融有限公司",
    complaint_phone="400-000-0001",
    regulator_phone="12378",
    offer_policy="12期以内，不减免本金",
)
DESK = Desk(
    agency="沪诚信息咨询（上海）有限公司",
    credit_code="91310000TEST000000",
    address="上海市宝山区上大路450号",
    phone="021-5550-0100",
    complaint_phone="021-5550-0199",
    privacy_contact="privacy@example.com",
    is_recorded=True,
    is_cash_free=True,
    is_company_phone_only=True,
)
OFFICE = Location("上海市宝山区上大路450号", 121.3917, 31.3158, Level.HOUSE_NUMBER, 80)


def a_case(number: int, name: str, **changes: object) -> Case:
    debtor = Debtor(
        key=f"k{number}",
        name=name,
        id_number=f"3101991982021{number % 10000:04d}2",
        mobile=f"1900001{number % 10000:04d}",
        birth_date=date(1982, 2, 1),
    )
    case = Case(
        number=f"HX2611010{number:04d}",
        lender=LENDER.name,
        debtor=debtor,
        amounts=Amounts(
            total=Decimal("38744.47"),
            principal=Decimal("26275.98"),
            interest=Decimal("10366.41"),
            penalty=Decimal("2102.08"),
            as_of=date(2026, 11, 23),
        ),
        state=CaseState.ACTIVE,
        contract=f"HT90958{number:04d}",
        product="现金分期",
        loan_date=date(2022, 9, 9),
        loan_sum=Decimal("34200"),
        annual_rate=Decimal("0.18"),
        days_overdue=800,
    )
    return replace(case, **changes)


def a_stop(number: int, cases: tuple[Case, ...], lon: float, lat: float, start: int, address: str) -> StopBundle:
    location = Location(address, lon, lat, Level.ROAD if number % 2 else Level.HOUSE_NUMBER, 60 + 150 * (number % 3))
    window = TimeWindow(start - 1800, start + 3600)
    visit = Visit(
        id=cases[0].number,
        cases=tuple(case.number for case in cases),
        lender=LENDER.name,
        debtor_key=cases[0].debtor.key,
        location=location,
        service_s=1500,
        windows=(window,),
        permitted=TimeWindow(9 * 3600, 20 * 3600),
        is_fixed=True,
    )
    stop = Stop(visit, start - (300 if number == 2 else 0), start, start + 1500, 1260, 6200)
    papers = tuple(
        Authorisation(f"SQ1000{i}", LENDER.name, f"C00{i + 1}", date(2026, 9, 24), date(2027, 2, 22), f"SQ1000{i}.pdf")
        for i in range(2)
    )
    agreed = Appointment(DAY, DAY, window, "住所")
    cautions = ("距上次上门不足 7 天，请先致电确认。",) if number % 3 == 2 else ()
    return StopBundle(
        number, stop, cases, LENDER, papers, agreed, datetime(2026, 11, 20, 15, 32, tzinfo=SHANGHAI), cautions
    )


def a_team(index: int, names: tuple[str, ...]) -> TeamBundle:
    people = (
        Collector(f"C00{1}", "魏䶮宇", f"T{index:02d}", "19000021184", "GZ00000", recorder="ZF0000"),
        Collector(f"C00{2}", "王文", f"T{index:02d}", "19000090498", "GZ00001", recorder="ZF0001"),
    )
    stops = []
    start = 9 * 3600 + 1800
    for i, name in enumerate(names, 1):
        cases = (a_case(index * 100 + i, name),)
        if i % 4 == 3:
            cases += (replace(cases[0], number=cases[0].number + "B", contract="HT111222333", product="信用卡"),)
        lon, lat = 121.40 + 0.02 * i + 0.013 * index, 31.20 + 0.017 * ((i * 7 + index) % 5)
        if i % 4 == 0:
            lon, lat = stops[-1].stop.visit.location.lon + 0.0002, stops[-1].stop.visit.location.lat
        address = LONG_ADDRESS if i == 4 else f"上海市杨浦区国和路{100 + i}弄{i}号20{i}室"
        stops.append(a_stop(i, cases, lon, lat, start, address))
        start += 1500 + 1260 + 600 + (2700 if i == 3 else 0)
    rest = TimeWindow(stops[2].stop.departure, stops[2].stop.departure + 2700) if len(stops) > 3 else None
    shift = Shift(f"T{index:02d}", OFFICE, OFFICE, TimeWindow(9 * 3600, 18 * 3600), TravelMode.CAR)
    route = Route(shift, tuple(s.stop for s in stops), 9 * 3600, start, 1800, 9300, rest)
    team = Team(f"T{index:02d}", people, OFFICE.address, OFFICE.address, shift.hours, TravelMode.CAR)
    return TeamBundle(team, route, tuple(stops))


def a_day(teams: int = 1, stops: int = 3, letters: int = 2, **changes: object) -> DayBundle:
    names = tuple(NAMES[i % len(NAMES)] for i in range(stops))
    refused = tuple(
        LetterBundle(
            (a_case(9000 + i, NAMES[i % 4]),), LENDER, "上海市徐汇区漕溪北路 88 号 1203 室" if i % 2 == 0 else ""
        )
        for i in range(letters)
    )
    day = DayBundle(DAY, CREATED, DESK, "cn-2026.1", tuple(a_team(t, names) for t in range(1, teams + 1)), refused)
    return replace(day, **changes)


@pytest.fixture(scope="session")
def make_day() -> Callable[..., DayBundle]:
    """Builds a day of so many teams, stops and letters."""
    return a_day


@pytest.fixture(scope="session")
def fonts() -> Fonts:
    """The Chinese fonts of this computer."""
    try:
        return find_fonts()
    except PlannerError:
        pytest.skip("This computer has no Chinese font.")


@pytest.fixture(scope="session")
def day(make_day: Callable[..., DayBundle]) -> DayBundle:
    """One team with eight stops, every awkward name once, and four letters of which two lack an address."""
    return make_day(teams=1, stops=8, letters=4)


@pytest.fixture(scope="session")
def prints(day: DayBundle, fonts: Fonts) -> Prints:
    """All papers of `day`."""
    return print_day(day, fonts=fonts)


@pytest.fixture(scope="session")
def text_of() -> Callable[[bytes], list[str]]:
    """Reads a PDF as pdftotext does: one text a page, without spaces and line ends."""
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not installed.")

    def read(pdf: bytes) -> list[str]:
        done = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
        return ["".join(page.split()) for page in done.stdout.decode().split("\f")[:-1]]

    return read


@pytest.fixture(scope="session")
def hostile() -> tuple[str, str]:
    """A name that is a script and one that is a formula."""
    return HOSTILE, FORMULA
