"""The report: scores, the evidence they rest on, and where both come from."""

from __future__ import annotations

import json
import platform
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from framing import evidence_tables as tables
from framing import term_counts
from framing.actor_views import ActorViews
from framing.batches import from_batches
from framing.cite import bibtex, methods_json, methods_paragraph
from framing.core import Corpus, Evidence, InputError, Measure, did_you_mean
from framing.core.anytext import any_text_in
from framing.core.tables import concat, table
from framing.io import looks_english
from framing.lexicon import is_shipped
from framing.stats import load_norms
from framing.term_counts import OVER
from framing.version import __version__

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from framing.export.html import Told

NO_ACTORS = "Actors were not measured. Ask for them: measures=['actors', 'toward', 'loaded']."
NO_LOADED = "Loaded terms were not measured. Ask for them: measures=['loaded']."
NO_NORMS = "Norms were made with models='fast'. Analyse the texts with it to compare them."
SHORT_TEXT = 150  # own words; below, one term more or less moves a rate by more than 6 per 1,000


@dataclass(frozen=True, slots=True)
class Batch:
    """Texts analysed together."""

    corpus: Corpus
    evidence: Evidence
    scores: pd.DataFrame


@any_text_in
class Report:
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

    def __init__(
        self,
        batches: Sequence[Batch],
        measures: Sequence[Measure],
        settings: Mapping[str, Any],
        set_aside: pd.DataFrame,
    ) -> None:
        self._batches = batches
        self._measures = {measure.name: measure for measure in measures}
        self._settings = dict(settings)
        self.set_aside = set_aside
        self.scores = pd.concat([batch.scores for batch in batches])
        self.meta = pd.concat([batch.corpus.meta for batch in batches])

    def __repr__(self) -> str:
        words = int(self.scores["n_words"].sum())
        return f"<Report: {len(self.scores)} documents, {words:,} words; measures: {', '.join(self._measures)}>"

    # ---- evidence

    def evidence(self, name: str) -> pd.DataFrame:
        """Return what one measure has marked.

        Parameters
        ----------
        name : str
            A measure: "loaded", "attribution", "quotations", "actors", "toward",
            "subjectivity", "headline"; a lexicon that a measure reads, such as
            "polarity" or "hedges"; or the name of your own.

        Returns
        -------
        DataFrame
            One row per span, in order: ``doc_id``, ``start``, ``end`` (characters
            in the text as given, half-open), ``text``, ``label``, ``score``,
            ``voice``, ``quoted``, ``block``, ``source``, and what the measure adds.
        """
        if name not in self._measures:
            raise InputError(f"Nothing was marked under {name!r}. {did_you_mean(name, self._measures)}")
        return from_batches(self._batches, lambda corpus, evidence: tables.evidence(corpus, evidence, name))

    def sentences(self) -> pd.DataFrame:
        """Return every sentence of the blocks that count: its characters, voice, size and share of quoted words."""
        return from_batches(self._batches, tables.sentences)

    def words(self) -> pd.DataFrame:
        """Return every word of the blocks that count, with its voice and whether it is between quotation marks."""
        return from_batches(self._batches, tables.words)

    def sources(self) -> pd.DataFrame:
        """Return how many words each source is given.

        Returns
        -------
        DataFrame
            One row per document and source, the most given first: ``doc_id``,
            ``source`` (as written; None where nobody is named),
            ``attributions``, ``quotations``, ``n_words``, ``share`` (of all
            attributed words), ``cue_classes``, ``type`` (person, organisation, document,
            official, crowd, pronoun, other; None where nobody is named).
        """
        return from_batches(self._batches, tables.sources)

    def suggestions(self) -> pd.DataFrame:
        """Return each loaded term of the outlet's own wording, why it is marked and what could stand there instead.

        Returns
        -------
        DataFrame
            One row per term, in order: ``doc_id``, ``start``, ``end``, ``text``,
            ``tier`` (strong, marked), ``label``, ``reason``, ``neutral`` (a plainer
            wording; "(omit)" where the sentence needs no word; empty where none is
            known), ``voice`` (editorial, indirect), ``sentence``.
        """
        if "loaded" not in self._measures:
            raise InputError(NO_LOADED)
        return from_batches(self._batches, tables.suggestions)

    def strongest_terms(self, by: str = "corpus") -> pd.DataFrame:
        """Return the loaded terms of the outlet's own wording, the most loaded first.

        Parameters
        ----------
        by : {"corpus", "document"}
            Whether a term is counted over all documents, or in each.

        Returns
        -------
        DataFrame
            One row per term, label and tier (and document): ``doc_id`` (by
            "document" only), ``term`` (as the lexicon or the table lists it),
            ``label``, ``tier``, ``score`` (the highest), ``n``, ``n_docs``,
            ``neutral``. In order of score, then of how often it is used.
        """
        if "loaded" not in self._measures:
            raise InputError(NO_LOADED)
        if by not in {"corpus", "document"}:
            raise InputError(f"by={by!r} is neither 'corpus' nor 'document'.")
        return tables.strongest_terms(self.evidence("loaded"), per_document=by == "document")

    def intervals(self, *, n_draws: int = 2000, seed: int = 0) -> pd.DataFrame:
        """Return how far each score would move if the document had other sentences of its kind.

        Parameters
        ----------
        n_draws : int
            How often the sentences of a document are drawn again, with replacement.
        seed : int
            The same seed gives the same intervals.

        Returns
        -------
        DataFrame
            One row per document and score: ``doc_id``, ``column``, ``value``,
            ``low``, ``high`` (95 %), ``n_sentences``. Of all scores that are rates, shares or
            means over sentences; NaN where nothing was observed. Where nothing is marked, every draw is 0
            and so is the interval; ``loaded__terms-high_rate`` says what such a text leaves possible.
        """
        if n_draws < 100:
            raise InputError(f"n_draws={n_draws} is too few for the ends of a 95 % interval. Use 1,000 or more.")
        asked = [measure for name, measure in self._measures.items() if name in self._settings["measures"]]
        return concat(
            [
                tables.intervals(batch.corpus, batch.evidence, batch.scores, asked, n_draws, seed)
                for batch in self._batches
            ],
            ignore_index=True,
        )

    def norms(self, leaning: str = "all") -> pd.DataFrame:
        """Return where each score stands among the articles of a reference set of about the same length.

        Parameters
        ----------
        leaning : str
            Of the outlets compared with, as AllSides rates them: "all", "left", "center", "right".

        Returns
        -------
        DataFrame
            One row per document and score: ``doc_id``, ``column``, ``value``,
            ``percentile`` (0–100), ``length`` (band of words), ``n`` (articles
            compared with; below 50 the percentile is NaN), ``reference``. Only
            shares, rates, means and indices have norms, and only where the
            measure reads its shipped lexicon.

        Raises
        ------
        InputError
            If the scores were not made with ``models="fast"``, as the norms were.
        """
        if self._settings.get("models") not in (True, "fast"):
            raise InputError(NO_NORMS)
        lexicons = {name: getattr(measure, "lexicon", None) for name, measure in self._measures.items()}
        own = tuple(
            f"{name}__" for name, lexicon in lexicons.items() if lexicon is not None and not is_shipped(lexicon)
        )
        kept = [column for column in self.scores.columns if not column.startswith(own)]
        return load_norms().of(self.scores[kept], leaning)

    def actors(self, by: str = "document", *, confidence: float = 0.0) -> pd.DataFrame:
        """Return actors: how present, how spoken of and by whom, what they do, how much they speak.

        Parameters
        ----------
        by : {"document", "corpus"}
            Whether an actor has a row in each document, or one over all. Over the corpus the same full name is one
            actor, and so is a short form that nearly always stands for it.
        confidence : float
            Mentions whose sentiment is less probable than this are not judged.

        Returns
        -------
        DataFrame
            One row per document and actor, those with most mentions first; by
            "corpus" one per actor, those in most documents first:
            ``doc_id`` (by "corpus" ``n_docs``), ``actor``, ``label``, ``polity``; ``mentions``, of these
            ``named``, ``headline`` (in the headline), ``lead`` (in the first
            three sentences of the body); how often it is ``agent`` and ``patient`` of
            an act, ``possessor`` of something, and ``speaker``, the source of an attribution;
            for ``outlet`` and ``sources`` as
            holders: ``_mentions``, the mean ``_negative`` and ``_positive``
            probability and their difference, the ``_balance``, with its 95 % interval, ``_low`` and ``_high``;
            ``words_spoken``, ``cue_classes``; ``loaded_n``, ``loaded_quoted_n`` and ``loaded``:
            the loaded terms that qualify the actor, in the outlet's words, in
            sources' words, and those of the outlet as written; ``descriptors``: the weightiest
            of :meth:`descriptors`. By models=False roles are NaN.
        """
        views = self._views(by, ("document", "corpus"))
        if not 0 <= confidence <= 1:
            raise InputError(f"confidence={confidence!r} is no probability. Give one from 0 (judge all) to 1.")
        return views.actors(by, confidence)

    def descriptors(self, by: str = "document") -> pd.DataFrame:
        """Return the words that say what an actor is: "angry voters", "Holm, a defiant mayor", "Holm is a liar".

        Parameters
        ----------
        by : {"mention", "document", "corpus"}
            Each place by itself; or counted, in each document or over all.

        Returns
        -------
        DataFrame
            By "mention" one row per place: ``doc_id``, ``start``, ``end``, ``text``, ``word`` (folded, "not " before
            it behind a negation), ``kind`` (adjective, noun), ``actor`` and its ``label``, ``quoted`` (in a source's words). Else one row per (document,) actor and
            word, the weightiest first: ``n``, ``n_quoted``, ``n_docs`` (in this document 1), ``weight``: how much more it is said of
            this actor than of all others, in standard errors
            (weighted log-odds, Monroe et al. 2008). Empty with models=False, since parts of speech are needed.
        """
        return self._views(by, ("mention", "document", "corpus")).descriptors(by)

    def mentions(self) -> pd.DataFrame:
        """Return each mention with the sentiment toward it.

        Returns
        -------
        DataFrame
            ``doc_id``, ``start``, ``end``, ``text``, ``actor`` (its name over the corpus, as in ``actors(by="corpus")``), ``label``, ``holder``
            ("outlet", or who is quoted or reported), ``balance`` (positive less negative probability).
        """
        if "toward" not in self._measures:
            raise InputError(NO_ACTORS)
        return self._views("corpus", ("corpus",)).mentions()

    def counts(self, over: str = "words", *, actor: str | None = None, own: bool = True) -> pd.DataFrame:
        """Return how often each document uses each term.

        Parameters
        ----------
        over : {"words", "loaded", "cues", "descriptors"}
            Words; loaded terms, as listed; reporting expressions; or the adjectives and nouns said of an actor.
        actor : str, optional
            The actor of "descriptors", as ``actors(by="corpus")`` names it.
        own : bool
            Only in the outlet's own wording, without quotations.

        Returns
        -------
        DataFrame
            One row per document and term: ``doc_id``, ``term`` (in lower case), ``n``, ``start``, ``end`` (characters of the first).
        """
        if over not in OVER:
            raise InputError(f"over={over!r} is none of: {', '.join(OVER)}.")
        if over == "words":
            return from_batches(self._batches, lambda corpus, evidence: term_counts.words(corpus, evidence, own))
        if over == "loaded":
            return term_counts.counted(self.evidence("loaded"), "term", own)
        if over == "cues":
            rows = self.evidence("attribution")
            return term_counts.counted(rows[rows["label"] == "cue"], "text", own)
        rows = self._views("corpus", ("corpus",)).descriptor_mentions()
        if actor not in set(rows["actor"]):
            raise InputError(
                f"No adjective or noun is said of actor={actor!r}. {did_you_mean(str(actor), set(rows['actor']))}"
            )
        return term_counts.counted(rows[rows["actor"] == actor], "word", own)

    def text(self, doc_id: Any) -> str:
        """Return a text exactly as given."""
        batch, doc = self._find(doc_id)
        return batch.corpus.text[batch.corpus.doc_start[doc] : batch.corpus.doc_end[doc]]

    def _views(self, by: str, able: Sequence[str], batches: Sequence[Batch] | None = None) -> ActorViews:
        """Return the tables of the actors of some batches, of all by default."""
        if "actors" not in self._measures:
            raise InputError(NO_ACTORS)
        if by not in able:
            raise InputError(f"by={by!r} is none of: {', '.join(able)}.")
        voice = getattr(self._measures["attribution"], "model", None)
        return ActorViews(
            self._batches if batches is None else batches,
            None if voice is None else voice.pos,
            self._settings.get("actors") or (),
        )

    def kwic(self, what: str, *, window: int = 50) -> pd.DataFrame:
        """Return keyword in context.

        Parameters
        ----------
        what : str
            The name of a measure, for all it has marked, or a term as in a
            lexicon ("regime*", "witch hunt").
        window : int
            Characters to the left and to the right.

        Returns
        -------
        DataFrame
            ``doc_id``, ``start``, ``end``, ``left``, ``text``, ``right``.
        """
        return from_batches(self._batches, lambda corpus, evidence: tables.kwic(corpus, evidence, what, window))

    def explain(self, measure: str, doc_id: Any = None, *, words: bool = False) -> pd.DataFrame:
        """Return what each span adds to the main score of a measure.

        Parameters
        ----------
        measure : str
        doc_id : optional
            Which document; the first by default.
        words : bool
            Word by word, of "loaded", "toward" and "subjectivity": with models="accurate" each word of a sentence is hidden in turn
            and the sentence read again, a few seconds for an article.

        Returns
        -------
        DataFrame
            ``start``, ``end``, ``text``, ``feature``, ``contribution``. For
            "loaded" the contributions add up to ``loaded__terms_rate``; by words, for each term (``feature``) to the
            log-odds of its scores, over all its places.
        """
        chosen: Any = self._measures.get(measure)
        how = "explain_words" if words else "explain"
        if not hasattr(chosen, how):
            able = [name for name, each in self._measures.items() if hasattr(each, how)]
            by_word = " word by word" if words else ""
            raise InputError(f"{measure!r} has nothing to explain{by_word}. {did_you_mean(measure, able)}")
        batch, doc = self._find(self._first() if doc_id is None else doc_id)
        spans = getattr(chosen, how)(batch.corpus, batch.evidence, doc)
        _, start, end = batch.corpus.characters(spans.start, spans.end)
        columns = {"start": start, "end": end, "text": batch.corpus.texts_of(spans.start, spans.end)}
        return table({**columns, "feature": spans["feature"], "contribution": spans["contribution"].astype(float)})

    def _first(self) -> Any:
        """Return the id of the first document."""
        if not len(self.scores):
            raise InputError("There is no text in this report.")
        return self.scores.index[0]

    def _find(self, doc_id: Any) -> tuple[Batch, int]:
        """Return the batch of a document and its position there."""
        for batch in self._batches:
            if doc_id in batch.corpus.meta.index:
                return batch, int(batch.corpus.meta.index.get_indexer([doc_id])[0])
        some = ", ".join(repr(doc) for doc in self.scores.index[:5])
        raise InputError(f"No document has the id {doc_id!r}. The ids start: {some}.")

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
        foreign = sum(not looks_english(text) for batch in self._batches for text in batch.corpus.texts())
        if foreign:
            notes.append(f"{foreign} of {len(n_own)} texts do not read as English; framing reads English news only.")
        if "title" in self.meta and "headline" in self._measures and (self.scores["headline__words_n"] == 0).all():
            notes.append(
                "Titles are in a column and no headline was read. Put them above the texts: read_articles(…, headlines=True)."
            )
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

    def _told(self, batch: Batch, doc: int) -> Told:
        """Return what a page says of one document besides its marks."""
        from framing.export.html import Told

        suggestions = tables.suggestions(batch.corpus, batch.evidence) if "loaded" in self._measures else None
        return Told(
            batch.scores.iloc[doc],
            self.notes,
            self._actors_of(batch, doc),
            None if suggestions is None else suggestions[suggestions["doc_id"] == batch.corpus.meta.index[doc]],
        )

    def _actors_of(self, batch: Batch, doc: int) -> pd.DataFrame | None:
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
