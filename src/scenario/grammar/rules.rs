//! Components, divisions and what they are made of.

use super::super::shape::{Field, Kind, Referent, Shape, may, must, names};
use super::kinds::{
    ADJUSTMENTS, AMOUNT, ASSUMPTION, ASSUMPTION_EN, COMPONENT_ID, COMPONENT_IDS, EARMARKS,
    FIRST_STAGE_RULE, GRADE, HEADS, ID, KEY, NAME, NAME_EN, REFERENCE, SECTOR, SHARE,
    SHORTAGE_RULE, SLICES, SOURCE, TEXT, WHEN,
};
use crate::domain::{Fit, Head, Key, Level, TieRule};
use crate::rules::{Apportionment, Shortage, TierKind};

pub(in crate::scenario) static COMPONENT: Shape = Shape {
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
        may("steps", &Kind::Tables(&BAND), "a tier table (staffel)"),
        may(
            "tiers",
            &Kind::OneOf(|| names(&TierKind::ALL)),
            "how its amounts are read: for the band, per head, or per head inside the band",
        ),
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

pub(super) static BAND: Shape = Shape {
    name: "step",
    named_by: "from",
    about: "a fixed amount from a count upwards, until the next step",
    fields: &[
        must("from", &HEADS, "least count, inclusive"),
        must("amount", &AMOUNT, "euros for the whole band, or per head"),
    ],
};

pub(super) static RANGE: Shape = Shape {
    name: "range",
    named_by: "",
    about: "a range with inclusive ends",
    fields: &[
        may("at-least", &HEADS, "least value"),
        may("at-most", &HEADS, "greatest value"),
    ],
};

pub(in crate::scenario) static CONDITION: Shape = Shape {
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

pub(in crate::scenario) static DIVISION: Shape = Shape {
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
        may("shortage", &SHORTAGE_RULE, "who bears a shortage"),
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
        may(
            "both-ways",
            &Kind::Table(&BOTH_WAYS),
            "totals of the partnerships that all regions together keep to",
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
        TERMS_FIELDS[14],
        TERMS_FIELDS[15],
        TERMS_FIELDS[16],
        SOURCE,
        GRADE,
        ASSUMPTION,
        ASSUMPTION_EN,
    ],
};

pub(super) const LEVEL: Kind = Kind::OneOf(|| names(&Level::ALL));

/// The terms on which a holder passes money on; the same under a division and under its `at`.
pub(super) const TERMS_FIELDS: [Field; 17] = [
    may("key", &KEY, "the allocation key; per student unless stated"),
    may("slice", &SLICES, "parts that go to functions first"),
    may("earmark", &EARMARKS, "parts set apart for some recipients"),
    may(
        "adjust",
        &ADJUSTMENTS,
        "steps after the key or the payment, in the order in which they are written",
    ),
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
        &Kind::OneOf(|| vec!["once", "each-step", "both-ways"]),
        "when amounts become whole; `both-ways` for regions and partnerships at once",
    ),
    may("unit", &AMOUNT, "unit of the amounts; a cent unless stated"),
    may(
        "apportionment",
        &Kind::OneOf(|| names(&Apportionment::ALL)),
        "how whole units are handed out; by largest remainder unless stated",
    ),
    may(
        "ties",
        &Kind::List(&TIE),
        "who is served first among equal remainders; the id comes last",
    ),
    may(
        "instalments",
        &INSTALMENTS,
        "in which months it is paid or passed on, and which part in each",
    ),
];

static INSTALMENTS: Kind = Kind::Tables(&INSTALMENT);

pub(in crate::scenario) static INSTALMENT: Shape = Shape {
    name: "instalment",
    named_by: "",
    about: "a part of every amount that is paid in one month",
    fields: &[
        must(
            "month",
            &Kind::Whole(1, 12),
            "calendar month in the year that the money is for: 3 is March",
        ),
        may(
            "years-later",
            &Kind::Whole(0, 5),
            "how many years after that; 0 unless stated",
        ),
        must("share", &SHARE, "part of every amount; together 100 %"),
        SOURCE,
        GRADE,
    ],
};

pub(super) const TIE: Kind = Kind::OneOf(|| names(&TieRule::ALL));

pub(super) static TERMS: Shape = Shape {
    name: "terms",
    named_by: "",
    about: "the terms of one holder, where they differ",
    fields: &TERMS_FIELDS,
};

pub(in crate::scenario) static SLICE: Shape = Shape {
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

pub(in crate::scenario) static EARMARK: Shape = Shape {
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

pub(in crate::scenario) static BOTH_WAYS: Shape = Shape {
    name: "both-ways",
    named_by: "",
    about: "a table of partnerships and regions that keeps to totals of both",
    fields: &[
        must(
            "rows",
            &KEY,
            "the key by which all money together goes over the partnerships",
        ),
        may(
            "method",
            &Kind::OneOf(|| names(&Fit::ALL)),
            "how the cells keep to both totals; `proportional-fitting` unless stated",
        ),
    ],
};

pub(super) static FIRST_STAGE: Shape = Shape {
    name: "first",
    named_by: "",
    about: "how a pot goes over the regions: by a rule over their claims, or by a key",
    fields: &[
        may(
            "rule",
            &Kind::OneOf(|| names(&Shortage::ALL)),
            "a rule over the sums of the claims in each region",
        ),
        may(
            "key",
            &Kind::OneOf(|| names(&Key::NAMED)),
            "equal parts, or heads that are counted in each region",
        ),
        may(
            "unused",
            &Kind::OneOf(|| vec!["return", "keep"]),
            "where the share in a key goes that a region cannot use: to the others, or nowhere",
        ),
    ],
};

pub(super) static SHORTAGE: Shape = Shape {
    name: "shortage",
    named_by: "",
    about: "a shortage rule with what it asks beside the claims",
    fields: &[
        must("rule", &Kind::OneOf(|| names(&Shortage::ALL)), "the rule"),
        may(
            "order",
            &Kind::List(&Kind::Name(Referent::Holder)),
            "recipients in the order in which they are served; the others last, by id",
        ),
        may(
            "classes",
            &Kind::List(&Kind::List(&Kind::Name(Referent::Holder))),
            "recipients class by class; the others are the last class",
        ),
        may(
            "component-classes",
            &Kind::List(&COMPONENT_IDS),
            "components class by class; the others are the last class",
        ),
        may(
            "inner",
            &Kind::OneOf(|| names(&Shortage::ALL)),
            "the rule inside a class; proportional unless stated",
        ),
        may(
            "weights",
            &Kind::OneOf(|| names(&Key::NAMED)),
            "by what awards or losses are weighted",
        ),
        may(
            "first",
            &FIRST_STAGE_RULE,
            "how a pot goes over the regions first; the rule then divides inside each region",
        ),
    ],
};

pub(in crate::scenario) static COMPOSED_KEY: Shape = Shape {
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
            "claims",
            &COMPONENT_IDS,
            "components that say what each would be entitled to",
        ),
        may(
            "shortage",
            &SHORTAGE_RULE,
            "who bears it when the pot is smaller than the claims",
        ),
        may(
            "surplus",
            &KEY,
            "the key for what is left when it is larger; in proportion to the claims unless stated",
        ),
        may(
            "mix",
            &Kind::Map(&Kind::OneOf(|| names(&Key::NAMED)), &SHARE),
            "parts of the pot by key",
        ),
    ],
};
