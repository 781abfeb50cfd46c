"""Daily bills of a direct merchant: ask for one, fetch its file, prove its bytes.

The answer that names a file is signed; the file is not. Its proof is the SHA-1
in that signed answer, taken over the uncompressed bytes.
"""

import hashlib
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, BinaryIO

import httpx

from .connection import Connection
from .errors import AnswerUnreadable, RequestRefused, TransportFault, WeChatPayError

_GZIP_MAGIC = b"\x1f\x8b"
_GZIP_WINDOW = 16 + zlib.MAX_WBITS


class BillKind(StrEnum):
    TRADE = "trade"  # 交易账单: payments and accepted refunds
    FUNDS = "funds"  # 资金账单: movements on the merchant's account
    SHARES = "shares"  # 分账账单: what reached receivers, and what came back


class NoStatement(WeChatPayError):
    """Nothing happened that day; asking again changes nothing."""

    permanent = True


class StatementCreating(WeChatPayError):
    """WeChat is still writing the bill: ask again in half an hour."""


class BillDamaged(WeChatPayError):
    """The file's bytes are not those WeChat announced; ask for it anew."""


_ENDS: dict[str, type[WeChatPayError]] = {
    "NOSTATEMENTEXIST": NoStatement,
    "STATEMENTCREATING": StatementCreating,
}


@dataclass(frozen=True, slots=True)
class BillLocation:
    """Where a bill lies, for five minutes at most, and its SHA-1 in hexadecimal."""

    url: str
    sha1: str

    @classmethod
    def from_payload(cls, payload: Mapping[str, Any]) -> "BillLocation":
        url, kind, value = (
            payload.get(name) for name in ("download_url", "hash_type", "hash_value")
        )
        if not isinstance(url, str) or not isinstance(value, str) or kind != "SHA1":
            raise AnswerUnreadable(code="ANSWER_UNREADABLE", detail="the answer names no bill")
        return cls(url=url, sha1=value.lower())


class BillClient(Connection):
    """A merchant's connection to WeChat Pay that fetches bills."""

    def bill_locate(self, *, kind: BillKind, day: date) -> BillLocation:
        """Ask for the bill of one Beijing day; fetch it at once.

        Raises:
            NoStatement: nothing happened that day.
            StatementCreating: too early.
            WeChatPayError: any other failure of the call.
        """
        query = {
            BillKind.TRADE: f"/v3/bill/tradebill?bill_date={day:%Y-%m-%d}&bill_type=ALL",
            BillKind.FUNDS: f"/v3/bill/fundflowbill?bill_date={day:%Y-%m-%d}&account_type=BASIC",
            BillKind.SHARES: f"/v3/profitsharing/bills?bill_date={day:%Y-%m-%d}",
        }[kind]
        try:
            answer = self._call("GET", f"{query}&tar_type=GZIP", operation=f"bill_{kind.value}")
        except RequestRefused as refused:
            ended = _ENDS.get(refused.code.upper().replace("_", ""))
            if ended is None:
                raise
            raise ended(
                code=refused.code, detail=refused.detail, http_status=refused.http_status
            ) from None
        return BillLocation.from_payload(answer)

    def bill_download(self, *, location: BillLocation, into: BinaryIO) -> int:
        """Write the uncompressed bill into a file; return its length in bytes.

        What was written is worthless when an error is raised.

        Raises:
            BillDamaged: the bytes are not those that were announced.
            TransportFault: no or only a part of an answer.
        """
        request = self._signed_request("GET", self._trusted(location.url), b"")
        digest, length = hashlib.sha1(usedforsecurity=False), 0
        try:
            response = self._http.send(request, stream=True)
            try:
                for chunk in _uncompressed(_body(response)):
                    digest.update(chunk)
                    length += into.write(chunk)
            finally:
                response.close()
        except httpx.RequestError as fault:
            raise TransportFault(code="NO_ANSWER", detail=type(fault).__name__) from fault
        if digest.hexdigest() != location.sha1:
            raise BillDamaged(code="BILL_DAMAGED", detail=f"SHA-1 is {digest.hexdigest()}")
        return length

    def _trusted(self, url: str) -> str:
        """Refuse to send a signed request over a weaker channel than the API's own.

        The host may well be another one: the signed answer vouches for it.
        """
        scheme = httpx.URL(url).scheme
        if scheme != "https" and scheme != self._http.base_url.scheme:
            raise AnswerUnreadable(
                code="ANSWER_UNREADABLE", detail="the bill's address is not https"
            )
        return url


def _body(response: httpx.Response) -> Iterator[bytes]:
    if not response.is_success:
        raise TransportFault(
            code=f"HTTP_{response.status_code}",
            detail="the bill could not be downloaded",
            http_status=response.status_code,
        )
    return response.iter_bytes()


def _uncompressed(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Undo GZIP where the file is a GZIP file; HTTP's own coding is undone already."""
    inflate = None
    started = False
    for chunk in chunks:
        if not started and chunk:
            started = True
            if chunk.startswith(_GZIP_MAGIC):
                inflate = zlib.decompressobj(_GZIP_WINDOW)
        try:
            yield inflate.decompress(chunk) if inflate else chunk
        except zlib.error as error:
            raise BillDamaged(code="BILL_DAMAGED", detail=str(error)) from None
    if inflate is not None and not inflate.eof:
        raise BillDamaged(code="BILL_DAMAGED", detail="the compressed file is cut short")
