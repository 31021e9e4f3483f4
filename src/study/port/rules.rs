//! `rules`: the rules of a variant as sentences with brackets to fill in.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde_json::{Value, json};

use super::super::library::SCHEMES;
use super::super::open::Study;
use super::request::{Language, Sent, read};
use super::{Port, Reply};
use crate::domain::{
    Amount, Component, Condition, Division, Flow, Grade, Key, Lang, Level, Passage, Payment,
    Provenance, Scenario, Terms,
};
use crate::money::Exact;
use crate::plan::{SlotLine, Unit};
use crate::report::wording::{FormOption, FormOptions, Sentences, euros_short, whole_number};
use crate::rules::shortage::Needs;
use crate::scenario::{BASE, titles};
use crate::simulation::Case;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RulesRequest {
    #[serde(default)]
    lang: Language,
    scenario: Sent,
    variant: Option<String>,
}

/// Returns the rules of a variant as a form.
pub(super) fn rules(port: Port<'_>, body: &[u8]) -> Reply {
    let request: RulesRequest = read(body)?;
    let lang = request.lang.lang();
    let study = request.scenario.open(port, request.lang)?;
    let id = request.variant.as_deref().unwrap_or(BASE);
    let at = study.position(id, lang)?;
    let form = Form::of(&study, at, lang);
    Ok(json!({ "variant": id, "groups": form.groups, "fields": form.fields }))
}

/// A form in the making.
struct Form<'a> {
    scenario: &'a Scenario,
    case: &'a Case,
    lines: BTreeMap<&'a str, &'a SlotLine>,
    say: Sentences,
    lang: Lang,
    groups: Vec<Value>,
    fields: BTreeMap<String, Value>,
    /// The paths that a sentence has named.
    named: BTreeSet<String>,
}

/// Sentences, each as its texts and fields.
type Told = Vec<Vec<Value>>;

