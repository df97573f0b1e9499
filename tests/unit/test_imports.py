"""Imports: the package opens fast and loads what is asked for, when it is asked for."""

import json
import subprocess
import sys

import pytest

import framing

HEAVY = ("pandas", "matplotlib", "sklearn", "nltk", "textstat", "scipy")


def run(code):
    """Run code in a new interpreter and return what it prints, read as JSON."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def loaded_after(statement):
    return set(run(f"import json, sys\n{statement}\nprint(json.dumps([m for m in {HEAVY} if m in sys.modules]))"))


def test_importing_is_fast():
    """``import framing`` takes less than 0.3 s of processor time, best of three."""
    code = "import time; t = time.process_time(); import framing; print(time.process_time() - t)"
    assert min(run(code) for _ in range(3)) < 0.3


@pytest.mark.parametrize(
    ("statement", "absent"),
    [
        pytest.param("import framing", set(HEAVY), id="import"),
        pytest.param("import framing; dir(framing)", set(HEAVY), id="dir"),
        pytest.param("import framing; framing.analyze('x')", set(HEAVY) - {"pandas", "scipy"}, id="analyze"),
        pytest.param("import framing; framing.analyze('x').to_html()", set(HEAVY) - {"pandas", "scipy"}, id="page"),
        pytest.param("import framing; framing.analyze('x').to_json()", set(HEAVY) - {"pandas", "scipy"}, id="JSON"),
        pytest.param("import framing.cli", set(HEAVY) - {"pandas", "scipy"}, id="command line"),
        pytest.param("import framing.plot", {"matplotlib", "sklearn", "nltk", "textstat"}, id="plot"),
    ],
)
def test_nothing_heavy_is_loaded_before_it_is_needed(statement, absent):
    """Optional and slow packages are imported by what uses them, not by the package."""
    assert loaded_after(statement) & absent == set()


def test_nothing_opens_a_socket():
    """Analysis and page work where no socket can be made."""
    code = (
        "import json, socket\n"
        "def refuse(*args, **kwargs): raise SystemExit('a socket was opened')\n"
        "socket.socket = refuse\n"
        "import framing\n"
        "framing.analyze('The regime fell.').to_html()\n"
        "print(json.dumps('fine'))"
    )
    assert run(code) == "fine"


@pytest.mark.parametrize("name", framing.__all__)
def test_every_public_name_is_there(name):
    """Each name of ``__all__`` can be reached and is listed by dir()."""
    assert getattr(framing, name) is not None
    assert name in dir(framing)


def test_an_unknown_name_is_an_attribute_error():
    """The package says which name it does not have."""
    with pytest.raises(AttributeError, match="module 'framing' has no attribute 'analyse'"):
        framing.analyse  # noqa: B018


def test_the_library_prints_nothing(capsys):
    """A call writes neither to standard output nor to standard error."""
    framing.analyze("The regime fell.").to_html()
    assert capsys.readouterr() == ("", "")
