"""A cluster: the same shards, handed to the workers of Dask."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from importlib import import_module
from typing import Any

from framing.core import InputError
from framing.scale.plan import Plan
from framing.scale.pool import AHEAD, Done, Task, flow

ALLOWED_FAILURES = 20  # workers that may die under one shard; the usual 3 lose a job where machines come and go


def connect(address: str) -> Any:
    """Return a client of the scheduler at an address, such as "tcp://10.0.0.1:8786"."""
    try:
        distributed: Any = import_module("distributed")
    except ImportError:
        raise InputError("A cluster needs Dask: pip install 'framing[dask]' (in a clone: pip install '.[dask]').") from None  # fmt: skip
    try:
        return distributed.Client(address, timeout=5)
    except (OSError, ValueError) as error:
        raise InputError(f"There is no Dask scheduler at {address} ({error}). Start one: dask scheduler") from None


def in_cluster(tasks: Iterator[Task], plan: Plan, client: Any) -> Generator[Done]:
    """Yield each shard when a worker has written its file, in whatever order.

    Notes
    -----
    A shard whose worker dies is given to another one; which has cost twenty workers their lives comes with its error.
    """
    client.run_on_scheduler(_allow, n=ALLOWED_FAILURES)
    n_threads = max(1, sum(client.nthreads().values()))
    with client.get_executor(pure=False) as pool:
        yield from flow(tasks, plan, pool, AHEAD * n_threads)


def _allow(n: int, dask_scheduler: Any = None) -> None:
    dask_scheduler.allowed_failures = max(n, dask_scheduler.allowed_failures)
