"""Actors: who is there, and which mentions are one."""

import numpy as np
import pytest

import framing
from framing.core import InputError
from framing.measures.actors.linking import Actor
from framing.measures.actors.pronouns import Person, Pronoun, resolve

COLUMNS = [
    *("doc_id", "start", "end", "text", "label", "score", "voice", "quoted", "block", "source"),
    *("form", "actor", "polity"),
]  # fmt: skip


def actors(text, **options):
    return framing.analyze(text, measures=["actors"], **options).evidence("actors")


def found(text, form="name", **options):
    """Return text and label of each mention of one form."""
    rows = actors(text, **options).query("form == @form")
    return list(zip(rows["text"], rows["label"], strict=True))


def linked(text, *names, **options):
    """Return the actor of each mention, picked by its text; the n-th of a text where it is asked for again."""
    rows = actors(text, **options)
    left = {shown: group["actor"].tolist() for shown, group in rows.groupby("text", sort=False)}
    return [left[name].pop(0) if left.get(name) else None for name in names]


def one(text, *names, **options):
    """Return whether all mentions are found and are of one actor."""
    ids = linked(text, *names, **options)
    return None not in ids and len(set(ids)) == 1


def apart(text, *names, **options):
    """Return whether all mentions are found and no two are of one actor."""
    ids = linked(text, *names, **options)
    return None not in ids and len(set(ids)) == len(ids)


