"""Quotations: every stretch between quotation marks, and whether somebody is quoted.

A quotation without a source is a title, a term held at arm's length, or
speech whose speaker the text leaves open. A title is known by its capitals;
of the others nothing can be seen but that nobody is named as speaking.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from framing.core import NO_EVIDENCE, Column, Corpus, Evidence, Spans, objects
from framing.scoring import Tallied, Tally, are_titles, count_spans

LABELS = objects(["quotation", "title", "unsourced"])


@dataclass(frozen=True, slots=True)
class Quotations(Tallied):
    """Mark every quotation with the attribution it stands in."""

    name: str = "quotations"
    requires: tuple[str, ...] = ("attribution",)

    def annotate(self, corpus: Corpus, evidence: Evidence = NO_EVIDENCE, /) -> Spans:
        """Return the quotations, marks included.

        Returns
        -------
        Spans
            Label ``quotation`` where somebody is quoted; where nobody is, ``title``
            where the capitals are those of a title or a name, else
            ``unsourced``. Columns: ``attribution`` (None where nobody is quoted),
            ``depth`` (0 = outermost), ``closed``.
        """
        quotations = corpus.quotations
        content = evidence["attribution"].select(evidence["attribution"].label == "content")
        held = np.full(corpus.n_tokens + 1, -1, dtype=np.int64)
        for a, b, number in zip(
            content.start.tolist(), content.end.tolist(), content["attribution"].tolist(), strict=True
        ):
            held[a:b] = number
        quotations = quotations.select(corpus.counted[quotations.start])
        inside = np.minimum(quotations.start + 1, np.maximum(quotations.end - 1, quotations.start))
        number = held[inside]
        columns = {
            "attribution": objects([n if n >= 0 else None for n in number.tolist()]),
            "depth": quotations["depth"],
            "closed": quotations["closed"],
        }
        label = LABELS[np.where(number >= 0, 0, np.where(are_titles(corpus, quotations), 1, 2))]
        return Spans(quotations.start, quotations.end, label, quotations.score, columns)

    def tally(self, corpus: Corpus, evidence: Evidence, /) -> Tally:
        """Count outermost quotations by label."""
        spans = evidence[self.name].select(np.asarray(evidence[self.name]["depth"] == 0, dtype=bool))
        sums = {label: count_spans(corpus, spans.select(spans.label == label)) for label in ("title", "unsourced")}
        return Tally({"outermost": count_spans(corpus, spans), **sums})

    def scores(self, tally: Tally, /) -> dict[str, Column]:
        """Return the number of outermost quotations, and of these titles and others without a source, per document."""
        return {"outermost_n": tally["outermost"], "titles_n": tally["title"], "unsourced_n": tally["unsourced"]}
