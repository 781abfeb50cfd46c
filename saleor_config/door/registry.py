"""Registered documents: the only operations the public door executes.

Each `.graphql` file under `documents/` holds one operation and says in its first
line who may call it: `# audience: anyone` or `# audience: customer`. A second
line `# rate: money` or `# rate: login` puts it into another rate class than its
kind's (`door/rates.py`). Its id is the SHA-256 of the file. Clients of older releases keep sending older ids, so a
changed document's earlier text moves to `documents/earlier/` until no client in
use needs it.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graphql import parse, validate
from graphql.language.ast import Document, OperationDefinition

from plugins.kernel.errors import DomainError
from plugins.kernel.graphql import ANYONE, CUSTOMER
from saleor_config.door.limits import PUBLIC_LIMITS, refuse_oversized
from saleor_config.door.rates import RATE_CLASSES

FOLDER = Path(__file__).parent / "documents"
MANIFEST = Path(__file__).parent / "documents.json"
AUDIENCES = (ANYONE, CUSTOMER)


class DocumentRefused(RuntimeError):
    """A registered document cannot be served; the process must not start."""

    def __init__(self, path: Path, zh: str, en: str):
        super().__init__(f"登记的文档 {path.name} {zh} · The registered document {path.name} {en}")


@dataclass(frozen=True)
class RegisteredDocument:
    """One operation, parsed and validated once."""

    id: str
    name: str
    audience: str
    rate: str
    is_mutation: bool
    is_current: bool
    ast: Document


def load_documents(schema: Any, folder: Path = FOLDER) -> dict[str, RegisteredDocument]:
    """Return all registered documents by id.

    Raises:
        DocumentRefused: a file has no audience, more or less than one named
            operation, or does not fit the schema.
    """
    documents = [
        _load(path, schema, is_current=path.parent == folder)
        for path in sorted(folder.rglob("*.graphql"))
    ]
    return {document.id: document for document in documents}


def manifest_of(documents: dict[str, RegisteredDocument]) -> str:
    """Return the manifest that clients are built with; it names current documents alone."""
    rows = {
        document.id: {
            "name": document.name,
            "audience": document.audience,
            "rate": document.rate,
        }
        for document in sorted(documents.values(), key=lambda each: each.name)
        if document.is_current
    }
    return json.dumps(rows, indent=2, ensure_ascii=False) + "\n"


def _load(path: Path, schema: Any, *, is_current: bool) -> RegisteredDocument:
    text = path.read_text(encoding="utf-8")
    ast = parse(text)
    operations = [node for node in ast.definitions if isinstance(node, OperationDefinition)]
    if len(operations) != 1 or operations[0].name is None:
        raise DocumentRefused(path, "须恰有一个具名操作", "must hold exactly one named operation")
    is_mutation = operations[0].operation == "mutation"
    problems = validate(schema, ast)
    if problems:
        raise DocumentRefused(path, "不符合接口定义", f"does not fit the schema: {problems[0]}")
    try:
        refuse_oversized(ast, {}, None, PUBLIC_LIMITS)
    except DomainError as error:
        raise DocumentRefused(path, f"过大:{error.message_zh}", error.message_en) from error
    return RegisteredDocument(
        id=hashlib.sha256(text.encode()).hexdigest(),
        name=operations[0].name.value,
        audience=_audience(path, text),
        rate=_rate(path, text, is_mutation=is_mutation),
        is_mutation=is_mutation,
        is_current=is_current,
        ast=ast,
    )


def _audience(path: Path, text: str) -> str:
    first = text.split("\n", 1)[0]
    audience = first.removeprefix("# audience:").strip()
    if not first.startswith("# audience:") or audience not in AUDIENCES:
        raise DocumentRefused(
            path, "首行须注明 # audience:", "must say its audience in the first line"
        )
    return audience


def _rate(path: Path, text: str, *, is_mutation: bool) -> str:
    second = text.split("\n", 2)[1]
    if not second.startswith("# rate:"):
        return "write" if is_mutation else "read"
    rate = second.removeprefix("# rate:").strip()
    if rate not in RATE_CLASSES:
        raise DocumentRefused(path, f"的频次类别 {rate} 未知", f"has an unknown rate class: {rate}")
    return rate
