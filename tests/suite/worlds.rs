//! Random scenarios as TOML text: whatever a file can say, in small worlds that are always valid.
//!
//! A world is drawn from a tape of numbers. A tape that has run out gives zeros, and zero always
//! picks the plainest choice, so that a failing world shrinks to one a reader can follow.

use proptest::collection::vec;
use proptest::prelude::{ProptestConfig, Strategy, any};
use proptest::test_runner::RngSeed;
use std::fmt;

mod rules;
mod two_way;

/// Returns how a law is tried: on this many worlds, the same in every run.
///
/// `PROPTEST_CASES=20000 PROPTEST_RNG_SEED=7 cargo test laws` tries other worlds.
pub(crate) fn trials(cases: u32) -> ProptestConfig {
    let asked = ProptestConfig::default();
    let is_asked = |name: &str| std::env::var_os(name).is_some();
    ProptestConfig {
        cases: if is_asked("PROPTEST_CASES") {
            asked.cases
        } else {
            cases
        },
        rng_seed: match is_asked("PROPTEST_RNG_SEED") {
            true => asked.rng_seed,
            false => RngSeed::Fixed(20_250_101),
        },
        failure_persistence: None,
        max_shrink_iters: 1_000,
        ..asked
    }
}

/// A tape of picks.
#[derive(Clone)]
pub(crate) struct Tape {
    picks: Vec<u16>,
    at: usize,
}

/// Returns tapes long enough for a world of every kind of rule.
pub(crate) fn tapes() -> impl Strategy<Value = Tape> {
    vec(any::<u16>(), 0..600).prop_map(|picks| Tape { picks, at: 0 })
}

impl fmt::Debug for Tape {
    /// Says how long the tape is: the world it gives says the rest.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "a tape of {}", self.picks.len())
    }
}

impl Tape {
    /// Returns a tape of given picks.
    pub(crate) fn of(picks: Vec<u16>) -> Tape {
        Tape { picks, at: 0 }
    }

    /// Returns a number from zero up to `end`, which it does not reach.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        let pick = self.picks.get(self.at).copied().unwrap_or_default();
        self.at += 1;
        usize::from(pick) % end.max(1)
    }

    /// Returns true once in so many times, and never when the tape has run out.
    pub(crate) fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == times - 1
    }

    pub(crate) fn one<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }

    /// Returns an amount in euros up to `most`, half of them with cents.
    pub(crate) fn amount(&mut self, most: usize) -> String {
        let euros = self.below(most);
        match self.once_in(2) {
            true => format!("{euros}.{:02}", self.below(100)),
            false => euros.to_string(),
        }
    }

    /// Returns a part of a whole, as a percentage or a fraction.
    pub(crate) fn share(&mut self, most_percent: usize) -> String {
        match self.once_in(3) {
            true => format!(
                "\"1/{}\"",
                100_usize.div_ceil(most_percent) + self.below(30)
            ),
            false => format!("\"{} %\"", self.below(most_percent + 1)),
        }
    }
}

