//! A simulation as text: what a board should know in sentences, then bands as tables.

use super::grid::{Look, matrix};
use super::run::assumptions_of;
use super::vintages::vintages_text;
use super::wording::{RateLeft, Sentences, percentage, whole_euros};
use crate::domain::{Assumption, Component, Event, Flow, Lang, Scenario, Text, Uncertain};
use crate::money::Cents;
use crate::plan::AccountKind;
use crate::results::{
    Band, BasisPoints, CeilingBand, Chance, Receipt, Series, Share, Simulated, SimulatedVariant,
    Vintages,
};

/// Everything that a simulation shows.
#[derive(Clone, Copy)]
pub struct SimulationView<'a> {
    /// Title of the scenario.
    pub scenario: &'a Text,
    /// The question it answers.
    pub question: Option<&'a Text>,
    /// Path of its file.
    pub path: &'a str,
    /// The simulation.
    pub simulated: &'a Simulated,
    /// The changes on earlier counts, where they were asked for.
    pub vintages: Option<&'a Vintages>,
    /// The scenario of each variant, in the same order.
    pub scenarios: &'a [&'a Scenario],
    /// The ceilings of each variant that are not evaluated, in the same order.
    pub unevaluated: &'a [Vec<Unevaluated>],
    /// What the result was made of.
    pub receipt: &'a Receipt,
    /// What was asked for, which making the answer again takes as well.
    pub asked: SimulationAsked<'a>,
}

/// What was asked of a simulation beside its draws and their seed.
#[derive(Clone, Copy, Debug, Default)]
pub struct SimulationAsked<'a> {
    /// Only this variant beside the baseline; text then tells years and components apart.
    pub variant: Option<&'a str>,
    /// The variant that the others are held against, where it is not as the scenario says.
    pub baseline: Option<&'a str>,
    /// The quantiles as they were written; empty where they are as the scenario says.
    pub quantiles: &'a [String],
}

/// A national ceiling that is not evaluated, because the rest of the country is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unevaluated {
    /// The id of its division.
    pub pot: String,
    /// The least ceiling of all years, as the scenario states it.
    pub least: Cents,
    /// The greatest.
    pub most: Cents,
    /// Whether a simulation draws it, which then changes nothing.
    pub is_drawn: bool,
}

/// So many recipients of a variant get a sentence; the others stand in the tables.
const TOLD: usize = 3;

impl<'a> SimulationView<'a> {
    /// Returns what is uncertain, once, with the variants in which it is.
    pub(super) fn uncertain(self) -> Vec<(&'a Uncertain, Vec<&'a str>)> {
        self.once(|scenario| &scenario.uncertain)
    }

    /// Returns what may happen, once, with the variants in which it may.
    pub(super) fn events(self) -> Vec<(&'a Event, Vec<&'a str>)> {
        self.once(|scenario| &scenario.events)
    }

    /// Returns in how many draws an event happens, which is the same in all of these variants.
    pub(super) fn happens(self, event: &Event, ids: &[&str]) -> Option<Share> {
        let mut variants = self.simulated.variants.iter();
        let variant = variants.find(|variant| ids.contains(&variant.id.as_str()))?;
        let mut events = variant.events.iter();
        let (_, share) = events.find(|(id, _)| id == event.id.as_str())?;
        Some(*share)
    }

    fn once<T: PartialEq>(self, all: fn(&Scenario) -> &Vec<T>) -> Vec<(&'a T, Vec<&'a str>)> {
        let mut once: Vec<(&T, Vec<&str>)> = Vec::new();
        for (variant, scenario) in self.simulated.variants.iter().zip(self.scenarios) {
            for one in all(scenario) {
                match once.iter_mut().find(|(known, _)| *known == one) {
                    Some((_, ids)) => ids.push(&variant.id),
                    None => once.push((one, vec![&variant.id])),
                }
            }
        }
        once
    }

    /// Marks what does not hold in every variant.
    fn only(self, ids: &[&str]) -> String {
        match ids.len() == self.simulated.variants.len() {
            true => String::new(),
            false => format!(" [{}]", ids.join(", ")),
        }
    }
}

