"""`bin/browser` names a browser, or says which package to install."""

import subprocess

from saleor_config.home import REPOSITORY

PROGRAM = str(REPOSITORY / "bin" / "browser")


def run(folder) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [PROGRAM], env={"PATH": str(folder)}, capture_output=True, text=True, check=False
    )


def test_browser_on_the_path_is_named(tmp_path):
    program = tmp_path / "chromium"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)

    found = run(tmp_path)

    assert (found.returncode, found.stdout.strip()) == (0, str(program))


def test_without_a_browser_the_package_is_named_and_nothing_installed(tmp_path):
    found = run(tmp_path)

    if found.returncode == 0:  # a Mac keeps its browser outside the path
        assert "Applications" in found.stdout
        return
    assert "apt-get install chromium" in found.stderr
    assert found.stdout == ""
