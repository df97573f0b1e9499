"""A corpus of any size, shard by shard: what is done stays done, whatever happens."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from pathlib import Path
from typing import Any

from framing.core import InputError
from framing.core.anytext import any_text
from framing.core.arrays import is_whole, read_columns
from framing.io.articles import Paths
from framing.io.stream import ArticleStream
from framing.progress import counter
from framing.scale.cluster import in_cluster
from framing.scale.disk import UNFINISHED, clear, whole_file
from framing.scale.plan import Plan, digest_of
from framing.scale.pool import Task, in_processes
from framing.scale.results import LEXICONS, MANIFEST, SHARDS
from framing.scale.shards import CHARACTERS, Shard, process_shard, shards_of


@any_text
def process_corpus(
    articles: ArticleStream | Paths,
    out: str | os.PathLike[str],
    *,
    plan: Plan | None = None,
    n_jobs: int = 1,
    client: Any = None,
    characters: int = CHARACTERS,
    progress: bool | None = None,
) -> dict[str, Any]:
    """Analyse a corpus that need not fit in memory, and write what is found into a folder.

    Parameters
    ----------
    articles : ArticleStream or path
        A path is read as :class:`framing.io.ArticleStream` reads it.
    out : path
        A folder, made if it is not there. If a run was broken off, the same call goes on where it stopped: shards that are done and whole are
        not read again.
    plan : Plan, optional
        What is measured; by default what :func:`framing.analyze` measures.
    n_jobs : int
        Processes; -1: one for each core.
    client : dask.distributed.Client, optional
        Workers of a cluster in the place of processes (extra "dask"); `out` must be a folder that all of them see.
    characters : int
        Of a shard, at least.
    progress : bool, optional
        Show a progress bar; by default if the output is a terminal.

    Returns
    -------
    dict
        The manifest, as in ``manifest.json``: ``n_rows`` (of the input), ``n_articles``, ``n_set_aside``, ``set_aside`` (how many for which
        reason), ``columns``, ``notes``, ``shards`` (file, rows, articles, set aside), ``plan``, ``made_by``; and, only here, ``n_made`` and ``n_found``
        shards in this run.

    Raises
    ------
    InputError
        If something cannot be read at all, or the folder holds other things than results.

    Notes
    -----
    The files are the same to the byte for any number of processes, on a cluster, and however often the run was broken off.
    A shard whose process dies twice is set aside with the reason: delete its file to try again.
    """
    stream = articles if isinstance(articles, ArticleStream) else ArticleStream(articles)
    folder = Path(out)
    plan = _prepared(folder, plan or Plan())
    told = plan.told()
    manifest = {
        "finished": False,
        "made_by": told,
        "plan": plan.with_files_in(Path()).written(),
        "delimited": stream.is_delimited,
        "shards": [],
    }
    _write_manifest(folder, manifest)
    ledger = _Ledger(folder / SHARDS, digest_of(told))
    tasks = ledger.not_done(shards_of(stream, characters))
    done = in_processes(tasks, plan, n_jobs) if client is None else in_cluster(tasks, plan, client)
    with counter(progress) as bar, closing(done):
        ledger.count = bar.update
        for shard, path, error in done:
            if error is not None:
                process_shard(shard.without(_died(error)), plan, path)
            ledger.enter(shard, path)
    clear(folder)
    manifest |= {"finished": True, "columns": {name: list(taken) for name, taken in stream.chosen.items()}, "notes": stream.notes, **ledger.told()}  # fmt: skip
    _write_manifest(folder, manifest)
    return {**manifest, "n_made": ledger.n_made, "n_found": len(ledger.entries) - ledger.n_made}


def _died(error: BaseException) -> str:
    """Return why a shard is set aside whose process, or workers, died; raise any other error, such as that of a full disk."""
    if not isinstance(error, BrokenProcessPool) and type(error).__name__ != "KilledWorker":
        raise error
    return "its process died, each time it was tried"


def _kind(reason: str) -> str:
    """Return what a reason has in common with those of other rows.

    Examples
    --------
    >>> _kind("line 7: not JSON (Expecting value, column 2)")
    'not JSON'
    """
    return re.sub(r"^(line|item) \d+: | \(.*| but .*", "", reason, flags=re.DOTALL)


class _Ledger:
    """Which shards are done, and what became of their rows."""

    def __init__(self, folder: Path, digest: str) -> None:
        self.folder, self.digest = folder, digest
        self.entries: dict[int, dict[str, Any]] = {}
        self.reasons: Counter[str] = Counter()
        self.n_made = 0
        self.count: Callable[[int], Any] = lambda n: None

    def not_done(self, shards: Iterable[Shard]) -> Iterator[Task]:
        """Yield the shards that are still to do, and where to write them; enter the others."""
        for shard in shards:
            path = self.folder / shard.file(self.digest)
            if is_whole(path):
                self._enter(shard, path)
            else:
                yield shard, path

    def enter(self, shard: Shard, path: Path) -> None:
        """Enter a shard that was made."""
        self.n_made += 1
        self._enter(shard, path)

    def _enter(self, shard: Shard, path: Path) -> None:
        reasons = read_columns(path, "aside/reason")["aside/reason"].tolist()
        self.reasons.update(map(_kind, reasons))
        n_rows, n_aside = len(shard.rows), len(reasons)
        self.entries[shard.number] = {"file": path.name, "n_rows": n_rows, "n_articles": n_rows - n_aside, "n_set_aside": n_aside}  # fmt: skip
        self.count(n_rows)

    def told(self) -> dict[str, Any]:
        """Return the sums, and the shards in order."""
        shards = [self.entries[number] for number in sorted(self.entries)]
        sums = {name: sum(shard[name] for shard in shards) for name in ("n_rows", "n_articles", "n_set_aside")}
        return {**sums, "set_aside": dict(sorted(self.reasons.items())), "shards": shards}


def _prepared(folder: Path, plan: Plan) -> Plan:
    """Make the folder ready, with copies of the lexicons that are files; return the plan that reads these."""
    if folder.exists() and not folder.is_dir():
        raise InputError(f"{folder} is a file. Name a folder for the results.")
    inside = {path.name for path in folder.iterdir() if path.suffix != UNFINISHED} if folder.exists() else set()
    if MANIFEST not in inside and inside - {SHARDS, LEXICONS}:
        raise InputError(f"{folder} holds other files than results. Name a new folder.")
    for name in (SHARDS, LEXICONS):
        (folder / name).mkdir(parents=True, exist_ok=True)
    clear(folder)
    names = [path.name for path in plan.files()]
    if len(set(names)) < len(names):
        raise InputError(f"Two lexicons are files of one name: {', '.join(names)}. Rename one.")
    for path in plan.files():
        if not path.is_file():
            raise InputError(f"There is no lexicon {path}.")
        if path.resolve() != (folder / LEXICONS / path.name).resolve():
            shutil.copyfile(path, folder / LEXICONS / path.name)
    return plan.with_files_in(folder / LEXICONS)


def _write_manifest(folder: Path, told: Mapping[str, Any]) -> None:
    with whole_file(folder / MANIFEST) as file:
        file.write(json.dumps(told, indent=1, default=str).encode())
