"""`python -m brand_theme.art` as an illustrator and an operator use it."""

from __future__ import annotations

from PIL import Image

from brand_theme.art.__main__ import main


def test_one_speciality_is_rendered(tmp_path):
    code = main(["render", "--out", str(tmp_path), "--only", "daye-putao"])

    assert code == 0
    assert len(list(tmp_path.glob("daye-putao-*.webp"))) == 3


def test_unknown_speciality_is_refused(tmp_path, capsys):
    code = main(["render", "--out", str(tmp_path), "--only", "durian"])

    assert code == 2
    assert "durian" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_contact_sheet_shows_every_good_of_a_trade(tmp_path):
    out = tmp_path / "sheet.png"

    code = main(["sheet", "--out", str(out), "--trade", "drink", "--cell", "100"])

    with Image.open(out) as sheet:
        size = sheet.size
    assert code == 0
    assert size == (5 * 116 + 16, 1 * 116 + 16)


def test_broken_photograph_ends_with_one_clear_line(tmp_path, capsys):
    (tmp_path / "daye-putao.png").write_bytes(b"broken")

    code = main(
        ["render", "--out", str(tmp_path / "out"), "--only", "daye-putao"]
        + ["--photos", str(tmp_path)]
    )

    assert code == 1
    assert "ART_PHOTO_BROKEN" in capsys.readouterr().err
