"""target_sentiment(): the sentiment toward spans that somebody else has found."""

from __future__ import annotations

from collections.abc import Iterable
from numbers import Integral
from typing import Any, cast

import numpy as np
import pandas as pd

from framing.choose import Models, choose_measures
from framing.core import BLOCKS, Evidence, Floats, InputError, collector_paused
from framing.core.anytext import any_text
from framing.core.tables import table
from framing.measures.toward import CLASSES, Toward
from framing.segment import segment_texts, token_range


@any_text
def target_sentiment(
    texts: str | Iterable[str],
    spans: Iterable[tuple[int, int]],
    *,
    models: Models = "fast",
    confidence: float = 0.0,
) -> pd.DataFrame:
    """Judge the sentiment toward one span in each text.

    Parameters
    ----------
    texts : sequence of str, or Series
        A sentence or an article each; what is in the target's sentence counts.
        A text with several targets is given once for each.
    spans : sequence of (int, int), same length
        Start and end character of the target, half-open: ``text[start:end]``.
    models : {"fast", "accurate"}, bool or path
        As in :func:`framing.analyze`.
    confidence : float
        Where the likeliest class is less probable than this, the row is NaN: no judgement.

    Returns
    -------
    DataFrame of shape (n_texts, 3)
        Probabilities ``negative``, ``neutral``, ``positive``, which sum to 1.
        The index is that of a Series, else counts from 0.

    Raises
    ------
    InputError
        If there are not as many spans as texts, a span lies outside its text
        or is empty, or `confidence` is not from 0 to 1.

    Examples
    --------
    >>> import framing
    >>> text = "Holm, who won the prize for her brilliant work, called Berg a liar."
    >>> chances = framing.target_sentiment([text, text], [(0, 4), (55, 59)])
    >>> chances.idxmax(axis=1).tolist()
    ['positive', 'negative']
    """
    if not 0 <= confidence <= 1:
        raise InputError(f"confidence={confidence!r} is no probability. Give one from 0 (judge all) to 1.")
    many = [texts] if isinstance(texts, str) else list(texts)
    index = texts.index if isinstance(texts, pd.Series) else None
    places = _check(many, list(spans))
    with collector_paused():
        chances = _judge(many, places, models)
    chances[chances.max(axis=1, initial=0.0) < confidence] = np.nan
    return table({name: chances[:, i] for i, name in enumerate(CLASSES)}, index)


def _judge(many: list[str], places: list[tuple[int, int]], models: Models) -> Floats:
    """Return the probabilities of each class, shape (n_texts, 3)."""
    number = {text: i for i, text in enumerate(dict.fromkeys(many))}  # a text with several targets is read once
    corpus, evidence = segment_texts(list(number), blocks=tuple(range(len(BLOCKS)))), Evidence()
    chosen = {measure.name: measure for measure in choose_measures(["toward"], models=models)[0]}
    toward = cast("Toward", chosen["toward"])
    for name, measure in chosen.items():
        if name in toward.reads:
            evidence = evidence.with_spans(name, measure.annotate(corpus, evidence))
    start, end = token_range(corpus, places, np.array([number[text] for text in many], dtype=np.int64))
    order = np.lexsort((end, start))
    chances = np.empty((len(many), len(CLASSES)))
    chances[order] = toward.judge(corpus, evidence, start[order], end[order])
    return chances


def _check(texts: list[Any], spans: list[Any]) -> list[tuple[int, int]]:
    """Return the spans, or say what is wrong with the first that cannot be used."""
    if len(texts) != len(spans):
        raise InputError(
            f"There are {len(texts)} texts and {len(spans)} spans. Give one (start, end) per text; repeat a text that has several targets."
        )
    checked = []
    for number, (text, span) in enumerate(zip(texts, spans, strict=True)):
        if not isinstance(text, str):
            raise InputError(f"Text {number} is a {type(text).__name__}, not a text: {str(text)[:60]!r}. Drop the row.")
        if not isinstance(span, tuple | list) or len(span) != 2 or not all(map(_is_whole, span)):
            raise InputError(f"Span {number} is {span!r}. Give two whole numbers: (start, end).")
        if not 0 <= span[0] < span[1] <= len(text) or text[span[0] : span[1]].isspace():
            raise InputError(
                f"Span {number} is {tuple(span)}, and its text has {len(text)} characters. Give start and end of the target, half-open: text[start:end]."
            )
        checked.append((int(span[0]), int(span[1])))
    return checked


def _is_whole(number: Any) -> bool:
    return type(number) is int or isinstance(number, Integral)  # the first, since asking an abstract class is slow
