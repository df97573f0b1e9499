"""Whom a loaded term is about."""

import pytest

import framing
from framing.lexicon import Entry, Lexicon

MINE = Lexicon(
    "mine",
    (
        Entry("shameless", "evaluation", 0.9, "ADJ"),
        Entry("defiant", "evaluation", 0.9, "ADJ"),
        Entry("dictator", "epithet", 0.9, "NOUN"),
        Entry("liar", "epithet", 0.9, "NOUN"),
        Entry("mob", "epithet", 0.9, "NOUN"),
        Entry("outburst", "charged-noun", 0.9, "NOUN"),
        Entry("regime", "charged-noun", 0.9, "NOUN"),
        Entry("lash out", "sensational", 0.9, "VERB"),
        Entry("rant", "sensational", 0.9, "VERB"),
        Entry("shamelessly", "evaluation", 0.9, "ADV"),
    ),
    labels={"epithet": "names", "evaluation": "judges", "charged-noun": "charges", "sensational": "acts"},
    inflect=True,
)


def about(text, **options):
    """Return each loaded term with the actor it is about."""
    rows = framing.analyze(text, measures=["loaded", "actors"], lexicons={"loaded": MINE}, **options).evidence("loaded")
    return list(zip(rows["text"], rows["actor"], strict=True))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The dictator Ana Reyes opened the bridge.", [("dictator", "Ana Reyes")], id="noun"),
        pytest.param("Last week the shameless Ana Reyes opened the bridge.", [("shameless", "Ana Reyes")], id="adjective"),
        pytest.param("A defiant Gov. Ana Holm opened the bridge in the town.", [("defiant", "Ana Holm")], id="title between"),
        pytest.param("The council thanked Mark Cole and the shameless Ana Reyes.", [("shameless", "Ana Reyes")], id="another name before"),
        pytest.param("The shameless Ana Reyes thanked Mark Cole in the hall.", [("shameless", "Ana Reyes")], id="another name behind"),
        pytest.param("Last week the Chinese regime opened the bridge.", [("regime", "China")], id="noun behind a nationality"),
        pytest.param("Last week voters turned against the Chinese regime.", [("regime", "China")], id="the same behind a preposition"),
    ],
)  # fmt: skip
def test_a_term_beside_a_name(text, expected):
    """A term before a name, titles between or not, is about whom it names; so is a noun behind a nationality."""
    assert about(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Ana Reyes, a liar, opened the bridge.", [("liar", "Ana Reyes")], id="apposition"),
        pytest.param("Ana Reyes, a most shameless woman, opened the bridge.", [("shameless", "Ana Reyes")], id="longer apposition"),
        pytest.param("Later Mark Cole met Ana Reyes, a shameless liar.", [("shameless", "Ana Reyes"), ("liar", "Ana Reyes")], id="the name it follows"),
        pytest.param("Ana Reyes is shameless.", [("shameless", "Ana Reyes")], id="predicate"),
        pytest.param("Ana Reyes has long been a shameless liar.", [("shameless", "Ana Reyes"), ("liar", "Ana Reyes")], id="longer predicate"),
        pytest.param("The shameless mayor, Ana Reyes, opened the bridge.", [("shameless", "Ana Reyes")], id="before a role and its name"),
        pytest.param("The council called Ana Reyes shameless.", [("shameless", "Ana Reyes")], id="called"),
        pytest.param("Ana Reyes was not a liar.", [("liar", "Ana Reyes")], id="denied"),
        pytest.param("The council thanked Ana Reyes. But she is a liar.", [("liar", "Ana Reyes")], id="pronoun as subject"),
    ],
)  # fmt: skip
def test_a_term_that_explains_a_name(text, expected):
    """In apposition, or behind a form of "be", it is about the name it explains."""
    assert about(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Ana Reyes’s latest outburst surprised the council.", [("outburst", "Ana Reyes")], id="possessive"),
        pytest.param("The outburst of Ana Reyes surprised the council.", [("outburst", "Ana Reyes")], id="of"),
        pytest.param("The council thanked Ana Reyes. Later her shameless plan failed.", [("shameless", "Ana Reyes")], id="her"),
        pytest.param("The council thanked Mark Cole for his outburst.", [("outburst", "Mark Cole")], id="his"),
        pytest.param("Mark Cole’s friends said Ana Reyes’s outburst was over.", [("outburst", "Ana Reyes")], id="the nearer of two owners"),
    ],
)  # fmt: skip
def test_a_term_that_somebody_owns(text, expected):
    """It is about the possessor, by name or by pronoun."""
    assert about(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Last night the mob blocked the road.", [("mob", "mob")], id="names a group"),
        pytest.param("Last night the shameless protesters blocked the road.", [("shameless", "protesters")], id="before a group"),
        pytest.param("Last night the shameless mob met Ana Reyes.", [("shameless", "mob"), ("mob", "mob")], id="a person in the sentence"),
    ],
)  # fmt: skip
def test_a_term_that_names_a_group(text, expected):
    """A word for a group is about that group, whoever else is named."""
    assert about(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Ana Reyes lashed out at the council.", [("lashed out", "Ana Reyes")], id="verb"),
        pytest.param("Ana Reyes has repeatedly ranted in the hall.", [("ranted", "Ana Reyes")], id="words between"),
        pytest.param("Ana Reyes lashed out at Mark Cole.", [("lashed out", "Ana Reyes")], id="not whom it hits"),
        pytest.param("Ana Reyes shamelessly broke the rules of the council.", [("shamelessly", "Ana Reyes")], id="adverb"),
        pytest.param("Friends of Mark Cole met, but Ana Reyes ranted.", [("ranted", "Ana Reyes")], id="subject of its clause"),
        pytest.param("A friend of Ana Reyes lashed out at the council.", [("lashed out", None)], id="a subject that is no actor"),
        pytest.param("Ana Reyes’s friend lashed out at the council.", [("lashed out", None)], id="not the owner of the subject"),
        pytest.param("Last night protesters who ranted in the hall were booed.", [("ranted", "protesters")], id="who"),
        pytest.param("Ana Reyes made a shameless attempt to win.", [("shameless", "Ana Reyes")], id="what the subject makes"),
    ],
)  # fmt: skip
def test_a_term_that_acts(text, expected):
    """Verbs, adverbs and what is done are about the subject."""
    assert about(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Ana Reyes said Mark Cole was a liar.", [("liar", "Mark Cole")], id="reported"),
        pytest.param("“Mark Cole is a liar,” Ana Reyes said.", [("liar", "Mark Cole")], id="quoted"),
        pytest.param("Ana Reyes said the plan was shameless.", [("shameless", None)], id="reported, a thing"),
        pytest.param("“The plan is shameless,” Ana Reyes said.", [("shameless", None)], id="quoted, a thing"),
    ],
)  # fmt: skip
def test_who_says_it_is_not_whom_it_is_about(text, expected):
    """Of what a source says, the source is not meant."""
    assert about(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("A shameless plan faced the town when Ana Reyes left.", id="a thing, a name in another clause"),
        pytest.param("The shameless plan was opposed by Ana Reyes.", id="a thing, a name behind by"),
        pytest.param("The town’s shameless plan pleased Ana Reyes.", id="a thing of no actor"),
        pytest.param("Ana Reyes voted against a shameless plan.", id="a thing behind a preposition"),
        pytest.param("Ana Reyes left, and the shameless cost shocked the town.", id="a thing, its own clause"),
        pytest.param("The plan is shameless.", id="no actor at all"),
        pytest.param("The council thanked Ana Reyes. The plan is shameless.", id="actor in another sentence"),
        pytest.param("The bridge in China is a shameless waste.", id="a place behind a preposition"),
    ],
)
def test_a_term_about_a_thing_is_about_nobody(text):
    """Rather none than wrong: a term that nothing ties to an actor has none."""
    assert about(text) == [("shameless", None)]


