"""Lexicons: the passport, what is refused, and files read and written."""

import pytest

from framing.core import LexiconError
from framing.lexicon import Entry, Lexicon, available_lexicons, load_lexicon, read_lexicon, write_lexicon

DIC_2007 = "%\n1\tposemo\n2\tsocial\n%\nfriend*\t1\t2\nhappy\t1\n"
DIC_2015 = "%\n1\tposemo (Positive Emotions)\n2\tsocial (Social Processes)\n%\nkind of\t2\nfriend*\t1 2\n"


def write(folder, name, content):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


# ---- shipped


@pytest.mark.parametrize("name", available_lexicons())
def test_a_shipped_lexicon_carries_its_passport(name):
    """Version, licence, source and a definition of every label come with each lexicon."""
    lexicon = load_lexicon(name)
    assert lexicon.name == name
    assert all([lexicon.version, lexicon.language, lexicon.license, lexicon.source])
    assert all(lexicon.labels.values())
    assert min(lexicon.counts().values()) > 0
    assert all(0 <= entry.score <= 1 for entry in lexicon)


def test_an_unknown_name_gets_a_hint():
    """The error names the value seen, the nearest choice and every choice."""
    with pytest.raises(LexiconError, match=r"'loaded-term'\. Did you mean 'loaded-terms'\? Available: .*loaded-terms,"):
        load_lexicon("loaded-term")


# ---- made in memory


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        pytest.param(Entry("", "bad"), "no letter or digit", id="empty term"),
        pytest.param(Entry("  ", "bad"), "no letter or digit", id="blank term"),
        pytest.param(Entry("—", "bad"), "no letter or digit", id="punctuation alone"),
        pytest.param(Entry("*", "bad"), "no letter or digit", id="wildcard alone"),
        pytest.param(Entry("dic*tor", "bad"), "A wildcard stands", id="wildcard inside"),
        pytest.param(Entry("*monger*", "bad"), "A wildcard stands", id="wildcard on both sides"),
        pytest.param(Entry("war**", "bad"), "A wildcard stands", id="two wildcards"),
        pytest.param(Entry("* war", "bad"), "lone wildcard", id="lone wildcard first"),
        pytest.param(Entry("war *", "bad"), "lone wildcard", id="lone wildcard last"),
        pytest.param(Entry("war", "worse"), "label 'worse'. The passport allows: bad", id="undeclared label"),
        pytest.param(Entry("war", "bad", pos="noun"), "part of speech 'noun'. Choose from: NOUN", id="part of speech"),
        pytest.param(Entry("feud", "bad"), "stands twice, first as entry 1", id="twice"),
    ],
)
def test_a_malformed_entry_is_refused(entry, message):
    """The error names the lexicon, the row, the value seen and what is allowed."""
    with pytest.raises(LexiconError) as error:
        Lexicon("mine", (Entry("feud", "bad"), entry), labels={"bad": "is bad"})
    assert "Entry 2 of lexicon 'mine'" in str(error.value)
    assert message in str(error.value)


def test_a_term_may_have_several_labels():
    """The same term under two labels is two entries."""
    lexicon = Lexicon.from_terms("mine", {"bad": ["feud"], "war": ["feud"]})
    assert lexicon.counts() == {"bad": 1, "war": 1}


def test_a_list_of_terms_gets_the_name_as_label():
    """A list makes one label, and repeated terms count once."""
    lexicon = Lexicon.from_terms("alarm", ["panic", "panic", "dread"], version="3")
    assert ([e.label for e in lexicon], lexicon.version) == (["alarm", "alarm"], "3")


def test_a_subset_keeps_its_labels_only():
    """A subset has the entries of the labels asked for; an unknown label is named."""
    lexicon = Lexicon.from_terms("mine", {"bad": ["feud"], "war": ["siege"]})
    assert [e.term for e in lexicon.subset(["war"])] == ["siege"]
    with pytest.raises(LexiconError, match=r"no label \['peace'\]. It has: bad, war"):
        lexicon.subset(["peace"])


def test_the_hash_changes_with_what_matches():
    """Equal lexicons share a hash; another score has another."""
    one, same, other = (Lexicon("mine", (Entry("feud", "bad", score),)) for score in (1, 1.0, 0.5))
    assert one.sha256 == same.sha256 != other.sha256


# ---- round trip

AWKWARD = Lexicon(
    "awkward",
    (
        Entry("witch hunt", "bad", 0.25, "NOUN", 'an "open" inquiry', "a, b; c"),
        Entry("naïve", "bad", 1.0, "ADJ", "tab\there", "café – 北京"),
        Entry("war*", "war", -2.5),
        Entry('a "quoted" word', "war", 1 / 3),
        Entry("#metoo", "war"),
    ),
    version="1.0",
    license="CC0",
    source="invented: for this test",
    labels={"bad": "is bad: very", "war": ""},
    inflect=True,
)


