//! The sheets of inputs: every number of the plans, a row each, and a column for each model.
//!
//! The first model has the numbers; the others refer to them where they have the same ones, so that
//! a change of a count changes every model.

use std::collections::{BTreeMap, BTreeSet};

use rust_xlsxwriter::XlsxError;

use super::WorkbookModel;
use super::draft::{At, place_on};
use super::page::{Book, Page, Style};
use super::term::Term;
use crate::money::Cents;
use crate::plan::{CountOwner, Inputs, Slot, Unit};
use crate::report::wording::Sentences;

/// The first column with a number on either sheet.
const FIRST: u16 = 4;

/// One input: its path, what it holds, and its number in each model that has it.
struct Input {
    path: String,
    unit: Unit,
    /// Whose heads, of a count.
    of: Option<CountOwner>,
    values: Vec<Option<(i64, i64)>>,
}

/// The inputs of all models, with their places.
pub(super) struct InputSheets {
    counts: Vec<Input>,
    parameters: Vec<Input>,
    /// For each model, where a slot stands: on which sheet, and in which row of the list.
    places: Vec<BTreeMap<Slot, (bool, usize)>>,
}

impl InputSheets {
    /// Lists the numbers of all models.
    pub(super) fn of(models: &[WorkbookModel<'_>]) -> InputSheets {
        let mut sheets = InputSheets {
            counts: Vec::new(),
            parameters: Vec::new(),
            places: Vec::new(),
        };
        let mut known: BTreeMap<(&str, bool, bool), usize> = BTreeMap::new();
        for (position, model) in models.iter().enumerate() {
            let plan = &model.result.plan;
            let counted: BTreeMap<Slot, &CountOwner> = plan
                .years
                .iter()
                .flat_map(|year| &year.counts)
                .map(|rule| (rule.base, &rule.of))
                .collect();
            let mut places = BTreeMap::new();
            for line in &plan.slots {
                let of = counted.get(&line.slot).copied();
                let list = match of {
                    Some(_) => &mut sheets.counts,
                    None => &mut sheets.parameters,
                };
                let key = (
                    line.path.as_str(),
                    of.is_some(),
                    line.unit == Unit::Fraction,
                );
                let row = *known.entry(key).or_insert(list.len());
                if row == list.len() {
                    list.push(Input {
                        path: line.path.clone(),
                        unit: line.unit,
                        of: of.cloned(),
                        values: vec![None; models.len()],
                    });
                }
                list[row].values[position] = Some(value(model.inputs, line.slot, line.unit));
                places.insert(line.slot, (of.is_some(), row));
            }
            sheets.places.push(places);
        }
        sheets
    }

    /// Returns the numbers of one model as terms.
    pub(super) fn slots<'a>(
        &'a self,
        model: usize,
        inputs: &'a Inputs,
        names: [&'a str; 2],
    ) -> Slots<'a> {
        Slots {
            places: &self.places[model],
            model,
            inputs,
            names,
        }
    }

    /// Writes the sheet of parameters, and names their cells.
    pub(super) fn parameters(
        &self,
        book: &mut Book,
        models: &[WorkbookModel<'_>],
        say: Sentences,
    ) -> Result<(), XlsxError> {
        let ids: Vec<&str> = models
            .iter()
            .map(|model| model.result.id.as_str())
            .collect();
        let [parameters, _] = say.input_sheets();
        let mut page = book.page(parameters)?;
        page.widths(&[48.0, 40.0, 12.0, 2.0])?;
        page.row(0, &say.parameter_heads(), Style::Head)?;
        for (model, id) in (0_u16..).zip(&ids) {
            page.text((0, column(false, model)), id, Style::Model)?;
            page.text(
                (0, column(false, model) + 1),
                say.denominator(),
                Style::Head,
            )?;
            page.width(column(false, model), 16.0)?;
        }
        let mut names = BTreeSet::new();
        for (row, input) in (1_u32..).zip(&self.parameters) {
            let plan = &models[0].result.plan;
            page.text((row, 0), &say.parameter(plan, &input.path), Style::Text)?;
            page.text((row, 1), &input.path, Style::Note)?;
            page.text((row, 2), say.unit_of_input(input.unit), Style::Note)?;
            numbers(&mut page, false, (row, input))?;
            for (at, id) in named(input, &ids) {
                let name = name(&input.path, id);
                let place = place_on(parameters, (row, column(false, at)));
                if names.insert(name.clone()) {
                    page.define(&name, &place);
                }
            }
        }
        page.freeze((1, FIRST))?;
        page.done(book);
        Ok(())
    }

    /// Writes the sheet of counts.
    pub(super) fn counts(
        &self,
        book: &mut Book,
        ids: &[&str],
        say: Sentences,
    ) -> Result<(), XlsxError> {
        let [_, counts] = say.input_sheets();
        let mut page = book.page(counts)?;
        page.widths(&[24.0, 18.0, 10.0, 48.0])?;
        page.row(0, &say.count_heads(), Style::Head)?;
        for (model, id) in (0_u16..).zip(ids) {
            page.text((0, column(true, model)), id, Style::Model)?;
            page.width(column(true, model), 14.0)?;
        }
        for (row, input) in (1_u32..).zip(&self.counts) {
            let of = input.of.clone().unwrap_or_default();
            let ids = [&of.partnership, &of.region];
            for (at, id) in (0_u16..).zip(ids) {
                let id = id.as_ref().map_or("", |id| id.as_str());
                page.text((row, at), id, Style::Text)?;
            }
            let sector = of.sector.map_or("", |sector| sector.name());
            page.text((row, 2), sector, Style::Text)?;
            page.text((row, 3), &input.path, Style::Note)?;
            numbers(&mut page, true, (row, input))?;
        }
        page.freeze((1, FIRST))?;
        page.done(book);
        Ok(())
    }
}

/// Returns the models that have a number of their own, with what the name of its cell ends in.
fn named<'i>(input: &Input, ids: &[&'i str]) -> Vec<(u16, &'i str)> {
    let first = input.values.first().copied().flatten();
    let own = (0_u16..).zip(&input.values).zip(ids);
    let own = own.filter(|((at, value), _)| value.is_some() && (*at == 0 || **value != first));
    own.map(|((at, _), id)| (at, if at == 0 { "" } else { *id }))
        .collect()
}

