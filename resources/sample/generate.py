"""Writes the sample day: invented people on real roads, the same every time.

    python resources/sample/generate.py resources/sample

Id numbers carry a region code that nobody has, telephones a block that is not in use. About twenty cases and two
collectors are planted traps; expected.json says what must happen to each. The day planned is 2026-11-24, seen from the
evening before.
"""

import csv
import json
import sys
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

import xlsxwriter
from case_rows import BIG, CASE_HEADINGS, PLANTED, SMALL, SMALL_HEADINGS, Case, big_cases, case_number, small_cases
from world import DAY, TODAY, World

SEED = 20261123
NUM_TEAMS = 15
CONTACT_HEADINGS = (
    "案件编号 联系时间 方式 号码 通话秒数 接听人 结果 约定日期 约定日期至 约定开始 约定结束 地点 约定地址 录音编号 备注"
).split()
VISIT_HEADINGS = "案件编号 到访日期 到达 离开 小组 结果 应门人 被要求离开 录像编号 备注".split()
LENDER_HEADINGS = (
    "委托方 机构类型 委托链 转委托同意 债权转让 催收机构公示网址 年度评审日期 还款渠道 收款户名 投诉电话 "
    "监管投诉 综合年化上限 还款方案权限"
).split()
AUTHORISATION_HEADINGS = "授权书编号 委托方 工号 姓名 生效日期 有效期至 盖章扫描件".split()
ROSTER_HEADINGS = (
    "工号 姓名 性别 手机 小组 出发地址 返回地址 交通方式 上班 下班 休息开始 休息结束 休息分钟 最多访数 技能 "
    "工作证号 培训考核日期 无犯罪记录证明 保密承诺 执法记录仪编号"
).split()

OFFICES = (
    "上海市静安区江宁路212号",
    "上海市浦东新区民生路1180号",
    "上海市闵行区沪闵路6600号",
    "上海市杨浦区四平路1388号",
    "上海市普陀区武宁路423号",
)
WINDOWS = (
    ("09:00", "17:00"),
    ("18:00", "20:00"),
    ("10:00", "12:00"),
    ("16:00", "18:00"),
    ("14:00", "16:00"),
    ("09:00", "11:00"),
    ("13:00", "15:00"),
)

QUOTAS = {
    ("同意", 0, 0): 88,
    ("同意", 0, 3): 28,
    ("同意", 1, 0): 39,
    ("同意", 1, 3): 22,
    ("同意", 2, 0): 29,
    ("同意", 2, 3): 16,
    ("同意", 3, 0): 25,
    ("同意", 3, 3): 10,
    ("同意", 4, 0): 17,
    ("同意", 4, 3): 10,
    ("拒绝", 0, 0): 33,
    ("异议", 0, 0): 10,
    ("困难", 0, 0): 6,
    ("投诉", 0, 0): 2,
    ("改期", 0, 0): 22,
}
"""Newest word of the debtor -> how many cases; of a consent the days from DAY to the first, and on to the last."""
NOBODY = ("未接通", "未接通", "未接通", "空号", "停机", "关机", "拒接", "无人接听")
NOTES = {
    "拒绝": ("请寄信", "请发邮件"),
    "异议": ("称已还清",),
    "困难": ("失业",),
    "投诉": ("来电过多",),
    "改期": ("", "不方便"),
}
DESK = """# 样本机构，均为虚构。

[agency]
name = "上海示例信用服务有限公司"
credit_code = "91310199MA0000000X"
address = "上海市静安区江宁路212号"
phone = "021-0000 0001"
complaint_phone = "021-0000 0002"
privacy_contact = "个人信息保护负责人，021-0000 0003"

[declarations]
recorded = true
cash_free = true
company_phone_only = true
"""