@pytest.mark.parametrize("suffix", [".tsv", ".csv", ".json"])
def test_what_is_written_reads_back(tmp_path, suffix):
    """Entries, scores and passport survive writing: quotes, tabs, commas, any letter."""
    back = read_lexicon(write_lexicon(AWKWARD, tmp_path / f"x{suffix}"))
    assert back.entries == AWKWARD.entries
    for key in ("name", "version", "language", "license", "source", "labels", "inflect"):
        assert getattr(back, key) == getattr(AWKWARD, key)
    assert back.sha256 == AWKWARD.sha256


@pytest.mark.parametrize("suffix", [".tsv", ".csv", ".json"])
@pytest.mark.parametrize("cell", ["neutral", "note"])
def test_a_line_break_in_a_cell_survives(tmp_path, suffix, cell):
    """A cell of two lines is one cell after writing and reading."""
    lexicon = Lexicon("mine", (Entry("feud", "bad", **{cell: "one\ntwo"}), Entry("siege", "bad")))
    assert read_lexicon(write_lexicon(lexicon, tmp_path / f"x{suffix}")).entries == lexicon.entries


def test_a_format_that_cannot_be_written_is_refused(tmp_path):
    """The error names the file and the choices."""
    with pytest.raises(LexiconError, match=r"'x\.xlsx'\. Choose \.tsv, \.csv or \.json"):
        write_lexicon(AWKWARD, tmp_path / "x.xlsx")


# ---- tables


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("term\tlabel\tscore\nfeud\tbad\t0.5\nsiege\twar\t\n", id="LF"),
        pytest.param("term\tlabel\tscore\r\nfeud\tbad\t0.5\r\nsiege\twar\t\r\n", id="CRLF"),
        pytest.param("\ufeffterm\tlabel\tscore\nfeud\tbad\t0.5\nsiege\twar\t", id="byte order mark, no last break"),
        pytest.param("# a note\n\n# version: 2\nterm\tlabel\tscore\nfeud\tbad\t0.5\nsiege\twar\t\n", id="passport"),
        pytest.param("score\tterm\tlabel\n0.5\tfeud\tbad\n\tsiege\twar\n", id="other order"),
        pytest.param("term\tlabel\tscore\nfeud\tbad\t0.5\n\nsiege\twar\t\n", id="blank line"),
    ],
)
def test_a_table_is_read_by_its_column_names(tmp_path, content):
    """Line ends, a byte order mark, a passport and the order of columns change nothing; a score is 1 if empty."""
    lexicon = read_lexicon(write(tmp_path, "mine.tsv", content))
    assert [(e.term, e.label, e.score) for e in lexicon] == [("feud", "bad", 0.5), ("siege", "war", 1.0)]


def test_a_passport_with_crlf_is_clean(tmp_path):
    """No carriage return stays in the passport."""
    lexicon = read_lexicon(
        write(tmp_path, "x.tsv", "# name: mine\r\n# version: 2\r\n# label bad: is bad\r\nterm\tlabel\r\nfeud\tbad\r\n")
    )
    assert (lexicon.name, lexicon.version, dict(lexicon.labels)) == ("mine", "2", {"bad": "is bad"})


def test_a_table_without_labels_takes_its_name(tmp_path):
    """Without a label column the file name is the label."""
    assert [e.label for e in read_lexicon(write(tmp_path, "alarm.csv", "term\npanic\n"))] == ["alarm"]


