"""Draw the pictures of gallery.md: run the code of the page, and save what each block with a picture below it has drawn.

Run as: python docs/make_gallery.py. The same versions of the libraries give the same bytes.
"""

from __future__ import annotations

import contextlib
import doctest
import re
from pathlib import Path
from typing import Any

import matplotlib as mpl

HERE = Path(__file__).resolve().parent
PAGE = HERE / "gallery.md"
BLOCK = re.compile(r"```pycon\n(?P<code>.*?)```(?:\s*!\[[^\]]*\]\((?P<picture>[^)]+)\))?", re.DOTALL)
DPI = 120
LARGEST = 60_000  # bytes of a picture


def main() -> None:
    """Run all blocks, from the root of the repository as the tests of the page do."""
    mpl.use("Agg")
    known: dict[str, Any] = {}
    with contextlib.chdir(HERE.parent):
        for block in BLOCK.finditer(PAGE.read_text(encoding="utf-8")):
            for example in doctest.DocTestParser().get_examples(block["code"]):
                exec(compile(example.source, PAGE.name, "exec"), known)
            if block["picture"]:
                save(known["ax"].figure, HERE / block["picture"])


def save(figure: Any, path: Path) -> None:
    """Write a picture without a date or a version in it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=DPI, metadata={"Software": None}, pil_kwargs={"optimize": True})
    if path.stat().st_size > LARGEST:
        raise SystemExit(f"{path.name} has {path.stat().st_size:,} bytes, more than {LARGEST:,}: draw less.")


if __name__ == "__main__":
    main()
