"""Attribution: who says what, in every shape English reporting has."""

import pytest

import framing
from framing.measures.attribution.draft import Draft
from framing.measures.attribution.mending import complete, leave_comments
from framing.segment import segment_texts


def attributions(text):
    """Return source, cue, content parts and kind of each attribution; None where nobody is named."""
    table = framing.analyze(text, measures=["attribution"], models=False).evidence("attribution")
    found = []
    for _, rows in table.groupby("attribution"):
        part = {label: rows.loc[rows["label"] == label, "text"].tolist() for label in ("source", "cue", "content")}
        source = part["source"][0].rstrip(",") if part["source"] else None
        found.append((source, *part["cue"], part["content"], rows["kind"].iloc[0]))
    return found


def case(text, source, cue, *content, name):
    return pytest.param(text, source, cue, list(content), id=name)


def check(text, source, cue, content, kind):
    assert attributions(text) == [(source, cue, content, kind)]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        case("“Rain is coming,” Ana Reyes said.", "Ana Reyes", "said", "“Rain is coming,”", name="postposed"),
        case("“Rain is coming,” said Ana Reyes.", "Ana Reyes", "said", "“Rain is coming,”", name="inverted"),
        case("Reyes said, “Rain is coming.”", "Reyes", "said", "“Rain is coming.”", name="comma before"),
        case("Reyes said: “Rain is coming.”", "Reyes", "said", "“Rain is coming.”", name="colon before"),
        case('"Rain is coming," she said.', "she", "said", '"Rain is coming,"', name="straight marks"),
        case("‘Rain is coming,’ she said.", "she", "said", "‘Rain is coming,’", name="single marks"),
        case("“Rain,” Reyes said, “is coming.”", "Reyes", "said", "“Rain,”", "“is coming.”", name="both sides"),
        case("“Rain is here,” she said. “We have no roof.”", "she", "said", "“Rain is here,”", "“We have no roof.”", name="goes on"),
        case("“Rain is here,” she said. “So is snow.”", "she", "said", "“Rain is here,”", "“So is snow.”", name="goes on, a short sentence"),
        case("“Is it safe?” asked Dana Cole, a teacher.", "Dana Cole, a teacher", "asked", "“Is it safe?”", name="asked"),
        case("“Is it safe?” Dana Cole asked.", "Dana Cole", "asked", "“Is it safe?”", name="question, postposed"),
        case("“Stop!” the crowd shouted.", "the crowd", "shouted", "“Stop!”", name="shouted"),
        case("“Stop!” shouted the crowd.", "the crowd", "shouted", "“Stop!”", name="shouted, inverted"),
        case("“Rain is coming,” Reyes told the council.", "Reyes", "told", "“Rain is coming,”", name="told somebody"),
        case("“Rain is coming,” Reyes, the mayor, said.", "Reyes, the mayor", "said", "“Rain is coming,”", name="apposition"),
        case("“Rain is coming,” Reyes wrote on Monday.", "Reyes", "wrote", "“Rain is coming,”", name="day behind"),
        case("“Rain is coming,” Reyes has warned.", "Reyes", "has warned", "“Rain is coming,”", name="auxiliary"),
        case("“Rain is coming,” according to the mayor.", "the mayor", "according to", "“Rain is coming,”", name="according to"),
        case("In May, Reyes said, “Rain is coming.”", "Reyes", "said", "“Rain is coming.”", name="date before"),
        case("Reyes told the council, “Rain is coming.”", "Reyes", "told", "“Rain is coming.”", name="told, quote behind"),
        case("“She called it ‘a farce’ today,” Cole said.", "Cole", "said", "“She called it ‘a farce’ today,”", name="marks inside marks"),
    ],
)  # fmt: skip
def test_quotations_with_a_speaker(text, source, cue, content):
    """A quotation beside a reporting verb is what its subject says, on whichever side the verb stands."""
    found = attributions(text)
    assert [(s, c, parts) for s, c, parts, _ in found] == [(source, cue, content)]
    assert found[0][3] == ("mixed" if content[0][0] not in '“"‘' else "direct")


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        case("Reyes said the bridge was safe.", "Reyes", "said", "the bridge was safe", name="no that"),
        case("Reyes said that the bridge was safe.", "Reyes", "said", "that the bridge was safe", name="that"),
        case("The bridge is safe, Reyes said.", "Reyes", "said", "The bridge is safe", name="postposed"),
        case("It rained, Reyes said.", "Reyes", "said", "It rained", name="postposed, two words"),
        case("The bridge is safe, said Reyes.", "Reyes", "said", "The bridge is safe", name="inverted"),
        case("The bridge, Reyes said, is safe.", "Reyes", "said", "The bridge", "is safe", name="both sides"),
        case("The old bridge over the river, Reyes said, is safe.", "Reyes", "said", "The old bridge over the river", "is safe", name="both sides, longer"),
        case("The bridge is safe, according to the mayor.", "the mayor", "according to", "The bridge is safe", name="according to, behind"),
        case("According to the mayor, the bridge is safe.", "the mayor", "According to", "the bridge is safe", name="according to, before"),
        case("The bridge, according to the mayor, is safe.", "the mayor", "according to", "The bridge", "is safe", name="according to, between"),
        case("Reyes told reporters that the bridge was safe.", "Reyes", "told", "that the bridge was safe", name="told X that"),
        case("Reyes told the council the bridge was safe.", "Reyes", "told", "the bridge was safe", name="told X, no that"),
        case("Reyes urged the council to close the bridge.", "Reyes", "urged", "to close the bridge", name="urged X to"),
        case("Reyes called on the council to close the bridge.", "Reyes", "called on", "to close the bridge", name="called on X to"),
        case("Reyes asked whether the bridge was safe.", "Reyes", "asked", "whether the bridge was safe", name="asked whether"),
        case("Reyes asked why the bridge was closed.", "Reyes", "asked", "why the bridge was closed", name="asked why"),
        case("Reyes accused the council of hiding a leak.", "Reyes", "accused", "the council of hiding a leak", name="accused X of"),
        case("Reyes denied that the bridge was unsafe.", "Reyes", "denied", "that the bridge was unsafe", name="denied"),
        case("Reyes vowed to rebuild the bridge.", "Reyes", "vowed", "to rebuild the bridge", name="vowed to"),
        case("Reyes refused to close the bridge.", "Reyes", "refused", "to close the bridge", name="refused to"),
        case("Reyes praised the workers.", "Reyes", "praised", "the workers", name="praised"),
        case("Reyes believes the bridge is safe.", "Reyes", "believes", "the bridge is safe", name="belief"),
        case("A poll found that most people wanted a bridge.", "A poll", "found", "that most people wanted a bridge", name="poll"),
        case("Reyes did not say whether the bridge was safe.", "Reyes", "did not say", "whether the bridge was safe", name="negated verb"),
        case("Ana Reyes, the mayor, said the bridge was safe.", "Ana Reyes, the mayor", "said", "the bridge was safe", name="apposition"),
        case("Reyes, who is mayor, said the bridge was safe.", "Reyes, who is mayor", "said", "the bridge was safe", name="relative clause"),
        case("In a statement on Monday, Reyes said the bridge was safe.", "Reyes", "said", "the bridge was safe", name="phrase before"),
        case("On Monday the mayor said the bridge was safe.", "the mayor", "said", "the bridge was safe", name="day before, no comma"),
        case("But Reyes said the bridge was safe.", "Reyes", "said", "the bridge was safe", name="but"),
        case("Reyes and Cole said the bridge was safe.", "Reyes and Cole", "said", "the bridge was safe", name="two sources"),
        case("Neither Reyes nor Cole said the bridge was safe.", "Neither Reyes nor Cole", "said", "the bridge was safe", name="neither nor"),
        case("The council was told that the bridge was safe.", None, "was told", "that the bridge was safe", name="passive, nobody named"),
        case("The council was urged by Reyes to close the bridge.", "Reyes", "was urged", "to close the bridge", name="passive, by"),
        case("The bridge is expected to open in May.", None, "is expected", "to open in May", name="expected to"),
        case("Reyes said on Monday that the bridge was safe.", "Reyes", "said", "that the bridge was safe", name="day between"),
        case("Reyes said in an interview that the bridge was safe.", "Reyes", "said", "that the bridge was safe", name="phrase between"),
        case("A spokesman for the mayor said the bridge was safe.", "A spokesman for the mayor", "said", "the bridge was safe", name="for the mayor"),
        case("A majority report that the bridge shakes.", "A majority", "report", "that the bridge shakes", name="plural verb behind a"),
        case("Some experts warn the bridge could fail.", "Some experts", "warn", "the bridge could fail", name="vague source"),
    ],
)  # fmt: skip
def test_reported_speech(text, source, cue, content):
    """Content without marks belongs to the subject of the reporting verb and is indirect."""
    check(text, source, cue, content, "indirect")


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        case("Reyes said the bridge was “a death trap” in May.", "Reyes", "said", "the bridge was “a death trap” in May", name="said"),
        case("Reyes called the plan “a costly error.”", "Reyes", "called", "the plan “a costly error.”", name="called"),
        case("The plan, Reyes said, was “a costly error.”", "Reyes", "said", "The plan", "was “a costly error.”", name="both sides"),
        case("The plan is “a costly error,” Reyes said.", "Reyes", "said", "The plan is “a costly error,”", name="postposed"),
        case("Reyes accused the council of “hiding” a leak.", "Reyes", "accused", "the council of “hiding” a leak", name="accused"),
        case("She called it “a farce,” and Lee left.", "She", "called", "it “a farce,”", name="a clause behind the quotation"),
        case("Reyes described Cole as “a fool.”", "Reyes", "described", "Cole as “a fool.”", name="described"),
    ],
)  # fmt: skip
def test_words_and_claims_mixed(text, source, cue, content):
    """Content with some words in marks is mixed."""
    check(text, source, cue, content, "mixed")


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        case("His claim that the bridge was safe is false.", "His", "claim", "that the bridge was safe", name="his claim that"),
        case("The mayor’s claim that the bridge was safe is false.", "The mayor’s", "claim", "that the bridge was safe", name="possessive"),
        case("Few believed his claim that the bridge was safe.", "his", "claim", "that the bridge was safe", name="at the end"),
        case("Cole heard her warning that the bridge could fail.", "her", "warning", "that the bridge could fail", name="warning"),
        case("They ignored a suggestion that the bridge was weak.", None, "suggestion", "that the bridge was weak", name="nobody's"),
    ],
)  # fmt: skip
def test_nouns_report_too(text, source, cue, content):
    """A noun of speech with a that-clause reports; its possessor is the source."""
    found = [(s, c, parts) for s, c, parts, _ in attributions(text)]
    assert (source, cue, content) in found


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("He is from the State of Maine.", id="the State of"),
        pytest.param("The United States and its allies met in May.", id="States"),
        pytest.param("The council published a report on the bridge.", id="a report"),
        pytest.param("Two reports arrived on Friday.", id="two reports"),
        pytest.param("She won her third Grand Slam in May.", id="Grand Slam"),
        pytest.param("The Daily Post printed the list.", id="a newspaper"),
        pytest.param("The price of the offer rose.", id="the offer"),
        pytest.param("Charges against the driver were dropped.", id="charges"),
        pytest.param("The answer was simple.", id="answer"),
        pytest.param("The claims department closed early.", id="claims department"),
        pytest.param("The film, called Harvest, opens on Friday.", id="called, a name"),
        pytest.param("A group called River Watch met on Friday.", id="a group called"),
        pytest.param("It has to be said.", id="to be said"),
        pytest.param("He fell on his back.", id="back"),
        pytest.param("They found a bag in the river.", id="found a thing"),
        pytest.param("The note lay on the table.", id="note"),
        pytest.param("She read the book in the garden.", id="read"),
        pytest.param("The bridge collapsed and the river rose.", id="no cue"),
        pytest.param("The song “Harvest Moon” won a prize.", id="title in marks"),
        pytest.param("He kept his so-called “promise” for years.", id="term in marks"),
        pytest.param("They press the button twice.", id="press"),
        pytest.param("The minister shared a cake with the children.", id="shared a cake"),
        pytest.param("The hammer fell from the table.", id="hammer"),
        pytest.param("The court order expired in May.", id="court order"),
        pytest.param("Cole heads the press office.", id="press office"),
        pytest.param("The town charged drivers two dollars.", id="charged a fee"),
        pytest.param("The cat sat on the table and slept.", id="plain"),
        pytest.param("", id="empty"),
    ],
)
def test_what_reports_nothing(text):
    """Names, things and nouns that look like reporting verbs make no attribution."""
    assert attributions(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Reyes said the bridge was safe and added that the road would close.",
            [("Reyes", "said", ["the bridge was safe"]), ("Reyes", "added", ["that the road would close"])],
            id="and added",
        ),
        pytest.param(
            "Reyes defended the plan, saying the bridge was safe.",
            [("Reyes", "defended", ["the plan"]), ("Reyes", "saying", ["the bridge was safe"])],
            id="saying",
        ),
        pytest.param(
            "Reyes said the bridge was safe, but Cole said it was not.",
            [("Reyes", "said", ["the bridge was safe"]), ("Cole", "said", ["it was not"])],
            id="but another said",
        ),
        pytest.param(
            "“Rain is coming,” Reyes said. Cole said, “We need no bridge at all.”",
            [("Reyes", "said", ["“Rain is coming,”"]), ("Cole", "said", ["“We need no bridge at all.”"])],
            id="two speakers",
        ),
        pytest.param(
            "Reyes said the bridge was safe; Cole disagreed with the plan.",
            [("Reyes", "said", ["the bridge was safe"]), ("Cole", "disagreed with", ["the plan"])],
            id="semicolon",
        ),
    ],
)
def test_several_attributions_in_a_sentence(text, expected):
    """Each verb has its own content; a verb without a subject takes the one before."""
    assert [(s, c, parts) for s, c, parts, _ in attributions(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "“We have no plan,” Cole said.\n\n“The council has no plan either. It never had one.”",
            ["“We have no plan,”", "“The council has no plan either. It never had one.”"],
            id="paragraph that is all quotation",
        ),
        pytest.param(
            "“We waited,” Cole said. “The old bridge is falling apart.\n\n“A new one must come before the winter.”",
            ["“We waited,”", "“The old bridge is falling apart.", "“A new one must come before the winter.”"],
            id="quotation left open",
        ),
        pytest.param(
            "Cole said: “The old bridge is falling apart.\n\n“A new one must come before the winter.”",
            ["“The old bridge is falling apart.", "“A new one must come before the winter.”"],
            id="left open after a colon",
        ),
        pytest.param(
            "“We have no plan,” Cole said.\n\nThe sign “No way across” hung over the road.",
            ["“We have no plan,”"],
            id="a sign later is not his",
        ),
    ],
)
def test_a_speaker_goes_on(text, expected):
    """Quotations that continue speech belong to its speaker; what is no speech does not."""
    assert [(s, parts) for s, _, parts, _ in attributions(text)] == [("Cole", expected)]


