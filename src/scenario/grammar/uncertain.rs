//! What a simulation draws, what may happen in it, and what it keeps.

use super::super::shape::{Kind, Referent, Shape, may, must, names};
use super::kinds::{
    AMOUNT, ASSUMPTION, ASSUMPTION_EN, GRADE, ID, NAME, NAME_EN, SHARE, SOURCE, TEXT,
};
use super::reshaping::{MERGE, MOVES, SPLIT};
use super::rules::LEVEL;
use crate::domain::{Change, Distribution, OverYears, Per};

const NUMBER: Kind = Kind::Signed;

/// Most draws of a simulation.
const MAX_DRAWS: i64 = 1_000_000_000;

pub(super) static UNCERTAIN: Shape = Shape {
    name: "uncertain",
    named_by: "id",
    about: "a number, or a group of numbers, that a simulation draws",
    fields: &[
        must("id", &ID, "stable id"),
        NAME,
        NAME_EN,
        must(
            "path",
            &TEXT,
            "what is drawn: \"growth\", \"counts\", or the path of a number, `*` for every id",
        ),
        may(
            "per",
            &Kind::OneOf(|| names(&Per::ALL)),
            "who shares one drawn growth or count; `national` unless stated",
        ),
        must(
            "distribution",
            &Kind::Table(&DISTRIBUTION),
            "what is thought of it",
        ),
        may(
            "change",
            &Kind::OneOf(|| names(&Change::ALL)),
            "what a drawn value does: takes the place (unless stated), multiplies, or is added",
        ),
        may(
            "years",
            &Kind::OneOf(|| names(&OverYears::ALL)),
            "one value for all years, one for each (growth unless stated), or a random walk",
        ),
        may(
            "common",
            &SHARE,
            "part of the variance that the group has in common; none unless stated",
        ),
        SOURCE,
        GRADE,
        ASSUMPTION,
        ASSUMPTION_EN,
    ],
};

pub(in crate::scenario) static DISTRIBUTION: Shape = Shape {
    name: "distribution",
    named_by: "",
    about: "how likely each value of a number is",
    fields: &[
        must(
            "kind",
            &Kind::OneOf(|| Distribution::NAMES.to_vec()),
            "the sort of distribution",
        ),
        may("mean", &NUMBER, "mean, or mean of the logarithm"),
        may(
            "sd",
            &NUMBER,
            "standard deviation, or that of the logarithm; at least zero",
        ),
        may("low", &NUMBER, "least value"),
        may("mode", &NUMBER, "most likely value"),
        may("high", &NUMBER, "greatest value"),
        may("alpha", &Kind::Weight, "first shape of a beta distribution"),
        may("beta", &Kind::Weight, "second shape of a beta distribution"),
        may("values", &Kind::List(&NUMBER), "values that are possible"),
        may(
            "weights",
            &Kind::List(&Kind::Weight),
            "weights of the values, in their order; equal unless stated",
        ),
        may(
            "at",
            &Kind::List(&SHARE),
            "probabilities of the quantiles, ascending",
        ),
        may(
            "file",
            &Kind::FilePath,
            "CSV file with values that were seen",
        ),
        may("column", &TEXT, "its column"),
    ],
};

pub(in crate::scenario) static EVENT: Shape = Shape {
    name: "event",
    named_by: "id",
    about: "something that may happen and then changes the scenario",
    fields: &[
        must("id", &ID, "stable id"),
        NAME,
        NAME_EN,
        must("probability", &SHARE, "how likely it is"),
        may("set", &Kind::Overlay, "paths with values, as in a variant"),
        MERGE,
        SPLIT,
        MOVES,
        SOURCE,
        GRADE,
        ASSUMPTION,
        ASSUMPTION_EN,
    ],
};

pub(super) static SIMULATION: Shape = Shape {
    name: "simulation",
    named_by: "",
    about: "what a simulation keeps, and against what it holds it",
    fields: &[
        may(
            "draws",
            &Kind::Whole(1, MAX_DRAWS),
            "draws, unless the command says how many",
        ),
        may(
            "quantiles",
            &Kind::List(&SHARE),
            "quantiles, ascending; 5, 25, 50, 75 and 95 % unless stated",
        ),
        may(
            "levels",
            &Kind::List(&LEVEL),
            "levels whose recipients get a band; all unless stated",
        ),
        may(
            "components",
            &Kind::Flag,
            "whether each component gets a band beside the sum; yes unless stated",
        ),
        may(
            "regions",
            &Kind::Flag,
            "whether partnerships get a band for each region; yes unless stated",
        ),
        may(
            "years",
            &Kind::Flag,
            "whether each year gets a band beside the total; yes unless stated",
        ),
        may(
            "differences",
            &Kind::Flag,
            "whether the difference with the baseline gets a band; yes unless stated",
        ),
        may(
            "baseline",
            &Kind::Name(Referent::AnyVariant),
            "the variant against which the others are held; `base` unless stated",
        ),
        may(
            "minimum",
            &Kind::Either(&[AMOUNT, Kind::Map(&Kind::Name(Referent::Body), &AMOUNT)]),
            "yearly amount under which a recipient should not fall, for all or by recipient",
        ),
    ],
};
