"""Three ways to the data key, and sentences for the wrong ones."""

import json
from pathlib import Path

import pytest
from keyring.backend import KeyringBackend

from planner.errors import PlannerError
from planner.store import keyrings, vault
from planner.store.faults import Damaged, Locked


def test_pass_phrase_and_recovery_key_open_the_same_data_key(real_hash: None) -> None:
    """Both unwrap the key; the pass-phrase is hashed as hard as RFC 9106 asks."""
    kept, key, recovery = vault.create("correct horse")
    assert len(key) == 32
    assert kept.unwrap(vault.PASSPHRASE, vault.passphrase_bytes("correct horse")) == key
    assert kept.unwrap(vault.RECOVERY, vault.recovery_bytes(recovery)) == key
    assert {k: kept.wraps["passphrase"][k] for k in ("memory_kib", "time", "lanes")} == {
        "memory_kib": 65_536,
        "time": 3,
        "lanes": 4,
    }


def test_a_recovery_key_may_be_typed_as_people_do() -> None:
    """Case, spaces, and O for 0 or l for 1 do not matter; it has 160 bits in eight groups."""
    kept, key, recovery = vault.create("correct horse")
    typed = recovery.lower().replace("-", "  ").replace("0", "o").replace("1", "l")
    assert kept.unwrap(vault.RECOVERY, vault.recovery_bytes(typed)) == key
    assert [len(group) for group in recovery.split("-")] == [4] * 8


@pytest.mark.parametrize(("kind", "title"), [(vault.PASSPHRASE, "口令不对"), (vault.RECOVERY, "恢复密钥不对")])
def test_a_wrong_secret_is_told_and_another_way_offered(kind: str, title: str) -> None:
    """A secret that does not fit names itself, not a damaged file."""
    kept, _, _ = vault.create("correct horse")
    with pytest.raises(Locked) as caught:
        kept.unwrap(kind, b"something else")
    assert caught.value.title == title
    assert caught.value.remedy


def test_a_short_pass_phrase_is_refused() -> None:
    """Fewer than eight characters protect nothing."""
    with pytest.raises(PlannerError, match="至少 8 个字符"):
        vault.create("1234567")


@pytest.mark.parametrize("damage", ["", "{}", '{"format": 1, "desk": "x", "wraps": {}, "sha256": "0"}', "[1]"])
def test_a_damaged_vault_is_not_called_a_wrong_pass_phrase(tmp_path: Path, damage: str) -> None:
    """The vault's own checksum tells the two apart."""
    path = tmp_path / "vault.json"
    path.write_text(damage)
    with pytest.raises(Damaged, match="不是口令错误"):
        vault.read(path)


def test_one_changed_letter_in_the_vault_is_seen(tmp_path: Path) -> None:
    """Every part is under the checksum."""
    path = tmp_path / "vault.json"
    vault.write(vault.create("correct horse")[0], path)
    told = json.loads(path.read_bytes())
    told["wraps"]["passphrase"]["time"] += 1
    path.write_text(json.dumps(told))
    with pytest.raises(Damaged):
        vault.read(path)


def test_a_wrap_of_one_desk_does_not_open_another(tmp_path: Path) -> None:
    """The wrap is bound to its desk and kind."""
    kept, _, _ = vault.create("correct horse")
    moved = vault.Vault("another desk", kept.wraps)
    with pytest.raises(Locked):
        moved.unwrap(vault.PASSPHRASE, b"correct horse")


class MemoryKeyring(KeyringBackend):
    """A keyring for as long as the test runs."""

    priority = 1  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


def test_only_a_keyring_that_encrypts_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """A back-end that is not on the list holds no secret of ours; one that is gives back what it was given."""
    import keyring

    found = MemoryKeyring()
    monkeypatch.setattr(keyring, "get_keyring", lambda: found)
    assert keyrings.new_secret("desk") is None
    assert found.kept == {}
    monkeypatch.setattr(keyrings, "ALLOWED", (MemoryKeyring.__module__,))
    secret = keyrings.new_secret("desk")
    assert secret is not None
    assert keyrings.secret("desk") == secret
    keyrings.forget("desk")
    assert keyrings.secret("desk") is None