# ---- names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The council thanked Ana Reyes for her work.", [("Ana Reyes", "person")], id="given name and surname"),
        pytest.param("The council thanked Robert E. Lee for his work.", [("Robert E. Lee", "person")], id="initial"),
        pytest.param("The prize went to Ursula von der Leyen last week.", [("Ursula von der Leyen", "person")], id="particles"),
        pytest.param("The paper interviewed Mary-Jane O’Neill at length.", [("Mary-Jane O’Neill", "person")], id="hyphen and apostrophe"),
        pytest.param("Some letters were sent to Lady Holm last week.", [("Holm", "person")], id="honorific"),
        pytest.param("Some letters were sent to Gov. Ana Holm last week.", [("Ana Holm", "person")], id="office, abbreviated"),
        pytest.param("The order was signed by President Xi Jinping last week.", [("Xi Jinping", "person")], id="office"),
        pytest.param("The order was signed by Maj. Gen. Rufus Hale last week.", [("Rufus Hale", "person")], id="two ranks"),
        pytest.param("The bill was backed by France last week.", [("France", "place")], id="country"),
        pytest.param("The bill was backed by French farmers last week.", [("French", "nationality")], id="demonym"),
        pytest.param("The talks were held in New Zealand last week.", [("New Zealand", "place")], id="country of two words"),
        pytest.param("The talks were held in the U.S. last week.", [("U.S.", "place")], id="country, abbreviated"),
        pytest.param("The bill was blocked by the Senate last week.", [("Senate", "organisation")], id="public body"),
        pytest.param("The bill was blocked by the White House last week.", [("White House", "organisation")], id="metonym"),
        pytest.param("The bill was blocked by Democrats last week.", [("Democrats", "organisation")], id="members of a party"),
        pytest.param("The strikes were claimed by the Taliban last week.", [("Taliban", "organisation")], id="armed group"),
        pytest.param("The story was published by Reuters last week.", [("Reuters", "organisation")], id="news agency"),
        pytest.param("The rules were written by the Harlow Water Commission last week.", [("Harlow Water Commission", "organisation")], id="last word of an organisation"),
        pytest.param("The rules were written by the Department of Roads and Bridges last week.", [("Department of Roads and Bridges", "organisation")], id="department of"),
        pytest.param("The rules were written by Harlow & Pike Ltd. last week.", [("Harlow & Pike Ltd", "organisation")], id="company"),
        pytest.param("The rules were written by the NWCA last week.", [("NWCA", "organisation")], id="acronym nobody spells out"),
        pytest.param("The march passed through Pelham Street last week.", [("Pelham Street", "place")], id="last word of a place"),
        pytest.param("Some rioters were seen near Mount Harlow last week.", [("Mount Harlow", "place")], id="first word of a place"),
    ],
)  # fmt: skip
def test_a_name_and_what_it_is_of(text, expected):
    """Capitals inside a sentence show a name; lists, titles and its own words say of what."""
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The bill was opposed by Republican Ted Cruz last week.", [("Republican", "organisation"), ("Ted Cruz", "person")], id="party"),
        pytest.param("The trip was announced by Secretary of State Hillary Clinton last week.", [("Hillary Clinton", "person")], id="title of three words"),
        pytest.param("The rule was signed by Homeland Security Secretary Kirstjen Nielsen last week.", [("Kirstjen Nielsen", "person")], id="long title"),
        pytest.param("The rule was signed by Chinese President Xi Jinping last week.", [("Chinese", "nationality"), ("Xi Jinping", "person")], id="nationality and title"),
        pytest.param("The story was written by Eli Lake of Bloomberg News last week.", [("Eli Lake", "person"), ("Bloomberg News", "organisation")], id="of"),
        pytest.param("The plan was Barack Obama’s own, and many Obama Democrats liked it.", [("Barack Obama", "person"), ("Obama", "person"), ("Democrats", "organisation")], id="followers"),
        pytest.param("The lead was lost by the Texas Rangers last week.", [("Texas Rangers", "organisation")], id="team"),
        pytest.param("The lead was lost by the Lagos Pelters last week.", [("Lagos Pelters", "organisation")], id="team on no list"),
        pytest.param("The rule was written by the Food and Drug Administration and by Texas and Ohio officials who had waited for it.", [("Food and Drug Administration", "organisation"), ("Texas", "place"), ("Ohio", "place")], id="and in a listed name"),
        pytest.param("The talks were led by the Harlow Institute for School Reform last week.", [("Harlow Institute for School Reform", "organisation")], id="a body for what else is an event"),
        pytest.param("The talks were led by the Junge SVP for most of last week.", [("Junge SVP", "organisation")], id="an acronym is no surname"),
    ],
)  # fmt: skip
def test_a_run_of_capitals_is_split(text, expected):
    """A run holds as many names as it names actors; a title belongs to none."""
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The council will meet again on Monday and Thursday.", id="weekdays"),
        pytest.param("The council has not met since March or April.", id="months"),
        pytest.param("The council debated the Affordable Care Act again.", id="law"),
        pytest.param("The council remembered the Second World War again.", id="war"),
        pytest.param("The council closed its doors over Christmas and Easter.", id="holidays"),
        pytest.param("The council closed its doors over Mardi Gras and the Cold War.", id="events on a list"),
        pytest.param("The members have a plan and so do I, the chair wrote.", id="I"),
        pytest.param("After the vote they left. However, nobody was pleased. While some waited, most went home.", id="function words that open sentences"),
        pytest.param("Rain fell on the bridge. Brown leaves covered the road. Leading roofers say it will last.", id="other words that open sentences"),
        pytest.param("“This is a shame,” the old woman said. “Everything is gone.”", id="words that open quotations"),
        pytest.param("The bridge was closed at once because the river rose.", id="no capital"),
        pytest.param("", id="empty"),
        pytest.param(" \n\t ", id="white space"),
    ],
)  # fmt: skip
def test_what_is_no_actor(text):
    """Days, months, laws, events and words that only open a sentence name nobody."""
    assert found(text) == []


def test_party_tags_name_nobody():
    """ "R-Ky." tells a party and a state, and is no actor of its own."""
    text = "The bill was opposed by Sen. Rand Paul, R-Ky., and praised by Rep. Adam Schiff (D-Calif.) last week."
    assert found(text) == [("Rand Paul", "person"), ("Adam Schiff", "person")]