/// Returns a simulation as text.
pub fn simulation_text(view: SimulationView<'_>, look: Look) -> String {
    let say = Sentences::new(look.lang);
    let simulated = view.simulated;
    let mut text = format!("{}\n", view.scenario.in_lang(look.lang));
    if let Some(question) = view.question {
        text += &format!("{}\n", question.in_lang(look.lang));
    }
    let titled = simulated.variants.iter();
    for one in titled.filter(|one| one.id != simulated.baseline) {
        let title = one.title.in_lang(look.lang);
        if title != one.id {
            text += &format!("- {}: {title}\n", one.id);
        }
    }
    text += &format!("\n{}\n", say.simulated(simulated));
    if let Some(notice) = say.stopped(simulated) {
        text += &format!("{notice}\n");
    }
    if view.uncertain().is_empty() && view.events().is_empty() {
        text += &format!("{}\n", say.nothing_uncertain());
    }
    text += &ceilings(view, say);
    text += &recipients(view, say);
    for variant in &simulated.variants {
        text += &tables(view, variant, look);
    }
    text += &format!("\n{}\n", say.about_bands(simulated));
    if let Some(vintages) = view.vintages {
        text += &vintages_text(vintages, &simulated.baseline, look);
    }
    text += &uncertainties(view, say);
    let variants = simulated.variants.iter().zip(view.scenarios);
    let assumptions: Vec<(&str, &[Assumption])> = variants
        .map(|(one, scenario)| (one.id.as_str(), scenario.assumptions.as_slice()))
        .collect();
    text += &assumptions_of(&assumptions, look.lang);
    let (all, one) = options(view);
    text += &format!("\n{}\n", say.again(view.path, simulated, (&all, &one)));
    text
}

/// Returns the options with which the answer is made again, beside draws and seed, and those of
/// them that one draw takes.
fn options(view: SimulationView<'_>) -> (String, String) {
    let SimulationAsked {
        variant,
        baseline,
        quantiles,
    } = view.asked;
    let one = variant.map_or_else(String::new, |id| format!(" --variant {id}"));
    let mut all = one.clone();
    if let Some(id) = baseline {
        all += &format!(" --baseline {id}");
    }
    if !quantiles.is_empty() {
        all += &format!(" --quantiles {}", quantiles.join(",").replace(' ', ""));
    }
    if view.vintages.is_some() {
        all += " --vintages";
    }
    (all, one)
}

/// Returns the period that sentences are about: all years together, or the only one.
fn period(variant: &SimulatedVariant) -> Option<&str> {
    let last = variant.series.iter().map(|one| one.name.year.as_deref());
    let mut years: Vec<Option<&str>> = last.collect();
    years.sort_unstable();
    years.dedup();
    match years.as_slice() {
        [None, rest @ ..] if rest.len() != 1 => None,
        years => years.last().copied().flatten(),
    }
}

/// Returns the years that tables are about, all years together first.
fn periods(variant: &SimulatedVariant, is_detailed: bool) -> Vec<Option<&str>> {
    let own = period(variant);
    let years = variant.series.iter().map(|one| one.name.year.as_deref());
    let mut years: Vec<Option<&str>> = years.filter(|year| year.is_some()).collect();
    years.sort_unstable();
    years.dedup();
    years.retain(|year| is_detailed && *year != own);
    std::iter::once(own).chain(years).collect()
}

/// Tells of ceilings: those that are not evaluated, then how often the others cut.
fn ceilings(view: SimulationView<'_>, say: Sentences) -> String {
    let simulated = view.simulated;
    let mut lines: Vec<(String, Vec<&str>)> = Vec::new();
    for (variant, unevaluated) in simulated.variants.iter().zip(view.unevaluated) {
        for one in unevaluated {
            tell(&mut lines, say.unevaluated(one), &variant.id);
        }
    }
    for (variant, scenario) in simulated.variants.iter().zip(view.scenarios) {
        let has_any = variant.ceilings.iter().any(|one| one.year.is_none());
        let told = variant.ceilings.iter();
        for ceiling in told.filter(|one| one.year.is_none() == has_any) {
            let pays = cut_first(scenario, &ceiling.pot);
            let rates = told_rates(variant, ceiling, &pays);
            let sentence = say.ceiling_cut(ceiling, &named(&pays));
            let sentence = sentence + &say.rates_left(ceiling, &rates, simulated);
            tell(&mut lines, sentence, &variant.id);
        }
    }
    let lines = lines.into_iter();
    lines
        .map(|(sentence, ids)| format!("- {sentence}{}\n", view.only(&ids)))
        .collect()
}

/// Tells of recipients between which amounts they get, and how often they lose.
fn recipients(view: SimulationView<'_>, say: Sentences) -> String {
    let simulated = view.simulated;
    let mut text = String::new();
    for variant in &simulated.variants {
        let own = period(variant);
        let mut series: Vec<&Series> = sums(variant, own).collect();
        let is_partnership = |one: &&Series| one.name.kind == AccountKind::Partnership;
        if series.iter().any(is_partnership) {
            series.retain(is_partnership);
        }
        // Those most likely to lose come first, as far as not all can be told.
        let all = series.len();
        if all > TOLD {
            series.sort_by_key(|one| {
                let share = one.chances.first().map(|(_, share)| share.holds);
                std::cmp::Reverse(share.unwrap_or_default())
            });
            series.truncate(TOLD);
        }
        for one in series {
            text += &format!("- {}\n", say.recipient_band(&variant.id, one, simulated));
        }
        if all > TOLD {
            text += &format!("- {}\n", say.and_others(&variant.id, all - TOLD));
        }
    }
    text
}

