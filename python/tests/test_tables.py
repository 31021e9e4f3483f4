"""Arrow tables are read by the libraries that people have, and say the same in each."""

from __future__ import annotations

import duckdb
import pandas
import polars
import pyarrow
import pytest

import verdeel
from conftest import TWO_REGIONS, UNCERTAIN


@pytest.fixture(scope="module")
def awards():
    return verdeel.open(TWO_REGIONS).run().awards


def test_pyarrow_has_the_types_that_are_told(awards):
    table = pyarrow.table(awards)
    assert table.schema.names == awards.columns
    assert table.schema.field("cents").type == pyarrow.int64()
    assert not table.schema.field("cents").nullable
    assert table.schema.field("region").nullable
    assert table.to_pydict() == awards.to_dict()
    # Only names and types, as a library asks that has not yet asked for rows.
    assert pyarrow.schema(awards) == table.schema


def test_pandas_polars_and_duckdb_read_the_same(awards):
    told = awards.to_dict()
    frame = pandas.DataFrame.from_arrow(awards)
    assert frame["cents"].tolist() == told["cents"]
    assert [None if pandas.isna(one) else one for one in frame["region"]] == told["region"]
    assert polars.DataFrame(awards).to_dict(as_series=False) == told
    sums = duckdb.sql("select sum(cents) from awards where variant = 'base'").fetchall()
    own = zip(told["variant"], told["cents"], strict=True)
    assert sums == [(sum(cents for variant, cents in own if variant == "base"),)]


def test_a_table_can_be_read_more_than_once_and_outlives_its_run():
    awards = verdeel.open(TWO_REGIONS).run("base").awards
    first, second = pyarrow.table(awards), pyarrow.table(awards)
    told = awards.to_dict()
    del awards
    assert first.equals(second)
    assert first.to_pydict() == told


def test_memory_is_handed_over_and_not_copied(awards):
    addresses = [
        pyarrow.table(awards).column("cents").chunk(0).buffers()[1].address for _ in range(2)
    ]
    assert addresses[0] == addresses[1]


def test_draws_in_parts_are_one_table():
    simulation = verdeel.open(UNCERTAIN).simulate(300, keep_draws=True)
    draws = pyarrow.table(simulation.draws)
    assert draws.num_rows == len(simulation.draws)
    frame = polars.DataFrame(simulation.draws)
    assert frame["draw"].max() == 299
    means = polars.DataFrame(simulation.statistics).filter(polars.col("statistic") == "mean")
    names = ["variant", "kind", "recipient", "region", "component", "year"]
    own = frame.group_by(names).agg(polars.col("cents").mean().alias("mean"))
    joined = own.join(means, on=names, how="inner", nulls_equal=True)
    assert joined.height == means.height > 0
    # The mean of cents, which is told to the cent.
    assert ((joined["mean"] - joined["cents"]).abs() <= 0.5).all()


def test_a_table_of_nothing_has_columns():
    table = verdeel.open(UNCERTAIN).simulate(8).statistics
    assert repr(table).startswith(f"Table({len(table)} rows: variant, kind, recipient")
    assert verdeel.open(UNCERTAIN).simulate(8).draws is None