PAGE = (
    "{headline}\n\nBy Dana Cole\n\n"
    + "The council met on Friday to talk about the bridge over the river. " * 4
    + "{body}\n\nSubscribe to the Harlow Gazette newsletter\n\nADVERTISEMENT"
)


def test_the_page_around_the_article_names_nobody():
    """Bylines and furniture are read only where they are asked for."""
    page = PAGE.format(headline="Council to close the bridge", body="It was built by Ana Reyes long ago.")
    assert found(page) == [("Ana Reyes", "person")]
    assert found(page, blocks=["byline"]) == [("Dana Cole", "person")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Ana Reyes opened the bridge on Friday.", ["Ana Reyes"], id="given name known"),
        pytest.param("France opened the border on Friday.", ["France"], id="listed"),
        pytest.param("Holm said the bridge was safe.", ["Holm"], id="speaks"),
        pytest.param("Holm, who built the bridge, was pleased.", ["Holm"], id="who"),
        pytest.param("Holm’s bridge was closed for good.", ["Holm"], id="owns"),
        pytest.param("Holm opened the bridge. The crowd cheered for Holm.", ["Holm", "Holm"], id="known from inside another sentence"),
        pytest.param("Muddy Harlow Council members left. The muddy members had lost the vote.", ["Harlow Council"], id="an adjective before a name"),
        pytest.param("Critics said the bridge was weak.", [], id="a plural that speaks"),
        pytest.param("Teenagers crossed the bridge on foot.", [], id="a noun"),
    ],
)  # fmt: skip
def test_a_word_that_opens_a_sentence(text, expected):
    """It is a name where a list, what it does, or the rest of the text says so."""
    assert [shown for shown, _ in found(text)] == expected


def test_a_headline_in_title_case_tells_no_names():
    """Its capitals count only where a list, or the article under it, has the name."""
    headline = "Angry Farmers Block Bridge as Reyes and France Clash Over Prices"
    page = PAGE.format(headline=headline, body="Later the mayor thanked Ana Reyes for her patience.")
    rows = actors(page)
    assert rows.query("block == 'headline' and form == 'name'")["text"].tolist() == ["Reyes", "France"]
    assert one(page, "Reyes", "Ana Reyes")


