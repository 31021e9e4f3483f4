"""A scenario as a model function, held against what can be worked out by hand."""

from __future__ import annotations

import math

import ema_workbench
import numpy
import pytest
from SALib.analyze import morris as morris_indices
from SALib.analyze import sobol as sobol_indices
from SALib.sample import morris as morris_sample
from SALib.sample import sobol as sobol_sample

import verdeel
from conftest import LINEAR, TWO_REGIONS

BASE, RATE = "component.base.amount", "component.per-student.amount"


@pytest.fixture
def model() -> verdeel.Model:
    """What `a` (100 students) and everybody (300 students) receive, as functions of two numbers.

    a = base + 100 × rate, all = 2 × base + 300 × rate.
    """
    outputs = {"a": "a", "all": {}, "bases": {"component": "base"}}
    return verdeel.read(LINEAR, lang="en").model({"base": BASE, "rate": RATE}, outputs)


def test_outcomes_are_the_formula(model):
    points = numpy.array([[100_000, 955], [0, 1_000.5], [12.345, 0.01]])
    found = model(points)
    # 12.345 euros are 1234.5 cents, half to even 1234.
    assert found["a"].tolist() == [195_500_00, 100_050_00, 13_34]
    assert found["all"].tolist() == [486_500_00, 300_150_00, 27_68]
    assert found["bases"].tolist() == [200_000_00, 0, 24_68]
    assert all(column.dtype == numpy.int64 for column in found.values())


def test_points_may_be_of_any_kind(model):
    rows = [[100_000, 955], [90_000, 900]]
    told = model.table(rows).to_dict()
    assert told["base"] == [100_000.0, 90_000.0]
    for points in [
        numpy.array(rows),
        numpy.array(rows, dtype=float),
        numpy.asfortranarray(numpy.array(rows, dtype=float)),
        numpy.array([row + row for row in rows], dtype=float)[:, ::2] * 0 + numpy.array(rows),
        tuple(tuple(row) for row in rows),
    ]:
        assert model(points)["a"].tolist() == told["a"] == [195_500_00, 180_000_00]
    assert model.one(base=100_000, rate=955) == {
        "a": 195_500_00,
        "all": 486_500_00,
        "bases": 200_000_00,
    }
    assert model(numpy.empty((0, 2)))["a"].tolist() == []


def test_many_points_are_the_same_on_any_number_of_threads(model):
    rows = numpy.random.default_rng(1).uniform([0, 0], [200_000, 2_000], (5_000, 2))
    cents = numpy.rint(rows * 100).astype(numpy.int64)
    for threads in (1, 2, None):
        found = model(rows, threads=threads)
        assert (found["a"] == cents[:, 0] + 100 * cents[:, 1]).all()
        assert (found["all"] == 2 * cents[:, 0] + 300 * cents[:, 1]).all()


def test_a_model_equals_laying_values_over_the_scenario():
    scenario = verdeel.open(TWO_REGIONS)
    paths = [RATE, "division.national.pot", "partnership.de-linde.students.noord"]
    model = scenario.model(paths, ["de-linde", "de-wilg"])
    points = [[900, 32_757_000, 140], [955, 30_000_000, 10], [0, 32_757_000, 400], [2_000, 1, 0]]
    found = model(numpy.array(points * 50, dtype=float))
    for at, point in enumerate(points):
        laid = scenario.overlay(dict(zip(paths, point, strict=True)))
        totals = laid.run("what-if").totals().to_dict()
        told = dict(zip(totals["recipient"], totals["cents"], strict=True))
        for recipient in model.outputs:
            assert found[recipient][at] == found[recipient][at + 4 * 49] == told[recipient]


def test_what_is_no_model_is_told(model):
    scenario = verdeel.read(LINEAR, lang="en")
    with pytest.raises(verdeel.Usage, match="unknown path"):
        scenario.model(["component.bass.amount"])
    with pytest.raises(verdeel.Usage, match="given twice"):
        scenario.model([BASE, BASE])
    with pytest.raises(verdeel.Usage, match="unknown recipient `c`"):
        scenario.model([BASE], ["c"])
    with pytest.raises(verdeel.Usage, match="unknown column"):
        scenario.model([BASE], {"x": {"who": "a"}})
    with pytest.raises(verdeel.Usage, match="`-1` is no value"):
        model([[-1, 0]])
    with pytest.raises(ValueError, match="2 numbers"):
        model([[1, 2, 3]])
    with pytest.raises(ValueError, match="2 numbers"):
        model(numpy.zeros(2))
    with pytest.raises(TypeError, match="a value for each"):
        model.one(base=1)


