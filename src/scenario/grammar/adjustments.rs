//! Adjustments: steps after a key or a payment.

use super::super::shape::{Kind, Referent, Shape, may, must, names};
use super::kinds::{AMOUNT, GRADE, ID, PARTNERSHIP_ID, SHARE, SOURCE};
use crate::domain::{AdjustmentKind, BALANCES, Baseline};

pub(in crate::scenario) static ADJUSTMENT: Shape = Shape {
    name: "adjustment",
    named_by: "id",
    about: "a step after the key, which leaves what is divided as large as it was",
    fields: &[
        must("id", &ID, "stable id"),
        must(
            "rule",
            &Kind::OneOf(|| names(&AdjustmentKind::ALL)),
            "what it does",
        ),
        may(
            "share",
            &SHARE,
            "part that is evened out, set apart or guaranteed, or the greatest fall in a band",
        ),
        may(
            "band",
            &SHARE,
            "part of the average per student up to which a deviation stays; none unless stated",
        ),
        may(
            "rise",
            &SHARE,
            "the greatest rise in a band; as great as the fall unless stated",
        ),
        may(
            "balance",
            &Kind::OneOf(|| names(&BALANCES)),
            "who balances a band; everybody inside it (`water-filling`) unless stated",
        ),
        may(
            "scaling",
            &SHARE,
            "the greatest part of the growth beyond the cap that pays; all of it unless stated",
        ),
        may(
            "ladder",
            &Kind::Map(&Kind::Year, &SHARE),
            "parts by year; nothing before the first, unchanged after the last",
        ),
        may(
            "against",
            &Kind::OneOf(|| names(&Baseline::ALL)),
            "the earlier amounts: `previous` as stated, or what `last-year` gave in this run; \
             `previous` unless stated",
        ),
        may("cap", &SHARE, "growth that no gain pays for"),
        may("minimum", &AMOUNT, "least amount of a recipient"),
        may("maximum", &AMOUNT, "greatest amount of a recipient"),
        may(
            "minimum-per-student",
            &AMOUNT,
            "least amount per student; in a guarantee the amount below which nobody pays",
        ),
        may(
            "maximum-per-student",
            &AMOUNT,
            "greatest amount per student",
        ),
        may(
            "to",
            &Kind::Name(Referent::Function),
            "the function that a shared cost pays",
        ),
        may("amount", &AMOUNT, "the shared cost"),
        may(
            "users",
            &Kind::List(&PARTNERSHIP_ID),
            "who bears a shared cost; everybody unless stated",
        ),
        may(
            "per",
            &Kind::OneOf(|| vec!["recipient", "student"]),
            "whether users bear equal parts or parts by students, and whether a guarantee is of \
             the amount per student; per recipient unless stated",
        ),
        SOURCE,
        GRADE,
    ],
};
