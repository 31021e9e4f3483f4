"""A scenario as a function of some of its numbers, for SALib, EMA Workbench and their like."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from . import _verdeel

if TYPE_CHECKING:
    import numpy

    from .scenario import Scenario

Inputs = Sequence[str] | Mapping[str, str]
"""Paths of numbers, or names of one's own with their paths."""

Outputs = Sequence[str] | Mapping[str, str | Mapping[str, str]]
"""What is told of a point: recipients, or names of one's own with what each is the sum of.

A text is the id of a recipient; a mapping selects awards by columns of ``Run.awards``, such as
``{"region": "noord", "year": "2025"}``; an empty one selects all of them.
"""


def _selection(chosen: str | Mapping[str, str]) -> dict[str, str]:
    return {"recipient": chosen} if isinstance(chosen, str) else dict(chosen)


class Model:
    """A variant as a function: points in, sums of awards in whole cents out.

    A point has one value for each number: euros, heads, or a part of one. They are rounded to whole
    cents, whole heads, and thousand-millionths. Numbers are not held against each other, so points
    may lie where no file may: shares that make more than a whole, a minimum above a maximum.
    """

    def __init__(
        self, scenario: Scenario, paths: Inputs, outputs: Outputs | None, variant: str
    ) -> None:
        spelled = list(paths.values()) if isinstance(paths, Mapping) else list(paths)
        if outputs is None:
            outputs = {"total": {}}
        if not isinstance(outputs, Mapping):
            outputs = {one: one for one in outputs}
        self._made_of = (scenario, paths, outputs, variant)
        self.inputs: list[str] = list(paths)
        """The names of the numbers, in the order of the values of a point."""
        self.outputs: list[str] = list(outputs)
        """The names of the outcomes."""
        self._model: _verdeel.Model = scenario._session.model(
            spelled,
            [_selection(chosen) for chosen in outputs.values()],
            variant,
        )

    def __call__(
        self, points: Any, *, threads: int | None = None
    ) -> dict[str, numpy.ndarray[Any, Any]]:
        """Returns every outcome at all points, in whole cents as 64-bit integers.

        ``points`` has a row for each point: an array of floats, or rows of numbers. All are
        computed at once, on all cores unless ``threads`` says otherwise.
        """
        import numpy

        columns = self._model.cents(points, threads)
        arrays = (numpy.frombuffer(cents, dtype=numpy.int64) for cents in columns)
        return dict(zip(self.outputs, arrays, strict=True))

    def table(self, points: Any, *, threads: int | None = None) -> _verdeel.Table:
        """Returns points and outcomes as one Arrow table; numpy is not needed."""
        return self._model.table(points, self.inputs, self.outputs, threads)

    def one(self, **values: float) -> dict[str, int]:
        """Returns the outcomes of one point, whose values are given by name.

        This is what EMA Workbench calls: ``ema_workbench.Model("name", function=model.one)``.
        """
        missing = [name for name in self.inputs if name not in values]
        astray = [name for name in values if name not in self.inputs]
        if missing or astray:
            raise TypeError(f"a value for each of {self.inputs}, not for {list(values)}")
        point = [[float(values[name]) for name in self.inputs]]
        row = self._model.table(point, self.inputs, self.outputs, None).to_dict()
        return {name: row[name][0] for name in self.outputs}

    def __repr__(self) -> str:
        return f"Model({', '.join(self.inputs)} -> {', '.join(self.outputs)})"

    def __reduce__(self) -> tuple[Any, ...]:
        return Model, self._made_of
