//! Uncertain numbers: which number, what is thought of it, and what does not go together.

use std::collections::BTreeSet;

use super::super::grammar::SCENARIO;
use super::super::path::{EVERY, kind_of_number, number_at};
use super::super::problem::{Place, Problem};
use super::super::shape::Kind;
use super::super::tree::{Node, Table};
use super::reader::{Reader, one_of};
use crate::domain::{Change, NumberRange, OverYears, Per, Scenario, Text, Uncertain, Uncertainty};
use crate::money::Exact;

/// Steps of paths under which numbers add up to one.
const SUMS: [&str; 2] = [".key.mix.", ".borne-by."];

impl Reader {
    /// Returns the uncertain numbers of a scenario, in the order of the file.
    pub(super) fn uncertain(&mut self, tree: &Table, scenario: &Scenario) -> Vec<Uncertain> {
        let mut found: Vec<(Uncertain, Place)> = Vec::new();
        let mut seen = BTreeSet::new();
        for (node, table) in tree.tables("uncertain") {
            let Some(one) = self.one_uncertain(tree, node, table) else {
                continue;
            };
            let place = table.get("path").map_or(node.place, |path| path.place);
            // An id that repeats has been reported, and may well name the same path.
            if !seen.insert(one.id.clone()) {
                continue;
            }
            if matches!(one.target, Uncertainty::Growth(_)) && !states_growth(scenario) {
                self.growth_of_nothing(place);
            }
            self.check_projected(&one, table, scenario, place);
            let mut earlier = found.iter();
            if let Some((first, at)) = earlier.find(|(first, _)| clash(first, &one)) {
                self.repeated_uncertain(first, (&one, place), *at);
            }
            found.push((one, place));
        }
        found.into_iter().map(|(one, _)| one).collect()
    }

    fn one_uncertain(&mut self, tree: &Table, node: &Node, table: &Table) -> Option<Uncertain> {
        let id = self.id("uncertain", table)?;
        let path = format!("uncertain.{id}");
        self.assumption(table, &path);
        let target = self.target(tree, table);
        let stated = table.get("distribution");
        let (stated, place) = (stated?.as_table()?, stated?.place);
        let distribution = self.distribution(stated, place);
        let is_growth = matches!(target, Some(Uncertainty::Growth(_)));
        let is_counts = matches!(target, Some(Uncertainty::Counts(_)));
        let usual = match is_counts {
            true => Change::Factor,
            false => Change::Value,
        };
        let change = one_of(table, "change", &Change::ALL).unwrap_or(usual);
        let usual = match is_growth {
            true => OverYears::EachYear,
            false => OverYears::Once,
        };
        let years = one_of(table, "years", &OverYears::ALL).unwrap_or(usual);
        let common = self.share(table, "common", &path);
        let uncertain = Uncertain {
            name: Reader::name(table, &id),
            range: range_of(target.as_ref()?),
            target: target?,
            distribution: distribution?,
            change,
            years,
            common: common.map_or_else(Exact::zero, |given| given.value),
            provenance: self.provenance(table),
            id,
        };
        self.check_walk(table, &uncertain, node.place);
        self.check_group(table, &uncertain);
        Some(uncertain)
    }