/// Returns the name of the cell of a parameter; a name may have letters, digits, `_` and `.`.
fn name(path: &str, model: &str) -> String {
    let plain = |text: &str| -> String {
        let letters = text.chars().map(|letter| match letter {
            letter if letter.is_ascii_alphanumeric() || letter == '.' => letter,
            _ => '_',
        });
        letters.collect()
    };
    let mut name = format!("par.{}", plain(path));
    if !model.is_empty() {
        name += &format!("..{}", plain(model));
    }
    name.truncate(250);
    name
}

/// Writes the numbers of an input, model by model.
fn numbers(page: &mut Page, is_count: bool, (row, input): (u32, &Input)) -> Result<(), XlsxError> {
    let first = input.values.first().copied().flatten();
    for (model, value) in (0_u16..).zip(&input.values) {
        let Some(value) = value else { continue };
        let at = (row, column(is_count, model));
        let below = (row, at.1.saturating_add(1));
        if model > 0 && Some(*value) == first {
            let from = column(is_count, 0);
            page.link(at, (row, from), (value.0, input.unit))?;
            if input.unit == Unit::Fraction {
                page.link(below, (row, from + 1), (value.1, Unit::Heads))?;
            }
            continue;
        }
        page.input(at, value.0, input.unit)?;
        if input.unit == Unit::Fraction {
            page.input(below, value.1, Unit::Heads)?;
        }
    }
    Ok(())
}

fn column(is_count: bool, model: u16) -> u16 {
    match is_count {
        true => FIRST.saturating_add(model),
        false => FIRST.saturating_add(model.saturating_mul(2)),
    }
}

fn value(inputs: &Inputs, slot: Slot, unit: Unit) -> (i64, i64) {
    match unit {
        Unit::Cents | Unit::Heads => (inputs.heads(slot, 0), 1),
        Unit::Fraction => inputs.parts(slot, 0),
    }
}

/// The numbers of one model, where they stand.
pub(super) struct Slots<'a> {
    places: &'a BTreeMap<Slot, (bool, usize)>,
    model: usize,
    inputs: &'a Inputs,
    names: [&'a str; 2],
}

impl Slots<'_> {
    /// Returns the numbers themselves.
    pub(super) fn inputs(&self) -> &Inputs {
        self.inputs
    }

    fn at(&self, slot: Slot) -> Option<(&str, At)> {
        let (is_count, row) = *self.places.get(&slot)?;
        let row = u32::try_from(row).ok()?.checked_add(1)?;
        let model = u16::try_from(self.model).ok()?;
        let name = self.names[usize::from(is_count)];
        Some((name, (row, column(is_count, model))))
    }

    /// Returns an amount, in cents.
    pub(super) fn cents(&self, slot: Slot) -> Term {
        let cents: Cents = self.inputs.cents(slot, 0);
        match self.at(slot) {
            Some((sheet, at)) => {
                let text = format!("ROUND({}*100,0)", place_on(sheet, at));
                Term::atom(text, Some(cents.count()))
            }
            None => Term::number(cents.count()),
        }
    }

    /// Returns heads.
    pub(super) fn heads(&self, slot: Slot) -> Term {
        let heads = self.inputs.heads(slot, 0);
        match self.at(slot) {
            Some((sheet, at)) => Term::atom(place_on(sheet, at), Some(heads)),
            None => Term::number(heads),
        }
    }

    /// Returns both parts of a fraction.
    pub(super) fn parts(&self, slot: Slot) -> [Term; 2] {
        let (above, below) = self.inputs.parts(slot, 0);
        match self.at(slot) {
            Some((sheet, (row, column))) => {
                let next = (row, column.saturating_add(1));
                [((row, column), above), (next, below)]
                    .map(|(at, value)| Term::atom(place_on(sheet, at), Some(value)))
            }
            None => [above, below].map(Term::number),
        }
    }
}
