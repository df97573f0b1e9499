"""What must not matter: whose name it is, what follows, white space, the company of other texts, the order of rows.

Each law changes a text or a table in a way whose effect is known, and compares what was marked before and after. Where
learned models read a word, scores may move: those laws compare places and labels. Where a law does not hold for all
real articles, its docstring says for what share it does, and the test holds a bound below that share.
"""

import gzip
import json
import random
import re
from functools import lru_cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import framing

from .strategies import law, texts

ROOT = Path(__file__).parents[2]
ARTICLES = {
    file.stem: file.read_text(encoding="utf-8") for file in sorted((ROOT / "examples" / "articles").glob("*.txt"))
}
ALLSIDES = ROOT.parent / "shared" / "data" / "allsides_sample.jsonl.gz"
N_ALLSIDES = 500
MEASURES = ("loaded", "attribution", "quotations", "actors", "toward", "subjectivity", "headline")
KEPT = {"loaded": ["label", "tier"], "attribution": ["label"], "quotations": ["label"], "actors": ["label"], "sentences": ["voice"]}  # fmt: skip
SHOWN = {name: [*columns, "text"] for name, columns in KEPT.items()}
BOUNDS = {"loaded": 1, "attribution": 1, "quotations": 1, "actors": 0.998, "sentences": 1}  # share of rows that stay
read = lru_cache(maxsize=64)(framing.analyze)


class Swap:
    """Exchanges names of one kind, where both can stand."""

    def __init__(self, pairs, before=""):
        self.other = {**pairs, **{other: name for name, other in pairs.items()}}
        self.names = re.compile(rf"\b(?:{'|'.join(sorted(self.other, key=len, reverse=True))})\b{before}")

    def __call__(self, text):
        return self.names.sub(lambda found: self.other[found.group()], text)

    def places(self, text):
        """Return where each character of a text stands afterwards."""
        places = np.arange(len(text) + 1)
        for found in self.names.finditer(text):
            places[found.end() :] += len(self.other[found.group()]) - len(found.group())
        return places


NOUN = r"(?:(?<=s)|(?= (?:[Pp]arty|leaders?|lawmakers?|senators?|voters?|candidates?|nominees?|governors?|members?)\b))"
SWAPS = {
    "parties": Swap({"Democrats": "Republicans", "Democratic": "Republican"}, NOUN),
    "China, Russia": Swap({"China": "Russia", "Chinese": "Russian"}),
    "France, Germany": Swap({"France": "Germany", "French": "German"}),
    "Iran, Iraq": Swap({"Iran": "Iraq", "Iranian": "Iraqi"}),
}
SENTENCES = [
    "Democrats slammed the reckless bill on Monday, and two Republican senators called it shameless.",
    "“This is a disgrace,” said Ana Holm, who leads the Democratic Party in the state.",
    "Republican leaders have somehow managed to ignore the crisis, according to Democrats.",
    "The Chinese government denied on Friday that it had spied on Russia.",
    "China’s brutal crackdown drew sharp criticism from Russian officials, who spoke of a “campaign of terror.”",
    "In a rambling speech, the French minister claimed that Germany had betrayed its allies.",
    "German farmers blocked roads near the border, and France promised help.",
    "Iran said it would answer any attack, a spokesman for the Iranian army told reporters on Sunday.",
    "“We will not be bullied by Iraq,” he said. “Nobody believes these so-called experts.”",
    "The talks between China and Iran were a farce, critics say.",
    "Democratic voters, many of them from rural counties, warned that Republicans would destroy the program.",
    "Ms. Holm insisted that French companies, not Chinese ones, had won the contract.",
]
PARAGRAPHS = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4).map(" ".join)
NEWS = st.lists(PARAGRAPHS, min_size=1, max_size=4).map("\n\n".join)
NAMES = sorted({name for swap in SWAPS.values() for name in swap.other})
NAMED = st.builds(
    lambda text, name: re.sub(r"\b(?:China|Minister|Tan|Putin|a)\b", name, text), texts, st.sampled_from(NAMES)
)
PLAIN = "The council meets again on Monday."  # names nobody
QUOTATION = "“We shall see,” said a man in the crowd."
REPORT = "A man in the crowd called it a farce."
TURN = re.compile(r"^[A-Z][A-Z .]+:[^\n]*\Z", re.MULTILINE)  # of a transcript, at the end of a text
APPENDED = [
    pytest.param(f" {PLAIN}", id="a sentence in the last paragraph"),
    pytest.param(f" {REPORT}", id="a report in the last paragraph"),
    pytest.param(f" {QUOTATION}", id="a quotation in the last paragraph"),
    pytest.param(f"\n\n{PLAIN}", id="a sentence"),
    pytest.param(f"\n\n{QUOTATION}", id="a quotation"),
    pytest.param("\n\nShare this article", id="furniture"),
    pytest.param("\n\n‘“ ( [ „ «", id="opening marks"),
    pytest.param("\n\n\u200b\u202e \x00 \ud800", id="hostile"),
]


