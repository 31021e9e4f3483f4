//! Distributions: the parameters that each kind takes, and what makes them none.

use super::super::grammar::DISTRIBUTION;
use super::super::problem::{Place, Problem};
use super::super::scalar::{check_number, digits};
use super::super::shape::Kind;
use super::super::tree::{Entry, Node, Table};
use super::reader::Reader;
use crate::domain::{Distribution, Text};
use crate::money::Exact;

/// What a kind of distribution takes beside its `kind`.
struct Form {
    name: &'static str,
    takes: &'static [&'static str],
    needs: &'static [&'static str],
    read: fn(&mut Parameters<'_>) -> Option<Distribution>,
}

const SPREAD: &[&str] = &["mean", "sd"];
const THREE: &[&str] = &["low", "mode", "high"];
const ENDS: &[&str] = &["low", "high"];
const SHAPES: &[&str] = &["alpha", "beta"];
const BETA: &[&str] = &["alpha", "beta", "low", "high"];
const WEIGHTED: &[&str] = &["values", "weights"];
const VALUES: &[&str] = &["values"];
const SEEN: &[&str] = &["values", "file", "column"];
const QUANTILES: &[&str] = &["at", "values"];

/// Every kind. One line each.
#[rustfmt::skip]
const FORMS: [Form; 9] = [
    form("normal", SPREAD, SPREAD, |own| own.normal()),
    form("lognormal", SPREAD, SPREAD, |own| own.lognormal()),
    form("triangular", THREE, THREE, |own| own.triangular()),
    form("uniform", ENDS, ENDS, |own| own.uniform()),
    form("beta", BETA, SHAPES, |own| own.beta()),
    form("pert", THREE, THREE, |own| own.pert()),
    form("discrete", WEIGHTED, VALUES, |own| own.discrete()),
    form("empirical", SEEN, &[], |own| own.empirical()),
    form("quantiles", QUANTILES, QUANTILES, |own| own.quantiles()),
];

const fn form(
    name: &'static str,
    takes: &'static [&'static str],
    needs: &'static [&'static str],
    read: fn(&mut Parameters<'_>) -> Option<Distribution>,
) -> Form {
    Form {
        name,
        takes,
        needs,
        read,
    }
}

impl Reader {
    /// Returns the distribution that a table states, if it makes one.
    pub(super) fn distribution(&mut self, table: &Table, place: Place) -> Option<Distribution> {
        let name = table.text("kind")?;
        let form = FORMS.iter().find(|form| form.name == name)?;
        self.refuse_foreign_parameters(table, form);
        let mut missing = form
            .needs
            .iter()
            .filter(|key| DISTRIBUTION.lacks(table, &[key]));
        if let Some(key) = missing.next() {
            self.problem(bad(
                place,
                Text::new(
                    format!("kansverdeling `{name}` zonder `{key}`"),
                    format!("distribution `{name}` without `{key}`"),
                ),
                Text::new(format!("voeg toe `{key} = …`"), format!("add `{key} = …`")),
            ));
            return None;
        }
        let mut parameters = Parameters {
            table,
            place,
            problems: Vec::new(),
        };
        let read = (form.read)(&mut parameters);
        self.problems.append(&mut parameters.problems);
        read
    }

    fn refuse_foreign_parameters(&mut self, table: &Table, form: &Form) {
        let is_foreign = |entry: &&Entry| {
            let key = entry.key.as_str();
            DISTRIBUTION.field(key).is_some() && key != "kind" && !form.takes.contains(&key)
        };
        let name = form.name;
        let known = form.takes.join(", ");
        for Entry { key, key_place, .. } in table.entries.iter().filter(is_foreign) {
            let text = Text::new(
                format!("kansverdeling `{name}` kent geen `{key}`"),
                format!("distribution `{name}` takes no `{key}`"),
            );
            let hint = Text::new(
                format!("haal `{key}` weg, of kies een andere soort"),
                format!("remove `{key}`, or choose another kind"),
            );
            let problem = bad(*key_place, text, hint);
            self.problem(problem.expected(format!("een van {known}"), format!("one of {known}")));
        }
    }
}

/// The parameters of one distribution, with what is wrong with them.
struct Parameters<'t> {
    table: &'t Table,
    place: Place,
    problems: Vec<Problem>,
}

