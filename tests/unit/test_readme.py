"""The README says what is true: its example prints what it shows, its command works."""

import contextlib
import io
import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.fixture
def in_clone(monkeypatch, tmp_path):
    """Run as in a clone, but write elsewhere."""
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("in_clone")
def test_the_example_prints_what_the_readme_shows(tmp_path):
    """The Python block prints the text block below it."""
    code, shown = (re.search(rf"```{language}\n(.*?)```", README, re.DOTALL)[1] for language in ("python", "text"))
    script = tmp_path / "example.py"
    script.write_text(code, encoding="utf-8")
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        runpy.run_path(str(script))
    assert printed.getvalue().split() == shown.split()
    assert (tmp_path / "report.html").stat().st_size > 1000


@pytest.mark.usefixtures("in_clone")
def test_the_command_reads_the_shipped_example():
    """The first command of the README, after its installation."""
    command = re.search(r"\.venv/bin/framing (article .*)", README)[1].split()
    done = subprocess.run([sys.executable, "-m", "framing", *command], capture_output=True, text=True, check=True)
    assert "loaded terms" in done.stdout


def test_every_column_is_documented():
    """docs/columns.md lists every column that the library returns."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "docs" / "check_columns.py")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