def table(report, name):
    return report.sentences() if name == "sentences" else report.evidence(name)


def marks(report, name, columns, places=None):
    """Return the rows of a table as tuples: document, start, end, and some columns; moved to where `places` says."""
    rows = table(report, name)
    docs, start, end = (rows[column].tolist() for column in ("doc_id", "start", "end"))
    if places is not None:
        start, end = ([int(places[doc][i]) for doc, i in zip(docs, of, strict=True)] for of in (start, end))
    return set(zip(docs, start, end, *(rows[column].tolist() for column in columns), strict=True))


def tables(report):
    """Return scores and evidence, by name."""
    return {
        "scores": report.scores,
        "sentences": report.sentences(),
        **{name: report.evidence(name) for name in MEASURES},
    }


def same(one, other, changes=None):
    """Compare the tables of two reports, but for columns that are to change."""
    expected = tables(other)
    for name, rows in tables(one).items():
        moved = {column: change(rows[column]) for column, change in (changes or {}).items() if column in rows}
        alike(rows.assign(**moved), expected[name], name)


def alike(one, other, name):
    """Compare two tables exactly."""
    pd.testing.assert_frame_equal(one, other, check_exact=True, check_dtype=False, obj=name)


# ---- names


@pytest.mark.parametrize(
    ("sentence", "swap"),
    [
        pytest.param(sentence, swap, id=f"{kind} in {sentence}")
        for kind, swap in SWAPS.items()
        for sentence in SENTENCES
        if swap(sentence) != sentence
    ],
)
def test_whose_name_it_is_does_not_matter(sentence, swap):
    """With two names of one kind exchanged the same terms are marked, the same words given to a source, actors labelled the same."""
    before, after, places = read(sentence), read(swap(sentence)), [swap.places(sentence)]
    for name, columns in KEPT.items():
        assert marks(before, name, columns, places) == marks(after, name, columns), name


@law(50)
@given(NEWS | NAMED, st.sampled_from(list(SWAPS.values())))
def test_rules_do_not_ask_whose_name_it_is(text, swap):
    """Without the learned models the same holds for any text."""
    before, after = (framing.analyze(each, models=False) for each in (text, swap(text)))
    for name, columns in KEPT.items():
        assert marks(before, name, columns, [swap.places(text)]) == marks(after, name, columns), name


@pytest.fixture(scope="module")
def news():
    """Return news articles, and what was marked in them."""
    if not ALLSIDES.is_file():
        pytest.skip("no articles beside the repository (../shared)")
    with gzip.open(ALLSIDES, "rt", encoding="utf-8") as lines:
        given = [json.loads(line)["text"] for line, _ in zip(lines, range(N_ALLSIDES), strict=False)]
    return given, framing.analyze(given)


@pytest.mark.parametrize("swap", [pytest.param(swap, id=kind) for kind, swap in SWAPS.items()])
def test_in_news_articles_no_mark_depends_on_whose_name_it_is(news, swap):
    """In articles that have such names all rows stay, but for mentions where another name is none.

    Measured over 500 articles: for the swap that moves most 99.8 % of mentions stay ("Nazi Germany" is one name, "Nazi
    France" is two; there are Social Democrats and no Social Republicans), and every row of all other tables.
    """
    given, before = news
    touched = {doc: swap.places(text) for doc, text in enumerate(given) if swap(text) != text}
    after = framing.analyze(pd.Series({doc: swap(given[doc]) for doc in touched}))
    moved = [touched.get(doc, np.arange(len(text) + 1)) for doc, text in enumerate(given)]
    for name, columns in KEPT.items():
        was, now = marks(before, name, columns, moved), marks(after, name, columns)
        was = {row for row in was if row[0] in touched}
        assert len(was & now) >= BOUNDS[name] * max(len(was), len(now)) > 0, name


# ---- what follows


@lru_cache(maxsize=8)
def unfurnished(text):
    """Return an article up to the end of its last sentence that ends with a stop."""
    text = text[: read(text).sentences()["end"].max()]
    return text[: [found.end() for found in re.finditer(r"[.!?][”\"’']*(?=\s|$)", text)][-1]]


