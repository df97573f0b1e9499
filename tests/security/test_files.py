"""Files: what is damaged, foreign or made to harm is refused with an error of framing's own, or read for what it says."""

import gzip
import io
import json
import math
import os
import struct
import zipfile
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import framing
from framing.cli import main
from framing.core import FramingError, InputError, LexiconError, objects
from framing.lexicon import Lexicon, read_lexicon
from framing.models import load_weights
from framing.models.files import SUMS, write_sum
from framing.models.loadedness import Loadedness
from framing.models.store import save_weights
from framing.models.tagger import Weights
from tests.security.limits import bounded, is_linear, seconds

SENTENCE = "The council of the town met on Monday to discuss a new road, and nobody in it was against the plan. "
TEXT = SENTENCE * 5
MEGABYTE = 1 << 20
SHIPPED = Path(framing.__file__).parent / "models" / "weights"


def written(folder, name, content):
    """The path of a file with some bytes, or a text, in it."""
    path = folder / name
    path.write_bytes(content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content)
    return path


# ---- weights


REACH = {"lower": 1, "suffix": 0}
LABELS = ("a", "b")


def whole_weights(folder):
    """The bytes of a small sound weight file, and its arrays."""
    rows = np.random.default_rng(1).normal(size=(1 << 6, 2))
    save_weights(folder / "small.npz", Weights.of(LABELS, REACH, rows, np.zeros((3, 2))), {})
    data = (folder / "small.npz").read_bytes()
    with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
        return data, dict(arrays)


def packed(**arrays):
    out = io.BytesIO()
    np.savez_compressed(out, **arrays)
    return out.getvalue()


def about(**said):
    return np.frombuffer(json.dumps({"labels": LABELS, "reach": REACH, **said}).encode(), dtype=np.uint8)


def header(shape, kind="|i1"):
    out = io.BytesIO()
    np.lib.format.write_array_header_1_0(out, {"descr": kind, "fortran_order": False, "shape": shape})
    return out.getvalue()


