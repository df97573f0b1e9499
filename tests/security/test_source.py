"""Source: the library has no way to the network, to another program or to code in data, and none is taken while it runs."""

import ast
import re
import socket
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import framing
from framing.core import objects
from tests.security.pages import few_and_foreign

ROOT = Path(framing.__file__).parent
TRAINING = ROOT / "training"  # makes the weights; nothing imports it
FILES = {path.relative_to(ROOT).as_posix(): path for path in sorted(ROOT.rglob("*.py")) if TRAINING not in path.parents}
# Modules that reach the network, another program, or code in data.
FORBIDDEN = set(
    "socket ssl http urllib.request urllib3 requests httpx aiohttp ftplib smtplib poplib imaplib telnetlib xmlrpc socketserver webbrowser asyncio "
    "pickle cPickle _pickle dill cloudpickle marshal shelve dbm subprocess pty ctypes cffi code codeop runpy".split()
)
CALLS = {"eval", "exec", "compile", "__import__", "input", "breakpoint"}
METHODS = {
    ("os", name)
    for name in "system popen startfile fork forkpty execv execve execvp execl spawnl spawnv posix_spawn".split()
}
METHODS |= {("pd", "read_pickle"), ("pd", "eval"), ("joblib", "load"), ("joblib", "dump"), ("yaml", "load"), ("np", "fromregex"), ("np", "DataSource")}  # fmt: skip
PATTERNS = {"compile", "search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer"}
ATTRIBUTES = {
    "read_pickle",
    "to_pickle",
    "read_html",
    "read_sql",
    "eval",
    "query",
    "urlopen",
    "urlretrieve",
    "fetch_url",
}


@pytest.fixture(scope="module", params=list(FILES))
def tree(request):
    """The syntax tree of one file of the library."""
    return ast.parse(FILES[request.param].read_text(encoding="utf-8"))


def calls(tree):
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


def name_of(call):
    """What is called: "np.load", "eval"."""
    return ast.unparse(call.func)


def test_the_library_is_read_whole():
    """All files but those of training, which nothing else imports."""
    assert len(FILES) > 100
    assert not [
        name
        for name, path in FILES.items()
        if re.search(r"(from|import) framing\.training", path.read_text(encoding="utf-8"))
    ]


def test_nothing_is_imported_that_reaches_out(tree):
    """No network, no other program, no pickle."""
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and not node.level:
            imported |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    assert not [
        name for name in imported if name in FORBIDDEN or any(name.startswith(f"{each}.") for each in FORBIDDEN)
    ]


def test_no_text_becomes_code(tree):
    """No eval, exec or compile, no shell, and nothing that does it for others."""
    for call in calls(tree):
        name = name_of(call)
        assert name not in CALLS
        assert tuple(name.split(".", 1)) not in METHODS
        assert not (isinstance(call.func, ast.Attribute) and call.func.attr in ATTRIBUTES)


def test_arrays_are_loaded_without_pickle(tree):
    """Every ``np.load`` says ``allow_pickle=False``, and no other reader of arrays is used."""
    for call in calls(tree):
        if name_of(call) in {"np.load", "numpy.load", "np.lib.format.read_array"}:
            said = {keyword.arg: ast.unparse(keyword.value) for keyword in call.keywords}
            assert said.get("allow_pickle") == "False"
        assert name_of(call) not in {"np.genfromtxt", "np.fromfile", "np.memmap"}


def is_fixed(node, known):
    """Whether a pattern is written in the source, or made of such patterns and of what is escaped."""
    if isinstance(node, ast.Name):
        return node.id in known
    if isinstance(node, ast.Call):
        return name_of(node) == "re.escape" or (name_of(node).endswith(".join") and "re.escape" in ast.unparse(node))
    if isinstance(node, ast.JoinedStr | ast.FormattedValue | ast.BinOp):
        parts = [part for part in ast.iter_child_nodes(node) if not isinstance(part, ast.operator)]
        return all(is_fixed(part, known) for part in parts)
    return isinstance(node, ast.Constant)


