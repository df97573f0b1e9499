"""brat standoff: what is marked stands where the file says, and no file stands where it should not."""

import re
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import framing
from framing.core import InputError, objects
from framing.core.tables import table
from framing.export.brat import to_brat

TEXTS = pd.Series(
    {
        "first": "Regime falls\n\n“A shameful day,” Reyes said, “for the cruel regime.” Officials claimed the thugs had\r\nleft the city. 𝒜 defiant Dana Holm spoke.",
        "../../x": "The vile \udc80 mob \ud83d left.\nMayor Ada Cole said that the\u2028cruel\tregime had fallen.",
        "a/b": "It rained.",
        "empty": "",
    },
    dtype=object,
)
MEASURES = ("loaded", "attribution", "actors")


def held(text):
    """A text as a file can hold it."""
    return re.sub("[\ud800-\udfff]", "\ufffd", text)


def read_marks(path):
    """The T-lines of a file: id, type, parts, text."""
    for line in path.read_text(encoding="utf-8").split("\n")[:-1]:
        name, data, *rest = line.split("\t")
        if name.startswith("T"):
            kind, where = data.split(" ", 1)
            parts = [tuple(map(int, part.split(" "))) for part in where.split(";")]
            yield name, kind, parts, "\t".join(rest)


def marks(text, *places, **columns):
    """Rows of marks in one text."""
    rows = {"doc_id": ["d"] * len(places), "start": [a for a, _ in places], "end": [b for _, b in places]}
    rows |= {"text": [text[a:b] for a, b in places], "label": ["epithet"] * len(places), **columns}
    return table({name: objects(values) for name, values in rows.items()})


@pytest.fixture(scope="module")
def evidence():
    report = framing.analyze(TEXTS)
    return {name: report.evidence(name) for name in MEASURES}


@pytest.fixture(scope="module")
def written(evidence, tmp_path_factory):
    folder = tmp_path_factory.mktemp("brat")
    return folder, to_brat(TEXTS, evidence, folder).set_index("doc_id")["name"]


def test_the_text_is_as_given(written):
    """Line ends and length stay; a lone surrogate is one U+FFFD."""
    folder, names = written
    for doc, text in TEXTS.items():
        data = (folder / f"{names[doc]}.txt").read_bytes().decode("utf-8")
        assert data == held(text)
        assert len(data) == len(text)


def test_marks_stand_where_they_say(written, evidence):
    """brat's own rule: the text of a mark is that of its parts, with a space between them; parts are in order."""
    folder, names = written
    n = 0
    for doc, text in TEXTS.items():
        for _, _, parts, marked in read_marks(folder / f"{names[doc]}.ann"):
            assert marked == " ".join(held(text)[start:end] for start, end in parts)
            assert all(end <= start for (_, end), (start, _) in pairwise(parts))
            n += 1
    attributions = evidence["attribution"].groupby(["doc_id", "attribution", "label"]).ngroups
    assert n == len(evidence["loaded"]) + len(evidence["actors"]) + attributions


def test_every_row_of_the_evidence_is_marked(written, evidence):
    """The visible characters of each row are in a mark of its type."""
    folder, names = written
    for measure, kinds in (("loaded", None), ("attribution", True), ("actors", True)):
        for row in evidence[measure].to_dict("records"):
            kind = row["label"].capitalize() if kinds else "Loaded"
            found = [parts for _, k, parts, _ in read_marks(folder / f"{names[row['doc_id']]}.ann") if k == kind]
            inside = {i for parts in found for start, end in parts for i in range(start, end)}
            text = TEXTS[row["doc_id"]]
            assert {i for i in range(row["start"], row["end"]) if not text[i].isspace()} <= inside


def test_no_field_holds_an_end_of_line(written):
    """Each line of an annotation file is one for every reader, with an id, a field and at most one text."""
    folder, _ = written
    for path in folder.glob("*.ann"):
        data = path.read_bytes().decode("utf-8")
        assert data.split("\n")[:-1] == data.splitlines()
        assert all(re.fullmatch(r"[TR#]\d+\t[^\t]+(\t[^\t]*)?", line) for line in data.splitlines())


def test_content_is_linked_to_source_and_cue(tmp_path):
    """A discontinuous content is one mark, linked to its source and to its cue."""
    text = "“Bad,” she said, “and sad.”"
    rows = marks(text, (0, 6), (7, 10), (11, 15), (17, 27))
    rows = rows.assign(label=["content", "source", "cue", "content"], attribution=0, kind="direct", cue_class="neutral")
    to_brat(pd.Series({"d": text}), {"attribution": rows}, tmp_path / "x")
    lines = (tmp_path / "x" / "d.ann").read_text(encoding="utf-8").splitlines()
    assert lines == [
        "T1\tContent 0 6;17 27\t“Bad,” “and sad.”",
        "T2\tSource 7 10\tshe",
        "T3\tCue 11 15\tsaid",
        "R1\tSaid_by Arg1:T1 Arg2:T2",
        "R2\tSaid_with Arg1:T1 Arg2:T3",
        *(f"#{n}\tAnnotatorNotes T{n}\tkind: direct; cue_class: neutral" for n in (1, 2, 3)),
    ]