    /// Returns what the path of a table leads to; `None` where it leads nowhere.
    fn target(&mut self, tree: &Table, table: &Table) -> Option<Uncertainty> {
        let node = table.get("path")?;
        let path = node.as_text()?;
        if let Some(id) = table.text("id") {
            self.places
                .insert(format!("uncertain.{id}.path"), node.place);
        }
        let per = one_of(table, "per", &Per::ALL).unwrap_or(Per::National);
        match path {
            "growth" => return Some(Uncertainty::Growth(per)),
            "counts" => return Some(Uncertainty::Counts(per)),
            _ => {}
        }
        if !path.contains('.') && SCENARIO.field(path).is_none() {
            self.problem(no_target(path, node.place));
            return None;
        }
        let list = path.split('.').next().unwrap_or_default();
        let is_of_scheme = ["component", "division"].contains(&list);
        let is_known = !SCENARIO.misspells(tree, list) && (self.knows_components || !is_of_scheme);
        if is_known && let Err(problem) = number_at(tree, path, node.place) {
            self.problem(*problem);
            return None;
        }
        if let Some(entry) = table.entry("per") {
            let text = Text::new(
                "`per` hoort bij `growth` en `counts`, niet bij één getal",
                "`per` belongs to `growth` and `counts`, not to a number",
            );
            self.problem(Problem::error("bad-uncertain", entry.key_place, text).hint(
                "haal `per` weg; `*` in het pad geeft elke ontvanger een eigen waarde",
                "remove `per`; `*` in the path gives each recipient a value of its own",
            ));
        }
        if let Some(sum) = SUMS.iter().find(|sum| path.contains(**sum)) {
            let text = Text::new(
                format!("`{path}` is deel van een som: alleen getrokken klopt die niet meer"),
                format!("`{path}` is part of a sum, which would no longer add up"),
            );
            let field = sum.trim_matches('.');
            self.problem(Problem::error("bad-uncertain", node.place, text).hint(
                format!("laat `{field}` een `[[event]]` in zijn geheel zetten"),
                format!("let an `[[event]]` set all of `{field}`"),
            ));
            return None;
        }
        Some(Uncertainty::Number(path.to_owned()))
    }

    fn check_walk(&mut self, table: &Table, one: &Uncertain, place: Place) {
        if one.years != OverYears::Walk {
            return;
        }
        let place = table.get("years").map_or(place, |node| node.place);
        let (text, hint) = match (&one.target, one.change) {
            (Uncertainty::Growth(_), _) => (
                Text::new(
                    "groei stapelt vanzelf van jaar op jaar",
                    "growth cumulates by itself from year to year",
                ),
                Text::new(
                    "kies `years = \"each-year\"`",
                    "choose `years = \"each-year\"`",
                ),
            ),
            (_, Change::Value) => (
                Text::new(
                    "een waarde kan niet van jaar op jaar oplopen",
                    "a value cannot walk from year to year",
                ),
                Text::new(
                    "kies `change = \"factor\"` of `change = \"difference\"`",
                    "choose `change = \"factor\"` or `change = \"difference\"`",
                ),
            ),
            _ => return,
        };
        self.problem(Problem::error("bad-uncertain", place, text).hint(hint.nl, hint.en));
    }

    /// Checks that what members of a group have in common is asked of a group.
    fn check_group(&mut self, table: &Table, one: &Uncertain) {
        let is_group = match &one.target {
            Uncertainty::Growth(per) | Uncertainty::Counts(per) => *per != Per::National,
            Uncertainty::Number(path) => path.contains(EVERY),
        };
        let Some(node) = table.get("common") else {
            return;
        };
        if is_group || one.common.is_zero() {
            return;
        }
        let text = Text::new(
            "`common` zonder groep: er wordt één waarde getrokken",
            "`common` without a group: a single value is drawn",
        );
        self.problem(Problem::error("bad-uncertain", node.place, text).hint(
            "haal `common` weg, of noem een groep met `per`, of met `*` in het pad",
            "remove `common`, or name a group by `per`, or by `*` in the path",
        ));
    }

    fn growth_of_nothing(&mut self, place: Place) {
        let text = Text::new(
            "`growth` is onzeker, maar het scenario noemt geen groei",
            "`growth` is uncertain, but the scenario states none",
        );
        self.problem(Problem::error("bad-uncertain", place, text).hint(
            "voeg toe `growth = \"0 %\"`, waarmee zonder simulatie wordt gerekend",
            "add `growth = \"0 %\"`, which is taken without a simulation",
        ));
    }

