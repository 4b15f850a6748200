"""Locked files open with the right word, in memory."""

import tempfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
import pyzipper
from msoffcrypto.format.ooxml import OOXMLFile

from planner.errors import PlannerError
from planner.intake import unlock
from planner.intake.sheet import read_sheets

# A csv under the name 表.csv in GBK, locked with abc in the old way (PKWARE's APPNOTE 6.1); no library here writes it.
OLD_LOCK = bytes.fromhex(
    "504b0304140001000000000021007b07970a140000000800000006000000b1ed2e6373761f3108f92ed680b39104b749d3be"
    "9585e8f760e9504b01021400140001000000000021007b07970a140000000800000006000000000000000000000000000000"
    "0000b1ed2e637376504b0506000000000100010034000000380000000000"
)
ROWS = [["案件编号", "姓名"], ["A1", "张三"]]


@pytest.fixture
def locked_xlsx(book: Callable[..., Path]) -> bytes:
    """A workbook locked by Excel's present way with the word 对的."""
    locked = BytesIO()
    with book(甲=ROWS).open("rb") as plain:
        OOXMLFile(plain).encrypt("对的", locked)
    return locked.getvalue()


def locked_zip(password: str, code: str = "utf-8") -> bytes:
    """A zip of one csv, locked with AES."""
    packed = BytesIO()
    way = {"compression": pyzipper.ZIP_DEFLATED, "encryption": pyzipper.WZ_AES}
    with pyzipper.AESZipFile(packed, "w", **way) as pack:
        pack.setpassword(password.encode(code))
        pack.writestr("表.csv", "a,b\n1,2\n")
    return packed.getvalue()


@pytest.fixture
def no_temporary_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """A plain copy on the disk would be a leak, so nobody may ask for one."""

    def refuse(*_args: object, **_more: object) -> None:
        raise AssertionError("a temporary file was asked for")

    for name in ("TemporaryFile", "NamedTemporaryFile", "SpooledTemporaryFile", "mkstemp"):
        monkeypatch.setattr(tempfile, name, refuse)


def test_the_right_word_opens_a_workbook(tmp_path: Path, locked_xlsx: bytes) -> None:
    """Words are tried in turn."""
    path = tmp_path / "locked.xlsx"
    path.write_bytes(locked_xlsx)
    assert read_sheets(path, ["错的", "对的"])[0].rows[1] == (2, ("A1", "张三"))


@pytest.mark.usefixtures("no_temporary_files")
def test_an_old_workbook_opens_in_memory(locked_xls: Callable[..., bytes], old_xls: Callable[..., bytes]) -> None:
    """Excel 97's lock opens without a plain copy on the disk."""
    opened = unlock.unlock_ole("f.xls", locked_xls(ROWS, "secret"), ["no", "secret"])
    assert "张三".encode("utf-16-le") in opened
    assert "张三".encode("utf-16-le") not in locked_xls(ROWS, "secret")
    assert unlock.unlock_ole("f.xls", old_xls(ROWS), []) == old_xls(ROWS)


def test_an_unlocked_old_workbook_is_read(tmp_path: Path, locked_xls: Callable[..., bytes]) -> None:
    """What comes out of the lock is a workbook that the reader takes."""
    path = tmp_path / "old.xls"
    path.write_bytes(locked_xls(ROWS, "secret"))
    assert read_sheets(path, ["secret"])[0].rows[1] == (2, ("A1", "张三"))


@pytest.mark.usefixtures("no_temporary_files")
@pytest.mark.parametrize("code", ["utf-8", "gb18030"])
def test_a_zip_opens_with_a_chinese_word(code: str) -> None:
    """AES; the word may have been typed where GBK is the code of the system."""
    data = locked_zip("密码", code)
    assert list(unlock.members("f.zip", data, ["错", "密码"])) == [("表.csv", b"a,b\n1,2\n")]


def test_the_old_zip_lock_opens() -> None:
    """ZipCrypto, as Windows and old programs make it, with a name in GBK."""
    assert list(unlock.members("f.zip", OLD_LOCK, ["no", "abc"])) == [("表.csv", b"a,b\n1,2\n")]


@pytest.mark.parametrize(("words", "kind"), [((), unlock.PasswordNeeded), (("错的",), PlannerError)])
def test_without_the_word_it_stays_shut(locked_xlsx: bytes, words: tuple[str, ...], kind: type) -> None:
    """No word asks for one, a wrong word is called wrong, and the word is never repeated in the message."""
    for call in (
        lambda: unlock.unlock_ole("f.xlsx", locked_xlsx, words),
        lambda: list(unlock.members("f.zip", locked_zip("对的"), words)),
        lambda: list(unlock.members("f.zip", OLD_LOCK, words)),
    ):
        with pytest.raises(PlannerError) as caught:
            call()
        assert type(caught.value) is kind
        assert "错的" not in str(caught.value)
