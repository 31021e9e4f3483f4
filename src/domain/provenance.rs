//! Where a number comes from, and how far the evidence goes.

/// Evidence grade of a parameter (`docs/glossary.md`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// Read in an official text.
    P,
    /// Read in a secondary source.
    S,
    /// Derived by arithmetic from published values.
    D,
    /// Looked for and not found: the user's own parameter.
    N,
    /// Assumed.
    Assumption,
}

impl Grade {
    /// Every grade with its name in scenario files.
    pub const ALL: [(&'static str, Grade); 5] = [
        ("P", Grade::P),
        ("S", Grade::S),
        ("D", Grade::D),
        ("N", Grade::N),
        ("assumption", Grade::Assumption),
    ];

    /// Returns the name in scenario files.
    pub fn name(self) -> &'static str {
        Grade::ALL
            .iter()
            .find(|(_, grade)| *grade == self)
            .map_or("", |(name, _)| name)
    }

    /// Says whether a value of this grade must be shown as an assumption.
    pub fn is_assumed(self) -> bool {
        matches!(self, Grade::N | Grade::Assumption)
    }
}

/// Source and grade of a parameter, both optional.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Provenance {
    /// Article, paper or page.
    pub source: Option<String>,
    /// Evidence grade.
    pub grade: Option<Grade>,
}

/// A parameter: its value and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given<T> {
    /// The value.
    pub value: T,
    /// Source and grade.
    pub provenance: Provenance,
}

impl<T> Given<T> {
    /// Returns a value without a stated source.
    pub fn plain(value: T) -> Given<T> {
        Given {
            value,
            provenance: Provenance::default(),
        }
    }
}
