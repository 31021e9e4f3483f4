//! Terms: pieces of a formula that know what they come to.
//!
//! **Exact.** A spreadsheet computes in binary floats and shows, compares and rounds down in
//! fifteen digits. So every term is a whole number (cents, heads, parts of a fraction) of at most
//! [`MOST`] = 10^14, and these hold:
//!
//! 1. Whole numbers below 2^53 are added, subtracted and multiplied without error.
//! 2. Two different whole numbers up to 10^14 differ by at least 10^-14 of either, and a
//!    spreadsheet takes numbers for equal that differ by less than 5 × 10^-15: no comparison errs,
//!    and no difference is taken for zero.
//! 3. `INT(x/y)` of whole `x` and `y` up to 10^14 is the whole quotient: when `y` does not divide
//!    `x`, then `x/y` lies at least `1/y` below the next whole number, which is at least 10^-14 of
//!    it, and again further than what is taken for equal.
//!
//! A term beyond [`MOST`] has no value, and whoever builds a formula of it does without.

use std::cmp::Ordering;

/// The greatest size of a term.
pub(super) const MOST: i64 = 100_000_000_000_000;

/// On what a term rests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Basis {
    /// On inputs: it follows every change.
    Live,
    /// On inputs and on amounts that stand as the program computed them.
    Mixed,
    /// It stands as the program computed it.
    Fixed,
}

/// A piece of a formula, with its value.
#[derive(Clone, Debug)]
pub(super) struct Term {
    text: String,
    value: Option<i64>,
    basis: Basis,
    is_atom: bool,
}

impl Term {
    /// Returns a whole number.
    pub(super) fn number(value: i64) -> Term {
        Term {
            text: value.to_string(),
            value: within(Some(value)),
            basis: Basis::Live,
            is_atom: value >= 0,
        }
    }

    /// Returns a condition that is known.
    pub(super) fn known(holds: bool) -> Term {
        Term::atom(if holds { "TRUE" } else { "FALSE" }, Some(i64::from(holds)))
    }

    /// Returns what stands on its own in a formula: the name of a cell, or a function.
    pub(super) fn atom(text: impl Into<String>, value: Option<i64>) -> Term {
        Term {
            text: text.into(),
            value: within(value),
            basis: Basis::Live,
            is_atom: true,
        }
    }

    /// Returns the same term on this basis.
    pub(super) fn on(mut self, basis: Basis) -> Term {
        self.basis = basis;
        self
    }

    /// Returns the name of a cell so that its row stays when a formula is copied.
    pub(super) fn in_place(&self) -> Term {
        Term {
            text: super::draft::fixed_place(&self.text),
            ..self.clone()
        }
    }

    /// Returns its text in a formula.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Returns what it comes to; `None` where that is too large.
    pub(super) fn value(&self) -> Option<i64> {
        self.value
    }

    /// Returns on what it rests.
    pub(super) fn basis(&self) -> Basis {
        self.basis
    }

    /// Says whether it is a condition that holds or fails whatever the inputs.
    pub(super) fn is_known(&self) -> bool {
        self.is(true) || self.is(false)
    }

    /// Says whether it is this condition, known beforehand.
    fn is(&self, holds: bool) -> bool {
        self.text == if holds { "TRUE" } else { "FALSE" }
    }

    fn wrapped(&self) -> String {
        match self.is_atom {
            true => self.text.clone(),
            false => format!("({})", self.text),
        }
    }

    fn joined(&self, sign: &str, other: &Term, value: impl Fn(i64, i64) -> Option<i64>) -> Term {
        Term {
            text: format!("{}{sign}{}", self.wrapped(), other.wrapped()),
            value: within(self.value.zip(other.value).and_then(|(a, b)| value(a, b))),
            basis: mixed([self, other]),
            is_atom: false,
        }
    }

    pub(super) fn plus(&self, other: &Term) -> Term {
        match (self.text.as_str(), other.text.as_str()) {
            (_, "0") => self.clone(),
            ("0", _) => other.clone(),
            _ => self.joined("+", other, i64::checked_add),
        }
    }

    pub(super) fn minus(&self, other: &Term) -> Term {
        match other.text.as_str() {
            "0" => self.clone(),
            _ => self.joined("-", other, i64::checked_sub),
        }
    }

    pub(super) fn times(&self, other: &Term) -> Term {
        match (self.text.as_str(), other.text.as_str()) {
            ("1", _) => other.clone(),
            (_, "1") => self.clone(),
            _ => self.joined("*", other, i64::checked_mul),
        }
    }

    /// Returns the whole quotient, rounded down; neither is below zero.
    pub(super) fn over(&self, other: &Term) -> Term {
        if other.text == "1" {
            return self.clone();
        }
        let quotient = self.joined("/", other, i64::checked_div_euclid);
        Term {
            text: format!("INT({})", quotient.text),
            is_atom: true,
            ..quotient
        }
    }

