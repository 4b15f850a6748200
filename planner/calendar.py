"""Chinese public holidays, and whether a year's are published yet."""

from datetime import date

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
