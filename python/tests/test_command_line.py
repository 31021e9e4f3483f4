"""The package says what the command line says, to the cent and to the byte."""

from __future__ import annotations

import json

import verdeel
from conftest import LINEAR, TWO_REGIONS, UNCERTAIN, cents


def rows(table: verdeel.Table) -> list[dict[str, object]]:
    """Returns a table row by row."""
    columns = table.to_dict()
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def test_a_run_is_that_of_the_command_line(verdeel_says):
    run = verdeel.open(TWO_REGIONS).run()
    assert run.json == verdeel_says("run", TWO_REGIONS, "--format", "json")
    told = [
        {
            "variant": variant["id"],
            "year": year["year"],
            **{
                name: award[name]
                for name in ("kind", "recipient", "partnership", "region", "component", "pot")
            },
            "cents": cents(award["amount"]),
        }
        for variant in json.loads(run.json)["variants"]
        for year in variant["years"]
        for award in year["awards"]
    ]
    assert rows(run.awards) == told
    assert len(told) == len(run.awards) > 20


def test_pots_are_those_of_the_command_line():
    run = verdeel.open(TWO_REGIONS).run("base")
    (year,) = json.loads(run.json)["variants"][0]["years"]
    told = [
        {
            "variant": "base",
            "year": year["year"],
            "pot": pot["id"],
            **{
                f"{name}_cents": pot[name] and cents(pot[name])
                for name in ("ceiling", "available", "paid", "unallocated")
            },
        }
        for pot in year["pots"]
    ]
    assert rows(run.pots) == told


def test_totals_are_the_sums_of_awards():
    run = verdeel.open("scenarios/national/national.toml").run("base")
    sums: dict[object, int] = {}
    for award in rows(run.awards):
        who = (award["kind"], award["recipient"])
        sums[who] = sums.get(who, 0) + award["cents"]
    assert {(row["kind"], row["recipient"]): row["cents"] for row in rows(run.totals())} == sums


def test_explanations_are_those_of_the_command_line(verdeel_says):
    scenario = verdeel.open(TWO_REGIONS)
    for lang in ("nl", "en"):
        told = scenario.explain("de-linde", versus="de-wilg", lang=lang)
        asked = ["explain", TWO_REGIONS, "--recipient", "de-linde", "--versus", "de-wilg"]
        assert told == verdeel_says(*asked, "--lang", lang)
    told = scenario.explain("de-linde", variant="regional", against="base", format="json")
    asked = ["explain", TWO_REGIONS, "--recipient", "de-linde", "--variant", "regional"]
    assert told == verdeel_says(*asked, "--against", "base", "--format", "json")


def test_comparisons_are_those_of_the_command_line(verdeel_says):
    comparison = verdeel.open(TWO_REGIONS, lang="en").compare(["regional"], level="region")
    asked = ["compare", TWO_REGIONS, "--models", "regional", "--level", "region", "--lang", "en"]
    assert comparison.json == verdeel_says(*asked, "--format", "json")
    assert comparison.text == verdeel_says(*asked)


def test_checks_are_those_of_the_command_line(verdeel_says):
    check = verdeel.open(TWO_REGIONS).check()
    assert check.json == verdeel_says("check", TWO_REGIONS, "--format", "json")
    assert check.text == verdeel_says("check", TWO_REGIONS)
    wishes = json.loads(check.json)["wishes"]
    assert check.holds == all(wish["holds"] for wish in wishes)


def test_a_simulation_is_that_of_the_command_line(verdeel_says):
    simulation = verdeel.open(UNCERTAIN).simulate(500, seed=7, keep_draws=True)
    asked = ["simulate", UNCERTAIN, "--draws", "500", "--seed", "7", "--format", "json"]
    assert simulation.json == verdeel_says(*asked)
    means = {
        (row["variant"], row["kind"], row["recipient"], row["region"], row["component"], row["year"]): row
        for row in rows(simulation.statistics)
        if row["statistic"] == "mean"
    }
    series = [
        (variant["id"], one)
        for variant in json.loads(simulation.json)["variants"]
        for one in variant["series"]
    ]
    assert len(series) > 10
    for variant, one in series:
        names = ("kind", "recipient", "region", "component", "year")
        row = means[(variant, *(one[name] for name in names))]
        assert row["cents"] == cents(one["mean"])
        assert row["error_cents"] == cents(one["error"])
    assert len(simulation.draws) == 500 * len(series)


def test_what_is_laid_over_is_what_the_command_line_makes_of_its_text(verdeel_says, tmp_path):
    scenario = verdeel.open(TWO_REGIONS)
    for values, variant in [
        ({"component.per-student.amount": 912.5}, "base"),
        ({"partnership.de-linde.students.noord": 70}, "regional"),
        ({"division.in-region.key": "equal"}, "regional"),
        ({"division.in-region.slice": [{"to": "office", "share": "12.5 %"}]}, "regional"),
    ]:
        laid = scenario.overlay(values, variant)
        path = tmp_path / "laid.toml"
        path.write_text(laid.text)
        told = verdeel_says("run", str(path), "--format", "json")
        assert json.loads(laid.run().json)["variants"] == json.loads(told)["variants"]
        awards = [
            award["amount"]
            for model in json.loads(told)["variants"]
            if model["id"] == "what-if"
            for year in model["years"]
            for award in year["awards"]
        ]
        own = laid.run("what-if").awards.to_dict()["cents"]
        assert own == [cents(amount) for amount in awards], values


def test_amounts_are_those_worked_out_by_hand():
    scenario = verdeel.read(LINEAR)
    totals = scenario.run().totals().to_dict()
    assert totals["recipient"] == ["a", "b"]
    # 100,000 + 955 × 100, and 100,000 + 955 × 200.
    assert totals["cents"] == [195_500_00, 291_000_00]
