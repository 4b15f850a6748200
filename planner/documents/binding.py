"""Papers under a password."""

from io import BytesIO

from planner.errors import PlannerError


def encrypt(pdf: bytes, password: str) -> bytes:
    """The same PDF under AES-256; whoever has the password may read and print it.

    Raises:
        PlannerError: the password is empty, or longer than the 127 bytes that PDF can hold.
    """
    if not 0 < len(password.encode()) <= 127:
        raise PlannerError("口令无效", "文件口令不能为空，也不能超过 127 个字节。", "请换一个口令。")
    import pikepdf

    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as document:
        document.save(out, encryption=pikepdf.Encryption(user=password, owner=password, R=6))
    return out.getvalue()
