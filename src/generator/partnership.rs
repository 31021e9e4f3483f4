//! The partnerships: what they train for, where, with which boards and institutes.

use super::dice::Dice;
use super::published::{Heads, Kind, WEIGHED_AUTUMN, Weighed, YEARS};
use super::region::Region;
use super::sequence::sequence;
use crate::rules::Apportionment;

/// Assumed weights of partnerships that work in one region, in two and in three.
pub(super) const CONTEXTS: [i64; 3] = [7, 2, 1];

/// How much likelier a further region lies in the province of the first (assumption).
const NEARNESS: i64 = 4;

/// Least and greatest number of boards of a partnership (assumption).
pub(super) const BOARDS: [i64; 2] = [2, 8];

/// Least and greatest weight of a board in its partnership (assumption).
const BOARD_WEIGHTS: [i64; 2] = [50, 150];

/// Greatest number of institutes of a partnership, by pool (assumption).
pub(super) const MOST_INSTITUTES: [i64; 2] = [2, 3];

/// A partnership with its boards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Partnership {
    /// Its stable id, such as `p001`.
    pub(super) id: String,
    /// What it trains for.
    pub(super) kind: Kind,
    /// Positions of its regions, that of the lead applicant first.
    pub(super) regions: Vec<usize>,
    /// Its boards.
    pub(super) boards: Vec<Board>,
    /// Its students of each autumn.
    pub(super) students: Heads,
}

/// A board: in one region, of one sector, with one institute and in one partnership.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Board {
    /// Its stable id, such as `p001-b1`.
    pub(super) id: String,
    /// The position of its region.
    pub(super) region: usize,
    /// Its sector.
    pub(super) sector: &'static str,
    /// The position of its institute.
    pub(super) institute: usize,
    /// Its part of the students of the partnership.
    pub(super) weight: i64,
    /// Its students of each autumn.
    pub(super) students: Heads,
    /// Its side entrants of each autumn.
    pub(super) side_entrants: Heads,
}

/// Returns so many partnerships, students not yet counted. A longer list begins as a shorter one.
pub(super) fn partnerships(
    count: usize,
    seed: u64,
    regions: &[Region],
    institutes: &[Weighed],
) -> Vec<Partnership> {
    let kinds = sequence(
        Apportionment::Webster,
        &Kind::POLL.map(|(_, answers)| answers),
        count,
    );
    let contexts = &CONTEXTS[..CONTEXTS.len().min(regions.len())];
    let contexts = sequence(Apportionment::Webster, contexts, count);
    let mut before = [0; Kind::POLL.len()];
    // Adams: nobody has a second partnership while another region has none.
    let weights: Vec<i64> = regions.iter().map(|region| region.weight).collect();
    let home = sequence(Apportionment::Adams, &weights, count);
    let all = (1..).zip(kinds.into_iter().zip(home));
    all.map(|(number, (kind, home))| {
        let further = contexts[before[kind]];
        before[kind] += 1;
        let kind = Kind::POLL[kind].0;
        let id = format!("p{number:03}");
        let dice = Dice { seed, entity: &id };
        let mut own = vec![home];
        own.extend(dice.several("region", further, &likely(regions, home)));
        let boards = boards(&dice, kind, &own, institutes);
        Partnership {
            kind,
            regions: own,
            boards,
            students: [0; YEARS],
            id,
        }
    })
    .collect()
}

/// Returns how likely each region is as a further one: by weight, and more so when near.
fn likely(regions: &[Region], home: usize) -> Vec<i64> {
    let all = regions.iter().enumerate();
    all.map(
        |(at, region)| match region.province == regions[home].province {
            _ if at == home => 0,
            true => region.weight * NEARNESS,
            false => region.weight,
        },
    )
    .collect()
}

/// Returns the boards of a partnership: one for each of its regions, the others in the first.
fn boards(dice: &Dice<'_>, kind: Kind, regions: &[usize], institutes: &[Weighed]) -> Vec<Board> {
    let [least, most] = BOARDS;
    let count = dice.between("boards", 0, least, most);
    let count = usize::try_from(count)
        .unwrap_or_default()
        .max(regions.len());
    let weights = institutes.iter().map(|one| one.students[kind.pool()]);
    let own = dice.between("institutes", 0, 1, MOST_INSTITUTES[kind.pool()]);
    let own = usize::try_from(own).unwrap_or_default();
    let own = dice.several("institute", own, &weights.collect::<Vec<_>>());
    let [lightest, heaviest] = BOARD_WEIGHTS;
    let all = (0..count).zip(own.iter().cycle()).zip(1_u64..);
    all.map(|((at, institute), number)| Board {
        id: format!("{}-b{number}", dice.entity),
        region: regions.get(at).copied().unwrap_or(regions[0]),
        sector: match kind {
            Kind::VoAndMbo if at % 2 == 1 => "mbo",
            _ => kind.sector(),
        },
        institute: *institute,
        weight: dice.between("board-weight", number, lightest, heaviest),
        students: [0; YEARS],
        side_entrants: [0; YEARS],
    })
    .collect()
}

impl Partnership {
    /// Returns its students by region, in the autumn that weighs.
    pub(super) fn by_region(&self) -> impl Iterator<Item = (usize, i64)> {
        let boards = self.boards.iter();
        boards.map(|board| (board.region, board.students[WEIGHED_AUTUMN]))
    }
}
