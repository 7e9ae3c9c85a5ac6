"""``shelter-desk screenshots``: pictures of the demo house and of no other."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from tests.cli.door import make_house, run

SCENES = (
    "log-in", "board", "bed-map", "log", "board-menu", "board-search", "help",
    "curtain-board", "curtain-bed-map", "curtain-log", "lock",
)  # fmt: skip
ENOUGH_COLOURS = 30


def test_every_screen_is_pictured(tmp_path: Path) -> None:
    out = tmp_path / "pictures"
    command = ("screenshots", "--out", str(out), "--lang", "en", "--scheme", "dark")
    done = subprocess.run(
        [sys.executable, "-m", "shelter_desk", *command, "--size", "1024x700", "--scale", "2"],
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    written = {file.name: QImage(str(file)) for file in out.iterdir()}
    wanted = {f"{scene}-en-dark-1024x700-200.png" for scene in SCENES}
    sheet = {f"sheet-en-page-{page}.png" for page in (1, 2)}
    assert wanted | sheet <= set(written)
    assert set(done.stdout.split()) == set(written)
    for name in wanted:
        image = written[name]
        assert (image.width(), image.height()) == (2048, 1400), name
        points = [(x, y) for x in range(8, 2040, 8) for y in range(8, 1392, 8)]
        assert len({image.pixel(x, y) for x, y in points}) > ENOUGH_COLOURS, name
        corner = image.pixelColor(1, 1)
        assert corner.saturation() > corner.value() // 3, name  # the border of the demo


@pytest.mark.parametrize(
    ("option", "value"),
    [("--size", "10x10"), ("--size", "wide"), ("--scheme", "pink"), ("--scale", "3")],
)
def test_a_wrong_wish_is_wrong_usage(tmp_path: Path, option: str, value: str) -> None:
    answer = run("screenshots", "--out", tmp_path / "pictures", option, value)
    assert answer.code == 2
    assert value in answer.line
    assert not (tmp_path / "pictures").exists()


def test_a_real_house_is_never_pictured(tmp_path: Path) -> None:
    house = make_house(tmp_path)
    answer = run("screenshots", "--out", tmp_path / "pictures", *house.ask)
    assert answer.code == 1
    assert str(house.folder) in answer.line
    assert list((tmp_path / "pictures").iterdir()) == []


def test_a_file_in_the_way_is_said(tmp_path: Path) -> None:
    (tmp_path / "pictures").write_text("a file")
    answer = run("screenshots", "--out", tmp_path / "pictures", "--lang", "en")
    assert answer.code == 1
    assert "is a file, not a folder" in answer.line
    assert (tmp_path / "pictures").read_text() == "a file"
