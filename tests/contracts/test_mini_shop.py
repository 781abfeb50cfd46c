"""The mini-shop's own tests run with the others, and it is what its papers say."""

import json
import re
import subprocess

from brand_theme.mini_shop.build import FOLDER, LOCKED
from brand_theme.mini_shop.node import find_tools
from saleor_config.home import REPOSITORY

#: WeChat's privacy interfaces, as its guide for mini-programs lists them, and `scanCode`.
PRIVATE = re.compile(
    r"\b(?:uni|wx)\.(chooseImage|chooseMedia|chooseVideo|chooseMessageFile|setClipboardData"
    r"|getClipboardData|scanCode|getLocation|getFuzzyLocation|chooseLocation|choosePoi"
    r"|chooseAddress|chooseInvoiceTitle|chooseInvoice|saveImageToPhotosAlbum"
    r"|saveVideoToPhotosAlbum|getRecorderManager|startRecord|createCameraContext|getWeRunData"
    r"|addPhoneContact|addPhoneCalendar|openBluetoothAdapter|getUserProfile|getUserInfo)\b"
    r"|open-type=\"(getPhoneNumber|getRealtimePhoneNumber|chooseAvatar|getUserInfo)\""
    r"|type=\"(nickname)\""
)
#: What docs/mini-shop.md and the page 隐私说明 say, and the console has to.
DECLARED = {"chooseImage", "getPhoneNumber", "setClipboardData", "scanCode"}


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


def test_privacy_interfaces_are_the_declared_ones_and_are_asked_for_first():
    sources = [*(FOLDER / "src").rglob("*.vue"), *(FOLDER / "src").rglob("*.ts")]
    used = {
        next(filter(None, found.groups()))
        for path in sources
        for found in PRIVATE.finditer(path.read_text(encoding="utf-8"))
    }

    assert used == DECLARED
    manifest = json.loads((FOLDER / "src" / "manifest.json").read_text(encoding="utf-8"))
    program = manifest["mp-weixin"]
    assert program["__usePrivacyCheck__"] is True
    assert "requiredPrivateInfos" not in program
    assert "permission" not in program
    guide = (REPOSITORY / "docs" / "mini-shop.md").read_text(encoding="utf-8")
    page = (FOLDER / "src/pages/about/privacy.vue").read_text(encoding="utf-8")
    assert all(f"`{name}`" in guide for name in DECLARED)
    assert all(word in page for word in ("选中的照片", "手机号", "剪贴板", "扫一扫"))