/// Adds a sentence about a variant to those that were told, of which it may be one.
fn tell<'a>(lines: &mut Vec<(String, Vec<&'a str>)>, sentence: String, id: &'a str) {
    match lines.iter_mut().find(|(known, _)| *known == sentence) {
        Some((_, ids)) => ids.push(id),
        None => lines.push((sentence, vec![id])),
    }
}

/// Returns what a pot pays and does not protect, or all it pays where it protects everything.
fn cut_first<'a>(scenario: &'a Scenario, pot: &str) -> Vec<&'a Component> {
    let divisions = scenario.scheme.divisions.iter();
    let mut payments = divisions.filter_map(|division| match &division.flow {
        Flow::Payment(payment) if division.id.as_str() == pot => Some(payment),
        Flow::Payment(_) | Flow::Passage(_) => None,
    });
    let Some(payment) = payments.next() else {
        return Vec::new();
    };
    let components = scenario.scheme.components.iter();
    let paid = components.filter(|one| payment.pays.contains(&one.id));
    let (last, first): (Vec<&Component>, Vec<&Component>) =
        paid.partition(|one| payment.protect.contains(&one.id));
    if first.is_empty() { last } else { first }
}

/// Returns the names of components that have one.
fn named<'a>(components: &[&'a Component]) -> Vec<&'a Text> {
    let named = components.iter();
    let named = named.filter(|one| one.name.nl != one.id.as_str());
    named.map(|one| &one.name).collect()
}

/// Returns what a ceiling leaves of the amounts per head that it cuts first: in its year, or of
/// all years in those in which it cuts most often.
fn told_rates<'a>(
    variant: &'a SimulatedVariant,
    ceiling: &CeilingBand,
    cut: &[&Component],
) -> Vec<RateLeft<'a>> {
    let of_year = |one: &&CeilingBand| match &ceiling.year {
        Some(year) => one.year.as_ref() == Some(year),
        None => one.year.is_some(),
    };
    let own = variant.ceilings.iter().filter(of_year);
    let mut own: Vec<&CeilingBand> = own.filter(|one| one.pot == ceiling.pot).collect();
    own.sort_by_key(|one| std::cmp::Reverse(one.cut.holds));
    own.truncate(TOLD);
    own.sort_by_key(|one| &one.year);
    let rates = own.into_iter().flat_map(|one| {
        let rates = one.rates.iter();
        rates.map(|(component, name, band)| (component, (one.year.as_deref(), name, band)))
    });
    let is_cut = |id: &str| cut.iter().any(|one| one.id.as_str() == id);
    let rates = rates.filter(|(component, _)| is_cut(component));
    rates.map(|(_, rate)| rate).collect()
}

/// Returns what each recipient has of everything in a period.
fn sums<'a>(
    variant: &'a SimulatedVariant,
    year: Option<&'a str>,
) -> impl Iterator<Item = &'a Series> {
    let series = variant.series.iter();
    series.filter(move |one| {
        let name = &one.name;
        let is_whole = name.component.is_none() && name.kind != AccountKind::Cell;
        is_whole && name.kind != AccountKind::Others && name.year.as_deref() == year
    })
}

/// Returns the rows of the tables of a period: what each recipient has, and where it is told
/// apart, of that whatever is not always nothing.
fn shown<'a>(
    variant: &'a SimulatedVariant,
    year: Option<&'a str>,
    is_detailed: bool,
) -> Vec<&'a Series> {
    if !is_detailed {
        return sums(variant, year).collect();
    }
    let is_always_nothing = |one: &Series| {
        let bands = [Some(&one.band), one.difference.as_ref()];
        let mut bands = bands.into_iter().flatten();
        bands.all(|band| (band.least, band.most) == (Cents::ZERO, Cents::ZERO))
    };
    let in_year = |one: &&Series| one.name.year.as_deref() == year;
    let mut series: Vec<&Series> = variant.series.iter().filter(in_year).collect();
    series.retain(|one| !is_always_nothing(one));
    // What a partnership has in a region stands below what it has in all.
    series.sort_by_key(|one| {
        let name = &one.name;
        let kind = match name.kind {
            AccountKind::Cell => AccountKind::Partnership,
            kind => kind,
        };
        (kind, &name.recipient, &name.region, &name.component)
    });
    series
}