/// One distribution each; `None` where there is a problem.
impl Parameters<'_> {
    fn normal(&mut self) -> Option<Distribution> {
        let (mean, sd) = self.mean_and_sd()?;
        Some(Distribution::Normal { mean, sd })
    }

    fn lognormal(&mut self) -> Option<Distribution> {
        let (mean, sd) = self.mean_and_sd()?;
        Some(Distribution::Lognormal { mean, sd })
    }

    fn triangular(&mut self) -> Option<Distribution> {
        let [low, mode, high] = self.three_ascending()?;
        Some(Distribution::Triangular { low, mode, high })
    }

    fn uniform(&mut self) -> Option<Distribution> {
        let [low, high] = ["low", "high"].map(|key| self.number(key));
        let [low, high] = [low?, high?];
        self.check_width(&low, &high)?;
        Some(Distribution::Uniform { low, high })
    }

    fn beta(&mut self) -> Option<Distribution> {
        let end = |key: &str, usual: Exact| match self.table.get(key) {
            Some(_) => self.number(key),
            None => Some(usual),
        };
        let low = end("low", Exact::zero())?;
        let high = end("high", Exact::one())?;
        for key in SHAPES {
            if self.number(key)?.is_zero() {
                let text = Text::new(format!("`{key}` is nul"), format!("`{key}` is zero"));
                let hint = Text::new("geef een getal boven nul", "give a number above zero");
                return self.refuse(self.place_of(key), text, hint);
            }
        }
        self.check_width(&low, &high)?;
        Some(Distribution::Beta {
            alpha: self.number("alpha")?,
            beta: self.number("beta")?,
            low,
            high,
        })
    }

    fn pert(&mut self) -> Option<Distribution> {
        let [low, mode, high] = self.three_ascending()?;
        Some(Distribution::Pert { low, mode, high })
    }

    fn discrete(&mut self) -> Option<Distribution> {
        let values = self.numbers("values")?;
        let Some(node) = self.table.get("weights") else {
            let alike = values.into_iter().map(|value| (value, Exact::one()));
            return Some(Distribution::Discrete(alike.collect()));
        };
        let weights = self.numbers("weights")?;
        self.check_length("weights", weights.len(), values.len())?;
        if weights.iter().any(Exact::is_negative) {
            return None; // reported as out of range
        }
        if weights.iter().all(Exact::is_zero) {
            let text = Text::new("alle gewichten zijn nul", "all weights are zero");
            let hint = Text::new(
                "geef minstens één waarde een gewicht boven nul",
                "give at least one value a weight above zero",
            );
            return self.refuse(node.place, text, hint);
        }
        Some(Distribution::Discrete(
            values.into_iter().zip(weights).collect(),
        ))
    }

    fn empirical(&mut self) -> Option<Distribution> {
        let stated = ["file", "column"].map(|key| self.table.entry(key));
        match (stated, self.table.entry("values")) {
            ([None, None], None) => {
                let text = Text::new(
                    "kansverdeling `empirical` zonder `values` en zonder `file`",
                    "distribution `empirical` without `values` and without `file`",
                );
                let hint = Text::new(
                    "voeg toe `values = […]`, of `file = \"…\"` en `column = \"…\"`",
                    "add `values = […]`, or `file = \"…\"` and `column = \"…\"`",
                );
                return self.refuse(self.place, text, hint);
            }
            ([Some(_), None] | [None, Some(_)], values) => {
                let (key, other) = match values {
                    _ if self.table.get("file").is_some() => ("file", "column"),
                    _ => ("column", "file"),
                };
                if !DISTRIBUTION.lacks(self.table, &[other]) {
                    return None;
                }
                let text = Text::new(
                    format!("`{key}` zonder `{other}`"),
                    format!("`{key}` without `{other}`"),
                );
                let hint = Text::new(
                    format!("voeg toe `{other} = …`"),
                    format!("add `{other} = …`"),
                );
                return self.refuse(self.place_of(key), text, hint);
            }
            ([Some(file), _], Some(values)) if values.key_place != file.node.place => {
                let text = Text::new(
                    "`values` en `file` sluiten elkaar uit",
                    "`values` and `file` exclude each other",
                );
                let hint = Text::new("haal een van beide weg", "remove one of them");
                let place = values.key_place.max(file.key_place);
                return self.refuse(place, text, hint);
            }
            _ => {}
        }
        let mut values = self.numbers("values")?;
        values.sort();
        Some(Distribution::Empirical(values))
    }

    fn quantiles(&mut self) -> Option<Distribution> {
        let (at, values) = (self.numbers("at")?, self.numbers("values")?);
        self.check_length("values", values.len(), at.len())?;
        if at.len() < 2 {
            let text = Text::new("één kwantiel", "a single quantile");
            let hint = Text::new("geef er minstens twee", "give at least two of them");
            return self.refuse(self.place_of("at"), text, hint);
        }
        let is_share = |share: &Exact| !share.is_negative() && *share <= Exact::one();
        if !at.iter().all(is_share) {
            return None; // reported as out of range
        }
        if let Some(position) = first_not(&at, |before, now| before < now) {
            let text = Text::new("de kansen lopen niet op", "the probabilities do not ascend");
            let hint = Text::new(
                "zet de kansen in volgorde, elk één keer",
                "put the probabilities in order, each of them once",
            );
            return self.refuse(self.place_in("at", position), text, hint);
        }
        if let Some(position) = first_not(&values, |before, now| before <= now) {
            let text = Text::new("de kwantielen kruisen elkaar", "the quantiles cross");
            let hint = Text::new(
                "geef bij een grotere kans geen kleinere waarde",
                "give no smaller value to a larger probability",
            );
            return self.refuse(self.place_in("values", position), text, hint);
        }
        Some(Distribution::Quantiles(
            at.into_iter().zip(values).collect(),
        ))
    }
}

