"""analyze(): texts in, a report out.

Texts are read in batches. In each batch the measures run in the order of what
they require; every one sees the corpus and what was marked before it.
"""

from __future__ import annotations

import os
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

import pandas as pd

from framing.batches import Analysed, settle
from framing.choose import Models, choose_measures, lexicons_of
from framing.core import BLOCKS, Corpus, Evidence, InputError, Measure, collector_paused, did_you_mean
from framing.core.anytext import any_text
from framing.inputs import Input, Texts, read_input
from framing.lexicon import Lexicon
from framing.match import scan
from framing.models import REMEMBERED
from framing.progress import progress_bar
from framing.report import Report
from framing.report_tables import Batch
from framing.scoring import Tallied, Tally, sizes
from framing.sections import FEW_TYPES, NEW_TYPES, LongText, Section, is_long, joined, sections
from framing.segment import forget_types, n_types, segment_texts

Part = tuple[list[str], pd.DataFrame]  # texts of a batch and their metadata
BATCH_CHARACTERS = 1_000_000  # texts are read together up to this size: large enough to ask each word type once, small enough for any machine


@any_text
def analyze(
    texts: Texts,
    *,
    text: str = "text",
    measures: str | Iterable[str | Measure] | None = None,
    lexicons: Lexicon | str | os.PathLike[str] | Iterable[Any] | Mapping[str, Any] | None = None,
    actors: Mapping[str, Iterable[str]] | None = None,
    models: Models = "fast",
    blocks: str | Sequence[str] = ("headline", "body"),
    outlet: str | None = None,
    date: str | None = None,
    n_jobs: int = 1,
    progress: bool | None = None,
) -> Report:
    """Mark loaded terms, who says what and who is spoken of how, and score each text.

    Parameters
    ----------
    texts : str, sequence of str, Series or DataFrame
        One text or many. Document ids count from 0, or are the index of a
        Series or DataFrame, which must be unique.
    text : str
        Column that holds the texts, where `texts` is a DataFrame.
    measures : iterable of str or Measure, optional
        What to measure: "loaded", "quotations", "actors", "toward",
        "subjectivity", "headline", "readability"; all by default. "agency" only
        when asked for. What a measure requires is added.
    lexicons : Lexicon, name, path, iterable of these, or mapping, optional
        Lexicons of your own: each is counted beside the shipped measures,
        under its name. A mapping replaces what a measure reads:
        ``{"loaded": "my_terms.tsv"}``.
    actors : mapping of str to list of str, optional
        Names of your own actors: ``{"China": ["China", "Chinese", "Beijing"]}``.
        They win over what is found, in every text.
    models : {"fast", "accurate"}, bool or path
        "fast" (or True): learned linear models, for who says what, who is there, loaded and
        subjective language and sentiment toward actors. "accurate": a small transformer
        reads who says what, loaded and subjective language and sentiment; some twenty-five times slower, and needs
        onnxruntime (``pip install 'framing[accurate]'``). False: rules and
        lexicons alone. A path: a folder with ``voice.npz``, ``pos.npz``, ``pos-context.npz``,
        ``names.npz``, ``loaded.npz``, ``toward.npz`` and ``sha256.txt``.
    blocks : sequence of str
        Parts of the page that count: "headline", "byline", "caption", "body", "furniture".
    outlet, date : str, optional
        Columns of a DataFrame that say who published a text and when; they are called "outlet" and "date" in ``report.meta``,
        which keeps all other columns as they are. Needed only where they have other names.
    n_jobs : int
        Processes; -1: one for each core. The report is the same for any number.
    progress : bool, optional
        Show a progress bar; by default where there is much to read.

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
    blocks = [blocks] if isinstance(blocks, str) else list(blocks)
    unknown = [block for block in blocks if block not in BLOCKS]
    if unknown:
        raise InputError(f"No block is called {unknown[0]!r}. {did_you_mean(unknown[0], BLOCKS)}")
    measures, lexicons, actors = _kept(measures), _kept(lexicons), _kept(actors)
    given = read_input(texts, text, {"outlet": outlet, "date": date})
    chosen, shown = choose_measures(measures, lexicons, actors, models)
    codes = tuple(BLOCKS.index(block) for block in blocks)
    parts = list(_batches(given))
    check_jobs(n_jobs)
    with progress_bar(progress, [part for part, _ in parts]) as bar:
        if n_jobs == 1 or len(parts) == 1:
            batches = [bar.after(read_batch(part, meta, chosen, shown, codes, len(parts))) for part, meta in parts]
        else:
            asked = (measures, lexicons, actors, models)
            batches = [bar.after(batch) for batch in _in_processes(n_jobs, parts, asked, codes)]
    settings = {
        "measures": shown,
        "blocks": list(blocks),
        "models": "fast" if models is True else models if models is False else os.fspath(models),
        **({"actors": {actor: list(names) for actor, names in actors.items()}} if actors is not None else {}),
    }
    return Report(batches, chosen, settings, given.set_aside)


def check_jobs(n_jobs: Any) -> None:
    """Raise an error if n_jobs= is no number of processes."""
    if not isinstance(n_jobs, int) or n_jobs == 0:
        raise InputError(f"n_jobs={n_jobs!r} is no number of processes. Give 1, 2 …, or -1 for one on each core.")


def _kept(asked: Any) -> Any:
    """Return what was asked with lists for iterators, which can be read but once."""
    if isinstance(asked, Mapping):
        return {name: _kept(value) for name, value in asked.items()}
    return list(asked) if isinstance(asked, Iterator) else asked


def read_batch(
    texts: Sequence[str],
    meta: pd.DataFrame,
    measures: Sequence[Measure],
    shown: Sequence[str],
    blocks: tuple[int, ...],
    n_batches: int,
) -> Analysed:
    """Return texts, analysed together; only the measures asked for add columns to their scores."""
    if len(texts) == 1 and is_long(texts[0]):
        return _read_long(texts[0], meta, measures, shown, blocks)
    with collector_paused():
        corpus, evidence = _marked(texts, meta, measures, blocks)
        scored = [measure.score(corpus, evidence) for measure in measures if measure.name in shown]
        scores = _table(sizes(corpus, evidence["attribution"]), scored, meta)
        corpus.forget(REMEMBERED)  # 400 bytes a word
        batch = Batch(corpus, evidence, scores)
        settle(batch, n_batches)
        return batch


def _read_long(
    text: str, meta: pd.DataFrame, measures: Sequence[Measure], shown: Sequence[str], blocks: tuple[int, ...]
) -> LongText:
    """Return a long text, analysed section by section."""
    asked = [measure for measure in measures if measure.name in shown]
    found: list[Section] = []
    sized: list[Tally] = []
    counts: dict[str, list[Tally]] = {measure.name: [] for measure in asked if _adds_up(measure)}
    for start, end in sections(text):
        with collector_paused():
            section, size, counted = _read_section(text, start, end, meta, measures, counts, blocks)
        found.append(section)
        sized.append(size)
        for name, tally in counted.items():
            counts[name].append(tally)
    whole = lru_cache(lambda: joined(text, meta, found))  # for those of your own, which may count whole texts only
    scored = [
        measure.frame(Tally.together(counts[measure.name]), meta.index)
        if isinstance(measure, Tallied) and measure.name in counts
        else measure.score(*whole())
        for measure in asked
    ]
    return LongText(text, meta, _table(Tally.together(sized), scored, meta), found)


def _read_section(
    text: str,
    start: int,
    end: int,
    meta: pd.DataFrame,
    measures: Sequence[Measure],
    counted: Container[str],
    blocks: tuple[int, ...],
) -> tuple[Section, Tally, dict[str, Tally]]:
    """Return what is marked in a section of a text, how long it is, and what the measures named in `counted` count in it."""
    before = n_types()
    corpus, evidence = _marked([text[start:end]], meta, measures, blocks, goes_on=start > 0)
    if n_types() - before > NEW_TYPES:
        forget_types(FEW_TYPES)
    counts = {each.name: each.tally(corpus, evidence) for each in measures if isinstance(each, Tallied) and each.name in counted}  # fmt: skip
    return Section.of(start, end, corpus, evidence), sizes(corpus, evidence["attribution"]), counts


def _adds_up(measure: Measure) -> bool:
    """Return whether the scores of a measure follow from its tallies: one of your own may score otherwise."""
    return isinstance(measure, Tallied) and type(measure).score is Tallied.score


def _marked(
    texts: Sequence[str],
    meta: pd.DataFrame,
    measures: Sequence[Measure],
    blocks: tuple[int, ...],
    goes_on: bool = False,
) -> tuple[Corpus, Evidence]:
    """Return texts with what the measures mark in them."""
    corpus, evidence = segment_texts(texts, meta, blocks, goes_on=goes_on), Evidence()
    scan(corpus, lexicons_of(measures))
    for measure in measures:
        evidence = evidence.with_spans(measure.name, measure.annotate(corpus, evidence))
    return corpus, evidence


def _table(size: Tally, scored: Sequence[pd.DataFrame], meta: pd.DataFrame) -> pd.DataFrame:
    return pd.concat([pd.DataFrame(dict(size.sums), index=meta.index), *scored], axis=1)


def _in_processes(
    n_jobs: int, parts: Sequence[Part], asked: tuple[Any, ...], blocks: tuple[int, ...]
) -> Iterator[Analysed]:
    """Yield the batches, marked and scored in other processes, in order; the corpus is made here, for it is the smaller part."""
    from joblib import Parallel, delayed

    jobs = (delayed(_elsewhere)(part, meta, asked, blocks) for part, meta in parts)
    results = Parallel(n_jobs=n_jobs, return_as="generator", pre_dispatch="2*n_jobs")(jobs)
    for (part, meta), found in zip(parts, results, strict=True):
        if isinstance(found, LongText):
            found.text = part[0]  # the same text, not held twice
        yield found if isinstance(found, LongText) else Batch(segment_texts(part, meta, blocks), *found)


@any_text
def _elsewhere(part: Sequence[str], meta: pd.DataFrame, asked: tuple[Any, ...], blocks: tuple[int, ...]) -> LongText | tuple[Evidence, pd.DataFrame]:  # fmt: skip
    batch = read_batch(part, meta, *choose_measures(*asked), blocks, 1)
    return batch if isinstance(batch, LongText) else (batch.evidence, batch.scores)


def _batches(given: Input) -> Iterator[Part]:
    """Yield texts and their metadata, up to BATCH_CHARACTERS at a time, a long one alone; one empty batch where there is no text."""
    first = size = 0
    for i, content in enumerate(given.texts):
        if i > first and (size >= BATCH_CHARACTERS or is_long(content) or is_long(given.texts[first])):
            yield given.texts[first:i], given.meta.iloc[first:i]
            first, size = i, 0
        size += len(content)
    yield given.texts[first:], given.meta.iloc[first:]
