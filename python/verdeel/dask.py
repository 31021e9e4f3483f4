"""The shards of a sweep as tasks of Dask; the workers see the folder of the sweep as you do."""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING

from .sweeps import Path, Sweep, sweep

if TYPE_CHECKING:
    from distributed import Client, Future

ALONE = threading.Lock()
"""A worker runs one shard at a time: each has all of its threads."""


def submit(manifest: Path, client: Client, shards: int = 20) -> list[Future]:
    """Submits the shards of a planned sweep, and returns a future for each.

    Each writes into the folder of the manifest. A worker may be lost at any time: its shard is
    tried again elsewhere and goes on with the parts that are not whole. When all are done,
    ``verdeel.merge_sweep`` puts the folder together.
    """
    path = os.path.abspath(manifest)
    tasks = ((path, (number, shards)) for number in range(shards))
    return [client.submit(run_shard, *task, pure=False) for task in tasks]


def run_shard(manifest: str, shard: tuple[int, int]) -> Sweep:
    """Runs one shard on the worker that this is."""
    from distributed import get_worker

    with ALONE:
        threads = get_worker().state.nthreads
        return sweep(manifest, os.path.dirname(manifest), shard=shard, threads=threads)