fn tables(view: SimulationView<'_>, variant: &SimulatedVariant, look: Look) -> String {
    let say = Sentences::new(look.lang);
    let simulated = view.simulated;
    let is_detailed = view.asked.variant.is_some();
    let mut text = String::new();
    for year in periods(variant, is_detailed) {
        let series = shown(variant, year, is_detailed);
        text += &format!("\n{}\n", say.amounts_of(&variant.id, year));
        text += &bands(
            &series,
            simulated,
            look,
            (|one| Some(&one.band), whole_euros),
        );
        if series.iter().any(|one| one.difference.is_some()) {
            let baseline = &simulated.baseline;
            text += &format!("\n{}\n", say.differences_of(&variant.id, baseline, year));
            let difference: BandOf<Cents> = |one| one.difference.as_ref();
            text += &bands(&series, simulated, look, (difference, whole_euros));
        }
        text += &chances(&series, simulated, look, &say.chances_of(&variant.id, year));
        text += &costs(&series, simulated, look, (&variant.id, year));
    }
    text
}

/// Lays out what recipients pay themselves and what is covered; nothing where no costs are stated.
fn costs(
    series: &[&Series],
    simulated: &Simulated,
    look: Look,
    (variant, year): (&str, Option<&str>),
) -> String {
    let say = Sentences::new(look.lang);
    let mut text = String::new();
    if series.iter().any(|one| one.costs.is_some()) {
        let contribution: BandOf<Cents> = |one| Some(&one.costs.as_ref()?.contribution);
        text += &format!("\n{}\n", say.contributions_of(variant, year));
        text += &bands(series, simulated, look, (contribution, whole_euros));
    }
    let coverage: BandOf<BasisPoints> = |one| one.costs.as_ref()?.coverage.as_ref();
    if series.iter().any(|one| coverage(one).is_some()) {
        text += &format!("\n{}\n", say.coverages_of(variant, year));
        text += &bands(series, simulated, look, (coverage, percentage));
    }
    text
}

/// Finds a band of a series, where it has one.
type BandOf<T> = for<'a> fn(&'a Series) -> Option<&'a Band<T>>;

/// Lays out one band per series.
fn bands<T: Copy>(
    series: &[&Series],
    simulated: &Simulated,
    look: Look,
    (band, write): (BandOf<T>, fn(T, Lang) -> String),
) -> String {
    let say = Sentences::new(look.lang);
    let rows = series.iter().filter_map(|one| {
        let band = band(one)?;
        let quantiles = band.quantiles.iter().map(|(quantile, _)| *quantile);
        let cells = [band.mean, band.error, band.tail_mean]
            .into_iter()
            .chain(quantiles);
        let cells = cells.map(|one| write(one, look.lang));
        Some((say.series(&one.name), cells.collect()))
    });
    let rows: Vec<(String, Vec<String>)> = rows.collect();
    format!("{}\n", matrix(&say.heads_of_bands(simulated), &rows, look))
}

/// Lays out in how many draws something holds, below a head; nothing where nothing was asked.
fn chances(series: &[&Series], simulated: &Simulated, look: Look, head: &str) -> String {
    let say = Sentences::new(look.lang);
    let all = series.iter().flat_map(|one| &one.chances);
    let mut known: Vec<Chance> = all.map(|(chance, _)| *chance).collect();
    known.sort_unstable();
    known.dedup();
    if known.is_empty() {
        return String::new();
    }
    let named = known.iter();
    let heads = named.map(|chance| say.chance(*chance, &simulated.baseline));
    let rows = series.iter().map(|one| {
        let cells = known.iter().map(|chance| {
            let share = one.chances.iter().find(|(own, _)| own == chance);
            share.map_or(String::new(), |(_, share)| say.share_with_error(*share))
        });
        (say.series(&one.name), cells.collect())
    });
    let rows: Vec<(String, Vec<String>)> = rows.collect();
    let table = matrix(&heads.collect::<Vec<String>>(), &rows, look);
    format!("\n{head}\n{table}\n")
}

/// Lists what is uncertain and what may happen; nothing where nothing is.
fn uncertainties(view: SimulationView<'_>, say: Sentences) -> String {
    let (uncertain, events) = (view.uncertain(), view.events());
    if uncertain.is_empty() && events.is_empty() {
        return String::new();
    }
    let mut text = format!("\n{}\n", say.what_is_uncertain());
    for (one, ids) in uncertain {
        text += &format!("- {}{}\n", say.uncertain(one), view.only(&ids));
    }
    for (event, ids) in events {
        let mut line = say.event(event);
        if let Some(share) = view.happens(event, &ids) {
            line += &format!("; {}", say.happens(share));
        }
        text += &format!("- {line}{}\n", view.only(&ids));
    }
    text
}
