//! A comparison as text: amounts, changes and figures per student, then one section per subject.

use super::causes::{ModelCauses, all_causes_text};
use super::comparison_sections as sections;
use super::compromise::compromise_text;
use super::coverage::coverage_text;
use super::grid::{Look, matrix};
use super::run::{assumptions_text, head};
use super::wishes::wishes_table;
use super::wording::{Sentences, euros, euros_change};
use crate::domain::Text;
use crate::money::{Cents, Exact, Rounding};
use crate::results::comparison::{Cell, Comparison, ConstantTotals, Period, Row, constant_totals};
use crate::results::compromise::Compromise;
use crate::results::{Conflict, Receipt, VariantResult, Verdict};

/// Everything that a comparison shows.
#[derive(Clone, Copy)]
pub struct CompareView<'a> {
    /// Title of the scenario.
    pub scenario: &'a Text,
    /// The question it answers.
    pub question: Option<&'a Text>,
    /// Path of its file.
    pub path: &'a str,
    /// The models, the baseline first.
    pub models: &'a [VariantResult],
    /// The comparison.
    pub comparison: &'a Comparison,
    /// The compromises between the models, where they were looked for.
    pub compromise: Option<&'a Compromise>,
    /// What the result was made of.
    pub receipt: &'a Receipt,
    /// Which wishes hold in which model.
    pub wishes: &'a [Verdict<'a>],
    /// Wishes that cannot hold together.
    pub conflicts: &'a [Conflict<'a>],
    /// What brought the changes about.
    pub causes: &'a [ModelCauses],
}

/// The sections behind the amounts, in their order; another subject is one line here.
const SECTIONS: [fn(&Shown<'_>) -> String; 4] = [
    sections::groups,
    sections::evenness,
    sections::votes,
    sections::break_even,
];

/// What the tables of one period need.
pub(super) struct Shown<'a> {
    pub(super) comparison: &'a Comparison,
    pub(super) period: &'a Period,
    pub(super) look: Look,
    pub(super) say: Sentences,
}

/// Returns a comparison as text; a short one has no section behind who gains and
/// who loses but what a reader might overlook.
pub fn compare_text(view: CompareView<'_>, is_short: bool, look: Look) -> String {
    let say = Sentences::new(look.lang);
    let comparison = view.comparison;
    let mut text = head(
        view.scenario.in_lang(look.lang),
        view.question.map(|text| text.in_lang(look.lang)),
        view.models,
        look.lang,
    );
    let shown = |period| Shown {
        comparison,
        period,
        look,
        say,
    };
    // All years together come first, where there are several, and are what else is told about.
    if let Some((together, single)) = comparison.periods.split_last() {
        let together = shown(together);
        text += &together.heading();
        text += &sections::totals(&together);
        text += &together.in_constant_prices(view.models);
        let years = single.iter().map(|period| shown(period).heading());
        text += &years.collect::<String>();
        if !is_short {
            text += &together.per_student();
            text += &SECTIONS.map(|section| section(&together)).concat();
        }
        text += &sections::notices(&together);
    }
    if !is_short {
        text += &all_causes_text(view.causes, &comparison.models[0].0, look);
        text += &format!("\n{}", coverage_text(view.models, look));
    }
    if !view.wishes.is_empty() {
        let ids = comparison.models.iter().map(|(id, _)| id.clone());
        let ids: Vec<String> = ids.collect();
        let wishes = wishes_table(view.wishes, view.conflicts, &ids, look);
        text += &format!("\n{wishes}");
    }
    text += &compromise_text(view, look);
    text += &assumptions_text(view.models, look.lang);
    text
}

