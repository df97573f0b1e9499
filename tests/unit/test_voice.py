"""The voice model: linking, what it adds to the rules, and what it says of plain sentences."""

import numpy as np
import pytest

import framing
from framing.core import InputError
from framing.measures.attribution.cues import Cue
from framing.measures.attribution.draft import Draft
from framing.measures.attribution.linking import CONTENT, CUE, LIKELY, OPENING, OUTSIDE, SOURCE, link
from framing.measures.attribution.mending import Sources, complete, move_from_dates
from framing.measures.attribution.model import certainty, labels_of, voice_model
from framing.models import pos_tagger
from framing.models.standins import POS_NAMES, VOICE_NAMES
from framing.segment import segment_texts

ALIKE = [
    ("Iran", "Iraq"),
    ("Iranian", "Iraqi"),
    ("Democrats", "Republicans"),
    ("pro-Iran", "pro-Iraq"),
    ("Iran-backed", "Iraq-backed"),
    ("US-Iran", "US-Iraq"),
]
LETTERS = {"s": SOURCE, "q": CUE, "c": CONTENT, "C": OPENING, ".": OUTSIDE}


def linked(text, letters, likely=()):
    """Return the attributions, as text, of a text whose tokens are labelled by one letter each, some of which are likely cues."""
    corpus = segment_texts([text])
    says = np.zeros(corpus.n_tokens)
    says[list(likely)] = LIKELY
    drafts = link(corpus, np.array([LETTERS[letter] for letter in letters.replace(" ", "")]), says)
    return [
        (
            corpus.text_of(*draft.source) if draft.has_source else None,
            corpus.text_of(*draft.cue),
            [corpus.text_of(*part) for part in draft.content],
        )
        for draft in drafts
    ]


@pytest.mark.parametrize(
    ("text", "letters", "expected"),
    [
        pytest.param("Ann said it rained.", "sqCc.", [("Ann", "said", ["it rained"])], id="in order"),
        pytest.param("It rained, said Ann.", "Cc.qs.", [("Ann", "said", ["It rained"])], id="inverted"),
        pytest.param(
            "It rained, Ann said, and stopped.",
            "Cc.sq.Cc.",
            [("Ann", "said", ["It rained", "and stopped"])],
            id="around the cue",
        ),
        pytest.param(
            "Ann said it rained and Bo denied it.",
            "sqCc.sqC.",
            [("Ann", "said", ["it rained"]), ("Bo", "denied", ["it"])],
            id="two in a sentence",
        ),
        pytest.param("It was said to rain.", ".qqCc.", [(None, "was said", ["to rain"])], id="no source"),
        pytest.param("Ann said so.", "sq..", [], id="no content"),
        pytest.param("It rained.", "...", [], id="no label"),
        pytest.param(
            "Ann said it rained. “It stopped.”",
            "sqCc.Ccccc",
            [("Ann", "said", ["it rained", "“It stopped.”"])],
            id="a sentence without a cue goes to the one before",
        ),
        pytest.param(
            "Ann said it rained.\n\n“It stopped.”",
            "sqCc.Ccccc",
            [("Ann", "said", ["it rained", "“It stopped.”"])],
            id="and so does a paragraph",
        ),
    ],
)
def test_labels_are_linked(text, letters, expected):
    """A content goes to the nearest cue of its sentence, a cue takes the nearest source."""
    assert linked(text, letters) == expected


