"""The tables of a report: what was marked, counted by document, sentence, source and actor, and taken apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from framing import evidence_tables as tables
from framing import term_counts
from framing.actor_views import ActorViews
from framing.batches import Analysed, from_batches, settle
from framing.core import Corpus, Evidence, InputError, Measure, did_you_mean
from framing.core.anytext import any_text_in
from framing.core.tables import concat, table
from framing.io import looks_english
from framing.lexicon import is_shipped
from framing.stats import load_norms
from framing.term_counts import OVER

NO_ACTORS = "Actors were not measured. Ask for them: measures=['actors', 'toward', 'loaded']."
NO_LOADED = "Loaded terms were not measured. Ask for them: measures=['loaded']."
NO_NORMS = "Norms were made with models='fast'. Analyse the texts with it to compare them."


@dataclass(frozen=True, slots=True)
class Batch:
    """Texts analysed together."""

    corpus: Corpus
    evidence: Evidence
    scores: pd.DataFrame

    @property
    def meta(self) -> pd.DataFrame:
        """Metadata, one row per text; its index holds the document ids."""
        return self.corpus.meta

    @property
    def n_foreign(self) -> int:
        """Number of texts that do not read as English."""
        return sum(not looks_english(text) for text in self.corpus.texts())

    def text_of(self, doc: int) -> str:
        """Return one of the texts, exactly as given."""
        return self.corpus.text_of_doc(doc)

    def rest(self) -> None:
        """Let go of what can be made again."""
        self.corpus.rest()


@any_text_in
class ReportTables:
    """The tables of a :class:`framing.Report`."""

    def __init__(
        self,
        batches: Sequence[Analysed],
        measures: Sequence[Measure],
        settings: Mapping[str, Any],
        set_aside: pd.DataFrame,
        made_by: Mapping[str, Any] | None = None,
    ) -> None:
        self._batches = batches
        self._measures = {measure.name: measure for measure in measures}
        self._settings = dict(settings)
        self._made_by = dict(made_by or {})
        self.set_aside = set_aside
        self.scores = pd.concat([batch.scores for batch in batches])
        self.meta = pd.concat([batch.meta for batch in batches])

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
        rows = []
        for batch in self._batches:
            rows.append(tables.intervals(batch.corpus, batch.evidence, batch.scores, asked, n_draws, seed))
            settle(batch, len(self._batches))
        return concat(rows, ignore_index=True)

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
        return batch.text_of(doc)

    def _views(self, by: str, able: Sequence[str], batches: Sequence[Analysed] | None = None) -> ActorViews:
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

    def _find(self, doc_id: Any) -> tuple[Analysed, int]:
        """Return the batch of a document and its position there."""
        for batch in self._batches:
            if doc_id in batch.meta.index:
                return batch, int(batch.meta.index.get_indexer([doc_id])[0])
        some = ", ".join(repr(doc) for doc in self.scores.index[:5])
        raise InputError(f"No document has the id {doc_id!r}. The ids start: {some}.")
