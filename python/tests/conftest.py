"""What the tests share: the repository as the folder they run in, and the command line."""

from __future__ import annotations

import os
import pathlib
import signal
import subprocess

import pytest

# A shell starts what runs in the background deaf to Ctrl-C, and so would be all that it starts.
signal.signal(signal.SIGINT, signal.default_int_handler)

ROOT = pathlib.Path(__file__).resolve().parents[2]

TWO_REGIONS = "scenarios/examples/two-regions.toml"
UNCERTAIN = "scenarios/examples/uncertain.toml"

LINEAR = """
title = "Twee partnerschappen"
title-en = "Two partnerships"
years = ["2024"]

[[region]]
id = "noord"

[[partnership]]
id = "a"
students = { noord = 100 }

[[partnership]]
id = "b"
students = { noord = 200 }

[[component]]
id = "base"
amount = 100_000

[[component]]
id = "per-student"
amount = 955
per = "student"

[[division]]
id = "all"
pays = ["base", "per-student"]
"""
"""Everybody is paid 100,000 and 955 per student: a formula that is worked out by hand."""


@pytest.fixture(autouse=True)
def in_the_repository(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


@pytest.fixture(scope="session")
def verdeel_says():
    """Runs the command line; the program is named by the variable VERDEEL."""
    program = os.environ["VERDEEL"]

    def says(*arguments: str) -> str:
        done = subprocess.run(
            [program, *arguments], capture_output=True, text=True, check=False, cwd=ROOT
        )
        return done.stdout or done.stderr

    return says


def cents(euros: str) -> int:
    """Returns an amount of the JSON in whole cents."""
    return int(euros.replace(".", ""))
