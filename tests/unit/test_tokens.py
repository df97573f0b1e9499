"""Tokens: words, endings and marks, with the characters they stand on."""

import pytest

from framing.segment import fold, tokenize


def words(text):
    types, ids, _, _ = tokenize([text])
    return [types.written[i] for i in ids]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", [], id="empty"),
        pytest.param(" \n\t ", [], id="white space alone"),
        pytest.param("It rained.", ["It", "rained", "."], id="full stop apart"),
        pytest.param("the mayor's plan", ["the", "mayor", "'s", "plan"], id="straight possessive apart"),
        pytest.param("the mayor’s plan", ["the", "mayor", "’s", "plan"], id="curly possessive apart"),
        pytest.param("the workers’ plan", ["the", "workers", "’", "plan"], id="plural possessive apart"),
        pytest.param("THE MAYOR’S PLAN", ["THE", "MAYOR", "’S", "PLAN"], id="possessive in capitals"),
        pytest.param("they’ll go", ["they", "’ll", "go"], id="contracted verb apart"),
        pytest.param("don’t can't", ["don’t", "can't"], id="contracted negation whole"),
        pytest.param("at five o’clock", ["at", "five", "o’clock"], id="apostrophe inside a word"),
        pytest.param("O'Dell spoke", ["O'Dell", "spoke"], id="apostrophe inside a name"),
        pytest.param("the ’90s", ["the", "’90s"], id="decade"),
        pytest.param("a so-called expert", ["a", "so-called", "expert"], id="hyphenated word whole"),
        pytest.param("two–three years", ["two", "–", "three", "years"], id="dash parts words"),
        pytest.param("rain -- again", ["rain", "--", "again"], id="double hyphen is one mark"),
        pytest.param("1,000 and 3.5", ["1,000", "and", "3.5"], id="numbers whole"),
        pytest.param("the U.S. at 5 p.m. sharp", ["the", "U.S.", "at", "5", "p.m.", "sharp"], id="dotted letters"),
        pytest.param("on shop.com now", ["on", "shop.com", "now"], id="site name whole"),
        pytest.param("see https://a.org/b?c=1 now", ["see", "https://a.org/b?c=1", "now"], id="address whole"),
        pytest.param("@rain #storm", ["@rain", "#storm"], id="handle and tag"),
        pytest.param("Well... no", ["Well", "...", "no"], id="dots together"),
        pytest.param("“No,” he", ["“", "No", ",", "”", "he"], id="curly marks apart"),
        pytest.param("``No''", ["``", "No", "''"], id="doubled marks"),
        pytest.param("propa\u200bganda", ["propa\u200bganda"], id="invisible character inside"),
        pytest.param("cafe\u0301 owner", ["cafe\u0301", "owner"], id="combining accent"),
        pytest.param("a\udc80b c", ["a", "\udc80", "b", "c"], id="lone surrogate is a token"),
    ],
)
def test_text_is_cut_into_words_and_marks(text, expected):
    """A possessive or contracted ending is a token of its own; a word that negates, a number, an address stay whole."""
    assert words(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("He isn’t Russia’s man, is he?", id="marks"),
        pytest.param("  two\r\n\r\nlines\u2028three\x85four ", id="every kind of line break"),
        pytest.param("a\x00b \U0001f600 नमस्ते 北京。", id="controls, emoji, other scripts"),
    ],
)
def test_bounds_point_at_the_token(text):
    """``text[start:end]`` is the token, and only white space lies between tokens."""
    types, ids, start, end = tokenize([text])
    assert [text[a:b] for a, b in zip(start, end, strict=True)] == [types.written[i] for i in ids]
    rest = [text[a:b] for a, b in zip([0, *end], [*start, len(text)], strict=True)]
    assert "".join(rest).strip() == ""


def test_a_type_is_stored_once():
    """Each token as written is one type, and both share a number with their like."""
    types, ids, _, _ = tokenize(["Rain, rain, Rain"])
    assert sorted(types.written) == [",", "Rain", "rain"]
    assert [types.written[i] for i in ids] == ["Rain", ",", "rain", ",", "Rain"]


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        pytest.param("RAIN", "rain", id="case"),
        pytest.param("Don’t", "don't", id="apostrophe straight"),
        pytest.param("so‑called", "so-called", id="non-breaking hyphen"),
        pytest.param("propa\u200bganda", "propaganda", id="zero-width space"),
        pytest.param("pro\u00adpaganda", "propaganda", id="soft hyphen"),
        pytest.param("cafe\u0301", "café", id="accent composed"),
    ],
)
def test_folding_takes_spelling_away(word, folded):
    """A word is folded to lower case, straight marks, composed accents and nothing invisible."""
    assert fold(word) == folded
