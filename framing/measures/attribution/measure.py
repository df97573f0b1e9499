"""The measure: who says what, and whose words each word is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from framing.core import NO_EVIDENCE, Column, Corpus, Evidence, Ints, Spans, objects
from framing.lexicon import Lexicon
from framing.measures.attribution.cues import CueFinder
from framing.measures.attribution.draft import CONFIDENCE, Draft
from framing.measures.attribution.reader import Reader
from framing.measures.attribution.speech import Speech
from framing.measures.attribution.view import View
from framing.measures.attribution.words import word_bits
from framing.scoring import EDITORIAL, VOICES, count_spans, per_doc, share, token_voice


@dataclass(frozen=True, slots=True)
class Attribution:
    """Find who says what: source, cue and content, by quotation marks and reporting words.

    Parameters
    ----------
    lexicon : Lexicon
        Reporting words; the note of each entry says what it takes
        ("takes clause to"): see docs/lexicons/reporting-verbs.
    """

    lexicon: Lexicon
    name: str = "attribution"
    requires: tuple[str, ...] = ()
    _finder: CueFinder = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_finder", CueFinder(self.lexicon))

    def annotate(self, corpus: Corpus, evidence: Evidence = NO_EVIDENCE, /) -> Spans:
        """Return source, cue and content spans.

        Returns
        -------
        Spans
            Labels ``source``, ``cue``, ``content``. Columns: ``attribution``
            (number within the document), ``kind`` (direct, indirect, mixed),
            ``cue_class``, ``rule`` (the shape it was read from). The score is the
            share of attributions of that shape that are right on annotated news.
        """
        bits = word_bits(corpus)
        speech = Speech(corpus, bits)
        drafts = speech.continue_quotations(self._read(corpus, bits))
        drafts = [d for d in speech.transcripts(drafts) if corpus.counted[d.cue[0]]]
        drafts.sort(key=lambda draft: draft.cue)
        return _to_spans(corpus, drafts)

    def _read(self, corpus: Corpus, bits: Sequence[int]) -> list[Draft]:
        cues = self._finder.find(corpus, bits)
        reader = Reader(View(corpus, bits, cues))
        drafts: list[Draft] = []
        counted = corpus.counted
        for cue in cues:
            if not counted[cue.start] or (drafts and drafts[-1].cue[1] > cue.start):
                continue
            draft = reader.read(cue, drafts[-1].source if drafts else (0, 0))
            if draft is not None and not (cue.noun and drafts and drafts[-1].content[:1] == draft.content[:1]):
                drafts.append(draft)  # "said in a statement that": the verb has reported it already
        return drafts

    def score(self, corpus: Corpus, evidence: Evidence, /) -> pd.DataFrame:
        """Return counts and shares of reported language per document."""
        attribution = evidence[self.name]
        voice, words = token_voice(corpus, attribution), corpus.is_word & corpus.counted
        total = per_doc(corpus, words)
        out: dict[str, Column] = {
            f"{name}_share": share(per_doc(corpus, words & (voice == code)), total) for code, name in enumerate(VOICES)
        }
        out["reported_share"] = share(per_doc(corpus, words & (voice != EDITORIAL)), total)
        cues = attribution.select(attribution.label == "cue")
        n_cues = count_spans(corpus, cues)
        out |= {"attributions_n": n_cues, "sources_n": self._n_sources(corpus, attribution)}
        for cue_class in self.lexicon.labels:
            out[f"{cue_class}_share"] = share(count_spans(corpus, cues.select(cues["cue_class"] == cue_class)), n_cues)
        return pd.DataFrame(
            {f"{self.name}__{column}": values for column, values in out.items()}, index=corpus.meta.index
        )

    def _n_sources(self, corpus: Corpus, attribution: Spans) -> Ints:
        """Count the distinct sources of each document, by their words."""
        sources = attribution.select(attribution.label == "source")
        doc, _, _ = corpus.characters(sources.start, sources.end)
        distinct = {
            (d, text.lower()) for d, text in zip(doc.tolist(), corpus.texts_of(sources.start, sources.end), strict=True)
        }
        return np.bincount(np.array([d for d, _ in distinct], dtype=np.int64), minlength=corpus.n_docs)


def _to_spans(corpus: Corpus, drafts: Sequence[Draft]) -> Spans:
    rows: list[tuple[int, int, str, float, int, str, str, str]] = []
    quoted = [0, *np.cumsum(corpus.quoted & corpus.is_word).tolist()]
    words = [0, *np.cumsum(corpus.is_word).tolist()]
    docs = corpus.token_doc[[draft.cue[0] for draft in drafts]].tolist() if drafts else []
    number, last_doc = 0, -1
    for draft, doc in zip(drafts, docs, strict=True):
        number = number + 1 if doc == last_doc else 0
        last_doc = doc
        inside = total = 0
        for a, b in draft.content:
            inside += quoted[b] - quoted[a]
            total += words[b] - words[a]
        kind = "indirect" if inside == 0 else "direct" if inside == total else "mixed"
        parts = [
            ("cue", draft.cue),
            *([("source", draft.source)] if draft.has_source else []),
            *(("content", part) for part in draft.content),
        ]
        rows += [
            (a, b, label, CONFIDENCE[draft.rule], number, kind, draft.cue_class, draft.rule) for label, (a, b) in parts
        ]
    rows.sort(key=lambda row: (row[0], row[1]))
    start, end, label, score, attribution, kind_, cue_class, rule = zip(*rows, strict=True) if rows else ((),) * 8
    columns = {
        "attribution": np.array(attribution, dtype=np.int64),
        "kind": objects(kind_),
        "cue_class": objects(cue_class),
        "rule": objects(rule),
    }
    return Spans(
        np.array(start, dtype=np.int64),
        np.array(end, dtype=np.int64),
        objects(label),
        np.array(score, dtype=np.float64),
        columns,
    )
