//! Kinds of values and keys that several tables share.

use super::super::shape::{Field, Kind, Referent, may, names};
use super::adjustments::ADJUSTMENT;
use super::rules::{COMPOSED_KEY, CONDITION, EARMARK, FIRST_STAGE, SHORTAGE, SLICE};
use crate::domain::{Grade, Key, Sector};
use crate::rules::Shortage;

/// Greatest count of heads.
pub(super) const MAX_HEADS: i64 = 1_000_000_000;

/// A count of heads.
pub(in crate::scenario) const HEADS: Kind = Kind::Whole(0, MAX_HEADS);

pub(super) const TEXT: Kind = Kind::Text;
pub(super) const ID: Kind = Kind::Id;
pub(super) const AMOUNT: Kind = Kind::Amount;
pub(super) const AMOUNT_BY_REGION: Kind = Kind::Either(&[AMOUNT, Kind::Map(&REGION_ID, &AMOUNT)]);
pub(super) const SHARE: Kind = Kind::Share;
pub(super) const SECTOR: Kind = Kind::OneOf(|| names(&Sector::ALL));
pub(super) const REGION_ID: Kind = Kind::Name(Referent::Region);
pub(super) const BOARD_ID: Kind = Kind::Name(Referent::Board);
pub(super) const INSTITUTE_ID: Kind = Kind::Name(Referent::Institute);
pub(super) const PARTNERSHIP_ID: Kind = Kind::Name(Referent::Partnership);
pub(super) const RECIPIENT_ID: Kind = Kind::Name(Referent::Recipient);
pub(super) const COMPONENT_ID: Kind = Kind::Name(Referent::Component);
pub(super) const COMPONENT_IDS: Kind = Kind::List(&COMPONENT_ID);
pub(super) const IDS: Kind = Kind::List(&ID);
pub(super) const SCHOOL_YEAR: Kind = Kind::SchoolYear;
pub(super) static SLICES: Kind = Kind::Tables(&SLICE);
pub(super) static ADJUSTMENTS: Kind = Kind::Tables(&ADJUSTMENT);
pub(super) static EARMARKS: Kind = Kind::Tables(&EARMARK);
pub(super) const REFERENCE: Kind = Kind::Either(&[Kind::SchoolYear, REFERENCE_RULE]);
pub(super) const REFERENCE_RULE: Kind =
    Kind::OneOf(|| vec!["previous-school-year", "running-school-year"]);
pub(super) static WHEN: Kind = Kind::Table(&CONDITION);
pub(super) static KEY: Kind = Kind::Either(&[
    Kind::OneOf(|| names(&Key::NAMED)),
    Kind::Table(&COMPOSED_KEY),
]);
pub(super) static SHORTAGE_RULE: Kind = Kind::Either(&[
    Kind::OneOf(|| names(&Shortage::ALL)),
    Kind::Table(&SHORTAGE),
]);
pub(super) static FIRST_STAGE_RULE: Kind = Kind::Either(&[
    Kind::OneOf(|| names(&Shortage::ALL)),
    Kind::Table(&FIRST_STAGE),
]);
pub(super) const BY_REGION: Kind = Kind::Either(&[HEADS, Kind::Map(&REGION_ID, &HEADS)]);
pub(super) const BY_SECTOR: Kind = Kind::Map(&SECTOR, &HEADS);
pub(super) const GROWTH: Kind = Kind::Either(&[Kind::Growth, Kind::Map(&GROWTH_OF, &Kind::Growth)]);
pub(super) const GROWTH_OF: Kind = Kind::OneOf(|| [vec!["all"], names(&Sector::ALL)].concat());

pub(super) const SOURCE: Field = may(
    "source",
    &TEXT,
    "article, paper or page; a name under [sources] or a text",
);
pub(super) const GRADE: Field = may(
    "grade",
    &Kind::OneOf(|| names(&Grade::ALL)),
    "evidence: P official text, S secondary source, D derived, N not found, assumption",
);
pub(super) const ASSUMPTION: Field = may(
    "assumption",
    &TEXT,
    "what is taken for granted here; shown with every result",
);
pub(super) const ASSUMPTION_EN: Field = may("assumption-en", &TEXT, "the assumption in English");
pub(super) const TITLE: Field = may("title", &TEXT, "title for people");
pub(super) const TITLE_EN: Field = may("title-en", &TEXT, "title in English");
pub(super) const NAME: Field = may("name", &TEXT, "name for people");
pub(super) const NAME_EN: Field = may("name-en", &TEXT, "name in English");
