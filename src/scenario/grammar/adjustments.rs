//! Adjustments: steps after a key or a payment.

use super::super::shape::{Kind, Referent, Shape, may, must, names};
use super::kinds::{AMOUNT, GRADE, ID, PARTNERSHIP_ID, RECIPIENT_ID, SHARE, SOURCE};
use crate::domain::{AdjustmentKind, BALANCES, Baseline, SERVICE_METHODS};

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
            "need",
            &PER_STUDENT,
            "what is needed per student, of all or by recipient",
        ),
        may(
            "capacity",
            &PER_STUDENT,
            "what a recipient can bear itself per student, of all or by recipient",
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
        may(
            "method",
            &Kind::OneOf(|| names(&SERVICE_METHODS)),
            "how service units pass on their costs: to recipients only, one after the other also \
             to units that come later, or to all at once",
        ),
        may(
            "units",
            &Kind::Tables(&SERVICE_UNIT),
            "service units, in the order in which `step-down` closes them",
        ),
        SOURCE,
        GRADE,
    ],
};

const PER_STUDENT: Kind = Kind::Either(&[AMOUNT, Kind::Map(&RECIPIENT_ID, &AMOUNT)]);

pub(in crate::scenario) static SERVICE_UNIT: Shape = Shape {
    name: "service-unit",
    named_by: "to",
    about: "a function whose costs go to those it serves, other units among them",
    fields: &[
        must("to", &Kind::Name(Referent::Function), "the function"),
        must("cost", &AMOUNT, "what it costs"),
        must(
            "serves",
            &Kind::Map(&RECIPIENT_ID, &Kind::Weight),
            "how much each recipient and each other unit uses of it, in any measure",
        ),
        SOURCE,
        GRADE,
    ],
};
