"""The report: scores, the evidence they rest on, and where both come from."""

from __future__ import annotations

import json
import platform
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from framing import evidence_tables as tables
from framing.batches import Analysed
from framing.cite import bibtex, methods_json, methods_paragraph
from framing.core import InputError
from framing.core.anytext import any_text_in
from framing.report_tables import NO_ACTORS, ReportTables
from framing.version import __version__

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from framing.export.html import Told

SHORT_TEXT = 150  # own words; below, one term more or less moves a rate by more than 6 per 1,000


@any_text_in
class Report(ReportTables):
    """What :func:`framing.analyze` returns.

    Attributes
    ----------
    scores : DataFrame, one row per document
        ``n_words``, ``n_own_words``, ``n_sentences``, then
        ``<measure>__<what>_<unit>``; docs/columns explains every column.
    meta : DataFrame, one row per document
        Outlet, date and what else came with the texts.
    set_aside : DataFrame
        ``doc_id`` and ``reason`` of what could not be read.
    """

    def __repr__(self) -> str:
        words = int(self.scores["n_words"].sum())
        return f"<Report: {len(self.scores)} documents, {words:,} words; measures: {', '.join(self._measures)}>"

    # ---- notes and provenance

    @cached_property
    def notes(self) -> list[str]:
        """What to keep in mind: texts too short to say anything, rows set aside."""
        notes = []
        n_own = self.scores["n_own_words"]
        short = int((n_own < SHORT_TEXT).sum())
        if short:
            which = "This text has" if len(n_own) == 1 else f"{short} of {len(n_own)} texts have"
            notes.append(
                f"{which} fewer than {SHORT_TEXT} words of the outlet's own: one term more or less moves a rate by {1000 / SHORT_TEXT:.0f} per 1,000 or more."
            )
        foreign = sum(batch.n_foreign for batch in self._batches)
        if foreign:
            notes.append(f"{foreign} of {len(n_own)} texts do not read as English; framing reads English news only.")
        if "title" in self.meta and "headline" in self._measures and (self.scores["headline__words_n"] == 0).all():
            notes.append(
                "Titles are in a column and no headline was read. Put them above the texts: read_articles(…, headlines=True)."
            )
        made_by = self._made_by.get("framing", __version__)
        if made_by != __version__:
            notes.append(f"These results were made by framing {made_by}; this is {__version__}.")
        if len(self.set_aside):
            notes.append(f"{len(self.set_aside)} rows were set aside: see report.set_aside.")
        return notes

    @cached_property
    def provenance(self) -> dict[str, Any]:
        """Versions, lexicons with their hashes, settings, and what was set aside and why."""
        lexicons = {
            name if part == "lexicon" else lexicon.name: lexicon
            for name, measure in self._measures.items()
            for part in ("lexicon", "gazetteer", "given_names", "name_words", "groups")
            if (lexicon := getattr(measure, part, None)) is not None
        }
        return {
            "framing": __version__,
            "python": platform.python_version(),
            "numpy": np.__version__,
            "pandas": pd.__version__,
            "models": {
                name: {key: digest for model in models for key, digest in model.hashes.items()}
                for name, measure in self._measures.items()
                if (
                    models := [
                        model
                        for part in ("model", "encoder", "loaded", "pos")
                        if (model := getattr(measure, part, None))
                    ]
                )
            },
            "lexicons": {
                name: {
                    "name": lexicon.name,
                    "version": lexicon.version,
                    "n_entries": len(lexicon),
                    "sha256": lexicon.sha256,
                    "license": lexicon.license,
                }
                for name, lexicon in lexicons.items()
            },
            "settings": self._settings,
            "thresholds": {
                name: float(measure.threshold)
                for name, measure in self._measures.items()
                if hasattr(measure, "threshold")
            },
            "n_documents": len(self.scores),
            "set_aside": self.set_aside.to_dict("records"),
            "notes": self.notes,
            **self._made_by,
        }

    def methods(
        self, kind: str = "text", *, excluded: Mapping[str, int] | None = None, steps: Iterable[str] = ()
    ) -> str:
        """Return what to write in a paper: what was measured, with what, on how many texts, after whom.

        Parameters
        ----------
        kind : {"text", "json", "bibtex"}
            A paragraph with citation keys as Pandoc writes them; its facts as JSON; or the entries of the keys.
        excluded : mapping of str to int, optional
            Texts that you left out before, by reason: ``{"duplicate": 12}``.
        steps : iterable of str
            What followed, by the name of its function: "compare", "keyness", "trends", "intervals", "norms" …

        Returns
        -------
        str
        """
        told = methods_json(self.provenance, excluded=excluded, steps=steps)
        if kind == "text":
            return methods_paragraph(self.provenance, excluded=excluded, steps=steps)
        if kind == "json":
            return json.dumps(told, indent=2, default=str)
        if kind == "bibtex":
            return bibtex(told["citations"])
        raise InputError(f"kind={kind!r} is none of: text, json, bibtex.")

    # ---- out

    def to_frame(self) -> pd.DataFrame:
        """Return the scores as a tidy table: one row per document and score, with outlet, date and what else is known."""
        from framing.export.tables import to_frame

        return to_frame(self.scores, self.meta)

    def to_csv(self, path: str | Path) -> None:
        """Write :meth:`to_frame` as CSV, in which no text is a formula."""
        from framing.export.tables import to_csv

        to_csv(self.to_frame(), path)

    def to_parquet(self, path: str | Path) -> None:
        """Write :meth:`to_frame` as Parquet (extra "parquet")."""
        from framing.export.tables import to_parquet

        to_parquet(self.to_frame(), path)

    def to_jsonl(self, path: str | Path) -> None:
        """Write the evidence of the measures asked for, one line of JSON for each mark."""
        from framing.export.jsonl import to_jsonl

        to_jsonl({name: self.evidence(name) for name in self._settings["measures"]}, path)

    def to_brat(self, folder: str | Path) -> pd.DataFrame:
        """Write texts and marks as brat standoff into a new folder; return the file name of each document."""
        from framing.export.brat import to_brat

        texts = pd.Series({doc: self.text(doc) for doc in self.scores.index}, dtype=object)
        return to_brat(
            texts,
            {name: self.evidence(name) for name in ("loaded", "attribution", "actors") if name in self._measures},
            folder,
        )

    def to_json(self, path: str | Path | None = None) -> str:
        """Return scores, evidence and provenance as JSON, and write it to `path` if one is given."""
        from framing.export.json import to_json

        return to_json(self, path)

    def to_html(
        self,
        path: str | Path | None = None,
        *,
        doc_id: Any = None,
        by: str | None = None,
        adjust: str | Sequence[str] = (),
        texts: bool = True,
    ) -> str:
        """Return a page, and write it to `path` if one is given: one article with its marks, or a corpus compared by groups.

        Parameters
        ----------
        doc_id : optional
            Which document; needed where there are several and `by` is not given.
        by : str, optional
            A column of ``meta``: comparison, figures, typical terms, sources, actors, telling articles, methods and notes of the corpus.
        adjust : str or sequence of str
            Of a corpus: compare within classes, as :func:`framing.compare` does.
        texts : bool
            Of a corpus: False leaves out what the articles say (copyright).
        """
        if by is not None and doc_id is not None:
            raise InputError("A page shows one article (doc_id=) or compares groups (by=), not both.")
        content = self._page(doc_id) if by is None else self._study(by, adjust, texts)
        if path is not None:
            Path(path).write_text(content, encoding="utf-8", errors="replace")
        return content

    def _page(self, doc_id: Any) -> str:
        from framing.export.html import page

        if doc_id is None and len(self.scores) > 1:
            raise InputError(
                f"A page shows one article, and there are {len(self.scores)}. Name one: to_html(doc_id={self._first()!r}), "
                "or compare groups: to_html(by='outlet')."
            )
        batch, doc = self._find(self._first() if doc_id is None else doc_id)
        return page(batch.corpus, batch.evidence, doc, self._told(batch, doc))

    def _study(self, by: str, adjust: str | Sequence[str], texts: bool) -> str:
        from framing.study import corpus_html

        return corpus_html(self, by, adjust=adjust, texts=texts)

    def _repr_html_(self) -> str:
        from framing.export.html import fragment

        if len(self.scores) != 1:
            return str(self.scores.head(20).to_html())
        batch, doc = self._find(self.scores.index[0])
        return fragment(batch.corpus, batch.evidence, doc, self._told(batch, doc))

    def _told(self, batch: Analysed, doc: int) -> Told:
        """Return what a page says of one document besides its marks."""
        from framing.export.html import Told

        suggestions = tables.suggestions(batch.corpus, batch.evidence) if "loaded" in self._measures else None
        return Told(
            batch.scores.iloc[doc],
            self.notes,
            self._actors_of(batch, doc),
            None if suggestions is None else suggestions[suggestions["doc_id"] == batch.corpus.meta.index[doc]],
        )

    def _actors_of(self, batch: Analysed, doc: int) -> pd.DataFrame | None:
        """Return the actors of one document, None where they were not measured."""
        if "actors" not in self._measures:
            return None
        rows = self._views("document", ("document",), [batch]).actors("document", 0.0)
        return rows[rows["doc_id"] == batch.corpus.meta.index[doc]]

    def plot(self, *, doc_id: Any = None, ax: Axes | None = None) -> Axes:
        """Draw the voice of every sentence along one article, with its loaded terms."""
        from framing.plot import plot_voices

        wanted = self._first() if doc_id is None else doc_id
        self._find(wanted)
        sentences = self.sentences()
        loaded = self.evidence("loaded") if "loaded" in self._measures else None
        terms = loaded[loaded["doc_id"] == wanted] if loaded is not None else None
        return plot_voices(sentences[sentences["doc_id"] == wanted], terms=terms, ax=ax)

    def plot_actors(
        self, *, by: str = "document", doc_id: Any = None, n_actors: int = 10, ax: Axes | None = None
    ) -> Axes:
        """Draw how the outlet and its sources speak of the actors of one article, or of all by "corpus"."""
        from framing.plot import plot_actors

        if by != "document":
            return plot_actors(self.actors(by), n_actors=n_actors, ax=ax)
        rows = self._actors_of(*self._find(self._first() if doc_id is None else doc_id))
        if rows is None:
            raise InputError(NO_ACTORS)
        return plot_actors(rows, n_actors=n_actors, ax=ax)
