//! Checks: wishes that pass or fail.

use super::super::shape::{Kind, Referent, Shape, may, must, names};
use super::kinds::{AMOUNT, GRADE, ID, SOURCE, TITLE, TITLE_EN};
use super::rules::LEVEL;
use crate::domain::{Between, Head, Wish};

pub(in crate::scenario) static CHECK: Shape = Shape {
    name: "check",
    named_by: "id",
    about: "a wish that passes or fails on the data of the scenario",
    fields: &[
        must("id", &ID, "stable id"),
        TITLE,
        TITLE_EN,
        must(
            "wish",
            &Kind::OneOf(|| Wish::NAMES.to_vec()),
            "what is wished",
        ),
        may(
            "at-least",
            &Kind::Bar,
            "least value: a part or euros, as the wish has it",
        ),
        may(
            "at-most",
            &Kind::Bar,
            "greatest value: a part or euros, as the wish has it",
        ),
        may(
            "against",
            &Kind::Name(Referent::Yardstick),
            "what is compared with: \"previous\", \"last-year\", or a variant",
        ),
        may(
            "by",
            &AMOUNT,
            "how much is changed: at most so many students, or so many euros",
        ),
        may(
            "within",
            &AMOUNT,
            "euros by which equals may differ; rounding only unless stated",
        ),
        may(
            "between",
            &Kind::OneOf(|| names(&Between::ALL)),
            "between what a student moves; across what recipients are equals",
        ),
        may(
            "per",
            &Kind::OneOf(|| names(&Head::ALL)),
            "take the amount per head, counted in the school year before",
        ),
        may(
            "level",
            &LEVEL,
            "level of the recipients; partnerships unless stated",
        ),
        may(
            "recipients",
            &Kind::List(&Kind::Name(Referent::Body)),
            "only these recipients; all of the level unless stated",
        ),
        may(
            "variants",
            &Kind::List(&Kind::Name(Referent::AnyVariant)),
            "only in these variants, \"base\" among them; in all unless stated",
        ),
        may(
            "years",
            &Kind::List(&Kind::Year),
            "only in these years; in all unless stated",
        ),
        SOURCE,
        GRADE,
    ],
};
