//! The table of a projection of students.

use super::super::shape::{Kind, Shape, may, must};
use super::kinds::{ASSUMPTION, ASSUMPTION_EN, GRADE, SCHOOL_YEAR, SHARE, SOURCE};
use crate::domain::MOST_YEARS_OF_STUDY;

/// The years of study, as files name them.
const NAMES: [&str; MOST_YEARS_OF_STUDY] = ["1", "2", "3", "4", "5", "6", "7", "8"];

const YEAR_OF_STUDY: Kind = Kind::OneOf(|| NAMES.to_vec());

pub(super) static PROJECTION: Shape = Shape {
    name: "projection",
    named_by: "",
    about: "how students go on beyond the last counted year",
    fields: &[
        must(
            "intake-growth",
            &Kind::Growth,
            "yearly growth of first-years",
        ),
        may(
            "attrition",
            &Kind::Map(&YEAR_OF_STUDY, &SHARE),
            "share that leaves during each year of study, from 1 on without gaps",
        ),
        may(
            "by-year-of-study",
            &Kind::Map(&YEAR_OF_STUDY, &SHARE),
            "shares of the counted students by year of study; as under steady growth unless stated",
        ),
        may(
            "in-partnerships",
            &Kind::Table(&IN_PARTNERSHIPS),
            "share trained within partnerships, where it changes",
        ),
        SOURCE,
        GRADE,
        ASSUMPTION,
        ASSUMPTION_EN,
    ],
};

static IN_PARTNERSHIPS: Shape = Shape {
    name: "in-partnerships",
    named_by: "",
    about: "the share of students trained within partnerships, which grows in equal steps",
    fields: &[
        must("now", &SHARE, "share in the counted year, above zero"),
        must("target", &SHARE, "share that is aimed at"),
        must(
            "by",
            &SCHOOL_YEAR,
            "school year in which it is reached; it stays from then on",
        ),
        SOURCE,
        GRADE,
        ASSUMPTION,
        ASSUMPTION_EN,
    ],
};
