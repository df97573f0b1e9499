"""The command line: what it prints, writes and returns."""

import csv
import io
import json
import os
import subprocess
import sys

import pytest

import framing
from framing.cli import main

TEXT = "The cruel regime fell on Friday. “A shameful day,” Ana Reyes said. The thugs left.\n"
GERMAN = "Der Rat hat am Dienstag beschlossen, das alte Haus am Fluss zu schließen und die Wege zu sperren. " * 5


def write(folder, name="a.txt", content=TEXT):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(path)


def test_a_summary_is_printed(tmp_path, capsys):
    """Without options the scores, the loaded terms in context and the sources are printed."""
    path = write(tmp_path)
    assert main(["article", path]) == 0
    out, err = capsys.readouterr()
    assert out.startswith(f"{path}: 15 words in 3 sentences")
    assert "loaded terms   3 in the outlet's wording (12 words) = 250.0 per 1,000; 1 in quotations" in out
    assert all(f"[{term}]" in out for term in ("cruel", "regime", "shameful", "thugs"))
    assert "Ana Reyes" in out
    assert "fewer than 150 words" in out
    assert err == ""


def test_json_is_printed(tmp_path, capsys):
    """--json prints JSON and nothing else, with the file name as id."""
    path = write(tmp_path)
    assert main(["article", path, "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["scores"][0]["doc_id"] == path
    assert [row["text"] for row in data["evidence"]["loaded"]] == ["cruel", "regime", "shameful", "thugs"]


def test_json_stays_json_beside_files(tmp_path, capsys):
    """--json with --html and --csv writes the files and prints JSON alone."""
    html, table = tmp_path / "o.html", tmp_path / "o.csv"
    assert main(["article", write(tmp_path), "--json", "--html", str(html), "--csv", str(table)]) == 0
    json.loads(capsys.readouterr().out)
    assert "<mark" in html.read_text(encoding="utf-8")
    assert table.read_text(encoding="utf-8").startswith("file,")


def test_a_page_takes_one_article(tmp_path, capsys):
    """--html with several files is refused, and nothing is written."""
    html = tmp_path / "o.html"
    assert main(["article", write(tmp_path), write(tmp_path, "b.txt"), "--html", str(html)]) == 2
    assert "--html takes one article; 2 were given" in capsys.readouterr().err
    assert not html.exists()


def test_a_table_has_one_row_per_file(tmp_path, capsys):
    """--csv writes the file names and the score columns; a file named twice counts once."""
    one, two, table = write(tmp_path), write(tmp_path, "b.txt"), tmp_path / "o.csv"
    assert main(["article", one, two, one, "--csv", str(table)]) == 0
    rows = list(csv.DictReader(io.StringIO(table.read_text(encoding="utf-8"))))
    assert [row["file"] for row in rows] == [one, two]
    assert float(rows[0]["n_words"]) == 15
    assert f"Written: {table}" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["=1+1.txt", "+1.txt", "-1.txt", "@sum.txt", "\t=1.txt"], ids=repr)
@pytest.mark.filterwarnings("error")
def test_a_file_name_is_no_formula(tmp_path, monkeypatch, name):
    """A file name that a spreadsheet would compute is written as text."""
    monkeypatch.chdir(tmp_path)
    write(tmp_path, name)
    assert main(["article", "--csv", "o.csv", "--", name]) == 0
    (row,) = csv.DictReader(io.StringIO((tmp_path / "o.csv").read_text(encoding="utf-8")))
    assert row["file"] == "'" + name


def test_standard_input_is_a_file(monkeypatch, capsys):
    """- reads standard input as UTF-8."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode()), encoding="ascii"))
    assert main(["article", "-"]) == 0
    assert "15 words in 3 sentences" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param("", "is empty", id="empty"),
        pytest.param(" \r\n\t", "is empty", id="white space"),
        pytest.param(b"\xef\xbb\xbf", "is empty", id="byte order mark alone"),
        pytest.param(b"%PDF-1.7\n%abc", "is binary", id="PDF"),
        pytest.param(b"PK\x03\x04" + b"a" * 500, "is binary", id="archive"),
        pytest.param(b"\x00\x01\x02 rain" * 50, "is binary", id="control bytes"),
        pytest.param("It rained.".encode("utf-16"), "Save it as", id="UTF-16"),
        pytest.param(b"The caf\xe9 closed.", "is not UTF-8 (byte 7 is 0xe9)", id="Latin-1"),
        pytest.param(GERMAN, "does not read as English", id="German"),
        pytest.param(
            "Совет решил закрыть старый мост до весны и ждать. " * 8, "does not read as English", id="Russian"
        ),
        pytest.param("市议会周五投票决定重建这座旧桥，工程将持续一年。" * 20, "does not read as English", id="Chinese"),
    ],
)
def test_a_file_that_is_no_english_text_is_refused(tmp_path, capsys, content, message):
    """Exit code 2, nothing printed, and one line that names the file, what is wrong and what to do."""
    path = write(tmp_path, content=content)
    assert main(["article", path]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"framing: {path} ")
    assert message in err
    assert err.count("\n") == 1


def test_a_missing_file_is_named(tmp_path, capsys):
    """A file that is not there gives exit code 2."""
    assert main(["article", str(tmp_path / "none.txt")]) == 2
    assert "There is no file" in capsys.readouterr().err


def test_a_folder_is_named(tmp_path, capsys):
    """A folder gives exit code 2 and how to name its files."""
    assert main(["article", str(tmp_path)]) == 2
    assert f"{tmp_path} is a folder. Name the files in it" in capsys.readouterr().err


@pytest.mark.parametrize("option", ["--html", "--csv"])
def test_a_place_that_cannot_be_written_is_named(tmp_path, capsys, option):
    """An output in a folder that is not there gives exit code 2."""
    target = str(tmp_path / "none" / "o.x")
    assert main(["article", write(tmp_path), option, target]) == 2
    assert "none" in capsys.readouterr().err


def test_some_failed(tmp_path, capsys):
    """Good files are read beside bad ones; the exit code is 1."""
    good = write(tmp_path)
    assert main(["article", str(tmp_path / "none.txt"), good, write(tmp_path, "e.txt", "")]) == 1
    out, err = capsys.readouterr()
    assert out.startswith(good)
    assert err.count("framing: ") == 2


@pytest.mark.parametrize(
    ("content", "code"),
    [pytest.param("term\tlabel\nday\ttime\n", 0, id="good"), pytest.param("word\nday\n", 2, id="malformed")],
)
def test_a_lexicon_of_ones_own(tmp_path, capsys, content, code):
    """--lexicon counts a lexicon beside the shipped ones; a malformed one gives exit code 2."""
    lexicon = write(tmp_path, "mine.tsv", content)
    assert main(["article", write(tmp_path), "--lexicon", lexicon, "--json"]) == code
    out, err = capsys.readouterr()
    if code == 0:
        assert json.loads(out)["scores"][0]["mine__time_n"] == 0
    else:
        assert "no column 'term'" in err


def test_a_lexicon_that_is_not_there(tmp_path, capsys):
    """A missing lexicon gives exit code 2 and its path."""
    assert main(["article", write(tmp_path), "--lexicon", str(tmp_path / "none.tsv")]) == 2
    assert "none.tsv" in capsys.readouterr().err


def test_what_a_terminal_cannot_show(tmp_path, capsys):
    """Control characters of a text do not reach the terminal."""
    path = write(tmp_path, content="The cruel\x1b[31m regime fell, and the \x1b]0;title\x07 thugs left.\n" + TEXT * 5)
    assert main(["article", path]) == 0
    assert "\x1b" not in capsys.readouterr().out


def test_a_file_name_with_controls_is_shown_plainly(tmp_path, capsys):
    """Control characters of a file name do not reach the terminal."""
    assert main(["article", write(tmp_path, "a\x1b[31m.txt"), str(tmp_path / "b\x1b[31m.txt")]) == 1
    out, err = capsys.readouterr()
    assert "\x1b" not in out
    assert "\x1b" not in err


@pytest.mark.parametrize("argv", [[], ["article"], ["artikel"], ["article", "a.txt", "--none"]], ids=repr)
def test_a_wrong_call_gives_usage(argv, capsys):
    """Usage goes to standard error with exit code 2."""
    with pytest.raises(SystemExit) as stop:
        main(argv)
    assert stop.value.code == 2
    assert "usage: framing" in capsys.readouterr().err


def test_the_version_is_printed(capsys):
    """--version prints the version of the package."""
    with pytest.raises(SystemExit) as stop:
        main(["--version"])
    assert stop.value.code == 0
    assert capsys.readouterr().out == f"framing {framing.__version__}\n"


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_a_terminal_of_any_encoding_serves(tmp_path, encoding):
    """The summary is printed whatever the terminal can encode."""
    path = write(tmp_path, content=TEXT + "The thug’s 北京 plan — a farce.\n")
    done = subprocess.run(
        [sys.executable, "-m", "framing", "article", path],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"},
        check=False,
    )
    assert (done.returncode, b"Traceback" in done.stderr) == (0, False)


def test_a_closed_pipe_is_no_crash(tmp_path):
    """Output cut off by a reader (``| head -1``) leaves no traceback."""
    paths = [write(tmp_path, f"{i}.txt", TEXT * 20) for i in range(40)]
    with subprocess.Popen(
        [sys.executable, "-m", "framing", "article", *paths], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        process.stdout.readline()
        process.stdout.close()
        err = process.stderr.read()
    assert b"Traceback" not in err


def test_an_article_is_not_overwritten(tmp_path, capsys):
    """An output that would overwrite an article is refused, and the article stays."""
    article = tmp_path / "a.txt"
    article.write_text("The regime fell.", encoding="utf-8")
    assert main(["article", str(article), "--csv", str(article)]) == 2
    assert article.read_text(encoding="utf-8") == "The regime fell."
    assert "would be overwritten" in capsys.readouterr().err


def test_an_own_lexicon_shows_in_the_summary(tmp_path, capsys):
    """Each label of an added lexicon has a line."""
    (tmp_path / "mine.txt").write_text("fell\n", encoding="utf-8")
    (tmp_path / "a.txt").write_text("The regime fell.", encoding="utf-8")
    assert main(["article", str(tmp_path / "a.txt"), "--lexicon", str(tmp_path / "mine.txt")]) == 0
    assert "mine: mine" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param("<!DOCTYPE html><html><body>The regime fell.</body></html>", "HTML", id="page"),
        pytest.param("🙂🙂", "no word", id="no words"),
    ],
)
def test_what_is_no_article_is_refused(tmp_path, capsys, content, said):
    """A page of HTML and a text without words are refused with the reason."""
    (tmp_path / "a.txt").write_text(content, encoding="utf-8")
    assert main(["article", str(tmp_path / "a.txt")]) == 2
    assert said in capsys.readouterr().err
