"""Learned loadedness: the table, words it lacks, and where it speaks beside the lexicon."""

import numpy as np
import pytest

import framing
from framing.core import InputError
from framing.models import loadedness
from framing.models.loadedness import above, stems


def marked(text, **options):
    """Return the marked terms with their tier and whether a learned score decided."""
    rows = framing.analyze(text, measures=["loaded"], **options).evidence("loaded")
    return [(row.text, row.tier, row.note.startswith("learned")) for row in rows.itertuples()]


def test_a_probability_at_the_threshold_scores_a_half():
    assert above(np.array([0.0, 0.17, 1.0]), 0.17).tolist() == pytest.approx([0, 0.5, 1])


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        pytest.param("cronies", "crony", id="plural in -ies"),
        pytest.param("slamming", "slam", id="doubled letter"),
        pytest.param("brazenly", "brazen", id="adverb"),
        pytest.param("brazenness", "brazen", id="noun"),
    ],
)
def test_stems(word, stem):
    assert stem in list(stems(word))


def test_a_word_the_table_lacks_goes_by_its_stem_or_its_parts():
    """The most loaded part counts; a word of which nothing is known is nearly plain."""
    model = loadedness()
    known = model.probability("disgrace")
    assert "disgrace-monger" not in model.words
    assert known / 2 < model.probability("disgrace-monger") < known
    assert model.probability("qwxzv") < model.threshold / 2


def test_the_table_ranks_words_as_an_editor_would():
    """Words that judge are above their plain counterparts."""
    model = loadedness()
    pairs = [("shameless", "recent"), ("thugs", "men"), ("hysteria", "concern"), ("slammed", "said")]
    assert [(a, b) for a, b in pairs if model.probability(a) <= 2 * model.probability(b)] == []


@pytest.mark.parametrize("word", ["muslim", "white", "black", "gay", "jewish"])
def test_groups_are_not_loaded_by_themselves(word):
    """The name of a group is below the threshold, with or without a capital."""
    assert loadedness().probability(word) < loadedness().threshold
    assert marked(f"Several {word} voters and {word.title()} voters came to the hall.") == []


def test_a_candidate_is_marked_where_the_learned_score_agrees():
    """The lexicon alone leaves it open; with the table it has the label and the neutral wording of its entry."""
    text = "The mogul praised a catastrophic plan."
    assert "catastrophic" not in [term for term, _, _ in marked(text, models=False)]
    rows = framing.analyze(text, measures=["loaded"]).evidence("loaded").set_index("text")
    assert rows.loc["catastrophic", "label"] == "evaluation"
    assert not rows.loc["catastrophic", "note"].startswith("learned")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The bombing killed three hostages.", id="plain words"),
        pytest.param("She watched “The Crooked Hour” on Friday night.", id="a title"),
        pytest.param("Both seats went to the Crooked Party after a recount.", id="a name"),
    ],
)
def test_what_is_not_marked(text):
    assert marked(text) == []


def test_a_lexicon_of_ones_own_is_not_added_to():
    """Learned scores stand beside the shipped lexicon only."""
    mine = framing.Lexicon.from_terms("loaded", ["mogul"])
    rows = framing.analyze("The mogul praised a catastrophic plan.", lexicons={"loaded": mine}).evidence("loaded")
    assert rows["text"].tolist() == ["mogul"]


def test_strong_marks_are_counted_apart():
    scores = framing.analyze("The shameless regime fell.", measures=["loaded"]).scores.iloc[0]
    assert 0 < scores["loaded__strong_n"] <= scores["loaded__terms_n"]
    assert scores["loaded__terms-low_rate"] < scores["loaded__terms_rate"] < scores["loaded__terms-high_rate"]


def test_suggestions_are_for_the_outlets_words():
    """A term in a quotation is the source's; each other has its reason and its sentence."""
    rows = framing.analyze("The regime fell. “A brutal regime,” Orme said.").suggestions()
    assert rows[["text", "neutral"]].values.tolist() == [["regime", "government"]]
    assert rows["sentence"].tolist() == ["The regime fell."]
    with pytest.raises(InputError, match=r"measures=\['loaded'\]"):
        framing.analyze("It fell.", measures=["attribution"]).suggestions()


def test_each_word_type_has_a_row_or_none():
    rows = loadedness().rows_of(["shameless", "qwxzv", "."])
    assert (rows >= 0).tolist() == [True, False, False]


def test_strongest_terms_are_counted_over_all_texts_or_in_each():
    """The most loaded first; the words of sources are not counted."""
    report = framing.analyze(["The shameless regime fell.", "The regime fell. “A brutal regime,” Orme said."])
    rows = report.strongest_terms()
    assert rows["term"].tolist()[:2] == ["shameless", "regime"]
    assert rows.set_index("term").loc["regime", ["n", "n_docs"]].tolist() == [2, 2]
    assert rows["score"].is_monotonic_decreasing
    assert report.strongest_terms(by="document").groupby("doc_id").size().to_dict() == {0: 2, 1: 1}
    with pytest.raises(InputError, match="neither"):
        report.strongest_terms(by="outlet")


@pytest.mark.parametrize("word", ["feminist", "atheist", "russians", "blacks"])
def test_names_of_groups_have_a_score(word):
    """They are scored, and below the bound."""
    assert 0 < loadedness().probability(word) < loadedness().threshold