/// What several distributions share.
impl Parameters<'_> {
    fn mean_and_sd(&mut self) -> Option<(Exact, Exact)> {
        let [mean, sd] = ["mean", "sd"].map(|key| self.number(key));
        let (mean, sd) = (mean?, sd?);
        if sd.is_negative() {
            let text = Text::new(
                "een standaardafwijking kan niet negatief zijn",
                "a standard deviation cannot be negative",
            );
            let hint = Text::new("haal het minteken weg", "remove the minus sign");
            return self.refuse(self.place_of("sd"), text, hint);
        }
        Some((mean, sd))
    }

    fn three_ascending(&mut self) -> Option<[Exact; 3]> {
        let [low, mode, high] = ["low", "mode", "high"].map(|key| self.number(key));
        let [low, mode, high] = [low?, mode?, high?];
        self.check_width(&low, &high)?;
        if mode < low || mode > high {
            let (nl, en) = match mode < low {
                true => ("onder de kleinste waarde", "below the least value"),
                false => ("boven de grootste waarde", "above the greatest value"),
            };
            let text = Text::new(
                format!("de waarschijnlijkste waarde ligt {nl}"),
                format!("the most likely value lies {en}"),
            );
            let hint = Text::new(
                "geef `mode` een waarde van `low` tot en met `high`",
                "give `mode` a value from `low` to `high`",
            );
            return self.refuse(self.place_of("mode"), text, hint);
        }
        Some([low, mode, high])
    }

    fn check_width(&mut self, low: &Exact, high: &Exact) -> Option<()> {
        if low < high {
            return Some(());
        }
        let text = match low == high {
            true => Text::new("`low` en `high` zijn gelijk", "`low` and `high` are equal"),
            false => Text::new("`low` ligt boven `high`", "`low` lies above `high`"),
        };
        let hint = match low == high {
            true => Text::new(
                "zet het getal zelf in het scenario: het is niet onzeker",
                "put the number itself in the scenario: it is not uncertain",
            ),
            false => Text::new("wissel `low` en `high` om", "exchange `low` and `high`"),
        };
        let key = if self.table.get("low").is_some() {
            "low"
        } else {
            "high"
        };
        self.refuse(self.place_of(key), text, hint)
    }

    fn check_length(&mut self, key: &str, found: usize, wanted: usize) -> Option<()> {
        if found == wanted {
            return Some(());
        }
        let other = if key == "values" { "at" } else { "values" };
        let text = Text::new(
            format!("{found} `{key}` bij {wanted} `{other}`"),
            format!("{found} `{key}` for {wanted} `{other}`"),
        );
        let hint = Text::new("maak de lijsten even lang", "make the lists equally long");
        self.refuse(self.place_of(key), text, hint)
    }

    fn number(&self, key: &str) -> Option<Exact> {
        let field = DISTRIBUTION.field(key)?;
        value_of(self.table.get(key)?.plain(), field.kind)
    }

    /// Returns the numbers of a list, which must not be empty.
    fn numbers(&mut self, key: &str) -> Option<Vec<Exact>> {
        let node = self.table.get(key)?;
        let nodes = node.as_list()?;
        if nodes.is_empty() {
            // An empty file has been reported.
            if self.table.get("file").is_none() {
                let text = Text::new(format!("`{key}` is leeg"), format!("`{key}` is empty"));
                let hint = Text::new("geef minstens één waarde", "give at least one value");
                return self.refuse(node.place, text, hint);
            }
            return None;
        }
        let numbers = nodes
            .iter()
            .map(|node| value_of(node.plain(), &Kind::Signed));
        numbers.collect()
    }

    fn place_of(&self, key: &str) -> Place {
        self.table.get(key).map_or(self.place, |node| node.place)
    }

    fn place_in(&self, key: &str, position: usize) -> Place {
        let list = self.table.get(key).and_then(Node::as_list);
        let node = list.and_then(|list| list.get(position));
        node.map_or(self.place, |node| node.place)
    }

    fn refuse<T>(&mut self, place: Place, text: Text, hint: Text) -> Option<T> {
        self.problems.push(bad(place, text, hint));
        None
    }
}

fn bad(place: Place, text: Text, hint: Text) -> Problem {
    Problem::error("bad-distribution", place, text).hint(hint.nl, hint.en)
}

/// Returns the number of a node; `None` where it is none, which has been reported.
fn value_of(node: &Node, kind: &Kind) -> Option<Exact> {
    check_number(node, kind).ok()?;
    Exact::from_share_text(digits(node)?).ok()
}

/// Returns the position of the first number that does not stand so to the one before it.
fn first_not(numbers: &[Exact], stands: fn(&Exact, &Exact) -> bool) -> Option<usize> {
    let pairs = numbers.iter().zip(numbers.iter().skip(1));
    let position = pairs
        .into_iter()
        .position(|(before, now)| !stands(before, now));
    position.map(|position| position + 1)
}
