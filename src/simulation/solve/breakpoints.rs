//! The map of a parameter: every value at which a decision, a gain or a rank changes.

use std::sync::Arc;

use super::Asked;
use super::pieces::alike;
use super::trials::{Trials, Way};
use crate::domain::Level;
use crate::plan::Plan;
use crate::results::{Breakpoint, Breakpoints, Happening, Place};

/// Finds every value of the range at which something changes, compared with `baseline`.
pub fn breakpoints(asked: &Asked<'_>, plan: &Arc<Plan>, baseline: &str) -> Breakpoints {
    let mut trials = Trials::of(asked);
    let parts = alike(&mut trials);
    let mut found = Vec::new();
    for (first, ..) in parts.iter().skip(1) {
        let before = Arc::clone(&trials.point(first - 1).way);
        let after = Arc::clone(&trials.point(*first).way);
        let what = changes(asked, &before, &after);
        if !what.is_empty() {
            let at = asked.range.value(*first);
            found.push(Breakpoint { at, what });
        }
    }
    Breakpoints {
        variant: asked.variant.to_owned(),
        baseline: baseline.to_owned(),
        level: asked
            .baseline
            .map_or(Level::Partnership, |baseline| baseline.level),
        dial: asked.range.dial(),
        plan: Arc::clone(plan),
        found,
        is_complete: parts.iter().all(|(.., is_one)| *is_one),
        tried: trials.tried(),
    }
}

fn changes(asked: &Asked<'_>, before: &Way, after: &Way) -> Vec<Happening> {
    let new = after
        .taken
        .keys()
        .filter(|place| !before.taken.contains_key(place));
    let mut places: Vec<&Place> = before.taken.keys().chain(new).collect();
    places.sort();
    let decided = places.into_iter().filter_map(|place| {
        let [before, after] = [before, after].map(|way| way.taken.get(place));
        (before != after).then(|| Happening::Decided {
            place: place.clone(),
            before: before.cloned(),
            after: after.cloned(),
        })
    });
    let mut found: Vec<Happening> = decided.collect();
    if let Some(baseline) = asked.baseline {
        found.extend(baseline.changes(asked.plan, &before.standing, &after.standing));
    }
    found
}
