"""`make test`: every test, in stages that several processes may share.

A test of real transactions empties the database when it ends, also of what migrations
wrote. Within one process pytest-django lets such tests come last; between processes that
take work from each other nothing does. So do stages: what leaves the database as it was,
then what empties it, then the market, which stands for a whole run and wants one process.

Arguments go on to pytest; with `-m` among them there is one stage, of that mark.
"""

from __future__ import annotations

import subprocess
import sys

#: At most so many processes: each has a database, and a journey a browser as well.
SEVERAL = ("-n", "auto", "--maxprocesses", "4", "--dist", "worksteal")
STAGES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("不清空数据库的测试 tests that keep the database", "not empties and not market", SEVERAL),
    ("清空数据库的测试 tests that empty the database", "empties and not market", SEVERAL),
    ("买家的路 journeys on the market", "market", ()),
)
NO_TESTS = 5  # pytest's own word for: nothing was selected


def main(arguments: list[str]) -> int:
    if "-m" in arguments:
        return _pytest(arguments)
    codes = []
    for number, (name, marks, processes) in enumerate(STAGES, start=1):
        sys.stdout.write(f"· {number}/{len(STAGES)} {name}\n")
        sys.stdout.flush()
        codes.append(_pytest([*processes, "-m", marks, *arguments]))
    if all(code == NO_TESTS for code in codes):
        return NO_TESTS
    return next((code for code in codes if code not in (0, NO_TESTS)), 0)


def _pytest(arguments: list[str]) -> int:
    return subprocess.run([sys.executable, "-m", "pytest", *arguments], check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
