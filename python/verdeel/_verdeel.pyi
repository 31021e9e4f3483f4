"""The native part. Use what `verdeel` itself offers."""

from collections.abc import Callable
from typing import Any

class Table:
    """A table that pandas, Polars, pyarrow and DuckDB read as it is."""

    @property
    def columns(self) -> list[str]:
        """The names of the columns."""

    def to_dict(self) -> dict[str, list[Any]]:
        """Returns every column as a list of Python values, by name."""

    def __len__(self) -> int: ...
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...
    def __arrow_c_schema__(self) -> object: ...

class Session:
    """A scenario that is held open."""

    title: str
    path: str
    lang: str
    @staticmethod
    def open(path: str, lang: str) -> Session: ...
    @staticmethod
    def read(path: str, texts: dict[str, str], lang: str) -> Session: ...
    def variants(self) -> list[tuple[str, str]]: ...
    def text(self) -> str: ...
    def texts(self) -> dict[str, str]: ...
    def overlay(
        self, settings: list[tuple[str, str | float]], like: str, name: str
    ) -> Session: ...
    def numbers(self, variant: str) -> Table: ...
    def run_columns(self, variant: str | None) -> list[Table]: ...
    def run(self, variant: str | None, format: str) -> str: ...
    def compare(
        self,
        baseline: str | None,
        models: list[str],
        level: str,
        compromise: int | None,
        is_short: bool,
        format: str,
    ) -> tuple[str, bool]: ...
    def explain(
        self,
        recipient: str,
        variant: str | None,
        versus: str | None,
        against: str | None,
        drawn: tuple[int, int] | None,
        format: str,
        lang: str | None,
    ) -> str: ...
    def check(self, format: str) -> tuple[str, bool]: ...
    def simulate(
        self,
        draws: int | None,
        precision: str | None,
        seed: int,
        variant: str | None,
        baseline: str | None,
        quantiles: list[str],
        keep_draws: bool,
        threads: int | None,
        progress: Callable[[int, int | None], object] | None,
    ) -> tuple[Table, Table | None, str, str]: ...
    def model(
        self, paths: list[str], outputs: list[dict[str, str]], variant: str
    ) -> Model: ...

class Model:
    """A variant as a function."""

    def cents(self, points: Any, threads: int | None) -> list[bytes]: ...
    def table(
        self, points: Any, inputs: list[str], outputs: list[str], threads: int | None
    ) -> Table: ...

def sweep(
    source: Session | str,
    design: dict[str, Any],
    out: str,
    shard: tuple[int, int] | None,
    is_plan: bool,
    lang: str,
    threads: int | None,
    progress: Callable[[int, int | None], object] | None,
) -> str: ...
def sweep_status(folder: str, shards: int | None, lang: str) -> str: ...
def merge_sweep(out: str, folders: list[str], lang: str) -> str: ...
