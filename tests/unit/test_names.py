"""The name model: what it says of names that no list knows."""

import numpy as np
import pytest

import framing
from framing.lexicon import load_lexicon
from framing.measures import Actors
from framing.measures.actors.learned import Asked
from framing.models import load_weights, pos_tagger
from framing.models.pos import pos_columns
from framing.segment import segment_texts
from framing.training.data import NamedArticle, mended
from framing.training.tagging import IDENTITY, Features


def names(text, **options):
    """Return text, label and id of each mention by name."""
    rows = framing.analyze(text, measures="actors", **options).evidence("actors").query("form == 'name'")
    return list(rows[["text", "label", "actor"]].itertuples(index=False, name=None))


@pytest.mark.parametrize(
    ("text", "rules", "learned"),
    [
        pytest.param("Rain fell all week. The town of Velmora was flooded.", "organisation", "place", id="town"),
        pytest.param("Fighters near Deir Sharif attacked troops loyal to Rahmat.", "person", "place", id="near"),
        pytest.param("Lawyers for Save Our Rivers declined to comment.", "organisation", "organisation", id="body"),
    ],
)  # fmt: skip
def test_labels_of_unknown_names(text, rules, learned):
    """The first name has the label that the words around it speak for, where the rules only guess."""
    assert (names(text, models=False)[0][1], names(text)[0][1]) == (rules, learned)


def test_a_longer_name_takes_the_place_of_its_part():
    """The rules stop at a word in lower case or on no list; the model reads on."""
    text = "The report was written by the Save Our Rivers coalition."
    assert [shown for shown, _, _ in names(text, models=False)] == ["Save"]
    assert [shown for shown, _, _ in names(text)] == ["Save Our Rivers"]


def test_what_a_list_or_a_title_tells_stands():
    """A title is no part of the name, and a listed state keeps its polity."""
    text = "Homeland Security Secretary Ana Holm praised the US Congress. Ms. Holm met Chinese officials in Beijing."
    report = framing.analyze(text, measures="actors")
    rows = report.evidence("actors").query("form == 'name'").set_index("text")
    assert rows.loc["Ana Holm", "actor"] == rows.loc["Holm", "actor"] == "Ana Holm"
    assert rows.loc["Chinese", "polity"] == rows.loc["Beijing", "polity"] == "China"
    assert "Homeland Security" not in rows.index


@pytest.mark.parametrize("models", [True, False])
def test_the_us_is_no_pronoun(models):
    """ "US" is a state, though "us" is a function word."""
    assert names("Officials said that the US law was an attack on them.", models=models) == [
        ("US", "place", "United States")
    ]


@pytest.mark.parametrize("text", ["", "no capitals here at all", "A", "THE END", ". . .", "I"])
def test_texts_without_names(text):
    """Nothing is found, and nothing breaks."""
    assert names([text]) == []


def test_one_name_is_one_thing_in_an_article():
    """All mentions of a name have one label, in any order of the texts."""
    text = "Brunnick denied it. They asked why Brunnick had fired the officer. The bridge in Brunnick was closed."
    other = "The town of Velmora was flooded."
    assert len({label for shown, label, _ in names(text) if shown == "Brunnick"}) == 1
    together = framing.analyze([other, text], measures="actors").evidence("actors")
    alone = framing.analyze([text], measures="actors").evidence("actors")
    assert together.query("doc_id == 1")["label"].tolist() == alone["label"].tolist()


def test_other_texts_do_not_speak_for_a_name():
    """What stands before in another text or sentence tells nothing."""
    together = framing.analyze(["Tan", "AP"], measures="actors").scores.loc[1]
    alone = framing.analyze(["AP"], measures="actors").scores.loc[0]
    assert together.rename(0).equals(alone)


def test_which_tokens_are_asked():
    """Capitals and what stands between two of them, within a sentence."""
    corpus = segment_texts(["She left the University of the Arts in May. He came to the Hague."])
    asked = Asked.of(corpus)
    shown = [corpus.text_of(i, i + 1) for i in asked.tokens]
    assert shown == ["She", "left", "the", "University", "of", "the", "Arts", "in", "May", "He", "Hague"]  # fmt: skip
    first = asked.tokens[asked.stretches.first]
    assert sorted(corpus.text_of(i, i + 1) for i in first) == ["Hague", "He", "She"]


def test_scores_of_some_tokens_are_those_of_all():
    """A tagger says the same of a token whether it is asked alone or with all."""
    corpus = segment_texts(["The mayor was shot by police. Ana Holm said so."])
    tagger, columns = pos_tagger()._tagger, pos_columns(corpus)
    tokens = np.array([1, 4, 8])
    some = tagger.scores_at(corpus, corpus.token_sentence, [column[tokens] for column in columns], tokens)
    assert np.array_equal(some, tagger.scores(corpus, corpus.token_sentence, columns)[tokens])


def test_unknown_words_are_shown_by_form():
    """A word that is held back in training has no feature that knows it by itself, and the others of its form."""
    corpus = segment_texts(["Velmora fell."])
    reach = {"lower": 0, "suffix": 0}
    assert "lower" in IDENTITY
    shown, hidden = (
        Features.of(corpus, corpus.token_sentence, [], reach, 16, {}, unknown=np.array([held, False, False]))
        for held in (False, True)
    )
    counts = [(features.words[0][0].T @ features.words[0][1]).toarray() for features in (shown, hidden)]
    assert counts[0][:, 0].sum() == counts[1][:, 0].sum() + 1
    assert np.array_equal(counts[0][:, 1:], counts[1][:, 1:])


def test_surnames_are_mended():
    """A surname of a person of the article is a person, whatever the machine said."""
    article = NamedArticle("a", "Ada Holm left. Holm won in Holm Bay.", [(0, 8, "person"), (15, 19, "place"), (27, 35, "place")])  # fmt: skip
    assert [label for _, _, label in mended(article).entities] == ["person", "person", "place"]


def test_the_weights_say_what_they_are():
    """Labels and size: at most 0.6 MB."""
    weights, _ = load_weights("names")
    assert weights.labels == ("outside", "person", "organisation", "place", "other")
    assert weights.rows.nbytes <= 600_000


def test_rules_alone_need_no_weights():
    """The measure without a model finds the candidates themselves."""
    gazetteer, given, words, groups = map(load_lexicon, ("gazetteer", "given-names", "name-words", "groups"))
    measure = Actors(gazetteer, given, words, groups)
    assert measure.model is None
    found = measure.candidates(segment_texts(["They met Ana Holm in Tarsk."]))
    assert [name.words for name in found.names] == [("Ana", "Holm"), ("Tarsk",)]


@pytest.mark.parametrize("models", [True, False])
def test_a_listed_name_is_whole_where_capitals_tell_little(models):
    """With so few words it may be title case; the gazetteer knows how far the name goes."""
    text = "They met at the Food and Drug Administration and the Securities and Exchange Commission on Friday."
    listed = ["Food and Drug Administration", "Securities and Exchange Commission"]
    assert names(text, models=models) == [(name, "organisation", name) for name in listed]


def test_titles_of_works_are_no_actors():
    """A name that is only guessed is none in a title between marks."""
    text = "She put it plainly in “Quiet Harbours,” her book of 2014. Ana Holm reviewed it in the Times last week."
    assert [shown for shown, _, _ in names(text)] == ["Ana Holm", "Times"]
