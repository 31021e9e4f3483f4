//! The shape of a file as data: which keys a table has, and what each may hold.
//!
//! One description serves the check of every value, the "did you mean", the paths of overlays and
//! the JSON Schema for editors. The tables themselves are in [`grammar`](super::grammar).

use super::problem::nearest;
use super::tree::Table;

/// What a value must be.
pub(super) enum Kind {
    /// Any text.
    Text,
    /// A path to a file, seen from the file that names it.
    FilePath,
    /// A new id.
    Id,
    /// A whole number from `.0` to `.1`.
    Whole(i64, i64),
    /// Euros, at least zero, at most two decimals.
    Amount,
    /// A part of one: `10 %`, `1/3`, `0.125`.
    Share,
    /// A weight, at least zero.
    Weight,
    /// A yearly change, above minus 100 %.
    Growth,
    /// A part of something else, from 0 to 2: `95 %`, `1.05`.
    Part,
    /// Any number, negative as well: a value of a distribution, of which its path settles the unit.
    Signed,
    /// A part or an amount: what a wish compares with, which settles the kind.
    Bar,
    /// True or false.
    Flag,
    /// A school year or a calendar year.
    Year,
    /// A school year.
    SchoolYear,
    /// A day of the calendar.
    Day,
    /// One of a few words.
    OneOf(fn() -> Vec<&'static str>),
    /// The id of something the scenario declares.
    Name(Referent),
    /// A list.
    List(&'static Kind),
    /// A table.
    Table(&'static Shape),
    /// A list of tables.
    Tables(&'static Shape),
    /// A table with free keys.
    Map(&'static Kind, &'static Kind),
    /// The first kind that fits the sort of value that stands there.
    Either(&'static [Kind]),
    /// Paths with values, checked where they are applied.
    Overlay,
}

/// What an id refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Referent {
    Region,
    Partnership,
    Board,
    Institute,
    /// A board or an institute.
    Partner,
    /// A region or a partnership.
    Holder,
    Function,
    /// Recipients known only in sum.
    Others,
    /// Any of the above that can receive money.
    Recipient,
    /// Nothing refers to parties.
    Party,
    Component,
    Division,
    Variant,
    /// A variant, or the scenario itself.
    AnyVariant,
    /// What a wish compares with: last year in one of two forms, or a variant.
    Yardstick,
    /// A region, partnership, board or institute.
    Body,
    Check,
    Figure,
}

/// A table.
pub(super) struct Shape {
    /// Name in messages and in the schema.
    pub(super) name: &'static str,
    /// The key by which a list of these tables names its elements.
    pub(super) named_by: &'static str,
    /// One sentence on what it is.
    pub(super) about: &'static str,
    /// Its keys.
    pub(super) fields: &'static [Field],
}

/// One key of a table.
#[derive(Clone, Copy)]
pub(super) struct Field {
    pub(super) key: &'static str,
    pub(super) kind: &'static Kind,
    pub(super) required: bool,
    pub(super) about: &'static str,
}

impl Shape {
    pub(super) fn field(&self, key: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.key == key)
    }

    pub(super) fn keys(&self) -> impl Iterator<Item = &'static str> {
        self.fields.iter().map(|field| field.key)
    }

    /// Returns the key for which an unknown key probably stands.
    pub(super) fn meant_by(&self, unknown: &str) -> Option<&'static str> {
        nearest(unknown, self.keys())
    }

    /// Says whether a table has none of `keys`, nor a misspelt one: that is reported already.
    pub(super) fn lacks(&self, table: &Table, keys: &[&str]) -> bool {
        keys.iter()
            .all(|key| table.get(key).is_none() && !self.misspells(table, key))
    }

    /// Says whether a table has an unknown key that probably stands for `key`.
    pub(super) fn misspells(&self, table: &Table, key: &str) -> bool {
        let mut unknown = table.entries.iter().map(|entry| entry.key.as_str());
        unknown.any(|unknown| self.field(unknown).is_none() && self.meant_by(unknown) == Some(key))
    }
}

impl Kind {
    /// Says whether a value of this kind is a number that may carry a source and a grade.
    pub(super) fn is_number(&self) -> bool {
        matches!(
            self,
            Kind::Whole(..)
                | Kind::Amount
                | Kind::Share
                | Kind::Weight
                | Kind::Growth
                | Kind::Part
                | Kind::Signed
                | Kind::Bar
        )
    }
}

/// Returns a key that may be left out.
pub(super) const fn may(key: &'static str, kind: &'static Kind, about: &'static str) -> Field {
    Field {
        key,
        kind,
        required: false,
        about,
    }
}

/// Returns a key that must be there.
pub(super) const fn must(key: &'static str, kind: &'static Kind, about: &'static str) -> Field {
    Field {
        key,
        kind,
        required: true,
        about,
    }
}

/// Returns the names of a list of named values.
pub(super) fn names<T>(named: &[(&'static str, T)]) -> Vec<&'static str> {
    named.iter().map(|(name, _)| *name).collect()
}