@pytest.mark.parametrize(
    ("text", "letters", "likely", "expected"),
    [
        pytest.param("Ann fears the long and cold rain. Bo said so.", "..Ccccc. sqC.", [1], [(None, "fears", ["the long and cold rain"]), ("Bo", "said", ["so"])], id="its likeliest cue"),
        pytest.param("Ann fears the long and cold rain. Bo said so.", "..Ccccc. sqC.", [], [("Bo", "said", ["so"])], id="no likely cue"),
        pytest.param("Ann fears the long rain. Bo said so.", "....C. sqC.", [1], [("Bo", "said", ["so"])], id="little of its sentence"),
        pytest.param("It rained\n\nBo said so.", "Cc sqC.", [], [("Bo", "said", ["so"])], id="nothing but content"),
        pytest.param("“The rain.” Bo said so.", "Ccccc sqC.", [1], [("Bo", "said", ["“The rain.”", "so"])], id="a quotation"),
    ],
)  # fmt: skip
def test_what_stands_before_all_attributions_has_its_own_cue(text, letters, likely, expected):
    """Words outside quotation marks do not go to an attribution behind them, as a quotation may."""
    assert linked(text, letters, likely) == expected


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        pytest.param("It rained. She left.", ["It", "She"], id="sentences"),
        pytest.param(
            "“It rained. She left,” he said. They slept.", ["“", "They"], id="a quotation holds the end of one"
        ),
        pytest.param("“It rained.” She left.", ["“", "She"], id="a quotation ends with one"),
        pytest.param("“It rained. She left.\n\nThey slept.", ["“", "They"], id="a quotation that nothing closes"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_passages(text, starts):
    """A passage is a sentence, or the sentences that a quotation joins; none crosses a paragraph."""
    corpus = segment_texts([text])
    assert [corpus.vocab[corpus.token_ids[start]] for start in corpus.passage_start] == starts
    assert np.array_equal(np.flatnonzero(np.diff(corpus.token_passage, prepend=-1)), corpus.passage_start)


@pytest.mark.parametrize(
    ("text", "letters", "content"),
    [
        pytest.param(
            "Lund said it rained. It was far too cold.",
            "s q Cc. Ccccc.",
            ["it rained", "It was far too cold"],
            id="a sentence",
        ),
        pytest.param("Lund said it rained. It was far too cold.", "s q Cc. Cc....", ["it rained"], id="a fragment"),
        pytest.param(
            "Lund said it rained. It was “far” too cold.",
            "s q Cc. ..Ccc...",
            ["it rained", "“far”"],
            id="a quoted fragment",
        ),
    ],
)
def test_what_goes_on_is_most_of_its_sentence(text, letters, content):
    """Words outside quotation marks in a sentence without a cue go on with what was said if they are most of it."""
    assert [part for *_, parts in linked(text, letters) for part in parts] == content


@pytest.mark.parametrize("names", [VOICE_NAMES, POS_NAMES], ids=["voice", "parts of speech"])
def test_names_of_one_kind_are_read_alike(names):
    """A state, a party and their people are each read as one, also in a word of several; any other word as itself."""

    def read(word):
        corpus = segment_texts([word])
        return names.kinds(corpus)[0] - len(corpus.vocab)

    assert [read(one) for one, _ in ALIKE] == [read(other) for _, other in ALIKE]
    assert len({read(one) for one, _ in ALIKE[:5]}) == 5
    assert max(read("rain"), read("rain-soaked")) < 0


def test_nothing_is_linked_over_documents():
    corpus = segment_texts(["Ann said it rained.", "“It stopped.”"])
    labels = np.array([LETTERS[letter] for letter in "sqCc.Ccccc"])
    assert [draft.content for draft in link(corpus, labels, np.zeros(corpus.n_tokens))] == [[(2, 4)]]


def test_a_token_is_content_from_the_threshold_on():
    """Below it is what else is likeliest; a content opens behind anything else."""
    probability = np.array(
        [[0.1, 0.5, 0.1, 0.2, 0.1], [0.1, 0.2, 0.1, 0.1, 0.5], [0.2, 0.0, 0.1, 0.1, 0.6], [0.7, 0, 0, 0.1, 0.2]]
    )
    assert labels_of(probability, 0.5).tolist() == [SOURCE, OPENING, CONTENT, OUTSIDE]


def test_certainty_is_that_of_the_parts():
    """The mean logarithm over the parts there are; the same wherever the attribution stands."""
    probability = np.zeros((8, 5))
    probability[[0, 4], SOURCE], probability[[1, 5], CUE], probability[[2, 6], CONTENT] = 0.5, 0.25, 1.0
    drafts = [
        Draft((1, 2), "", (0, 1), [(2, 3)]),
        Draft((5, 6), "", (4, 5), [(6, 7)]),
        Draft((1, 2), "", content=[(2, 3)]),
    ]
    expected = np.log(0.125) / 3
    assert certainty(drafts, probability) == pytest.approx([expected, expected, np.log(0.25) / 2])


def test_sure_rules_speak_where_the_model_is_silent():
    """A source the model lacks, and a whole attribution where it has none; never against it."""
    corpus = segment_texts(["Ann said it rained. It stopped, said Bo."])
    rules = [Draft((1, 2), "neutral", (0, 1), [(2, 4)]), Draft((8, 9), "neutral", (9, 10), [(5, 7)], "inverted")]
    without_source = Draft((1, 2), "neutral", content=[(2, 4)])
    found = complete(corpus, [without_source], rules)
    assert [(draft.source, draft.cue) for draft in found] == [((0, 1), (1, 2)), ((9, 10), (8, 9))]
    against = Draft((6, 7), "neutral", content=[(8, 10)])
    assert [draft.cue for draft in complete(corpus, [against], rules[1:])] == [(6, 7)]


@pytest.mark.parametrize(
    ("text", "source", "expected"),
    [
        pytest.param("Then , Ana Holm said it rained.", (3, 4), "Ana Holm", id="in a name"),
        pytest.param("Then , Ana Holm said it rained.", (2, 4), "Ana Holm", id="a whole name"),
        pytest.param("Then , Ana Holm said it rained.", (0, 1), "Then", id="first of the sentence"),
        pytest.param("Then , Ana Holm said it rained.", (0, 0), "Ana Holm", id="none: the phrase before the cue"),
        pytest.param(
            "There , three old sailors recently said it rained.", (0, 0), "three old sailors", id="none: over an adverb"
        ),
        pytest.param("It is , as often , said it rained.", (0, 0), "", id="none: no phrase before the cue"),
        pytest.param("The mayor , in a shift , said it rained.", (4, 6), "The mayor", id="in an aside"),
        pytest.param("The mayor , with a smile , said it rained.", (6, 7), "The mayor", id="no word"),
        pytest.param("Rain fell , in a town , said it rained.", (0, 0), "", id="no phrase before the aside"),
        pytest.param("The harbour union leader said it rained.", (0, 2), "The harbour union leader", id="torn"),
    ],
)
def test_a_source_is_made_whole(text, source, expected):
    corpus = segment_texts([text])
    said = [corpus.text_of(i, i + 1) for i in range(corpus.n_tokens)].index("said")
    draft = Draft((said, said + 1), "neutral", source, [(said + 1, said + 3)])
    tagger = pos_tagger()
    Sources(corpus, [draft], tagger.tag(corpus), tagger.tags).mend()
    assert corpus.text_of(*draft.source) == expected


@pytest.mark.parametrize(
    ("text", "cue", "expected"),
    [
        pytest.param("Holm said on Saturday it rained.", (3, 4), "said", id="a date"),
        pytest.param("Holm said on Saturday it rained.", (1, 2), "said", id="the reporting word"),
        pytest.param("Holm left on Saturday it rained.", (3, 4), "Saturday", id="no reporting word before"),
    ],
)
def test_a_date_is_no_cue(text, cue, expected):
    corpus = segment_texts([text])
    known = [
        Cue(i, i + 1, "said", "neutral", frozenset())
        for i in range(corpus.n_tokens)
        if corpus.text_of(i, i + 1) == "said"
    ]
    draft = Draft(cue, "neutral", (0, 1), [(4, 6)])
    move_from_dates(corpus, [draft], known)
    assert corpus.text_of(*draft.cue) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The mayor said the plan was safe.", ("The mayor", "the plan was safe"), id="indirect"),
        pytest.param("“We will not pay,” she said.", ("she", "“We will not pay,”"), id="direct"),
        pytest.param(
            "‘This is a bad plan,’ said the mayor.", ("the mayor", "‘This is a bad plan,’"), id="single marks"
        ),
        pytest.param(
            "According to police, three men were arrested.", ("police", "three men were arrested"), id="according to"
        ),
        pytest.param("Council leader slams 'reckless' plan", ("Council leader", "'reckless' plan"), id="headline"),
    ],
)
def test_plain_sentences_are_read(text, expected):
    rows = framing.analyze(text).evidence("attribution").set_index("label")["text"]
    assert (rows["source"], rows["content"]) == expected