def test_nobody_speaks_for_the_next_document():
    """A quotation that opens a text has no speaker from the text before."""
    table = framing.analyze(
        ["“We have no plan,” Cole said.", "“The council has no plan either.”"], measures=["attribution"]
    ).evidence("attribution")
    assert set(table["doc_id"]) == {0}


BODY = (
    "The mayor met residents in the town hall on Friday and spoke for an hour about the bridge, the road and the "
    "winter, while Reyes said that the work would take a year and cost more than was planned."
)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        pytest.param("REYES: Bridge will open in May", [("REYES", ["Bridge will open in May"])], id="in capitals"),
        pytest.param("Reyes: Bridge will open in May", [("Reyes", ["Bridge will open in May"])], id="a source of the text"),
        pytest.param("Exclusive: Bridge will open in May", [], id="no source of the text"),
    ],
)  # fmt: skip
def test_a_headline_with_a_colon(title, expected):
    """ "Name: claim" is an attribution where that name is a source further down."""
    found = attributions(f"{title}\n\n{BODY}")
    assert [(s, parts) for s, cue, parts, _ in found if cue == ":"] == expected


def test_the_headings_of_a_live_blog_do_not_speak():
    """Lines that open with "UPDATE:" or "Note:" are the outlet's own, however often they come."""
    text = "UPDATE: The vote is delayed by an hour.\n\nUPDATE: The hall is full now.\n\nNote: The doors are shut to latecomers.\n\nUPDATE: The vote begins now."
    assert attributions(text) == []