impl<'a> Form<'a> {
    fn of(study: &'a Study, at: usize, lang: Lang) -> Form<'a> {
        let (variant, case) = (&study.opened.variants[at], &study.cases[at]);
        let lines = case.plan.slots.iter();
        let mut form = Form {
            scenario: &variant.scenario,
            case,
            lines: lines.map(|line| (line.path.as_str(), line)).collect(),
            say: Sentences::new(lang),
            lang,
            groups: Vec::new(),
            fields: BTreeMap::new(),
            named: BTreeSet::new(),
        };
        form.scheme();
        for component in &variant.scenario.scheme.components {
            form.component(component);
        }
        for division in &variant.scenario.scheme.divisions {
            form.division(division);
        }
        form.students();
        form.others();
        form
    }

    fn scheme(&mut self) {
        let Some(own) = &self.scenario.scheme.id else {
            return;
        };
        let options = SCHEMES.iter().map(|(id, text)| {
            let told = titles(text);
            FormOption {
                value: (*id).to_owned(),
                name: told.title.in_lang(self.lang).to_owned(),
                about: told.valid,
            }
        });
        let mut options: Vec<FormOption> = options.collect();
        // Those in force of late go first.
        let wanted = ["regional-2025", "doors-2024", "linear-2020", "step-2018"];
        options.sort_by_key(|one| {
            let place = wanted.iter().position(|id| *id == one.value);
            place.unwrap_or(wanted.len())
        });
        let rest = options.split_off(wanted.len());
        let [title, sentence] = self.say.form_scheme();
        let field = self.choice("scheme", title, (own.as_str(), (options, rest)));
        let sentences = vec![filled(sentence, &[field])];
        let provenance = self.scenario.scheme.provenance.clone();
        self.group("scheme", title, &provenance, (sentences, Vec::new()));
    }

    fn component(&mut self, component: &Component) {
        let path = format!("component.{}", component.id);
        let mut sentences: Told = Vec::new();
        match &component.amount {
            Amount::Flat(_) => {
                if let Some(amount) = self.number(&format!("{path}.amount")) {
                    sentences.push(filled(self.say.form_flat(component.to), &[amount]));
                }
            }
            Amount::PerHead { per, .. } => {
                if let Some(amount) = self.number(&format!("{path}.amount")) {
                    let sentence = self.say.form_per_head(component.to, *per);
                    sentences.push(filled(&sentence, &[amount]));
                }
            }
            Amount::Steps { .. } | Amount::Each(_) => {
                let below: Vec<String> = self
                    .below(&path)
                    .filter(|path| path.contains(".steps.") || path.contains(".amounts."))
                    .collect();
                sentences.extend(below.iter().filter_map(|path| self.by_itself(path)));
            }
        }
        let when = &component.when;
        for part in parts(when) {
            if let Condition::Counted { head, range, .. } = part
                && let Some(least) = self.number(&format!("{}.at-least", range.path))
            {
                sentences.push(filled(&self.say.form_at_least(*head), &[least]));
            }
        }
        let more = self.rest_of(&path);
        let title = component.name.in_lang(self.lang);
        let provenance = match &component.amount {
            Amount::Flat(given) | Amount::PerHead { rate: given, .. } => &given.provenance,
            Amount::Steps { .. } | Amount::Each(_) => &component.provenance,
        };
        self.group(&path, title, provenance, (sentences, more));
    }

    fn division(&mut self, division: &Division) {
        let path = format!("division.{}", division.id);
        let title = division.name.in_lang(self.lang).to_owned();
        match &division.flow {
            Flow::Payment(payment) => {
                let sentences = self.payment(&path, payment);
                let more = self.rest_of(&path);
                self.group(&path, &title, &division.provenance, (sentences, more));
            }
            Flow::Passage(passage) => {
                let sentences = self.passage(&path, passage, (&passage.terms, None));
                let holders = self.holders(&path, passage);
                let more = self.rest_of(&path);
                self.group(&path, &title, &division.provenance, (sentences, more));
                for (id, name, sentences) in holders {
                    let more = self.rest_of(&id);
                    let title = format!("{title}: {name}");
                    self.group(&id, &title, &division.provenance, (sentences, more));
                }
            }
        }
    }

    fn payment(&mut self, path: &str, payment: &Payment) -> Told {
        let names = |ids: &[crate::domain::Id]| {
            let all = self.scenario.scheme.components.iter();
            let own = all.filter(|component| ids.contains(&component.id));
            let names: Vec<&str> = own.map(|one| one.name.in_lang(self.lang)).collect();
            names.join(", ")
        };
        let (pays, protected) = (names(&payment.pays), names(&payment.protect));
        let pot = format!("{path}.pot");
        let mut told = Vec::new();
        match self.number(&pot) {
            Some(field) => told.push(filled(&self.say.form_pot(&pays), &[field])),
            None => {
                let label = self.label(&pot);
                self.field(
                    &pot,
                    json!({
                        "label": label, "kind": "money", "value": null, "shown": "",
                        "from": "0", "to": "100000000", "step": "100000",
                    }),
                );
                let field = json!({ "field": pot });
                told.push(filled(&self.say.form_no_pot(&pays), &[field]));
            }
        }
        let rule = payment.shortage.rule;
        let options = self.say.shortage_options();
        let own = match rule.needs() {
            Needs::Nothing => rule.name(),
            _ => "",
        };
        let shortage = self.choice(&format!("{path}.shortage"), "", (own, options));
        told.push(filled(&self.say.form_shortage(&protected), &[shortage]));
        told
    }

    /// What a holder keeps and how it divides; that of a region where one is named.
    fn passage(
        &mut self,
        path: &str,
        passage: &Passage,
        (terms, name): (&Terms, Option<&str>),
    ) -> Told {
        let own = match &terms.key {
            Key::First { .. } | Key::Claims { .. } | Key::Mix(_) => "",
            key => key.name(),
        };
        let options = self.say.key_options();
        let key = self.choice(&format!("{path}.key"), "", (own, options));
        if passage.from != Level::Region {
            return vec![filled(self.say.form_told_apart(), &[key])];
        }
        let [keeps, divides] = self.say.form_passage(name);
        vec![
            filled(&keeps, &[self.slice(path, terms)]),
            filled(&divides, &[key]),
        ]
    }

    /// What a region keeps: the share that is stated, or a place to state one.
    fn slice(&mut self, path: &str, terms: &Terms) -> Value {
        let stated = terms.slices.iter().find(|slice| slice.share.is_some());
        if let Some(slice) = stated {
            let own = format!("{path}.slice.{}.share", slice.to).replace('@', ".at.");
            let known = [own.clone(), own.replace(".at.", "@")];
            if let Some(field) = known.iter().find_map(|path| self.number(path)) {
                return field;
            }
        }
        let whole = format!("{path}.slice");
        let share = stated.and_then(|slice| slice.share.as_ref());
        let value = share.map_or_else(|| "0".to_owned(), |given| percent(&given.value));
        let label = self.label(&whole);
        let is_office = terms.slices.len() <= 1;
        let shown = format!("{} %", self.shown_number(&value));
        let field = json!({
            "label": label, "kind": "share", "value": value, "shown": shown,
            "from": "0", "to": "100", "step": "0.5", "fixed": !is_office,
        });
        self.field(&whole, field)
    }

    /// The terms of each region, its own or those of all.
    fn holders(&mut self, path: &str, passage: &Passage) -> Vec<(String, String, Told)> {
        if passage.from != Level::Region {
            return Vec::new();
        }
        let regions = &self.scenario.regions;
        let all = regions.iter().map(|region| {
            let own = format!("{path}@{}", region.id);
            let terms = passage.at.get(&region.id).unwrap_or(&passage.terms);
            let told = self.passage(&own, passage, (terms, Some(&region.name)));
            (own, region.name.clone(), told)
        });
        all.collect()
    }

    fn students(&mut self) {
        let mut told: Told = Vec::new();
        for partnership in &self.scenario.partnerships {
            let own = format!("partnership.{}.students", partnership.id);
            let paths: Vec<String> = self.below(&own).collect();
            for path in paths {
                let region = path.rsplit('.').next().unwrap_or_default();
                let mut regions = self.scenario.regions.iter();
                let region = regions
                    .find(|one| one.id.as_str() == region)
                    .map_or(region, |one| one.name.as_str());
                let sentence = self.say.form_students(&partnership.name, region);
                if let Some(field) = self.number(&path) {
                    told.push(filled(&sentence, &[field]));
                }
            }
        }
        if !told.is_empty() {
            let [title, _] = self.say.form_heads();
            let provenance = Provenance::default();
            self.group("counts", title, &provenance, (told, Vec::new()));
        }
    }

    /// Every number that stands in no other group.
    fn others(&mut self) {
        let paths: Vec<String> = self.lines.keys().map(|path| (*path).to_owned()).collect();
        let paths = paths.iter().filter(|path| !path.starts_with("count"));
        let more: Told = paths.filter_map(|path| self.by_itself(path)).collect();
        if !more.is_empty() {
            let [_, title] = self.say.form_heads();
            self.group("others", title, &Provenance::default(), (Vec::new(), more));
        }
    }

    fn group(
        &mut self,
        id: &str,
        title: &str,
        provenance: &Provenance,
        (sentences, more): (Told, Told),
    ) {
        self.groups.push(json!({
            "id": id, "title": title,
            "source": provenance.source, "grade": provenance.grade.map(Grade::name),
            "assumed": provenance.grade == Some(Grade::Assumption),
            "sentences": sentences, "more": more,
        }));
    }

    /// Returns the paths of numbers at and below a path.
    fn below(&self, path: &str) -> impl Iterator<Item = String> + use<'a> {
        let under = format!("{path}.");
        let paths = self.lines.keys().copied();
        let own = path.to_owned();
        let below = paths.filter(move |line| *line == own || line.starts_with(&under));
        below.map(str::to_owned).collect::<Vec<_>>().into_iter()
    }

