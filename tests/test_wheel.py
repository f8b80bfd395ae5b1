"""The wheel, installed alone in an empty environment, runs the demo."""

from __future__ import annotations

import re
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from the tree."""
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def _pins(path: Path) -> Path:
    """Write the pinned versions without their hashes, as constraints for an install of the wheel alone."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line.removesuffix("\\").strip() for line in lines if re.match(r"^[a-z0-9]", line)]
    path.write_text("\n".join(pins) + "\n", encoding="utf-8")
    return path


def test_wheel_carries_what_it_needs_and_is_not_heavy(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for part in (
        "tocsin/demo/dispatches/ten.jsonl",
        "tocsin/definitions/rules/violent-attack.toml",
        "tocsin/read/sources.toml",
        "tocsin/py.typed",
        "tocsin/coding/reader/data/reader.onnx.gz",
        "tocsin/coding/data/gate.tsv",
        "tocsin/web/static/desk.css",
        "tocsin/web/static/vendor/maplibre.js",
        "tocsin/web/static/vendor/world.json",
        "tocsin/web/static/vendor/NOTICES.txt",
    ):
        assert part in names
    assert wheel.stat().st_size < 45_000_000  # weights of 24 MB, a gazetteer of 9


def test_wheel_alone_runs_the_demo(wheel: Path, tmp_path: Path) -> None:
    environment = tmp_path / "env"
    venv.create(environment, with_pip=True)
    pip = [
        str(environment / "bin" / "python"),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
    ]
    subprocess.run([*pip, "-c", str(_pins(tmp_path / "pins.txt")), str(wheel)], check=True, timeout=600)
    done = subprocess.run(
        [str(environment / "bin" / "tocsin"), "demo"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    assert "10 found" in done.stdout
    assert (tmp_path / "demo-desk" / "brief.html").stat().st_size > 10_000
