//! Counting: which counts belong to whom, in which year, and how they are projected.

use std::collections::BTreeSet;

use super::super::{CountOwner, CountRule, GrowthRule, Slot, Tally, TallyId};
use super::index::{Counter, Standing};
use super::year::YearCompiler;
use crate::domain::{
    Count, CountPlace, Given, Head, Id, Measure, Others, Partnership, Projection, Scenario,
    SchoolYear, Sector, Status, Text,
};
use crate::money::Exact;

/// Whose heads are meant.
#[derive(Clone, Copy)]
pub(super) enum Who<'a> {
    /// All of a partnership.
    Partnership(&'a Partnership),
    /// Those of a partnership in one region, or at sites without a region.
    Cell(&'a Partnership, Option<&'a Id>),
    /// All in a region.
    Region(&'a Id),
    /// Those at sites of a board, inside a partnership or one of its cells.
    Board(&'a Partnership, Cell<'a>, &'a Id),
    /// Those enrolled at an institute, inside a partnership or one of its cells.
    Institute(&'a Partnership, Cell<'a>, &'a Id),
    /// Those of recipients known only in sum.
    Others(&'a Others),
}

/// A part of a partnership: all of it, or one region (`None` for sites without a region).
pub(super) type Cell<'a> = Option<Option<&'a Id>>;

/// What is asked of the counts.
#[derive(Clone, Copy)]
pub(super) struct Question {
    pub(super) head: Head,
    pub(super) sector: Option<Sector>,
    pub(super) year: SchoolYear,
    pub(super) share_double_members: bool,
}

impl<'a> YearCompiler<'_, 'a> {
    /// Returns the tally that answers `question` for `who`.
    pub(super) fn tally(&mut self, who: Who<'a>, question: Question) -> TallyId {
        let mut terms: Vec<(usize, i64, i64)> = Vec::new();
        let counts_heads = !question.head.measures().is_empty();
        if let (Who::Partnership(partnership) | Who::Cell(partnership, _), true) =
            (who, counts_heads)
        {
            self.demand_counts(partnership, question.year);
        }
        let of_sector = |place: &CountPlace| {
            let wanted = question.sector;
            wanted.is_none_or(|wanted| place.sector == Some(wanted))
        };
        let found = self.compiler.index.of(who).into_iter();
        let found = found.filter(|one| one.stands_in(question.year) && of_sector(&one.count.place));
        for one in found {
            let parts = match (question.share_double_members, &one.count.place.site) {
                (true, Some(site)) => self.compiler.index.partnerships_at(site),
                _ => 1,
            };
            for measure in question.head.measures() {
                if let Some(heads) = one.count.heads.get(measure) {
                    let asked = (one.number, *measure, question.year);
                    let position = match self.counted.get(&asked) {
                        Some(position) => *position,
                        None => self.count(asked, one, *heads),
                    };
                    terms.push((position, 1, i64::try_from(parts).unwrap_or(1)));
                }
            }
        }
        terms.extend(self.terms_of_others(who, question));
        let divisor = terms
            .iter()
            .fold(1, |divisor, (_, _, parts)| lcm(divisor, *parts));
        let scaled = terms.into_iter().map(|(position, times, parts)| {
            (position, times.saturating_mul(divisor.div_euclid(parts)))
        });
        let members = if question.head == Head::Board {
            self.boards(who)
        } else {
            0
        };
        self.tally_of(Tally {
            terms: scaled.collect(),
            members,
            divisor,
        })
    }

    /// Returns the counts of others that belong to `who`: their own, or those inside a region.
    fn terms_of_others(&mut self, who: Who<'a>, question: Question) -> Vec<(usize, i64, i64)> {
        let scenario = self.compiler.scenario;
        let others: Vec<&Others> = match who {
            Who::Others(others) => vec![others],
            Who::Region(region) => scenario
                .others
                .iter()
                .filter(|one| one.region.as_ref() == Some(region))
                .collect(),
            _ => Vec::new(),
        };
        let mut terms = Vec::new();
        for one in others {
            for measure in question.head.measures() {
                let Some(given) = one.heads.get(measure) else {
                    continue;
                };
                let path = format!("others.{}.{}", one.id, measure.name());
                let base = self.compiler.slots.heads(path, given.value);
                let of = CountOwner {
                    region: one.region.clone(),
                    ..CountOwner::default()
                };
                let owner = || format!("others.{}", one.id);
                let rule = self.projected(base, *measure, (one.year, question.year), of, &owner);
                terms.push((self.count_of(rule), 1, 1));
            }
        }
        terms
    }

    /// Returns the number of boards: those that counts name, or else those of the partnership.
    fn boards(&self, who: Who<'a>) -> i64 {
        let counted: BTreeSet<&Id> = self
            .compiler
            .index
            .of(who)
            .into_iter()
            .filter_map(|one| one.count.place.board.as_ref())
            .collect();
        let partnerships = &self.compiler.scenario.partnerships;
        let number = match who {
            _ if !counted.is_empty() => counted.len(),
            Who::Partnership(partnership) | Who::Cell(partnership, _) => partnership.boards.len(),
            Who::Region(region) => {
                let inside = partnerships
                    .iter()
                    .filter(|one| one.regions.contains(region));
                inside
                    .flat_map(|one| &one.boards)
                    .collect::<BTreeSet<_>>()
                    .len()
            }
            Who::Board(..) => 1,
            Who::Institute(..) | Who::Others(_) => 0,
        };
        i64::try_from(number).unwrap_or(i64::MAX)
    }

    /// Refuses a recognised partnership that has no counts to go by.
    fn demand_counts(&mut self, partnership: &Partnership, year: SchoolYear) {
        let id = &partnership.id;
        let has_counted = self.compiler.index.has_counted_by(id, year);
        if has_counted || partnership.status != Status::Recognised {
            return;
        }
        self.compiler.refuse(
            "missing-count",
            &format!("partnership.{id}"),
            Text::new(
                format!("partnerschap `{id}` heeft geen telling van {year} of eerder"),
                format!("partnership `{id}` has no count of {year} or earlier"),
            ),
            Text::new(
                format!("voeg een telling toe met `year = \"{year}\"`, of `students = {{ … }}`"),
                format!("add a count with `year = \"{year}\"`, or `students = {{ … }}`"),
            ),
        );
    }

    /// Returns the position of a count in this year, and keeps it unless the count was refused.
    fn count(
        &mut self,
        asked: (usize, Measure, SchoolYear),
        one: Standing<'a>,
        heads: i64,
    ) -> usize {
        let told = self.compiler.refusals.len();
        let (_, measure, year) = asked;
        let place = &one.count.place;
        let base = self.compiler.heads_of(one, measure, heads);
        let owner = || match Counter::of(place) {
            Counter::Partnership(id) => format!("partnership.{id}"),
            Counter::Region(id) => format!("region.{id}"),
            Counter::Board(id) => format!("board.{id}"),
            Counter::Nobody => "count".to_owned(),
        };
        let of = CountOwner {
            partnership: place.partnership.clone(),
            region: place.region.clone(),
            sector: place.sector,
        };
        let rule = self.projected(base, measure, (one.count.year, year), of, &owner);
        let position = self.count_of(rule);
        if self.compiler.refusals.len() == told {
            self.counted.insert(asked, position);
        }
        position
    }

    /// Returns the rule for heads wanted in a later year than they were counted in.
    fn projected(
        &mut self,
        base: Slot,
        measure: Measure,
        (counted, year): (SchoolYear, SchoolYear),
        of: CountOwner,
        owner: &dyn Fn() -> String,
    ) -> CountRule {
        let years = u32::try_from(year.years_after(counted)).unwrap_or_default();
        let mut rule = CountRule {
            base,
            growth: GrowthRule::Counted,
            years,
            year,
            of,
        };
        if years == 0 {
            return rule;
        }
        let scenario = self.compiler.scenario;
        if let Some(projection) = projection_of(scenario, measure) {
            rule.growth = self.compiler.projection(projection, counted);
            return rule;
        }
        match growth_of(scenario, rule.of.partnership.as_ref(), rule.of.sector) {
            Some((path, given)) => {
                rule.growth = GrowthRule::Rate(self.compiler.fraction(path, given));
            }
            None => {
                self.refuse_without_growth(&owner());
                rule.years = 0;
            }
        }
        rule
    }

    fn refuse_without_growth(&mut self, owner: &str) {
        let year = self.year;
        self.compiler.refuse(
            "missing-count",
            owner,
            Text::new(
                format!("geen telling voor {year}, en geen groei om vooruit te rekenen"),
                format!("no count for {year}, and no growth to project one"),
            ),
            Text::new(
                "voeg de telling toe, of `growth = \"0 %\"` als aanname",
                "add the count, or `growth = \"0 %\"` as an assumption",
            ),
        );
    }
}

/// Returns the projection that counts of a measure follow; it goes before any growth.
pub(super) fn projection_of(scenario: &Scenario, measure: Measure) -> Option<&Projection> {
    let projection = scenario.projection.as_ref();
    projection.filter(|_| measure == Measure::Students)
}

/// Returns the growth of a count with its path: that of its partnership, or else of its sector, or
/// else the general one.
pub(super) fn growth_of<'a>(
    scenario: &'a Scenario,
    partnership: Option<&Id>,
    sector: Option<Sector>,
) -> Option<(String, &'a Given<Exact>)> {
    let own = partnership.and_then(|id| {
        let all = &scenario.partnerships;
        let one = &all[all.binary_search_by(|one| one.id.cmp(id)).ok()?];
        Some((format!("partnership.{id}.growth"), one.growth.as_ref()?))
    });
    let by_sector = sector.and_then(|sector| {
        let given = scenario.growth.sectors.get(&sector)?;
        Some((format!("growth.{}", sector.name()), given))
    });
    // Beside the growth of sectors the general one stands under a name of its own.
    let path = match scenario.growth.sectors.is_empty() {
        true => "growth",
        false => "growth.all",
    };
    let general = scenario.growth.general.as_ref();
    let general = general.map(|given| (path.to_owned(), given));
    own.or(by_sector).or(general)
}

/// Returns the path of a measure of a count, by which its slot is named.
pub fn path_of_count(count: &Count, measure: Measure) -> String {
    let path = count.paths.get(&measure).cloned();
    path.unwrap_or_else(|| path_of(&count.place, count.year, measure))
}

/// Returns the path of a count: `count.de-linde@noord.2021/2022.students`.
fn path_of(place: &CountPlace, year: SchoolYear, measure: Measure) -> String {
    let mut path = String::from("count.");
    path += place.partnership.as_ref().map_or("-", Id::as_str);
    path += "@";
    path += place.region.as_ref().map_or("-", Id::as_str);
    let rest = [
        ("", place.sector.map(Sector::name)),
        ("board=", place.board.as_ref().map(Id::as_str)),
        ("institute=", place.institute.as_ref().map(Id::as_str)),
        ("site=", place.site.as_ref().map(Id::as_str)),
    ];
    let mut sign = "[";
    for (key, name) in rest {
        if let Some(name) = name {
            path.extend([sign, key, name]);
            sign = ",";
        }
    }
    if sign == "," {
        path.push(']');
    }
    format!("{path}.{year}.{}", measure.name())
}

/// Returns the least common multiple of two positive numbers.
fn lcm(left: i64, right: i64) -> i64 {
    fn gcd(left: i64, right: i64) -> i64 {
        if right == 0 {
            left
        } else {
            gcd(right, left.rem_euclid(right))
        }
    }
    left.div_euclid(gcd(left, right).max(1))
        .saturating_mul(right)
}
