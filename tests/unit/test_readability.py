"""Readability: how hard a text is to read, by published formulas."""

import importlib
import socket

import numpy as np
import pytest

import framing
from framing.measures.readability import count, easy_words, indices
from framing.segment import count_syllables, segment_texts

COUNTS = ("words", "sentences", "syllables", "polysyllables", "letters", "characters", "hard", "fog")
NAMES = (
    "flesch_index", "flesch-kincaid_index", "smog_index", "gunning-fog_index", "automated_index", "coleman-liau_index",
    "dale-chall_index", "words-per-sentence_mean", "syllables-per-word_mean",
)  # fmt: skip
# Each index and the function of textstat that computes it, with its arguments after the text.
PEERS = {
    "flesch_index": ("flesch_reading_ease", "en_US"),
    "flesch-kincaid_index": ("flesch_kincaid_grade", "en_US"),
    "smog_index": ("smog_index", "en_US"),
    "gunning-fog_index": ("gunning_fog", "en_US"),
    "automated_index": ("automated_readability_index",),
    "coleman-liau_index": ("coleman_liau_index",),
    "dale-chall_index": ("dale_chall_readability_score", "en_US"),
    "words-per-sentence_mean": ("words_per_sentence",),
    "syllables-per-word_mean": ("syllables_per_word", "en_US"),
}
METRICS = "textstat.backend.metrics._"
PARTS = ("words_per_sentence", "syllables_per_word", "chars_per_word", "letters_per_word", "sentences_per_word")


def scores(text, **options):
    row = framing.analyze(text, measures=["readability"], **options).scores.filter(like="readability__").iloc[0]
    return row.rename(lambda column: column.removeprefix("readability__"))


def counted(text):
    return {name: values.tolist() for name, values in count(segment_texts([text])).items()}


@pytest.fixture
def textstat_of(monkeypatch):
    """Return textstat's own formulas, fed with counts of ours instead of its own."""

    def of(counts, index):
        def difficult(text, lang, syllable_threshold=2, unique=False):
            return counts["fog"] if syllable_threshold else counts["hard"]

        fed = {
            "count_words": lambda *args, **options: counts["words"],
            "count_sentences": lambda *args, **options: counts["sentences"],
            "count_syllables": lambda *args, **options: counts["syllables"],
            "count_polysyllable_words": lambda *args, **options: counts["polysyllables"],
            "count_letters": lambda *args, **options: counts["letters"],
            "count_chars": lambda *args, **options: counts["characters"],
            "count_difficult_words": difficult,
        }
        name, *arguments = PEERS[index]
        for part in {name, *PARTS}:
            module = importlib.import_module(METRICS + part)
            getattr(module, part).cache_clear()
            for function, value in fed.items():
                if hasattr(module, function):
                    monkeypatch.setattr(module, function, value)
        result = getattr(importlib.import_module(METRICS + name), name)("The text is not looked at.", *arguments)
        for part in {name, *PARTS}:
            getattr(importlib.import_module(METRICS + part), part).cache_clear()
        return result

    return of


@pytest.mark.parametrize(
    "values",
    [
        pytest.param((100, 30, 150, 10, 450, 480, 20, 8), id="many hard words"),
        pytest.param((700, 35, 1100, 90, 3200, 3350, 35, 12), id="five percent hard, the bound"),
        pytest.param((700, 35, 1100, 90, 3200, 3350, 36, 12), id="just above the bound"),
        pytest.param((31, 31, 31, 0, 62, 93, 0, 0), id="short words alone"),
        pytest.param((5000, 40, 9000, 1500, 26000, 27000, 2500, 1400), id="long sentences"),
    ],
)
@pytest.mark.parametrize("index", NAMES)
def test_equal_counts_give_the_indices_of_textstat(index, values, textstat_of):
    """Formulas and constants are textstat's."""
    counts = dict(zip(COUNTS, values, strict=True))
    ours = indices({name: np.array([float(value)]) for name, value in counts.items()})[index]
    assert ours.tolist() == pytest.approx([textstat_of(counts, index)], abs=1e-9)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The old bridge was closed. It rained.", (7, 2, 7, 0, 29, 31), id="plain"),
        pytest.param("The mayor’s unbelievable idea failed.", (5, 1, 12, 2, 31, 33), id="possessive"),
        pytest.param("It cost $300, he said.", (5, 1, 4, 0, 15, 18), id="figure and marks"),
        pytest.param("", (0, 0, 0, 0, 0, 0), id="empty"),
    ],
)
def test_what_is_counted(text, expected):
    """Words with letters or digits, sentences, syllables by spelling, letters, and characters other than white space."""
    got = counted(text)
    assert [got[name] for name in COUNTS[:6]] == [[value] for value in expected]


@pytest.mark.parametrize(
    ("text", "hard", "fog"),
    [
        pytest.param("The dog was on the old bridge.", 0, 0, id="easy words"),
        pytest.param("The dog was on the turbid viaduct.", 2, 1, id="one of three syllables"),
        pytest.param("The Viaduct, the VIADUCT.", 2, 2, id="whatever its capitals"),
        pytest.param("The newspaper was on the bridge.", 0, 0, id="long, but easy"),
    ],
)
def test_hard_words(text, hard, fog):
    """Hard is what Dale and Chall do not list; for Fog only from three syllables."""
    got = counted(text)
    assert (got["hard"], got["fog"]) == ([hard], [fog])


