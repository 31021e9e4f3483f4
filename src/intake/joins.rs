//! The tables that the user brings: location to partnership, municipality to region.

use std::collections::{BTreeMap, BTreeSet};

use super::table::{Desk, Given, Table, canonical, content};
use crate::domain::{Id, Text};
use crate::money::Exact;
use crate::scenario::{Cell, Place, Problem, nearest_names};

/// A partnership of a location, with its share of the students there.
pub(super) struct Member {
    pub(super) partnership: Id,
    pub(super) share: Exact,
}

/// The partnerships of each location, in order of id.
pub(super) type Locations = Join<Vec<Member>>;

/// The region of each municipality.
pub(super) type Regions = Join<Id>;

/// A table of the user, by what it is joined on.
pub(super) struct Join<Found> {
    rows: BTreeMap<String, Found>,
    places: BTreeMap<String, Place>,
    used: BTreeSet<String>,
}

impl<Found> Join<Found> {
    /// Returns the first of these names that the table has, and remembers that it was asked for.
    pub(super) fn key(&mut self, names: &[String]) -> Option<String> {
        let known = names.iter().find(|name| self.rows.contains_key(*name))?;
        self.used.insert(known.clone());
        Some(known.clone())
    }

    /// Returns what a name of the table stands for.
    pub(super) fn get(&self, name: &str) -> Option<&Found> {
        self.rows.get(name)
    }

    /// Returns how many names of the table no row of the file has.
    pub(super) fn unused(&self) -> usize {
        self.rows.len().saturating_sub(self.used.len())
    }

    /// Warns of each name that was not found and resembles one that is missing in the table.
    pub(super) fn misspelt(&self, missing: &[String]) -> Vec<Problem> {
        let unused = self
            .places
            .iter()
            .filter(|(name, _)| !self.used.contains(*name));
        let warnings = unused.filter_map(|(name, place)| {
            let missing = missing.iter().map(String::as_str);
            let nearest = *nearest_names(name, missing, 1).first()?;
            let text = Text::new(
                format!("`{name}` komt in het bestand niet voor"),
                format!("`{name}` is not in the file"),
            );
            let warning = Problem::warning("unknown-location", text).at(*place);
            Some(warning.hint(
                format!("bedoelt u `{nearest}`?"),
                format!("did you mean `{nearest}`?"),
            ))
        });
        warnings.collect()
    }
}

/// Returns how the number or name of a municipality is compared: `0106` as `106`.
pub(super) fn municipality_name(written: &str) -> String {
    let written = written.trim();
    let is_number = !written.is_empty() && written.bytes().all(|byte| byte.is_ascii_digit());
    match is_number {
        true => written.trim_start_matches('0').to_owned(),
        false => written.to_lowercase(),
    }
}

impl Desk {
    /// Returns the positions of the columns that must be there; others than these and the optional
    /// ones are problems.
    pub(super) fn columns(
        &mut self,
        table: &Table,
        must: &[&str],
        may: &[&str],
    ) -> Option<Vec<usize>> {
        let found = self.problems.len();
        let known: Vec<&str> = must.iter().chain(may).copied().collect();
        for (name, place) in &table.header {
            let is_known = known
                .iter()
                .any(|known| canonical(known) == canonical(name));
            if name.trim().is_empty() || is_known {
                continue;
            }
            let text = Text::new(
                format!("onbekende kolom `{}`", name.trim()),
                format!("unknown column `{}`", name.trim()),
            );
            let names = known.join(", ");
            self.problems.push(
                Problem::error("csv-unknown-column", *place, text)
                    .hint(format!("een van {names}"), format!("one of {names}"))
                    .hint_nearest(&name.to_lowercase(), known.iter().copied()),
            );
        }
        let positions = must.iter().map(|name| table.find(&[&canonical(name)]));
        let missing = must.iter().zip(positions.clone());
        for (name, _) in missing.filter(|(_, position)| position.is_none()) {
            let text = Text::new(
                format!("kolom `{name}` ontbreekt"),
                format!("missing column `{name}`"),
            );
            let names = known.join(", ");
            self.problems.push(
                Problem::error("missing-column", table.header_place(), text)
                    .hint(format!("verwacht: {names}"), format!("expected: {names}")),
            );
        }
        let positions: Option<Vec<usize>> = positions.collect();
        positions.filter(|_| self.problems.len() == found)
    }

    /// Reads an id.
    fn id(&mut self, (written, place): &Cell) -> Option<Id> {
        let written = written.trim();
        let id = Id::parse(written);
        if id.is_none() {
            let text = Text::new(
                format!("`{written}` is geen id"),
                format!("`{written}` is no id"),
            );
            self.problems
                .push(Problem::error("bad-id", *place, text).hint(
                    "gebruik letters, cijfers, `-` en `_`, zoals in het scenario",
                    "use letters, digits, `-` and `_`, as in the scenario",
                ));
        }
        id
    }