def rows_before(report, name, columns, end):
    """Return the rows of a table that end before a character."""
    return {row for row in marks(report, name, columns) if row[2] <= end}


def stays(text, more):
    """Compare what is marked in a text alone, and with more behind it."""
    before, after = read(text), framing.analyze(text + more)
    for name, columns in SHOWN.items():
        assert marks(before, name, columns) == rows_before(after, name, columns, len(text)), name


@pytest.mark.parametrize("article", [pytest.param(text, id=name) for name, text in ARTICLES.items()])
@pytest.mark.parametrize("more", APPENDED)
def test_what_follows_changes_nothing(article, more):
    """What stands behind an article changes place, text and label of no row in it; confidence may move, of an attribution that goes on."""
    stays(unfurnished(article), more)


@pytest.fixture(scope="module")
def ended(news):
    """Return those of the news articles that end with a stop, up to it, and what was marked in them."""
    texts, report = news
    ends = report.sentences().groupby("doc_id")["end"].max()
    cut = (text[: ends.get(doc, 0)] for doc, text in enumerate(texts))
    given = [text for text in cut if text.rstrip("”\"’')").endswith((".", "!", "?"))]
    return given, framing.analyze(given)


@pytest.mark.parametrize("glue", [" ", "\n\n"], ids=["in the last paragraph", "as a paragraph"])
@pytest.mark.parametrize("more", [PLAIN, REPORT, QUOTATION], ids=["a sentence", "a report", "a quotation"])
def test_a_sentence_that_follows_news_articles_changes_nothing(ended, glue, more):
    """The same for news articles, to the last row.

    But for the few that end within a quotation that nothing closes, or a turn in a transcript: what is open goes on.
    Behind a quotation in the last paragraph a few pronouns in the quotations before it go ("me"): who spoke is no longer plain.
    """
    given, before = ended
    after = framing.analyze([text + glue + more for text in given])
    now = {name: marks(after, name, columns) for name, columns in SHOWN.items()}
    open_ = {row[0] for rows in now.values() for row in rows if row[1] < len(given[row[0]]) < row[2]}
    open_ |= {doc for doc, text in enumerate(given) if glue == " " and TURN.search(text)}
    assert len(open_) <= (0.02 * len(given) if glue == " " else 0)
    for name, columns in SHOWN.items():
        was = {row for row in marks(before, name, columns) if row[0] not in open_}
        stay = {row for row in now[name] if row[2] <= len(given[row[0]]) and row[0] not in open_}
        if (glue, more, name) == (" ", QUOTATION, "actors"):
            assert stay <= was
            assert len(was - stay) <= 0.0002 * len(was)
        else:
            assert was == stay, name


@law(50)
@given(st.lists(PARAGRAPHS, min_size=2, max_size=4).map("\n\n".join), st.sampled_from([" ", "\n\n"]))
def test_a_sentence_that_names_nobody_changes_nothing(text, glue):
    """The same for sentences in any order. A name behind them may tell who an earlier mention is: that is what linking is for."""
    stays(text, glue + PLAIN)


@law(50)
@given(st.sampled_from(list(ARTICLES.values())), texts)
def test_nothing_that_follows_an_article_changes_it(article, appended):
    """No text at all as a paragraph behind an article that shares no name with it changes what is marked in it."""
    stays(unfurnished(article), f"\n\n{appended}")


# ---- company


def of(report):
    """Return the tables of each document, by its id."""
    every = {
        name: rows.rename_axis("doc_id").reset_index() if name == "scores" else rows
        for name, rows in tables(report).items()
    }
    return {
        doc: {
            name: rows[rows["doc_id"] == doc].drop(columns="doc_id").reset_index(drop=True)
            for name, rows in every.items()
        }
        for doc in report.scores.index
    }


def all_alike(one, other):
    """Compare the tables of two documents."""
    for name, rows in one.items():
        alike(rows, other[name], name)


@law(50)
@given(st.lists(texts | NEWS | st.just(""), max_size=5), st.randoms(use_true_random=False))
def test_the_order_of_texts_does_not_matter(many, chance):
    """Texts in another order, some of them empty or hostile, have the same tables and scores."""
    order = chance.sample(range(len(many)), len(many))
    one, other = of(framing.analyze(many)), of(framing.analyze([many[doc] for doc in order]))
    for place, doc in enumerate(order):
        all_alike(one[doc], other[place])


