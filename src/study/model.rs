//! [`PointModel`]: a scenario as a function of some of its numbers, for programs that call it with
//! many points at once.

use std::collections::{BTreeMap, BTreeSet};

use super::numbers::{line, rounded};
use super::session::Session;
use super::solve::{bad_number, not_of_a_mix, unknown_path};
use super::{Failure, FailureKind, Lang, Watch};
use crate::domain::Text;
use crate::plan::{Plan, SlotLine};
use crate::results::pot_of;
use crate::simulation::{Case, Leaf, PointValue, Points};

/// Which awards an outcome is the sum of: those with these values, by the name of a column of
/// awards, such as `recipient`; all of them without any.
pub type Selection = BTreeMap<String, String>;

/// The columns by which awards can be selected.
const COLUMNS: [&str; 7] = [
    "year",
    "kind",
    "recipient",
    "partnership",
    "region",
    "component",
    "pot",
];

/// A variant as a function: values of some numbers in, sums of awards out.
#[derive(Clone, Debug)]
pub struct PointModel {
    case: Case,
    lines: Vec<SlotLine>,
    sums: Vec<BTreeSet<Leaf>>,
}

impl Session {
    /// Returns a variant as a function of the numbers at `paths`, with an outcome for each of
    /// `outputs`.
    ///
    /// # Errors
    ///
    /// A [`Failure`] when a path is no number, is named twice, or cannot change by itself, and when
    /// no award could ever be among those of an outcome.
    pub fn model(
        &self,
        (paths, outputs): (&[String], &[Selection]),
        variant: &str,
        lang: Lang,
    ) -> Result<PointModel, Failure> {
        let case = self.case(variant, lang)?;
        Failure::of_repeated("paths", paths.iter().map(String::as_str), lang)?;
        let lines = paths.iter().map(|path| {
            not_of_a_mix(path, lang)?;
            match line(&case.plan, path) {
                Some(line) => Ok(line.clone()),
                None => self.ask(lang, |scenario, read| {
                    Err(unknown_path((scenario, variant, path), case, (lang, read)))
                }),
            }
        });
        let lines: Vec<SlotLine> = lines.collect::<Result<_, Failure>>()?;
        if lines.is_empty() || outputs.is_empty() {
            return Err(nothing_to_do(lang));
        }
        let sums = outputs.iter().map(|one| leaves(&case.plan, one, lang));
        Ok(PointModel {
            case: case.clone(),
            lines,
            sums: sums.collect::<Result<_, Failure>>()?,
        })
    }
}

impl PointModel {
    /// Returns what every outcome comes to at every point, in cents. A point has a value for each
    /// number, in their order: euros, heads or a part of one, rounded as [`Given::Float`] is. All
    /// points stand behind each other.
    ///
    /// [`Given::Float`]: super::Given::Float
    ///
    /// # Errors
    ///
    /// A [`Failure`] when there is no whole number of points, when a value is none for its number,
    /// when amounts could be too large, or when `watch` stopped it.
    pub fn outcomes(
        &self,
        points: &[f64],
        watch: &dyn Watch,
        lang: Lang,
    ) -> Result<Vec<Vec<i64>>, Failure> {
        let mut columns: Vec<Vec<PointValue>> = vec![Vec::new(); self.lines.len()];
        for row in points.chunks(self.lines.len()) {
            if row.len() < self.lines.len() {
                return Err(half_a_point(self.lines.len(), lang));
            }
            for ((value, line), column) in row.iter().zip(&self.lines).zip(&mut columns) {
                let own = rounded(*value, line);
                column.push(own.ok_or_else(|| bad_number(&value.to_string(), line, lang))?);
            }
        }
        let of = Points {
            case: &self.case,
            lines: &self.lines,
            sums: &self.sums,
        };
        let sums = of.sums_at((&columns, points.len() / self.lines.len()), watch);
        let sums = sums.map_err(|refusal| Failure::usage(&refusal.text, &refusal.hint, lang))?;
        match watch.is_stopped() {
            true => Err(stopped(lang)),
            false => Ok(sums),
        }
    }
}

/// Returns the amounts that are among those of a selection.
fn leaves(plan: &Plan, selection: &Selection, lang: Lang) -> Result<BTreeSet<Leaf>, Failure> {
    let known: Vec<String> = COLUMNS.iter().map(|name| (*name).to_owned()).collect();
    let mut names = selection.keys();
    if let Some(name) = names.find(|name| !known.contains(name)) {
        return Err(Failure::unknown(
            &Text::new("kolom", "column"),
            name,
            &known,
            lang,
        ));
    }
    let mut leaves = BTreeSet::new();
    let mut met: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for (at, view) in plan.views.iter().enumerate() {
        for (component, named) in plan.components.iter().enumerate() {
            for (account, holder) in plan.accounts.iter().enumerate() {
                let Some(pot) = pot_of(plan, component).filter(|_| holder.is_recipient()) else {
                    continue;
                };
                let values = [
                    Some(view.year.to_string()),
                    Some(holder.kind_name().to_owned()),
                    Some(holder.id.to_string()),
                    holder.partnership_name().map(str::to_owned),
                    holder.region_name().map(str::to_owned),
                    Some(named.id.to_string()),
                    Some(pot.to_string()),
                ];
                let values: BTreeMap<&str, Option<String>> =
                    COLUMNS.into_iter().zip(values).collect();
                let is_own = |(name, wanted): (&String, &String)| {
                    values
                        .get(name.as_str())
                        .is_some_and(|own| own.as_ref() == Some(wanted))
                };
                if selection.iter().all(is_own) {
                    leaves.insert((at, component, account));
                }
                for (name, value) in values {
                    met.entry(name).or_default().extend(value);
                }
            }
        }
    }
    match leaves.is_empty() {
        false => Ok(leaves),
        true => Err(nobody(selection, &met, lang)),
    }
}

/// Returns the failure that no award could be among those of a selection: of the first value that
/// is not known, or else that they do not go together.
fn nobody(selection: &Selection, met: &BTreeMap<&str, BTreeSet<String>>, lang: Lang) -> Failure {
    for (name, value) in selection {
        let known = met.get(name.as_str()).cloned().unwrap_or_default();
        if !known.contains(value) {
            let known: Vec<String> = known.into_iter().collect();
            return Failure::unknown(&Text::new(name, name), value, &known, lang);
        }
    }
    Failure::usage(
        &Text::new(
            "geen bedrag heeft deze waarden samen",
            "no amount has these values together",
        ),
        &Text::new("laat er een weg", "leave out one of them"),
        lang,
    )
}

fn nothing_to_do(lang: Lang) -> Failure {
    Failure::usage(
        &Text::new(
            "een model heeft getallen en uitkomsten",
            "a model has numbers and outcomes",
        ),
        &Text::new("noem er minstens een van elk", "name at least one of each"),
        lang,
    )
}

fn half_a_point(numbers: usize, lang: Lang) -> Failure {
    Failure::usage(
        &Text::new(
            format!("een punt heeft {numbers} waarden, een voor elk getal"),
            format!("a point has {numbers} values, one for each number"),
        ),
        &Text::new("geef een rij per punt", "give one row per point"),
        lang,
    )
}

fn stopped(lang: Lang) -> Failure {
    let text = Text::new("error: gestopt\n", "error: stopped\n");
    Failure::told(FailureKind::Stopped, text.in_lang(lang).to_owned())
}
