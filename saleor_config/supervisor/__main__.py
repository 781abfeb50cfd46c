"""python -m saleor_config.supervisor run|stop|status|reset"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from contextlib import suppress

from saleor_config import embedded_postgres

from .claim import Claim
from .options import Options
from .preparation import refuse_early
from .refusals import CannotRun
from .terminal import Terminal
from .watch import Watch


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments) or ["run"]
    commands = {"run": run, "stop": stop, "status": status, "reset": reset}
    if len(given) != 1 or given[0] not in commands:
        print(__doc__, file=sys.stderr)  # noqa: T201
        return 2
    try:
        return commands[given[0]](Options.from_environment())
    except (CannotRun, embedded_postgres.EmbeddedPostgresError) as error:
        print(f"✗ {error}", file=sys.stderr)  # noqa: T201
        return 1
    except OSError as error:
        print(f"✗ {_disk_trouble(error)}", file=sys.stderr)  # noqa: T201
        return 1


def run(options: Options) -> int:
    """Run the shop until somebody stops it."""
    options.home.create()
    terminal = Terminal(options.home.logs)
    claim = Claim(options.home)
    with claim.held(port=options.port) as note:
        refuse_early(options)
        Watch(options, terminal, claim, note).run(on_ready=lambda: _show(options, terminal))
    return 0


def stop(options: Options) -> int:
    """Stop the shop of this SHOP_HOME, wherever it was started."""
    claim = Claim(options.home)
    stopped = claim.end_holder()
    database = not options.database_url and embedded_postgres.stop(options.home.root)
    if stopped or database:
        print("✓ 商城已停止。 The shop has stopped.")  # noqa: T201
    else:
        print("商城没有在运行。 The shop was not running.")  # noqa: T201
    return 0


def status(options: Options) -> int:
    """Say whether the shop runs; exit code 3 when it does not."""
    claim = Claim(options.home)
    note = claim.read() if claim.is_held() else None
    if note is None:
        print("商城没有在运行。 The shop is not running.")  # noqa: T201
        return 3
    print(f"运行中 Running: http://127.0.0.1:{note.port}, pid {note.pid}")  # noqa: T201
    return 0


def reset(options: Options) -> int:
    """Stop the shop and delete its data folder for good; `make reset` asks first."""
    stop(options)
    embedded_postgres.destroy(options.home.root)
    for folder in options.home.folders():
        # Only what is ours: SHOP_HOME may be a folder that holds other things.
        shutil.rmtree(folder, ignore_errors=not folder.exists())
    with suppress(OSError):
        options.home.root.rmdir()
    print(f"✓ 已删除 {options.home.root} 中的商城数据。 The shop's data is deleted.")  # noqa: T201
    return 0


def _show(options: Options, terminal: Terminal) -> None:
    rows = [
        ("商城 Shop", f"{options.address}/"),
        ("橱窗 Shop window", f"{options.address}/catalogue/"),
        ("商城接口 Shop API", f"{options.address}/graphql/"),
        ("员工接口 Staff API", f"{options.address}/staff/graphql/"),
        ("工作台 Console", f"{options.address}/console/"),
        ("企业工作台 Enterprises", f"{options.address}/enterprise/"),
        ("健康检查 Health", f"{options.address}/readyz"),
    ]
    if options.simulator_port is not None:
        rows.append(("微信模拟器 WeChat simulator", f"{options.simulator_address}/sim/"))
    rows += _demo_people(options)
    rows += [
        ("员工账号 Staff account", ".venv/bin/python manage.py createsuperuser"),
        ("试买一单 First sale", "make demo-sale"),
        ("数据与日志 Data and logs", str(options.home.root)),
        ("停止 Stop", "Ctrl-C · make stop"),
    ]
    terminal.box(rows, title="大冶品牌商城已就绪 · The shop is ready")


def _demo_people(options: Options) -> list[tuple[str, str]]:
    """The accounts to try the console with; each line of the file is e-mail, password, role."""
    if not options.demo_people_file.exists():
        return []
    lines = options.demo_people_file.read_text(encoding="utf-8").splitlines()
    people = [line.split() for line in lines if len(line.split()) == 3]
    return [(f"演示账号 {role}", f"{email}  {password}") for email, password, role in people]


def _disk_trouble(error: OSError) -> CannotRun:
    return CannotRun(
        "FOLDER_UNUSABLE",
        zh=f"无法使用 {error.filename or 'SHOP_HOME'}：{error.strerror or error}；请检查权限与磁盘空间，或用 SHOP_HOME=/别的目录 make run。",
        en=f"{error.filename or 'SHOP_HOME'} cannot be used: {error.strerror or error}; check permissions and space or run `SHOP_HOME=/elsewhere make run`.",
    )


if __name__ == "__main__":
    sys.exit(main())