def test_two_terms_each_have_their_own():
    """In one sentence each term goes to the actor it is tied to."""
    text = "The shameless Ana Reyes lashed out, and Mark Cole, a liar, ranted in the hall."
    assert about(text)[:3] == [("shameless", "Ana Reyes"), ("lashed out", "Ana Reyes"), ("liar", "Mark Cole")]


def test_your_own_actors_are_meant_by_their_name():
    """The id is that of the table of actors."""
    text = "Last week the dictator Ana Reyes thanked the Chinese regime."
    table = {"Boss": ["Ana Reyes"], "Them": ["China", "Chinese"]}
    assert about(text, actors=table) == [("dictator", "Boss"), ("regime", "Them")]


def test_without_actors_nobody_is_meant():
    """Where actors are not measured the column is there, and empty."""
    rows = framing.analyze("The shameless Ana Reyes left.", measures=["loaded"]).evidence("loaded")
    assert rows[["text", "actor"]].values.tolist() == [["shameless", None]]


def test_the_actor_is_one_of_the_document():
    """Every id stands in the actors evidence of the same document, together or apart."""
    texts = [
        "The shameless Ana Reyes ranted.",
        "",
        "Last night the mob met the liar Mark Cole.",
        "The plan is shameless.",
    ]
    report = framing.analyze(texts, measures=["loaded", "actors"], lexicons={"loaded": MINE})
    known = report.evidence("actors")
    rows = report.evidence("loaded").dropna(subset="actor")
    assert rows["doc_id"].tolist() == [0, 0, 2, 2]
    for doc, actor in rows[["doc_id", "actor"]].values.tolist():
        assert actor in set(known.loc[known["doc_id"] == doc, "actor"])
    assert [pair for text in texts for pair in about(text)] == list(
        zip(*(report.evidence("loaded")[column] for column in ("text", "actor")), strict=True)
    )