    /// Reads a table `location,partnership`, optionally with `share`.
    pub(super) fn locations(&mut self, given: &Given) -> Option<Locations> {
        let table = self.open(given)?;
        let columns = self.columns(&table, &["location", "partnership"], &["share"])?;
        let share = table.find(&["SHARE"]);
        let mut written: BTreeMap<String, Vec<(Id, Option<Exact>, Place)>> = BTreeMap::new();
        for record in &table.records {
            let place = record[columns[0]].1;
            let location = content(record, columns[0]).to_uppercase();
            if !is_location(&location) {
                self.problems.push(bad_location(&location, place));
                continue;
            }
            let Some(partnership) = self.id(&record[columns[1]]) else {
                continue;
            };
            let share = share.and_then(|at| record.get(at));
            let share = share.filter(|(cell, _)| !cell.trim().is_empty());
            let share = match share.map(|(cell, place)| (Exact::from_share_text(cell), place)) {
                None => None,
                Some((Ok(share), _)) if !share.is_negative() => Some(share),
                Some((_, place)) => {
                    self.problems.push(bad_share(*place));
                    continue;
                }
            };
            let members = written.entry(location).or_default();
            members.push((partnership, share, place));
        }
        let mut join = Join {
            rows: BTreeMap::new(),
            places: BTreeMap::new(),
            used: BTreeSet::new(),
        };
        for (location, members) in written {
            self.refuse_unshared(&location, &members);
            let first = members.first().map(|(_, _, place)| *place);
            let mut members: Vec<Member> = members
                .into_iter()
                .map(|(partnership, share, _)| Member {
                    partnership,
                    share: share.unwrap_or_else(Exact::one),
                })
                .collect();
            members.sort_by(|left, right| left.partnership.cmp(&right.partnership));
            join.places
                .extend(first.map(|place| (location.clone(), place)));
            join.rows.insert(location, members);
        }
        Some(join)
    }

    /// Refuses a location whose students would be counted more or less than once.
    fn refuse_unshared(&mut self, location: &str, members: &[(Id, Option<Exact>, Place)]) {
        let shares = members.iter().map(|(_, share, _)| share.clone());
        let shares = shares.map(|share| share.unwrap_or_else(Exact::one));
        let sum = shares.fold(Exact::zero(), |sum, share| sum.plus(&share));
        let mut seen = BTreeMap::new();
        let mut twice = None;
        for (id, _, place) in members {
            if let Some(first) = seen.insert(id, *place) {
                twice = Some((first, *place));
            }
        }
        let place = members.last().map(|(_, _, place)| *place);
        let (Some(first), Some(place)) = (members.first().map(|(_, _, place)| *place), place)
        else {
            return;
        };
        let problem = if let Some((first, place)) = twice {
            let text = Text::new(
                format!("vestiging `{location}` staat twee keer onder een partnerschap"),
                format!("repeated location `{location}` of one partnership"),
            );
            Problem::error("repeated-location", place, text)
                .related(first, "eerder hier", "first here")
                .hint("haal een van beide weg", "remove one of them")
        } else if sum != Exact::one() {
            let text = Text::new(
                format!("de aandelen van vestiging `{location}` zijn samen niet 100 %"),
                format!("the shares of location `{location}` do not add up to 100 %"),
            );
            let problem = Problem::error("shares-not-one", place, text);
            let problem = match members.len() {
                1 => problem,
                _ => problem.related(first, "ook hier", "also here"),
            };
            problem.hint(
                "geef in de kolom `share` elk partnerschap zijn deel, zoals `60 %` en `40 %`",
                "give each partnership its part in the column `share`, such as `60 %` and `40 %`",
            )
        } else {
            return;
        };
        self.problems.push(problem);
    }

    /// Reads a table `municipality,region`.
    pub(super) fn regions(&mut self, given: &Given) -> Option<Regions> {
        let table = self.open(given)?;
        let columns = self.columns(&table, &["municipality", "region"], &[])?;
        let mut join = Join {
            rows: BTreeMap::new(),
            places: BTreeMap::new(),
            used: BTreeSet::new(),
        };
        for record in &table.records {
            let place = record[columns[0]].1;
            let name = municipality_name(content(record, columns[0]));
            let Some(region) = self.id(&record[columns[1]]) else {
                continue;
            };
            if let Some(first) = join.places.insert(name.clone(), place) {
                let text = Text::new(
                    format!("gemeente `{name}` staat er twee keer"),
                    format!("repeated municipality `{name}`"),
                );
                self.problems.push(
                    Problem::error("repeated-municipality", place, text)
                        .related(first, "eerder hier", "first here")
                        .hint("haal een van beide weg", "remove one of them"),
                );
            }
            join.rows.insert(name, region);
        }
        Some(join)
    }
}

/// Returns whether a text is the code of an institution, with or without two digits of a site.
fn is_location(text: &str) -> bool {
    let is_code = text.chars().all(|sign| sign.is_ascii_alphanumeric());
    let ends_in_digits = || text.bytes().skip(4).all(|byte| byte.is_ascii_digit());
    is_code && (text.len() == 4 || text.len() == 6 && ends_in_digits())
}

fn bad_location(location: &str, place: Place) -> Problem {
    let text = Text::new(
        format!("`{location}` is geen vestiging of instelling"),
        format!("`{location}` is no location or institution"),
    );
    Problem::error("bad-location", place, text).hint(
        "gebruik de instellingscode (`31FR`), of het BRIN-nummer met twee cijfers (`16SW03`)",
        "use the code of the institution (`31FR`), or BRIN and two digits (`16SW03`)",
    )
}

fn bad_share(place: Place) -> Problem {
    let text = Text::new("geen aandeel", "no share");
    Problem::error("bad-share", place, text).hint(
        "gebruik een percentage, breuk of getal: `60 %`, `3/5` of `0.6`",
        "use a percentage, fraction or number: `60 %`, `3/5` or `0.6`",
    )
}
