"""The key lives in the system's keyring; what the office has switched on is read from desk.toml."""

import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from planner.errors import PlannerError
from planner.geocoding.gazetteer import Gazetteer
from planner.geocoding.online.keys import read_key, save_key
from planner.geocoding.online.locator import OnlineLocator
from planner.geocoding.online.open import open_locator
from planner.place_settings import PlaceSettings, read_place_settings


def keyring_of(module: str) -> ModuleType:
    """A keyring package whose back-end comes from such a module."""
    kept: dict[tuple[str, str], str] = {}
    backend = type("Backend", (), {"__module__": module})()
    return SimpleNamespace(
        get_keyring=lambda: backend,
        get_password=lambda service, entry: kept.get((service, entry)),
        set_password=lambda service, entry, key: kept.__setitem__((service, entry), key),
        delete_password=lambda service, entry: kept.pop((service, entry)),
    )


@pytest.fixture
def safe(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", keyring_of("keyring.backends.SecretService"))


@pytest.mark.usefixtures("safe")
def test_a_key_is_kept_and_forgotten() -> None:
    """One key for each service; an empty one forgets it; without one a sentence."""
    save_key("amap", "abc")
    assert read_key("amap") == "abc"
    with pytest.raises(PlannerError, match="百度"):
        read_key("baidu")
    save_key("amap", "")
    with pytest.raises(PlannerError, match="高德"):
        read_key("amap")
    save_key("amap", "")


@pytest.mark.parametrize("module", ["keyring.backends.fail", "keyring.backends.null", "keyrings.alt.file"])
def test_an_unsafe_keyring_is_none(monkeypatch: pytest.MonkeyPatch, module: str) -> None:
    """A plain-text file or nothing at all is refused, for reading and for writing."""
    monkeypatch.setitem(sys.modules, "keyring", keyring_of(module))
    with pytest.raises(PlannerError, match="钥匙串"):
        save_key("amap", "abc")
    with pytest.raises(PlannerError, match="钥匙串"):
        read_key("amap")


def test_a_missing_package_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """With what to install."""
    monkeypatch.setitem(sys.modules, "keyring", None)
    with pytest.raises(PlannerError, match="pip install keyring"):
        read_key("amap")


@pytest.mark.usefixtures("safe")
def test_online_is_off_unless_told() -> None:
    """Without settings the offline gazetteer itself; with them one that asks, or a sentence if there is no key."""
    offline = Gazetteer()
    assert open_locator(offline, PlaceSettings()) is offline
    with pytest.raises(PlannerError, match="密钥"):
        open_locator(offline, PlaceSettings("amap"))
    save_key("amap", "abc")
    assert isinstance(open_locator(offline, PlaceSettings("amap")), OnlineLocator)


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "desk.toml"
    path.write_text(text, "utf-8")
    return path


def test_settings_are_read(tmp_path: Path) -> None:
    """A table of its own; what is not named stays."""
    assert read_place_settings(written(tmp_path, "[agency]\n")) == PlaceSettings()
    found = read_place_settings(written(tmp_path, '[places]\nonline = "tianditu"\nper_second = 10\n'))
    assert found == PlaceSettings("tianditu", 10.0)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('[places]\nonline = "nominatim"', "R-72"),
        ('[places]\nonline = "google"', "R-72"),
        ("[places]\nper_second = 0", "per_second"),
        ('[places]\ntimeout_s = "5"', "timeout_s"),
        ("[places]\ntimeout_s = true", "timeout_s"),
        ("[places]\nkey = 'abc'", "无法识别"),
        ("places = 3", "无法识别"),
        ("[places", "读不出"),
    ],
)
def test_settings_are_refused_in_a_sentence(tmp_path: Path, text: str, sentence: str) -> None:
    """A foreign service, a rate or limit out of range, a key in the file."""
    with pytest.raises(PlannerError, match=sentence):
        read_place_settings(written(tmp_path, text))