@pytest.mark.parametrize(
    "company",
    [
        pytest.param("", id="empty"),
        pytest.param(" \n\t\u2028", id="white space"),
        pytest.param("“" * 1_000, id="opening marks"),
        pytest.param("\x00\ud800\u202e", id="no text"),
        pytest.param("said that, " * 500, id="cues"),
        pytest.param("Conrad Velling told Miriam Tolle that he", id="the same names"),
    ],
)
def test_company_does_not_matter(company):
    """Articles before and behind a text that is empty or hostile have the tables and scores that they have alone."""
    given = list(ARTICLES.values())
    together = of(framing.analyze([company, given[0], company, *given[1:], company]))
    for place, text in zip((1, 3, 4), given, strict=True):
        all_alike(together[place], of(read(text))[0])


def test_the_order_of_rows_does_not_matter():
    """Rows of a table in another order have their scores, evidence and metadata in that order; comparisons stay the same."""
    frame = framing.read_articles(ROOT / "examples" / "corpus" / "articles.csv")
    shuffled = frame.iloc[random.Random(3).sample(range(len(frame)), len(frame))]
    one, other = framing.analyze(frame), framing.analyze(shuffled)
    alike(one.meta.loc[shuffled.index], other.meta, "meta")
    before, after = of(one), of(other)
    assert list(after) == shuffled.index.tolist()
    for doc in after:
        all_alike(before[doc], after[doc])
    assert other.evidence("loaded")["doc_id"].map(list(after).index).is_monotonic_increasing
    alike(compared(one), compared(other), "compare")
    alike(framing.keyness(one, by="outlet"), framing.keyness(other, by="outlet"), "keyness")


def compared(report):
    """Return the rows of a comparison of few articles."""
    with pytest.warns(UserWarning, match="Fewer than 10"):
        return framing.compare(report, by="outlet", n_draws=200)


# ---- white space


SPACE = st.sampled_from(["\n", "\n\n", "\r\n", " ", "\t \n", "\u2003", " \t"])
DATELINE = "BERN (Reuters) - A resolute minister said on Friday she would stay.\n\nCritics slammed the shameless plan."


def moved_by(places):
    """Return the changes of columns where each character stands elsewhere."""
    return {column: lambda at: places[at] for column in ("start", "end")}


@law(50)
@given(texts | NEWS, SPACE)
def test_space_before_a_text_moves_offsets(text, space):
    """White space before a text moves the offsets by its length, and nothing else."""
    same(framing.analyze(text), framing.analyze(space + text), moved_by(np.arange(len(text) + 1) + len(space)))


@law(50)
@given(texts | NEWS, SPACE)
def test_space_behind_a_text_moves_nothing(text, space):
    """White space behind a text changes nothing."""
    same(framing.analyze(text), framing.analyze(text + space))


@pytest.mark.parametrize(
    "space",
    [
        pytest.param("\n\n", id="lines"),
        pytest.param("  ", id="spaces"),
        pytest.param("\n\t", id="tab"),
    ],
)
def test_space_before_a_dateline_moves_offsets(space):
    """The same before a line that opens with a dateline."""
    same(read(DATELINE), framing.analyze(space + DATELINE), moved_by(np.arange(len(DATELINE) + 1) + len(space)))


def with_returns(text):
    """Return a text with CR LF for LF, and what that changes."""
    places = np.cumsum([0, *(1 + (letter == "\n") for letter in text)])
    shown = dict.fromkeys(("text", "source", "holder", "actor"), returned)
    return text.replace("\n", "\r\n"), {**moved_by(places), **shown}


def returned(cells):
    """Return a column with CR LF for LF; of objects, for no other column holds every text."""
    shown = [cell.replace("\n", "\r\n") if isinstance(cell, str) else cell for cell in cells]
    return pd.Series(shown, index=cells.index, dtype=object)


@law(50)
@example("中\ud800\n\n“a")
@given((texts | NEWS).filter(lambda text: "\r" not in text))
def test_carriage_returns_move_offsets(text):
    """With CR LF for LF the offsets move, what is shown has CR LF, and nothing else changes."""
    changed, changes = with_returns(text)
    same(framing.analyze(text), framing.analyze(changed), changes)


@pytest.mark.parametrize("article", [pytest.param(text, id=name) for name, text in ARTICLES.items()])
def test_carriage_returns_in_articles_move_offsets(article):
    """The same in articles."""
    changed, changes = with_returns(article)
    same(read(article), framing.analyze(changed), changes)
