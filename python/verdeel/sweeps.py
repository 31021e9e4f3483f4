"""Sweeps: many points of a scenario into a folder, in shards that any machine can run."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypedDict, Unpack

from . import _verdeel
from .values import Value, written

Path = str | os.PathLike[str]

Values = str | tuple[Value, Value] | tuple[Value, Value, int] | Sequence[Value] | None
"""How a parameter varies: a range ``(1_100, 1_400)``, of a grid with its steps
``(1_100, 1_400, 4)``, a list of values ``["equal", "per-student"]``, a text as the command line
takes it (``"60..240"``), or ``None`` for a column of a list of points."""

Progress = Callable[[int, int | None], object]

MANIFEST = "manifest.json"
"""The file of a folder that says what its sweep is."""


class Design(TypedDict, total=False):
    """What a sweep is, beside what its scenario says; as the options of ``verdeel sweep``."""

    design: str
    """How the points lie: ``grid``, ``list``, ``latin-hypercube``, ``random``, ``sobol`` or
    ``morris``."""
    vary: Mapping[str, Values]
    """What varies, by path; replaces the parameters of the scenario."""
    points: int
    """Points; of ``sobol`` base points, of ``morris`` trajectories."""
    grid_levels: int
    """Of ``morris``: values of each parameter."""
    second_order: bool
    """Of ``sobol``: also tell pairs of parameters apart."""
    list: Path
    """Of ``list``: CSV file with a column for each parameter, by its path."""
    draws: int
    """Draws of each point; without any, points are runs."""
    seed: int
    """Seed of the design and of all draws."""
    variants: Sequence[str]
    """Only these variants."""
    rows: str
    """Rows to keep: ``points``, ``draws`` or ``summary``."""
    points_per_part: int
    """Points in one file."""


@dataclass(frozen=True)
class Status:
    """How far a sweep is."""

    folder: str
    """The folder."""
    parts: int
    """Its parts."""
    whole: int
    """Those that are whole."""
    broken: list[int]
    """Those that are damaged, or of another sweep."""
    points: int
    """Its points."""
    failed_points: int
    """The points at which a variant could not be computed."""
    shards: list[tuple[int, int]]
    """For each shard its parts that are whole, and all of them."""
    json: str = field(repr=False)
    """What ``verdeel sweep status --format json`` says."""

    @property
    def is_complete(self) -> bool:
        """Whether every part is whole."""
        return self.whole == self.parts


@dataclass(frozen=True)
class Sweep:
    """What a call has done of a sweep."""

    folder: str
    """The folder."""
    parts: int
    """The parts that were asked for: all, or those of a shard."""
    parts_made: int
    """Those that were made now; the others were whole already."""
    failed_points: int | None
    """The points at which a variant could not be computed, where all of it was asked for."""
    json: str = field(repr=False)
    """What ``verdeel sweep --format json`` says."""

    @property
    def manifest(self) -> str:
        """The file that says what the sweep is; any machine goes on with it."""
        return os.path.join(self.folder, MANIFEST)

    def status(self, shards: int | None = None) -> Status:
        """Tells how far the folder is now."""
        return sweep_status(self.folder, shards)


def sweep(
    path: Path,
    out: Path,
    *,
    shard: tuple[int, int] | None = None,
    plan: bool = False,
    threads: int | None = None,
    progress: Progress | None = None,
    lang: str = "nl",
    **design: Unpack[Design],
) -> Sweep:
    """Computes many points of a scenario, or of the sweep of a ``manifest.json``, into ``out``.

    The folder and its bytes are those of ``verdeel sweep``, whatever the threads and shards. Parts
    that are whole are left as they are, so that the same call goes on where one was interrupted.
    ``shard`` is one of several, ``(0, 20)`` the first of twenty; with ``plan`` only the manifest is
    written. ``progress`` hears how many points are there, and of how many. Ctrl-C ends it.
    """
    return swept(os.fspath(path), out, (shard, plan, lang, threads, progress), design)


Manner = tuple[tuple[int, int] | None, bool, str, int | None, Progress | None]


def swept(
    source: str | _verdeel.Session, out: Path, manner: Manner, design: Mapping[str, Any]
) -> Sweep:
    """Sweeps a scenario that is held open, or that of a path."""
    known = Design.__annotations__
    unknown = [name for name in design if name not in known]
    if unknown:
        raise TypeError(f"a sweep has no {unknown[0]!r}, but {', '.join(known)}")
    asked = {name: design.get(name) for name in known}
    asked["second_order"] = bool(asked["second_order"])
    asked["list"] = None if asked["list"] is None else os.fspath(asked["list"])
    asked["variants"] = [*(asked["variants"] or ())]
    asked["vary"] = [varied(path, values) for path, values in (asked["vary"] or {}).items()]
    shard, plan, lang, threads, progress = manner
    told = _verdeel.sweep(
        source, asked, os.fspath(out), shard, plan, lang, threads, progress
    )
    row = json.loads(told)
    return Sweep(row["folder"], row["parts"], row.get("parts_made", 0), row["failed_points"], told)


def varied(path: str, values: Values) -> str:
    """Returns a parameter as the command line takes it."""
    match values:
        case None:
            return path
        case str():
            return f"{path}={values}"
        case (least, most):
            if isinstance(values, tuple):
                return f"{path}={single(least)}..{single(most)}"
        case (least, most, steps):
            if isinstance(values, tuple):
                return f"{path}={single(least)}..{single(most)}/{steps}"
    return f"{path}={','.join(single(value) for value in values)}"


def single(value: Value) -> str:
    """Returns one number or word as TOML; the command line has no way to vary a table."""
    if isinstance(value, (Mapping, list, tuple)):
        raise TypeError(f"numbers and words vary, not {value!r}")
    return written(value)


def sweep_status(folder: Path, shards: int | None = None, *, lang: str = "nl") -> Status:
    """Tells how far the sweep of a folder is, and how far each of ``shards`` is."""
    return status_of(_verdeel.sweep_status(os.fspath(folder), shards, lang))


def merge_sweep(out: Path, folders: Sequence[Path], *, lang: str = "nl") -> Status:
    """Puts folders with shards of one sweep together in ``out``, which may be one of them.

    Their order does not matter; every part must be there, and be the same wherever it is.
    """
    return status_of(_verdeel.merge_sweep(os.fspath(out), [*map(os.fspath, folders)], lang))


def status_of(told: str) -> Status:
    """Returns how far a sweep is from what the native part tells."""
    row = json.loads(told)
    shards = [(shard["whole"], shard["parts"]) for shard in row["shards"]]
    names = ("folder", "parts", "whole", "broken", "points", "failed_points")
    return Status(*(row[name] for name in names), shards, told)