def test_a_transcript_has_speakers():
    """A name and a colon that open a paragraph give it a speaker, where there are three such lines and a name comes again."""
    lines = ["Reyes: The bridge is safe now.", "Q: Is it?", "Reyes: It is.", "Related: A bridge in the north."]
    found = attributions("\n\n".join(lines[:3]))
    assert [(s, parts) for s, _, parts, _ in found] == [
        ("Reyes", ["The bridge is safe now."]),
        ("Q", ["Is it?"]),
        ("Reyes", ["It is."]),
    ]
    assert attributions("\n\n".join(lines[1:])) == []
    assert attributions("\n\n".join(lines[:2])) == []


@pytest.mark.parametrize(
    ("text", "label"),
    [
        pytest.param("Reyes said the bridge was safe.", "quotations", id="none"),
        pytest.param("“Rain is coming,” Reyes said.", "quotation", id="somebody is quoted"),
        pytest.param("The song “Harvest Moon” won a prize.", "title", id="a work"),
        pytest.param("The song “Harvest” won a prize.", "title", id="one word, with what it is"),
        pytest.param("She watches “The Late Hour With Holm” every week.", "title", id="a programme"),
        pytest.param("The new “shameless tax” starts in May.", "unsourced", id="nobody is quoted"),
        pytest.param("The “Tax” starts in May.", "unsourced", id="one capital says nothing"),
        pytest.param("Police held Ari “El Gato” Reyes in May.", "unsourced", id="a nickname"),
        pytest.param("Mayor Holm Buys “Fair Taxes” In Every Town", "unsourced", id="all words have capitals"),
        pytest.param("Rain fell.\n\n“Highly Unlikely”\n\nSnow fell.", "unsourced", id="a line between paragraphs"),
    ],
)
def test_a_quotation_knows_whether_somebody_is_quoted(text, label):
    """``attribution`` is the number of the attribution, and missing where nobody is quoted."""
    table = framing.analyze(text).evidence("quotations")
    assert table["label"].tolist() == ([] if label == "quotations" else [label])
    assert table["attribution"].tolist() == {"quotation": [0], "unsourced": [None], "title": [None]}.get(label, [])