def zipped(parts, method=zipfile.ZIP_DEFLATED):
    """A zip of some names, each with its parts in order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as file:
        for name, chunks in parts.items():
            with file.open(name, "w", force_zip64=True) as member:
                for chunk in chunks:
                    member.write(chunk)
    return out.getvalue()


def encrypted(data):
    """A zip whose directory says that it is encrypted."""
    at = data.index(b"PK\x01\x02")
    return data[: at + 8] + b"\x01\x00" + data[at + 10 :]


def of_method(data, method):
    """A zip whose directory names another way of packing."""
    at = data.index(b"PK\x01\x02")
    return data[: at + 10] + struct.pack("<H", method) + data[at + 12 :]


def members(arrays):
    return {f"{name}.npy": [as_npy(array)] for name, array in arrays.items()}


class Harm:
    """What unpickling would run."""

    def __reduce__(self):
        return (os.mkdir, ("pwned",))


def as_npy(array):
    out = io.BytesIO()
    np.save(out, array, allow_pickle=True)
    return out.getvalue()


# What a folder may hold under the name of weights, with the right sum: from whole bytes and arrays to bytes.
FOREIGN = {
    "empty": lambda data, arrays: b"",
    "text": lambda data, arrays: b"not weights",
    "NULs": lambda data, arrays: bytes(1000),
    "cut in half": lambda data, arrays: data[: len(data) // 2],
    "without its end": lambda data, arrays: data[:-22],
    "without its start": lambda data, arrays: data[30:],
    "a pickle": lambda data, arrays: b"\x80\x04cos\nmkdir\n(Vpwned\ntR.",
    "an array by itself": lambda data, arrays: as_npy(arrays["rows"]),
    "an array of objects": lambda data, arrays: as_npy(np.array([Harm()], dtype=object)),
    "a pickled member": lambda data, arrays: packed(**{**arrays, "rows": np.array([Harm()], dtype=object)}),
    "a pickled about": lambda data, arrays: packed(**{**arrays, "about": np.array([Harm()], dtype=object)}),
    "gzip": lambda data, arrays: gzip.compress(data),
    "an empty zip": lambda data, arrays: zipped({}),
    "names that climb": lambda data, arrays: zipped({f"../../{name}.npy": [as_npy(a)] for name, a in arrays.items()}),
    "absolute names": lambda data, arrays: zipped({f"/tmp/{name}.npy": [as_npy(a)] for name, a in arrays.items()}),
    "no arrays in it": lambda data, arrays: zipped({f"{name}.npy": [b"x"] for name in arrays}),
    "half a header": lambda data, arrays: zipped({f"{name}.npy": [header((9, 9))[:20]] for name in arrays}),
    "a header that is no literal": lambda data, arrays: zipped({f"{name}.npy": [b"\x93NUMPY\x01\x00\x08\x00os.x()  "] for name in arrays}),
    "encrypted": lambda data, arrays: encrypted(data),
    "packed in an unknown way": lambda data, arrays: of_method(data, 99),
    "a shape that overflows": lambda data, arrays: zipped({**members(arrays), "rows.npy": [header((1 << 40, 1 << 40))]}),
    "a negative shape": lambda data, arrays: zipped({**members(arrays), "rows.npy": [header((-1, 2))]}),
    "a bomb": lambda data, arrays: zipped({**members(arrays), "rows.npy": [header((300 * MEGABYTE,)), *[bytes(MEGABYTE)] * 300]}),
    "a bomb beside the arrays": lambda data, arrays: zipped({**members(arrays), "more.npy": [bytes(MEGABYTE)] * 300}),
    "without rows": lambda data, arrays: packed(**{name: a for name, a in arrays.items() if name != "rows"}),
    "without about": lambda data, arrays: packed(**{name: a for name, a in arrays.items() if name != "about"}),
    "rows of one dimension": lambda data, arrays: packed(**{**arrays, "rows": arrays["rows"].ravel()}),
    "rows of no number": lambda data, arrays: packed(**{**arrays, "rows": arrays["rows"].astype("U4")}),
    "rows of floats": lambda data, arrays: packed(**{**arrays, "rows": arrays["rows"].astype(float)}),
    "rows of a length that is no power of two": lambda data, arrays: packed(**{**arrays, "rows": arrays["rows"][:-1]}),
    "no rows": lambda data, arrays: packed(**{**arrays, "rows": arrays["rows"][:0]}),
    "scale of another length": lambda data, arrays: packed(**{**arrays, "scale": np.ones(7, dtype=np.float32)}),
    "steps of another shape": lambda data, arrays: packed(**{**arrays, "steps": np.ones((2, 2), dtype=np.float32)}),
    "about is no JSON": lambda data, arrays: packed(**{**arrays, "about": np.frombuffer(b"{", dtype=np.uint8)}),
    "about is no text": lambda data, arrays: packed(**{**arrays, "about": np.frombuffer(b"\xff\xfe\xfd", dtype=np.uint8)}),
    "about is a list": lambda data, arrays: packed(**{**arrays, "about": np.frombuffer(b"[1]", dtype=np.uint8)}),
    "about of 10,000 levels": lambda data, arrays: packed(**{**arrays, "about": np.frombuffer(b"[" * 10_000, dtype=np.uint8)}),
    "about without labels": lambda data, arrays: packed(**{**arrays, "about": np.frombuffer(b"{}", dtype=np.uint8)}),
    "three labels": lambda data, arrays: packed(**{**arrays, "about": about(labels=["a", "b", "c"])}),
    "labels that are none": lambda data, arrays: packed(**{**arrays, "about": about(labels=None)}),
}  # fmt: skip


@pytest.mark.parametrize("make", list(FOREIGN.values()), ids=list(FOREIGN))
def test_foreign_weights_are_refused(make, tmp_path, monkeypatch):
    """With the right sum too, a file that is no weights is an InputError; nothing is unpickled or unpacked to disk."""
    monkeypatch.chdir(tmp_path)
    data = make(*whole_weights(tmp_path))
    written(tmp_path, "small.npz", data)
    write_sum(tmp_path / "small.npz")
    before = sorted(tmp_path.rglob("*"))
    with bounded(), pytest.raises(InputError):
        load_weights("small", tmp_path)
    assert sorted(tmp_path.rglob("*")) == before


def test_a_header_that_claims_a_terabyte_is_refused(tmp_path):
    """Whether or not the machine promises so much memory: there is none behind it."""
    _, arrays = whole_weights(tmp_path)
    write_sum(written(tmp_path, "small.npz", zipped({**members(arrays), "rows.npy": [header((1 << 40,))]})))
    with bounded(size=math.inf), pytest.raises(InputError):
        load_weights("small", tmp_path)


def test_any_flipped_bit_is_refused(tmp_path):
    """By its sum, a file in which any byte differs is not whole; with the sum of its own, it is refused or the same."""
    data, arrays = whole_weights(tmp_path)
    for i, place in enumerate(range(0, len(data), 7)):
        flipped = bytearray(data)
        flipped[place] ^= 1 << i % 8
        written(tmp_path, "small.npz", bytes(flipped))
        with pytest.raises(InputError, match="not whole"):
            load_weights("small", tmp_path)
    kept = 0
    for i, place in enumerate(range(0, len(data), 5)):
        flipped = bytearray(data)
        flipped[place] ^= 1 << i % 8
        name = f"w{i}"
        write_sum(written(tmp_path, f"{name}.npz", bytes(flipped)))
        try:
            found, _ = load_weights(name, tmp_path)
        except InputError:
            continue
        kept += 1
        assert np.array_equal(found.rows, arrays["rows"])
    assert kept < len(data) / 10  # a bit of a date, say


@pytest.mark.parametrize(
    "sums",
    [
        pytest.param(None, id="missing"),
        pytest.param(b"", id="empty"),
        pytest.param(b"\n\n", id="blank lines"),
        pytest.param(b"0" * 64 + b"  small.npz\n", id="wrong"),
        pytest.param(b"0" * 64 + b"  other.npz\n", id="of another file"),
        pytest.param(b"small.npz", id="no sum"),
        pytest.param(b"a b c\n", id="three fields"),
        pytest.param("x small.npz\n".encode("utf-16"), id="UTF-16"),
        pytest.param(b"\x00" * 100, id="NULs"),
        pytest.param(b"x" * MEGABYTE, id="long"),
    ],
)
def test_weights_without_their_sum_are_refused(sums, tmp_path):
    """A sum that is missing, wrong or unreadable."""
    whole_weights(tmp_path)
    if sums is None:
        (tmp_path / SUMS).unlink()
    else:
        written(tmp_path, SUMS, sums)
    with pytest.raises(InputError):
        load_weights("small", tmp_path)


@pytest.mark.parametrize("name", ["voice", "pos", "pos-context", "names", "loaded", "toward"])
@pytest.mark.parametrize("kind", ["empty", "without about", "another model", "cut in half"])
def test_a_folder_with_foreign_weights_is_refused(name, kind, tmp_path):
    """``analyze(models=folder)``: whichever file is not what its name says, before anything is read."""
    data, arrays = whole_weights(tmp_path)
    for each in ("voice", "pos", "pos-context", "names", "loaded", "toward"):
        shipped = (SHIPPED / f"{each}.npz").read_bytes()
        foreign = (
            data
            if kind == "another model" and name in {"loaded", "toward", "voice"}
            else FOREIGN.get(kind, FOREIGN["empty"])(data, arrays)
        )
        written(tmp_path, f"{each}.npz", foreign if each == name else shipped)
        write_sum(tmp_path / f"{each}.npz")
    with pytest.raises(InputError):
        framing.analyze("The regime fell.", models=tmp_path)


def test_words_and_their_probabilities_must_fit(tmp_path):
    with np.load(SHIPPED / "loaded.npz", allow_pickle=False) as arrays:
        changed = {**arrays, "probability": arrays["probability"][:5]}
    write_sum(written(tmp_path, "loaded.npz", packed(**changed)))
    with pytest.raises(InputError):
        Loadedness(tmp_path)


# ---- lexicons


def entries(**said):
    return json.dumps({"entries": [{"term": "feud", "label": "bad", **said}]})


def of_scores(number):
    return f'{{"entries": [{{"term": "feud", "label": "bad", "score": {number}}}]}}'


DIC = "%\n1\tposemo\n2\tsocial\n%\n"
REFUSED = {
    "no header": ("x.tsv", "feud\tbad\n"),
    "empty": ("x.tsv", ""),
    "NULs alone": ("x.tsv", "\0" * 1000),
    "UTF-16": ("x.tsv", "term\nfeud\n".encode("utf-16")),
    "UTF-32": ("x.tsv", "term\nfeud\n".encode("utf-32")),
    "Latin-1": ("x.tsv", "term\nnaïve\n".encode("latin-1")),
    "a lone surrogate": ("x.tsv", "term\na\udc80\n"),
    "a zip": ("x.csv", zipped({"x": [b"term\nfeud\n"]})),
    "gzip": ("x.csv", gzip.compress(b"term\nfeud\n")),
    "all bytes": ("x.csv", bytes(range(256)) * 100),
    "a giant cell": ("x.csv", f"term,note\nfeud,{'x' * 200_000}\n"),
    "a giant cell in quotes": ("x.csv", f'term,note\nfeud,"{"x" * 200_000}'),
    "a giant heading": ("x.tsv", f"term\t{'x' * 200_000}\nfeud\ta\n"),
    "more entries than it says": ("x.tsv", "# n_entries: 1\nterm\nfeud\nsiege\n"),
    "fewer entries than it says": ("x.tsv", "# n_entries: 3\nterm\nfeud\n"),
    "a number that is none": ("x.tsv", "# n_entries: many\nterm\nfeud\n"),
    "an unknown label": ("x.tsv", "# label bad: is bad\nterm\tlabel\nfeud\tgood\n"),
    "an unknown part of speech": ("x.tsv", "term\tpos\nfeud\tSUPERVERB\n"),
    "an infinite score": ("x.tsv", "term\tscore\nfeud\t1e999\n"),
    "a score that is no number": ("x.tsv", "term\tscore\nfeud\tnan\n"),
    "a term twice": ("x.tsv", "term\nfeud\nfeud\n"),
    "a term of wildcards": ("x.txt", "*\n"),
    "a thousand wildcards": ("x.txt", "*" * 1000),
    "wildcards inside": ("x.txt", "a*a*a*a*a*a*b\n"),
    "wildcards on both sides": ("x.txt", "*a*\n"),
    "two wildcards behind": ("x.txt", "a**\n"),
    "lone wildcards at the ends": ("x.txt", "* a *\n"),
    "a thousand lone wildcards": ("x.txt", "a " + "* " * 1000 + "b"),
    "wildcards between words": ("x.txt", "a" + " * a" * 100),
    "signs alone": ("x.txt", "(.*)+$\n"),
    "100,000 characters": ("x.txt", "x" * 100_000),
    "100,000 characters and a wildcard": ("x.txt", "x" * 100_000 + "*"),
    "100,000 words": ("x.txt", "x " * 100_000),
    "JSON of 10,000 levels": ("x.json", "[" * 10_000 + "]" * 10_000),
    "JSON of 10,000 objects": ("x.json", '{"entries":' * 10_000 + "1" + "}" * 10_000),
    "JSON without end": ("x.json", "[" * MEGABYTE),
    "JSON that is a list": ("x.json", "[1]"),
    "JSON that is a number": ("x.json", "1"),
    "JSON that is nothing": ("x.json", "null"),
    "entries that are a text": ("x.json", '{"entries": "feud"}'),
    "entries that are objects of objects": ("x.json", '{"entries": {"a": {}}}'),
    "an entry that is a list": ("x.json", '{"entries": [["feud", "bad"]]}'),
    "an entry with a term of lists": ("x.json", entries(term=["feud"])),
    "an entry with more fields": ("x.json", entries(__class__="x")),
    "labels that are a list": ("x.json", '{"entries": [], "labels": ["a"]}'),
    "a score of 400 digits": ("x.json", of_scores("1" + "0" * 400)),
    "a score of 5,000 digits": ("x.json", of_scores("1" * 5000)),
    "an infinite score in JSON": ("x.json", of_scores("Infinity")),
    "a score that is a text": ("x.json", of_scores('"1"')),
    ".dic without categories": ("x.dic", "friend\t1\n"),
    ".dic with one border": ("x.dic", "%\n1\tposemo\n"),
    ".dic with an unknown category": ("x.dic", f"{DIC}feud\t9\n"),
    ".dic with a condition": ("x.dic", f"{DIC}like (02 134)125\n"),
    ".dic with a category without a name": ("x.dic", "%\n1\n%\nfeud\t1\n"),
    ".dic of wildcards": ("x.dic", f"{DIC}*\t1\n"),
    ".dic with 100,000 blanks": ("x.dic", f"{DIC}feud{' ' * 100_000}x\n"),
    ".dic with 50,000 numbers, then none": ("x.dic", f"{DIC}feud{' 1' * 50_000} x\n"),
    "an unknown ending": ("x.xlsx", b"PK\x03\x04"),
    "a pickle by its ending": ("x.pkl", b"\x80\x04."),
}  # fmt: skip


@pytest.mark.parametrize(("name", "content"), list(REFUSED.values()), ids=list(REFUSED))
def test_a_lexicon_that_is_none_is_refused(name, content, tmp_path):
    """A LexiconError, soon; ``analyze`` passes it on."""
    path = written(tmp_path, name, content)
    with bounded(seconds=5), pytest.raises(LexiconError):
        read_lexicon(path)
    with pytest.raises(FramingError):
        framing.analyze("It rained.", lexicons=path, models=False)


READ = {
    "NULs in a term": ("x.tsv", "term\tnote\nfe\0ud\ta\0b\n", 1),
    "rows of other lengths": ("x.tsv", "term\tlabel\nfeud\nsiege\tbad\tmore\tand more\n", 2),
    "a column twice": ("x.csv", "term,term\nfeud,siege\n", 1),
    "a thousand columns": ("x.csv", ",".join(["term", *map(str, range(1000))]) + "\nfeud\n", 1),
    "a quotation mark that stays open": ("x.csv", 'term,note\nfeud,"a\nb', 1),
    "carriage returns alone": ("x.csv", "term,note\rfeud,a\rsiege,b\r", 2),
    "signs of patterns": ("x.txt", "(a+)+$\n[a-z]{9}\na|b\n\\d1\n(?P<x>a)\n.x\n^y$\n", 7),
    "letters from everywhere": ("x.txt", "\u202eabc\nab\u0301\n𝒜\nﷺx\n", 4),
    "a name that climbs": ("x.tsv", "# name: ../../x\nterm\nfeud\n", 1),
    "surrogates in JSON": ("x.json", '{"entries": [{"term": "a\\ud800b", "label": "\\udc80"}]}', 1),
    ".dic with a name of 100,000 blanks": ("x.dic", f"%\n1\ta{' ' * 100_000}b\n%\nfeud\t1\n", 1),
    ".dic with a category 50,000 times": ("x.dic", f"{DIC}feud{' 1' * 50_000}\n", 1),
    "a wildcard of each kind": ("x.txt", "a*\n*b\na * b\n", 3),
    "four lone wildcards": ("x.txt", "a" + " * a" * 4, 1),
}


@pytest.mark.parametrize(("name", "content", "n"), list(READ.values()), ids=list(READ))
def test_a_strange_lexicon_is_read_for_what_it_says(name, content, n, tmp_path):
    """Every term is literal, and counted in texts that are made of such signs."""
    path = written(tmp_path, name, content)
    with bounded(seconds=5):
        lexicon = read_lexicon(path)
        framing.analyze(
            "The (a+)+$ fell. " + "a" * 5000 + "! " + "[a-z]{9} " * 50, lexicons=lexicon, models=False, measures=[]
        )
    assert len(lexicon) == n


@pytest.mark.parametrize(
    "path", ["a\0.tsv", "x" * 5000 + ".tsv", "none.tsv", "../../none.tsv"], ids=["NUL", "long", "missing", "climbing"]
)
def test_a_path_that_leads_nowhere_is_refused(path, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(LexiconError):
        read_lexicon(path)
    with pytest.raises(InputError):
        framing.read_articles(path.replace(".tsv", ".csv"))


PATTERNS = {
    "prefix": (["a*"], "a"),
    "suffix": (["*b"], "a"),
    "prefixes of each length": (["a" * n + "*" for n in range(1, 200)], "a"),
    "gaps": (["a" + " * a" * 4], "a "),
    "gaps that fail at the end": (["a" + " * a" * 3 + " * b"], "a "),
    "a phrase of one word": (["a " * 400], "a "),
    "phrases in phrases": ([" ".join(["a"] * n) for n in range(2, 12)], "a "),
    "hyphens": (["a-a-a-a-a-b"], "aaa-"),
    "a wildcard in each word": (["a* a* a* a* *b"], "aa "),
    "a prefix of 900 characters": (["a" * 900 + "*"], "a" * 1000 + " "),
}


@pytest.mark.parametrize(("terms", "text"), list(PATTERNS.values()), ids=list(PATTERNS))
def test_matching_takes_time_by_the_length_of_the_text(terms, text):
    """Of terms made to be looked for in many ways, in texts made to match nearly: ten times the text, about ten times the time."""
    lexicon = Lexicon.from_terms("mine", [term.strip() for term in terms])

    def read(content):
        framing.analyze(content, lexicons=lexicon, models=False, measures=[])

    read("a")
    small, large = (text * (n // len(text)) for n in (20_000, 200_000))
    assert seconds(lambda: read(large)) < 30
    assert is_linear(read, small, large)


# ---- texts


TEXTS = {
    "names without end": "John Smith, ",
    "countries in capitals": "US ",
    "one word": "x",
    "blanks": " ",
    "lines": "\n",
    "straight marks": '"a ',
    "opening marks": "“a ",
    "apostrophes": "'a ",
    "brackets": "(a ",
    "hyphens": "a-",
    "stops": "A. ",
    "numbers": "1,",
    "addresses": "http://",
    "signs for reading direction": "\u202ea ",
    "accents": "a\u0301\u0301",
    "titles": "Mr. ",
    "cues": "he said that ",
    "bylines": "By A B\n",
    "controls": "\x00\x1b",
    "surrogates": "\ud800\udc80 ",
}  # fmt: skip


@pytest.mark.parametrize("piece", list(TEXTS.values()), ids=list(TEXTS))
def test_reading_takes_time_by_the_length_of_the_text(piece):
    """A text of one thing over and over is read with learned models, without another error, five times as long in about five times the time."""
    framing.analyze("It rained.")
    small, large = ("The mayor said: " + piece * (n // len(piece)) for n in (8_000, 40_000))
    assert is_linear(framing.analyze, small, large)


# ---- tables and pages


GOOD = b"text,outlet\n" + b"\n".join(f"{SENTENCE}{i},Wire".replace(", and", " and").encode() for i in range(50))
PACKED = {
    "empty": b"",
    "text": b"text,outlet\n",
    "a zip": zipped({"x.csv": [GOOD]}),
    "its first byte": gzip.compress(GOOD)[:1],
    "its header": gzip.compress(GOOD)[:10],
    "cut off": gzip.compress(GOOD)[:-9],
    "without its sum": gzip.compress(GOOD)[:-4],
    "a wrong sum": gzip.compress(GOOD)[:-8] + bytes(8),
    "a flipped byte": gzip.compress(GOOD)[:40] + b"\x00\xff" + gzip.compress(GOOD)[42:],
    "something behind it": gzip.compress(GOOD) + b"more",
    "an unknown method": b"\x1f\x8b\x07" + gzip.compress(GOOD)[3:],
    "gzip in gzip": gzip.compress(gzip.compress(GOOD)),
    "NULs": gzip.compress(bytes(10_000)),
    "a bomb": gzip.compress(bytes(300 * MEGABYTE), 1),
    "a bomb of text": gzip.compress(b"text\n" + b"a" * 200 * MEGABYTE, 1),
    "bombs behind one another": gzip.compress(b"a" * 20 * MEGABYTE, 9) * 20,
}


@pytest.mark.parametrize("ending", [".csv.gz", ".jsonl.gz", ".parquet.gz", ".txt.gz", ".html.gz", ".JSON.GZ"])
@pytest.mark.parametrize("data", list(PACKED.values()), ids=list(PACKED))
def test_packed_files_that_are_damaged_or_bombs_are_refused(data, ending, tmp_path):
    """Bytes that are no whole gzip, or hold another thing, or more than any text would; in little memory."""
    if ending.startswith((".parquet", ".html")):
        pytest.importorskip({".p": "pyarrow", ".h": "trafilatura"}[ending[:2]])
    path = written(tmp_path, f"x{ending}", data)
    with bounded(), pytest.raises(InputError):
        framing.read_articles(path)


def test_what_is_packed_well_is_read(tmp_path):
    """A table that repeats itself is far below what is refused."""
    path = written(tmp_path, "x.csv.gz", gzip.compress(GOOD))
    assert len(framing.read_articles(path, duplicates="keep")) == 50
    rows = b"text\n" + f"{SENTENCE.replace(',', '')}\n".encode() * 100_000
    assert len(framing.read_articles(written(tmp_path, "y.csv.gz", gzip.compress(rows)), duplicates="exact")) == 1


TABLES = {
    "NULs": ("x.csv", "text,outlet\nIt\0 rained,a\n"),
    "an open quotation mark": ("x.csv", 'text\n"It rained\n'),
    "UTF-16": ("x.csv", "text\nIt rained\n".encode("utf-16")),
    "binary": ("x.csv", bytes(range(256)) * 50),
    "JSON of 10,000 levels": ("x.json", "[" * 10_000 + "]" * 10_000),
    "JSON lines of levels": ("x.jsonl", '{"text":' * 10_000),
    "JSON of numbers": ("x.jsonl", "1" * 10_000),
    "JSON that is no table": ("x.json", '[[["text"]]]'),
    "texts that are objects": ("x.jsonl", '{"text": {"text": "It rained"}}'),
    "no text": ("x.jsonl", '{"a": 1}\n'),
    "a column twice": ("x.csv", "text,text\na,b\n"),
    "no parquet": ("x.parquet", b"PAR1" + bytes(100) + b"PAR1"),
    "half a parquet": ("x.parquet", b"PAR1"),
}


@pytest.mark.parametrize(("name", "content"), list(TABLES.values()), ids=list(TABLES))
def test_a_table_that_is_none_is_refused(name, content, tmp_path):
    """An InputError, or the rows set aside with the reason."""
    if name.endswith("parquet"):
        pytest.importorskip("pyarrow")
    with bounded(seconds=5):
        try:
            articles = framing.read_articles(written(tmp_path, name, content))
        except InputError:
            return
    assert not len(articles)


def page(head="", body=""):
    return f"<html><head>{head}<title>T</title></head><body><article><p>{TEXT}</p></article>{body}</body></html>"


SECRET = "The secret of the neighbouring folder is in nobody's hands."
PAGES = {
    **{
        f"in {name}": f"{page(f'<meta charset={name}>')}".encode() + b"\xff\xfe\x80 \\x \\N{x}"
        for name in ("undefined", "idna", "punycode", "hex", "zlib", "rot13", "unicode_escape", "utf-7", "utf-32", "../../x", "x" * 500)
    },
    "empty": b"",
    "all bytes": bytes(range(256)) * 100,
    "UTF-16, cut": page().encode("utf-16") + b"x",
    "50,000 elements in one another": page(body="<div>" * 50_000),
    "50,000 attributes": page(body=f"<a {'x=1 ' * 50_000}>"),
    "NULs": page(body="\0" * 1000),
    "entities of entities": '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)) + f"]>{page(body='&i;')}",
    "a file as entity": f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY x SYSTEM "secret.txt">]>{page(body="<p>&x;</p>")}',
    "a file as inclusion": page(body='<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="../secret.txt" parse="text"/>'),
    "a file as frame": page(body='<iframe src="../secret.txt"></iframe><object data="../secret.txt"></object>'),
    "metadata of levels": page(f"<script type='application/ld+json'>{'[' * 20_000}</script>"),
    "metadata of other types": page('<script type="application/ld+json">{"@graph":[1,null,{"@type":["NewsArticle",null],"author":[null,{"name":[1]}]}]}</script>'),
    "a date of 5,000 digits": page(f'<meta property="article:published_time" content="{"9" * 5000}">'),
    "an address that is none": page('<meta property="og:url" content="http://[::1"><link rel=canonical href="http://[">'),
    "a word of 300,000 letters": page(body=f"<p>{'a' * 300_000}</p>"),
}  # fmt: skip


@pytest.mark.parametrize("content", list(PAGES.values()), ids=list(PAGES))
def test_a_hostile_page_is_read_or_refused(content, tmp_path):
    """An article or an InputError; nothing is fetched, and no file beside it is read."""
    pytest.importorskip("trafilatura")
    (tmp_path / "pages").mkdir()
    for place in (tmp_path, tmp_path / "pages"):
        written(place, "secret.txt", SECRET)
    with bounded():
        try:
            articles = framing.read_articles(written(tmp_path / "pages", "x.html", content))
        except InputError:
            return
    assert "secret of the" not in " ".join(articles["text"])


# ---- folders


def test_names_in_a_folder_are_names(tmp_path):
    """Ids are paths inside the folder, whatever files are called; what is in an id is never opened."""
    names = [
        "con.txt",
        "nul.txt",
        "....txt",
        "-rf.txt",
        "a\nb.txt",
        "$(x).txt",
        "<b>.txt",
        "%2e%2e%2fx.txt",
        "..\\..\\x.txt",
        "\u202etxt.txt",
        "~.txt",
    ]
    (tmp_path / "n" / "..x").mkdir(parents=True)
    for i, name in enumerate(names):
        written(tmp_path / "n" / "..x" if i % 2 else tmp_path / "n", name, f"{TEXT}{i}")
    written(tmp_path, "secret.txt", SECRET)
    articles = framing.read_articles(tmp_path / "n", duplicates="keep")
    assert sorted(articles.index) == sorted(f"..x/{name}" if i % 2 else name for i, name in enumerate(names))
    assert not articles["text"].str.contains("secret").any()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes")
def test_a_pipe_in_a_folder_is_not_waited_for(tmp_path):
    """Only files are read of a folder."""
    written(tmp_path, "a.txt", TEXT)
    os.mkfifo(tmp_path / "b.txt")
    (tmp_path / "c.txt").symlink_to(os.devnull)
    assert list(framing.read_articles(tmp_path).index) == ["a.txt"]


IDS = ["../../etc/passwd", "/etc/passwd", "..", ".", "", "~", "C:\\x", "\\\\host\\x", "con", "NUL.txt", "COM1", "a\0b", "a\nb", "-rf", "x" * 5000, "\udc80", "．．/x", "%2e%2e/x", "a/../../b", "$(x)", "con.", "lpt9 ", "annotation", "annotation.conf"]  # fmt: skip


def test_brat_writes_into_its_folder_alone(tmp_path):
    """Names of files are made of letters, digits, - and _, and are no device of Windows; nothing stands outside."""
    texts = pd.Series("The regime fell.", pd.Index(objects(IDS), dtype=object), dtype=object)
    names = framing.analyze(texts, models=False).to_brat(tmp_path / "new" / "brat")["name"]
    found = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert found == {
        "new/brat/annotation.conf",
        *(f"new/brat/{name}{end}" for name in names for end in (".txt", ".ann")),
    }
    assert names.str.fullmatch(r"[A-Za-z0-9_-]{1,90}").all()
    assert (
        not names.str.lower()
        .isin(["con", "prn", "aux", "nul", *(f"{port}{i}" for port in ("com", "lpt") for i in range(1, 10))])
        .any()
    )
    assert names.str.lower().is_unique


@pytest.mark.parametrize("name", ["../../evil", "/tmp/evil", "scores", "loaded ", "con", "a/b", "..", "..\\x", "a\0b"])
def test_tables_are_written_into_their_folder_alone(name, tmp_path, capsys, monkeypatch):
    """``framing corpus --parquet``: what a lexicon calls itself leads to no other folder, and takes no other table's place."""
    parquet = pytest.importorskip("pyarrow.parquet")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a" / "b").mkdir(parents=True)
    rows = [json.dumps({"text": f"{TEXT}{i}", "outlet": "Wire" if i % 2 else "Clarion"}) for i in range(4)]
    written(tmp_path, "n.jsonl", "\n".join(rows))
    written(tmp_path, "l.json", json.dumps({"name": name, "entries": [{"term": "council", "label": "x"}]}))
    before = {path for path in tmp_path.rglob("*") if path.is_file()}
    asked = ["--rules", "--duplicates", "keep", "--lexicon", "l.json", "--parquet", "a/b/out"]
    assert main(["corpus", "n.jsonl", *asked]) == 0
    capsys.readouterr()
    made = {path for path in tmp_path.rglob("*") if path.is_file()} - before
    assert {path.parent for path in made} == {tmp_path / "a" / "b" / "out"}
    assert len(made) == 10
    assert "measure" in parquet.read_table(tmp_path / "a" / "b" / "out" / "scores.parquet").column_names
    assert not Path("/tmp/evil.parquet").exists()
