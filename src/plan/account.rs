//! [`Account`]: everything that can hold money.

use std::fmt;

use crate::domain::{Id, Level};

/// What holds the money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AccountKind {
    /// The pot of a payment.
    Pot,
    /// An education region.
    Region,
    /// A partnership as a whole.
    Partnership,
    /// A partnership in one region (or in none yet): where both directions of funding meet.
    Cell,
    /// A school board in a partnership.
    Board,
    /// A teacher education institute in a partnership.
    Institute,
    /// A function of a region.
    Function,
    /// Recipients known only in sum.
    Others,
    /// Money of a division that could not be placed.
    Unallocated,
}

impl AccountKind {
    /// Returns the name in results.
    pub fn name(self) -> &'static str {
        match self {
            AccountKind::Pot => "pot",
            AccountKind::Region => "region",
            AccountKind::Partnership | AccountKind::Cell => "partnership",
            AccountKind::Board => "board",
            AccountKind::Institute => "institute",
            AccountKind::Function => "function",
            AccountKind::Others => "others",
            AccountKind::Unallocated => "unallocated",
        }
    }
}

/// A holder of money. Two accounts of one recipient differ in region or partnership.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Account {
    /// What it is.
    pub kind: AccountKind,
    /// Whose it is; of a pot and of unallocated money, the division.
    pub id: Id,
    /// In which region, where it is told apart.
    pub region: Option<Id>,
    /// In which partnership, for boards, institutes and functions of a partnership.
    pub partnership: Option<Id>,
}

impl Account {
    /// Returns an account without region or partnership.
    pub fn of(kind: AccountKind, id: &Id) -> Account {
        Account {
            kind,
            id: id.clone(),
            region: None,
            partnership: None,
        }
    }

    /// Returns the same account in a region.
    pub fn in_region(mut self, region: Option<&Id>) -> Account {
        self.region = region.cloned();
        self
    }

    /// Returns the same account in a partnership.
    pub fn in_partnership(mut self, partnership: &Id) -> Account {
        self.partnership = Some(partnership.clone());
        self
    }

    /// Says whether money that rests here is an award: it has reached a recipient.
    pub fn is_recipient(&self) -> bool {
        !matches!(self.kind, AccountKind::Pot | AccountKind::Unallocated)
    }

    /// Returns the recipient of a level to which it belongs, if any.
    pub fn at(&self, level: Level) -> Option<&Id> {
        match (level, self.kind) {
            (Level::Region, AccountKind::Region)
            | (Level::Partnership, AccountKind::Partnership | AccountKind::Cell)
            | (Level::Board, AccountKind::Board)
            | (Level::Institute, AccountKind::Institute) => Some(&self.id),
            (Level::Region, _) => self.region.as_ref(),
            (Level::Partnership, _) => self.partnership.as_ref(),
            (Level::Board | Level::Institute, _) => None,
        }
    }

    /// Returns the id of its region, where it is told apart.
    pub fn region_name(&self) -> Option<&str> {
        match self.kind {
            AccountKind::Region => Some(self.id.as_str()),
            _ => self.region.as_ref().map(Id::as_str),
        }
    }

    /// Returns the id of the partnership it belongs to or is.
    pub fn partnership_name(&self) -> Option<&str> {
        match self.kind {
            AccountKind::Partnership | AccountKind::Cell => Some(self.id.as_str()),
            _ => self.partnership.as_ref().map(Id::as_str),
        }
    }

    /// Returns the name of the kind in results.
    pub fn kind_name(&self) -> &'static str {
        self.kind.name()
    }
}

impl fmt::Display for Account {
    /// Writes the stable name in results: `partnership:de-linde@noord`, `board:x/de-linde@noord`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}", self.kind_name(), self.id)?;
        if let Some(partnership) = &self.partnership {
            write!(out, "/{partnership}")?;
        }
        match &self.region {
            Some(region) => write!(out, "@{region}"),
            None if self.kind == AccountKind::Cell => write!(out, "@"),
            None => Ok(()),
        }
    }
}
