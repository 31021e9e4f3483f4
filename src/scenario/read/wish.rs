//! Wishes: the parameters that each of them takes, and their values.

use super::super::grammar::CHECK;
use super::super::problem::Problem;
use super::super::scalar::{check_number, digits, whole};
use super::super::shape::Kind;
use super::super::tree::{Node, Table};
use super::reader::{Reader, id_under, one_of};
use crate::domain::{Against, Between, Ends, Head, Level, Text, Wish};
use crate::money::{Cents, Exact};

/// Keys that every wish takes.
const COMMON: [&str; 8] = [
    "id", "title", "title-en", "wish", "variants", "years", "source", "grade",
];

/// Most students that are moved or added one by one.
const MOST_STUDENTS: i64 = 100;

/// A number of students to try.
static STUDENTS: Kind = Kind::Whole(1, MOST_STUDENTS);

/// What a wish takes, beside what all take.
pub(super) struct Form {
    pub(super) name: &'static str,
    takes: &'static [&'static str],
    pub(super) needs: &'static [&'static str],
    /// The levels it can look at, the usual one first; none where it looks at totals.
    pub(super) levels: &'static [Level],
    pub(super) read: fn(&mut Reader, &Table) -> Option<Wish>,
}

const ANY: &[Level] = &[
    Level::Partnership,
    Level::Region,
    Level::Board,
    Level::Institute,
];
const WHOLE: &[Level] = &[Level::Partnership, Level::Region];
const COVERED: &[Level] = &[Level::Partnership, Level::Board, Level::Institute];
const PARTNERSHIPS: &[Level] = &[Level::Partnership];
const MOVING: [&str; 3] = ["between", "by", "at-most"];
const ENDS: [&str; 2] = ["at-least", "at-most"];

/// Every wish. One line each.
#[rustfmt::skip]
pub(super) const FORMS: [Form; 11] = [
    form("keep", &["at-least", "against"], &["at-least", "against"], ANY, Reader::keep),
    form("equal-treatment", &["within", "between"], &[], WHOLE, Reader::equal_treatment),
    form("more-students", &["by"], &[], ANY, Reader::more_students),
    form("larger-pot", &["by"], &[], ANY, Reader::larger_pot),
    form("region-share", &ENDS, &[], &[Level::Region], Reader::region_share),
    form("merging", &["at-most"], &[], PARTNERSHIPS, Reader::merging),
    form("splitting", &["at-most"], &[], PARTNERSHIPS, Reader::splitting),
    form("moving-student", &MOVING, &["between"], PARTNERSHIPS, Reader::moving),
    form("total", &["at-least", "at-most", "against"], &[], &[], Reader::total),
    form("amount", &["at-least", "at-most", "per"], &[], ANY, Reader::bounded_amount),
    form("coverage", &ENDS, &[], COVERED, Reader::coverage),
];

const fn form(
    name: &'static str,
    takes: &'static [&'static str],
    needs: &'static [&'static str],
    levels: &'static [Level],
    read: fn(&mut Reader, &Table) -> Option<Wish>,
) -> Form {
    Form {
        name,
        takes,
        needs,
        levels,
        read,
    }
}

impl Form {
    /// Returns every key that it takes.
    pub(super) fn keys(&self) -> Vec<&'static str> {
        let level = (self.levels.len() > 1).then_some("level");
        let recipients = (!self.levels.is_empty()).then_some("recipients");
        let own = self.takes.iter().copied();
        own.chain(level).chain(recipients).chain(COMMON).collect()
    }
}

impl Reader {
    fn keep(&mut self, table: &Table) -> Option<Wish> {
        Some(Wish::Keep {
            at_least: self.part(table, "at-least", &Kind::Part)?,
            against: against(table)?,
        })
    }

    fn equal_treatment(&mut self, table: &Table) -> Option<Wish> {
        Some(Wish::EqualTreatment {
            within: self.cents(table, "within"),
            between: one_of(table, "between", &Between::ALL).unwrap_or(Between::Partnerships),
        })
    }

    fn more_students(&mut self, table: &Table) -> Option<Wish> {
        let by = self.students(table)?;
        Some(Wish::MoreStudents { by })
    }

    fn larger_pot(&mut self, table: &Table) -> Option<Wish> {
        let by = self.cents(table, "by");
        if by == Some(Cents::ZERO) {
            let place = table
                .get("by")
                .map_or(super::scenario::START, |by| by.place);
            let text = Text::new("nul euro groter is niet groter", "zero euros is no larger");
            self.problem(Problem::error("out-of-range", place, text).hint(
                "noem een bedrag, of laat `by` weg",
                "state an amount, or leave `by` out",
            ));
        }
        Some(Wish::LargerPot { by })
    }

    fn region_share(&mut self, table: &Table) -> Option<Wish> {
        let ends = self.ends(table, |reader, key| reader.part(table, key, &Kind::Share))?;
        Some(Wish::RegionShare { ends })
    }

    fn coverage(&mut self, table: &Table) -> Option<Wish> {
        let ends = self.ends(table, |reader, key| reader.part(table, key, &Kind::Part))?;
        Some(Wish::Coverage { ends })
    }

