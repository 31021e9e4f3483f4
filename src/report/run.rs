//! A run as text: amounts side by side, then pots, rates and assumptions.

use std::collections::BTreeMap;

use comfy_table::{CellAlignment, ContentArrangement, LineStyle, Table, TableStyle};

use super::wording::{Sentences, euros};
use crate::domain::{Lang, Text};
use crate::money::Cents;
use crate::plan::{Account, AccountKind};
use crate::results::{Award, PotRow, VariantResult, YearResult};

/// A line under the head and one under the foot.
const RULED: TableStyle = TableStyle::new()
    .header_separator(LineStyle::none().fill('─').junction('─'))
    .bottom_border(LineStyle::none().fill('─').junction('─'));

/// Most columns of amounts before a table is told in rows instead.
const MAX_COLUMNS: usize = 6;

/// How a run is shown.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// The language.
    pub lang: Lang,
    /// Width of the screen in columns.
    pub width: u16,
}

/// Returns a run as text. One variant is told apart by component, more stand side by side.
pub fn run_text(
    title: &str,
    question: Option<&str>,
    variants: &[VariantResult],
    look: Look,
) -> String {
    let mut text = format!("{title}\n");
    if let Some(question) = question {
        text += &format!("{question}\n");
    }
    text += &legend(variants);
    let years = variants.first().map_or(0, |variant| variant.years.len());
    for position in 0..years {
        let of_year: Vec<(&VariantResult, &YearResult)> = variants
            .iter()
            .filter_map(|variant| Some((variant, variant.years.get(position)?)))
            .collect();
        text.push('\n');
        text += &year_text(&of_year, look);
    }
    text += &assumptions_text(variants, look.lang);
    text
}

/// Names the variants that stand side by side.
fn legend(variants: &[VariantResult]) -> String {
    let others = variants
        .iter()
        .skip(1)
        .filter(|variant| variant.title != variant.id);
    others
        .map(|variant| format!("- {}: {}\n", variant.id, variant.title))
        .collect()
}

fn year_text(variants: &[(&VariantResult, &YearResult)], look: Look) -> String {
    let Some((first, year)) = variants.first() else {
        return String::new();
    };
    let columns: Vec<String> = match variants {
        [_] => {
            let components = first.plan.components.iter();
            components
                .map(|component| component.name.in_lang(look.lang).to_owned())
                .collect()
        }
        several => several
            .iter()
            .map(|(variant, _)| variant.id.clone())
            .collect(),
    };
    let grid = Grid {
        columns,
        has_total: variants.len() == 1,
        look,
    };
    let sentences = Sentences::new(look.lang);
    let mut text = format!(
        "{}\n{}\n",
        year.year,
        grid.table(&recipients(variants, sentences))
    );
    let regions = sums(variants, |account| account.region_name());
    if regions.keys().filter(|region| region.is_some()).count() > 1 {
        let rows = named(regions, sentences.no_region());
        text += &format!("\n{}\n{}\n", sentences.per_region(), grid.table(&rows));
    }
    let goes_on = |award: &Award| {
        matches!(
            award.account.kind,
            AccountKind::Board | AccountKind::Institute
        )
    };
    if variants
        .iter()
        .any(|(_, year)| year.awards.iter().any(goes_on))
    {
        let partnerships = sums(variants, |account| account.partnership_name());
        let rows = named(partnerships, sentences.no_partnership());
        text += &format!("\n{}\n{}\n", sentences.per_partnership(), grid.table(&rows));
    }
    let boards = sums(variants, |account| {
        (account.kind == AccountKind::Board).then_some(account.id.as_str())
    });
    if boards.keys().any(Option::is_some) {
        let rows = named(boards, sentences.no_board());
        text += &format!("\n{}\n{}\n", sentences.per_board(), grid.table(&rows));
    }
    text.push('\n');
    text += &pots_text(variants, look.lang);
    text
}

/// Amounts by column.
type Amounts = BTreeMap<usize, Cents>;

/// A row of a table: two names and its amounts. Rows that repeat others are not in the total.
struct Row {
    names: [String; 2],
    amounts: Amounts,
    repeats: bool,
}

