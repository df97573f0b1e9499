"""Choose the settings of the voice model on outlets, and on months, that the weights have not seen.

    python -m framing.training.voice_choice ../shared/data

prints, for each setting, what is reached on average on the articles of each outlet of PolNeAR train, and of each month, with
weights fitted on the others: F1 of the content tokens, and the mean absolute error of the reported share. The dev articles are
not read. Takes an hour.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from framing.measures.attribution.linking import CUE, link
from framing.measures.attribution.model import labels_of
from framing.training.voice import (
    EPOCHS,
    REACH,
    THRESHOLD,
    Article,
    content_tokens,
    f1,
    fit_articles,
    load_articles,
    probabilities_of,
    read,
    scores_of,
    share_error,
)

THRESHOLDS = (0.3, 0.33, 0.36, 0.4, 0.45, 0.5)
TEMPERATURE = 1.15  # as calibrated
REACHES = {
    "words up to 3 tokens away": REACH | {"lower": 3, "class": 3},
    "words up to 5 tokens away": REACH | {"lower": 5, "class": 5},
}
OTHER_EPOCHS = (8, 16)
Result = tuple[float, float]  # F1 of the content tokens, error of the reported share


def main(folder: str) -> None:
    """Print what each setting reaches."""
    articles = load_articles(Path(folder) / "polnear_train.jsonl.gz")
    for part in ("outlet", "month"):
        _tell(f"each {part} left out, as shipped", _reached(articles, part))
    for name, reach in REACHES.items():
        _tell(f"each outlet left out, {name}", _reached(articles, "outlet", reach))
    for epochs in OTHER_EPOCHS:
        _tell(f"each outlet left out, {epochs} epochs for {EPOCHS}", _reached(articles, "outlet", epochs=epochs))


def _reached(
    articles: Sequence[Article], part: str, reach: dict[str, int] = REACH, epochs: int = EPOCHS
) -> dict[float, Result]:
    """Return the mean over the folds for each threshold."""
    folds = [_each_threshold(seen, unseen, reach, epochs) for seen, unseen in _split(articles, part)]
    return {threshold: tuple(np.mean([fold[threshold] for fold in folds], axis=0).tolist()) for threshold in THRESHOLDS}


def _split(articles: Sequence[Article], part: str) -> Iterator[tuple[list[Article], list[Article]]]:
    for value in sorted({getattr(article, part) for article in articles}):
        yield (
            [article for article in articles if getattr(article, part) != value],
            [article for article in articles if getattr(article, part) == value],
        )


def _each_threshold(
    seen: Sequence[Article], unseen: Sequence[Article], reach: dict[str, int], epochs: int
) -> dict[float, Result]:
    weights, reading = fit_articles(seen, reach, epochs), read(unseen)
    probability = probabilities_of(scores_of(weights, reading), weights.steps, reading.chains, TEMPERATURE)
    out = {}
    for threshold in THRESHOLDS:
        drafts = link(reading.corpus, labels_of(probability, threshold), probability[:, CUE])
        out[threshold] = f1(*content_tokens(reading, drafts)), share_error(reading, drafts)
    return out


def _tell(setting: str, reached: dict[float, Result]) -> None:
    for threshold, (score, error) in reached.items():
        shipped = " (shipped)" if threshold == THRESHOLD else ""
        print(
            f"{setting}, threshold {threshold}{shipped}: F1 {100 * score:.2f}, error of the share {error:.4f}",
            flush=True,
        )


if __name__ == "__main__":
    main(*sys.argv[1:])
