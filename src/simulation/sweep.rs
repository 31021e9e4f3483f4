//! Sweeps: what is kept of the points of one part, beside a summary of all their amounts.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicU64, Ordering};

use super::monte_carlo::{ReadyPoints, Runs, SweptPoints};
use super::sample::{PointBands, PointReader, Summary, write_whole};
use super::threads::on_every_thread;
use crate::domain::{SweepRow, SweepRows};
use crate::engine::LANES;
use crate::money::Exact;
use crate::results::SeriesName;

/// What is kept of a part of a sweep.
#[derive(Clone, Debug)]
pub struct PartKept {
    rows: SweepRows,
    quantiles: Vec<Exact>,
    series: BTreeMap<SeriesKey, SeriesKept>,
}

/// The id of a variant, and what an amount of it is of.
pub type SeriesKey = (String, SeriesName);

/// What is kept of one series: rows in columns, and a summary of all amounts.
#[derive(Clone, Debug, Default)]
pub struct SeriesKept {
    /// The number of the point of each row.
    pub points: Vec<i64>,
    /// The number of the draw of each row, where rows are draws.
    pub draws: Vec<i64>,
    /// The amount of each row in cents, where rows are runs.
    pub amounts: Vec<i64>,
    /// What the draws of the point of each row come to, where rows are points with draws.
    pub bands: PointBands,
    /// What all amounts come to.
    pub summary: Summary,
}

/// Points that are run together: their numbers in the part, and the number of each parameter.
#[derive(Clone, Copy, Debug)]
pub struct PointsOfPart<'a> {
    /// The number of each point in the sweep.
    pub ids: &'a [i64],
    /// The points.
    pub points: SweptPoints<'a>,
}

impl PartKept {
    /// Returns a part of which nothing is run yet.
    pub fn new(rows: SweepRows, quantiles: &[Exact]) -> PartKept {
        PartKept {
            rows,
            quantiles: quantiles.to_vec(),
            series: BTreeMap::new(),
        }
    }

    /// Runs models at points and keeps what comes out. Points come in ascending order, or else
    /// [`PartKept::sorted`] brings them into it.
    pub fn run(&mut self, ready: &ReadyPoints<'_>, of: PointsOfPart<'_>) {
        let series = ready.series();
        let mut kept: Vec<Vec<Keeping>> = series
            .map(|(_, names)| vec![Keeping::default(); names.len()])
            .collect();
        let rows = self.rows;
        let mut reader = PointReader::of(&self.quantiles, of.points.draws);
        ready.run(of.points, &mut |model, series, runs, amounts| {
            kept[model][series].keep((rows, &mut reader), of, runs, amounts);
        });
        for ((id, names), kept) in ready.series().zip(kept) {
            for (name, kept) in names.iter().zip(kept) {
                let key = (id.clone(), name.clone());
                self.series.entry(key).or_default().join(kept.kept);
            }
        }
    }

    /// Returns every series, with its rows in the order of the points.
    pub fn sorted(mut self) -> BTreeMap<SeriesKey, SeriesKept> {
        self.series.values_mut().for_each(SeriesKept::sort);
        self.series
    }
}

/// A series while its amounts come in.
#[derive(Clone, Debug, Default)]
struct Keeping {
    kept: SeriesKept,
    /// The draws of the point under way.
    gathered: Vec<i64>,
}

impl Keeping {
    fn keep(
        &mut self,
        (rows, reader): (SweepRows, &mut PointReader),
        of: PointsOfPart<'_>,
        runs: Runs,
        amounts: &[f64],
    ) {
        let mut whole = [0; LANES];
        let whole = &mut whole[..amounts.len()];
        write_whole(amounts, whole);
        let own = &mut self.kept;
        own.summary.add(whole);
        let ids = &of.ids[runs.point..runs.point + runs.points];
        match rows.row(of.points.draws) {
            None => {}
            Some(SweepRow::Amount) => {
                own.points.extend(ids);
                own.amounts.extend_from_slice(whole);
            }
            Some(SweepRow::Draw) => {
                let first = i64::try_from(runs.draw).unwrap_or(i64::MAX);
                for id in ids {
                    own.points.extend(std::iter::repeat_n(id, runs.draws));
                    own.draws.extend((first..).take(runs.draws));
                }
                own.amounts.extend_from_slice(whole);
            }
            Some(SweepRow::Band) => {
                for (id, whole) in ids.iter().zip(whole.chunks(runs.draws)) {
                    if whole.len() == reader.draws() {
                        own.points.push(*id);
                        reader.read(whole, &mut own.bands);
                        continue;
                    }
                    self.gathered.extend_from_slice(whole);
                    if self.gathered.len() == reader.draws() {
                        own.points.push(*id);
                        reader.read(&self.gathered, &mut own.bands);
                        self.gathered.clear();
                    }
                }
            }
        }
    }
}

impl SeriesKept {
    fn join(&mut self, later: SeriesKept) {
        if self.summary.count() == 0 {
            *self = later;
            return;
        }
        self.points.extend(later.points);
        self.draws.extend(later.draws);
        self.amounts.extend(later.amounts);
        self.bands.join(later.bands);
        self.summary.join(&later.summary);
    }

    /// Brings rows into the order of points; draws of a point stay in theirs.
    fn sort(&mut self) {
        if self.points.is_sorted() {
            return;
        }
        let mut order: Vec<usize> = (0..self.points.len()).collect();
        order.sort_by_key(|row| self.points[*row]);
        for column in [&mut self.points, &mut self.draws, &mut self.amounts] {
            if !column.is_empty() {
                *column = order.iter().map(|row| column[*row]).collect();
            }
        }
        self.bands.arrange(&order);
    }
}

/// Does the work of every number below `count` once, on all threads, until it says to stop.
pub fn on_threads(count: u64, work: impl Fn(u64) -> ControlFlow<()> + Sync) {
    let next = AtomicU64::new(0);
    on_every_thread(|| {
        loop {
            let own = next.fetch_add(1, Ordering::Relaxed);
            if own >= count {
                return;
            }
            if work(own).is_break() {
                next.store(count, Ordering::Relaxed);
            }
        }
    });
}
