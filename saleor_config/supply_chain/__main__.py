"""`python -m saleor_config.supply_chain`: what `make audit` runs.

Ends with 1 when something forbidden was found. Where the databases of advisories cannot
be reached, it says so and the rest still counts; `--strict` makes that an error as well.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from saleor_config.home import REPOSITORY, ShopHome
from saleor_config.supply_chain import tools
from saleor_config.supply_chain.policy import (
    Policy,
    is_accepted,
    licence_problems,
    locked_names,
    policy_from,
)

LOCK = REPOSITORY / "requirements.lock"
SHIPPED = REPOSITORY / "requirements-production.lock"
NPM_LOCKS = (
    REPOSITORY / "tests" / "clients" / "wechatpay_axios" / "package-lock.json",
    REPOSITORY / "brand_theme" / "mini_shop" / "package-lock.json",
    REPOSITORY / "brand_theme" / "mini_shop" / "bench" / "lighthouse" / "package-lock.json",
)
Advisories = Callable[[Path], tools.Looked]


def main(arguments: list[str] | None = None) -> int:
    options = _options(arguments)
    policy = policy_from()
    failed = [not _licences(policy)]
    failed.append(not _advisories(LOCK, tools.python_advisories, policy, options.strict))
    for lock in NPM_LOCKS:
        failed.append(not _advisories(lock, tools.npm_advisories, policy, options.strict))
    tools.write_bill(SHIPPED, options.sbom)
    say(f"✓ 物料清单 bill of materials: {options.sbom}")
    return int(any(failed))


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make audit", description=__doc__)
    bill = ShopHome.from_environment().logs / "sbom.cdx.json"
    parser.add_argument("--sbom", type=Path, default=bill, help=f"default: {bill}")
    parser.add_argument("--strict", action="store_true", help="being offline is a failure")
    return parser.parse_args(arguments)


def _licences(policy: Policy) -> bool:
    shipped = locked_names(SHIPPED.read_text(encoding="utf-8"))
    packages = tools.installed_packages()
    for lock in NPM_LOCKS:
        packages += tools.npm_packages(lock)
    problems = licence_problems(packages, shipped=shipped, policy=policy)
    for problem in problems:
        say(f"✗ 许可不明或不允许 licence unknown or forbidden: {problem}")
    if not problems:
        say(f"✓ 许可 licences: {len(packages)} 个包均在名单内 packages, all allowed")
    return not problems


def _advisories(lock: Path, ask: Advisories, policy: Policy, strict: bool) -> bool:
    name = lock.relative_to(REPOSITORY)
    try:
        looked = ask(lock)
    except tools.ToolFailed as error:
        say(
            f"! 未能查询 {name} 的已知漏洞（离线？）· advisories for {name} were NOT looked up"
            f" (offline?): {error}"
        )
        return not strict
    today = datetime.now(UTC).date()
    open_ = [
        (package, ids, mended)
        for package, ids, mended in looked.found
        if not is_accepted(package.split()[0], ids, policy=policy, today=today)
    ]
    for package, ids, mended in open_:
        then = f"，升级至 → {mended}" if mended else ""
        say(f"✗ 已知漏洞 known weakness: {package} {', '.join(sorted(ids))}{then}")
    if looked.unasked:
        say(
            f"! {name} 中 {len(looked.unasked)} 个包未能查询 · {len(looked.unasked)} packages were NOT"
            f" looked up: {', '.join(looked.unasked[:5])} …"
        )
    if not open_:
        say(f"✓ {name}: 无未处理的漏洞 nothing open, {len(looked.found)} 项已说明 accepted")
    return not open_ and not (strict and looked.unasked)


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main())
