"""What must be done before the first process starts, and is skipped afterwards."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress

from saleor_config import embedded_postgres
from saleor_config.home import REPOSITORY

from . import programs
from .children import die_with
from .options import Options
from .refusals import CannotRun, require_free_port, require_python, require_room
from .stamps import (
    catalogue_fingerprint,
    people_fingerprint,
    read_stamp,
    schema_fingerprint,
    write_stamp,
)
from .terminal import Terminal


def refuse_early(options: Options) -> None:
    """Check everything that can be in the way before anything is touched."""
    require_python()
    require_room(options.home.root)
    require_free_port(options.port, purpose_zh="商城", purpose_en="the shop", variable="PORT")
    if options.simulator_port is not None:
        require_free_port(
            options.simulator_port,
            purpose_zh="微信模拟器",
            purpose_en="the WeChat simulator",
            variable="WECHAT_SIMULATOR_PORT",
        )


def prepare_database(options: Options) -> str:
    """Return the database's address, starting the embedded server when it is that."""
    return options.database_url or embedded_postgres.ensure_running(options.home.root)


def prepare_shop(
    options: Options, dsn: str, terminal: Terminal, environment: Mapping[str, str]
) -> None:
    """Bring schema, catalogue and simulator up to this release."""
    if options.simulator_port is not None:
        _run(programs.simulator_command("init", options), environment)
    schema, catalogue = schema_fingerprint(), catalogue_fingerprint()
    stamp = read_stamp(dsn)
    if stamp.get("schema") != schema:
        with terminal.step("更新数据库结构", "migrate"):
            _migrate(environment)
        write_stamp(dsn, schema=schema)
    if stamp.get("catalogue") != catalogue:
        with terminal.step("载入商品目录", "seed the catalogue"):
            _run((*programs.MANAGE, "seed"), environment)
        write_stamp(dsn, catalogue=catalogue)
    people = people_fingerprint()
    if stamp.get("people") != people or not options.demo_people_file.exists():
        with terminal.step("建立角色与演示账号", "make roles and demo accounts"):
            _run((*programs.MANAGE, "demo_people", "--quiet"), environment)
        write_stamp(dsn, people=people)
    if options.demo_orders and options.simulator_port is not None and "week" not in stamp:
        with terminal.step("生成一周演示订单", "make a week of demo orders"):
            _run((*programs.MANAGE, "demo_week"), environment)
        write_stamp(dsn, week="made")


def _migrate(environment: Mapping[str, str]) -> None:
    """Run migrate, showing how far it is instead of half a thousand lines."""
    command = (*programs.MANAGE, "migrate", "--noinput", "--skip-checks")
    said: list[str] = []
    applied = 0
    with _process(command, environment, output=subprocess.PIPE) as process:
        for line in process.stdout or ():
            said.append(line.rstrip())
            if found := re.match(r"\s+Applying (\S+?)\.\.\.", line):
                applied += 1
                _show_progress(applied, found.group(1))
        if applied and sys.stdout.isatty():
            print()  # noqa: T201 - ends the progress line
        if process.wait():
            raise _failed("migrate", said)


def _show_progress(applied: int, name: str) -> None:
    if sys.stdout.isatty():
        print(f"\r\033[K  {applied:4d}  {name}", end="", flush=True)  # noqa: T201
    elif applied % 100 == 0:
        print(f"  {applied} …", flush=True)  # noqa: T201


def _run(command: tuple[str, ...], environment: Mapping[str, str]) -> None:
    """Run a step that talks to the terminal itself."""
    with _process(command, environment) as process:
        if process.wait():
            raise _failed(" ".join(command[1:]), [])


@contextmanager
def _process(
    command: tuple[str, ...], environment: Mapping[str, str], *, output: int | None = None
) -> Iterator[subprocess.Popen[str]]:
    """Run a step that ends with us, however we end: every step can be repeated."""
    parent = os.getpid()
    process = subprocess.Popen(
        command,
        cwd=REPOSITORY,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=None if output is None else subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=True,
        preexec_fn=lambda: die_with(parent),  # noqa: PLW1509 - we have no threads
    )
    try:
        yield process
    finally:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _failed(step: str, said: list[str]) -> CannotRun:
    last = next((line for line in reversed(said) if line), "")
    return CannotRun(
        "STEP_FAILED",
        zh=f"“{step}”失败：{last or '原因见上'}；改正后重新运行 make run 会从这里继续。",
        en=f"`{step}` failed: {last or 'see above'}; once mended, `make run` continues from here.",
    )