/// Calls `each` with every award and the column it stands in.
fn for_awards<'a>(
    variants: &[(&'a VariantResult, &'a YearResult)],
    mut each: impl FnMut(usize, &'a Award),
) {
    let is_single = variants.len() == 1;
    for (position, (_, year)) in variants.iter().enumerate() {
        for award in &year.awards {
            each(if is_single { award.component } else { position }, award);
        }
    }
}

/// Returns a row per recipient and region, and the sum of a recipient in several regions.
fn recipients(variants: &[(&VariantResult, &YearResult)], sentences: Sentences) -> Vec<Row> {
    let mut accounts: BTreeMap<&Account, Amounts> = BTreeMap::new();
    for_awards(variants, |column, award| {
        let amounts = accounts.entry(&award.account).or_default();
        *amounts.entry(column).or_default() += award.amount;
    });
    let mut by_recipient: BTreeMap<(u8, String), Vec<(&Account, Amounts)>> = BTreeMap::new();
    for (account, amounts) in accounts {
        let order = u8::from(account.kind > AccountKind::Cell);
        by_recipient
            .entry((order, sentences.short(account)))
            .or_default()
            .push((account, amounts));
    }
    let mut rows = Vec::new();
    for ((_, name), parts) in by_recipient {
        let is_paid = |amounts: &Amounts| amounts.values().any(|amount| *amount != Cents::ZERO);
        let pays_any = parts.iter().any(|(_, amounts)| is_paid(amounts));
        let parts: Vec<_> = parts
            .into_iter()
            .filter(|(_, amounts)| !pays_any || is_paid(amounts))
            .collect();
        let several = parts.len() > 1;
        let mut sum = Amounts::new();
        for (account, amounts) in parts {
            for (column, amount) in &amounts {
                *sum.entry(*column).or_default() += *amount;
            }
            let region = account.region_name().unwrap_or_default().to_owned();
            rows.push(Row {
                names: [name.clone(), region],
                amounts,
                repeats: false,
            });
        }
        if several {
            let names = [name, sentences.together().to_owned()];
            rows.push(Row {
                names,
                amounts: sum,
                repeats: true,
            });
        }
    }
    rows
}

/// Returns the sums of all awards by some name of their account.
fn sums<'a>(
    variants: &[(&'a VariantResult, &'a YearResult)],
    name: impl Fn(&'a Account) -> Option<&'a str>,
) -> BTreeMap<Option<&'a str>, Amounts> {
    let mut sums: BTreeMap<Option<&str>, Amounts> = BTreeMap::new();
    for_awards(variants, |column, award| {
        let amounts = sums.entry(name(&award.account)).or_default();
        *amounts.entry(column).or_default() += award.amount;
    });
    sums
}

/// Returns sums as rows, those without a name last.
fn named(mut sums: BTreeMap<Option<&str>, Amounts>, unnamed: &str) -> Vec<Row> {
    let rest = sums
        .remove(&None)
        .map(|amounts| (unnamed.to_owned(), amounts));
    let own = sums
        .into_iter()
        .map(|(name, sum)| (name.unwrap_or_default().to_owned(), sum));
    let rows = own.chain(rest).map(|(name, amounts)| Row {
        names: [name, String::new()],
        amounts,
        repeats: false,
    });
    rows.collect()
}

/// How the tables of one year are laid out.
struct Grid {
    columns: Vec<String>,
    has_total: bool,
    look: Look,
}

impl Grid {
    /// Lays rows out under their columns, with a total at the foot.
    fn table(&self, rows: &[Row]) -> String {
        let moved = |column: &usize| {
            let amounts = rows.iter().filter_map(|row| row.amounts.get(column));
            !self.has_total || amounts.into_iter().any(|amount| *amount != Cents::ZERO)
        };
        let shown: Vec<usize> = (0..self.columns.len()).filter(moved).collect();
        let has_seconds = rows.iter().any(|row| !row.names[1].is_empty());
        let blocks = shown
            .chunks(MAX_COLUMNS)
            .map(|block| self.block(rows, block, has_seconds));
        blocks.collect::<Vec<String>>().join("\n")
    }