def test_notes_say_why(tmp_path):
    """The reason, the neutral wording, the voice and the source are in the note, on one line."""
    columns = {
        "note": ["denies\tlegit\nimacy \udc80"],
        "neutral": ["government"],
        "voice": ["direct"],
        "source": ["Reyes"],
    }
    to_brat(pd.Series({"d": "regime"}), {"loaded": marks("regime", (0, 6), **columns)}, tmp_path / "x")
    note = (tmp_path / "x" / "d.ann").read_text(encoding="utf-8").splitlines()[1]
    told = "epithet: denies legit imacy \ufffd; neutral: government; voice: direct; source: Reyes"
    assert note == f"#1\tAnnotatorNotes T1\t{told}"


def test_the_configuration_names_every_type(written):
    """brat knows each type and relation that is used, and lets marks overlap."""
    folder, _ = written
    conf = (folder / "annotation.conf").read_text(encoding="utf-8")
    entities, relations = conf.split("[relations]")
    kinds = {kind for path in folder.glob("*.ann") for _, kind, _, _ in read_marks(path)}
    assert kinds <= set(entities.split("\n"))
    assert {"Loaded", "Source", "Cue", "Content"} <= kinds
    assert "<OVERLAP>" in relations
    assert "Said_by\tArg1:Content, Arg2:Source" in relations


@pytest.mark.parametrize(
    "ids",
    [
        pytest.param(["../../x", "/etc/passwd", "..", ".", "~root", "a\\b"], id="paths"),
        pytest.param(["a/b", "a_b", "A_B", "a b", "a?b"], id="alike"),
        pytest.param(["x", "x-2", "X"], id="a name that another would get"),
        pytest.param(["CON", "nul", "com1"], id="devices"),
        pytest.param(["a.ann", "a.txt", ".hidden", "annotation.conf", "a\x00b", "a\nb"], id="suffixes and controls"),
        pytest.param(["", " ", "—", "Ω", "日本", "\udc80", "x" * 500, "x" * 501], id="no letters, and many"),
        pytest.param([0, 1.5, pd.Timestamp("2024-05-01"), ("a", 1), True], id="not text"),
    ],
)
def test_file_names_are_safe(ids, tmp_path):
    """A name has letters, digits, "-" and "_" alone, is no other's on any system, and stays in the folder."""
    texts = pd.Series(objects(["It rained."] * len(ids)), index=pd.Index(objects(ids), dtype=object))
    names = to_brat(texts, {}, tmp_path / "x")["name"].tolist()
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{1,90}", name) for name in names)
    assert len({name.lower() for name in names}) == len(ids)
    assert not {name.lower() for name in names} & {"con", "nul", "com1"}
    files = {f"{name}.{suffix}" for name in names for suffix in ("txt", "ann")}
    assert {path.name for path in (tmp_path / "x").iterdir()} == {*files, "annotation.conf"}
    assert [path.name for path in tmp_path.iterdir()] == ["x"]


def test_a_folder_with_files_is_left_alone(tmp_path):
    """Annotations that somebody made are not written over."""
    (tmp_path / "d.ann").write_text("mine")
    with pytest.raises(InputError, match="holds files"):
        to_brat(TEXTS, {}, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["d.ann"]


def test_evidence_of_other_texts_is_an_error(tmp_path):
    with pytest.raises(InputError, match="not of these texts: document 'd' has 'rained'"):
        to_brat(pd.Series({"d": "It rained."}), {"loaded": marks("My regime", (3, 9))}, tmp_path / "x")


def test_some_of_the_texts_are_enough(evidence, tmp_path):
    """Marks of other documents, and of other measures, are left out."""
    one = TEXTS[["first"]]
    to_brat(one, {**evidence, "toward": evidence["actors"]}, tmp_path / "x")
    kinds = [kind for _, kind, _, _ in read_marks(tmp_path / "x" / "first.ann")]
    assert kinds.count("Loaded") == (evidence["loaded"]["doc_id"] == "first").sum()
    assert kinds.count("Person") == evidence["actors"].query("doc_id == 'first' and label == 'person'").shape[0]


@given(st.text(st.sampled_from("ab \t\n\r\v\f\x1c\x85\u2028\u00a0𝒜\udc80"), min_size=1, max_size=12), st.data())
def test_any_span_is_marked_without_ends_of_lines(tmp_path_factory, text, data):
    """Parts cover each visible character of a span, never cross a line, and never begin or end with white space."""
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    if not text[start:end].strip():
        return
    folder = tmp_path_factory.mktemp("brat")
    to_brat(pd.Series({"d": text}, dtype=object), {"loaded": marks(text, (start, end))}, folder)
    ((_, _, parts, marked),) = read_marks(folder / "d.ann")
    assert marked == " ".join(held(text)[a:b] for a, b in parts)
    assert len(marked.splitlines()) == 1
    assert "\t" not in marked
    assert all(held(text)[a:b] == held(text)[a:b].strip() for a, b in parts)
    covered = {i for a, b in parts for i in range(a, b)}
    assert {i for i in range(start, end) if not text[i].isspace()} <= covered
