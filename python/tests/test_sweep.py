"""Sweeps: the folder of the command line, in one piece, in shards, and when a worker is lost."""

from __future__ import annotations

import os
import pathlib
import signal
from fractions import Fraction

import duckdb
import pandas
import polars
import pytest
from distributed import Client, LocalCluster, wait

import verdeel
import verdeel.dask
from conftest import LINEAR, TWO_REGIONS

RATE = "component.per-student.amount"
WILG = "partnership.de-wilg.students.zuid"

VARY = {RATE: (1_100, 1_400), WILG: "80..240"}


def files(folder: str | os.PathLike[str]) -> dict[str, bytes]:
    """Returns the contents of a folder by name."""
    root = pathlib.Path(folder)
    found = (path for path in root.rglob("*") if path.is_file())
    return {str(path.relative_to(root)): path.read_bytes() for path in found}


def by_command_line(says, folder: pathlib.Path, points: int, *further: str) -> dict[str, bytes]:
    """Returns what the command line makes of the sweep of these tests."""
    vary = [f"--vary={RATE}=1100..1400", f"--vary={WILG}=80..240"]
    design = ["--design", "latin-hypercube", "--points", str(points), "--points-per-part", "64"]
    says("sweep", TWO_REGIONS, *design, *vary, *further, "--out", str(folder), "--quiet")
    made = files(folder)
    assert len(made) > 5
    return made


def test_a_sweep_is_that_of_the_command_line(verdeel_says, tmp_path):
    told = by_command_line(verdeel_says, tmp_path / "told", 300, "--seed", "5")
    asked = {
        "design": "latin-hypercube",
        "vary": VARY,
        "points": 300,
        "points_per_part": 64,
        "seed": 5,
    }
    done = verdeel.sweep(TWO_REGIONS, tmp_path / "path", threads=2, **asked)
    # 300 points in parts of 64: four whole ones, and one of 44.
    assert (done.parts, done.parts_made, done.failed_points) == (5, 5, 0)
    assert files(done.folder) == told
    verdeel.open(TWO_REGIONS).sweep(tmp_path / "held", **asked)
    assert files(tmp_path / "held") == told


def test_duckdb_polars_and_pandas_read_the_same_files(verdeel_says, tmp_path):
    folder = tmp_path / "told"
    by_command_line(verdeel_says, folder, 300)
    parts = str(folder / "parts/*.parquet")
    asked = f"select variant, kind, sum(cents) from '{parts}' group by all order by all"
    sums = [(variant, kind, int(cents)) for variant, kind, cents in duckdb.sql(asked).fetchall()]
    by = ["variant", "kind"]
    in_polars = polars.read_parquet(parts).group_by(by).agg(polars.sum("cents")).sort(by)
    assert in_polars.rows() == sums
    in_pandas = pandas.concat(map(pandas.read_parquet, sorted(folder.glob("parts/*"))))
    added = in_pandas.groupby(by)["cents"].sum().sort_index()
    assert [(*of, cents) for of, cents in added.items()] == sums
    # What the program itself says that they come to.
    summary = pandas.read_parquet(folder / "summary.parquet")
    told = summary.assign(cents=summary["sum_cents"].map(int)).groupby(by)["cents"].sum()
    assert told.to_dict() == added.to_dict()
    assert duckdb.sql(f"select count(*) from '{folder / 'points.parquet'}'").fetchall() == [(300,)]


@pytest.mark.parametrize(
    ("values", "written"),
    [
        ((1_100, 1_400), "=1100..1400"),
        ((1_100, 1_400, 4), "=1100..1400/4"),
        ([1_100, 1_200, 1_300], "=1100,1200,1300"),
        ([1_100, 1_200], "=1100,1200"),
        (["equal", "per-student"], '="equal","per-student"'),
        ((0, Fraction(1, 8)), '=0.."1/8"'),
        (("5 %", "12.5 %"), '="5 %".."12.5 %"'),
        ("80..240", "=80..240"),
        (None, ""),
    ],
)
def test_values_are_written_as_the_command_line_takes_them(values, written):
    from verdeel.sweeps import varied

    assert varied("a.path", values) == f"a.path{written}"