@pytest.mark.parametrize(
    ("text", "voices"),
    [
        pytest.param("“Rain is coming,” Reyes said.", {"direct": ["Rain", "is", "coming"], "editorial": ["Reyes", "said"]}, id="direct"),
        pytest.param("Reyes said rain is coming.", {"indirect": ["rain", "is", "coming"], "editorial": ["Reyes", "said"]}, id="indirect"),
        pytest.param("Reyes said rain is “very near.”", {"indirect": ["rain", "is"], "direct": ["very", "near"], "editorial": ["Reyes", "said"]}, id="mixed"),
        pytest.param("The “Harvest Moon” won.", {"editorial": ["The", "Harvest", "Moon", "won"]}, id="nobody quoted"),
    ],
)  # fmt: skip
def test_every_word_has_a_voice(text, voices):
    """Words in marks of a source are direct, its other content indirect, all else editorial."""
    words = framing.analyze(text).words()
    assert words.groupby("voice")["text"].agg(list).to_dict() == voices


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The family back home waited for the monthly figures.", id="-ly that is no adverb"),
        pytest.param("The council passed a new rule that includes the valley.", id="adjective before"),
        pytest.param("It was the centerpiece of a four-day hearing.", id="hearing"),
        pytest.param("It was set out in a staff report that few had read.", id="one report, a staff"),
    ],
)
def test_nouns_that_look_like_verbs_report_nothing(text):
    """A noun behind an adjective or a name is no reporting verb."""
    assert framing.analyze(text, models=False).evidence("attribution").empty