/// One row of counts.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct CountRow {
    pub(crate) partnership: String,
    /// Region, sector of the partnership, board, institute and site, where they are stated.
    pub(crate) places: Vec<(&'static str, String)>,
    pub(crate) year: String,
    pub(crate) heads: Vec<(&'static str, usize)>,
}

/// A random scenario.
#[derive(Clone, Debug)]
pub(crate) struct World {
    /// Keys of the scenario itself.
    pub(crate) head: String,
    /// Recipients: tables whose order says nothing.
    pub(crate) tables: Vec<String>,
    /// Counts, whose order says nothing either.
    pub(crate) counts: Vec<CountRow>,
    /// Components and divisions, in their order.
    pub(crate) rules: String,
}

/// What the rules of a world need to know of its recipients.
pub(crate) struct Cast {
    pub(crate) regions: usize,
    pub(crate) partnerships: usize,
    pub(crate) boards: usize,
    /// Whether a region holds partnerships known only in sum, which have no agreed weights.
    pub(crate) local_others: bool,
    pub(crate) first_year: usize,
}

impl CountRow {
    /// Returns the row as a table of a scenario.
    pub(crate) fn table(&self) -> String {
        let mut text = format!("[[count]]\npartnership = \"{}\"\n", self.partnership);
        for (key, name) in &self.places {
            text += &format!("{key} = \"{name}\"\n");
        }
        text += &format!("year = \"{}\"\n", self.year);
        for (measure, heads) in &self.heads {
            text += &format!("{measure} = {heads}\n");
        }
        text
    }

    /// Returns the row as a line of CSV, under [`CSV_HEAD`].
    pub(crate) fn csv(&self) -> String {
        let place = |key: &str| {
            let named = self.places.iter().find(|(known, _)| *known == key);
            named.map_or("", |(_, name)| name).to_owned()
        };
        let heads = |measure: &str| {
            let counted = self.heads.iter().find(|(known, _)| *known == measure);
            counted.map_or(String::new(), |(_, heads)| heads.to_string())
        };
        let mut cells = vec![self.partnership.clone(), self.year.clone()];
        cells.extend(["region", "board", "institute", "site"].map(place));
        cells.extend(["students", "side-entrants", "pupils", "schools"].map(heads));
        cells.join(";")
    }
}

/// The columns of [`CountRow::csv`].
pub(crate) const CSV_HEAD: &str = "partnership;year;region;board;institute;site;students;\
    side-entrants;pupils;schools";

impl World {
    /// Draws a world with rules of its own.
    pub(crate) fn of(tape: &mut Tape) -> World {
        let (mut world, cast) = World::without_rules(tape, tape_is_school);
        world.rules = rules::rules(tape, &cast);
        world
    }

    /// Draws a world with tables of partnerships and regions.
    pub(crate) fn two_way(tape: &mut Tape) -> World {
        let (mut world, cast) = World::without_rules(tape, tape_is_school);
        world.rules = two_way::rules(tape, &cast);
        world
    }

    /// Draws a world under a scheme of the library, at times for the other kind of year.
    pub(crate) fn of_scheme(tape: &mut Tape) -> World {
        let (mut world, _) = World::without_rules(tape, tape_is_school);
        let scheme = tape.one(&["linear-2020", "regional-2025", "step-2018"]);
        let conversion = tape.one(&["months", "whole-year"]);
        world.head += &format!("scheme = \"{scheme}\"\nyear-conversion = \"{conversion}\"\n");
        if scheme == "linear-2020" && tape.once_in(2) {
            let pot = tape.amount(1_500_000);
            world.head += &format!("set = {{ \"division.national.pot\" = {pot} }}\n");
        }
        world
    }

    fn without_rules(tape: &mut Tape, is_school: fn(&mut Tape) -> bool) -> (World, Cast) {
        let first_year = 2020 + tape.below(3);
        let is_school = is_school(tape);
        let years: Vec<String> = (first_year..=first_year + tape.below(3))
            .map(|year| match is_school {
                true => format!("\"{}\"", school_year(year)),
                false => format!("\"{year}\""),
            })
            .collect();
        let growth = tape.one(&[
            "\"0 %\"",
            "\"2.5 %\"",
            "\"-7 %\"",
            "{ all = 0.1, po = \"1/3\" }",
        ]);
        let coverage = tape.one(&["complete", "partial"]);
        let head = format!(
            "title = \"world\"\nyears = [{}]\ncounted = \"{}\"\ngrowth = {growth}\n\
             coverage = \"{coverage}\"\n",
            years.join(", "),
            school_year(first_year - 2),
        );
        let cast = Cast {
            regions: 1 + tape.below(5),
            partnerships: 1 + tape.below(8),
            boards: 1 + tape.below(3),
            local_others: tape.once_in(4),
            first_year,
        };
        let mut tables = Vec::new();
        for at in 0..cast.boards {
            tables.push(format!("[[board]]\nid = \"b{at}\"\n"));
            tables.push(format!("[[institute]]\nid = \"i{at}\"\n"));
        }
        tables.extend((0..cast.regions).map(|at| region(tape, at)));
        tables.extend((0..cast.partnerships).map(|at| partnership(tape, &cast, at)));
        tables.extend(others(tape, &cast));
        let counts = counts(tape, &cast);
        (
            World {
                head,
                tables,
                counts,
                rules: String::new(),
            },
            cast,
        )
    }

    /// Returns the scenario as text.
    pub(crate) fn text(&self) -> String {
        let counts: String = self.counts.iter().map(CountRow::table).collect();
        format!(
            "{}{}{counts}{}",
            self.head,
            self.tables.concat(),
            self.rules
        )
    }
}

fn tape_is_school(tape: &mut Tape) -> bool {
    !tape.once_in(2)
}

/// Returns the school year that starts in a year.
pub(crate) fn school_year(start: usize) -> String {
    format!("{start}/{}", start + 1)
}

fn region(tape: &mut Tape, at: usize) -> String {
    let mut text = format!("[[region]]\nid = \"r{at}\"\n");
    if tape.once_in(2) {
        text += "flags = [\"chosen\"]\n";
    }
    if tape.once_in(3) {
        text += &format!(
            "pupils = {{ po = {}, vo = {} }}\n",
            tape.below(900),
            tape.below(900)
        );
        text += &format!("staff = {}\n", tape.below(900));
    }
    text
}

fn partnership(tape: &mut Tape, cast: &Cast, at: usize) -> String {
    let mut text = format!("[[partnership]]\nid = \"p{at}\"\n");
    let sector = tape.one(&["po", "vo", "mbo", ""]);
    if !sector.is_empty() {
        text += &format!("sector = \"{sector}\"\n");
    }
    if tape.once_in(4) {
        let start = school_year(cast.first_year - 2 + tape.below(3));
        text += &format!("status = \"aspirant\"\nstart-year = \"{start}\"\n");
    }
    if tape.once_in(2) {
        text += &format!("lead-region = \"r{}\"\n", tape.below(cast.regions));
    }
    if tape.once_in(3) {
        text += &format!("growth = \"{} %\"\n", tape.below(20));
    }
    if tape.once_in(2) {
        text += "flags = [\"chosen\"]\n";
    }
    let quoted = |name: &str, count: usize| {
        (0..count)
            .map(|at| format!("\"{name}{at}\""))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let (boards, institutes) = (quoted("b", cast.boards), quoted("i", cast.boards));
    text += &format!(
        "regions = [\"r{}\"]\nboards = [{boards}]\ninstitutes = [{institutes}]\n",
        tape.below(cast.regions)
    );
    let previous: Vec<String> = (0..cast.regions)
        .map(|at| format!("r{at} = {}", tape.amount(300_000)))
        .collect();
    text += &format!(
        "weight = {}\nprevious = {{ {} }}\n",
        tape.below(9),
        previous.join(", ")
    );
    let weights = |name: &str, count: usize, tape: &mut Tape| {
        let weights =
            (0..count).map(|at| format!("{name}{at} = {}", tape.below(5) + usize::from(at == 0)));
        weights.collect::<Vec<_>>().join(", ")
    };
    text += &format!(
        "region-weights = {{ {} }}\n",
        weights("r", cast.regions, tape)
    );
    let boards = weights("b", cast.boards, tape);
    let institutes = weights("i", cast.boards, tape);
    text + &format!("partner-weights = {{ {boards}, {institutes} }}\n")
}

fn others(tape: &mut Tape, cast: &Cast) -> Vec<String> {
    let mut tables = Vec::new();
    let heads = |tape: &mut Tape| {
        format!(
            "students = {}\nside-entrants = {}\n",
            tape.below(2_000),
            tape.below(50)
        )
    };
    if cast.local_others {
        tables.push(format!(
            "[[others]]\nid = \"rest\"\nregion = \"r0\"\npartnerships = {}\n{}",
            1 + tape.below(5),
            heads(tape)
        ));
    }
    if tape.once_in(3) {
        tables.push(format!(
            "[[others]]\nid = \"country\"\npartnerships = {}\nregions = {}\n{}",
            1 + tape.below(60),
            1 + tape.below(40),
            heads(tape)
        ));
    }
    tables
}

/// Returns counts of every partnership in the first counted year, and of some in later years.
fn counts(tape: &mut Tape, cast: &Cast) -> Vec<CountRow> {
    let mut rows: Vec<CountRow> = Vec::new();
    for at in 0..cast.partnerships {
        let years = if tape.once_in(3) { 2 } else { 1 };
        for year in 0..years {
            for _ in 0..=tape.below(4) {
                let row = count(tape, cast, at, cast.first_year - 2 + year);
                let place = |row: &CountRow| {
                    (
                        row.partnership.clone(),
                        row.places.clone(),
                        row.year.clone(),
                    )
                };
                if rows.iter().all(|known| place(known) != place(&row)) {
                    rows.push(row);
                }
            }
        }
    }
    rows
}

fn count(tape: &mut Tape, cast: &Cast, at: usize, year: usize) -> CountRow {
    let mut places = Vec::new();
    if !tape.once_in(8) {
        places.push(("region", format!("r{}", tape.below(cast.regions))));
    }
    if tape.once_in(2) {
        places.push(("board", format!("b{}", tape.below(cast.boards))));
    }
    if tape.once_in(2) {
        places.push(("institute", format!("i{}", tape.below(cast.boards))));
    }
    if tape.once_in(3) {
        places.push(("site", format!("s{}", tape.below(4))));
    }
    let mut heads = vec![("students", tape.below(400))];
    for (measure, most) in [("side-entrants", 40), ("pupils", 900), ("schools", 9)] {
        if tape.once_in(3) {
            heads.push((measure, tape.below(most)));
        }
    }
    let (partnership, year) = (format!("p{at}"), school_year(year));
    CountRow {
        partnership,
        places,
        year,
        heads,
    }
}
