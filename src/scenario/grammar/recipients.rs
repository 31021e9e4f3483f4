//! Recipients and counts.

use super::super::shape::{Kind, Referent, Shape, may, must};
use super::kinds::{
    AMOUNT, AMOUNT_BY_REGION, ASSUMPTION, ASSUMPTION_EN, BOARD_ID, BY_REGION, BY_SECTOR, GRADE,
    HEADS, ID, IDS, INSTITUTE_ID, NAME, NAME_EN, PARTNERSHIP_ID, RECIPIENT_ID, REGION_ID,
    SCHOOL_YEAR, SECTOR, SOURCE,
};

pub(super) static REGION: Shape = Shape {
    name: "region",
    named_by: "id",
    about: "an education region (onderwijsregio)",
    fields: &[
        must("id", &ID, "stable id"),
        NAME,
        may(
            "flags",
            &IDS,
            "conditions that hold, such as \"frontrunner\"",
        ),
        may(
            "pupils",
            &BY_SECTOR,
            "pupils (in the mbo: students) by sector, for size tests",
        ),
        may("staff", &HEADS, "staff in full-time equivalents"),
        SOURCE,
        GRADE,
        ASSUMPTION,
        ASSUMPTION_EN,
    ],
};

pub(in crate::scenario) static PARTNERSHIP: Shape = Shape {
    name: "partnership",
    named_by: "id",
    about: "a partnership of school boards and teacher education institutes",
    fields: &[
        must("id", &ID, "stable id"),
        NAME,
        may("sector", &SECTOR, "sector of its training places"),
        may(
            "status",
            &Kind::OneOf(|| vec!["recognised", "aspirant"]),
            "recognised unless stated",
        ),
        may("start-year", &SCHOOL_YEAR, "first school year as aspirant"),
        may(
            "boards",
            &Kind::List(&BOARD_ID),
            "school boards that take part",
        ),
        may(
            "institutes",
            &Kind::List(&INSTITUTE_ID),
            "teacher education institutes that take part",
        ),
        may(
            "regions",
            &Kind::List(&REGION_ID),
            "regions it works in, also where it counts nobody",
        ),
        may(
            "lead-region",
            &REGION_ID,
            "region of the lead applicant (penvoerder)",
        ),
        may(
            "students",
            &BY_REGION,
            "students by region of the training site",
        ),
        may(
            "side-entrants",
            &BY_REGION,
            "side entrants by region of the training site",
        ),
        may("pupils", &BY_REGION, "pupils by region"),
        may("schools", &BY_REGION, "schools by region"),
        may("weight", &Kind::Weight, "agreed weight in a region's key"),
        may(
            "region-weights",
            &Kind::Map(&REGION_ID, &Kind::Weight),
            "agreed weights of its regions",
        ),
        may(
            "partner-weights",
            &Kind::Map(&Kind::Name(Referent::Partner), &Kind::Weight),
            "agreed weights of its boards and institutes",
        ),
        may(
            "previous",
            &AMOUNT_BY_REGION,
            "amount of last year, in all or by region",
        ),
        may("flags", &IDS, "conditions that hold"),
        may("growth", &Kind::Growth, "yearly growth of its counts"),
        SOURCE,
        GRADE,
        ASSUMPTION,
        ASSUMPTION_EN,
    ],
};

pub(super) static BOARD: Shape = Shape {
    name: "board",
    named_by: "id",
    about: "a school board (bevoegd gezag)",
    fields: &[must("id", &ID, "stable id"), NAME],
};

pub(super) static INSTITUTE: Shape = Shape {
    name: "institute",
    named_by: "id",
    about: "a teacher education institute (lerarenopleiding)",
    fields: &[must("id", &ID, "stable id"), NAME],
};

pub(super) static FUNCTION: Shape = Shape {
    name: "function",
    named_by: "id",
    about: "a function of a region, such as recruiting",
    fields: &[must("id", &ID, "stable id"), NAME, NAME_EN],
};

pub(in crate::scenario) static OTHERS: Shape = Shape {
    name: "others",
    named_by: "id",
    about: "recipients known only in sum: the rest of a region or of the country",
    fields: &[
        must("id", &ID, "stable id"),
        NAME,
        may(
            "region",
            &REGION_ID,
            "the region they are the rest of; the country when left out",
        ),
        may(
            "partnerships",
            &Kind::Whole(0, 10_000),
            "number of partnerships",
        ),
        may(
            "regions",
            &Kind::Whole(0, 1_000),
            "number of regions, for the rest of the country",
        ),
        may(
            "flags",
            &IDS,
            "conditions that hold; every one when left out",
        ),
        may("counted", &SCHOOL_YEAR, "school year of the sums"),
        may("students", &HEADS, "students in sum"),
        may("side-entrants", &HEADS, "side entrants in sum"),
        may("pupils", &HEADS, "pupils in sum"),
        may("staff", &HEADS, "staff in sum"),
        may("schools", &HEADS, "schools in sum"),
        SOURCE,
        GRADE,
        ASSUMPTION,
        ASSUMPTION_EN,
    ],
};

pub(super) static PARTY: Shape = Shape {
    name: "party",
    named_by: "id",
    about: "somebody with a vote on the model and an interest in the money of some recipients",
    fields: &[
        must("id", &ID, "stable id"),
        NAME,
        may(
            "of",
            &Kind::List(&RECIPIENT_ID),
            "recipients whose money is its own; the one with its id when left out",
        ),
        may(
            "votes",
            &Kind::Whole(0, 1_000_000),
            "number of votes; one unless stated",
        ),
        may(
            "floor",
            &AMOUNT,
            "least amount per year that it accepts for its recipients together",
        ),
        SOURCE,
        GRADE,
        ASSUMPTION,
        ASSUMPTION_EN,
    ],
};

/// One row of counts, in a file or in CSV.
pub(in crate::scenario) static COUNT: Shape = Shape {
    name: "count",
    named_by: "",
    about: "heads at one place in one school year",
    fields: &[
        may(
            "partnership",
            &PARTNERSHIP_ID,
            "the partnership that trains them",
        ),
        may(
            "region",
            &REGION_ID,
            "region of the training site; left out when it has none yet",
        ),
        may("sector", &SECTOR, "sector"),
        may("board", &BOARD_ID, "school board of the site"),
        may(
            "institute",
            &INSTITUTE_ID,
            "institute where they are enrolled",
        ),
        may("site", &ID, "site (vestiging), such as 16SW03"),
        may("year", &SCHOOL_YEAR, "counted school year"),
        may("students", &HEADS, "students"),
        may("side-entrants", &HEADS, "side entrants"),
        may("pupils", &HEADS, "pupils"),
        may("staff", &HEADS, "staff in full-time equivalents"),
        may("schools", &HEADS, "schools"),
        SOURCE,
        GRADE,
    ],
};
