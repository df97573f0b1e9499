"""Loaded terms: what is marked, in which voice, at which rate."""

import math

import pytest

import framing
from framing.lexicon import Entry, Lexicon
from framing.measures import LoadedTerms

MINE = Lexicon(
    "mine",
    (
        Entry("thug", "epithet", 0.8, "NOUN", "man", "brands the man"),
        Entry("cruel", "evaluation", 0.7, "ADJ"),
        Entry("slam", "drama", 0.6, "VERB", "criticise"),
        Entry("very", "evaluation", 0.2, "ADV"),
        Entry("cruel joke", "literal", 0),
        Entry("farce", "epithet", 0.6, "NOUN"),
        Entry("farce", "evaluation", 0.9, "NOUN"),
    ),
    labels={"epithet": "names by a judgement", "evaluation": "judges", "drama": "acts", "literal": "never marked"},
    inflect=True,
)


def loaded(text, **options):
    return framing.analyze(text, lexicons={"loaded": MINE}, **options)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The thugs left.", ["thugs"], id="plural"),
        pytest.param("It was a cruel act.", ["cruel"], id="adjective"),
        pytest.param("They slammed the plan.", ["slammed"], id="verb"),
        pytest.param("The slam was loud.", [], id="a noun where a verb is meant"),
        pytest.param("It was a very old bridge.", [], id="below the threshold"),
        pytest.param("It was a cruel joke.", [], id="exception shields its words"),
        pytest.param("The long and quiet story of Thug Behram was told again that winter.", [], id="part of a name"),
        pytest.param("Thugs left the hall.", ["Thugs"], id="sentence start is no name"),
        pytest.param("A farce, he thought.", ["farce"], id="one label a term"),
        pytest.param("The bridge opened.", [], id="nothing"),
        pytest.param("", [], id="empty"),
    ],
)
def test_what_is_marked(text, expected):
    """A term is marked at or above the threshold, in its part of speech, outside names and exceptions."""
    assert loaded(text).evidence("loaded")["text"].tolist() == expected


def test_a_row_says_why():
    """Term, neutral wording and note come from the entry; without a note the label is explained."""
    rows = loaded("The thug was not cruel.").evidence("loaded")
    assert rows[["term", "label", "score", "neutral", "note", "negated"]].values.tolist() == [
        ["thug", "epithet", 0.8, "man", "brands the man", False],
        ["cruel", "evaluation", 0.7, "", "judges", True],
    ]


def test_the_surest_label_wins():
    """Of two labels of one term the one with the higher score is kept."""
    assert loaded("It was a farce.").evidence("loaded")["label"].tolist() == ["evaluation"]


@pytest.mark.parametrize(
    ("text", "voice", "quoted", "source"),
    [
        pytest.param("The cruel plan failed.", "editorial", False, None, id="outlet"),
        pytest.param("Reyes said the cruel plan failed.", "indirect", False, "Reyes", id="reported"),
        pytest.param("“The cruel plan failed,” Reyes said.", "direct", True, "Reyes", id="quoted"),
        pytest.param("The “cruel” plan failed.", "editorial", True, None, id="in marks, nobody quoted"),
        pytest.param("Reyes called the plan “cruel.”", "direct", True, "Reyes", id="in mixed speech"),
        pytest.param("Reyes slammed the plan.", "editorial", False, None, id="a cue is the outlet's word"),
        pytest.param("The thug said rain was coming.", "editorial", False, None, id="a source is the outlet's word"),
    ],
)
def test_a_term_has_a_voice(text, voice, quoted, source):
    """Words in a source's quotation are its own; every other wording is the outlet's."""
    row = loaded(text).evidence("loaded").iloc[0]
    assert (row["voice"], bool(row["quoted"]), row["source"]) == (voice, quoted, source)


def test_rates_tell_own_words_from_quoted_ones():
    """Own terms are rated per 1,000 own words, all terms per 1,000 words."""
    row = loaded("The cruel thug left. “The cruel plan failed,” Reyes said.").scores.iloc[0]
    assert (row["n_words"], row["n_own_words"]) == (10, 6)
    assert (row["loaded__terms_n"], row["loaded__quoted_n"]) == (2, 1)
    assert row["loaded__terms_rate"] == pytest.approx(1000 * 2 / 6)
    assert row["loaded__terms_rate_all"] == pytest.approx(1000 * 3 / 10)
    assert (row["loaded__epithet_n"], row["loaded__evaluation_n"]) == (1, 1)
    assert row["loaded__epithet_rate"] == pytest.approx(1000 / 6)


def test_exceptions_have_no_column():
    """A label that is never marked is not scored."""
    assert not [c for c in loaded("It rained.").scores.columns if "literal" in c]


def test_no_words_is_not_observed():
    """Without words a rate is NaN and a count 0; with words and no term both are 0."""
    rows = loaded(["", "It rained."]).scores
    assert math.isnan(rows["loaded__terms_rate"][0])
    assert rows["loaded__terms_n"].tolist() == [0, 0]
    assert rows["loaded__terms_rate"][1] == 0


def test_the_threshold_is_a_parameter():
    """A lower threshold marks surer and less sure terms."""
    measure = LoadedTerms(MINE, threshold=0.1)
    rows = framing.analyze("A very cruel act.", measures=[measure]).evidence("loaded")
    assert rows["text"].tolist() == ["very", "cruel"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The regime's propaganda is shameless.", ["regime", "propaganda", "shameless"], id="judgements"),
        pytest.param("The government's statement is short.", [], id="neutral wording"),
        pytest.param("She won her third Grand Slam in May.", [], id="a sports title"),
        pytest.param("The hedge fund bought a pension scheme.", [], id="literal senses"),
        pytest.param("The car slammed into a wall.", [], id="a literal collision"),
    ],
)
def test_the_shipped_lexicon(text, expected):
    """The shipped lexicon marks judgements and leaves neutral and literal wording alone."""
    assert framing.analyze(text).evidence("loaded")["text"].tolist() == expected
