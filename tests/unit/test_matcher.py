"""Matching: which terms of a lexicon stand where."""

import pytest

from framing.lexicon import Entry, Lexicon
from framing.match import Matcher
from framing.segment import segment_texts


def matches(terms, text):
    """Return what matches, as text, or as text and label for labelled terms."""
    corpus = segment_texts([text])
    spans = Matcher(Lexicon.from_terms("mine", terms)).find(corpus)
    texts = corpus.texts_of(spans.start, spans.end).tolist()
    return list(zip(texts, spans.label, strict=True)) if isinstance(terms, dict) else texts


@pytest.mark.parametrize(
    ("terms", "text", "expected"),
    [
        pytest.param(["mob"], "A mob met a mobster.", ["mob"], id="whole word"),
        pytest.param(["mob"], "MOB, Mob and mob", ["MOB", "Mob", "mob"], id="lower case matches any case"),
        pytest.param(["US"], "The US told us.", ["US"], id="capitals match as written"),
        pytest.param(["of us", "war of words"], "Most of US: WAR OF WORDS", ["WAR OF WORDS"], id="capitals in a shout"),
        pytest.param(["Great Leap"], "The Great Leap was no great leap.", ["Great Leap"], id="capitals in a phrase"),
        pytest.param(["don't care"], "They don’t care.", ["don’t care"], id="curly apostrophe"),
        pytest.param(["O'Dell"], "Then O’Dell spoke.", ["O’Dell"], id="curly apostrophe in a name"),
        pytest.param(["devil's advocate"], "The devil’s advocate spoke.", ["devil’s advocate"], id="possessive"),
        pytest.param(["mob"], "The mob’s leader", ["mob"], id="before a possessive ending"),
        pytest.param(["naïve"], "A nai\u0308ve plan", ["nai\u0308ve"], id="decomposed accent"),
        pytest.param(["propaganda"], "pure propa\u200bganda", ["propa\u200bganda"], id="invisible character"),
        pytest.param(["9/11"], "Since 9/11 it rained.", ["9/11"], id="term with a mark"),
        pytest.param(["mob"], "", [], id="empty text"),
    ],
)
def test_a_word_matches_itself(terms, text, expected):
    """A term matches whole words; one in lower case in any case, one with capitals as written."""
    assert matches(terms, text) == expected


@pytest.mark.parametrize(
    ("terms", "text", "expected"),
    [
        pytest.param(["dictator*"], "dictators and dictatorship", ["dictators", "dictatorship"], id="at the end"),
        pytest.param(["*monger"], "a warmonger and a monger", ["warmonger", "monger"], id="at the start"),
        pytest.param(["dictator*"], "The Dictator’s car", ["Dictator"], id="not the possessive ending"),
        pytest.param(["mob* rule*"], "mobs ruled", ["mobs ruled"], id="twice in a phrase"),
        pytest.param({"a": ["war*"], "b": ["warlord*"]}, "warlords", [("warlords", "b")], id="the longer one wins"),
        pytest.param({"a": ["war*"], "b": ["warm"]}, "warm", [("warm", "b")], id="a whole word wins"),
        pytest.param({"a": ["*lord"], "b": ["*warlord"]}, "warlord", [("warlord", "b")], id="the longer ending wins"),
    ],
)
def test_a_wildcard_stands_for_any_letters(terms, text, expected):
    """A wildcard matches the rest of one word; the more exact entry wins."""
    assert matches(terms, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("They throw him a bone.", ["throw him a bone"], id="one word"),
        pytest.param("They throw the old man there a bone.", ["throw the old man there a bone"], id="four words"),
        pytest.param("They throw the dog's pup a bone.", [], id="a possessive ending"),
        pytest.param("They throw him a bone or a bone.", ["throw him a bone"], id="the shortest"),
        pytest.param("They throw a bone.", [], id="none"),
        pytest.param("They throw the very old man there a bone.", [], id="five words"),
        pytest.param("They throw, he said, a bone.", [], id="punctuation between"),
        pytest.param("They throw him. Take a bone.", [], id="a sentence between"),
    ],
)
def test_a_lone_wildcard_stands_for_one_to_four_words(text, expected):
    """A gap holds one to four words of the same sentence and no punctuation."""
    assert matches(["throw * a bone"], text) == expected