    fn merging(&mut self, table: &Table) -> Option<Wish> {
        let at_most = self.cents(table, "at-most").unwrap_or(Cents::ZERO);
        Some(Wish::Merging { at_most })
    }

    fn splitting(&mut self, table: &Table) -> Option<Wish> {
        let at_most = self.cents(table, "at-most").unwrap_or(Cents::ZERO);
        Some(Wish::Splitting { at_most })
    }

    fn moving(&mut self, table: &Table) -> Option<Wish> {
        Some(Wish::MovingStudent {
            between: one_of(table, "between", &Between::ALL)?,
            by: self.students(table)?,
            at_most: self.cents(table, "at-most").unwrap_or(Cents::ZERO),
        })
    }

    fn total(&mut self, table: &Table) -> Option<Wish> {
        if table.get("against").is_some() {
            let ends = self.ends(table, |reader, key| reader.part(table, key, &Kind::Part))?;
            let against = against(table)?;
            return Some(Wish::TotalAgainst { against, ends });
        }
        let ends = self.ends(table, |reader, key| reader.cents(table, key))?;
        Some(Wish::Total { ends })
    }

    fn bounded_amount(&mut self, table: &Table) -> Option<Wish> {
        let ends = self.ends(table, |reader, key| reader.cents(table, key))?;
        let per = one_of(table, "per", &Head::ALL);
        let level = one_of(table, "level", &Level::ALL).unwrap_or(Level::Partnership);
        if let Some(node) = table.get("level").filter(|_| per.is_some())
            && !WHOLE.contains(&level)
        {
            let level = level.name();
            let text = Text::new(
                format!("`per` telt niet bij `{level}`"),
                format!("`per` does not count for `{level}`"),
            );
            self.problem(Problem::error("wrong-level", node.place, text).hint(
                "kies `partnership` of `region`, of laat `per` weg",
                "choose `partnership` or `region`, or leave `per` out",
            ));
        }
        Some(Wish::Amount { ends, per })
    }
}

/// Values, each of the kind that its wish wants.
impl Reader {
    /// Returns the number under `key` when it is of `kind`, which is stricter than its table.
    fn strict(&mut self, table: &Table, key: &str, kind: &Kind) -> Option<Node> {
        let node = table.get(key)?.plain();
        match check_number(node, kind) {
            Ok(()) => Some(node.clone()),
            Err(problem) => {
                // What is no number at all has been reported.
                if check_number(node, &Kind::Bar).is_ok() {
                    self.problem(*problem);
                }
                None
            }
        }
    }

    fn part(&mut self, table: &Table, key: &str, kind: &Kind) -> Option<Exact> {
        let node = self.strict(table, key, kind)?;
        Exact::from_share_text(digits(&node)?).ok()
    }

    fn cents(&mut self, table: &Table, key: &str) -> Option<Cents> {
        let node = self.strict(table, key, &Kind::Amount)?;
        Cents::from_euro_text(digits(&node)?).ok()
    }

    /// Returns the number of students under `by`; one where none is stated.
    fn students(&mut self, table: &Table) -> Option<i64> {
        match table.get("by") {
            Some(_) => whole(&self.strict(table, "by", &STUDENTS)?),
            None => Some(1),
        }
    }

    fn ends<T: PartialOrd>(
        &mut self,
        table: &Table,
        read: impl Fn(&mut Reader, &str) -> Option<T>,
    ) -> Option<Ends<T>> {
        let [low, high] = ENDS.map(|key| table.get(key).map(|node| node.place));
        if CHECK.lacks(table, &ENDS) {
            let place = table.get("wish").map(|node| node.place)?;
            let text = Text::new(
                "een wens zonder `at-least` en zonder `at-most`",
                "a wish with neither `at-least` nor `at-most`",
            );
            self.problem(Problem::error("empty-range", place, text).hint(
                "voeg toe `at-least = …` of `at-most = …`",
                "add `at-least = …` or `at-most = …`",
            ));
            return None;
        }
        let [at_least, at_most] = ENDS.map(|key| read(self, key));
        let (low_is_read, high_is_read) = (at_least.is_some(), at_most.is_some());
        if low.is_some() != low_is_read || high.is_some() != high_is_read {
            return None;
        }
        if let (Some(least), Some(most), Some(place), Some(other)) =
            (&at_least, &at_most, low, high)
            && least > most
        {
            let text = Text::new(
                "`at-least` ligt boven `at-most`: dat kan nooit",
                "`at-least` lies above `at-most`, which can never be",
            );
            let problem = Problem::error("empty-range", place, text);
            self.problem(problem.related(other, "het maximum", "the maximum").hint(
                "verlaag het minimum of verhoog het maximum",
                "lower the minimum or raise the maximum",
            ));
            return None;
        }
        Some(Ends { at_least, at_most })
    }
}

/// Returns what amounts are compared with; a word goes before a variant of that name.
fn against(table: &Table) -> Option<Against> {
    Some(match table.text("against")? {
        "previous" => Against::Previous,
        "last-year" => Against::LastYear,
        _ => Against::Variant(id_under(table, "against")?),
    })
}

#[cfg(test)]
mod tests {
    use super::FORMS;
    use crate::domain::Wish;

    #[test]
    fn every_wish_has_a_form() {
        assert_eq!(FORMS.map(|form| form.name), Wish::NAMES);
    }
}
