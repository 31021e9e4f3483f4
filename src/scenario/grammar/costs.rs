//! Costs and prices.

use super::super::shape::{Kind, Referent, Shape, may, must, names};
use super::kinds::{
    AMOUNT, ASSUMPTION, ASSUMPTION_EN, GRADE, ID, NAME, NAME_EN, PARTNERSHIP_ID, REFERENCE, SHARE,
    SOURCE,
};
use crate::domain::Head;

const BEARER: Kind = Kind::OneOf(|| vec!["board", "institute"]);

pub(in crate::scenario) static COST: Shape = Shape {
    name: "cost",
    named_by: "id",
    about: "what training costs a partnership in a year: the hours of a role, or an amount",
    fields: &[
        must("id", &ID, "stable id"),
        NAME,
        NAME_EN,
        may("hours", &Kind::Weight, "hours per head in a year"),
        may("hourly", &AMOUNT, "euros per hour"),
        may(
            "amount",
            &AMOUNT,
            "euros of each partnership in a year, or per head",
        ),
        may(
            "amounts",
            &Kind::Map(&PARTNERSHIP_ID, &AMOUNT),
            "amounts of single partnerships, where they differ",
        ),
        may(
            "per",
            &Kind::OneOf(|| names(&Head::ALL)),
            "what hours or amount are per; hours are per student unless stated",
        ),
        may(
            "reference",
            &REFERENCE,
            "which school year is counted; the previous one unless stated",
        ),
        must(
            "borne-by",
            &Kind::Map(&BEARER, &SHARE),
            "the parts that boards and institutes bear, together 100 %",
        ),
        may(
            "income",
            &Kind::List(&Kind::Name(Referent::Function)),
            "functions whose money is income too, beside begeleiden and professionaliseren",
        ),
        SOURCE,
        GRADE,
        ASSUMPTION,
        ASSUMPTION_EN,
    ],
};

pub(super) static PRICES: Shape = Shape {
    name: "prices",
    named_by: "",
    about: "a price index, to show amounts of several years in prices of one",
    fields: &[
        must("level", &Kind::Year, "the year whose prices are used"),
        must(
            "index",
            &Kind::Map(&Kind::Year, &Kind::Weight),
            "the index by year, above zero",
        ),
        SOURCE,
        GRADE,
        ASSUMPTION,
        ASSUMPTION_EN,
    ],
};