# ---- linking


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("The prize went to Ana Reyes. The crowd cheered when Reyes spoke.", ["Ana Reyes", "Reyes"], id="surname"),
        pytest.param("The crowd cheered when Reyes spoke. The prize went to Ana Reyes.", ["Reyes", "Ana Reyes"], id="surname first"),
        pytest.param("The prize went to Ana Reyes. The crowd cheered when Ana spoke.", ["Ana Reyes", "Ana"], id="given name"),
        pytest.param("The prize went to Ana Reyes. The crowd cheered when Mayor Reyes spoke.", ["Ana Reyes", "Reyes"], id="title"),
        pytest.param("The prize went to Ana Reyes. The crowd cheered when Ms. Reyes spoke.", ["Ana Reyes", "Reyes"], id="honorific"),
        pytest.param("The prize went to Ana Reyes. The crowd cheered when Ana M. Reyes spoke.", ["Ana Reyes", "Ana M. Reyes"], id="middle initial"),
        pytest.param("The prize went to Timothy Geithner. The crowd cheered when Tim Geithner spoke.", ["Timothy Geithner", "Tim Geithner"], id="start of a given name"),
        pytest.param("The prize went to William Hague. The crowd cheered when Bill Hague spoke.", ["William Hague", "Bill Hague"], id="short given name"),
        pytest.param("The prize went to Ursula von der Leyen. The crowd cheered when von der Leyen spoke.", ["Ursula von der Leyen", "Leyen"], id="particles"),
        pytest.param("The prize went to Xi Jinping. The crowd cheered when President Xi spoke.", ["Xi Jinping", "Xi"], id="surname in front"),
        pytest.param("The case was opened by the Federal Bureau of Investigation. Later the FBI closed it.", ["Federal Bureau of Investigation", "FBI"], id="acronym on a list"),
        pytest.param("The case was opened by the Harlow Water Commission. Later the HWC closed it.", ["Harlow Water Commission", "HWC"], id="acronym by its letters"),
        pytest.param("The case was opened by the Department of River Traffic. Later the DRT closed it.", ["Department of River Traffic", "DRT"], id="acronym without small words"),
        pytest.param("The plant was sold by Harlow Steel Inc. last week. Later Harlow Steel bought it back.", ["Harlow Steel Inc", "Harlow Steel"], id="Inc."),
        pytest.param("The phone was made by Apple Inc. last week, and some said Apple was pleased.", ["Apple Inc", "Apple"], id="Inc. of a listed company"),
        pytest.param("The plant was sold by Harlow Steel last week. Later, workers said, Harlow bought it back.", ["Harlow Steel", "Harlow"], id="first word"),
        pytest.param("The grant was paid by the Harlow Foundation. Later the Foundation took it back.", ["Harlow Foundation", "Foundation"], id="the Foundation"),
        pytest.param("The talks were led by China. Some said the Chinese were pleased.", ["China", "Chinese"], id="demonym"),
        pytest.param("The talks were led by the United States. Some said America was pleased.", ["United States", "America"], id="two names of a state"),
        pytest.param("The talks were led by Republicans. Some said the Republican Party was pleased, and the GOP won.", ["Republicans", "Republican Party", "GOP"], id="party"),
    ],
)  # fmt: skip
def test_names_of_one_actor(text, names):
    """Surname, given name, title, initials, short forms, acronyms and demonyms lead to the full name."""
    assert one(text, *names)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("The prize was shared by Ana Reyes and Mark Reyes last week.", ["Ana Reyes", "Mark Reyes"], id="one surname"),
                pytest.param("The prize was shared by Ana Reyes and Ana Cole last week.", ["Ana Reyes", "Ana Cole"], id="one given name"),
        pytest.param("The talks were led by China. Some said that Beijing was pleased.", ["China", "Beijing"], id="state and capital"),
        pytest.param("The prize was shared by China and Taiwan last week.", ["China", "Taiwan"], id="two states"),
        pytest.param("The prize was shared by the Harlow Foundation and the Pike Foundation last week.", ["Harlow Foundation", "Pike Foundation"], id="one last word"),
    ],
)  # fmt: skip
def test_names_of_two_actors(text, names):
    """What differs in the part that identifies stays apart."""
    assert apart(text, *names)


@pytest.mark.parametrize(
    ("text", "last"),
    [
        pytest.param("The prize was shared by Ana Reyes and Mark Reyes. The crowd cheered when Ms. Reyes spoke.", "Ana Reyes", id="Ms."),
        pytest.param("The prize was shared by Ana Reyes and Mark Reyes. The crowd cheered when Mr. Reyes spoke.", "Mark Reyes", id="Mr."),
        pytest.param("The prize was shared by Ana Reyes and Mark Reyes. Later the crowd thanked Mark Reyes again. The crowd cheered when Reyes spoke.", "Mark Reyes", id="named most often"),
    ],
)  # fmt: skip
def test_a_surname_that_two_share(text, last):
    """It goes to the one of the gender its title tells, else to the one named in full most often."""
    assert actors(text).query("text == 'Reyes'")["actor"].tolist() == [last]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("The mayor, Sylvester Houston, was late. The crowd waited until Houston arrived.", "Houston", id="city"),
        pytest.param("The inventor, Clara Ford, was late. The crowd waited until Ford arrived.", "Ford", id="company"),
        pytest.param("The inventor, Clara Washington, was late. The crowd waited until Washington arrived.", "Washington", id="capital"),
    ],
)  # fmt: skip
def test_a_surname_that_is_also_something_else(text, name):
    """Where a person of that surname is named in full, the bare word is the person."""
    assert actors(text).query("text == @name")["actor"].str.endswith(f" {name}").tolist() == [True]


