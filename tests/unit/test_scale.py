"""Shards: done once, whole or not at all, and the same whoever makes them; opened, they are the report of analyze()."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import framing
from framing.core import InputError, objects
from framing.core.arrays import is_whole, read_columns, write_columns
from framing.scale import ArticleStream, Plan, Row, open_results, process_corpus, process_shard, shards_of
from framing.scale.results import read_manifest
from framing.scale.run import _died
from framing.scale.shards import Shard, read_evidence, read_found

CORPUS = Path(__file__).parents[2] / "examples" / "corpus" / "articles.csv"
SMALL = 8_000  # characters of a shard: the 24 articles are in some six
TABLES = ("sentences", "words", "sources", "suggestions", "actors", "mentions", "descriptors", "intervals")


def bytes_of(folder):
    """Return the content of each file of a folder by its name."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def times_of(folder):
    """Return when each shard was written, and under which number the disk has it."""
    return {path.name: (path.stat().st_mtime_ns, path.stat().st_ino) for path in (folder / "shards").glob("*.npz")}


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    """Return the folder of an undisturbed run, and its manifest."""
    folder = tmp_path_factory.mktemp("scale") / "out"
    return folder, process_corpus(CORPUS, folder, characters=SMALL)


@pytest.fixture(scope="module")
def direct():
    """Return the report of the same articles, read at once."""
    return framing.analyze(framing.read_articles(CORPUS, duplicates="exact"))


# ---- columns on disk


@pytest.mark.parametrize(
    "column",
    [
        pytest.param(np.array([5, 5, -7, 2**40]), id="whole numbers"),
        pytest.param(np.zeros(0, dtype=np.int64), id="no numbers"),
        pytest.param(np.array([0.1, np.nan, np.inf]), id="numbers"),
        pytest.param(np.array([True, False]), id="truth values"),
        pytest.param(np.array([[1.5, 2], [3, 4]]), id="table"),
        pytest.param(np.array([1, 2], dtype=np.int8), id="small numbers"),
        pytest.param(objects(["a", None, "a", "\ud800\x00\u2028", ""]), id="texts"),
        pytest.param(objects([1, 1.0, True, None, 1]), id="equal values of different types"),
        pytest.param(objects([["a", 1], {"name": None}, ["a", 1]]), id="lists and objects"),
        pytest.param(objects([]), id="no texts"),
    ],
)
def test_columns_come_back(tmp_path, column):
    """Values, their types and the dtype are those that were written."""
    path = tmp_path / "a.npz"
    write_columns(path, {"a/b|c": column})
    (back,) = read_columns(path).values()
    assert list(read_columns(path)) == ["a/b|c"]
    assert back.dtype == column.dtype
    assert [(type(value), repr(value)) for value in back.tolist()] == [
        (type(value), repr(value)) for value in column.tolist()
    ]


def test_the_same_columns_are_the_same_bytes(tmp_path):
    """Nothing of the hour or the process goes into a file."""
    columns = {"x": np.arange(9), "y": objects(list("abcabcabc"))}
    for name in ("a", "b"):
        write_columns(tmp_path / name, columns)
        time.sleep(0.01)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_damaged_files_are_refused(done, tmp_path):
    """Cut off anywhere, or with a byte changed, a file is not whole; reading it says so or gives columns, never another error."""
    whole = next((done[0] / "shards").glob("*.npz")).read_bytes()
    path = tmp_path / "a.npz"
    for n in range(0, len(whole), len(whole) // 40):
        path.write_bytes(whole[:n])
        assert not is_whole(path)
        with pytest.raises(InputError, match="is damaged"):
            read_columns(path)
    rng = np.random.default_rng(0)
    for place in rng.integers(len(whole), size=60).tolist():
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :])
        try:
            read_columns(path)
        except InputError:
            continue


def test_a_file_with_pickles_is_refused(tmp_path):
    """Nothing of a file is run."""
    np.savez(tmp_path / "a.npz", **{"x|as-is": np.array([print], dtype=object)})
    with pytest.raises(InputError, match="is damaged"):
        read_columns(tmp_path / "a.npz")


# ---- shards


def test_rows_stay_in_order_in_shards():
    """All rows come, in order; a shard ends with the row that makes it large enough."""
    rows = [Row(i, "x" * 40, {}, None) if i % 3 else Row(i, None, {}, "no text") for i in range(20)]
    shards = list(shards_of(rows, 100))
    assert [row.doc_id for shard in shards for row in shard.rows] == list(range(20))
    assert [shard.number for shard in shards] == list(range(len(shards)))
    assert all(sum(len(row.text or "") for row in shard.rows) >= 100 for shard in shards[:-1])


