"""The two sides of the comparison: how each is served and asked."""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psutil
from graphql import parse
from graphql.language.printer import print_ast
from graphql.language.visitor import REMOVE, Visitor, visit

from saleor_config.bench.scenarios import BenchFailed, Send
from saleor_config.door.registry import FOLDER, MANIFEST
from saleor_config.supervisor.options import Options
from saleor_config.supervisor.programs import child_environment, web

READY_PATIENCE = 60.0


@dataclass(frozen=True)
class Side:
    """`shop` or `baseline`: its settings, and whether it takes query texts."""

    name: str
    settings: str
    by_id: bool


SHOP = Side("shop", "saleor_config.settings", by_id=True)
BASELINE = Side("baseline", "saleor_config.bench.baseline_settings", by_id=False)


#: Fields that our capabilities add to Saleor's types: the baseline knows none of them.
OURS = frozenset({"shipPromise", "enterpriseCredit", "provenance"})


class _WithoutOurs(Visitor):
    def enter_Field(self, node: Any, *_: Any) -> Any:  # graphql-core looks for this name
        return REMOVE if node.name.value in OURS else None


def document_texts() -> dict[str, str]:
    """Return the registered documents as Saleor alone can answer them."""
    return {
        path.stem: print_ast(visit(parse(path.read_text(encoding="utf-8")), _WithoutOurs()))
        for path in FOLDER.glob("*.graphql")
    }


def document_ids() -> dict[str, str]:
    manifest = json.loads(MANIFEST.read_text(encoding="utf-8"))
    return {row["name"]: document_id for document_id, row in manifest.items()}


def body_of(side: Side, document: str, variables: dict[str, Any]) -> dict[str, Any]:
    """Return the request that asks `side` for a document, or for a query text."""
    if side.by_id:
        return {"id": document_ids()[document], "variables": variables}
    return {"query": document_texts().get(document, document), "variables": variables}


def keep_alive_sender(side: Side, *, port: int, token: str) -> Send:
    """Return a sender over one connection of its own; no `token` is a visitor."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {"Content-Type": "application/json"}
    if token:
        headers["Authorization"] = f"JWT {token}"
    ids, texts = document_ids(), document_texts()

    def send(document: str, /, **variables: Any) -> dict[str, Any]:
        named = {"id": ids[document]} if side.by_id else {"query": texts.get(document, document)}
        connection.request(
            "POST", "/graphql/", json.dumps({**named, "variables": variables}), headers
        )
        answer = json.loads(connection.getresponse().read())
        if answer.get("errors"):
            raise BenchFailed(str(answer["errors"]))
        return answer["data"]

    return send


@contextmanager
def served(side: Side, options: Options, environment: dict[str, str]) -> Iterator[psutil.Process]:
    """Serve one side exactly as `make run` serves the shop; yield its process."""
    child = {**child_environment(options, environment), "DJANGO_SETTINGS_MODULE": side.settings}
    log = (options.home.logs / f"bench-{side.name}.log").open("wb")
    process = subprocess.Popen(web(options).command, env=child, stdout=log, stderr=log)
    try:
        _await_ready(process, options.port)
        yield psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait(30)
        log.close()


def _await_ready(process: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + READY_PATIENCE
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/readyz")
            if connection.getresponse().status == 200:
                return
        except OSError:
            pass  # not listening yet
        finally:
            connection.close()
        time.sleep(0.2)
    raise BenchFailed(
        f"服务未就绪,见日志 · the server on port {port} did not become ready: see logs"
    )


def memory_of(process: psutil.Process) -> int:
    """Return the proportional set size of the process tree in bytes."""
    family = [process, *process.children(recursive=True)]
    return sum(_own_memory(member) for member in family)


def _own_memory(process: psutil.Process) -> int:
    full = process.memory_full_info()
    return getattr(full, "pss", full.rss)


PYTHON = sys.executable