def test_a_listed_name_without_a_namesake_is_what_the_list_says():
    """Without a person of that surname, the bare word is the city or the company."""
    assert found("The plant was closed after the flood reached Houston last week.") == [("Houston", "place")]


@pytest.mark.parametrize(
    ("text", "mention", "polity"),
    [
        pytest.param("The plan was backed by China last week.", "China", "China", id="country"),
        pytest.param("The plan was backed by Beijing last week.", "Beijing", "China", id="capital"),
        pytest.param("The plan was backed by Chinese farmers last week.", "Chinese", "China", id="demonym"),
        pytest.param("The plan was backed by the Kremlin last week.", "Kremlin", "Russia", id="metonym"),
        pytest.param("The plan was backed by Downing Street last week.", "Downing Street", "United Kingdom", id="street"),
        pytest.param("The plan was backed by the Senate last week.", "Senate", "United States", id="public body"),
        pytest.param("The plan was backed by Ana Reyes last week.", "Ana Reyes", None, id="person"),
    ],
)  # fmt: skip
def test_the_polity_an_actor_stands_for(text, mention, polity):
    """Countries, capitals, demonyms, metonyms and public bodies say which state is meant; others have none."""
    assert actors(text).query("text == @mention")["polity"].tolist() == [polity]


# ---- pronouns


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The council thanked Ana Reyes. Later she left the hall.", ["Ana Reyes"], id="she"),
        pytest.param("The council thanked Mark Cole. Later he left the hall.", ["Mark Cole"], id="he"),
        pytest.param("The council thanked Mark Cole and praised his work.", ["Mark Cole"], id="his"),
        pytest.param("The council met Angela Merkel and Emmanuel Macron. Later she thanked him.", ["Angela Merkel", "Emmanuel Macron"], id="one of each gender"),
        pytest.param("The council thanked Lady Holm and Mayor Pike. Later she left the hall.", ["Holm"], id="gender by title"),
        pytest.param("Mark Cole said that he would leave the council.", ["Mark Cole"], id="who reports himself"),
        pytest.param("Mark Cole told Dan Hart that he would leave the council.", ["Mark Cole"], id="speaker of indirect speech"),
        pytest.param("“I will leave the council,” Mark Cole told the crowd.", ["Mark Cole"], id="I"),
        pytest.param("“My work is done,” said Ana Reyes. “I will leave the council.”", ["Ana Reyes", "Ana Reyes"], id="I and my, both sides"),
        pytest.param("The council thanked Mark Cole. “I was at home,” he said.", ["Mark Cole", "Mark Cole"], id="I of a pronoun"),
        pytest.param("The council thanked Ana Reyes. “She is a liar,” Mark Cole said.", ["Ana Reyes"], id="not the one quoted"),
        pytest.param("“My work is done, but he is not,” Mark Cole told Dan Hart.", ["Mark Cole"], id="my in a quotation, he open"),
        pytest.param("The council thanked Mark Cole. Mayor Dan Hart said he was pleased.", ["Dan Hart"], id="speaker, not the one before"),
        pytest.param("Mark Cole blamed himself for the long delay.", ["Mark Cole"], id="reflexive"),
        pytest.param("Mark Cole said that Dan Hart had hurt himself.", ["Dan Hart"], id="reflexive, the subject of its own clause"),
        pytest.param("The council thanked Tom Pike for years. Mark Cole thanked Dan Hart on the bridge. Later he left the hall.", ["Mark Cole"], id="subject of the sentence before"),
    ],
)  # fmt: skip
def test_a_pronoun_goes_to_a_person(text, expected):
    """To the only one who fits, to who speaks, or to the subject; "I" in a quotation is who is quoted."""
    assert actors(text).query("form == 'pronoun'")["actor"].tolist() == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("He left the hall before the vote was over.", id="nobody before"),
        pytest.param("The council thanked Mark Cole. Later she left the hall.", id="other gender"),
        pytest.param("The prize was shared by Mark Cole and Dan Hart. Later he left the hall.", id="two fit"),
        pytest.param("Mark Cole thanked him for the long delay.", id="the subject of its own clause"),
        pytest.param("The plan was backed by France. Later she left the hall.", id="no person"),
        pytest.param("I think the council should thank Mark Cole.", id="I outside quotations"),
        pytest.param("“I will leave the council,” a farmer told Mark Cole.", id="I of somebody without a name"),
        pytest.param("“I was at home,” he said, after Mark Cole had left. “Mark Cole lied.”", id="I of a speaker who is open"),
        pytest.param("Mark Cole told the crowd, “He is a liar and a cheat.”", id="who is quoted says I"),
        pytest.param("Mark Cole said I was late for the vote.", id="I in indirect speech"),
        pytest.param("The council thanked Mark Cole. The bridge was closed. The road was shut. The river rose. Then he left.", id="too far back"),
    ],
)  # fmt: skip
def test_a_pronoun_stays_open(text):
    """Where nobody, or more than one person, fits, nobody is named: rather none than wrong."""
    assert found(text, "pronoun") == []


