//! Counts: how many heads, of what, where, in which counted school year.

use std::collections::BTreeMap;

use super::{Id, SchoolYear};

/// A sector of education.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sector {
    /// Primary (po).
    Primary,
    /// Secondary (vo).
    Secondary,
    /// Vocational (mbo).
    Vocational,
    /// Special primary (sbo).
    SpecialPrimary,
    /// Special (so, vso).
    Special,
    /// Higher vocational (hbo).
    Higher,
}

impl Sector {
    /// Every sector with its name in scenario files.
    pub const ALL: [(&'static str, Sector); 6] = [
        ("po", Sector::Primary),
        ("vo", Sector::Secondary),
        ("mbo", Sector::Vocational),
        ("sbo", Sector::SpecialPrimary),
        ("so", Sector::Special),
        ("hbo", Sector::Higher),
    ];

    /// Returns the name in scenario files.
    pub fn name(self) -> &'static str {
        Sector::ALL
            .iter()
            .find(|(_, sector)| *sector == self)
            .map_or("", |(name, _)| name)
    }
}

/// What a count counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Measure {
    /// Students of teacher education, by place of training.
    Students,
    /// Side entrants (zij-instromers).
    SideEntrants,
    /// Pupils, or in the mbo sector its students.
    Pupils,
    /// Staff in full-time equivalents, rounded to whole ones by whoever counts.
    Staff,
    /// Schools, or places of schools.
    Schools,
}

impl Measure {
    /// Every measure with its name in scenario files.
    pub const ALL: [(&'static str, Measure); 5] = [
        ("students", Measure::Students),
        ("side-entrants", Measure::SideEntrants),
        ("pupils", Measure::Pupils),
        ("staff", Measure::Staff),
        ("schools", Measure::Schools),
    ];

    /// Returns the name in scenario files.
    pub fn name(self) -> &'static str {
        Measure::ALL
            .iter()
            .find(|(_, measure)| *measure == self)
            .map_or("", |(name, _)| name)
    }
}

/// What an amount is paid per, or a key counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Head {
    /// A student.
    Student,
    /// A side entrant.
    SideEntrant,
    /// A student or side entrant.
    Trained,
    /// A pupil.
    Pupil,
    /// A full-time equivalent of staff.
    Staff,
    /// A school.
    School,
    /// A school board of the recipient.
    Board,
}

impl Head {
    /// Every head with its name in scenario files.
    pub const ALL: [(&'static str, Head); 7] = [
        ("student", Head::Student),
        ("side-entrant", Head::SideEntrant),
        ("student-or-side-entrant", Head::Trained),
        ("pupil", Head::Pupil),
        ("staff", Head::Staff),
        ("school", Head::School),
        ("board", Head::Board),
    ];

    /// Returns the name in scenario files.
    pub fn name(self) -> &'static str {
        Head::ALL
            .iter()
            .find(|(_, head)| *head == self)
            .map_or("", |(name, _)| name)
    }

    /// Returns the name of its count in conditions.
    pub fn counted_name(self) -> &'static str {
        match self {
            Head::Student => "students",
            Head::SideEntrant => "side-entrants",
            Head::Trained => "students-and-side-entrants",
            Head::Pupil => "pupils",
            Head::Staff => "staff",
            Head::School => "schools",
            Head::Board => "boards",
        }
    }

    /// Returns the measures that make up this head; none for boards, which are members.
    pub fn measures(self) -> &'static [Measure] {
        match self {
            Head::Student => &[Measure::Students],
            Head::SideEntrant => &[Measure::SideEntrants],
            Head::Trained => &[Measure::Students, Measure::SideEntrants],
            Head::Pupil => &[Measure::Pupils],
            Head::Staff => &[Measure::Staff],
            Head::School => &[Measure::Schools],
            Head::Board => &[],
        }
    }
}

/// Where heads were counted. What is unknown stays `None`: a site may have no region yet.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CountPlace {
    /// The partnership that trains them.
    pub partnership: Option<Id>,
    /// The education region of the training site.
    pub region: Option<Id>,
    /// The sector.
    pub sector: Option<Sector>,
    /// The school board of the site.
    pub board: Option<Id>,
    /// The institute at which they are enrolled.
    pub institute: Option<Id>,
    /// The site (vestiging).
    pub site: Option<Id>,
}

/// Heads at one place in one school year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// Where.
    pub place: CountPlace,
    /// The counted school year.
    pub year: SchoolYear,
    /// How many, by measure; at least zero each.
    pub heads: BTreeMap<Measure, i64>,
    /// The paths by which overlays name them; rows of a list have none.
    pub paths: BTreeMap<Measure, String>,
}
