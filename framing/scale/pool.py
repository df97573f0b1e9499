"""Workers: shards handed out to processes, a few at a time, and back again, whatever becomes of a process."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Generator, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from pathlib import Path

from joblib import effective_n_jobs

from framing.analysis import check_jobs
from framing.scale.plan import Plan
from framing.scale.shards import Shard, process_shard

Task = tuple[Shard, Path]
Done = tuple[Shard, Path, BaseException | None]  # what a process died of, None if it did not
WATCHED = 0.5  # seconds
# glibc gives arrays from so many bytes on back at once, so that memory stays flat; from 1 MB on, a tenth slower, it is no flatter.
RETURNED = dict.fromkeys(("MALLOC_MMAP_THRESHOLD_", "MALLOC_TRIM_THRESHOLD_"), str(2**22))
AHEAD = 2  # shards for each worker, that it need not wait


def in_processes(tasks: Iterator[Task], plan: Plan, n_jobs: int) -> Generator[Done]:
    """Yield each shard when its file is written, in whatever order.

    Notes
    -----
    If a process dies, the shards that were under way are read again, each in a process of its own; which dies again comes with its error.
    """
    check_jobs(n_jobs)
    n = effective_n_jobs(n_jobs)
    left: list[Task] = []
    while True:
        with _pool(n) as pool:
            for shard, path, error in flow(tasks, plan, pool, AHEAD * n):
                if isinstance(error, BrokenProcessPool):
                    left.append((shard, path))
                else:
                    yield shard, path, error
        if not left:
            return
        yield from _alone(left, plan)
        left = []


def flow(tasks: Iterator[Task], plan: Plan, pool: Executor, n_ahead: int) -> Generator[Done]:
    """Yield each shard when the pool is done with it; take no more of them once the pool is broken.

    Parameters
    ----------
    n_ahead : int
        Shards that wait or are worked on, at most.
    """
    waiting: dict[Future[None], Task] = {}
    more = True
    try:
        while more or waiting:
            while more and len(waiting) < n_ahead and (task := next(tasks, None)):
                future = _submitted(pool, task, plan)
                waiting[future] = task
                more = not isinstance(_error_of(future), BrokenProcessPool)
            more = more and len(waiting) == n_ahead
            for future in wait(waiting, return_when=FIRST_COMPLETED).done if waiting else ():
                error = _error_of(future)
                more = more and not isinstance(error, BrokenProcessPool)
                yield *waiting.pop(future), error
    finally:
        for future in waiting:  # at an interruption
            future.cancel()


def _submitted(pool: Executor, task: Task, plan: Plan) -> Future[None]:
    try:
        return pool.submit(process_shard, task[0], plan, task[1])
    except BrokenProcessPool as error:  # known before this one was handed out
        future: Future[None] = Future()
        future.set_exception(error)
        return future


def _error_of(future: Future[None]) -> BaseException | None:
    return future.exception() if future.done() else None


def _alone(tasks: list[Task], plan: Plan) -> Generator[Done]:
    for task in tasks:
        with _pool(1) as pool:
            yield from flow(iter([task]), plan, pool, 1)


@contextmanager
def _pool(n: int) -> Iterator[Executor]:
    """Open a pool of processes; at the end, or at an interruption, those at work end what they have begun."""
    from joblib.externals.loky import ProcessPoolExecutor  # it does not run the script again that started it

    pool = ProcessPoolExecutor(n, initializer=_begin, initargs=(os.getpid(),), env=RETURNED)
    try:
        yield pool
    finally:
        pool.shutdown(wait=True)


def _begin(parent: int) -> None:
    """Let a process leave interruptions to the one that started it, and end when that one is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(WATCHED)
    os._exit(1)