    pub(super) fn at_least(&self, other: &Term) -> Term {
        self.compared(">=", other, Ordering::is_ge)
    }

    pub(super) fn at_most(&self, other: &Term) -> Term {
        self.compared("<=", other, Ordering::is_le)
    }

    pub(super) fn below(&self, other: &Term) -> Term {
        self.compared("<", other, Ordering::is_lt)
    }

    pub(super) fn equals(&self, other: &Term) -> Term {
        self.compared("=", other, Ordering::is_eq)
    }

    fn compared(&self, sign: &str, other: &Term, holds: fn(Ordering) -> bool) -> Term {
        self.joined(sign, other, |a, b| Some(i64::from(holds(a.cmp(&b)))))
    }

    /// Returns `then` where this condition holds, and otherwise `or`.
    pub(super) fn chosen(&self, then: &Term, or: &Term) -> Term {
        if self.is(true) {
            return then.clone();
        }
        if self.is(false) {
            return or.clone();
        }
        let taken = self.value.map(|holds| if holds == 1 { then } else { or });
        Term {
            text: format!("IF({},{},{})", self.text, then.text, or.text),
            value: taken.and_then(Term::value),
            basis: mixed([self, then, or]),
            is_atom: true,
        }
    }

    /// Returns whether all of these conditions hold.
    pub(super) fn all(conditions: Vec<Term>) -> Term {
        Term::conditions("AND", conditions, true)
    }

    /// Returns whether one of these conditions holds.
    pub(super) fn any(conditions: Vec<Term>) -> Term {
        Term::conditions("OR", conditions, false)
    }

    /// Joins conditions; `neutral` is the known one that changes nothing.
    fn conditions(name: &str, mut conditions: Vec<Term>, neutral: bool) -> Term {
        if conditions.iter().any(|one| one.is(!neutral)) {
            return Term::known(!neutral);
        }
        conditions.retain(|one| !one.is(neutral));
        match conditions.as_slice() {
            [] => Term::known(neutral),
            [one] => one.clone(),
            several => {
                let values: Option<Vec<i64>> = several.iter().map(Term::value).collect();
                let holds = values.map(|values| match neutral {
                    true => values.iter().all(|value| *value == 1),
                    false => values.contains(&1),
                });
                Term::function(name, several, holds.map(i64::from))
            }
        }
    }

    /// Returns whether this condition does not hold.
    pub(super) fn not(&self) -> Term {
        if self.is(true) || self.is(false) {
            return Term::known(self.is(false));
        }
        let value = self.value.map(|holds| 1 - holds);
        Term::function("NOT", std::slice::from_ref(self), value)
    }

    pub(super) fn least(terms: &[Term]) -> Term {
        let values: Option<Vec<i64>> = terms.iter().map(Term::value).collect();
        Term::function(
            "MIN",
            terms,
            values.and_then(|values| values.into_iter().min()),
        )
    }

    pub(super) fn most(terms: &[Term]) -> Term {
        let values: Option<Vec<i64>> = terms.iter().map(Term::value).collect();
        Term::function(
            "MAX",
            terms,
            values.and_then(|values| values.into_iter().max()),
        )
    }

    fn function(name: &str, terms: &[Term], value: Option<i64>) -> Term {
        let texts: Vec<&str> = terms.iter().map(Term::text).collect();
        Term {
            text: format!("{name}({})", texts.join(",")),
            value,
            basis: mixed(terms),
            is_atom: true,
        }
    }

    /// Returns the sum of terms one by one.
    pub(super) fn sum(terms: &[Term]) -> Term {
        let none = Term::number(0);
        terms.iter().fold(none, |sum, term| sum.plus(term))
    }

    /// Returns this term where it is at most `most`, and otherwise no number: a change of an input
    /// beyond what is exact shows, and makes no wrong amount.
    pub(super) fn guarded(&self, most: i64) -> Term {
        let value = self.value.filter(|value| (0..=most).contains(value));
        Term {
            text: format!("IF({}<={most},{},NA())", self.wrapped(), self.text),
            value,
            basis: self.basis,
            is_atom: true,
        }
    }
}

/// Returns on what a term rests that is made of these.
pub(super) fn mixed<'t>(terms: impl IntoIterator<Item = &'t Term>) -> Basis {
    let mut bases = terms.into_iter().map(|term| term.basis);
    match bases.all(|basis| basis == Basis::Live) {
        true => Basis::Live,
        false => Basis::Mixed,
    }
}

fn within(value: Option<i64>) -> Option<i64> {
    value.filter(|value| (-MOST..=MOST).contains(value))
}
