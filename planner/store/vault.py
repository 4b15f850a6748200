"""The vault: a desk's data key, wrapped by a pass-phrase, by a recovery key and, where there is one, by the keyring.

The data key is 32 random bytes. argon2id (64 MiB, 3 passes, 4 lanes: RFC 9106's second choice) turns the pass-phrase
into a key; AES-256-GCM wraps. This protects a stolen disk or a copied file, not a computer with malware on it.
"""

import base64
import hashlib
import json
import os
import uuid
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from planner import outward
from planner.errors import PlannerError
from planner.store.faults import Damaged, Locked

PASSPHRASE, RECOVERY, KEYRING = "passphrase", "recovery", "keyring"
SHORTEST = 8
RECOVERY_LETTERS = 32
ARGON = {"time": 3, "memory_kib": 65_536, "lanes": 4}
"""RFC 9106, section 4, second recommended choice: 64 MiB, three passes, four lanes."""
_ALPHABET = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "0123456789ABCDEFGHJKMNPQRSTVWXYZ")
"""From base32 to Crockford's letters, which hands and eyes mix up less."""


@dataclass(frozen=True, slots=True)
class Vault:
    """The wrapped key of one desk; `wraps` by kind."""

    desk: str
    wraps: dict[str, dict[str, Any]]

    def unwrap(self, kind: str, secret: bytes) -> bytes:
        """The data key.

        Raises:
            Locked: there is no wrap of this kind, or the secret is not the right one.
        """
        wrap = self.wraps.get(kind)
        if wrap is None:
            raise Locked("无法解锁", "此案件库没有设置这种解锁方式。", "请换一种方式解锁。")
        try:
            key = _wrapping_key(kind, secret, wrap)
            return AESGCM(key).decrypt(_bytes(wrap["nonce"]), _bytes(wrap["sealed"]), self._label(kind))
        except InvalidTag as error:
            raise _wrong(kind) from error

    def wrapped(self, kind: str, secret: bytes, key: bytes) -> "Vault":
        """The vault with one more way in, or another secret for one that there is."""
        wrap: dict[str, Any] = {"salt": _text(os.urandom(16)), **(ARGON if kind == PASSPHRASE else {})}
        nonce = os.urandom(12)
        sealed = AESGCM(_wrapping_key(kind, secret, wrap)).encrypt(nonce, key, self._label(kind))
        wrap |= {"nonce": _text(nonce), "sealed": _text(sealed)}
        return replace(self, wraps={**self.wraps, kind: wrap})

    def without(self, kind: str) -> "Vault":
        """The vault with one way in less."""
        return replace(self, wraps={k: w for k, w in self.wraps.items() if k != kind})

    def _label(self, kind: str) -> bytes:
        return f"waifang {self.desk} {kind}".encode()


def create(passphrase: str) -> tuple[Vault, bytes, str]:
    """A new vault, its data key, and the recovery key to be printed once.

    Raises:
        PlannerError: the pass-phrase is too short.
    """
    key, recovery = os.urandom(32), new_recovery_key()
    vault = Vault(str(uuid.uuid4()), {}).wrapped(PASSPHRASE, passphrase_bytes(passphrase, is_new=True), key)
    return vault.wrapped(RECOVERY, recovery_bytes(recovery), key), key, recovery


def passphrase_bytes(passphrase: str, *, is_new: bool = False) -> bytes:
    """What is hashed of a pass-phrase.

    Raises:
        PlannerError: a new one is too short.
    """
    if is_new and len(passphrase) < SHORTEST:
        raise PlannerError("口令太短", f"口令至少 {SHORTEST} 个字符。", "请换一个更长、别人猜不到的口令。")
    return passphrase.encode("utf-8", "surrogatepass")


def new_recovery_key() -> str:
    """160 random bits as eight groups of four: for paper."""
    letters = base64.b32encode(os.urandom(20)).decode().translate(_ALPHABET)
    return "-".join(letters[i : i + 4] for i in range(0, RECOVERY_LETTERS, 4))


def recovery_bytes(typed: str) -> bytes:
    """A recovery key as it was typed: spaces, dashes and case do not matter, nor O for 0 or I and L for 1."""
    plain = "".join(c for c in typed.upper() if c.isalnum())
    return plain.translate(str.maketrans("OIL", "011")).encode("utf-8", "surrogatepass")


def derived(key: bytes, purpose: str) -> bytes:
    """A key of its own for one purpose, from the data key."""
    return HKDF(SHA256(), 32, None, f"waifang {purpose}".encode()).derive(key)


def write(vault: Vault, path: Path) -> None:
    """Keep the vault, whole or not at all.

    Raises:
        PlannerError: the folder cannot be written.
    """
    body = {"format": 1, "desk": vault.desk, "wraps": vault.wraps}
    outward.write_whole(path, json.dumps({**body, "sha256": _digest(body)}, indent=1).encode())


def read(path: Path) -> Vault:
    """The vault that was kept.

    Raises:
        Damaged: it is missing or was changed: told apart from a wrong pass-phrase by its own checksum.
    """
    try:
        told = json.loads(path.read_bytes())
        checksum = told.pop("sha256")
        if checksum != _digest(told) or told["format"] != 1:
            raise ValueError("changed")
        return Vault(told["desk"], told["wraps"])
    except OSError as error:
        raise Damaged(
            "缺少密钥文件",
            f"案件库旁边没有“{path.name}”，没有它打不开案件库。",
            "请从备份文件夹或原来的位置把同名文件拷回。",
        ) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Damaged(
            "密钥文件损坏",
            f"“{path.name}”已损坏，不是口令错误。",
            "请用备份文件夹中的 .vault.json 替换它，再用原口令打开。",
        ) from error


def _wrong(kind: str) -> Locked:
    if kind == PASSPHRASE:
        return Locked("口令不对", "用这个口令解不开案件库；密钥文件完好。", "请核对大小写和输入法，或改用恢复密钥。")
    if kind == RECOVERY:
        return Locked("恢复密钥不对", "用这把恢复密钥解不开案件库。", "请逐组核对打印件，或改用口令。")
    return Locked("系统密钥不符", "系统钥匙串里的密钥解不开此案件库。", "请用口令解锁。")


def _wrapping_key(kind: str, secret: bytes, wrap: dict[str, Any]) -> bytes:
    salt = _bytes(wrap["salt"])
    if kind != PASSPHRASE:
        return HKDF(SHA256(), 32, salt, f"waifang wrap {kind}".encode()).derive(secret)
    return hash_secret_raw(secret, salt, wrap["time"], wrap["memory_kib"], wrap["lanes"], 32, Type.ID)


def _digest(body: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text)
