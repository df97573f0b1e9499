"""Published word lists, scored beside ours by the same code."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile


def load_baselines(folder: Path) -> dict[str, Callable[[str], float]]:
    """Return, by name, how strongly each list says that a word judges: Bing Liu's opinion words, and VADER where it is installed."""
    with ZipFile(folder / "nltk_opinion_lexicon.zip") as archive:
        files = [name for name in archive.namelist() if name.endswith("-words.txt")]
        lines = [line for name in files for line in archive.read(name).decode("latin-1").splitlines()]
    opinion = frozenset(line for line in lines if line and not line.startswith(";"))
    found: dict[str, Callable[[str], float]] = {"Bing Liu": lambda word: float(word in opinion)}
    try:
        from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer  # type: ignore[import-untyped]
    except ImportError:
        return found
    valence: dict[str, float] = SentimentIntensityAnalyzer().lexicon
    return {**found, "VADER": lambda word: abs(valence.get(word, 0.0))}