# ---- roles and groups


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The trial was opened by Judge Ana Reyes. Later the judge read the verdict.", [("the judge", "Ana Reyes")], id="title"),
        pytest.param("The trial was opened by Ana Reyes, a judge. Later the judge read the verdict.", [("the judge", "Ana Reyes")], id="apposition"),
        pytest.param("The plan was backed by Sen. Ana Reyes. Later the senator left the hall.", [("the senator", "Ana Reyes")], id="abbreviated title"),
        pytest.param("The show was opened by host Ana Reyes. Later the host left the hall.", [("the host", "Ana Reyes")], id="role before the name"),
        pytest.param("The trial was opened by Judge Ana Reyes and Judge Mark Cole. Later the judge read the verdict.", [], id="two judges"),
        pytest.param("The trial was watched by Ana Reyes. Later the judge read the verdict.", [], id="no judge by name"),
        pytest.param("The judge read the verdict. The trial had been opened by Judge Ana Reyes.", [], id="before the name"),
        pytest.param("The trial was opened by Judge Ana Reyes. Later a judge read the verdict.", [], id="a judge"),
    ],
)  # fmt: skip
def test_a_role_takes_a_name_up_again(text, expected):
    """ "The judge" is a person already named where exactly one was introduced as one."""
    rows = actors(text).query("form == 'nominal' and label == 'person'")
    assert list(zip(rows["text"], rows["actor"], strict=True)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Last night protesters blocked the road.", ["protesters"], id="plural"),
        pytest.param("Last night a protester blocked the road.", [], id="singular"),
        pytest.param("Last night the police blocked the road.", ["police"], id="collective"),
        pytest.param("Last night, police said, the road was blocked.", ["police"], id="collective that speaks"),
        pytest.param("Last night police officers blocked the road.", ["police officers"], id="collective before a noun"),
        pytest.param("Last night a police car blocked the road.", [], id="collective before a thing"),
        pytest.param("Last night the poor blocked the road.", ["poor"], id="the poor"),
        pytest.param("The roads are poor, a driver said.", [], id="poor as a predicate"),
        pytest.param("Last night poor weather blocked the road.", [], id="poor as an adjective"),
        pytest.param("Last night the poor weather blocked the road.", [], id="the poor, before a noun"),
        pytest.param("Last night asylum seekers blocked the road.", ["asylum seekers"], id="two words"),
        pytest.param("Protesters blocked the road last night.", ["Protesters"], id="opens a sentence"),
    ],
)  # fmt: skip
def test_groups_without_a_name(text, expected):
    """Plurals, and singulars that are collective and not part of a longer noun, are groups."""
    assert [shown for shown, label in found(text, "nominal") if label == "group"] == expected


