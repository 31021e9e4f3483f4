//! Sweeps: what varies, how the points lie, and what does not go together.

use super::super::grammar::SCENARIO;
use super::super::path::number_at;
use super::super::problem::{Place, Problem};
use super::super::scalar::{digits, whole};
use super::super::tree::{Node, Table, Value};
use super::reader::{id_list, one_of};
use crate::domain::{
    Level, Parameter, ParameterValues, PointDesign, SharesGroup, Sweep, SweepRows, Text, Together,
};
use crate::money::Exact;

/// The number of values of a parameter in a Morris design, unless stated.
const USUAL_LEVELS: u32 = 4;

/// The seed unless stated.
const USUAL_SEED: u64 = 1;

/// Returns the sweep of a scenario; `file` finds a file that the sweep names, from the place where
/// it does, and returns its path.
pub(in crate::scenario) fn sweep(
    tree: &Table,
    problems: &mut Vec<Problem>,
    file: impl FnMut(&str, Place) -> Option<String>,
) -> Option<Sweep> {
    let entry = tree.entry("sweep")?;
    let table = entry.node.as_table()?;
    let mut reader = SweepReader {
        table,
        place: entry.key_place,
        problems,
    };
    let design = reader.design(file)?;
    let parameters = reader.parameters(tree, &design);
    let names: Vec<&str> = parameters.iter().map(|one| one.name.as_str()).collect();
    let shares = reader.shares(&names);
    let correlations = reader.correlations(&names);
    let flag = |key: &str, usual: bool| match table.get(key).map(|node| &node.value) {
        Some(Value::Flag(stated)) => *stated,
        _ => usual,
    };
    let levels = table.get("levels").and_then(Node::as_list);
    let levels = levels
        .unwrap_or_default()
        .iter()
        .filter_map(Node::as_text)
        .filter_map(|name| Level::ALL.iter().find(|(known, _)| *known == name));
    Some(Sweep {
        seed: reader.number("seed").unwrap_or(USUAL_SEED),
        draws: reader.number("draws").unwrap_or_default(),
        variants: id_list(table, "variants"),
        rows: one_of(table, "rows", &SweepRows::ALL).unwrap_or(SweepRows::Points),
        levels: levels.map(|(_, level)| *level).collect(),
        by_component: flag("components", false),
        by_region: flag("regions", false),
        by_year: flag("years", true),
        points_per_part: reader.number("points-per-part"),
        design,
        parameters,
        shares,
        correlations,
    })
}

struct SweepReader<'a> {
    table: &'a Table,
    place: Place,
    problems: &'a mut Vec<Problem>,
}

