"""analyze(): texts in, a report out.

Texts are read in batches. In each batch the measures run in the order of what
they require; every one sees the corpus and what was marked before it.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from framing.core import BLOCKS, Evidence, InputError, Measure, did_you_mean
from framing.core.tables import table
from framing.lexicon import Lexicon, available_lexicons, load_lexicon, read_lexicon
from framing.measures import Attribution, LexiconTerms, LoadedTerms, Quotations
from framing.report import Batch, Report
from framing.scoring import sizes
from framing.segment import segment_texts

BATCH_CHARACTERS = 2_000_000  # texts are read together up to this size: large enough to ask each word type once, small enough for any machine
SHIPPED = {"attribution": "reporting-verbs", "loaded": "loaded-terms"}
MODELS = ("fast", "accurate")

Texts = Any  # str, sequence of str, Series or DataFrame


@dataclass(frozen=True, slots=True)
class _Input:
    """Texts with their ids, and what was set aside."""

    texts: list[str]
    meta: pd.DataFrame
    set_aside: pd.DataFrame


def analyze(
    texts: Texts,
    *,
    text: str = "text",
    measures: str | Iterable[str | Measure] | None = None,
    lexicons: Lexicon | str | os.PathLike[str] | Iterable[Any] | Mapping[str, Any] | None = None,
    models: bool | str = "fast",
    blocks: str | Sequence[str] = ("headline", "body"),
) -> Report:
    """Mark loaded terms and who says what, and score each text.

    Parameters
    ----------
    texts : str, sequence of str, Series or DataFrame
        One text or many. Document ids count from 0, or are the index of a
        Series or DataFrame, which must be unique.
    text : str
        Column that holds the texts, where `texts` is a DataFrame.
    measures : iterable of str or Measure, optional
        What to measure; all by default. What a measure requires is added.
    lexicons : Lexicon, name, path, iterable of these, or mapping, optional
        Lexicons of your own: each is counted beside the shipped measures,
        under its name. A mapping replaces what a measure reads:
        ``{"loaded": "my_terms.tsv"}``.
    models : {"fast", "accurate"} or bool
        "fast" (or True): learned models where they ship; this version ships
        none, so rules and lexicons do all the work. False: rules and lexicons alone.
    blocks : sequence of str
        Parts of the page that count: "headline", "byline", "caption", "body", "furniture".

    Returns
    -------
    Report

    Raises
    ------
    InputError
        If nothing that can be read as text was given, an index is not unique,
        or a name is unknown. A missing value (None, NaN) is not an error: it
        is set aside, see ``report.set_aside``.

    Examples
    --------
    >>> import framing
    >>> report = framing.analyze("The regime's propaganda is shameless, a spokesman said.")
    >>> report.evidence("loaded")[["text", "voice"]]
             text     voice
    0      regime  indirect
    1  propaganda  indirect
    2   shameless  indirect
    """
    _check_models(models)
    blocks = [blocks] if isinstance(blocks, str) else list(blocks)
    measures = [measures] if isinstance(measures, str) else measures
    unknown = [block for block in blocks if block not in BLOCKS]
    if unknown:
        raise InputError(f"No block is called {unknown[0]!r}. {did_you_mean(unknown[0], BLOCKS)}")
    given = _read_input(texts, text)
    chosen = _choose(measures, lexicons)
    codes = tuple(BLOCKS.index(block) for block in blocks)
    batches = [_run(part, meta, chosen, codes) for part, meta in _batches(given)]
    settings = {
        "measures": [m.name for m in chosen],
        "blocks": list(blocks),
        "models": models if isinstance(models, str) else ("fast" if models else False),
    }
    return Report(batches, chosen, settings, given.set_aside)


def _run(texts: Sequence[str], meta: pd.DataFrame, measures: Sequence[Measure], blocks: tuple[int, ...]) -> Batch:
    """Analyse one batch."""
    corpus = segment_texts(texts, meta, blocks)
    evidence = Evidence()
    for measure in measures:
        evidence = evidence.with_spans(measure.name, measure.annotate(corpus, evidence))
    scores = pd.concat(
        [sizes(corpus, evidence["attribution"]), *(measure.score(corpus, evidence) for measure in measures)], axis=1
    )
    return Batch(corpus, evidence, scores)


def _batches(given: _Input) -> Iterator[tuple[list[str], pd.DataFrame]]:
    """Yield texts and their metadata, up to BATCH_CHARACTERS at a time; one empty batch where there is no text."""
    first = size = 0
    for i, content in enumerate(given.texts):
        size += len(content)
        if size >= BATCH_CHARACTERS:
            yield given.texts[first : i + 1], given.meta.iloc[first : i + 1]
            first, size = i + 1, 0
    if first < len(given.texts) or first == 0:
        yield given.texts[first:], given.meta.iloc[first:]


# ---- input


def _read_input(texts: Texts, column: str) -> _Input:
    if isinstance(texts, str):
        texts = [texts]
    if isinstance(texts, os.PathLike | io.IOBase):
        raise InputError("This is a file, not its text. Read it first: Path(...).read_text(encoding='utf-8').")
    if isinstance(texts, Mapping):
        raise InputError("This is a dict. Keep its keys as document ids with pd.Series(texts).")
    if isinstance(texts, bytes):
        raise InputError("The text is bytes. Decode it first: text.decode('utf-8').")
    if isinstance(texts, pd.DataFrame):
        if column not in texts.columns:
            raise InputError(
                f"The DataFrame has no column {column!r}. Name the one that holds the texts with text=…; it has: {', '.join(map(str, texts.columns))}."
            )
        values, meta = texts[column], texts.drop(columns=column)
        if isinstance(values, pd.DataFrame):
            raise InputError(
                f"The DataFrame has {values.shape[1]} columns called {column!r}. Rename them, or keep one."
            )
    elif isinstance(texts, pd.Series):
        values, meta = texts, pd.DataFrame(index=texts.index)
    elif isinstance(texts, Iterable) and not isinstance(texts, Mapping):
        items = list(texts)
        values, meta = pd.Series(items, dtype=object), pd.DataFrame(index=pd.RangeIndex(len(items)))
    else:
        raise InputError(
            f"Cannot analyse a {type(texts).__name__}. Give a text, a list or Series of texts, or a DataFrame with a text column."
        )
    if isinstance(values.index, pd.MultiIndex):  # a document has one id: the tuple of its levels
        values, meta = values.set_axis(values.index.to_flat_index()), meta.set_axis(meta.index.to_flat_index())
    if not values.index.is_unique:
        twice = values.index[values.index.duplicated()][0]
        raise InputError(
            f"The index has {twice!r} twice, and document ids must be unique. Call .reset_index(drop=True) first."
        )
    return _set_aside(values, meta)


def _set_aside(values: pd.Series, meta: pd.DataFrame) -> _Input:
    """Keep what is text; say of the rest why it is set aside."""
    items = values.tolist()
    is_text = [isinstance(item, str) for item in items]
    wrong = [(doc, item) for doc, item, fine in zip(values.index, items, is_text, strict=True) if not fine]
    strange = [(doc, item) for doc, item in wrong if not pd.api.types.is_scalar(item) or not pd.isna(item)]
    if strange:
        doc, item = strange[0]
        raise InputError(
            f"Document {doc!r} is a {type(item).__name__}, not a text: {str(item)[:60]!r}. Convert the column with .astype(str), or drop the row."
        )
    ids, reasons = [doc for doc, _ in wrong], ["missing value"] * len(wrong)
    aside = table(
        {
            "doc_id": pd.Series(ids, dtype=values.index.dtype if ids else object).to_numpy(),
            "reason": pd.Series(reasons, dtype=object).to_numpy(),
        }
    )
    return _Input([item for item, fine in zip(items, is_text, strict=True) if fine], meta[is_text], aside)


# ---- measures and lexicons


def _check_models(models: bool | str) -> None:
    if models in (True, False, "fast"):
        return
    if models == "accurate":
        raise InputError("models='accurate' is not part of this version. Use models='fast'.")
    raise InputError(f"models={models!r} is neither True, False nor one of: {', '.join(MODELS)}.")


def _choose(measures: Iterable[str | Measure] | None, lexicons: Any) -> list[Measure]:
    """Return the measures to run, each after what it requires."""
    replaced, added = _read_lexicons(lexicons)
    available: dict[str, Measure] = {
        "attribution": Attribution(replaced.get("attribution") or load_lexicon(SHIPPED["attribution"])),
        "loaded": LoadedTerms(replaced.get("loaded") or load_lexicon(SHIPPED["loaded"])),
        "quotations": Quotations(),
    }
    for lexicon in added:
        if lexicon.name in available:
            raise InputError(
                f"A lexicon is called {lexicon.name!r}, as a measure is already. Rename it, or replace with lexicons={{{lexicon.name!r}: …}}."
            )
        available[lexicon.name] = LexiconTerms(lexicon)
    wanted: list[str] = [*(lexicon.name for lexicon in added)]
    for measure in available if measures is None else measures:
        if not isinstance(measure, str):
            available[measure.name] = measure
            measure = measure.name
        if measure not in available:
            raise InputError(f"No measure is called {measure!r}. {did_you_mean(measure, available)}")
        wanted.append(measure)
    return _in_order(["attribution", *wanted], available)


def _in_order(wanted: Sequence[str], available: Mapping[str, Measure]) -> list[Measure]:
    ordered: dict[str, Measure] = {}

    def add(name: str, above: tuple[str, ...]) -> None:
        if name in above:
            raise InputError(f"The measures {' → '.join((*above, name))} require each other.")
        if name not in available:
            raise InputError(f"The measure {above[-1]!r} requires {name!r}. {did_you_mean(name, available)}")
        for required in available[name].requires:
            add(required, (*above, name))
        ordered.setdefault(name, available[name])

    for name in wanted:
        add(name, ())
    return list(ordered.values())


def _read_lexicons(lexicons: Any) -> tuple[dict[str, Lexicon], list[Lexicon]]:
    """Return the lexicons that replace a measure's own, and those that come beside."""
    if lexicons is None:
        return {}, []
    if isinstance(lexicons, Mapping):
        unknown = [name for name in lexicons if name not in SHIPPED]
        if unknown:
            raise InputError(
                f"No measure that reads a lexicon is called {unknown[0]!r}. {did_you_mean(str(unknown[0]), SHIPPED)}"
            )
        return {name: _lexicon(value) for name, value in lexicons.items()}, []
    many = [lexicons] if isinstance(lexicons, Lexicon | str | os.PathLike) else list(lexicons)
    return {}, [_lexicon(value) for value in many]


def _lexicon(value: Any) -> Lexicon:
    if isinstance(value, Lexicon):
        return value
    if isinstance(value, str) and value in available_lexicons():
        return load_lexicon(value)
    if isinstance(value, str | os.PathLike) and os.path.splitext(value)[1]:
        return read_lexicon(os.fspath(value))
    if isinstance(value, str):
        return load_lexicon(value)
    raise InputError(
        f"Cannot read a lexicon from a {type(value).__name__}. Give a Lexicon, the path of one, or a name: {', '.join(available_lexicons())}."
    )