@pytest.mark.parametrize(
    ("terms", "text", "expected"),
    [
        pytest.param(["witch hunt"], "A witch-hunt.", ["witch-hunt"], id="hyphen for a space"),
        pytest.param(["ill-informed"], "An ill informed man.", ["ill informed"], id="space for a hyphen"),
        pytest.param(["witch hunt"], "A witch‑hunt.", ["witch‑hunt"], id="non-breaking hyphen"),
        pytest.param(["Deep State"], "The Deep-State men.", ["Deep-State"], id="hyphen between capitals"),
        pytest.param(["radical Left"], "The radical-Left men.", ["radical-Left"], id="hyphen before a capital"),
        pytest.param(["witch hunt"], "A witchhunt.", [], id="not written as one word"),
    ],
)
def test_a_hyphen_is_a_spelling(terms, text, expected):
    """A phrase matches with hyphens and a hyphenated term with spaces."""
    assert matches(terms, text) == expected


@pytest.mark.parametrize(
    ("terms", "text", "expected"),
    [
        pytest.param(["mob", "mob rule"], "mob rule, mob", ["mob rule", "mob"], id="longest wins"),
        pytest.param(["rule", "mob rule now"], "mob rule now", ["mob rule now"], id="nested is not counted"),
        pytest.param(["mob rule", "rule today"], "mob rule today", ["mob rule"], id="of equals the first wins"),
        pytest.param(["mob rule", "rule by fear"], "mob rule by fear", ["rule by fear"], id="the longer of overlaps"),
        pytest.param(["mob mob"], "mob mob mob mob", ["mob mob", "mob mob"], id="repeated"),
    ],
)
def test_overlaps_are_settled(terms, text, expected):
    """The longest match wins, then the first; nothing inside a match counts again."""
    assert matches(terms, text) == expected


@pytest.mark.parametrize("term", ["mob", "mob rule", "mob*"])
def test_each_label_of_a_term_is_a_match(term):
    """A term under two labels gives one match for each."""
    found = matches({"a": [term], "b": [term]}, "mob rule" if " " in term else "mob")
    assert sorted(label for _, label in found) == ["a", "b"]


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param(["It was a witch. Hunt the mob."], id="sentence"),
        pytest.param(["It was a witch\n\nhunt the mob"], id="paragraph"),
        pytest.param(["It was a witch", "hunt the mob"], id="document"),
    ],
)
def test_a_phrase_stays_inside_its_sentence(texts):
    """No match crosses a sentence, a paragraph or a document."""
    assert len(Matcher(Lexicon.from_terms("mine", ["witch hunt"])).find(segment_texts(texts))) == 0


@pytest.mark.parametrize(
    ("entry", "text", "expected"),
    [
        pytest.param(Entry("thug", "x", pos="NOUN"), "thugs", ["thugs"], id="plural"),
        pytest.param(Entry("slam", "x", pos="VERB"), "slammed", ["slammed"], id="past"),
        pytest.param(Entry("whip up", "x", pos="VERB"), "whipped up", ["whipped up"], id="phrase"),
        pytest.param(Entry("Nazi thug", "x", pos="NOUN"), "Nazi thugs", ["Nazi thugs"], id="name and noun"),
    ],
)
def test_an_inflecting_lexicon_matches_forms(entry, text, expected):
    """With inflect=True nouns and verbs match their forms; without, only as listed."""
    corpus = segment_texts([text])
    spans = Matcher(Lexicon("mine", (entry,), inflect=True)).find(corpus)
    assert corpus.texts_of(spans.start, spans.end).tolist() == expected
    assert len(Matcher(Lexicon("mine", (entry,))).find(corpus)) == 0


def test_a_match_carries_its_entry():
    """Label and score are those of the entry, and ``entry`` is its position."""
    lexicon = Lexicon("mine", (Entry("feud", "a", 0.25), Entry("siege", "b", 0.75)))
    spans = Matcher(lexicon).find(segment_texts(["The siege ended the feud."]))
    assert list(zip(spans.label, spans.score, spans["entry"], strict=True)) == [("b", 0.75, 1), ("a", 0.25, 0)]
