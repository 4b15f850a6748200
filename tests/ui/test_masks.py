"""Lists show an address as far as its lane."""

import pytest

from ui import masks


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("上海市长宁区长宁路762弄3号1201室", "长宁区长宁路762弄*"),
        ("上海市市辖区奉贤区育秀路３０６弄２号", "奉贤区育秀路306弄*"),
        ("徐汇区漕溪北路18号2202", "徐汇区漕溪北路18号*"),
        ("浦东新区世纪大道", "浦东新区世纪大道"),
        ("闵行区七莘路3幢502室", "闵行区七莘路*"),
        ("", ""),
    ],
)
def test_the_door_does_not_show(address: str, shown: str) -> None:
    """What follows the lane or house number is cut."""
    assert masks.lane(address) == shown
