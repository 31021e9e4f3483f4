//! The tables of a scenario file and of a scheme file.

use super::shape::{Field, Kind, Referent, Shape, may, must, names};
use crate::domain::{Grade, Head, Key, Level, Sector, TieRule};
use crate::rules::Shortage;

/// Greatest count of heads.
const MAX_HEADS: i64 = 1_000_000_000;

/// A count of heads.
pub(super) const HEADS: Kind = Kind::Whole(0, MAX_HEADS);

const TEXT: Kind = Kind::Text;
const ID: Kind = Kind::Id;
const AMOUNT: Kind = Kind::Amount;
const AMOUNT_BY_REGION: Kind = Kind::Either(&[AMOUNT, Kind::Map(&REGION_ID, &AMOUNT)]);
const SHARE: Kind = Kind::Share;
const SECTOR: Kind = Kind::OneOf(|| names(&Sector::ALL));
const REGION_ID: Kind = Kind::Name(Referent::Region);
const BOARD_ID: Kind = Kind::Name(Referent::Board);
const INSTITUTE_ID: Kind = Kind::Name(Referent::Institute);
const PARTNERSHIP_ID: Kind = Kind::Name(Referent::Partnership);
const COMPONENT_ID: Kind = Kind::Name(Referent::Component);
const COMPONENT_IDS: Kind = Kind::List(&COMPONENT_ID);
const IDS: Kind = Kind::List(&ID);
const SCHOOL_YEAR: Kind = Kind::SchoolYear;
static SLICES: Kind = Kind::Tables(&SLICE);
static EARMARKS: Kind = Kind::Tables(&EARMARK);
const REFERENCE: Kind = Kind::Either(&[Kind::SchoolYear, REFERENCE_RULE]);
const REFERENCE_RULE: Kind = Kind::OneOf(|| vec!["previous-school-year", "running-school-year"]);
static WHEN: Kind = Kind::Table(&CONDITION);
static KEY: Kind = Kind::Either(&[
    Kind::OneOf(|| names(&Key::NAMED)),
    Kind::Table(&COMPOSED_KEY),
]);
const BY_REGION: Kind = Kind::Either(&[HEADS, Kind::Map(&REGION_ID, &HEADS)]);
const BY_SECTOR: Kind = Kind::Map(&SECTOR, &HEADS);
const GROWTH: Kind = Kind::Either(&[Kind::Growth, Kind::Map(&GROWTH_OF, &Kind::Growth)]);
const GROWTH_OF: Kind = Kind::OneOf(|| [vec!["all"], names(&Sector::ALL)].concat());

