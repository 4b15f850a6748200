"""The user's key for a map service: in the system's keyring, nowhere else."""

from importlib import import_module
from typing import Any

from planner.errors import PlannerError
from planner.place_settings import DOMESTIC

SERVICE = "waifang"
_SAFE = (
    "keyring.backends.Windows",
    "keyring.backends.macOS",
    "keyring.backends.SecretService",
    "keyring.backends.kwallet",
)
"""Keyrings of the system itself. A plain-text file or none at all is no keyring."""


def read_key(service: str) -> str:
    """The key that the user has stored for a service.

    Raises:
        PlannerError: there is no safe keyring on this machine, or no key in it.
    """
    key = _keyring().get_password(SERVICE, _entry(service))
    if not key:
        why = f"还没有保存{DOMESTIC[service]}的密钥。"
        raise PlannerError("缺少密钥", why, "请先保存密钥，或关闭在线定位。")
    return str(key)


def save_key(service: str, key: str) -> None:
    """Store a key; an empty one forgets it.

    Raises:
        PlannerError: there is no safe keyring on this machine.
    """
    keyring = _keyring()
    if key:
        keyring.set_password(SERVICE, _entry(service), key)
    elif keyring.get_password(SERVICE, _entry(service)):
        keyring.delete_password(SERVICE, _entry(service))


def _entry(service: str) -> str:
    return f"geocoder-{service}"


def _keyring() -> Any:
    try:
        keyring = import_module("keyring")
    except ImportError as error:
        raise PlannerError("缺少组件", "保存在线定位的密钥需要 keyring。", "请安装：pip install keyring。") from error
    if not type(keyring.get_keyring()).__module__.startswith(_SAFE):
        raise PlannerError("没有钥匙串", "本机没有可用的系统钥匙串。", "请关闭在线定位，或在有钥匙串的桌面环境中使用。")
    return keyring