def test_a_list_has_one_term_a_line(tmp_path):
    """A .txt file is a list; blank lines and comments are not terms."""
    lexicon = read_lexicon(write(tmp_path, "alarm.txt", "# mine\r\npanic\r\n\r\nmelt down\r\n"))
    assert [e.term for e in lexicon] == ["panic", "melt down"]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        pytest.param(
            "x.tsv", "word\tlabel\nfeud\tbad\n", "no column 'term'. Its columns are: word, label", id="column"
        ),
        pytest.param("x.tsv", "", "no column 'term'. Its columns are: none", id="empty file"),
        pytest.param("x.tsv", "term\tscore\nfeud\tbig\n", "line 2: the score of 'feud' is 'big'", id="score"),
        pytest.param("x.tsv", "# v: 1\nterm\tlabel\nfeud\tbad\n\tbad\n", "line 4: no term", id="line after passport"),
        pytest.param("x.csv", 'term,note\nfeud,"a\nb"\n,c\n', "line 4: no term", id="line after a cell of two lines"),
        pytest.param("x.tsv", "# n_entries: 3\nterm\nfeud\n", "n_entries: 3, the table has 1", id="count"),
        pytest.param("x.tsv", "term\tscore\nfeud\tnan\n", "line 2", id="a score that is no number"),
        pytest.param("x.tsv", b"term\nna\xefve\n", "not UTF-8 (byte 7)", id="not UTF-8"),
        pytest.param("x.json", "[1, 2]", "is not a lexicon", id="JSON list"),
        pytest.param("x.json", "{", "is not a lexicon", id="broken JSON"),
        pytest.param("x.json", '{"entries": [{"word": "feud"}]}', "is not a lexicon", id="JSON without term"),
        pytest.param("x.json", '{"entries": [{"term": 5, "label": "a"}]}', "is not a lexicon", id="JSON term 5"),
        pytest.param("x.json", '{"entries": [{"term": "a", "label": "b", "score": "c"}]}', "score", id="JSON score c"),
        pytest.param("x.dic", "friend\t1\n", "0 lines with a single %", id="dic without categories"),
        pytest.param("x.xlsx", "term", "Save it as one of: .tsv", id="unknown format"),
    ],
)
def test_a_malformed_file_is_refused(tmp_path, name, content, message):
    """The error says what is wrong, on which line, and what is allowed."""
    with pytest.raises(LexiconError) as error:
        read_lexicon(write(tmp_path, name, content))
    assert message in str(error.value)


def test_a_missing_file_is_named(tmp_path):
    """A file that is not there is an error of the lexicon, with its path."""
    with pytest.raises(LexiconError, match=r"Cannot open .*none\.tsv"):
        read_lexicon(tmp_path / "none.tsv")


def test_malformed_lines_can_be_set_aside(tmp_path):
    """errors='skip' keeps the good lines and warns with the numbers of the others."""
    path = write(tmp_path, "x.tsv", "term\tscore\nfeud\tbig\nsiege\t1\n\t1\n")
    with pytest.warns(UserWarning, match=r"2 malformed line\(s\): line 2: .* line 4: no term") as caught:
        lexicon = read_lexicon(path, errors="skip")
    assert [e.term for e in lexicon] == ["siege"]
    assert caught[0].filename == __file__


@pytest.mark.parametrize(
    ("lines", "number"),
    [
        pytest.param("feud\tbad\t\t\nfeud\tbad\t\t", 3, id="twice"),
        pytest.param("feud\tbad\t\t\nw*r\tbad\t\t", 3, id="wildcard inside"),
        pytest.param("feud\tbad\tNOUN\t\nsiege\tbad\tnoun\t", 3, id="part of speech"),
    ],
)
def test_an_entry_that_is_not_allowed_can_be_set_aside_too(tmp_path, lines, number):
    """A wildcard inside a word or a term that stands twice is a malformed line like any other."""
    path = write(tmp_path, "x.tsv", f"term\tlabel\tpos\tnote\n{lines}\n")
    with pytest.warns(UserWarning, match=f"line {number}"):
        lexicon = read_lexicon(path, errors="skip")
    assert [e.term for e in lexicon] == ["feud"]


# ---- LIWC


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_a_dic_file_of_2007_is_read(tmp_path, newline):
    """Each category of a word is an entry of its own."""
    lexicon = read_lexicon(write(tmp_path, "x.dic", DIC_2007.replace("\n", newline)))
    assert [(e.term, e.label) for e in lexicon] == [("friend*", "posemo"), ("friend*", "social"), ("happy", "posemo")]


def test_a_dic_file_of_2015_is_read(tmp_path):
    """Categories may carry a long name, and terms may be phrases."""
    lexicon = read_lexicon(write(tmp_path, "x.dic", DIC_2015))
    assert [(e.term, e.label.split()[0]) for e in lexicon] == [
        ("kind of", "social"),
        ("friend*", "posemo"),
        ("friend*", "social"),
    ]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        pytest.param("like (02 134)125/464", "line 5: conditional entry|line 5: no category", id="condition"),
        pytest.param("sad\t9", "line 5: unknown category 9", id="unknown category"),
        pytest.param("sad", "line 5: no category number after 'sad'", id="no category"),
        pytest.param("\t1", "line 5: no word", id="no word"),
        pytest.param("s*d\t1", "line 5: wildcard inside the word", id="wildcard inside"),
    ],
)
def test_a_malformed_dic_line_is_named(tmp_path, line, message):
    """The error has the number of the line; errors='skip' reads the rest."""
    path = write(tmp_path, "x.dic", f"%\n1\tposemo\n2\tsocial\n%\n{line}\nhappy\t1\n")
    with pytest.raises(LexiconError, match=message):
        read_lexicon(path)
    with pytest.warns(UserWarning, match=message):
        lexicon = read_lexicon(path, errors="skip")
    assert [e.term for e in lexicon] == ["happy"]