class Log:
    """The callers' log, with running numbers of recordings."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.rows: list[Case] = []

    def missed(self, number: str, phone: str) -> None:
        """An attempt of an earlier day that reached nobody."""
        self._add(number, self._earlier(11), phone, self.rng.choice(NOBODY), 0, {})

    def spoken(self, number: str, phone: str, word: str) -> None:
        """What the debtor said, short of a consent; later than every attempt that reached nobody."""
        self._add(number, self._earlier(17), phone, word, self.rng.randint(40, 420), {"备注": self._note(word)})

    def consent(self, number: str, phone: str, at: datetime, days: tuple[int, int], place: str, address: str) -> None:
        """The debtor agrees to be visited between two days."""
        first = DAY + timedelta(days=days[0])
        start, end = self.rng.choices(WINDOWS, weights=(5, 4, 3, 3, 2, 2, 2))[0]
        agreed = {
            "约定日期": str(first),
            "约定日期至": str(first + timedelta(days=days[1])),
            "约定开始": start,
            "约定结束": end,
            "地点": place,
            "约定地址": address,
        }
        self._add(number, at, phone, "同意", self.rng.randint(60, 420), agreed)

    def refusal(self, number: str, phone: str, at: datetime) -> None:
        """The debtor wants no visit."""
        self._add(number, at, phone, "拒绝", self.rng.randint(60, 420), {"备注": "不要上门,发邮件"})

    def today(self) -> datetime:
        """A moment of the last evening before the day, in office hours."""
        return datetime(2026, 11, 23, 9, 5) + timedelta(minutes=self.rng.randrange(8 * 60 + 50))

    def _earlier(self, first_day: int) -> datetime:
        """A moment in office hours of one of six days of the month."""
        passed = timedelta(days=self.rng.randrange(6), minutes=self.rng.randrange(9 * 60))
        return datetime(2026, 11, first_day, 9, 0) + passed

    def _note(self, word: str) -> str:
        return self.rng.choice(NOTES[word])

    def _add(self, number: str, at: datetime, phone: str, word: str, seconds: int, more: Case) -> None:
        spoken = {"接听人": "本人", "录音编号": f"REC{len(self.rows):06d}"} if seconds else {}
        self.rows.append(
            {
                "案件编号": number,
                "联系时间": f"{at:%Y-%m-%d %H:%M}",
                "方式": "电话",
                "号码": phone,
                "通话秒数": seconds,
                "结果": word,
                **spoken,
                **more,
            }
        )


def contacts(rng: Random, cases: list[Case]) -> list[Case]:
    """The log up to the evening before. `cases` carry number, phone, home, employer; planted ones agree to the day."""
    log = Log(rng)
    planted = {case_number(i) for i in PLANTED}
    open_words = [word for word, count in QUOTAS.items() for _ in range(count)]
    open_words += [("", 0, 0)] * (len(cases) - len(open_words))
    rng.shuffle(open_words)
    said: dict[str, Case] = {}
    for case in cases:
        number, phone = str(case["number"]), str(case["phone"])
        if phone in said:
            # One call about both contracts.
            log.rows.append({**said[phone], "案件编号": number})
            continue
        for _ in range(rng.choice((0, 0, 1, 1, 2))):
            log.missed(number, phone)
        word, first, length = open_words.pop() if number not in planted else ("同意", 0, 0)
        if number == case_number(62):
            log.consent(number, phone, datetime(2026, 11, 23, 9, 20), (0, 0), "住所", str(case["home"]))
            log.refusal(number, phone, datetime(2026, 11, 23, 16, 0))
        elif word == "同意":
            _consent(log, case, (first, length))
        elif word:
            log.spoken(number, phone, word)
        else:
            log.missed(number, phone)
        said[phone] = log.rows[-1]
    return sorted(log.rows, key=lambda row: (str(row["联系时间"]), str(row["案件编号"])))


def _consent(log: Log, case: Case, days: tuple[int, int]) -> None:
    number, phone = str(case["number"]), str(case["phone"])
    if log.rng.random() < 0.3:
        log.spoken(number, phone, "改期")
    is_unnamed = number in (case_number(20), case_number(24))
    at_work = number not in {case_number(i) for i in PLANTED} and log.rng.random() < 0.015
    address = "" if is_unnamed else str(case["employer" if at_work else "home"])
    log.consent(number, phone, log.today(), days, "单位" if at_work else "住所", address)


def visits(rng: Random, numbers: list[str]) -> list[Case]:
    """Thirty-three visits of the past two months and the two planted ones."""

    def row(number: str, day: date, times: tuple[str, str], team: str, outcome: str, who: str, left: str) -> Case:
        cells = (number, str(day), *times, team, outcome, who, left, f"V{number[-5:]}", "")
        return dict(zip(VISIT_HEADINGS, cells, strict=True))

    rows = [
        row(
            number,
            DAY - timedelta(days=rng.randint(9, 60)),
            ("14:05", "14:20"),
            f"T{rng.randint(1, NUM_TEAMS):02d}",
            *rng.choice((("无人在家", ""), ("无人在家", ""), ("未达成", "本人"), ("达成承诺", "本人"))),
            "否",
        )
        for number in rng.sample(numbers, 33)
    ]
    rows.append(row(case_number(66), TODAY, ("10:00", "10:20"), "T01", "未达成", "本人", "否"))
    rows.append(row(case_number(68), date(2026, 10, 24), ("10:00", "10:05"), "T02", "拒绝沟通", "本人", "是"))
    return rows


def roster(world: World) -> list[Case]:
    """Fifteen teams of two: cars, e-bikes, one by metro; an early and a late shift; one starts from home."""
    rows: list[Case] = []
    for i in range(2 * NUM_TEAMS):
        team = i // 2
        start = OFFICES[team % len(OFFICES)] if team != 10 else "上海市浦东新区张杨路1233号"
        late = team % 2 == 1
        hours = ("11:00", "20:00", "16:30", "18:30") if late else ("09:00", "18:00", "11:30", "13:30")
        mode = {1: "电动车", 3: "电动车", 11: "电动车", 9: "地铁"}.get(team, "汽车")
        cells = (
            f"C{i + 1:03d}",
            world.name(),
            world.rng.choice("男女"),
            world.phone(),
            f"T{team + 1:02d}",
            start,
            start,
            mode,
            *hours,
            "45",
            "10",
            world.rng.choice(("", "上海话")),
            f"GZ{i:05d}",
            "2025-11-23" if i == 4 else "2026-08-15",
            "有",
            "已签",
            f"ZF{i:04d}",
        )
        rows.append(dict(zip(ROSTER_HEADINGS, cells, strict=True)))
    return rows


def authorisations(collectors: list[Case]) -> list[Case]:
    """Everybody for the big lender, every second pair for the small one; C009's have run out."""
    rows: list[Case] = []
    for i, collector in enumerate(collectors):
        until = "2026-11-23" if collector["工号"] == "C009" else "2027-02-22"
        for lender, prefix in ((BIG, "SQ1"), (SMALL, "SQ2")):
            if lender == BIG or i // 2 % 2 == 0:
                number = f"{prefix}{i:04d}"
                cells = (number, lender, collector["工号"], collector["姓名"], "2026-09-24", until, f"{number}.pdf")
                rows.append(dict(zip(AUTHORISATION_HEADINGS, cells, strict=True)))
    return rows


