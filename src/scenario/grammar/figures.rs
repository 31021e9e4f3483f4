//! Figures and the sentences that tell them.

use super::super::read::MEASURES;
use super::super::shape::{Kind, Referent, Shape, may, must, names};
use super::kinds::{COMPONENT_ID, ID, REGION_ID, SECTOR, TEXT};
use crate::domain::{Head, Holders, Pick};

const FIGURE_ID: Kind = Kind::Name(Referent::Figure);
const VARIANT_ID: Kind = Kind::Name(Referent::AnyVariant);

pub(in crate::scenario) static FIGURE: Shape = Shape {
    name: "figure",
    named_by: "id",
    about: "a named number of the scenario and its variants, for sentences",
    fields: &[
        must("id", &ID, "the name by which sentences know it"),
        must(
            "measure",
            &Kind::OneOf(|| MEASURES.iter().map(|form| form.name).collect()),
            "what it is",
        ),
        may(
            "variant",
            &VARIANT_ID,
            "of which variant; the scenario itself, `base`, unless stated",
        ),
        may(
            "against",
            &VARIANT_ID,
            "the variant of which each recipient's value is taken off first",
        ),
        may(
            "year",
            &Kind::Either(&[TEXT, Kind::Year]),
            "one year, or \"first\" or \"last\"; all years together unless stated",
        ),
        may(
            "level",
            &Kind::OneOf(|| names(&Holders::ALL)),
            "whose values are looked at; partnerships unless stated",
        ),
        may(
            "recipients",
            &Kind::List(&Kind::Name(Referent::Recipient)),
            "only these; all of the level unless stated",
        ),
        may("sector", &SECTOR, "only partnerships of this sector"),
        may("region", &REGION_ID, "only money that lies in this region"),
        may("component", &COMPONENT_ID, "only money of this component"),
        may(
            "per",
            &Kind::OneOf(|| names(&Head::ALL)),
            "take the value per head, counted in the school year before; which heads",
        ),
        may(
            "pick",
            &Kind::OneOf(|| names(&Pick::ALL)),
            "what is made of the values; their sum unless stated",
        ),
        may("path", &TEXT, "the path of the number"),
        may(
            "check",
            &Kind::Name(Referent::Check),
            "the check that is looked at",
        ),
        may("vary", &TEXT, "the path of the number that varies"),
        may(
            "aim",
            &Kind::OneOf(|| vec!["least", "most"]),
            "whether the least or the greatest value is sought",
        ),
        may(
            "from",
            &Kind::Weight,
            "the least value that is tried; zero unless stated",
        ),
        may(
            "to",
            &Kind::Weight,
            "the greatest value that is tried; twice that of the scenario unless stated",
        ),
        may(
            "of",
            &Kind::List(&FIGURE_ID),
            "the earlier figures that are combined",
        ),
    ],
};

pub(in crate::scenario) static DECISION: Shape = Shape {
    name: "decision",
    named_by: "",
    about: "a point that boards are to decide",
    fields: &[
        must("text", &TEXT, "what is to be decided, as a question"),
        may("text-en", &TEXT, "the question in English"),
        may("by", &Kind::Day, "the day by which: \"2026-03-01\""),
    ],
};

pub(in crate::scenario) static ANSWER: Shape = Shape {
    name: "answer",
    named_by: "",
    about: "a sentence of the answer, with figures in braces",
    fields: &[
        must("text", &TEXT, "the sentence: words, and figures as {id}"),
        may("text-en", &TEXT, "the sentence in English"),
        may(
            "when",
            &FIGURE_ID,
            "tell it only when this figure is above zero, or holds",
        ),
        may(
            "unless",
            &FIGURE_ID,
            "tell it only when this figure is not above zero, or does not hold",
        ),
    ],
};