impl Shown<'_> {
    /// Returns who gets what, and the changes.
    fn heading(&self) -> String {
        let (say, comparison) = (self.say, self.comparison);
        format!(
            "\n{}\n{}\n{}\n{}",
            say.compared(comparison.level, self.period),
            self.amounts(),
            say.changes(&comparison.models[0].0),
            self.changes()
        )
    }

    /// Returns the heads of the columns.
    pub(super) fn ids(&self) -> Vec<String> {
        let models = self.comparison.models.iter();
        models.map(|(id, _)| id.clone()).collect()
    }

    /// Lays out a table with a column per model.
    pub(super) fn table(&self, rows: &[(String, Vec<String>)]) -> String {
        format!("{}\n", matrix(&self.ids(), rows, self.look))
    }

    /// Lays out a table with a column per model but the baseline.
    pub(super) fn table_of_changes(&self, rows: &[(String, Vec<String>)]) -> String {
        let ids: Vec<String> = self.ids().into_iter().skip(1).collect();
        format!("{}\n", matrix(&ids, rows, self.look))
    }

    pub(super) fn money(&self, amount: Cents) -> String {
        euros(amount, self.look.lang)
    }

    /// Writes an exact number of cents, rounded to whole ones.
    pub(super) fn near(&self, exact: &Exact) -> String {
        self.money(exact.to_cents(Rounding::HalfUp))
    }

    fn name(&self, row: &Row) -> String {
        let id = &row.recipient.id;
        match row.is_beside {
            true => format!("{id} ({})", self.say.kind(row.recipient.kind)),
            false => id.to_string(),
        }
    }

    fn amounts(&self) -> String {
        let cell = |cell: &Cell| match cell.is_absent {
            true => String::new(),
            false => self.money(cell.amount),
        };
        let mut rows: Vec<(String, Vec<String>)> = Vec::new();
        for row in &self.period.rows {
            rows.push((self.name(row), row.cells.iter().map(cell).collect()));
        }
        let sums = &self.period.sums;
        let total = sums.iter().map(|one| self.money(one.total)).collect();
        rows.push((self.say.total().to_owned(), total));
        if sums.iter().any(|one| one.unallocated != Cents::ZERO) {
            let left = sums.iter().map(|one| self.money(one.unallocated));
            rows.push((self.say.unallocated().to_owned(), left.collect()));
        }
        self.table(&rows)
    }

    /// Returns the amounts of several years in the prices of one, where the models have an index.
    fn in_constant_prices(&self, models: &[VariantResult]) -> String {
        let prices = models.first().and_then(|model| model.prices.as_ref());
        let Some(prices) = prices.filter(|_| self.period.length > 1) else {
            return String::new();
        };
        let level = self.comparison.level;
        let totals = models.iter().map(|model| constant_totals(model, level));
        let totals: Vec<Option<ConstantTotals>> = totals.collect();
        let cells = |amount: &dyn Fn(&ConstantTotals) -> Cents| {
            let cells = totals.iter().map(|totals| {
                let found = totals.as_ref();
                found.map_or(String::new(), |all| self.money(amount(all)))
            });
            cells.collect::<Vec<String>>()
        };
        let rows = self
            .period
            .rows
            .iter()
            .map(|row| (self.name(row), cells(&|all| all.of(&row.recipient))));
        let total = (self.say.total().to_owned(), cells(&|all| all.total));
        let rows: Vec<(String, Vec<String>)> = rows.chain([total]).collect();
        let note = match totals.iter().flatten().all(ConstantTotals::adds_up) {
            true => String::new(),
            false => format!("{}\n", self.say.rounded_by_themselves()),
        };
        format!(
            "\n{}\n{}{note}",
            self.say.amounts_in_prices(prices),
            self.table(&rows)
        )
    }

    fn changes(&self) -> String {
        let signed = |change: Cents| euros_change(change, self.look.lang);
        let cell = |cell: &Cell| match &cell.ratio {
            Some(ratio) => format!(
                "{} {:>8}",
                signed(cell.change),
                self.say.change_in_percent(ratio)
            ),
            None => format!("{} {:>8}", signed(cell.change), ""),
        };
        let mut rows: Vec<(String, Vec<String>)> = Vec::new();
        for row in &self.period.rows {
            let cells = row.cells.iter().skip(1).map(cell);
            rows.push((self.name(row), cells.collect()));
        }
        let baseline = self
            .period
            .sums
            .first()
            .map_or(Cents::ZERO, |sums| sums.total);
        let total = self.period.sums.iter().skip(1).map(|sums| {
            let percent = match baseline {
                Cents::ZERO => String::new(),
                baseline => self
                    .say
                    .change_in_percent(&Exact::from(sums.change).over(&baseline.into())),
            };
            format!("{} {percent:>8}", signed(sums.change))
        });
        rows.push((self.say.total().to_owned(), total.collect()));
        self.table_of_changes(&rows)
    }

    fn per_student(&self) -> String {
        let cell = |cell: &Cell| {
            let per_student = cell.per_student.as_ref();
            per_student.map_or(String::new(), |cents| self.near(cents))
        };
        let rows = self.period.rows.iter().filter(|row| !row.is_beside);
        let rows: Vec<(String, Vec<String>)> = rows
            .map(|row| {
                let name = self
                    .say
                    .with_students(&self.name(row), row.cells[0].students);
                (name, row.cells.iter().map(cell).collect())
            })
            .collect();
        format!(
            "\n{}\n{}",
            self.say.per_student(self.period),
            self.table(&rows)
        )
    }
}