def lenders() -> list[Case]:
    """The profiles of both."""
    big = f"{BIG} 消费金融公司 {BIG}→本机构 不适用 否 https://example.com/list 2026-07-26 APP内还款"
    small = f"{SMALL} 小额贷款公司 {SMALL}→本机构 不适用 否 https://example.com/list2 2026-01-27 对公转账"
    profiles = (
        (*big.split(), "沪海消费金融有限公司", "400-000-0001", "12378", "24%", "12期以内,不减免本金"),
        (*small.split(), "浦江小额贷款有限公司", "400-000-0002", "12345", "24%", "6期以内"),
    )
    return [dict(zip(LENDER_HEADINGS, profile, strict=True)) for profile in profiles]


def expected() -> dict[str, dict[str, str]]:
    """What must happen to each planted row, with the rule."""
    rows = {case_number(i) if i != 52 else "row 53": {"why": p[0], "expect": p[1]} for i, p in PLANTED.items()}
    blocked = "blocked:{}, team {} is not planned"
    return {
        **rows,
        "collector C005": {"why": "training 366 days old", "expect": blocked.format("R-41", "T03")},
        "collector C009": {"why": "authorisation expired", "expect": blocked.format("R-42", "T05")},
        "teams": {
            "why": f"only every second pair of collectors is authorised by {SMALL}",
            "expect": "its cases are visited by those teams alone",
        },
    }


def write_sheet(target: Path, sheet: str, headings: list[str], rows: list[Case]) -> None:
    """An xlsx in which text stays text and the file says the same moment of making every time."""
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, plain) as book:
        book.set_properties({"created": datetime(2026, 11, 23)})
        page = book.add_worksheet(sheet)
        for column, heading in enumerate(headings):
            page.write_string(0, column, heading)
            for at, row in enumerate(rows, start=1):
                if row.get(heading, "") != "":
                    page.write(at, column, row[heading])


def _called(case: Case, keys: tuple[str, ...]) -> Case:
    return dict(zip(("number", "phone", "home", "employer"), (case[key] for key in keys), strict=True))


def write_day(folder: Path) -> None:
    """Write all files of the sample day into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    rng = Random(SEED)
    world = World(rng)
    big = big_cases(world)
    small = small_cases(world, big)
    # The log knows the row without a number by nothing, and both rows of the conflict by one.
    big_keys = ("案件编号", "手机号", "现居住地址", "单位地址")
    small_keys = ("个案序列号", "本人手机", "家庭住址", "公司地址")
    called = [_called(case, big_keys) for i, case in enumerate(big, start=1) if i not in (52, 64)]
    called += [_called(case, small_keys) for case in small]
    unplanted = [case_number(i) for i in range(69, len(big) + 1)]
    collectors = roster(world)
    write_sheet(folder / "cases.xlsx", "委外案件", CASE_HEADINGS, big)
    with (folder / "cases_lender2.csv").open("w", encoding="gb18030", newline="") as file:
        table = csv.DictWriter(file, SMALL_HEADINGS)
        table.writeheader()
        table.writerows(small)
    write_sheet(folder / "contacts.xlsx", "联系结果", CONTACT_HEADINGS, contacts(rng, called))
    write_sheet(folder / "visits.xlsx", "到访记录", VISIT_HEADINGS, visits(rng, unplanted))
    write_sheet(folder / "lenders.xlsx", "委托方档案", LENDER_HEADINGS, lenders())
    write_sheet(folder / "authorisations.xlsx", "授权书", AUTHORISATION_HEADINGS, authorisations(collectors))
    write_sheet(folder / "roster.xlsx", "催收员", ROSTER_HEADINGS, collectors)
    (folder / "desk.toml").write_bytes(DESK.encode())
    (folder / "expected.json").write_bytes((json.dumps(expected(), ensure_ascii=False, indent=1) + "\n").encode())


if __name__ == "__main__":
    write_day(Path(sys.argv[1]))