    /// Returns the numbers below a path that no sentence has named, each by itself.
    fn rest_of(&mut self, path: &str) -> Told {
        let paths: Vec<String> = self.below(path).collect();
        paths
            .iter()
            .filter_map(|path| self.by_itself(path))
            .collect()
    }

    fn by_itself(&mut self, path: &str) -> Option<Vec<Value>> {
        if self.named.contains(path) {
            return None;
        }
        let label = self.label(path);
        let field = self.number(path)?;
        Some(filled(&self.say.form_number(&label), &[field]))
    }

    /// Names a parameter, without its path.
    fn label(&self, path: &str) -> String {
        let name = self.say.parameter(&self.case.plan, path);
        let bracket = format!(" ({path})");
        name.strip_suffix(&bracket).unwrap_or(&name).to_owned()
    }

    /// Returns the place of a number in a sentence; `None` where there is no such number.
    fn number(&mut self, path: &str) -> Option<Value> {
        let line = *self.lines.get(path)?;
        if path.contains('#') {
            return None;
        }
        let inputs = &self.case.inputs;
        let (kind, value, shown, [to, step]) = match line.unit {
            Unit::Cents => {
                let amount = inputs.cents(line.slot, 0);
                let range = around(amount.count() / 100, 1_000);
                let shown = euros_short(amount, self.lang);
                ("money", amount.to_euro_text(), shown, range)
            }
            Unit::Heads => {
                let heads = inputs.heads(line.slot, 0);
                let [to, _] = around(heads, 100);
                let step = (to / 1_000).max(1);
                let shown = whole_number(heads, self.lang);
                ("heads", heads.to_string(), shown, [to, step])
            }
            Unit::Fraction => {
                let value = percent(&inputs.fraction(line.slot, 0));
                let shown = format!("{} %", self.shown_number(&value));
                ("share", value, shown, [100, 1])
            }
        };
        let label = self.label(path);
        let field = json!({
            "label": label, "kind": kind, "value": value, "shown": shown,
            "from": "0", "to": to.to_string(), "step": step.to_string(),
        });
        Some(self.field(path, field))
    }

