"""The rows of the two lenders' case files, with the planted traps."""

from datetime import date, timedelta

from world import ELSEWHERE, TODAY, World

Case = dict[str, object]

BIG, SMALL = "沪海消费金融", "浦江小额贷款"
NUM_BIG, NUM_SMALL = 400, 50
CASE_HEADINGS = (
    "案件编号 批次号 委托方 产品类型 合同编号 姓名 性别 身份证号 手机号 户籍地址 现居住地址 单位名称 单位地址 "
    "邮箱 贷款日期 贷款金额(元) 贷款年利率 剩余本金(元) 逾期利息(元) 违约金(元) 委案金额(元) 逾期天数 账龄 "
    "委案日期 退案日期 案件状态 联系人1姓名 联系人1关系 联系人1手机 联系人1地址 最后还款日 最后还款金额 "
    "数据日期 备注"
).split()
SMALL_HEADINGS = (
    "个案序列号 委托方 客户姓名 证件号 本人手机 家庭住址 公司地址 业务类型 贷款合同号 放款时间 贷款利率 "
    "委外金额 未还本金 利息 逾期违约金 逾期天数 逾期账龄 委外日期 预计退案日 委外状态 余额日期"
).split()
EMPLOYERS = ("上海某某贸易有限公司", "某某餐饮管理(上海)有限公司", "上海某某物流有限公司", "个体经营")
BATCHES = {
    "B1023": (date(2026, 10, 23), date(2026, 12, 22)),
    "B1028": (date(2026, 10, 28), date(2026, 11, 25)),
    "B1109": (date(2026, 11, 9), date(2026, 12, 9)),
    "B1116": (date(2026, 11, 16), date(2027, 2, 14)),
}
OVERDUE_DAYS = (35, 48, 60, 66, 95, 120, 130, 170, 181, 220, 300, 420, 800, 1150)
HINTS = ((0.03, "律师代理"), (0.08, "曾投诉"), (0.12, "住院中"), (0.16, "客户称已还部分"), (1.0, ""))


def case_number(i: int) -> str:
    """The number of the i-th case of the big lender, from 1."""
    return f"SH261101{i:05d}"


PLANTED: dict[int, tuple[str, str, Case]] = {
    4: ("退案日期 before the visit day", "blocked:R-08", {"退案日期": "2026-11-23"}),
    8: ("case suspended", "blocked:R-08", {"案件状态": "暂停"}),
    12: ("case settled", "blocked:R-08", {"案件状态": "结清"}),
    16: ("17 years old", "blocked:R-06", {"born": date(2009, 1, 2)}),
    17: ("eighteen on the day itself", "not blocked by R-06", {"born": date(2008, 11, 24)}),
    20: ("home address equals a colleague's address, and the debtor has not named it", "blocked:R-30", {}),
    24: ("only a hukou address, not confirmed", "blocked:R-30", {"现居住地址": ""}),
    28: ("id checksum wrong", "imported with a warning 'to verify'; age unknown, so blocked:R-06", {}),
    32: ("amounts do not add up", "blocked:R-50", {"委案金额(元)": 999.99}),
    36: ("statement ten days old", "blocked:R-50", {"数据日期": "2026-11-13"}),
    40: (
        "address outside Shanghai",
        "to locate by hand, never planned at a guess",
        {"现居住地址": "江苏省苏州市姑苏区干将东路188号2幢402室"},
    ),
    44: ("address says only a district", "to locate by hand", {"现居住地址": "上海市闵行区"}),
    46: ("no room number", "door incomplete: not planned (R-82)", {"现居住地址": "上海市长宁区天山路762弄"}),
    48: ("amount is text", "rejected row", {"剩余本金(元)": "叁万"}),
    52: ("case number empty", "rejected row", {"案件编号": ""}),
    56: (
        "formula as a name",
        "kept as text, never a formula in any export",
        {"姓名": '=HYPERLINK("http://x","张")'},
    ),
    60: ("script in a name", "never runs in the map", {"姓名": "<img src=x onerror=alert(1)>${7*7}"}),
    62: ("consent at 09:20, refusal at 16:00: the newest wins", "letter-only", {}),
    63: ("same case number twice, different content", "conflict shown, neither lost", {}),
    66: ("visited yesterday", "blocked:R-26", {}),
    68: ("asked the team to leave last month", "blocked or letter-only: R-28", {}),
}
"""Index of a case -> why it is planted, what must happen, the cells that make it so."""


def bucket(days: int) -> str:
    """M1 is 1-30 days, M2 31-60, over 180 M7+."""
    return "M7+" if days > 180 else f"M{(days - 1) // 30 + 1}"