@pytest.mark.parametrize("text", ["", " ", "Rain", "“", "\n\n", "said said said", "a" * 5000 + " said it rained."])
def test_any_text_is_read(text):
    assert len(framing.analyze([text, "Ann said it rained."]).scores) == 2


def test_each_attribution_says_how_sure_it_is():
    rows = framing.analyze("The mayor said the plan was safe.\n\nShe seemed to want it.").evidence("attribution")
    assert rows["score"].between(0, 1).all()


def test_a_cue_is_explained_by_its_word():
    """explain() has the word of a cue among what speaks most for it."""
    table = framing.analyze("The mayor said the plan was safe.").explain("attribution")
    of_cue = table[table["text"] == "said"].nlargest(3, "contribution")
    assert "word" in of_cue["feature"].tolist()


def test_a_folder_of_weights_is_used(tmp_path):
    """models= takes a folder; one without weights is an error that says so."""
    with pytest.raises(InputError, match=r"No weights 'voice\.npz'"):
        framing.analyze("It rained.", models=tmp_path)


def test_weights_of_an_encoder_say_how_its_labels_follow_one_another():
    """Those that do not are refused."""
    told = {"temperature": 2.0, "threshold": 0.4, "confidence": [0.0, 1.0]}
    encoder = type("Encoder", (), {"about": {"voice": told}, "hashes": {}})()
    with pytest.raises(InputError, match=r"encoder\.npz does not say its steps"):
        voice_model(encoder=encoder)
