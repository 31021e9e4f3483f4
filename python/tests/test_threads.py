"""The interpreter is let go of, and Ctrl-C and exceptions are heard."""

from __future__ import annotations

import functools
import multiprocessing
import os
import signal
import threading

import numpy
import pytest

import verdeel
from conftest import LINEAR, TWO_REGIONS, UNCERTAIN

MANY = 1_000_000_000
"""Far more draws than any test waits for."""


class Enough(Exception):
    """Raised when a simulation has been heard of for long enough."""


def test_another_thread_counts_during_a_simulation_and_interrupts_it():
    # The simulation ends only because another thread comes to count so far, far more than it could
    # before the simulation begins.
    scenario = verdeel.open(UNCERTAIN)
    is_begun, steps = threading.Event(), [0]

    def count() -> None:
        is_begun.wait()
        while steps[0] < 1_000_000:
            steps[0] += 1
        os.kill(os.getpid(), signal.SIGINT)

    other = threading.Thread(target=count)
    other.start()
    with pytest.raises(KeyboardInterrupt):
        is_begun.set()
        scenario.simulate(MANY)
    other.join()
    assert steps == [1_000_000]
    # And what was stopped can be asked again.
    assert len(scenario.simulate(16).statistics) > 0


def test_progress_is_heard_and_may_end_a_simulation():
    heard: list[tuple[int, int | None]] = []

    def progress(done: int, of: int | None) -> None:
        heard.append((done, of))
        if done > 0:
            raise Enough

    with pytest.raises(Enough):
        verdeel.open(UNCERTAIN).simulate(MANY, progress=progress)
    assert heard[-1][1] == MANY
    assert [done for done, _ in heard] == sorted(done for done, _ in heard)


def test_two_simulations_at_once_say_what_one_says_alone():
    scenario = verdeel.open(UNCERTAIN)
    alone = scenario.simulate(400).json
    told: dict[int, str] = {}

    def simulate(at: int) -> None:
        told[at] = scenario.simulate(400).json

    threads = [threading.Thread(target=simulate, args=(at,)) for at in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told == {0: alone, 1: alone}


def test_an_interrupt_ends_a_model():
    model = verdeel.read(LINEAR).model(["component.base.amount"])
    points = numpy.zeros((200_000, 1))
    is_begun = threading.Event()

    def interrupt() -> None:
        is_begun.wait()
        os.kill(os.getpid(), signal.SIGINT)

    other = threading.Thread(target=interrupt)
    other.start()
    with pytest.raises(KeyboardInterrupt):
        is_begun.set()
        while True:
            model(points)
    other.join()


def test_a_forked_process_computes_as_well():
    # The threads of the first process are not there in a forked one.
    scenario = verdeel.open(TWO_REGIONS)
    model = scenario.model(["component.per-student.amount"], ["de-linde"])
    points = [[float(rate)] for rate in range(800, 1_000)]
    alone = model.table(points).to_dict()["de-linde"]
    with multiprocessing.get_context("fork").Pool(2) as pool:
        halves = pool.map(functools.partial(linde, model), [points[:100], points[100:]])
    assert halves[0] + halves[1] == alone


def linde(model: verdeel.Model, points: list[list[float]]) -> list[int]:
    """Returns what De Linde receives at some points."""
    return model.table(points).to_dict()["de-linde"]


def test_threads_change_nothing():
    scenario = verdeel.open(UNCERTAIN)
    assert scenario.simulate(300, threads=1).json == scenario.simulate(300, threads=3).json
