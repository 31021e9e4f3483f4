//! Regions: all mixes that satisfy some conditions, by their corners.
//!
//! A condition is a line: what each model has to spare, so that a mix has the same parts of that.
//! Mixes that satisfy lines make a convex region, known by its corners. A line that some corners
//! do not satisfy cuts them off; new corners lie where it crosses the edges. Two corners share an
//! edge when no third one lies on all the lines that both lie on.

use std::collections::BTreeSet;

use crate::money::Exact;

/// What each model has to spare, in cents; of a mix at least zero means that it holds.
pub(super) type Line = Vec<Exact>;

/// Mixes, by the corners of the region they make.
#[derive(Clone, Debug)]
pub(super) struct Region {
    corners: Vec<Corner>,
    /// How many lines the region has been given.
    lines: usize,
}

#[derive(Clone, Debug)]
struct Corner {
    at: Vec<Exact>,
    /// The lines on which it has nothing to spare.
    on: BTreeSet<usize>,
}

/// Returns what a line has to spare at a point.
pub(super) fn value(line: &[Exact], at: &[Exact]) -> Exact {
    let terms = line.iter().zip(at).filter(|(_, part)| !part.is_zero());
    terms.map(|(own, part)| own.times(part)).sum()
}

impl Region {
    /// Returns all mixes of some models.
    pub(super) fn of_all(models: usize) -> Region {
        let corner = |model: usize| Corner {
            at: (0..models)
                .map(|other| Exact::from(i64::from(other == model)))
                .collect(),
            on: (0..models).filter(|other| *other != model).collect(),
        };
        Region {
            corners: (0..models).map(corner).collect(),
            lines: models,
        }
    }

    /// Says whether no mix is left.
    pub(super) fn is_empty(&self) -> bool {
        self.corners.is_empty()
    }

    /// Returns the corners, in order of their weights, those of the last model first.
    pub(super) fn corners(&self) -> Vec<Vec<Exact>> {
        let mut corners: Vec<Vec<Exact>> = self.corners.iter().map(|one| one.at.clone()).collect();
        sort(&mut corners);
        corners
    }

    /// Returns the mixes of this region that satisfy all of some lines.
    pub(super) fn within<'l>(&self, lines: impl IntoIterator<Item = &'l Line>) -> Region {
        self.cut_by(lines).0
    }

    /// Returns the same with the lines that cut, by position; the others follow from these.
    pub(super) fn cut_by<'l>(
        &self,
        lines: impl IntoIterator<Item = &'l Line>,
    ) -> (Region, Vec<usize>) {
        let mut lines: Vec<(usize, &Line)> = lines.into_iter().enumerate().collect();
        let (mut region, mut cutting) = (self.clone(), Vec::new());
        // The line that cuts deepest goes first, so that most of the others cut nothing.
        while let Some((deepest, at)) = region.deepest(&lines) {
            if !deepest.is_negative() {
                break;
            }
            let (name, line) = lines.swap_remove(at);
            cutting.push(name);
            region.cut(line);
        }
        (region, cutting)
    }

    /// Returns the least that lines have to spare at any corner, and the line that has it.
    fn deepest(&self, lines: &[(usize, &Line)]) -> Option<(Exact, usize)> {
        let least = |line: &[Exact]| {
            let corners = self.corners.iter();
            corners.map(|corner| value(line, &corner.at)).min()
        };
        let lines = lines.iter().enumerate();
        lines
            .filter_map(|(at, (_, line))| Some((least(line)?, at)))
            .min()
    }

    /// Cuts off what does not satisfy a line.
    fn cut(&mut self, line: &Line) {
        let name = self.lines;
        self.lines += 1;
        let spare: Vec<Exact> = self
            .corners
            .iter()
            .map(|corner| value(line, &corner.at))
            .collect();
        let mut kept: Vec<Corner> = Vec::new();
        for (inner, own) in self.corners.iter().zip(&spare) {
            if own.is_negative() {
                continue;
            }
            let mut corner = inner.clone();
            if own.is_zero() {
                corner.on.insert(name);
                kept.push(corner);
                continue;
            }
            kept.push(corner);
            let outside = self.corners.iter().zip(&spare);
            for (outer, other) in outside.filter(|(_, other)| other.is_negative()) {
                let on: BTreeSet<usize> = inner.on.intersection(&outer.on).copied().collect();
                if self.is_edge(&on) {
                    kept.push(crossing((inner, own), (outer, other), on, name));
                }
            }
        }
        self.corners = kept;
    }

    /// Says whether the corners that lie on all of these lines are just the two ends of an edge.
    fn is_edge(&self, on: &BTreeSet<usize>) -> bool {
        let sharing = self
            .corners
            .iter()
            .filter(|corner| on.is_subset(&corner.on));
        sharing.take(3).count() == 2
    }

    /// Returns the greatest value that the least of some lines has in this region, with the
    /// corners of the mixes that have it; `None` in an empty region or without lines.
    pub(super) fn best(&self, lines: &[Line]) -> Option<(Exact, Vec<Vec<Exact>>)> {
        let values = lines.iter().flat_map(|line| {
            let corners = self.corners.iter();
            corners.map(move |corner| value(line, &corner.at))
        });
        let values: Vec<Exact> = values.collect();
        let (low, high) = (values.iter().min()?, values.iter().max()?);
        // Apart from the low end, also where all values are the same.
        let high = high.plus(&Exact::one());
        // One more coordinate stands for a value that no line may fall below.
        let below = |line: &Line| line.iter().cloned().chain([Exact::from(-1)]).collect();
        let lines: Vec<Line> = lines.iter().map(below).collect();
        let raised = self.raised([low, &high]).within(&lines);
        let height = |corner: &Corner| corner.at.last().cloned().unwrap_or_default();
        let top = raised.corners.iter().map(height).max()?;
        let highest = raised.corners.iter().filter(|corner| height(corner) == top);
        let mut mixes: Vec<Vec<Exact>> = highest
            .map(|corner| {
                corner
                    .at
                    .iter()
                    .take(corner.at.len() - 1)
                    .cloned()
                    .collect()
            })
            .collect();
        sort(&mut mixes);
        Some((top, mixes))
    }

    /// Returns the region with one more coordinate that lies between two values.
    fn raised(&self, ends: [&Exact; 2]) -> Region {
        let mut corners = Vec::new();
        for (name, end) in (self.lines..).zip(ends) {
            for corner in &self.corners {
                let mut raised = corner.clone();
                raised.at.push(end.clone());
                raised.on.insert(name);
                corners.push(raised);
            }
        }
        Region {
            corners,
            lines: self.lines + 2,
        }
    }
}

/// Returns where a line crosses an edge from a corner inside to one outside.
fn crossing(
    (inner, own): (&Corner, &Exact),
    (outer, other): (&Corner, &Exact),
    mut on: BTreeSet<usize>,
    name: usize,
) -> Corner {
    let far = own.over(&own.minus(other));
    let near = Exact::one().minus(&far);
    let pairs = inner.at.iter().zip(&outer.at);
    let at = pairs.map(|(inner, outer)| inner.times(&near).plus(&outer.times(&far)));
    let at = at.collect();
    on.insert(name);
    Corner { at, on }
}

/// Orders mixes from the first model to the last, without repeats.
pub(super) fn sort(mixes: &mut Vec<Vec<Exact>>) {
    mixes.sort_by(|left, right| right.cmp(left));
    mixes.dedup();
}
