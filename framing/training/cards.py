"""Cards: what a weight file is, how it was made and how good it is, in one page beside it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

WEIGHTS = Path(__file__).parents[1] / "models" / "weights"


def write_card(name: str, title: str, parts: Sequence[tuple[str, Sequence[str]]], folder: Path = WEIGHTS) -> None:
    """Write ``name.md``: a title, and a list under each heading."""
    lines = [f"# {title}", ""]
    for heading, items in parts:
        lines += [f"## {heading}", "", *(f"- {item}" for item in items), ""]
    text = "\n".join(lines)
    (folder / f"{name}.md").write_text(text, encoding="utf-8")
    print(text)
