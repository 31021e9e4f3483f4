//! A run as text: amounts side by side, then pots, rates and assumptions.

use std::collections::BTreeMap;

use super::cash::cash_text;
use super::grid::{Amounts, Grid, Look, Row};
use super::wording::Sentences;
use crate::domain::{Assumption, Lang, Text};
use crate::money::Cents;
use crate::plan::{Account, AccountKind};
use crate::results::{Award, Missed, PotRow, VariantResult, YearResult};

/// The most that is told one by one of who gets nothing for want of heads, per year.
pub const MOST_MISSED: usize = 5;

/// Returns a run as text. One variant is told apart by component, more stand side by side.
pub fn run_text(
    title: &str,
    question: Option<&str>,
    variants: &[VariantResult],
    look: Look,
) -> String {
    let mut text = head(title, question, variants, look.lang);
    let years = variants.first().map_or(0, |variant| variant.years.len());
    for position in 0..years {
        let of_year: Vec<(&VariantResult, &YearResult)> = variants
            .iter()
            .filter_map(|variant| Some((variant, variant.years.get(position)?)))
            .collect();
        text.push('\n');
        text += &year_text(&of_year, look);
    }
    text += &cash_text(variants, look);
    text += &assumptions_text(variants, look.lang);
    text
}

/// Returns the title of a scenario, the question it answers, and the titles of the variants that
/// stand side by side.
pub(super) fn head(
    title: &str,
    question: Option<&str>,
    variants: &[VariantResult],
    lang: Lang,
) -> String {
    let mut text = format!("{title}\n");
    if let Some(question) = question {
        text += &format!("{question}\n");
    }
    for variant in variants.iter().skip(1) {
        let (id, title) = (&variant.id, variant.title.in_lang(lang));
        if title != id {
            text += &format!("- {id}: {title}\n");
        }
    }
    text
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
    text += &missed_text(variants, look.lang);
    text
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
            .filter(|(account, amounts)| {
                // A region where a partnership trains and is paid nothing is worth a row.
                !pays_any || is_paid(amounts) || is_partnership_in_region(account)
            })
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

fn is_partnership_in_region(account: &Account) -> bool {
    let is_partnership = matches!(account.kind, AccountKind::Partnership | AccountKind::Cell);
    is_partnership && account.region.is_some()
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

/// Tells pots and cut rates; what holds for several variants is told once.
fn pots_text(variants: &[(&VariantResult, &YearResult)], lang: Lang) -> String {
    let sentences = Sentences::new(lang);
    let told = once(variants, |variant, year| {
        let is_used = |pot: &&PotRow| {
            let moved = [pot.paid, pot.unallocated].map(|amount| amount != Cents::ZERO);
            pot.ceiling.is_some() || moved.contains(&true)
        };
        let pots = year.pots.iter().filter(is_used).flat_map(|pot| {
            let cut = pot.cuts_protected.then(|| sentences.protected_cut(pot));
            [Some(sentences.pot(pot)), cut].into_iter().flatten()
        });
        let rates = year.rates.iter().filter_map(|rate| {
            let name = variant.plan.components[rate.component].name.in_lang(lang);
            sentences.rate(name, rate)
        });
        pots.chain(rates).collect()
    });
    told.concat()
}

/// Tells who gets nothing for want of heads: the first few, and how many more there are.
fn missed_text(variants: &[(&VariantResult, &YearResult)], lang: Lang) -> String {
    let say = Sentences::new(lang);
    let mut lines = once(variants, |variant, year| {
        let missed = Missed::of_year(year).into_iter();
        let missed = missed.map(|one| {
            let plan = &variant.plan;
            let component = &plan.components[one.component].id;
            say.missed(&plan.accounts[one.account], component, &one)
        });
        missed.collect()
    });
    let more = lines.len().saturating_sub(MOST_MISSED);
    lines.truncate(MOST_MISSED);
    if more > 0 {
        lines.push(format!("{}\n", say.and_more_missed(more)));
    }
    lines.concat()
}

/// Returns the sentences of all variants, each once on a line of its own, with the variants that
/// it is about where it is not about all.
fn once(
    variants: &[(&VariantResult, &YearResult)],
    sentences: impl Fn(&VariantResult, &YearResult) -> Vec<String>,
) -> Vec<String> {
    let mut told: Vec<(String, Vec<&str>)> = Vec::new();
    for (variant, year) in variants {
        for sentence in sentences(variant, year) {
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
pub(super) fn assumptions_text(variants: &[VariantResult], lang: Lang) -> String {
    let variants = variants.iter();
    let variants = variants.map(|variant| (variant.id.as_str(), variant.assumptions.as_slice()));
    assumptions_of(&variants.collect::<Vec<_>>(), lang)
}

/// Lists the assumptions of variants by their ids.
pub(super) fn assumptions_of(variants: &[(&str, &[Assumption])], lang: Lang) -> String {
    let mut by_text: Vec<(&Text, Vec<&str>)> = Vec::new();
    for (id, assumptions) in variants {
        for assumption in *assumptions {
            match by_text
                .iter_mut()
                .find(|(text, _)| *text == &assumption.text)
            {
                Some((_, ids)) if ids.contains(id) => {}
                Some((_, ids)) => ids.push(id),
                None => by_text.push((&assumption.text, vec![id])),
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