    fn block(&self, rows: &[Row], block: &[usize], has_seconds: bool) -> String {
        let sentences = Sentences::new(self.look.lang);
        let mut table = Table::new();
        table.load_style(RULED);
        table
            .set_content_arrangement(ContentArrangement::Dynamic)
            .set_width(self.look.width);
        let mut head: Vec<String> = vec![String::new(); if has_seconds { 2 } else { 1 }];
        let names = head.len();
        head.extend(block.iter().map(|column| self.columns[*column].clone()));
        if self.has_total {
            head.push(sentences.total().to_owned());
        }
        table.set_header(head);
        let mut foot = Amounts::new();
        for row in rows {
            table.add_row(self.cells(row.names.iter().take(names), &row.amounts, block));
            for (column, amount) in row.amounts.iter().filter(|_| !row.repeats) {
                *foot.entry(*column).or_default() += *amount;
            }
        }
        let total = [sentences.total().to_owned(), String::new()];
        table.add_row(self.cells(total.iter().take(names), &foot, block));
        for (position, column) in table.column_iter_mut().enumerate() {
            if position < names {
                column.set_padding((0, 1));
            } else {
                column
                    .set_padding((1, 0))
                    .set_cell_alignment(CellAlignment::Right);
            }
        }
        table.trim_fmt()
    }

    fn cells<'a>(
        &self,
        names: impl Iterator<Item = &'a String>,
        amounts: &Amounts,
        block: &[usize],
    ) -> Vec<String> {
        let lang = self.look.lang;
        let amount = |column: &usize| amounts.get(column).map(|amount| euros(*amount, lang));
        let own = block
            .iter()
            .map(|column| amount(column).unwrap_or_default());
        let mut cells: Vec<String> = names.cloned().chain(own).collect();
        if self.has_total {
            cells.push(euros(amounts.values().copied().sum(), lang));
        }
        cells
    }
}

/// Tells pots and cut rates; what holds for several variants is told once.
fn pots_text(variants: &[(&VariantResult, &YearResult)], lang: Lang) -> String {
    let sentences = Sentences::new(lang);
    let mut told: Vec<(String, Vec<&str>)> = Vec::new();
    for (variant, year) in variants {
        let is_used = |pot: &&PotRow| pot.ceiling.is_some() || pot.paid != Cents::ZERO;
        let pots = year
            .pots
            .iter()
            .filter(is_used)
            .map(|pot| sentences.pot(pot));
        let rates = year.rates.iter().filter_map(|rate| {
            let name = variant.plan.components[rate.component].name.in_lang(lang);
            sentences.rate(name, rate)
        });
        for sentence in pots.chain(rates) {
            match told.iter_mut().find(|(known, _)| *known == sentence) {
                Some((_, ids)) => ids.push(&variant.id),
                None => told.push((sentence, vec![&variant.id])),
            }
        }
    }
    let line = |(sentence, ids): (String, Vec<&str>)| match ids.len() == variants.len() {
        true => format!("{sentence}\n"),
        false => format!("{}: {sentence}\n", ids.join(", ")),
    };
    told.into_iter().map(line).collect()
}

/// Lists what is taken for granted, once, with the variants it applies to.
fn assumptions_text(variants: &[VariantResult], lang: Lang) -> String {
    let mut by_text: Vec<(&Text, Vec<&str>)> = Vec::new();
    for variant in variants {
        for assumption in &variant.assumptions {
            match by_text
                .iter_mut()
                .find(|(text, _)| *text == &assumption.text)
            {
                Some((_, ids)) if ids.contains(&variant.id.as_str()) => {}
                Some((_, ids)) => ids.push(&variant.id),
                None => by_text.push((&assumption.text, vec![&variant.id])),
            }
        }
    }
    if by_text.is_empty() {
        return String::new();
    }
    let mut text = format!("\n{}\n", Sentences::new(lang).assumptions());
    for (assumption, ids) in by_text {
        let only = match ids.len() == variants.len() {
            true => String::new(),
            false => format!(" [{}]", ids.join(", ")),
        };
        text += &format!("- {}{only}\n", assumption.in_lang(lang));
    }
    text
}
