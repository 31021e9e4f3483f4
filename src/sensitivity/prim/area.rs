//! What a box asks of its rows.

use super::{Input, Limit, Restriction};

/// Limits in the order of their inputs, at most one of each kind per input.
#[derive(Clone, Debug, Default)]
pub(super) struct Area {
    limits: Vec<Limit>,
}

impl Area {
    pub(super) fn limits(&self) -> &[Limit] {
        &self.limits
    }

    /// Returns an area of these limits.
    pub(super) fn of(limits: &[Limit]) -> Area {
        Area {
            limits: limits.to_vec(),
        }
    }

    /// Returns the number of inputs of which something is asked.
    pub(super) fn restricted(&self) -> usize {
        self.limits.chunk_by(|a, b| a.input == b.input).count()
    }

    /// Returns whether a row is inside.
    pub(super) fn holds(&self, inputs: &[Input], row: usize) -> bool {
        self.limits.iter().all(|limit| limit.holds(inputs, row))
    }

    /// Returns what is asked of the categories of an input; nothing if all are inside.
    pub(super) fn categories(&self, input: usize) -> Option<&[u32]> {
        self.limits
            .iter()
            .find_map(|limit| match &limit.restriction {
                Restriction::OneOf(categories) if limit.input == input => Some(&categories[..]),
                _ => None,
            })
    }

    /// Returns the area with another limit of one kind.
    pub(super) fn with(&self, limit: Limit) -> Area {
        let mut area = self.without(&limit);
        let at = area
            .limits
            .partition_point(|other| other.place() < limit.place());
        area.limits.insert(at, limit);
        area
    }

    /// Returns the area without the limit of this kind on this input.
    pub(super) fn without(&self, limit: &Limit) -> Area {
        let mut area = self.clone();
        area.limits.retain(|other| other.place() != limit.place());
        area
    }
}

impl Limit {
    /// Returns where the limit stands among those of a box.
    fn place(&self) -> (usize, usize) {
        let kind = match self.restriction {
            Restriction::AtLeast(_) => 0,
            Restriction::AtMost(_) => 1,
            Restriction::OneOf(_) => 2,
        };
        (self.input, kind)
    }

    /// Returns whether a row is within the limit.
    fn holds(&self, inputs: &[Input], row: usize) -> bool {
        match (&self.restriction, inputs[self.input]) {
            (Restriction::AtLeast(limit), Input::Numbers(column)) => column[row] >= *limit,
            (Restriction::AtMost(limit), Input::Numbers(column)) => column[row] <= *limit,
            (Restriction::OneOf(inside), Input::Categories(column)) => {
                inside.contains(&column[row])
            }
            // A limit of another kind than its input asks nothing.
            (Restriction::AtLeast(_) | Restriction::AtMost(_), Input::Categories(_))
            | (Restriction::OneOf(_), Input::Numbers(_)) => true,
        }
    }
}
