"""Inflected forms: what a lemma of a lexicon stands for."""

import pytest

from framing.lexicon import Entry
from framing.lexicon.inflect import plural, verb_forms


@pytest.mark.parametrize(
    ("noun", "expected"),
    [
        ("thug", "thugs"), ("witch", "witches"), ("boss", "bosses"), ("fix", "fixes"), ("crony", "cronies"),
        ("monkey", "monkeys"), ("henchman", "henchmen"), ("wolf", "wolves"), ("crisis", "crises"), ("thief", "thieves"),
        ("mob boss", "mob bosses"), ("yes-man", "yes-men"), ("wicked child", "wicked children"), ("hero", "heroes"),
        ("human", "humans"), ("shaman", "shamans"), ("housewife", "housewives"), ("German", "Germans"),
    ],
)  # fmt: skip
def test_plural(noun, expected):
    """The last word of a noun takes the plural, regular or not."""
    assert plural(noun) == expected


@pytest.mark.parametrize(
    ("verb", "expected"),
    [
        ("slam", "slams slammed slamming"), ("attack", "attacks attacked attacking"), ("smear", "smears smeared smearing"),
        ("bungle", "bungles bungled bungling"), ("decry", "decries decried decrying"), ("destroy", "destroys destroyed destroying"),
        ("lie", "lies lied lying"), ("agree", "agrees agreed agreeing"), ("panic", "panics panicked panicking"),
        ("rig", "rigs rigged rigging"), ("quit", "quits quit quitting"), ("cut", "cuts cut cutting"), ("offer", "offers offered offering"),
        ("occur", "occurs occurred occurring"), ("visit", "visits visited visiting"), ("fix", "fixes fixed fixing"),
        ("spew", "spews spewed spewing"), ("crush", "crushes crushed crushing"), ("veto", "vetoes vetoed vetoing"),
        ("say", "says said saying"), ("tell", "tells told telling"), ("write", "writes wrote written writing"),
        ("overthrow", "overthrows overthrew overthrown overthrowing"), ("tiptoe", "tiptoes tiptoed tiptoeing"),
        ("cancel", "cancels canceled cancelled canceling cancelling"), ("quiz", "quizzed quizzing quizzes"),
        ("gut", "guts gutted gutting"), ("do", "does did done doing"), ("have", "has had having"), ("be", "is are was were been being"),
        ("whip up", "whips|up whipped|up whipping|up"), ("cherry-pick", "cherry-picks cherry-picked cherry-picking"),
        ("hit back", "hits|back hit|back hitting|back"), ("echo", "echoes echoed echoing"), ("axe", "axes axed axing"),
    ],
)  # fmt: skip
def test_verb_forms(verb, expected):
    """A verb has its third person, past, participles; in a phrase the first word is inflected."""
    assert {form.replace("|", " ") for form in expected.split()} <= set(verb_forms(verb))


@pytest.mark.parametrize(
    ("verb", "wrong"),
    [("visit", "visitted"), ("attack", "attackked"), ("write", "writed"), ("fix", "fixxed"), ("lie", "liing"), ("offer", "offerred")],
)  # fmt: skip
def test_what_is_no_form(verb, wrong):
    """A consonant doubles only in a stressed syllable; an irregular verb has no regular past."""
    assert wrong not in verb_forms(verb)


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        pytest.param(Entry("thug", "x", pos="NOUN"), ("thug", "thugs"), id="noun"),
        pytest.param(Entry("dictator*", "x", pos="NOUN"), ("dictator*",), id="noun with a wildcard"),
        pytest.param(Entry("slam", "x"), ("slam",), id="no part of speech"),
        pytest.param(Entry("cruel", "x", pos="ADJ"), ("cruel",), id="adjective"),
    ],
)
def test_forms_follow_the_part_of_speech(entry, expected):
    """Only nouns without wildcard and verbs have other forms; the term itself comes first."""
    assert entry.forms() == expected