def big_case(world: World, i: int, person: Case) -> Case:
    """One row of the big lender's export."""
    rng = world.rng
    name, days = rng.choice(sorted(BATCHES)), rng.choice(OVERDUE_DAYS)
    loan = rng.randrange(28, 600) * 100
    principal = round(loan * 0.7688 + rng.random(), 2)
    interest = round(principal * 0.18 * days / 365, 2)
    penalty = round(interest * 0.2028, 2)
    paid_on = TODAY - timedelta(days=days + rng.randint(0, 20))
    hint = rng.random()
    return {
        **person,
        "案件编号": case_number(i),
        "批次号": name,
        "委托方": BIG,
        "产品类型": rng.choice(("现金分期", "商品分期")),
        "合同编号": f"HT{rng.randrange(10**9):09d}",
        "贷款日期": str(paid_on - timedelta(days=rng.randint(90, 600))),
        "贷款金额(元)": loan,
        "贷款年利率": "18%",
        "剩余本金(元)": principal,
        "逾期利息(元)": interest,
        "违约金(元)": penalty,
        "委案金额(元)": round(principal + interest + penalty, 2),
        "逾期天数": days,
        "账龄": bucket(days),
        "委案日期": str(BATCHES[name][0]),
        "退案日期": str(BATCHES[name][1]),
        "案件状态": "正常",
        "最后还款日": str(paid_on),
        "最后还款金额": round(loan * 0.0307, 2),
        "数据日期": str(TODAY),
        "备注": next(words for limit, words in HINTS if hint < limit),
    }


def new_person(world: World, born: date) -> Case:
    """The cells of a row that are about the person."""
    rng = world.rng
    number = world.id_number(born)
    here = rng.random() < 0.4
    return {
        "姓名": world.name(),
        "性别": "男" if int(number[16]) % 2 else "女",
        "身份证号": number,
        "手机号": world.phone(),
        "户籍地址": world.home() if here else rng.choice(ELSEWHERE).format(rng.randint(1, 80)),
        "现居住地址": world.home(),
        "单位名称": rng.choice(EMPLOYERS),
        "单位地址": world.address(),
        "邮箱": f"user{rng.randrange(10**6)}@example.com" if rng.random() < 0.7 else "",
        "联系人1姓名": world.name(),
        "联系人1关系": rng.choice(("父亲", "母亲", "配偶", "子女", "朋友", "同事")),
        "联系人1手机": world.phone(),
        "联系人1地址": world.home() if rng.random() < 0.9 else "",
    }


def big_cases(world: World) -> list[Case]:
    """All rows of the big lender; every 33rd case is a second contract of a person five rows above."""
    cases: list[Case] = []
    people: list[Case] = []
    for i in range(1, NUM_BIG + 1):
        cells = PLANTED[i][2] if i in PLANTED else {}
        born = cells.get("born")
        is_second_contract = i % 33 == 6 and i > 6
        birthday = born if isinstance(born, date) else world.birthday()
        people.append(people[i - 6] if is_second_contract else new_person(world, birthday))
        if i in PLANTED:
            # A planted case fails for its own reason alone, not for want of a room.
            people[-1]["现居住地址"] = next(home for home in iter(world.home, "") if "室" in home)
        cases.append({**big_case(world, i, people[-1]), **{k: v for k, v in cells.items() if k != "born"}})
    colleague, wrong_id = cases[19], cases[27]
    colleague.update({"联系人1关系": "同事", "联系人1地址": colleague["现居住地址"]})
    sound = str(wrong_id["身份证号"])
    wrong_id["身份证号"] = sound[:17] + ("1" if sound[17] != "1" else "2")
    cases[23]["户籍地址"] = "上海市宝山区友谊路894弄12号604室"
    cases[63]["案件编号"] = case_number(63)
    for i in PLANTED:
        cases[i - 1]["备注"] = ""
    return cases


def small_cases(world: World, others: list[Case]) -> list[Case]:
    """All rows of the small lender; three of its debtors owe the big one too."""
    rng = world.rng
    cases: list[Case] = []
    for i in range(NUM_SMALL):
        person = others[(100, 200, 300)[i // 20]] if i % 20 == 7 else new_person(world, world.birthday())
        days = rng.choice((40, 70, 120, 200))
        principal = round(rng.randrange(5000, 45000) + rng.random(), 2)
        interest = round(principal * 0.2 * days / 365, 2)
        penalty = round(interest * 0.1825, 2)
        cells = (
            f"PX{i:06d}",
            SMALL,
            person["姓名"],
            person["身份证号"],
            person["手机号"],
            person["现居住地址"],
            person["单位地址"],
            "消费贷",
            f"DK{i:07d}",
            f"{TODAY - timedelta(days=days + 300):%Y/%m/%d}",
            "20%",
            f"{principal + interest + penalty:.2f}",
            principal,
            interest,
            penalty,
            days,
            bucket(days),
            "2026/11/14",
            "2027/01/12",
            "正常",
            f"{TODAY:%Y/%m/%d}",
        )
        cases.append(dict(zip(SMALL_HEADINGS, cells, strict=True)))
    return cases
