//! Dials: numbers of a plan that differ from point to point, each a column over the points.

use crate::engine::LANES;
use crate::plan::{Inputs, SlotLine};

/// A value of a number as its slot holds it: cents or heads over one, or a fraction.
pub type Value = (i64, i64);

/// A number that differs from point to point, with its value at every point.
#[derive(Clone, Copy, Debug)]
pub(super) struct Dial<'a> {
    pub(super) line: &'a SlotLine,
    pub(super) values: &'a [Value],
}

/// Which points the lanes of a block are: so many lanes for each point, from this point on.
#[derive(Clone, Copy, Debug)]
pub(super) struct PointLanes {
    pub(super) first: usize,
    pub(super) each: usize,
}

impl PointLanes {
    /// Returns what each lane has of a column over the points; lanes beyond the last point have
    /// that of the last.
    pub(super) fn of<T: Copy + Default>(self, column: &[T]) -> [T; LANES] {
        let mut lanes = [T::default(); LANES];
        let own = column.get(self.first..).unwrap_or_default();
        let last = column.last().copied().unwrap_or_default();
        for (at, lanes) in lanes.chunks_mut(self.each.max(1)).enumerate() {
            lanes.fill(own.get(at).copied().unwrap_or(last));
        }
        lanes
    }
}

impl Dial<'_> {
    /// Writes the values of the points of a block.
    pub(super) fn write(&self, lanes: PointLanes, inputs: &mut Inputs) {
        inputs.write_lanes(self.line, &lanes.of(self.values));
    }

    /// Writes the value of one point into a single lane.
    pub(super) fn write_alone(&self, point: usize, inputs: &mut Inputs) {
        let own = self.values.get(point);
        inputs.write_lanes(self.line, own.map_or(&[], std::slice::from_ref));
    }

    /// Writes the value at which amounts are greatest: the greatest, but that nobody leaves.
    pub(super) fn write_farthest(&self, inputs: &mut Inputs) {
        let leaves = self.line.path.starts_with("projection.attrition.");
        let farthest = match leaves {
            true => ends(self.values).map(|(least, _)| least),
            false => ends(self.values).map(|(_, most)| most),
        };
        if let Some(farthest) = farthest {
            inputs.write_lanes(self.line, &vec![farthest; inputs.lanes()]);
        }
    }
}

/// Returns the least and the greatest of values; `None` of none.
pub(super) fn ends(values: &[Value]) -> Option<(Value, Value)> {
    let times = |above: i64, below: i64| i128::from(above) * i128::from(below);
    let is_less = |one: Value, other: Value| times(one.0, other.1) < times(other.0, one.1);
    let mut values = values.iter().copied();
    let first = values.next()?;
    let found = values.fold((first, first), |(least, most), value| {
        let least = if is_less(value, least) { value } else { least };
        let most = if is_less(most, value) { value } else { most };
        (least, most)
    });
    Some(found)
}
