"""The page: everything from outside is escaped, nothing is loaded, every mark can be reached."""

import re
from html.parser import HTMLParser

import pandas as pd
import pytest

import framing
from framing.lexicon import Entry, Lexicon

VOID = {"meta", "br", "hr", "img", "link", "input"}


class Page(HTMLParser):
    """Collects elements and text, and refuses tags that do not nest."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.elements, self.open, self.content, self.marked = [], [], [], []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names))
        self.elements.append((tag, dict(attrs)))
        if tag == "mark":
            self.marked.append("")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "style" not in self.open:
            self.content.append(data)
            if "mark" in self.open:
                self.marked[-1] += data

    @property
    def text(self):
        return "".join(self.content)

    def tags(self, name):
        return [attrs for tag, attrs in self.elements if tag == name]


ARTICLE = (
    "Regime falls\n\nBy Dana Cole\n\n"
    + "The cruel thugs fled. “A shameful day,” Reyes said. " * 6
    + "\n\nADVERTISEMENT"
)
NASTY = [
    pytest.param("<script>alert(1)</script> The regime fell.", id="script"),
    pytest.param("“<img src=x onerror=alert(1)> regime,” Reyes said.", id="image in a quotation"),
    pytest.param('The regime\'s "plan" & <b>it</b> &lt;rest&gt; &amp;', id="marks and entities"),
    pytest.param("</style></div></body> The regime fell.", id="closing tags"),
    pytest.param("<!-- The regime fell. ]]> -->", id="comment"),
]


@pytest.mark.parametrize("text", NASTY)
def test_what_the_text_says_is_text(text):
    """Markup in an article becomes characters on the page, in order, and never an element."""
    page = Page(framing.analyze(text).to_html())
    assert text in page.text
    allowed = "html head meta title body style div table tr th td p span mark h2 details summary"
    assert {tag for tag, _ in page.elements} <= set(allowed.split())


@pytest.mark.parametrize(
    "term",
    [
        pytest.param('he "rules" it', id="double quotes"),
        pytest.param("ruler's > rules", id="apostrophe and bracket"),
    ],
)
def test_what_a_lexicon_says_stays_in_its_attribute(term):
    """Quotes and brackets in term, note and neutral wording do not end the attribute they stand in."""
    nasty = '"><script>alert(1)</script> onmouseover="x" \'y\''
    lexicon = Lexicon("mine", (Entry(term, nasty, 0.9, "", nasty, nasty),))
    page = Page(framing.analyze(f"Then {term} here.", lexicons={"loaded": lexicon}).to_html())
    (mark,) = [m for m in page.tags("mark") if "data-why" in m]
    assert nasty in mark["data-why"]
    assert set(mark) <= {"tabindex", "class", "data-why", "aria-label"}
    assert page.tags("script") == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("A\x00B regime\x07 fell.", id="controls"),
        pytest.param("A \udc80 regime \ud83d fell.", id="lone surrogates"),
        pytest.param("The re\x00gime, “cruel\udc80” thug.", id="inside words and quotations"),
    ],
)
def test_what_html_cannot_hold_is_replaced(text, tmp_path):
    """NULs, controls and lone surrogates become U+FFFD, in string and file alike."""
    html = framing.analyze(text).to_html(tmp_path / "x.html")
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]", html)
    assert "\ufffd" in html
    assert (tmp_path / "x.html").read_text(encoding="utf-8") == html


def test_nothing_is_loaded():
    """The page has no address, script, image, font or style from elsewhere."""
    html = framing.analyze(ARTICLE).to_html()
    assert not re.search("https?:", html)
    assert not re.search(r"\bsrc\s*=|\bhref\s*=|url\(|@import|<script|<link|<iframe", html)


def test_every_mark_can_be_reached():
    """Each mark in the article has tabindex 0 and says why, by pointer and by screen reader."""
    report = framing.analyze(ARTICLE)
    n_terms = len(report.evidence("loaded"))
    found = Page(report.to_html()).tags("mark")
    key, marks = found[:-n_terms], found[-n_terms:]
    assert n_terms > 0
    assert len(key) == 2  # the key shows one mark of each kind
    assert all(mark.get("tabindex") == "0" for mark in marks)
    assert all(mark["data-why"] and mark["data-why"] in mark["aria-label"] for mark in marks)


def test_marks_are_the_loaded_terms():
    """The marked words of the article are the rows of the evidence table, in order."""
    report = framing.analyze(ARTICLE)
    marked = Page(report.to_html()).marked
    expected = report.evidence("loaded")["text"].tolist()
    assert marked[-len(expected) :] == expected


def test_a_phrase_across_voices_is_marked_once():
    """A term that begins in one voice and ends in another is one mark, and no word is lost."""
    lexicon = Lexicon.from_terms("mine", ["said the mob"])
    page = Page(framing.analyze("Reyes said the mob had won.", lexicons={"loaded": lexicon}).to_html())
    assert page.marked[-1] == "said the mob"
    assert "Reyes said the mob had won." in page.text


def test_the_page_keeps_every_character():
    """The article on the page is the article as given, paragraph by paragraph."""
    page = Page(framing.analyze(ARTICLE).to_html())
    assert "".join(ARTICLE.split()) in "".join(page.text.split())


def test_blocks_are_told_apart():
    """Headline, byline, body and furniture are elements of their own class."""
    page = Page(framing.analyze(ARTICLE).to_html())
    assert [h["class"] for h in page.tags("h2")] == ["headline"]
    assert {"byline", "body", "furniture"} <= {p.get("class") for p in page.tags("p")}


@pytest.mark.parametrize("text", ["", " \n", "— …"], ids=["empty", "white space", "marks alone"])
def test_a_text_without_words_is_a_page(text):
    """A text without words gives a page, without the number nan."""
    page = Page(framing.analyze(text).to_html())
    assert "nan" not in page.text.lower()


def test_a_document_can_be_chosen():
    """doc_id names the article; of several none is shown unasked."""
    report = framing.analyze(pd.Series({"a": "The first regime.", "b": "The second regime."}))
    with pytest.raises(framing.FramingError, match="there are 2"):
        report.to_html()
    assert "The second" in Page(report.to_html(doc_id="b")).text


def test_a_notebook_shows_one_article_or_a_table():
    """One document is shown as marked text, several as their scores."""
    assert Page(framing.analyze("The regime fell.")._repr_html_()).marked[-1] == "regime"
    assert Page(framing.analyze(["The regime fell.", "It rained."])._repr_html_()).tags("mark") == []
