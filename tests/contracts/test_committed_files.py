"""Files that are generated and committed are current; none names what it must not."""

import subprocess
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).resolve().parents[2]


def committed() -> list[Path]:
    """Files git knows; outside a checkout (an archive) every file that is not ours to make."""
    listing = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listing.returncode == 0:
        return [ROOT / name for name in listing.stdout.split("\0") if name]
    made = {".venv", ".shop", ".shop-test", "node_modules"}
    return [path for path in ROOT.rglob("*") if path.is_file() and not made & set(path.parts)]


def test_schema_and_documents_are_current():
    call_command("schema", check=True, stdout=StringIO())


def test_page_of_settings_is_current():
    call_command("settings_table", check=True, stdout=StringIO())


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, stdout=StringIO())


def test_no_file_names_a_download_host():
    hosts = [
        b"pypi" + b".org",
        b"pythonhosted" + b".org",
        b"npmjs" + b".org",
        b"npmjs" + b".com",
        b"npmmirror" + b".com",
        b"maven" + b".org",
        b"deb.debian" + b".org",
        b"proxy.golang" + b".org",
    ]
    named = [
        str(path.relative_to(ROOT))
        for path in committed()
        if path.is_file() and any(host in path.read_bytes() for host in hosts)
    ]

    assert named == []
