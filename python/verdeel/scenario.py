"""Scenarios, and what comes of them."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Unpack

from . import _verdeel
from .errors import Finding
from .model import Inputs, Model, Outputs
from .sweeps import Design, Path, Progress, Sweep, swept
from .values import Value, given

BASE = "base"
"""The id of the scenario without any variant."""


def open(path: str | os.PathLike[str], *, lang: str = "nl") -> Scenario:
    """Opens a scenario file, or a question of the field such as ``question:A5``.

    ``lang`` is the language of titles, explanations and problems: ``nl`` or ``en``.
    """
    return Scenario(_verdeel.Session.open(os.fspath(path), lang))


def read(
    text: str,
    *,
    files: Mapping[str, str] | None = None,
    path: str = "scenario.toml",
    lang: str = "nl",
) -> Scenario:
    """Opens a scenario from its text.

    ``files`` are the texts of further files, by path as the scenario names them, as seen from
    ``path``.
    """
    return Scenario(_verdeel.Session.read(path, {**(files or {}), path: text}, lang))


class Scenario:
    """An opened scenario. It never changes: what is laid over it makes another."""

    def __init__(self, session: _verdeel.Session) -> None:
        self._session = session

    @property
    def title(self) -> str:
        """The title."""
        return self._session.title

    @property
    def variants(self) -> dict[str, str]:
        """The title of every variant by its id; ``base`` is the scenario itself."""
        return dict(self._session.variants())

    @property
    def path(self) -> str:
        """Where it stands."""
        return self._session.path

    @property
    def lang(self) -> str:
        """The language of titles, explanations and problems."""
        return self._session.lang

    @property
    def text(self) -> str:
        """Its text, with what was laid over it: what the command line runs."""
        return self._session.text()

    @property
    def problems(self) -> list[Finding]:
        """What looks wrong with it: warnings, since a scenario with errors does not open."""
        return self.check().problems

    def paths(self, variant: str = BASE) -> _verdeel.Table:
        """Every number that can be given another value: ``path``, ``unit``, ``value``, ``exact``.

        The unit is ``euro``, ``head`` or ``part`` (of one).
        """
        return self._session.numbers(variant)

    def overlay(
        self, values: Mapping[str, Value], variant: str = BASE, *, name: str = "what-if"
    ) -> Scenario:
        """Returns the scenario with one more variant: ``variant`` with other values.

        Numbers and choices may be laid over it; plain numbers (rates, pots, counts) are written
        into their places, so that doing so thousands of times costs little. For many points at
        once see :meth:`model`.
        """
        settings = [(path, given(value)) for path, value in values.items()]
        return Scenario(self._session.overlay(settings, variant, name))

    def run(self, variant: str | None = None) -> Run:
        """Says who gets what: in all variants, or in one."""
        return Run(self._session, variant)

    def compare(
        self,
        models: Sequence[str] = (),
        *,
        baseline: str | None = None,
        level: str = "partnership",
        compromise: int | None = None,
        short: bool = False,
    ) -> Comparison:
        """Puts variants side by side, with one of them as the baseline.

        ``level`` is whose amounts are compared: ``partnership``, ``region``, ``board`` or
        ``institute``. With ``compromise`` mixes of the models are looked at, in that many steps.
        """
        return Comparison(self._session, (baseline, list(models), level, compromise, short))

    def explain(
        self,
        recipient: str,
        *,
        variant: str | None = None,
        versus: str | None = None,
        against: str | None = None,
        draw: int | None = None,
        seed: int = 1,
        format: str = "table",
        lang: str | None = None,
    ) -> str:
        """Says why a recipient gets its amount.

        ``versus`` is another recipient, ``against`` another variant to compare with; ``draw`` asks
        about one draw of a simulation with ``seed``.
        """
        drawn = None if draw is None else (seed, draw)
        return self._session.explain(recipient, variant, versus, against, drawn, format, lang)

    def check(self) -> Check:
        """Says whether the scenario is plausible, what does nothing, and which wishes hold."""
        text, holds = self._session.check("json")
        return Check(text, holds, self._session)

    def simulate(
        self,
        draws: int | None = None,
        seed: int = 1,
        *,
        variant: str | None = None,
        baseline: str | None = None,
        precision: str | None = None,
        quantiles: Sequence[str | float] = (),
        keep_draws: bool = False,
        threads: int | None = None,
        progress: Callable[[int, int | None], object] | None = None,
    ) -> Simulation:
        """Gives every amount a band: all variants on the same draws.

        With ``precision`` (such as ``"0.1 %"``) there are as many draws as make the errors that
        small. ``progress`` hears how many are done, and of how many. Equal seeds give equal
        results, whatever the threads. Ctrl-C ends it.
        """
        if precision is not None and draws is not None:
            raise TypeError("either draws or a precision")
        statistics, kept, text, aside = self._session.simulate(
            draws,
            precision,
            seed,
            variant,
            baseline,
            [str(quantile) for quantile in quantiles],
            keep_draws,
            threads,
            progress,
        )
        return Simulation(statistics, kept, text, aside)

    def sweep(
        self,
        out: Path,
        *,
        shard: tuple[int, int] | None = None,
        plan: bool = False,
        threads: int | None = None,
        progress: Progress | None = None,
        **design: Unpack[Design],
    ) -> Sweep:
        """Computes many points into the folder ``out``; see :func:`verdeel.sweep`."""
        return swept(self._session, out, (shard, plan, self.lang, threads, progress), design)

    def model(
        self, paths: Inputs, outputs: Outputs | None = None, *, variant: str = BASE
    ) -> Model:
        """Returns the scenario as a function of the numbers at ``paths``.

        ``outputs`` are ids of recipients, or names with what each is the sum of; without them it is
        ``total``, everything that is paid.
        """
        return Model(self, paths, outputs, variant)

    def __repr__(self) -> str:
        return f"Scenario({self.path!r}: {', '.join(self.variants)})"

    def __reduce__(self) -> tuple[Any, ...]:
        session = self._session
        return _opened, (session.path, session.texts(), session.lang)


def _opened(path: str, texts: dict[str, str], lang: str) -> Scenario:
    return Scenario(_verdeel.Session.read(path, texts, lang))


class Run:
    """Who gets what. Amounts are whole cents."""

    def __init__(self, session: _verdeel.Session, variant: str | None) -> None:
        self._asked = (session, variant)
        self.awards, self._totals, self.pots = session.run_columns(variant)

    awards: _verdeel.Table
    """Every award: ``variant``, ``year``, ``kind``, ``recipient``, ``partnership``, ``region``,
    ``component``, ``pot``, ``cents``."""

    pots: _verdeel.Table
    """Every pot: ``variant``, ``year``, ``pot``, ``ceiling_cents``, ``available_cents``,
    ``paid_cents``, ``unallocated_cents``."""

    def totals(self) -> _verdeel.Table:
        """What everybody receives in all: ``variant``, ``kind``, ``recipient``, ``cents``."""
        return self._totals

    @property
    def json(self) -> str:
        """What ``verdeel run --format json`` says."""
        return self._told("json")

    @property
    def text(self) -> str:
        """What ``verdeel run`` says."""
        return self._told("table")

    def _told(self, format: str) -> str:
        session, variant = self._asked
        return session.run(variant, format)


_ComparisonAsked = tuple[str | None, list[str], str, int | None, bool]


class Comparison:
    """Variants side by side."""

    def __init__(self, session: _verdeel.Session, asked: _ComparisonAsked) -> None:
        self._asked = (session, asked)
        self.json: str
        """What ``verdeel compare --format json`` says."""
        self.holds: bool
        """Whether every wish of the scenario holds."""
        self.json, self.holds = session.compare(*asked, "json")

    @property
    def text(self) -> str:
        """What ``verdeel compare`` says."""
        session, asked = self._asked
        return session.compare(*asked, "table")[0]


@dataclass(frozen=True)
class Check:
    """Whether a scenario is plausible, what does nothing, and which wishes hold."""

    json: str
    """What ``verdeel check --format json`` says."""
    holds: bool
    """Whether every wish holds."""
    _session: _verdeel.Session = field(repr=False, compare=False)

    @property
    def text(self) -> str:
        """What ``verdeel check`` says."""
        return self._session.check("table")[0]

    @property
    def problems(self) -> list[Finding]:
        """What looks wrong."""
        lang = self._session.lang
        found = []
        for row in json.loads(self.json)["problems"]:
            said = {key: row[key] and row[key][lang] for key in ("text", "expected", "hint")}
            found.append(Finding.of({**row, **said, **(row["place"] or {})}))
        return found


@dataclass(frozen=True)
class Simulation:
    """Bands and chances. Amounts are whole cents."""

    statistics: _verdeel.Table
    """One row per variant, recipient, region, component, year and statistic, with ``cents`` and
    their Monte Carlo error ``error_cents``; of a chance, in how many (``holds``) of the draws."""
    draws: _verdeel.Table | None
    """With ``keep_draws``, one row per draw of each amount."""
    json: str = field(repr=False)
    """What ``verdeel simulate --format json`` says."""
    aside: str = field(repr=False)
    """What else is worth knowing."""