    fn shown_number(&self, text: &str) -> String {
        match self.lang {
            Lang::Nl => text.replace('.', ","),
            Lang::En => text.to_owned(),
        }
    }

    fn choice(&mut self, path: &str, label: &str, (own, all): (&str, FormOptions)) -> Value {
        let (mut options, rest) = all;
        if own.is_empty() {
            options.insert(0, self.say.own_rule());
        }
        let label = match label.is_empty() {
            true => self.label(path),
            false => label.to_owned(),
        };
        let listed = |options: &[FormOption]| -> Vec<Value> {
            let options = options.iter();
            let listed = options
                .map(|one| json!({ "value": one.value, "name": one.name, "about": one.about }));
            listed.collect()
        };
        let mut known = options.iter().chain(&rest);
        let shown = known.find(|one| one.value == own);
        let shown = shown.map(|one| one.name.clone()).unwrap_or_default();
        let field = json!({
            "label": label, "kind": "choice", "value": own, "shown": shown,
            "options": listed(&options), "rest": listed(&rest),
        });
        self.field(path, field)
    }

    fn field(&mut self, path: &str, field: Value) -> Value {
        self.named.insert(path.to_owned());
        self.fields.insert(path.to_owned(), field);
        json!({ "field": path })
    }
}

/// Puts fields into the places of a sentence.
fn filled(sentence: &str, fields: &[Value]) -> Vec<Value> {
    let mut told = Vec::new();
    let mut fields = fields.iter();
    for (at, text) in sentence.split("{}").enumerate() {
        if at > 0 {
            told.extend(fields.next().cloned());
        }
        if !text.is_empty() {
            told.push(text.into());
        }
    }
    told
}

/// Returns the parts of a condition that all hold together.
fn parts(condition: &Condition) -> Vec<&Condition> {
    match condition {
        Condition::AllOf(parts) => parts.iter().flat_map(parts_of).collect(),
        one => vec![one],
    }
}

fn parts_of(condition: &Condition) -> Vec<&Condition> {
    parts(condition)
}

/// Returns the end of a slider that has a value in its middle, and its step.
fn around(value: i64, least: i64) -> [i64; 2] {
    let twice = value.saturating_mul(2).max(least);
    let mut unit = 1_i64;
    while unit.saturating_mul(10) <= twice {
        unit = unit.saturating_mul(10);
    }
    let mut ends = [1, 2, 3, 4, 5, 6, 8, 10]
        .map(|times| unit.saturating_mul(times))
        .into_iter();
    let to = ends.find(|end| *end >= twice).unwrap_or(twice);
    [to, (unit / 100).max(1)]
}

/// Returns a fraction in percent, with a point before decimals.
fn percent(fraction: &Exact) -> String {
    let text = fraction.times(&Exact::from(100)).to_decimal_text(4);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