def test_articles_share_shards_and_long_texts_do_not():
    """Shards are as large as they are said to be; a text that is read in sections stands alone."""
    rows = [Row(i, "x" * (150_000 if i in {400, 401} else 3_000), {}, None) for i in range(700)]
    sizes = [len(shard.rows) for shard in shards_of(rows)]
    assert sizes == [167, 167, 66, 1, 1, 167, 131]


def test_a_shard_is_named_by_what_goes_in():
    """Another text, id, outlet, reason or plan gives another name."""
    row = Row(0, "It rained.", {"outlet": "Wire"}, None)
    others = [row._replace(doc_id=1), row._replace(text="It rains."), row._replace(meta={"outlet": "A"}), row._replace(reason="no")]  # fmt: skip
    names = {Shard(0, [each]).file("digest") for each in (row, *others)} | {Shard(0, [row]).file("other digest")}
    assert len(names) == 6
    assert Shard(0, [row]).file("digest") in names


def test_an_error_sets_its_shard_aside(tmp_path, monkeypatch):
    """With what went wrong as the reason."""

    def fail(*_):
        raise ZeroDivisionError("nothing to divide")

    monkeypatch.setattr("framing.scale.shards._columns", lambda shard, plan, real=framing.scale.shards._columns: real(shard, plan) if shard.rows[0].reason else fail())  # fmt: skip
    process_shard(Shard(0, [Row(7, "It rained.", {}, None)]), Plan(), tmp_path / "a.npz")
    reasons = read_columns(tmp_path / "a.npz", "aside/")
    assert reasons["aside/id"].tolist() == [7]
    assert reasons["aside/reason"].tolist() == ["could not be read (ZeroDivisionError: nothing to divide)"]


# ---- a corpus


def test_the_manifest_counts_every_row(done):
    """Rows are articles and rows set aside, over all and in each shard."""
    folder, told = done
    assert told["n_rows"] == told["n_articles"] + told["n_set_aside"] == 24
    assert told["n_made"] == len(told["shards"]) > 3
    assert all(shard["n_rows"] == shard["n_articles"] + shard["n_set_aside"] for shard in told["shards"])
    assert read_manifest(folder)["finished"]


def test_results_are_the_report_of_analyze(done, direct):
    """Every table, the scores, metadata and provenance are the same."""
    report = open_results(done[0])
    pd.testing.assert_frame_equal(report.scores, direct.scores, check_exact=True)
    pd.testing.assert_frame_equal(report.meta, direct.meta, check_column_type=False)
    for name in direct.provenance["lexicons"].keys() & {"loaded", "attribution", "actors", "toward", "quotations"}:
        pd.testing.assert_frame_equal(report.evidence(name), direct.evidence(name), check_exact=True)
    for name in TABLES:
        pd.testing.assert_frame_equal(getattr(report, name)(), getattr(direct, name)(), check_exact=True)
    assert report.provenance == direct.provenance
    assert report.methods() == direct.methods()
    assert report.text(3) == direct.text(3)


@pytest.mark.filterwarnings("ignore:Fewer than 10 articles")
def test_statistics_run_on_results(done, direct):
    """Without reading the articles again: no model is asked."""
    report = open_results(done[0])
    for statistic in (framing.compare, framing.source_balance, framing.compare_actors):
        pd.testing.assert_frame_equal(statistic(report, "outlet"), statistic(direct, "outlet"))
    theirs = framing.keyness(direct, "outlet").sort_values(["group", "term"], ignore_index=True)
    pd.testing.assert_frame_equal(
        framing.keyness(report, "outlet").sort_values(["group", "term"], ignore_index=True), theirs
    )
    assert report.to_html(by="outlet").count("<svg") == direct.to_html(by="outlet").count("<svg")


def test_files_do_not_depend_on_the_number_of_processes(done, tmp_path):
    """Nor on the seed of hashes, which differs from process to process: the same bytes."""
    process_corpus(CORPUS, tmp_path / "out", characters=SMALL, n_jobs=2)
    assert bytes_of(tmp_path / "out") == bytes_of(done[0])


def test_exports_do_not_depend_on_the_size_of_shards(done, tmp_path):
    """The tables that leave are the same to the byte."""
    process_corpus(CORPUS, tmp_path / "out", characters=10**9)
    reports = open_results(done[0]), open_results(tmp_path / "out")
    for i, report in enumerate(reports):
        report.to_csv(tmp_path / f"{i}.csv")
        report.to_jsonl(tmp_path / f"{i}.jsonl")
    assert (tmp_path / "0.csv").read_bytes() == (tmp_path / "1.csv").read_bytes()
    assert (tmp_path / "0.jsonl").read_bytes() == (tmp_path / "1.jsonl").read_bytes()


