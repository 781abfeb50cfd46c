"""A buyer's phone: registered documents over HTTP. Every answer goes into the diary."""

from __future__ import annotations

import http.client
import json
from dataclasses import dataclass
from typing import Any

from saleor_config.chaos.diary import Diary
from saleor_config.door.registry import MANIFEST

HOST = "127.0.0.1"
PATIENCE = 25.0  # seconds for one answer; WeChat's slowest takes the shop 17
#: What is worth reading of an answer.
_SHORT = 300


class Silence(Exception):
    """No answer, or one that says nothing about what happened: ask again."""


def ask(*, port: int, method: str, path: str, body: Any = None, token: str = "") -> tuple[int, Any]:
    """Send one request over a connection of its own; return status and JSON.

    Raises:
        Silence: nobody answered, or not in JSON.
    """
    headers = {"Content-Type": "application/json"}
    if token:
        headers["Authorization"] = f"JWT {token}"
    connection = http.client.HTTPConnection(HOST, port, timeout=PATIENCE)
    try:
        content = None if body is None else json.dumps(body)
        connection.request(method, path, content, headers)
        response = connection.getresponse()
        return response.status, json.loads(response.read() or b"null")
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise Silence(f"{type(error).__name__}: {error}") from error
    finally:
        connection.close()


@dataclass(frozen=True)
class Phone:
    """One buyer's phone while one order is made with it."""

    index: int
    port: int
    token: str
    diary: Diary
    documents: dict[str, str]

    def send(self, name: str, **variables: Any) -> dict[str, Any]:
        """Send a registered document; return the one field of its data.

        Raises:
            Silence: no answer, or one with a fault instead of data.
        """
        body = {"id": self.documents[name], "variables": variables}
        try:
            status, answer = ask(
                port=self.port, method="POST", path="/graphql/", body=body, token=self.token
            )
        except Silence as silence:
            self.diary.note(self.index, "buyer", f"{name} → no answer ({silence})")
            self.diary.count("answers lost")
            raise
        faults = answer.get("errors") if isinstance(answer, dict) else "no object"
        if status != 200 or faults:
            self.diary.note(self.index, "buyer", f"{name} → HTTP {status} {_short(faults)}")
            self.diary.count(f"fault {_code(faults)}")
            raise Silence(str(faults))
        [field] = answer["data"].values()
        self.diary.note(self.index, "buyer", f"{name} → {_short(told(field))}")
        return field or {}


def told(field: Any) -> Any:
    """Return what matters of an answer's field: codes, numbers and states."""
    if not isinstance(field, dict):
        return field
    problems = field.get("errors") or field.get("checkoutErrors")
    if problems:
        return [problem.get("code") for problem in problems]
    order = field.get("placedOrder") or (field if "payBy" in field else None)
    if order:
        return {name: order[name] for name in ("number", "state", "totalFen", "paidFen", "payBy")}
    checkout = field.get("checkout")
    return {"checkout": checkout["token"]} if checkout else field


def document_ids() -> dict[str, str]:
    manifest = json.loads(MANIFEST.read_text(encoding="utf-8"))
    return {row["name"]: document_id for document_id, row in manifest.items()}


def _short(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)[:_SHORT]


def _code(faults: Any) -> str:
    try:
        return str(faults[0]["extensions"]["code"])
    except (KeyError, TypeError, IndexError):
        return "?"
