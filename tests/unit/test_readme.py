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


BLOCKS = {language: re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL) for language in ("python", "text")}


def run_block(number, folder):
    """Return what a block of Python prints, and what stands below it."""
    script = folder / "example.py"
    script.write_text(BLOCKS["python"][number], encoding="utf-8")
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        runpy.run_path(str(script))
    return printed.getvalue(), BLOCKS["text"][number]


@pytest.fixture
def in_clone(monkeypatch, tmp_path):
    """Run as in a clone, but write elsewhere."""
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("in_clone")
def test_the_example_prints_what_the_readme_shows(tmp_path):
    """The Python block prints the text block below it."""
    printed, shown = run_block(0, tmp_path)
    assert printed.split() == shown.split()
    assert (tmp_path / "report.html").stat().st_size > 1000


@pytest.mark.usefixtures("in_clone")
@pytest.mark.filterwarnings("ignore:Fewer than 10 articles")
def test_from_a_csv_to_a_comparison(tmp_path):
    """At most twelve lines: the table is the one that the README shows, and figure, page and paragraph are there."""
    assert len(BLOCKS["python"][1].strip().splitlines()) <= 12
    printed, shown = run_block(1, tmp_path)
    assert printed.split()[: len(shown.split())] == shown.split()
    assert "24 texts were analysed with framing" in printed
    assert (tmp_path / "loaded.png").stat().st_size > 1000
    assert "Daily Clarion" in (tmp_path / "outlets.html").read_text(encoding="utf-8")


@pytest.mark.usefixtures("in_clone")
def test_the_command_compares_outlets(tmp_path):
    """The command of the README writes what it names."""
    command = re.search(r"^framing (corpus .*)", README, re.MULTILINE)[1].split()
    done = subprocess.run([sys.executable, "-m", "framing", *command], capture_output=True, text=True, check=True)
    assert "Daily Clarion" in done.stdout
    assert all((tmp_path / name).exists() for name in ("outlets.html", "scores.csv", "methods.md"))


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
