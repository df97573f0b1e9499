"""What to write in a paper: a paragraph on methods, its facts as JSON, and BibTeX entries of what was used.

Everything follows from ``report.provenance``, so that the paragraph names the version, the lexicons and the weights that
made the numbers, and changes when a setting does. What rests on which source is told by citations.tsv, the entries stand
in references.bib, both beside this module.
"""

from __future__ import annotations

import copy
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

from framing.core import InputError, did_you_mean
from framing.version import __version__

Facts = Mapping[str, Any]  # as report.provenance

SOFTWARE = "framing"  # its key, cited once
VERSIONS = ("framing", "python", "numpy", "pandas")
NEEDED = (*VERSIONS, "models", "lexicons", "settings", "n_documents", "set_aside")  # of the facts
HASH = 8  # characters of a sha256 that a paper needs: enough to tell versions apart

MODES = {
    False: "Texts were read by rules and lexicons alone (models=False)",
    "fast": 'Texts were read by rules, lexicons and linear models (models="fast")',
    "accurate": 'Texts were read by rules, lexicons, linear models and a small transformer (models="accurate")',
}


def methods_paragraph(facts: Facts, *, excluded: Mapping[str, int] | None = None, steps: Iterable[str] = ()) -> str:
    """Return a paragraph for the methods section of a paper.

    Parameters
    ----------
    facts : mapping
        ``report.provenance``, or the same read back from JSON.
    excluded : mapping of str to int, optional
        Texts that you left out before, by reason: ``{"duplicate": 12}``.
    steps : iterable of str
        What followed, by the name of its function: "intervals", "norms", "actors", "descriptors", "compare", "keyness", "trends",
        "source_balance", "compare_actors".

    Returns
    -------
    str
        Plain English; sources as Pandoc writes them, ``[@hyland2005; @recasens2013]``. :func:`bibtex` has the entries. The same
        facts give the same paragraph.

    Raises
    ------
    InputError
        If `facts` lacks something that a provenance has, or a step is unknown.

    Examples
    --------
    >>> import framing
    >>> report = framing.analyze(["The regime fell.", None], measures=["readability"], models=False)
    >>> text = methods_paragraph(report.provenance, excluded={"duplicate": 2})
    >>> print(text.partition(" The parts")[0].replace(framing.__version__, "X.Y"))
    1 text was analysed with framing X.Y [@framing]. 1 text was set aside (missing value: 1), and 2 texts were excluded
    before (duplicate: 2).
    """
    told = methods_json(facts, excluded=excluded, steps=steps)
    parts = (
        _texts(told),
        _blocks(told),
        _measured(told),
        _models(told),
        _lexicons(told),
        _settings(told),
        _steps(told),
    )
    return " ".join(part for part in parts if part)


def methods_json(
    facts: Facts, *, excluded: Mapping[str, int] | None = None, steps: Iterable[str] = ()
) -> dict[str, Any]:
    """Return what :func:`methods_paragraph` says, for a file beside the data.

    Parameters
    ----------
    facts, excluded, steps
        As in :func:`methods_paragraph`.

    Returns
    -------
    dict
        ``software`` (versions), ``n_documents``, ``set_aside`` and ``excluded`` (reason to number), ``settings``, ``thresholds``
        (where the facts hold them), ``measures`` and ``steps`` (what, citations), ``models`` (sha256, citations), ``lexicons``,
        ``citations`` (all keys, that of framing first). ``json.dumps`` can write it.

    Raises
    ------
    InputError
        As :func:`methods_paragraph`.

    Examples
    --------
    >>> import framing
    >>> report = framing.analyze("They slammed the plan.", measures=["loaded"], models=False)
    >>> methods_json(report.provenance)["measures"]["loaded"]
    {'what': 'words that judge while they name', 'citations': ['spinde2021', 'dasanmartino2020', 'garwood1936']}
    """
    settings, steps = _checked(facts, steps)
    told = {
        "software": {name: facts[name] for name in VERSIONS},
        "n_documents": facts["n_documents"],
        "set_aside": _by_number(Counter(row["reason"] for row in facts["set_aside"])),
        "excluded": _by_number(excluded or {}),
        "settings": copy.deepcopy(settings),
        "thresholds": dict(facts.get("thresholds", {})),
        "measures": {name: _cited("measure", name) for name in settings["measures"]},
        "models": _weights(facts["models"], shipped=settings["models"] in MODES),
        "lexicons": {name: dict(facts["lexicons"][name]) for name in sorted(facts["lexicons"])},
        "steps": {name: _cited("step", name) for name in steps},
    }
    parts = [part for kind in ("measures", "models", "steps") for part in told[kind].values()]
    keys = [SOFTWARE, *(key for part in parts for key in part["citations"])]
    return {**told, "citations": list(dict.fromkeys(keys))}


def bibtex(keys: str | Iterable[str] | None = None, *, version: str = __version__) -> str:
    """Return BibTeX entries.

    Parameters
    ----------
    keys : str or iterable of str, optional
        Which, such as ``methods_json(report.provenance)["citations"]``; all without it.
    version : str
        The version of framing that the first entry names.

    Returns
    -------
    str
        One entry for each key, in their order, none twice.

    Raises
    ------
    InputError
        If a key has no entry.

    Examples
    --------
    >>> print(bibtex("kish1965"))
    @book{kish1965,
      author = {Kish, Leslie},
      title = {Survey Sampling},
      publisher = {Wiley},
      address = {New York},
      year = {1965},
    }
    """
    entries = _entries()
    wanted = list(entries) if keys is None else [keys] if isinstance(keys, str) else list(dict.fromkeys(keys))
    for key in wanted:
        if key not in entries:
            raise InputError(f"No entry has the key {key!r}. {did_you_mean(str(key), entries)}")
    return "\n\n".join(entries[key].replace("{VERSION}", f"{{{version}}}") for key in wanted)


