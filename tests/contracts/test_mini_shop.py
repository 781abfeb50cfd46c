"""The mini-shop's own tests run with the others."""

import subprocess

from brand_theme.mini_shop.build import FOLDER, LOCKED
from brand_theme.mini_shop.node import find_tools


def test_rules_and_components_of_the_mini_shop():
    assert LOCKED.is_file(), (
        "小程序商城的构建工具尚未安装：请运行 make mini-shop。 / What builds the mini-shop is not"
        " installed: run make mini-shop."
    )
    vitest = FOLDER / "node_modules" / "vitest" / "vitest.mjs"
    done = subprocess.run(
        [find_tools().node, vitest, "run", "--reporter=basic"],
        cwd=FOLDER,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
