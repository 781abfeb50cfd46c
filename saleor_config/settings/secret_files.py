"""Secrets of a laptop shop: made on first run, kept in its data folder."""

from __future__ import annotations

import os
import secrets
import tempfile
from pathlib import Path


def generated_secret(folder: Path, name: str) -> str:
    """Return the secret `name`, making it (32 random bytes) when missing.

    Processes start together, so the file is created exclusively: whoever loses
    the race reads the winner's secret.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / name
    if not path.exists():
        descriptor, draft = tempfile.mkstemp(dir=folder, prefix=f".{name}.")  # mode 0600
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(32))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            os.unlink(draft)
    return path.read_text().strip()