def _checked(facts: Facts, steps: Iterable[str]) -> tuple[Facts, list[str]]:
    """Return the settings and the steps, or say what is lacking or unknown."""
    lacking = [name for name in NEEDED if name not in facts]
    if lacking:
        raise InputError(f"The facts have no {lacking[0]!r}. Give report.provenance.")
    steps = [steps] if isinstance(steps, str) else list(steps)
    for step in steps:
        if ("step", step) not in _sources():
            able = [name for kind, name in _sources() if kind == "step"]
            raise InputError(f"No step is called {step!r}. {did_you_mean(str(step), able)}")
    return facts["settings"], steps


@lru_cache(maxsize=1)
def _entries() -> dict[str, str]:
    """Return the entries of references.bib by their keys."""
    text = (files("framing") / "references.bib").read_text(encoding="utf-8")
    return {match[1]: match[0] for match in re.finditer(r"^@\w+\{(\w+),\n.*?^\}$", text, re.MULTILINE | re.DOTALL)}


@lru_cache(maxsize=1)
def _sources() -> dict[tuple[str, str], tuple[str, list[str]]]:
    """Return, by kind and name, what is done and the keys of what it rests on."""
    lines = (files("framing") / "citations.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")][1:]
    return {(kind, name): (what, keys.split()) for kind, name, what, keys in rows}


def _cited(kind: str, name: str) -> dict[str, Any]:
    """Return what a measure or step does and what it rests on; nothing of one that is not ours."""
    what, keys = _sources().get((kind, name), ("", []))
    return {"what": what, "citations": list(keys)}


def _weights(models: Mapping[str, Mapping[str, str]], *, shipped: bool) -> dict[str, Any]:
    """Return each file of weights once, whichever measures read it; what others were learned from is not known."""
    hashes = {name: digest for read in models.values() for name, digest in read.items()}
    return {
        name: {"sha256": hashes[name], "citations": _cited("weights", name)["citations"] if shipped else []}
        for name in sorted(hashes)
    }


def _by_number(counts: Mapping[str, int]) -> dict[str, int]:
    """Return counts, the largest first, equal ones by name."""
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


# ---- sentences


def _texts(told: Facts) -> str:
    n, version = told["n_documents"], told["software"]["framing"]
    left_out = [
        f"{_n_texts(sum(told[kind].values()))} {said} ({', '.join(f'{why}: {m:,}' for why, m in told[kind].items())})"
        for kind, said in (("set_aside", "set aside"), ("excluded", "excluded before"))
        if told[kind]
    ]
    rest = f" {', and '.join(left_out)}." if left_out else ""
    return f"{_n_texts(n)} analysed with framing {version} [@{SOFTWARE}].{rest}"


def _n_texts(n: int) -> str:
    return f"{n:,} text was" if n == 1 else f"{n:,} texts were"


def _blocks(told: Facts) -> str:
    return f"The parts of the page that counted were: {', '.join(told['settings']['blocks'])}."


def _measured(told: Facts) -> str:
    own = "a lexicon or measure of our own"
    named = [f"{name} ({part['what'] or own}){_citation(part['citations'])}" for name, part in told["measures"].items()]
    rates = "Rates are per 1,000 words of the outlet's own (all but attributed quotations), those called rate_all per 1,000 words."
    return f"Measured were: {'; '.join(named)}. {rates}"


def _models(told: Facts) -> str:
    mode = told["settings"]["models"]
    said = MODES.get(mode, f"Texts were read with weights of our own (models={str(mode)!r})")
    weights = [f"{name} {part['sha256'][:HASH]}{_citation(part['citations'])}" for name, part in told["models"].items()]
    return f"{said}; weights by sha256: {', '.join(weights)}." if weights else f"{said}."


def _lexicons(told: Facts) -> str:
    read = [
        f"{' '.join(filter(None, (each['name'], each['version'])))} ({each['n_entries']:,}, {each['sha256'][:HASH]})"
        for each in told["lexicons"].values()
    ]
    return f"Lexicons, with entries and sha256: {', '.join(read)}." if read else ""


def _settings(told: Facts) -> str:
    marked = [f"{name} {lowest:g}" for name, lowest in told["thresholds"].items()]
    actors = [f"{actor} ({', '.join(names)})" for actor, names in sorted(told["settings"].get("actors", {}).items())]
    parts = (("Lowest score that is marked", marked), ("Actors were named by us", actors))
    return " ".join(f"{said}: {'; '.join(values)}." for said, values in parts if values)


def _steps(told: Facts) -> str:
    taken = [f"{part['what']}{_citation(part['citations'])}" for part in told["steps"].values()]
    return f"Then were computed: {'; '.join(taken)}." if taken else ""


def _citation(keys: Iterable[str]) -> str:
    cited = "; ".join(f"@{key}" for key in keys if key != SOFTWARE)
    return f" [{cited}]" if cited else ""