const SOURCE: Field = may(
    "source",
    &TEXT,
    "article, paper or page; a name under [sources] or a text",
);
const GRADE: Field = may(
    "grade",
    &Kind::OneOf(|| names(&Grade::ALL)),
    "evidence: P official text, S secondary source, D derived, N not found, assumption",
);
const ASSUMPTION: Field = may(
    "assumption",
    &TEXT,
    "what is taken for granted here; shown with every result",
);
const ASSUMPTION_EN: Field = may("assumption-en", &TEXT, "the assumption in English");
const NAME: Field = may("name", &TEXT, "name for people");
const NAME_EN: Field = may("name-en", &TEXT, "name in English");

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
        may("title", &TEXT, "title for people"),
        may("question", &TEXT, "the question this scenario answers"),
        may(
            "extends",
            &Kind::FilePath,
            "a scenario file that this one adds to",
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
            "variant",
            &Kind::Tables(&VARIANT),
            "what-ifs: overlays on this scenario",
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
        may("title-en", &TEXT, "title in English"),
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

static REGION: Shape = Shape {
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

pub(super) static PARTNERSHIP: Shape = Shape {
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
        may("previous", &AMOUNT_BY_REGION, "amount of last year, in all or by region"),
        may("flags", &IDS, "conditions that hold"),
        may("growth", &Kind::Growth, "yearly growth of its counts"),
        SOURCE,
        GRADE,
        ASSUMPTION,
        ASSUMPTION_EN,
    ],
};

static BOARD: Shape = Shape {
    name: "board",
    named_by: "id",
    about: "a school board (bevoegd gezag)",
    fields: &[must("id", &ID, "stable id"), NAME],
};

static INSTITUTE: Shape = Shape {
    name: "institute",
    named_by: "id",
    about: "a teacher education institute (lerarenopleiding)",
    fields: &[must("id", &ID, "stable id"), NAME],
};

static FUNCTION: Shape = Shape {
    name: "function",
    named_by: "id",
    about: "a function of a region, such as recruiting",
    fields: &[must("id", &ID, "stable id"), NAME, NAME_EN],
};

pub(super) static OTHERS: Shape = Shape {
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

/// One row of counts, in a file or in CSV.
pub(super) static COUNT: Shape = Shape {
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

pub(super) static COMPONENT: Shape = Shape {
    name: "component",
    named_by: "id",
    about: "what one recipient is entitled to, and when",
    fields: &[
        must("id", &ID, "stable id"),
        NAME,
        NAME_EN,
        may(
            "to",
            &Kind::OneOf(|| vec!["partnership", "region"]),
            "who is entitled; partnerships unless stated",
        ),
        may("amount", &AMOUNT, "euros, per recipient or per head"),
        may(
            "per",
            &Kind::OneOf(|| names(&Head::ALL)),
            "what the amount is paid per",
        ),
        may(
            "amounts",
            &Kind::Map(&Kind::Name(Referent::Holder), &AMOUNT),
            "euros stated for each recipient",
        ),
        may(
            "amounts-of",
            &COMPONENT_ID,
            "take the amounts stated for another component",
        ),
        may("steps", &Kind::Tables(&BAND), "a step table (staffel)"),
        may("share", &SHARE, "part of the amount that is paid"),
        may("maximum", &AMOUNT, "greatest entitlement of one recipient"),
        may(
            "reference",
            &REFERENCE,
            "which school year is counted; the previous one unless stated",
        ),
        may("when", &WHEN, "when it pays"),
        may(
            "double-members",
            &Kind::OneOf(|| vec!["whole", "share"]),
            "whether a site in two partnerships counts whole or half in each",
        ),
        may(
            "needs",
            &TEXT,
            "what no public source gives: whoever may qualify must be given an amount",
        ),
        may("needs-en", &TEXT, "the same in English"),
        SOURCE,
        GRADE,
        ASSUMPTION,
        ASSUMPTION_EN,
    ],
};

static BAND: Shape = Shape {
    name: "step",
    named_by: "from",
    about: "a fixed amount from a count upwards, until the next step",
    fields: &[
        must("from", &HEADS, "least count, inclusive"),
        must("amount", &AMOUNT, "euros for the whole band"),
    ],
};

static RANGE: Shape = Shape {
    name: "range",
    named_by: "",
    about: "a range with inclusive ends",
    fields: &[
        may("at-least", &HEADS, "least value"),
        may("at-most", &HEADS, "greatest value"),
    ],
};

pub(super) static CONDITION: Shape = Shape {
    name: "condition",
    named_by: "",
    about: "a condition; several keys hold together",
    fields: &[
        may("all-of", &Kind::List(&WHEN), "every part holds"),
        may("any-of", &Kind::List(&WHEN), "at least one part holds"),
        may("not", &WHEN, "the part does not hold"),
        may(
            "students",
            &Kind::Table(&RANGE),
            "students in the reference year",
        ),
        may(
            "side-entrants",
            &Kind::Table(&RANGE),
            "side entrants in the reference year",
        ),
        may(
            "students-and-side-entrants",
            &Kind::Table(&RANGE),
            "both together",
        ),
        may(
            "pupils",
            &Kind::Table(&RANGE),
            "pupils in the reference year",
        ),
        may("staff", &Kind::Table(&RANGE), "staff in the reference year"),
        may(
            "schools",
            &Kind::Table(&RANGE),
            "schools in the reference year",
        ),
        may(
            "counted-in",
            &SECTOR,
            "the sector that the counts of this condition are of",
        ),
        may("sector", &SECTOR, "sector of the partnership"),
        may(
            "status",
            &Kind::OneOf(|| vec!["recognised", "aspirant"]),
            "status of the partnership",
        ),
        may(
            "aspirant-year",
            &Kind::Table(&RANGE),
            "year of the aspirant schedule",
        ),
        may("flag", &ID, "the recipient carries this flag"),
    ],
};

pub(super) static DIVISION: Shape = Shape {
    name: "division",
    named_by: "id",
    about: "how a pot is paid out, or how received money is passed on",
    fields: &[
        must("id", &ID, "stable id"),
        NAME,
        NAME_EN,
        may(
            "pot",
            &AMOUNT,
            "what there is to pay from; left out when no ceiling is stated",
        ),
        may("pays", &COMPONENT_IDS, "the components it pays"),
        may(
            "protect",
            &COMPONENT_IDS,
            "the components that are cut last",
        ),
        may(
            "shortage",
            &Kind::OneOf(|| names(&Shortage::ALL)),
            "who bears a shortage",
        ),
        may(
            "rate-step",
            &AMOUNT,
            "step to which a cut rate per head is rounded down",
        ),
        may(
            "scope",
            &Kind::OneOf(|| vec!["national", "local"]),
            "whether everybody in the country draws on the pot",
        ),
        may(
            "from",
            &Kind::OneOf(|| vec!["region", "partnership"]),
            "who passes money on",
        ),
        may(
            "to",
            &Kind::Either(&[LEVEL, Kind::List(&LEVEL)]),
            "who receives it",
        ),
        may(
            "passes",
            &COMPONENT_IDS,
            "the components passed on; all unless stated",
        ),
        may(
            "at",
            &Kind::Map(&Kind::Name(Referent::Holder), &Kind::Table(&TERMS)),
            "terms of single holders",
        ),
        TERMS_FIELDS[0],
        TERMS_FIELDS[1],
        TERMS_FIELDS[2],
        TERMS_FIELDS[3],
        TERMS_FIELDS[4],
        TERMS_FIELDS[5],
        TERMS_FIELDS[6],
        TERMS_FIELDS[7],
        TERMS_FIELDS[8],
        TERMS_FIELDS[9],
        TERMS_FIELDS[10],
        TERMS_FIELDS[11],
        TERMS_FIELDS[12],
        TERMS_FIELDS[13],
        SOURCE,
        GRADE,
        ASSUMPTION,
        ASSUMPTION_EN,
    ],
};

const LEVEL: Kind = Kind::OneOf(|| names(&Level::ALL));

/// The terms on which a holder passes money on; the same under a division and under its `at`.
const TERMS_FIELDS: [Field; 14] = [
    may("key", &KEY, "the allocation key"),
    may("slice", &SLICES, "parts that go to functions first"),
    may("earmark", &EARMARKS, "parts set apart for some recipients"),
    may("minimum", &AMOUNT, "least amount of a recipient"),
    may("maximum", &AMOUNT, "greatest amount of a recipient"),
    may("minimum-per-student", &AMOUNT, "least amount per student"),
    may(
        "maximum-per-student",
        &AMOUNT,
        "greatest amount per student",
    ),
    may(
        "keep",
        &SHARE,
        "protected part of last year's amount (vangnet)",
    ),
    may("reference", &REFERENCE, "which school year the key counts"),
    may("when", &WHEN, "which recipients take part"),
    may(
        "first-year",
        &Kind::Whole(1990, 2100),
        "first year of these terms; before it money follows the students",
    ),
    may(
        "rounding",
        &Kind::OneOf(|| vec!["once", "each-step"]),
        "when amounts become whole",
    ),
    may("unit", &AMOUNT, "unit of the amounts; a cent unless stated"),
    may(
        "ties",
        &Kind::List(&TIE),
        "who is served first among equal remainders; the id comes last",
    ),
];

const TIE: Kind = Kind::OneOf(|| names(&TieRule::ALL));

static TERMS: Shape = Shape {
    name: "terms",
    named_by: "",
    about: "the terms of one holder, where they differ",
    fields: &TERMS_FIELDS,
};

pub(super) static SLICE: Shape = Shape {
    name: "slice",
    named_by: "to",
    about: "a part of the pot for a function, taken before anything is divided",
    fields: &[
        must("to", &Kind::Name(Referent::Function), "the function"),
        may("share", &SHARE, "part of the pot"),
        may(
            "amount",
            &AMOUNT,
            "fixed amount; with a share the larger of both",
        ),
        may(
            "of",
            &Kind::OneOf(|| vec!["pot", "rest"]),
            "whether the share is of the pot or of what earlier slices left",
        ),
        SOURCE,
        GRADE,
    ],
};

pub(super) static EARMARK: Shape = Shape {
    name: "earmark",
    named_by: "id",
    about: "a part of the pot for some recipients, with a key of its own",
    fields: &[
        must("id", &ID, "stable id"),
        may("share", &SHARE, "part of the pot after slices"),
        may(
            "amount",
            &AMOUNT,
            "fixed amount; with a share the larger of both",
        ),
        may("sector", &SECTOR, "only recipients of this sector"),
        may("level", &LEVEL, "only recipients of this level"),
        may("key", &KEY, "its key; per student unless stated"),
        may(
            "unused",
            &Kind::OneOf(|| vec!["return", "keep"]),
            "where it goes when nobody qualifies",
        ),
        SOURCE,
        GRADE,
    ],
};

pub(super) static COMPOSED_KEY: Shape = Shape {
    name: "key",
    named_by: "",
    about: "an amount for each recipient first and the rest by a key, or a mixture of keys",
    fields: &[
        may("first", &AMOUNT, "amount for each recipient"),
        may(
            "then",
            &KEY,
            "the key for the rest; per student unless stated",
        ),
        may(
            "mix",
            &Kind::Map(&Kind::OneOf(|| names(&Key::NAMED)), &SHARE),
            "parts of the pot by key",
        ),
    ],
};

static VARIANT: Shape = Shape {
    name: "variant",
    named_by: "id",
    about: "a what-if: a small overlay on the scenario",
    fields: &[
        must("id", &ID, "stable id; the scenario itself is `base`"),
        may("title", &TEXT, "title for people"),
        may(
            "stack",
            &Kind::List(&Kind::Name(Referent::Variant)),
            "variants laid below this one",
        ),
        may("set", &Kind::Overlay, "paths with values"),
        SOURCE,
        GRADE,
        ASSUMPTION,
        ASSUMPTION_EN,
    ],
};