def test_a_plan_runs_in_shards_and_goes_on_where_it_was(verdeel_says, tmp_path):
    told = by_command_line(verdeel_says, tmp_path / "told", 300)
    own = ("latin-hypercube", VARY, 300, 64)
    asked = dict(zip(("design", "vary", "points", "points_per_part"), own, strict=True))
    plan = verdeel.sweep(TWO_REGIONS, tmp_path / "one", plan=True, **asked)
    assert (plan.parts, plan.parts_made) == (5, 0)
    assert not plan.status().is_complete
    # Five parts over two shards: two or three each. One of them goes to another folder.
    first = verdeel.sweep(plan.manifest, tmp_path / "one", shard=(0, 2))
    again = verdeel.sweep(plan.manifest, tmp_path / "one", shard=(0, 2))
    other = verdeel.sweep(plan.manifest, tmp_path / "other", shard=(1, 2))
    assert first.parts_made + other.parts_made == 5
    assert (again.parts, again.parts_made) == (first.parts, 0)
    status = verdeel.sweep_status(tmp_path / "one", 2)
    assert (status.whole, status.parts) == (first.parts, 5)
    assert status.shards == [(first.parts, first.parts), (0, other.parts)]
    with pytest.raises(verdeel.Usage):
        verdeel.merge_sweep(tmp_path / "merged", [tmp_path / "one"])
    merged = verdeel.merge_sweep(tmp_path / "merged", [tmp_path / "other", tmp_path / "one"])
    assert merged.is_complete
    assert files(tmp_path / "merged") == told


def test_an_exception_ends_a_sweep_that_then_goes_on(tmp_path):
    class Enough(Exception):
        pass

    def progress(done: int, of: int | None) -> None:
        if done > 0:
            raise Enough

    scenario = verdeel.read(LINEAR)
    asked = {"vary": {"component.base.amount": (0, 100_000)}, "design": "random"}
    asked |= {"points": 40_000, "points_per_part": 16}
    with pytest.raises(Enough):
        scenario.sweep(tmp_path / "sweep", progress=progress, **asked)
    begun = verdeel.sweep_status(tmp_path / "sweep")
    # 40,000 points in parts of 16.
    assert 0 < begun.whole < begun.parts == 2_500
    done = scenario.sweep(tmp_path / "sweep", **asked)
    assert done.parts_made == 2_500 - begun.whole


def test_an_interrupt_ends_a_sweep(tmp_path):
    def progress(done: int, of: int | None) -> None:
        if done > 0:
            os.kill(os.getpid(), signal.SIGINT)

    asked = {"vary": {"component.base.amount": (0, 100_000)}, "design": "random"}
    asked |= {"points": 1_000_000, "points_per_part": 16}
    with pytest.raises(KeyboardInterrupt):
        verdeel.read(LINEAR).sweep(tmp_path / "sweep", progress=progress, **asked)


def test_a_sweep_says_what_it_does_not_know(tmp_path):
    with pytest.raises(TypeError, match="point_per_part"):
        verdeel.sweep(TWO_REGIONS, tmp_path, point_per_part=3)
    with pytest.raises(TypeError, match="words vary"):
        verdeel.sweep(TWO_REGIONS, tmp_path, vary={RATE: [{"first": 3}]})
    with pytest.raises(verdeel.Usage):
        verdeel.sweep_status(tmp_path)


def test_a_worker_that_is_lost_changes_nothing(verdeel_says, tmp_path):
    points = 16_384
    told = by_command_line(verdeel_says, tmp_path / "told", points)
    asked = {"design": "latin-hypercube", "vary": VARY}
    asked |= {"points": points, "points_per_part": 64}
    plan = verdeel.sweep(TWO_REGIONS, tmp_path / "sweep", plan=True, **asked)
    workers = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": None}
    with LocalCluster(**workers) as cluster, Client(cluster) as client:
        processes = client.run(os.getpid)
        shards = verdeel.dask.submit(plan.manifest, client, shards=8)
        wait(shards, return_when="FIRST_COMPLETED")
        # One of the workers that still have something to do.
        busy = next(worker for worker, tasks in client.processing().items() if tasks)
        os.kill(processes[busy], signal.SIGKILL)
        assert not plan.status().is_complete
        done = client.gather(shards)
    # 256 parts of 64 points, 32 of them in each of the 8 shards.
    assert [shard.parts for shard in done] == [32] * 8
    merged = verdeel.merge_sweep(tmp_path / "merged", [plan.folder])
    assert (merged.whole, merged.parts, merged.failed_points) == (256, 256, 0)
    assert files(merged.folder) == told
