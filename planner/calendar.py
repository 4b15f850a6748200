"""Chinese public holidays, and whether a year's are published yet."""

from datetime import date, timedelta

_NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "National Day": "国庆节",
    "Mid-autumn Festival": "中秋节",
    "Anti-Fascist 70th Day": "抗战胜利纪念日",
}


def holiday(day: date) -> str | None:
    """The public holiday's Chinese name, None on any other day, ordinary weekends among them.

    Raises:
        LookupError: the State Council's calendar of that year is not in the `chinesecalendar` package yet.
    """
    import chinese_calendar

    try:
        is_off, name = chinese_calendar.get_holiday_detail(day)
    except NotImplementedError as error:
        raise LookupError(day.year) from error
    return _NAMES.get(name, name) if is_off and name else None


def working_days(first: date, num_days: int) -> tuple[date, ...]:
    """The next working days from `first` on: holidays and free weekends left out, weekends worked instead taken in.

    It ends early where a year's calendar is not published yet: what is unknown is not offered.
    """
    import chinese_calendar

    found: list[date] = []
    day = first
    while len(found) < num_days:
        try:
            is_working = chinese_calendar.is_workday(day)
        except NotImplementedError:
            break
        if is_working:
            found.append(day)
        day += timedelta(days=1)
    return tuple(found)