def test_a_word_for_a_group_is_one_group():
    """The same word is the same group throughout a document, whatever its capital."""
    assert one("Protesters blocked the road. Later the protesters left the bridge.", "Protesters", "protesters")
    assert apart("Last night protesters met the migrants.", "protesters", "migrants")


# ---- a table of your own


TABLE = {"China": ["China", "Chinese", "Beijing"], "Boss": ["Holm"], "Mob": ["rioters", "crowd of looters"]}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The plan was backed by Beijing and by Chinese farmers.", [("Beijing", "China"), ("Chinese", "China")], id="merges"),
        pytest.param("The plan was backed by Ana Holm last week.", [("Ana Holm", "Boss")], id="whole name of a person"),
        pytest.param("The plan was backed by Ana Holm. Later Ana left, and Holm stayed.", [("Ana Holm", "Boss"), ("Ana", "Boss"), ("Holm", "Boss")], id="other names of the person go with it"),
        pytest.param("The plan was backed by the Chinese Defense Ministry last week.", [("Chinese", "China")], id="inside an organisation"),
        pytest.param("The plan was opposed by rioters and a crowd of looters.", [("rioters", "Mob"), ("crowd of looters", "Mob")], id="lower case"),
        pytest.param("The plan was backed by Mayor Holm, and he left.", [("Holm", "Boss"), ("he", "Boss")], id="pronouns follow"),
        pytest.param("The plan was opposed by the crowd last week.", [], id="part of a term"),
    ],
)  # fmt: skip
def test_your_own_actors_win(text, expected):
    """Names given are one actor, take a person's whole name, and stand alone inside an organisation."""
    rows = actors(text, actors=TABLE)
    rows = rows[rows["actor"].isin(TABLE)]
    assert list(zip(rows["text"], rows["actor"], strict=True)) == expected


def test_a_name_of_yours_is_read_by_its_first_letter():
    """With a capital it is a name, in lower case a word for a group."""
    rows = actors("The plan by Beijing was opposed by rioters.", actors=TABLE)
    assert rows[["text", "form", "label"]].values.tolist() == [
        ["Beijing", "name", "place"],
        ["rioters", "nominal", "group"],
    ]