def test_what_is_done_stays_done(done, tmp_path):
    """A shard that is gone or damaged is made again, the others are not touched, and all bytes are those of an undisturbed run."""
    process_corpus(CORPUS, tmp_path / "out", characters=SMALL)
    before = times_of(tmp_path / "out")
    gone, damaged = sorted(before)[1:3]
    (tmp_path / "out" / "shards" / gone).unlink()
    path = tmp_path / "out" / "shards" / damaged
    path.write_bytes(path.read_bytes()[:-100])
    (tmp_path / "out" / "shards" / "000009-x.npz.1.tmp").write_bytes(b"left behind")
    told = process_corpus(CORPUS, tmp_path / "out", characters=SMALL)
    assert (told["n_made"], told["n_found"]) == (2, len(before) - 2)
    assert {name: at for name, at in times_of(tmp_path / "out").items() if name not in (gone, damaged)} == {
        name: at for name, at in before.items() if name not in (gone, damaged)
    }
    assert bytes_of(tmp_path / "out") == bytes_of(done[0])


def test_other_settings_do_not_take_what_is_there(done, tmp_path):
    """A shard is done for its settings and lexicons alone; a lexicon of one's own is kept beside, and may be gone later."""
    lexicon = tmp_path / "mine.txt"
    lexicon.write_text("mayor\n", encoding="utf-8")
    plan = Plan(measures=["loaded"], lexicons=[str(lexicon)], models=False)
    assert process_corpus(CORPUS, tmp_path / "out", plan=plan)["n_made"] == 1
    assert process_corpus(CORPUS, tmp_path / "out", plan=plan)["n_made"] == 0
    lexicon.write_text("mayor\npolice\n", encoding="utf-8")
    assert process_corpus(CORPUS, tmp_path / "out", plan=plan)["n_made"] == 1
    lexicon.unlink()
    report = open_results(tmp_path / "out")
    assert set(report.evidence("mine")["term"]) == {"mayor", "police"}


class DeadlyText(str):
    """A text that ends the process which unpacks it."""

    __slots__ = ()

    def __reduce__(self):
        return os._exit, (9,)


class DeadlyStream(ArticleStream):
    """Articles of which one is deadly."""

    def __iter__(self):
        for row in super().__iter__():
            yield row._replace(text=DeadlyText(row.text)) if row.doc_id == 5 else row


def test_a_shard_that_kills_its_process_is_set_aside(tmp_path):
    """With the reason; all others are done, and no row is lost."""
    told = process_corpus(DeadlyStream(CORPUS), tmp_path / "out", characters=SMALL, n_jobs=2)
    report = open_results(tmp_path / "out")
    (shard,) = (shard for shard in told["shards"] if shard["n_set_aside"])
    assert told["n_rows"] == 24 == told["n_articles"] + told["n_set_aside"]
    assert shard["n_set_aside"] == shard["n_rows"]
    assert 5 in set(report.set_aside["doc_id"])
    assert set(report.set_aside["reason"]) == {"its process died, each time it was tried"}
    assert len(report.scores) == told["n_articles"]


RUN = "import sys, framing\nframing.process_corpus(sys.argv[1], sys.argv[2], characters=8_000, n_jobs=2)"


def started(tmp_path):
    """Start a run in a process of its own, and wait until it has made a shard more."""
    script = tmp_path / "run.py"
    script.write_text(RUN, encoding="utf-8")
    n = len(times_of(tmp_path / "out")) if (tmp_path / "out").exists() else 0
    process = subprocess.Popen([sys.executable, script, CORPUS, tmp_path / "out"], stderr=subprocess.PIPE)
    while process.poll() is None and len(times_of(tmp_path / "out")) <= n:
        time.sleep(0.01)
    return process


@pytest.mark.parametrize("how", [pytest.param(signal.SIGKILL, id="killed"), pytest.param(signal.SIGINT, id="Ctrl-C")])
@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_run_that_is_ended_goes_on(done, tmp_path, how):
    """Whenever it is ended, shards that were done are not made again, and the end is that of an undisturbed run."""
    for _ in range(2):
        process = started(tmp_path)
        process.send_signal(how)
        process.communicate()
        before = times_of(tmp_path / "out")
        assert all(is_whole(tmp_path / "out" / "shards" / name) for name in before)
    told = process_corpus(CORPUS, tmp_path / "out", characters=SMALL)
    after = times_of(tmp_path / "out")
    assert told["n_made"] + told["n_found"] == len(after)
    assert {name: after[name] for name in before} == before
    assert bytes_of(tmp_path / "out") == bytes_of(done[0])


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(None, "There are no results in", id="nothing there"),
        pytest.param("{", "cannot be read", id="no JSON"),
        pytest.param("[]", "is no manifest of framing", id="another file"),
        pytest.param(json.dumps({"finished": False, "made_by": {}, "plan": {}, "shards": [], "delimited": True}), "not finished", id="unfinished"),
    ],
)  # fmt: skip
def test_folders_that_cannot_be_opened(tmp_path, content, message):
    """The error says what to do."""
    if content is not None:
        (tmp_path / "manifest.json").write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        open_results(tmp_path)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        pytest.param({"n_jobs": 0}, "is no number of processes", id="no process"),
        pytest.param({"plan": Plan(lexicons=["no.tsv"])}, "no lexicon", id="no lexicon"),
        pytest.param({"plan": Plan(models="slow")}, "neither True", id="no model"),
        pytest.param({"plan": Plan(measures=["mood"])}, "No measure is called", id="no measure"),
    ],
)
def test_runs_that_cannot_begin(tmp_path, options, message):
    """The error comes before anything is read, and does not spoil the folder for the next try."""
    for _ in range(2):
        with pytest.raises(framing.FramingError, match=message):
            process_corpus(CORPUS, tmp_path / "out", **options)