impl SweepReader<'_> {
    fn number(&self, key: &str) -> Option<u64> {
        u64::try_from(whole(self.table.get(key)?)?).ok()
    }

    fn problem(&mut self, place: Place, text: Text, hint: Text) {
        let problem = Problem::error("bad-sweep", place, text);
        self.problems.push(problem.hint(hint.nl, hint.en));
    }

    fn design(
        &mut self,
        mut file: impl FnMut(&str, Place) -> Option<String>,
    ) -> Option<PointDesign> {
        let node = self.table.get("design")?;
        let name = node.as_text()?;
        let is_counted = !["grid", "list"].contains(&name);
        self.only_with("points", is_counted, name);
        self.only_with("grid-levels", name == "morris", name);
        self.only_with("second-order", name == "sobol", name);
        self.only_with("list", name == "list", name);
        let points = match (self.number("points"), is_counted) {
            (None, true) => {
                self.problem(
                    node.place,
                    Text::new(
                        format!("`{name}` zonder aantal punten"),
                        format!("`{name}` without a number of points"),
                    ),
                    Text::new("voeg toe `points = 1024`", "add `points = 1024`"),
                );
                return None;
            }
            (points, _) => points.unwrap_or_default(),
        };
        let levels = self.number("grid-levels").map(u32::try_from);
        let levels = levels.and_then(Result::ok).unwrap_or(USUAL_LEVELS);
        Some(match name {
            "grid" => PointDesign::Grid,
            "list" => {
                let Some(list) = self.table.get("list") else {
                    self.problem(
                        node.place,
                        Text::new(
                            "`list` zonder bestand met de punten",
                            "`list` without a file of its points",
                        ),
                        Text::new(
                            "voeg toe `list = \"punten.csv\"`, met een kolom per parameter",
                            "add `list = \"points.csv\"`, with a column for each parameter",
                        ),
                    );
                    return None;
                };
                PointDesign::List(file(list.as_text()?, list.place)?)
            }
            "latin-hypercube" => PointDesign::LatinHypercube(points),
            "random" => PointDesign::Random(points),
            "sobol" => PointDesign::Sobol {
                base: points,
                second_order: self.is_set("second-order"),
            },
            "morris" => PointDesign::Morris {
                trajectories: points,
                levels,
            },
            _ => return None,
        })
    }

    fn is_set(&self, key: &str) -> bool {
        let node = self.table.get(key);
        node.is_some_and(|node| node.value == Value::Flag(true))
    }

    /// Refuses a key that another design has.
    fn only_with(&mut self, key: &str, belongs: bool, design: &str) {
        let Some(entry) = self.table.entry(key).filter(|_| !belongs) else {
            return;
        };
        self.problem(
            entry.key_place,
            Text::new(
                format!("`{key}` hoort niet bij `{design}`"),
                format!("`{key}` does not belong to `{design}`"),
            ),
            Text::new(
                "haal het weg, of kies een ander `design`",
                "remove it, or choose another `design`",
            ),
        );
    }

    fn parameters(&mut self, tree: &Table, design: &PointDesign) -> Vec<Parameter> {
        let mut found: Vec<Parameter> = Vec::new();
        for (node, table) in self.table.tables("parameter") {
            let Some(parameter) = self.parameter(tree, (node, table), design) else {
                continue;
            };
            let mut earlier = found.iter();
            let clash =
                earlier.find(|one| one.name == parameter.name || one.path == parameter.path);
            if let Some(clash) = clash {
                let what = match clash.path == parameter.path {
                    true => &parameter.path,
                    false => &parameter.name,
                };
                self.problem(
                    node.place,
                    Text::new(
                        format!("parameter `{what}` staat er twee keer"),
                        format!("parameter `{what}` is there twice"),
                    ),
                    Text::new("haal er één weg", "remove one of them"),
                );
                continue;
            }
            found.push(parameter);
        }
        if found.is_empty() && self.problems.is_empty() && self.table.get("parameter").is_none() {
            self.problem(
                self.place,
                Text::new("er varieert niets", "nothing varies"),
                Text::new(
                    "voeg `[[sweep.parameter]]` toe met een `path`",
                    "add `[[sweep.parameter]]` with a `path`",
                ),
            );
        }
        found
    }

    fn parameter(
        &mut self,
        tree: &Table,
        (node, table): (&Node, &Table),
        design: &PointDesign,
    ) -> Option<Parameter> {
        let path_node = table.get("path")?;
        let path = path_node.as_text()?.to_owned();
        let first = path.split('.').next().unwrap_or_default();
        // What a scheme declares is looked for where a variant lays its value over it.
        let is_own = !["component", "division", "count"].contains(&first);
        if SCENARIO.field(first).is_none() {
            self.problem(
                path_node.place,
                Text::new(
                    format!("`{path}` leidt nergens heen"),
                    format!("`{path}` leads nowhere"),
                ),
                Text::new(
                    "schrijf een pad zoals `component.per-student.amount`",
                    "write a path such as `component.per-student.amount`",
                ),
            );
            return None;
        }
        let values = self.values((node, table), design)?;
        let is_range = matches!(values, ParameterValues::Range { .. });
        if is_own
            && is_range
            && let Err(problem) = number_at(tree, &path, path_node.place)
        {
            self.problems.push(*problem);
            return None;
        }
        let name = table
            .text("name")
            .map_or_else(|| path.clone(), str::to_owned);
        Some(Parameter { name, path, values })
    }

    fn values(
        &mut self,
        (node, table): (&Node, &Table),
        design: &PointDesign,
    ) -> Option<ParameterValues> {
        let text = |key: &str| table.get(key).and_then(digits).map(str::to_owned);
        let (from, to) = (text("from"), text("to"));
        let list = table.get("values").and_then(Node::as_list);
        let steps = table.get("steps").and_then(whole);
        let steps = steps.and_then(|steps| u64::try_from(steps).ok());
        let is_listed = matches!(design, PointDesign::List(_));
        let is_shared = self.is_shared(table);
        match (from, to, list) {
            (None, None, None) if is_listed || is_shared => Some(ParameterValues::Column),
            (Some(_), _, _) | (_, Some(_), _) | (_, _, Some(_)) if is_listed || is_shared => {
                self.problem(
                    node.place,
                    Text::new(
                        "de waarden van deze parameter liggen al vast",
                        "the values of this parameter are settled already",
                    ),
                    Text::new(
                        "haal `from`, `to` en `values` weg",
                        "remove `from`, `to` and `values`",
                    ),
                );
                None
            }
            (Some(from), Some(to), None) => {
                if matches!(design, PointDesign::Grid) && steps.is_none() {
                    self.problem(
                        node.place,
                        Text::new(
                            "een raster met een bereik zonder aantal stappen",
                            "a grid with a range without a number of steps",
                        ),
                        Text::new(
                            "voeg toe `steps = 11`, of noem `values`",
                            "add `steps = 11`, or name `values`",
                        ),
                    );
                    return None;
                }
                Some(ParameterValues::Range { from, to, steps })
            }
            (None, None, Some(list)) if !list.is_empty() => {
                let values = list.iter().filter_map(digits).map(str::to_owned);
                Some(ParameterValues::List(values.collect()))
            }
            _ => {
                self.problem(
                    node.place,
                    Text::new(
                        "welke waarden deze parameter krijgt, staat er niet",
                        "which values this parameter takes is not stated",
                    ),
                    Text::new(
                        "schrijf `from` en `to`, of een lijst `values`",
                        "write `from` and `to`, or a list `values`",
                    ),
                );
                None
            }
        }
    }

    /// Says whether a parameter is one of those that add up to one.
    fn is_shared(&self, parameter: &Table) -> bool {
        let own = [parameter.text("name"), parameter.text("path")];
        let mut groups = self.table.tables("shares");
        groups.any(|(_, group)| {
            let of = group.get("of").and_then(Node::as_list).unwrap_or_default();
            let mut of = of.iter().filter_map(Node::as_text);
            of.any(|name| own.contains(&Some(name)))
        })
    }

    fn shares(&mut self, names: &[&str]) -> Vec<SharesGroup> {
        let mut found = Vec::new();
        for (node, table) in self.table.tables("shares") {
            if let Some(parameters) = self.named(table, names, (node.place, 2, usize::MAX)) {
                found.push(SharesGroup { parameters });
            }
        }
        found
    }

    fn correlations(&mut self, names: &[&str]) -> Vec<Together> {
        let mut found = Vec::new();
        for (node, table) in self.table.tables("correlation") {
            let Some(named) = self.named(table, names, (node.place, 2, 2)) else {
                continue;
            };
            let stated = table.get("value");
            let value = stated.and_then(digits).and_then(Exact::from_number_text);
            let is_sound = |value: &Exact| *value < Exact::one() && *value > Exact::from(-1);
            let (Some(correlation), Ok(parameters)) =
                (value.filter(is_sound), <[String; 2]>::try_from(named))
            else {
                self.problem(
                    stated.map_or(node.place, |stated| stated.place),
                    Text::new("dit is geen correlatie", "this is no correlation"),
                    Text::new(
                        "schrijf een getal tussen -1 en 1, zoals `0.5`",
                        "write a number between -1 and 1, such as `0.5`",
                    ),
                );
                continue;
            };
            found.push(Together {
                parameters,
                correlation,
            });
        }
        found
    }

    /// Returns names of parameters, at least and at most so many.
    fn named(
        &mut self,
        table: &Table,
        names: &[&str],
        (place, least, most): (Place, usize, usize),
    ) -> Option<Vec<String>> {
        let nodes = table.get("of")?.as_list()?;
        let mut found: Vec<String> = Vec::new();
        for node in nodes {
            let name = node.as_text()?;
            let is_known = names.contains(&name);
            if !is_known || found.iter().any(|one| one == name) {
                let text = match is_known {
                    true => Text::new(
                        format!("`{name}` staat er twee keer"),
                        format!("`{name}` is there twice"),
                    ),
                    false => Text::new(
                        format!("er is geen parameter `{name}`"),
                        format!("there is no parameter `{name}`"),
                    ),
                };
                let problem = Problem::error("bad-sweep", node.place, text);
                let problem = problem.hint_nearest(name, names.iter().copied());
                self.problems.push(problem);
                return None;
            }
            found.push(name.to_owned());
        }
        if found.len() < least || found.len() > most {
            self.problem(
                place,
                Text::new(
                    "dit gaat over twee parameters of meer",
                    "this is about two parameters or more",
                ),
                Text::new(
                    "noem ze in `of`; een correlatie heeft er twee",
                    "name them in `of`; a correlation has two",
                ),
            );
            return None;
        }
        Some(found)
    }
}
