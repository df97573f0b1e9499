"""Pages: whatever an article, a table or a lexicon says is text on them; no element, attribute, address or style is made of it."""

import base64
import re
from collections import Counter
from dataclasses import replace
from functools import lru_cache
from html.parser import HTMLParser
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest

import framing
from framing.cli import main
from framing.core import objects
from framing.export.corpus_page import corpus_page as page_of_study
from framing.export.marked import clean
from tests.security.pages import (
    LONG,
    SPOKEN,
    article_page,
    article_text,
    corpus_page,
    few_and_foreign,
    lexicon_of,
    named_report,
    plain_study,
    renamed,
)
from tests.security.payloads import KINDS, XSS

PER_ARTICLE = 12  # payloads on a page
WORDS = [f"plain{letter}" for letter in "ABCDEFGH"]  # what everything in a plain corpus is called
PLAIN, NASTY = lexicon_of(WORDS), lexicon_of(XSS[::25][: len(WORDS)])
VOID = {"meta", "img"}
# Every element that the exporters write, and the attributes it may have.
ALLOWED = {
    "html": {"lang"}, "head": set(), "meta": {"charset", "name", "content", "http-equiv"}, "title": set(), "style": set(), "body": set(),
    "main": set(), "header": set(), "section": {"id"}, "article": set(), "nav": {"aria-label"}, "a": {"href"},
    "h1": set(), "h2": {"class"}, "h3": set(), "p": {"class"}, "ul": set(), "li": set(), "dl": {"class"}, "dt": set(), "dd": set(),
    "div": {"class", "role", "tabindex", "aria-label"}, "span": {"class", "title"}, "mark": {"class", "tabindex", "data-why", "aria-label"},
    "table": {"class", "border"}, "caption": set(), "thead": set(), "tbody": set(), "tr": {"style"}, "th": {"scope", "class"}, "td": {"class", "title"},
    "small": set(), "b": set(), "details": {"class"}, "summary": set(), "figure": set(), "img": {"src", "alt"}, "figcaption": set(),
}  # fmt: skip
CLASSES = set(
    "framing bar actors n words context scroll facts why sentence reasons quoted direct indirect actor headline byline caption body furniture dataframe".split()
)
# Of the values that a browser acts on, all that may be there.
ADDRESS = re.compile(r"#[a-z]+|data:image/(svg\+xml|png);base64,[A-Za-z0-9+/=]+")
FIXED = {
    "style": {"text-align: right;"},
    "tabindex": {"0"},
    "role": {"region"},
    "scope": {"row", "col"},
    "lang": {"en"},
    "border": {"1"},
}
LOADS = re.compile(r"url\(|@import|expression\(|http|//", re.IGNORECASE)  # in a style


