"""Verdeel divides public money: exact to the cent, many models side by side, every euro explained.

>>> import verdeel
>>> scenario = verdeel.open("scenarios/examples/two-regions.toml")
>>> scenario.run("base").awards        # an Arrow table: pandas, Polars, pyarrow, DuckDB read it
>>> scenario.explain("de-linde", lang="en")

All money is whole cents. Everything is computed without the interpreter lock.
"""

from ._verdeel import Table
from .errors import Error, Fault, Finding, Place, Problem, Stopped, Unreadable, Usage
from .model import Model
from .scenario import Check, Comparison, Run, Scenario, Simulation, open, read
from .sweeps import Status, Sweep, merge_sweep, sweep, sweep_status

__all__ = [
    "Check",
    "Comparison",
    "Error",
    "Fault",
    "Finding",
    "Model",
    "Place",
    "Problem",
    "Run",
    "Scenario",
    "Simulation",
    "Status",
    "Stopped",
    "Sweep",
    "Table",
    "Unreadable",
    "Usage",
    "merge_sweep",
    "open",
    "read",
    "sweep",
    "sweep_status",
]
