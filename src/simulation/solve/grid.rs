//! Several parameters: at every point of a grid of the others, all values of the last.
//!
//! The grid is stated in the answer, and nothing is searched between its points.

use super::{Asked, Range, Run, Sought, conflict, own_checks, together};
use crate::plan::Inputs;
use crate::results::{Beside, Frontier, GridRelaxation, Quantity, Relaxation};

/// How many values are tried of each parameter beside the last, by how many of these there are;
/// the last number also of more. No grid has more than 125 points.
const VALUES: [i64; 5] = [11, 11, 5, 3, 2];

/// A point of the grid: positions in the ranges beside the last.
type Point = Vec<i64>;

/// Finds, at every point of a grid of the ranges in `beside`, every value of the range for which
/// all conditions hold.
pub fn solve_beside(asked: &Asked<'_>, beside: &[Range]) -> Frontier {
    let checks = own_checks(asked);
    let asked = Asked {
        checks: &checks,
        ..*asked
    };
    let values = VALUES.get(beside.len().saturating_sub(1));
    let parts = values.map_or(1, |values| values - 1);
    let tried: Vec<Vec<i64>> = beside.iter().map(|range| range.spread(parts)).collect();
    let mut rows = Vec::new();
    let mut holds: Vec<Vec<Vec<Run>>> = Vec::new();
    let points = points(&tried);
    for point in &points {
        let inputs = written(asked.inputs, beside, point);
        let asked = Asked {
            inputs: &inputs,
            ..asked
        };
        let mut sought = Sought::of(&asked);
        rows.push((quantities(beside, point), sought.solution()));
        holds.push(sought.holds);
    }
    let mut frontier = Frontier {
        variant: asked.variant.to_owned(),
        beside: beside.iter().zip(&tried).map(named).collect(),
        dial: asked.range.dial(),
        rows,
        conflicts: Vec::new(),
        conditions: Vec::new(),
    };
    if !frontier.holds() {
        let sets = conflict::smallest(checks.len(), |set| {
            holds
                .iter()
                .all(|holds| together(asked.range, holds, set).is_empty())
        });
        frontier.conflicts = ways_out(&asked, beside, &points, &sets);
    }
    frontier.conditions = checks;
    frontier
}

fn named((range, positions): (&Range, &Vec<i64>)) -> Beside {
    let values = positions.iter().map(|position| range.value(*position));
    Beside {
        dial: range.dial(),
        values: values.collect(),
    }
}

/// Returns all combinations, the last parameter fastest.
fn points(tried: &[Vec<i64>]) -> Vec<Point> {
    tried.iter().fold(vec![Point::new()], |points, positions| {
        let longer = |point: &Point| {
            let positions = positions.iter();
            let each = positions.map(|position| [point.as_slice(), &[*position]].concat());
            each.collect::<Vec<Point>>()
        };
        points.iter().flat_map(longer).collect()
    })
}

fn written(inputs: &Inputs, beside: &[Range], point: &[i64]) -> Inputs {
    let pairs = beside.iter().zip(point);
    pairs.fold(inputs.clone(), |inputs, (range, position)| {
        range.written(&inputs, *position)
    })
}

fn quantities(beside: &[Range], point: &[i64]) -> Vec<Quantity> {
    let pairs = beside.iter().zip(point);
    pairs
        .map(|(range, position)| range.value(*position))
        .collect()
}

/// Returns for each set of conditions the cheapest way out by each of them, at any point; of equal
/// ones that of the first point.
fn ways_out(
    asked: &Asked<'_>,
    beside: &[Range],
    points: &[Point],
    sets: &[Vec<usize>],
) -> Vec<Vec<GridRelaxation>> {
    let mut cheapest: Vec<Vec<GridRelaxation>> = vec![Vec::new(); sets.len()];
    for point in points {
        let inputs = written(asked.inputs, beside, point);
        let asked = Asked {
            inputs: &inputs,
            ..*asked
        };
        let mut sought = Sought::of(&asked);
        for (set, known) in sets.iter().zip(&mut cheapest) {
            for way in sought.ways_out(set) {
                keep_cheapest(known, way, || quantities(beside, point));
            }
        }
    }
    for ways in &mut cheapest {
        ways.sort_by_key(|one| one.way.condition);
    }
    cheapest
}

fn keep_cheapest(
    known: &mut Vec<GridRelaxation>,
    way: Relaxation,
    point: impl Fn() -> Vec<Quantity>,
) {
    let mut same = known.iter_mut();
    let same = same.find(|one| one.way.condition == way.condition);
    let new = |way| GridRelaxation {
        point: point(),
        way,
    };
    match same {
        Some(one) if one.way.gives <= way.gives => {}
        Some(one) => *one = new(way),
        None => known.push(new(way)),
    }
}