def test_easy_words_are_those_of_textstat():
    """The list that ships with textstat, read without importing it."""
    utils = importlib.import_module("textstat.backend.utils._get_lang_easy_words")
    assert easy_words() == set(utils.get_lang_easy_words("en"))
    assert len(easy_words()) > 2000


@pytest.mark.parametrize(("n", "observed"), [(29, False), (30, True)], ids=["29 sentences", "30 sentences"])
def test_smog_needs_thirty_sentences(n, observed):
    """Below the size of the samples it was fitted on it is NaN; the other indices are not."""
    row = scores("The unbelievable bridge was closed. " * n)
    assert row.drop("smog_index").notna().all()
    assert row["smog_index"] == pytest.approx(1.043 * 30**0.5 + 3.1291 if observed else np.nan, nan_ok=True)


@pytest.mark.parametrize(
    "text", ["", " \n ", "COMMENTS\n\nShare this article"], ids=["empty", "white space", "furniture"]
)
def test_no_words_is_not_observed(text):
    """A text without words scores NaN, not 0."""
    assert scores(text).isna().all()


def test_means_follow_from_the_tables():
    """Words per sentence is over the words and sentences of the report."""
    text = "The old bridge was closed. It rained, and the river rose again. “We have no boats,” she said."
    row = framing.analyze(text).scores.iloc[0]
    assert row["readability__words-per-sentence_mean"] == pytest.approx(row["n_words"] / row["n_sentences"])
    assert row["readability__syllables-per-word_mean"] == pytest.approx(20 / 18)


def test_quotations_count_as_any_words():
    """An index is a property of the whole text, whosever the words are."""
    said, told = "“The old bridge was closed,” she said.", "The old bridge was closed, she said."
    columns = ["flesch_index", "words-per-sentence_mean", "dale-chall_index"]
    assert scores(said)[columns].tolist() == scores(told)[columns].tolist()


def test_harder_texts_score_harder():
    """Longer words and sentences lower reading ease and raise every grade."""
    easy = scores("The dog ran. The man sat. The sun was hot. " * 10)
    hard = scores(
        "Parliamentary representatives unanimously repudiated the administration's controversial infrastructure proposals. "
        * 30
    )
    assert easy["flesch_index"] > hard["flesch_index"]
    grades = [name for name in NAMES if name.endswith("_index") and name != "flesch_index"]
    assert (easy[grades] < hard[grades]).all()


def test_only_the_blocks_asked_for_are_read():
    """Headline and body by default; each can be read by itself."""
    page = "Infrastructure Proposal Repudiated\n\nBy Dana Cole\n\n" + "The dog ran over the old bridge at night. " * 8
    whole, body = scores(page), scores(page, blocks=["body"])
    assert body["words-per-sentence_mean"] == 9
    assert whole["words-per-sentence_mean"] == pytest.approx((8 * 9 + 3) / 9)


def test_no_spans_are_marked():
    """There is no evidence but the text itself."""
    rows = framing.analyze("The old bridge was closed.").evidence("readability")
    assert len(rows) == 0
    assert {"doc_id", "start", "end", "text"} <= set(rows.columns)


@pytest.mark.parametrize("text", ["The bridge was closed.", "", []], ids=["a text", "empty text", "no texts"])
def test_columns(text):
    """The columns are the same whatever was given."""
    columns = framing.analyze(text, measures=["readability"]).scores.columns
    assert [c for c in columns if c.startswith("readability__")] == [f"readability__{name}" for name in NAMES]


def test_nothing_is_downloaded(monkeypatch):
    """No socket is made, with a cold cache and words not met before too."""

    def refuse(*args, **options):
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    easy_words.cache_clear()
    assert scores("The unbelievablish bridgelet was closed.")["flesch_index"] < 100


# ---- syllables


@pytest.mark.parametrize(
    ("n", "words"),
    [
        pytest.param(0, ["", "300", "’", "$"], id="no letter"),
        pytest.param(1, ["a", "the", "like", "called", "times", "through", "strength", "said", "rained"], id="one"),
        pytest.param(2, ["statement", "being", "didn't", "started", "wishes", "little", "handled", "bridges", "mayor", "mr"], id="two"),
        pytest.param(3, ["radio", "cbs", "president", "article", "syria", "unlikely", "idea", "newspaper"], id="three"),
        pytest.param(4, ["experience", "political", "unhappiness", "january"], id="four"),
        pytest.param(5, ["unbelievable", "university", "administration", "democratically"], id="five and more"),
    ],
)  # fmt: skip
def test_syllables(n, words):
    """Groups of vowels count, silent letters do not, and an acronym is spelt out."""
    got = {word: count_syllables(word) for word in words}
    assert {word: min(found, 5) for word, found in got.items()} == dict.fromkeys(words, n)


@pytest.mark.parametrize(
    "word",
    ["café", "naïve", "москва", "x" * 10_000, "e" * 10_000],
    ids=["accent", "diaeresis", "other letters", "no vowel", "vowels"],
)
def test_any_word_has_a_count(word):
    """Whatever a word holds, it has a count and takes no time to speak of."""
    assert count_syllables(word) >= 0
