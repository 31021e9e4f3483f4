//! The regions: municipalities where teachers are educated, halved or joined until there are as
//! many as asked for, and a few regions without an area of their own.

use super::published::{REGIONS, Weighed, municipalities};

/// The name that regions without an area have in place of a province.
pub(super) const NATIONAL: &str = "Landelijk";

/// An education region.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Region {
    /// Its stable id, such as `utrecht-1`.
    pub(super) id: String,
    /// The province that it lies in, or [`NATIONAL`].
    pub(super) province: &'static str,
    /// Its number among the regions of its province.
    pub(super) number: usize,
    /// Its students in the counts of DUO; at least one.
    pub(super) weight: i64,
}

/// Returns how many of so many regions have no area: in proportion to the four of fifty.
pub(super) fn without_area(regions: usize) -> usize {
    let [all, national] = REGIONS;
    regions.saturating_mul(2 * national).saturating_add(all) / (2 * all)
}

/// Returns so many regions, by province and then the heaviest first.
pub(super) fn regions(count: usize) -> Vec<Region> {
    let national = without_area(count);
    let mut parts = municipalities();
    while parts.len() < count - national {
        halve(&mut parts);
    }
    while parts.len() > (count - national).max(1) {
        join(&mut parts);
    }
    parts.sort_by_key(|part| (part.name, -part.all()));
    let least = parts.iter().map(Weighed::all).min().unwrap_or_default();
    let areas = parts.iter().map(|part| (part.name, part.all()));
    let all = areas.chain((0..national).map(|_| (NATIONAL, least)));
    let (mut regions, mut number, mut last) = (Vec::new(), 0, "");
    for (province, weight) in all {
        number = if province == last { number + 1 } else { 1 };
        last = province;
        regions.push(Region {
            id: format!("{}-{number}", province.to_lowercase()),
            province,
            number,
            weight: weight.max(1),
        });
    }
    regions
}

/// Makes two parts of the heaviest one, the first of equals.
fn halve(parts: &mut Vec<Weighed>) {
    let heaviest = (0..parts.len()).rev().max_by_key(|at| parts[*at].all());
    let Some(at) = heaviest else { return };
    let Weighed { name, students } = parts[at];
    let half = students.map(|students| students / 2);
    parts[at].students = half;
    let rest = [students[0] - half[0], students[1] - half[1]];
    let students = rest;
    parts.push(Weighed { name, students });
}

/// Joins the two lightest parts of one province; where every province has one part, the two
/// lightest of all, under the name of the heavier.
fn join(parts: &mut Vec<Weighed>) {
    parts.sort_by_key(|part| (part.all(), part.name));
    let pairs = (0..parts.len()).flat_map(|one| (one + 1..parts.len()).map(move |two| (one, two)));
    let together = |(one, two): (usize, usize)| {
        let parted = parts[one].name != parts[two].name;
        (parted, parts[one].all() + parts[two].all(), one, two)
    };
    let Some((_, _, one, two)) = pairs.map(together).min() else {
        return;
    };
    let lighter = parts.remove(one);
    let heavier = &mut parts[two - 1];
    for (into, students) in heavier.students.iter_mut().zip(lighter.students) {
        *into += students;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_hold_all_students_whatever_their_number() {
        for (count, national) in [(1, 0), (2, 0), (7, 1), (12, 1), (33, 3), (50, 4), (300, 24)] {
            let made = regions(count);
            assert_eq!(made.len(), count);
            let areas = made.iter().filter(|one| one.province != NATIONAL);
            assert_eq!(areas.clone().count(), count - national, "{count} regions");
            // All of 1 October 2023 (domain research, section 4.2).
            let sum: i64 = areas.map(|one| one.weight).sum();
            assert_eq!(sum, 55_063, "{count} regions");
            let mut ids: Vec<&str> = made.iter().map(|one| one.id.as_str()).collect();
            ids.sort_unstable();
            ids.dedup();
            assert_eq!(ids.len(), count);
        }
    }
}