def test_your_own_actors_hold_in_every_text():
    """An actor of yours has the same id in all documents; others stay as they are found."""
    rows = actors(["The plan was backed by Beijing.", "", "A Chinese plan was backed by France."], actors=TABLE)
    assert rows[["doc_id", "text", "actor"]].values.tolist() == [
        [0, "Beijing", "China"], [2, "Chinese", "China"], [2, "France", "France"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("table", "message"),
    [
        pytest.param(["China"], "actors= is a list. Give names by actor", id="list"),
        pytest.param("China", "actors= is a str. Give names by actor", id="str"),
        pytest.param({"China": []}, "no name for 'China'. Give at least one", id="no names"),
        pytest.param({"China": [5]}, "has 5 among the names of 'China'", id="a number for a name"),
        pytest.param({"China": ["Beijing"], "Host": ["Beijing"]}, "gives 'Beijing' to 'China' and to 'Host'. Keep one.", id="a name twice"),
        pytest.param({"": ["Beijing"]}, "has the actor ''. Name each actor by a text.", id="empty actor"),
        pytest.param({" ": ["Beijing"]}, "has the actor ' '", id="blank actor"),
        pytest.param({5: ["Beijing"]}, "has the actor 5", id="a number for an actor"),
        pytest.param({"China": [""]}, "actors= cannot be read", id="empty name"),
    ],
)  # fmt: skip
def test_a_table_that_cannot_be_read(table, message):
    """The error names the value seen and what to do."""
    with pytest.raises(InputError) as error:
        actors("The plan was backed by Beijing.", actors=table)
    assert message in str(error.value)


def test_one_name_need_not_be_a_list():
    """A str is one name, not a list of letters."""
    assert linked("The plan was backed by Beijing.", "Beijing", actors={"Them": "Beijing"}) == ["Them"]


# ---- the table


def test_ids_are_unique_within_a_document():
    """Two actors of one name get different ids."""
    text = "Last week the crowd waited for Mayor Jackson. The bus was late in Jackson, Mississippi."
    rows = actors(text).query("text == 'Jackson'")
    assert list(zip(rows["label"], rows["actor"], strict=True)) == [("person", "Jackson"), ("place", "Jackson (2)")]


def test_ids_hold_within_a_document():
    """The same surname is another actor in another document; what a list knows has the same id in all."""
    rows = actors(
        [
            "The crowd cheered when Reyes thanked France. The applause was for Ana Reyes alone.",
            "The crowd cheered when Reyes thanked French farmers. The applause was for Mark Reyes alone.",
        ]
    ).query("text in ('Reyes', 'France', 'French')")
    assert rows["actor"].tolist() == ["Ana Reyes", "France", "Mark Reyes", "France"]


@pytest.mark.parametrize("text", ["", "The bridge was closed at once.", []], ids=["empty text", "nobody", "no texts"])
def test_an_empty_table_has_its_columns(text):
    """Without actors there are no rows, and every column."""
    rows = actors(text)
    assert (rows.columns.tolist(), len(rows)) == (COLUMNS, 0)


def test_rows_show_their_characters():
    """``text[start:end]`` is the mention, in any document and behind any character."""
    texts = [
        "\U0001f600 The council thanked Ana\u00a0Reyes.",
        "",
        "\n\nThe council thanked President Xi Jinping of China.",
    ]
    rows = actors(texts)
    assert [texts[d][a:b] for d, a, b in rows[["doc_id", "start", "end"]].values.tolist()] == rows["text"].tolist()
    assert len(rows) >= 3


def test_scores_count_mentions_and_actors():
    """Mentions, their rate per 1,000 words, distinct actors, and the actors of each label."""
    text = "The council thanked Ana Reyes. Later Reyes said she liked France, and French farmers left the protesters."
    report = framing.analyze(text, measures=["actors"])
    row, rows = report.scores.iloc[0], report.evidence("actors")
    assert row["actors__mentions_n"] == len(rows) == 7
    assert row["actors__mentions_rate_all"] == pytest.approx(1000 * len(rows) / row["n_words"])
    assert row["actors__distinct_n"] == rows["actor"].nunique() == 4
    labels = ("person", "organisation", "place", "nationality", "group")
    assert {label: row[f"actors__{label}_n"] for label in labels} == {
        "person": 1, "organisation": 0, "place": 1, "nationality": 0, "group": 2,
    }  # fmt: skip


def test_a_text_without_words_has_no_rate():
    """Counts are 0, the rate is NaN: nothing was observed."""
    row = framing.analyze(["", "The bridge was closed."], measures=["actors"]).scores
    assert row["actors__mentions_n"].tolist() == [0, 0]
    assert np.isnan(row["actors__mentions_rate_all"].iloc[0])
    assert row["actors__mentions_rate_all"].iloc[1] == 0


def test_a_source_of_two_attributions_speaks_in_both():
    """Who heads the source of two attributions says "I" in the contents of both; so does "he" where it is both sources."""
    lund = Actor(("lund",), "Lund", person=True, gender="male")
    person = Person(0, 1, 0, lund, quoted=False, inside=False, clause=0, heads=[3, 7])
    first = [Pronoun(place, "i", 0, True, place, source, []) for place, source in ((4, 3), (9, 7))]
    assert [pronoun.start for pronoun, *_ in resolve([person], first)] == [4, 9]
    he = Pronoun(4, "he", 0, False, 1, -1, [5, 6])
    first = [Pronoun(place, "i", 0, True, place, source, []) for place, source in ((9, 5), (12, 6))]
    assert [pronoun.start for pronoun, *_ in resolve([person._replace(heads=[])], [he, *first])] == [4, 9, 12]
