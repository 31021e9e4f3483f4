"""What can go wrong: every exception carries the message of the command line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Place:
    """A stretch of a file; lines and columns count from one."""

    file: str
    line: int
    column: int
    end_line: int | None = None
    end_column: int | None = None

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong with a scenario, or looks wrong."""

    severity: str
    """``error`` or ``warning``."""
    code: str
    """Stable name of the kind of problem, such as ``unknown-region``."""
    text: str
    """What is wrong."""
    place: Place | None = None
    """Where; ``None`` where it concerns the scenario as a whole."""
    expected: str | None = None
    """What was expected there."""
    hint: str | None = None
    """An action that mends it."""

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Finding:
        """Returns the finding that a row of the native part tells."""
        place = None
        if row.get("file") is not None and row.get("line") is not None:
            place = Place(
                row["file"], row["line"], row["column"], row.get("end_line"), row.get("end_column")
            )
        return cls(
            row["severity"], row["code"], row["text"], place, row.get("expected"), row.get("hint")
        )


class Error(Exception):
    """Anything that verdeel refuses; its text is what the command line prints."""

    def __init__(self, message: str, problems: Sequence[Mapping[str, Any]] = ()) -> None:
        super().__init__(message)
        self._rows = [dict(row) for row in problems]
        self.problems: list[Finding] = [Finding.of(row) for row in self._rows]
        """Every problem of the scenario, where there are any."""

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.args[0], self._rows)


class Usage(Error):
    """The question is wrong: an unknown variant, recipient or path, or a value that is none."""


class Problem(Error):
    """The scenario has problems; the attributes are those of the first."""

    @property
    def code(self) -> str | None:
        """Stable name of the kind of problem."""
        return self.problems[0].code if self.problems else None

    @property
    def place(self) -> Place | None:
        """Where it is."""
        return self.problems[0].place if self.problems else None

    @property
    def text(self) -> str:
        """What is wrong."""
        return self.problems[0].text if self.problems else str(self)

    @property
    def hint(self) -> str | None:
        """An action that mends it."""
        return self.problems[0].hint if self.problems else None


class Unreadable(Error, OSError):
    """A file cannot be read."""


class Stopped(Error):
    """Work was stopped before there was anything to tell."""


class Fault(Error):
    """The program contradicts itself."""