    /// Checks what is drawn against the projection of students.
    fn check_projected(
        &mut self,
        one: &Uncertain,
        table: &Table,
        scenario: &Scenario,
        place: Place,
    ) {
        let Some(projection) = &scenario.projection else {
            return;
        };
        let problem = match &one.target {
            Uncertainty::Growth(_) if one.change != Change::Factor => {
                let place = table.get("change").map_or(place, |node| node.place);
                let text = Text::new(
                    "met `[projection]` kan een onzekere groei alleen vermenigvuldigen",
                    "with `[projection]` an uncertain growth can only multiply",
                );
                Problem::error("bad-uncertain", place, text).hint(
                    "kies `change = \"factor\"`, of noem het pad `projection.intake-growth`",
                    "choose `change = \"factor\"`, or name the path `projection.intake-growth`",
                )
            }
            Uncertainty::Number(path)
                if path.starts_with("projection.attrition.")
                    && projection.by_year_of_study.is_empty() =>
            {
                let text = Text::new(
                    "uitval verandert geen aantal zolang `by-year-of-study` ontbreekt",
                    "attrition changes no count as long as `by-year-of-study` is left out",
                );
                Problem::error("bad-uncertain", place, text).hint(
                    "voeg `by-year-of-study` toe aan `[projection]`",
                    "add `by-year-of-study` to `[projection]`",
                )
            }
            _ => return,
        };
        self.problem(problem);
    }

    fn repeated_uncertain(&mut self, first: &Uncertain, second: (&Uncertain, Place), at: Place) {
        let (one, place) = second;
        let name = match &one.target {
            Uncertainty::Growth(_) => "growth",
            Uncertainty::Counts(_) => "counts",
            Uncertainty::Number(path) => path,
        };
        let id = &first.id;
        let text = Text::new(
            format!("`{name}` is al onzeker door `{id}`"),
            format!("`{name}` is uncertain by `{id}` already"),
        );
        let problem = Problem::error("repeated-uncertain", place, text);
        let problem = problem.related(at, "eerder hier", "first here");
        self.problem(match one.target {
            Uncertainty::Number(_) => problem.hint("haal een van beide weg", "remove one of them"),
            _ => problem.hint(
                "haal een van beide weg, of kies een ander `per` en laat er één de groei \
                 vermenigvuldigen",
                "remove one of them, or choose another `per` and let one multiply",
            ),
        });
    }
}

/// Returns the problem with a path of one word that means nothing.
fn no_target(path: &str, place: Place) -> Problem {
    let text = Text::new(
        format!("`{path}` is geen `growth`, geen `counts` en geen pad van een getal"),
        format!("`{path}` is neither `growth`, `counts` nor the path of a number"),
    );
    let problem = Problem::error("dangling-path", place, text).hint(
        "bijvoorbeeld `component.per-student.amount`",
        "for example `component.per-student.amount`",
    );
    problem.hint_nearest(path, ["growth", "counts"])
}

/// Says whether a scenario states a growth of anybody.
fn states_growth(scenario: &Scenario) -> bool {
    let growth = &scenario.growth;
    let mut partnerships = scenario.partnerships.iter();
    scenario.projection.is_some()
        || growth.general.is_some()
        || !growth.sectors.is_empty()
        || partnerships.any(|one| one.growth.is_some())
}

/// Says whether two tables draw the same number: that of one path, or values for one group.
fn clash(first: &Uncertain, second: &Uncertain) -> bool {
    let both_replace = first.change == Change::Value && second.change == Change::Value;
    match (&first.target, &second.target) {
        (Uncertainty::Growth(one), Uncertainty::Growth(other))
        | (Uncertainty::Counts(one), Uncertainty::Counts(other)) => both_replace || one == other,
        (Uncertainty::Number(one), Uncertainty::Number(other)) => meet(one, other),
        _ => false,
    }
}

/// Says whether two paths can lead to one number.
fn meet(one: &str, other: &str) -> bool {
    let steps = |path: &str| -> Vec<String> {
        let spelled = path.replace('@', ".at.");
        spelled.split('.').map(str::to_owned).collect()
    };
    let (one, other) = (steps(one), steps(other));
    let is_same = |(own, its): (&String, &String)| own == its || own == EVERY || its == EVERY;
    one.len() == other.len() && one.iter().zip(&other).all(is_same)
}

/// Returns what a number can be.
fn range_of(target: &Uncertainty) -> NumberRange {
    match target {
        Uncertainty::Growth(_) => NumberRange::Growth,
        Uncertainty::Counts(_) => NumberRange::Counted,
        Uncertainty::Number(path) => match kind_of_number(path) {
            Some(Kind::Growth) => NumberRange::Growth,
            Some(Kind::Share) => NumberRange::Part,
            _ => NumberRange::Counted,
        },
    }
}
