//! The tables of a scenario file and of a scheme file.

mod adjustments;
mod checks;
mod costs;
mod figures;
mod kinds;
mod projection;
mod recipients;
mod reshaping;
mod rules;
mod sweep;
mod uncertain;

pub(super) use self::adjustments::ADJUSTMENT;
pub(super) use self::checks::CHECK;
pub(super) use self::costs::COST;
use self::figures::DECISION;
pub(super) use self::figures::{ANSWER, FIGURE};
pub(super) use self::kinds::HEADS;
pub(super) use self::recipients::{COUNT, OTHERS, PARTNERSHIP};
pub(super) use self::rules::{COMPONENT, COMPOSED_KEY, CONDITION, DIVISION, EARMARK, SLICE};
pub(super) use self::uncertain::{DISTRIBUTION, EVENT};

use self::costs::PRICES;
use self::kinds::{
    ASSUMPTION, ASSUMPTION_EN, GRADE, GROWTH, ID, SCHOOL_YEAR, SOURCE, TEXT, TITLE, TITLE_EN,
};
use self::projection::PROJECTION;
use self::recipients::{BOARD, FUNCTION, INSTITUTE, PARTY, REGION};
use self::reshaping::{MERGE, MOVES, SPLIT};
use self::sweep::SWEEP;
use self::uncertain::{SIMULATION, UNCERTAIN};
use super::shape::{Kind, Referent, Shape, may, must};

/// A number with its source, where a plain number would do.
pub(super) static SOURCED: Shape = Shape {
    name: "sourced number",
    named_by: "",
    about: "a number with its source and evidence grade",
    fields: &[
        must("value", &TEXT, "the number"),
        SOURCE,
        GRADE,
        ASSUMPTION,
        ASSUMPTION_EN,
    ],
};

/// A scenario file.
pub(super) static SCENARIO: Shape = Shape {
    name: "scenario",
    named_by: "",
    about: "one world, the scheme applied to it, and the what-ifs on it",
    fields: &[
        TITLE,
        TITLE_EN,
        may("question", &TEXT, "the question this scenario answers"),
        may("question-en", &TEXT, "the question in English"),
        may(
            "extends",
            &Kind::FilePath,
            "a scenario file that this one adds to",
        ),
        may(
            "case",
            &Kind::FilePath,
            "a scenario file of which this one takes recipients and counts, but not its what-ifs",
        ),
        may(
            "scheme",
            &TEXT,
            "name of a scheme of the library, or path of a scheme file",
        ),
        may(
            "years",
            &Kind::List(&Kind::Year),
            "the years that money is for: \"2022/2023\" or \"2025\"",
        ),
        may(
            "counted",
            &SCHOOL_YEAR,
            "school year in which counts without a year were made",
        ),
        may(
            "counts",
            &Kind::List(&Kind::FilePath),
            "CSV files with counts, columns as in [[count]]",
        ),
        may(
            "growth",
            &GROWTH,
            "yearly growth of counts beyond the last counted year",
        ),
        may(
            "projection",
            &Kind::Table(&PROJECTION),
            "how students go on beyond the last counted year; it goes before growth",
        ),
        may(
            "coverage",
            &Kind::OneOf(|| vec!["partial", "complete"]),
            "whether the file holds everybody who draws on national pots",
        ),
        may(
            "year-conversion",
            &Kind::OneOf(|| vec!["whole-year", "months"]),
            "how a scheme for calendar years serves school years, and the other way round",
        ),
        may(
            "set",
            &Kind::Overlay,
            "paths with values that replace those of the scheme",
        ),
        may("sources", &Kind::Map(&ID, &TEXT), "short names of sources"),
        SOURCE,
        GRADE,
        ASSUMPTION,
        ASSUMPTION_EN,
        may("region", &Kind::Tables(&REGION), "education regions"),
        may("partnership", &Kind::Tables(&PARTNERSHIP), "partnerships"),
        may("board", &Kind::Tables(&BOARD), "school boards"),
        may(
            "institute",
            &Kind::Tables(&INSTITUTE),
            "teacher education institutes",
        ),
        may(
            "function",
            &Kind::Tables(&FUNCTION),
            "functions that slices pay",
        ),
        may(
            "others",
            &Kind::Tables(&OTHERS),
            "recipients known only in sum",
        ),
        may(
            "party",
            &Kind::Tables(&PARTY),
            "who takes part in a choice between models",
        ),
        may("count", &Kind::Tables(&COUNT), "counts of heads"),
        may(
            "component",
            &Kind::Tables(&COMPONENT),
            "what recipients are entitled to",
        ),
        may(
            "division",
            &Kind::Tables(&DIVISION),
            "how pots are paid out and money is passed on",
        ),
        may(
            "cost",
            &Kind::Tables(&COST),
            "what training costs and who bears it",
        ),
        may(
            "prices",
            &Kind::Table(&PRICES),
            "a price index, to show amounts of several years in prices of one",
        ),
        may(
            "variant",
            &Kind::Tables(&VARIANT),
            "what-ifs: overlays on this scenario",
        ),
        may("check", &Kind::Tables(&CHECK), "wishes that pass or fail"),
        may(
            "figure",
            &Kind::Tables(&FIGURE),
            "named numbers of the scenario and its variants",
        ),
        may(
            "answer",
            &Kind::Tables(&ANSWER),
            "the answer to the question, sentence by sentence",
        ),
        may(
            "decision",
            &Kind::Tables(&DECISION),
            "points that boards are to decide; a report drafts them unless stated",
        ),
        may(
            "evaluate",
            &Kind::Day,
            "the day by which boards look again at what they decided",
        ),
        may(
            "uncertain",
            &Kind::Tables(&UNCERTAIN),
            "numbers that a simulation draws",
        ),
        may("event", &Kind::Tables(&EVENT), "what may happen"),
        may(
            "simulation",
            &Kind::Table(&SIMULATION),
            "what a simulation keeps",
        ),
        may(
            "sweep",
            &Kind::Table(&SWEEP),
            "many points of the scenario, for `verdeel sweep`",
        ),
    ],
};

/// A scheme file.
pub(super) static SCHEME: Shape = Shape {
    name: "scheme",
    named_by: "",
    about: "a named set of components and divisions with validity, source and grade",
    fields: &[
        must("title", &TEXT, "title for people"),
        TITLE_EN,
        may(
            "year",
            &Kind::OneOf(|| vec!["school-year", "calendar-year"]),
            "the kind of year it pays for",
        ),
        may("valid-from", &Kind::Year, "first year"),
        may("valid-until", &Kind::Year, "last year"),
        may("sources", &Kind::Map(&ID, &TEXT), "short names of sources"),
        SOURCE,
        GRADE,
        ASSUMPTION,
        ASSUMPTION_EN,
        may(
            "component",
            &Kind::Tables(&COMPONENT),
            "what recipients are entitled to",
        ),
        may(
            "division",
            &Kind::Tables(&DIVISION),
            "how pots are paid out and money is passed on",
        ),
    ],
};
static VARIANT: Shape = Shape {
    name: "variant",
    named_by: "id",
    about: "a what-if: a small overlay on the scenario",
    fields: &[
        must("id", &ID, "stable id; the scenario itself is `base`"),
        TITLE,
        TITLE_EN,
        may(
            "stack",
            &Kind::List(&Kind::Name(Referent::Variant)),
            "variants laid below this one",
        ),
        may("set", &Kind::Overlay, "paths with values"),
        MERGE,
        SPLIT,
        MOVES,
        SOURCE,
        GRADE,
        ASSUMPTION,
        ASSUMPTION_EN,
    ],
};
