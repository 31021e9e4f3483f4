"""Opening scenarios, laying values over them, and what is wrong with either."""

from __future__ import annotations

import json
import pickle
from decimal import Decimal
from fractions import Fraction

import pytest

import verdeel
from conftest import LINEAR, TWO_REGIONS, cents


def test_a_scenario_tells_what_it_is():
    scenario = verdeel.open(TWO_REGIONS, lang="en")
    assert scenario.title == "Two regions, three partnerships"
    assert list(scenario.variants) == ["base", "regional", "zuid-equal", "rate-1050"]
    assert scenario.path == TWO_REGIONS
    assert "de-linde" in scenario.text
    assert verdeel.open(TWO_REGIONS).title == "Twee regio's, drie partnerschappen"


def test_paths_are_numbers_with_units_and_values():
    paths = verdeel.read(LINEAR).paths().to_dict()
    told = {
        path: (unit, value, exact)
        for path, unit, value, exact in zip(*paths.values(), strict=True)
    }
    assert told == {
        "component.base.amount": ("euro", 100_000.0, "100000.00"),
        "component.per-student.amount": ("euro", 955.0, "955.00"),
        "partnership.a.students.noord": ("head", 100.0, "100"),
        "partnership.b.students.noord": ("head", 200.0, "200"),
    }


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (912, 91_200_00),
        (Decimal("912.50"), 91_250_00),
        (912.5, 91_250_00),
        (912.50499, 91_250_00),  # a float is rounded to the cent
        (912.515, 91_252_00),  # half to even: 91251.5 cents
    ],
)
def test_a_number_may_be_of_any_kind(value, expected):
    scenario = verdeel.read(LINEAR)
    laid = scenario.overlay({"component.per-student.amount": value, "component.base.amount": 0})
    assert laid.run("what-if").totals().to_dict()["cents"][0] == expected


def test_a_share_may_be_a_text_or_a_fraction():
    scenario = verdeel.open(TWO_REGIONS)
    values = ["12.5 %", "1/8", Fraction(1, 8)]
    runs = [
        scenario.overlay(
            {"division.in-region.slice": [{"to": "office", "share": value}]}, "regional"
        ).run("what-if")
        for value in values
    ]
    amounts = [run.awards.to_dict() for run in runs]
    assert amounts[0] == amounts[1] == amounts[2]
    assert "office" in amounts[0]["recipient"]


def test_what_is_laid_over_makes_another_scenario():
    scenario = verdeel.read(LINEAR)
    first = scenario.overlay({"component.base.amount": 0})
    second = first.overlay({"component.per-student.amount": 1}, "what-if", name="next")
    assert list(scenario.variants) == ["base"]
    assert list(second.variants) == ["base", "what-if", "next"]
    totals = second.run("next").totals().to_dict()
    assert dict(zip(totals["recipient"], totals["cents"], strict=True)) == {
        "a": 100_00,
        "b": 200_00,
    }


def test_a_question_of_the_field_can_be_asked_otherwise():
    question = verdeel.open("question:A5", lang="en")
    variant = list(question.variants)[-1]
    paths = question.paths(variant).to_dict()["path"]
    (amount, *_) = [path for path in paths if path.endswith(".amount")]
    laid = question.overlay({amount: 0}, variant)
    told = json.loads(laid.run("what-if").json)["variants"][0]
    awards = [award["amount"] for year in told["years"] for award in year["awards"]]
    own = laid.run("what-if").awards.to_dict()["cents"]
    assert own == [cents(amount) for amount in awards]
    assert own != question.run(variant).awards.to_dict()["cents"]


def test_texts_name_other_files():
    counts = "year,partnership,region,students\n2022/2023,a,noord,10\n2022/2023,b,noord,20\n"
    text = LINEAR.replace("students = { noord = 100 }", "").replace(
        "students = { noord = 200 }", ""
    )
    text = text.replace('years = ["2024"]', 'years = ["2024"]\ncounts = ["counts.csv"]')
    scenario = verdeel.read(text, files={"counts.csv": counts})
    totals = scenario.run().totals().to_dict()
    # 100,000 + 955 × 10, and 100,000 + 955 × 20.
    assert totals["cents"] == [109_550_00, 119_100_00]


def test_a_scenario_goes_to_other_processes():
    scenario = verdeel.open(TWO_REGIONS, lang="en").overlay({"component.base.amount": 90_000})
    again = pickle.loads(pickle.dumps(scenario))
    assert again.variants == scenario.variants
    assert again.run().json == scenario.run().json
    model = scenario.model(["component.base.amount"], ["de-linde"], variant="what-if")
    points = [[90_000], [100_000]]
    copied = pickle.loads(pickle.dumps(model))
    assert copied.table(points).to_dict() == model.table(points).to_dict()


def test_problems_have_a_code_a_place_and_a_hint(verdeel_says, tmp_path):
    path = tmp_path / "wrong.toml"
    path.write_text(LINEAR.replace('per = "student"', 'per = "studend"'))
    with pytest.raises(verdeel.Problem) as caught:
        verdeel.open(path)
    problem = caught.value
    assert str(problem) == verdeel_says("run", str(path)).rstrip()
    assert problem.code == problem.problems[0].code
    assert problem.place.file == str(path)
    line = path.read_text().splitlines()[problem.place.line - 1]
    assert line[problem.place.column - 1 :].startswith('"studend"')
    assert problem.hint
    assert problem.text in str(problem)
    again = pickle.loads(pickle.dumps(problem))
    assert (str(again), again.problems) == (str(problem), problem.problems)


def test_every_problem_of_a_scenario_is_told():
    text = LINEAR.replace('id = "noord"', 'id = "zuid"')
    with pytest.raises(verdeel.Problem) as caught:
        verdeel.read(text, lang="en")
    assert len(caught.value.problems) == 2
    assert {problem.severity for problem in caught.value.problems} == {"error"}


def test_a_wrong_question_is_told_with_what_is_known():
    scenario = verdeel.open(TWO_REGIONS, lang="en")
    with pytest.raises(verdeel.Usage, match="unknown variant `regionaal`"):
        scenario.run("regionaal")
    with pytest.raises(verdeel.Usage, match="unknown recipient `de-lind`"):
        scenario.explain("de-lind")
    with pytest.raises(verdeel.Usage, match="there is a variant `regional` already"):
        scenario.overlay({}, name="regional")
    with pytest.raises(verdeel.Problem, match="there is no component `bass`"):
        scenario.overlay({"component.bass.amount": 1})
    with pytest.raises(ValueError, match="lang is"):
        verdeel.open(TWO_REGIONS, lang="de")
    with pytest.raises(TypeError, match="no value"):
        scenario.overlay({"component.base.amount": None})


def test_a_file_that_is_not_there_is_an_error_of_the_system(verdeel_says):
    with pytest.raises(verdeel.Unreadable) as caught:
        verdeel.open("nowhere.toml")
    assert str(caught.value) == verdeel_says("run", "nowhere.toml").rstrip()
    assert isinstance(caught.value, OSError)
    assert isinstance(caught.value, verdeel.Error)


def test_warnings_are_problems_of_a_scenario_that_opens():
    text = LINEAR.replace("students = { noord = 100 }", "students = { noord = 0 }")
    for problem in verdeel.read(text, lang="en").problems:
        assert problem.severity == "warning"
        assert problem.text
