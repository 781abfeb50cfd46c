"""The form of a bill, and where its file lies for five minutes."""

import gzip
import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from .refusals import PayError
from .world import BEIJING, World

URL_SECONDS = 300
_BOM = "\ufeff"


def written(header: str, lines: list[str], sums_header: str, sums: Iterable[object]) -> bytes:
    """Write a bill: byte-order mark, header, rows, two lines of sums."""
    all_lines = (header, *lines, sums_header, padded(sums))
    return (_BOM + "".join(f"{line}\r\n" for line in all_lines)).encode()


def padded(values: Iterable[object]) -> str:
    return ",".join(f"`{value}" for value in values)


def moment(at: float) -> str:
    return datetime.fromtimestamp(at, BEIJING).strftime("%Y-%m-%d %H:%M:%S")


def yuan(fen: int) -> str:
    return f"{Decimal(fen) / 100:.2f}"


def packed(bill: bytes, *, tar_type: str | None) -> bytes:
    return gzip.compress(bill, mtime=0) if tar_type == "GZIP" else bill


def offer(world: World, *, bill: bytes, tar_type: str | None, address: str) -> dict[str, str]:
    """Keep a file for five minutes and say where it lies."""
    now = world.book_now()
    token = secrets.token_urlsafe(24)
    with world.ledger.write() as books:
        books.execute("DELETE FROM bill_files WHERE until < ?", (now,))
        books.execute(
            "INSERT INTO bill_files VALUES (?, ?, ?)",
            (token, now + URL_SECONDS, packed(bill, tar_type=tar_type)),
        )
    wrong = world.faults.take("bill.wrong_hash")
    return {
        "download_url": f"{address}/v3/billdownload/file?token={token}",
        "hash_type": "SHA1",
        "hash_value": "0" * 40 if wrong else hashlib.sha1(bill, usedforsecurity=False).hexdigest(),
    }


def offered(world: World, *, token: str) -> bytes:
    """Return a file that still lies there.

    Raises:
        PayError: the address has lapsed or never existed.
    """
    row = world.ledger.row(
        "SELECT content FROM bill_files WHERE token = ? AND until >= ?", token, world.book_now()
    )
    if row is None:
        raise PayError(400, "INVALID_REQUEST", "账单下载地址已失效")
    return bytes(row["content"])


def no_statement() -> PayError:
    return PayError(400, "NO_STATEMENT_EXIST", "账单文件不存在")