def constants(tree):
    """The names that a module gives, once, at its top, and those that a comprehension there goes through."""
    named = [
        node.target if isinstance(node, ast.AnnAssign) else node.targets
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign)
    ]
    looped = [
        step.target
        for node in tree.body
        if isinstance(node, ast.Assign)
        for part in ast.walk(node)
        for step in getattr(part, "generators", [])
    ]
    return {
        name.id
        for target in (*named, looped)
        for each in np.atleast_1d(target)
        for name in ast.walk(each)
        if isinstance(name, ast.Name)
    }


def test_patterns_are_those_of_the_source(tree):
    """No regular expression is made of what a user gives, unless it is escaped."""
    for call in calls(tree):
        module, _, function = name_of(call).partition(".")
        if module == "re" and function in PATTERNS:
            assert is_fixed(call.args[0], constants(tree)), ast.unparse(call)


# ---- while it runs


@pytest.fixture
def no_network(monkeypatch):
    """Make every socket, and every look-up of a name, an error."""

    def refuse(*_, **__):
        raise AssertionError("the network was asked for")

    monkeypatch.setattr(socket, "socket", type("Refused", (socket.socket,), {"__init__": refuse}))
    for name in ("create_connection", "getaddrinfo", "gethostbyname"):
        monkeypatch.setattr(socket, name, refuse)


def test_the_network_would_be_noticed(no_network):
    for ask in (socket.socket, lambda: socket.create_connection(("evil.example", 80))):
        with pytest.raises(AssertionError):
            ask()


TEXT = "The cruel regime of {0} fell on Friday, see https://evil.example/{0}. “We lost all of it,” Ana Holm said in {0}, and the thugs left."
PAGE = '<html><head><base href="http://evil.example/"><link rel=canonical href="http://evil.example/x"><title>T</title></head><body><article><p>{}</p><img src="http://evil.example/x.png"></article></body></html>'


@pytest.mark.parametrize("models", ["fast", "accurate", False])
def test_no_socket_is_opened(models, no_network, tmp_path):
    """Reading, analysing, comparing, plotting and writing everything ask for no network."""
    if models == "accurate":
        pytest.importorskip("onnxruntime")
    towns = "Ansel Brenk Corvo Delm".split()
    rows = {
        "text": [TEXT.format(town) for town in towns * 2],
        "outlet": ["http://evil.example", "Wire"] * 4,
        "url": "http://evil.example/x",
    }
    pd.DataFrame(rows).to_csv(tmp_path / "n.csv", index=False)
    report = framing.analyze(framing.read_articles(tmp_path / "n.csv", duplicates="keep"), models=models)
    with few_and_foreign():
        report.to_html(tmp_path / "c.html", by="outlet")
    for write, name in (
        (report.to_csv, "s.csv"),
        (report.to_jsonl, "e.jsonl"),
        (report.to_json, "r.json"),
        (report.to_brat, "brat"),
    ):
        write(tmp_path / name)
    report.to_html(tmp_path / "a.html", doc_id=0)
    report.plot(doc_id=0).figure.savefig(tmp_path / "a.svg")
    assert report.methods(kind="bibtex")


def test_pages_are_read_without_network(no_network, tmp_path):
    """What a saved page links to is not fetched."""
    pytest.importorskip("trafilatura")
    (tmp_path / "x.html").write_text(PAGE.format(" ".join([TEXT.format("Ansel")] * 5)), encoding="utf-8")
    assert len(framing.read_articles(tmp_path / "x.html")) == 1


def test_braces_and_signs_in_a_text_are_not_filled_in():
    """A text or a name that looks like a template of Python's is printed as it is."""
    word = "{0.__class__} %(x)s %n {x!r} ${y}"
    report = framing.analyze(
        pd.Series(["It rained."], pd.Index(objects([word]), dtype=object)), actors={word: ["Ada"]}, models=False
    )
    assert list(report.scores.index) == [word]
    assert word in report.to_json()
