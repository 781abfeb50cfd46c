"""Secrets of a laptop shop: made on first run, kept in its data folder."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def generated_secret(folder: Path, name: str) -> str:
    """Return the secret `name`, making it (32 random bytes) when missing.

    Processes start together, so the file is created exclusively: whoever loses
    the race reads the winner's secret.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / name
    draft = folder / f".{name}.{os.getpid()}"
    if not path.exists():
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(32))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text().strip()