def test_an_error_of_the_disk_ends_the_run(tmp_path):
    """It is no fault of the shard."""
    with pytest.raises(OSError, match="No such file"):
        process_shard(Shard(0, [Row(0, "It rained.", {}, None)]), Plan(), tmp_path / "gone" / "a.npz")
    with pytest.raises(OSError, match="No space left"):
        _died(OSError("No space left"))


def test_a_folder_with_other_files_is_left_alone(tmp_path):
    """Results go into a folder of their own."""
    (tmp_path / "thesis.docx").write_text("years of work", encoding="utf-8")
    with pytest.raises(InputError, match="holds other files than results"):
        process_corpus(CORPUS, tmp_path)
    with pytest.raises(InputError, match="is a file"):
        process_corpus(CORPUS, tmp_path / "thesis.docx")


def test_any_name_can_be_kept(tmp_path):
    """Whatever a column of the input or a lexicon is called."""
    odd = ["\ud800", "a\x00b", "a/b|c", "../x", ""]
    rows = [Row(0, "It rained on the mayor.", {name: name for name in odd}, None)]
    lexicon = tmp_path / "mine.tsv"
    lexicon.write_text("# name: a/b\nterm\tlabel\nmayor\tx\n", encoding="utf-8")
    plan = Plan(measures=["loaded"], lexicons=[lexicon], models=False)
    process_shard(Shard(0, rows), plan, tmp_path / "a.npz")
    meta = read_found(tmp_path / "a.npz").meta
    assert [meta[name].iloc[0] for name in odd] == odd
    assert len(read_evidence(tmp_path / "a.npz", meta)[1]["a/b"]) == 1


def test_a_lexicon_that_changes_is_read_anew(tmp_path):
    """By a process that has read it before, as workers of a cluster may have."""
    lexicon, found = tmp_path / "mine.txt", []
    for words in ("mayor\n", "mayor\nrained\n"):
        lexicon.write_text(words, encoding="utf-8")
        rows = [Row(0, "It rained on the mayor.", {}, None)]
        process_shard(Shard(0, rows), Plan(measures=["loaded"], lexicons=[lexicon], models=False), tmp_path / "a.npz")
        found.append(len(read_evidence(tmp_path / "a.npz", pd.DataFrame(index=[0]))[1]["mine"]))
    assert found == [1, 2]


def test_reasons_are_counted_by_kind(tmp_path):
    """However many lines there are, the manifest stays short; each row has its own reason in the results."""
    path = tmp_path / "a.jsonl"
    path.write_text(
        '{"text": "It rained."}\n' + "".join(f"{{{n}\n" for n in range(50)) + "[1]\n[2]\n", encoding="utf-8"
    )
    told = process_corpus(path, tmp_path / "out", plan=Plan(measures=["loaded"], models=False))
    assert told["set_aside"] == {"not JSON": 50, "not an object": 2}
    assert open_results(tmp_path / "out").set_aside["reason"].nunique() == 52


def test_a_plan_is_said_in_names():
    """What another process cannot make is refused, and the same plan is equal and can be hashed."""
    with pytest.raises(InputError, match="has a Lexicon"):
        Plan(lexicons=[framing.load_lexicon("hedges")])
    plans = [Plan(actors={"China": ["China", "Beijing"]}, measures=["actors"]) for _ in range(2)]
    assert len(set(plans)) == 1
    assert Plan(**json.loads(json.dumps(plans[0].written()))) == plans[0]


def test_an_empty_shard_opens(tmp_path):
    """Where all rows of a corpus are set aside, the report is empty and says why."""
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "", "outlet": "Wire", "n": 1}\n{"text": null, "outlet": "Wire"}\n', encoding="utf-8")
    told = process_corpus(ArticleStream(path, columns={"text": "text"}), tmp_path / "out")
    report = open_results(tmp_path / "out")
    assert (told["n_rows"], len(report.scores), len(report.set_aside)) == (2, 0, 2)
    assert not len(report.evidence("loaded"))