def uniform(bounds: list[list[float]]) -> dict[str, object]:
    return {"num_vars": 2, "names": ["base", "rate"], "bounds": bounds}


def test_sobol_indices_are_the_shares_of_variance(model):
    # Of a + b × x, x uniform over a width w, the variance is b² w² / 12: for `a` 20,000² and
    # (100 × 100)², so four fifths and one fifth, and no interaction.
    problem = uniform([[90_000, 110_000], [900, 1_000]])
    points = sobol_sample.sample(problem, 1_024, calc_second_order=True, seed=1)
    found = sobol_indices.analyze(problem, model(points)["a"].astype(float), seed=1)
    assert found["S1"] == pytest.approx([0.8, 0.2], abs=0.01)
    assert found["ST"] == pytest.approx([0.8, 0.2], abs=0.01)
    assert found["S2"][0][1] == pytest.approx(0, abs=0.01)


def test_morris_effects_are_the_slopes(model):
    # SALib scales each number to its width: 20,000 × 2 and 100 × 300 euros over the whole range.
    problem = uniform([[90_000, 110_000], [900, 1_000]])
    points = morris_sample.sample(problem, 20, num_levels=4, seed=1)
    found = morris_indices.analyze(problem, points, model(points)["all"].astype(float), seed=1)
    assert found["mu_star"].tolist() == pytest.approx([40_000_00, 30_000_00], rel=1e-4)
    # Values between levels are rounded to the cent, which 300 students multiply.
    assert max(found["sigma"]) < 1_000


def test_ema_workbench_finds_the_formula(model):
    workbench = ema_workbench.Model("funding", function=model.one)
    workbench.uncertainties = [
        ema_workbench.RealParameter("base", 90_000, 110_000),
        ema_workbench.RealParameter("rate", 900, 1_000),
    ]
    workbench.outcomes = [ema_workbench.ScalarOutcome(name) for name in ("a", "all")]
    experiments, outcomes = ema_workbench.perform_experiments(workbench, scenarios=64)
    cents = {name: numpy.rint(experiments[name] * 100) for name in ("base", "rate")}
    assert (outcomes["a"] == cents["base"] + 100 * cents["rate"]).all()
    assert (outcomes["all"] == 2 * cents["base"] + 300 * cents["rate"]).all()
    slopes, *_ = numpy.linalg.lstsq(
        numpy.column_stack([experiments["base"], experiments["rate"], numpy.ones(64)]),
        outcomes["all"],
    )
    assert slopes[:2] == pytest.approx([2 * 100, 300 * 100], rel=1e-4)


def test_ema_workbench_runs_it_in_several_processes(model):
    workbench = ema_workbench.Model("funding", function=model.one)
    workbench.uncertainties = [
        ema_workbench.RealParameter("base", 90_000, 110_000),
        ema_workbench.RealParameter("rate", 900, 1_000),
    ]
    workbench.outcomes = [ema_workbench.ScalarOutcome("a")]
    with ema_workbench.MultiprocessingEvaluator(workbench, n_processes=2) as evaluator:
        experiments, outcomes = evaluator.perform_experiments(scenarios=16)
    cents = {name: numpy.rint(experiments[name] * 100) for name in ("base", "rate")}
    assert (outcomes["a"] == cents["base"] + 100 * cents["rate"]).all()


def test_sobol_of_a_scenario_with_a_ceiling():
    # Where the ceiling binds, the pot alone decides what everybody receives together.
    scenario = verdeel.open(TWO_REGIONS)
    model = scenario.model({"rate": RATE, "pot": "division.national.pot"}, {"all": {"pot": "national"}})
    problem = {
        "num_vars": 2,
        "names": ["rate", "pot"],
        "bounds": [[955, 1_100], [30_000_000, 32_000_000]],
    }
    points = sobol_sample.sample(problem, 256, calc_second_order=False, seed=1)
    found = model(points)["all"]
    # What there is, but for less than a cent per student that a whole-cent rate may leave.
    pots = numpy.rint(points[:, 1] * 100)
    assert (found <= pots).all()
    assert (pots - found < 40_000).all()
    indices = sobol_indices.analyze(problem, found.astype(float), calc_second_order=False, seed=1)
    assert indices["ST"] == pytest.approx([0, 1], abs=0.01)
    assert math.isclose(sum(indices["S1"]), 1, abs_tol=0.02)