class Page(HTMLParser):
    """Collects what a page is made of, and refuses whatever no exporter writes."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.elements, self.open, self.content, self.values = [], [], [], []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names))
        assert set(names) <= ALLOWED[tag]
        for name, value in attrs:
            _check_attribute(name, value)
        self.elements.append((tag, *names))
        self.values += [value for _, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open[-1:] == ["style"]:
            assert not LOADS.search(data)
        self.content.append(data)

    def handle_decl(self, decl):
        assert decl == "DOCTYPE html"

    def handle_comment(self, data):
        pytest.fail(f"a comment: {data}")

    handle_pi = unknown_decl = handle_comment

    @property
    def shape(self):
        """The multiset of elements with the names of their attributes."""
        return Counter(self.elements)

    @property
    def text(self):
        return "".join(self.content)


def _check_attribute(name, value):
    if name in {"src", "href"}:
        assert ADDRESS.fullmatch(value)
    elif name == "class":
        assert set(value.split()) <= CLASSES
    else:
        assert value in FIXED.get(name, {value})


def seen(text):
    """What is left of a text, whatever is done to its blanks and to what HTML cannot hold."""
    return "".join(clean(text).replace("\ufffd", "").split())


def parts_of(payloads, n):
    """Some payloads at a time."""
    return [pytest.param(payloads[i : i + n], id=f"from {i}") for i in range(0, len(payloads), n)]


def with_policy(html):
    return re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', html)


# ---- the payloads


def test_there_are_200_payloads():
    assert len(XSS) == len(set(XSS)) >= 200
    assert all(KINDS.values())


# ---- one article


@pytest.mark.parametrize("payloads", parts_of(XSS, PER_ARTICLE))
def test_what_an_article_says_is_text(payloads):
    """In headline, byline, caption, body, quotation and indirect speech: every payload stands on the page as it is written."""
    page = Page(article_page(article_text(*payloads)))
    text = seen(page.text)
    assert all(text.count(seen(payload)) >= 9 for payload in payloads)


@pytest.mark.parametrize("payload", XSS[::12])
def test_a_payload_alone_is_text(payload):
    """A text that is nothing else, its title too."""
    assert seen(payload) in seen(Page(article_page(payload)).text)


@pytest.mark.parametrize("payloads", parts_of(XSS, PER_ARTICLE))
def test_a_name_changes_no_element(payloads):
    """With ids, actors, labels, notes and wordings of any name, a page has the elements and attributes of a plain one."""
    report = named_report(payloads)
    page = Page(report.to_html())
    assert page.shape == plain_shape(len(payloads))
    assert all(sum(clean(payload) in value for value in page.values) >= 3 for payload in payloads)
    assert report._repr_html_() in report.to_html()


@lru_cache
def plain_shape(n):
    return Page(named_report([f"plain{i}" for i in range(n)]).to_html()).shape


def test_a_table_in_a_notebook_is_a_table():
    """Of several articles a notebook shows a table, in which ids are text."""
    for first in range(0, len(XSS), 20):  # as many are shown
        report = framing.analyze(
            pd.Series("It rained.", pd.Index(objects((XSS * 2)[first : first + 20]), dtype=object)), models=False
        )
        page = re.sub(r"<style scoped>.*?</style>", "", report._repr_html_(), flags=re.DOTALL)
        assert {tag for tag, *_ in Page(page).elements} <= {"div", "table", "thead", "tbody", "tr", "th", "td"}


# ---- a corpus


@pytest.fixture(scope="module")
def study():
    """What the page of a corpus of plain names is made from; its figures are drawn elsewhere."""
    made = plain_study(WORDS, PLAIN)
    return replace(made, title=WORDS[0], by=WORDS[1], notes=WORDS, methods="\n\n".join(WORDS), names={**made.names, "loaded__terms_rate": WORDS[2]})  # fmt: skip


@pytest.mark.parametrize("texts", [True, False], ids=["texts", "without texts"])
@pytest.mark.parametrize("payloads", parts_of(XSS, len(WORDS)))
def test_names_in_a_corpus_change_no_element(study, payloads, texts):
    """Title, ids, titles of articles, outlets, authors, actors, terms, reasons, notes and methods are text."""
    page = Page(page_of_study(renamed(study, dict(zip(WORDS, payloads, strict=False))), texts=texts))
    assert page.shape == Page(page_of_study(study, texts=texts)).shape
    text = seen(page.text)
    assert all(text.count(seen(payload)) >= 5 for payload in payloads)


@pytest.mark.parametrize("payloads", [XSS[i :: len(XSS) // 8][:8] for i in (0, 9)], ids=["some", "others"])
def test_a_corpus_from_start_to_end(payloads):
    """Payloads of each kind as outlets, from the table to the page, change no element; figures are images that hold nothing else."""
    plain = Page(corpus_page(WORDS, PLAIN))
    html = corpus_page(payloads, NASTY)
    page = Page(html)
    assert page.shape == plain.shape
    assert all(seen(payload) in seen(page.text) for payload in payloads)
    for image in re.findall(r'src="data:image/svg\+xml;base64,([^"]*)"', html):
        _check_svg(base64.b64decode(image))


# Elements of pictures, and of what they say of themselves.
RDF = {"type", "format", "date", "Agent", "Work", "RDF", "title", "creator"}
SVG = {*"svg g path text tspan defs use clipPath rect style metadata pattern circle image".split(), *RDF}


def _check_svg(data):
    """Refuse what runs or loads in a picture; without an entity, and an address only of a part of itself."""
    assert b"<!ENTITY" not in data
    for element in ElementTree.fromstring(data).iter():
        tag = element.tag.rpartition("}")[2]
        assert tag in SVG
        for name, value in element.attrib.items():
            name = name.rpartition("}")[2]
            assert not name.startswith("on")
            if name == "href" or "url(" in value:
                assert (
                    re.fullmatch(r"#\w+|url\(#\w+\)|clip-path: ?url\(#\w+\)|fill: url\(#\w+\).*", value) or tag in RDF
                )


@pytest.mark.parametrize("payloads", list(KINDS.values()), ids=list(KINDS))
def test_a_picture_runs_nothing(payloads, tmp_path):
    """A figure saved as SVG, with actors of any name, is opened by itself in a browser: it has no script, handler or address."""
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    names = {
        payload: [name]
        for payload, name in zip(payloads, "Ada Bea Cay Dee Eve Fay Gus Hal Ian Joe Kim Lee".split(), strict=False)
    }
    text = " ".join(f"The cruel {name} left the vile {name}, and {name} fled." for (name,) in names.values())
    figure = Figure(figsize=(7, 7))
    with few_and_foreign(), rc_context({"svg.fonttype": "none"}):
        framing.analyze(text, models=False, actors=names).plot_actors(ax=figure.subplots())
        figure.savefig(tmp_path / "x.svg")
    _check_svg((tmp_path / "x.svg").read_bytes())


# ---- the command line


def test_the_command_writes_such_pages(tmp_path, capsys):
    """``framing article --html`` and ``framing corpus --html`` escape what their files and lexicons say."""
    payloads = [payload for payload in XSS if payload.isprintable()][::40]
    (tmp_path / "a.txt").write_text(f"{article_text(*payloads)}\n\n{LONG}", encoding="utf-8")
    (tmp_path / "l.json").write_text(
        '{"name": "<b>x</b>", "entries": [{"term": "cruel", "label": "<i onclick=1>"}]}', encoding="utf-8"
    )
    rows = {name: np.repeat(payloads, 2) for name in ("outlet", "title", "author")}
    pd.DataFrame({"text": LONG, **rows}).to_csv(tmp_path / "n.csv", index=False)
    own = ["--lexicon", str(tmp_path / "l.json"), "--rules"]
    assert main(["article", str(tmp_path / "a.txt"), "--html", str(tmp_path / "a.html"), *own]) == 0
    with few_and_foreign():
        assert (
            main(["corpus", str(tmp_path / "n.csv"), "--duplicates", "keep", "--html", str(tmp_path / "c.html"), *own])
            == 0
        )
    for name in ("a.html", "c.html"):
        text = seen(Page((tmp_path / name).read_text(encoding="utf-8")).text)
        assert all(seen(payload) in text for payload in payloads)
    capsys.readouterr()


# ---- what the browser is told


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda: article_page(SPOKEN), id="article"),
        pytest.param(lambda: corpus_page(["a", "b"], PLAIN), id="corpus"),
    ],
)
def test_the_browser_is_told_to_load_and_run_nothing(make):
    """A policy stands before everything from outside: no script, no address, no base, no form."""
    html = make()
    (policy,) = with_policy(html)
    rules = dict(rule.split(maxsplit=1) for rule in policy.split("; "))
    assert rules == {"default-src": "'none'", "style-src": "'unsafe-inline'", "img-src": "data:", "base-uri": "'none'", "form-action": "'none'"}  # fmt: skip
    assert html.index(policy) < html.index("<title>")