def test_a_colon_opens_the_next_paragraph():
    """A speaker before a colon at the end of a paragraph says what the next one quotes."""
    text = "From Orle, Ana Reyes reports:\n\n“The attack began at dawn. Nobody was hurt.”"
    report = framing.analyze(text, models=False)
    assert report.sources()["source"].tolist() == ["Ana Reyes"]


def test_british_single_marks_are_attributed():
    """A single closing mark before "said" is no possessive."""
    assert framing.analyze("‘This is a bad plan,’ said the mayor.").sources()["source"].tolist() == ["the mayor"]


def test_a_torn_content_is_the_rules_whole_one():
    """Four of the six tokens that the rules read are a piece of them; a content that reaches beyond theirs stays."""
    corpus = segment_texts(["The plan is late and wrong, Orme said."])
    rule = Draft((8, 9), "neutral", (7, 8), [(0, 6)], "before")
    for content, expected in (([(0, 4)], [(0, 6)]), ([(0, 7)], [(0, 7)])):
        model = Draft((8, 9), "neutral", (7, 8), content, "model")
        assert [draft.content for draft in complete(corpus, [model], [rule])] == [expected]


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        (
            "Orme said they join the “Air Pact,” a hazy plan that is late. It would pay.",
            ["they join the “Air Pact,”", "It would pay"],
        ),
        (
            "Orme said they join the “Air Pact,” a plan of “bold men” now.",
            ["they join the “Air Pact,”", "“bold men” now"],
        ),
        ("Orme said they join the “Air Pact” of a town.", ["they join the “Air Pact” of a town"]),
        ("Orme said they join the “Air Pact,” the town's plan.", ["they join the “Air Pact,” the town's plan"]),
        ("Orme said “They join,” a word too many.", ["“They join,” a word too many"]),
    ],
)
def test_what_the_outlet_says_of_a_quoted_term_is_its_own(text, contents):
    """An apposition behind “…,” is no content, up to the end of the sentence or a quotation, where words stand before it."""
    corpus = segment_texts([text])
    draft = Draft((1, 2), "neutral", (0, 1), [(2, corpus.n_tokens - 1)], "model")
    leave_comments(corpus, [draft])
    assert [corpus.text_of(*part) for part in draft.content] == contents


@pytest.mark.parametrize("models", [True, False])
def test_a_study_in_the_text_before_says_nothing_here(models):
    """What a text ends with is no source of the next one."""
    texts = [
        "The wire contributed to this report.",
        "Hack Reveals City's Acceptance Of Decline\n\nThe council met on Monday and voted on the budget.",
    ]
    alone = framing.analyze(texts[1], models=models).evidence("attribution")
    together = framing.analyze(texts, models=models).evidence("attribution").query("doc_id == 1")
    assert together["text"].tolist() == alone["text"].tolist()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "Mayor Petra Sorrel, who folded with indecent haste, gushed about a “sensible conversation.”", id="who"
        ),
        pytest.param("Mayor Petra Sorrel, in a shift, said that the vote had been premature.", id="in"),
    ],
)
def test_an_aside_does_not_speak(text):
    """Who stands before it does."""
    rows = framing.analyze(text).evidence("attribution").query("label == 'source'")
    assert rows["text"].tolist() == ["Mayor Petra Sorrel"]
