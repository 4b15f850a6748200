"""The operating system's keyring, and only one that encrypts: never a file that others can read."""

import base64
import binascii
import os
from typing import Any

SERVICE = "Waifang"
ALLOWED = (
    "keyring.backends.Windows",
    "keyring.backends.macOS",
    "keyring.backends.SecretService",
    "keyring.backends.kwallet",
)


def backend() -> Any | None:
    """The first keyring of an allowed kind; None where there is none."""
    import keyring

    chosen = keyring.get_keyring()
    for candidate in getattr(chosen, "backends", (chosen,)):
        if type(candidate).__module__ in ALLOWED:
            return candidate
    return None


def new_secret(desk: str) -> bytes | None:
    """Put a fresh secret for a desk into the keyring; None when there is no keyring, or it refuses."""
    found = backend()
    if found is None:
        return None
    from keyring.errors import KeyringError

    secret = os.urandom(32)
    try:
        found.set_password(SERVICE, desk, base64.b64encode(secret).decode())
    except KeyringError:
        return None
    return secret


def secret(desk: str) -> bytes | None:
    """The secret that the keyring holds for a desk; None when it holds none, is locked, or there is no keyring."""
    found = backend()
    if found is None:
        return None
    from keyring.errors import KeyringError

    try:
        kept = found.get_password(SERVICE, desk)
        return base64.b64decode(kept, validate=True) if kept else None
    except (KeyringError, binascii.Error):
        return None


def forget(desk: str) -> None:
    """Take a desk's secret out of the keyring."""
    found = backend()
    if found is not None:
        import contextlib

        from keyring.errors import KeyringError

        with contextlib.suppress(KeyringError):
            found.delete_password(SERVICE, desk)
