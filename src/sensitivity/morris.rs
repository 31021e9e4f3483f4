//! Elementary effects along trajectories (Morris 1991; Campolongo, Cariboni & Saltelli 2007).

use super::resampling::hold_units;
use super::{Estimate, Resampling, Unusable, deviation, hold_columns, mean};

/// What trajectories say of the inputs.
#[derive(Clone, Debug, PartialEq)]
pub struct Screening {
    /// Trajectories that were used.
    pub used: usize,
    /// Trajectories left out, as some of their outputs are missing.
    pub missing: usize,
    /// The effects, per input.
    pub effects: Vec<Effects>,
}

/// The effects of an input: changes of the output for the whole range of the input.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Effects {
    /// Their mean.
    pub mu: f64,
    /// The mean of their sizes: what effects in opposite directions do not hide.
    pub mu_star: Estimate,
    /// Their standard deviation: bent, or dependent on other inputs.
    pub sigma: f64,
}

/// Returns the effects of inputs on an output over the rows of a Morris design, of which each move
/// is `step` of the range (`design::morris_step`).
///
/// Inputs are read for which of them moves, and whether up or down: their values, if a step always
/// changes them, or else the coordinates of the design.
///
/// # Errors
///
/// Rows that are no trajectories, fewer than two without a missing output, or no step.
pub fn screening(
    inputs: &[&[f64]],
    output: &[f64],
    step: f64,
    resampling: &Resampling,
) -> Result<Screening, Unusable> {
    hold_columns(inputs, output.len())?;
    if !(step > 0.0 && step.is_finite()) {
        return Err(Unusable::NotPositive { what: "step" });
    }
    let (rows, what, each) = (output.len(), "trajectories", inputs.len() + 1);
    if rows % each != 0 {
        return Err(Unusable::Layout { rows, what, each });
    }
    let mut effects = vec![Vec::new(); inputs.len()];
    for (trajectory, outputs) in output.chunks(each).enumerate() {
        let moves = moves(inputs, trajectory * each);
        let moves = moves.ok_or(Unusable::NoTrajectory { trajectory })?;
        if outputs.iter().all(|value| value.is_finite()) {
            for ((input, direction), pair) in moves.into_iter().zip(outputs.windows(2)) {
                effects[input].push((pair[1] - pair[0]) / (direction * step));
            }
        }
    }
    let used = effects[0].len();
    hold_units(used, what)?;
    let sizes = resampling.estimates(used, |times| {
        let size = |effects: &Vec<f64>| {
            let sizes = effects.iter().zip(times).map(|(e, times)| times * e.abs());
            sizes.sum::<f64>() / times.iter().sum::<f64>()
        };
        effects.iter().map(size).collect()
    });
    let told = |(effects, mu_star): (&Vec<f64>, Estimate)| Effects {
        mu: mean(effects),
        mu_star,
        sigma: deviation(effects),
    };
    Ok(Screening {
        used,
        missing: rows / each - used,
        effects: effects.iter().zip(sizes).map(told).collect(),
    })
}

/// Returns which input each step of a trajectory moves, and 1 for up or -1 for down; nothing unless
/// each moves once.
fn moves(inputs: &[&[f64]], first: usize) -> Option<Vec<(usize, f64)>> {
    let mut has_moved = vec![false; inputs.len()];
    let step = |row: usize| {
        let is_moved = |input: &usize| inputs[*input][row] != inputs[*input][row + 1];
        let mut moved = (0..inputs.len()).filter(is_moved);
        let (input, other) = (moved.next()?, moved.next());
        let is_sound = other.is_none() && !std::mem::replace(&mut has_moved[input], true);
        let rises = inputs[input][row + 1] > inputs[input][row];
        is_sound.then_some((input, if rises { 1.0 } else { -1.0 }))
    };
    (first..first + inputs.len()).map(step).collect()
}
