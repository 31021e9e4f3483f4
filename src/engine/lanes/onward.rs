//! Payments that are sent on at once, with no stay in a balance.

use super::steps::{Goal, PassForm, PayForm, SourceForm, StepForm};

/// How often the steps of a year bring to a balance, and take from it.
#[derive(Clone, Copy, Debug, Default)]
struct Use {
    brings: usize,
    takes: usize,
}

/// Lets payments send on at once what the passage right after them would take from a balance, where
/// nothing else brings to it or takes from it: an amount that is made, split and brought on in one
/// go stays near the processor.
pub(super) fn at_once(steps: &mut [StepForm], balances: usize) {
    let uses = uses(steps, balances);
    for at in 1..steps.len() {
        if let [.., StepForm::Pay(pay), StepForm::Pass(pass)] = &mut steps[..=at] {
            join(pay, pass, &uses);
        }
    }
}

fn uses(steps: &[StepForm], balances: usize) -> Vec<Use> {
    let mut uses = vec![Use::default(); balances];
    for step in steps {
        let bring = |goal: &Goal| {
            if let Some(balance) = goal.balance {
                let own = &mut uses[balance];
                own.brings = own.brings.saturating_add(1);
            }
        };
        match step {
            StepForm::Pay(pay) => pay.goals().for_each(bring),
            StepForm::Pass(pass) => {
                let sources = pass.sources.iter();
                sources.flat_map(SourceForm::goals).for_each(bring);
                for balance in pass.takes() {
                    let own = &mut uses[balance];
                    own.takes = own.takes.saturating_add(1);
                }
            }
        }
    }
    uses
}

/// Moves what a passage does with balances to the claims that bring to them.
fn join(pay: &mut PayForm, pass: &mut PassForm, uses: &[Use]) {
    let taken: Vec<usize> = pass.takes().collect();
    pass.sources.retain(|source| {
        let SourceForm::Whole(balance, onward) = source else {
            return true;
        };
        let is_alone = matches!(
            uses[*balance],
            Use {
                brings: 1,
                takes: 1
            }
        );
        // What a later step is to take must not be there yet when this passage takes.
        let mut goals = source.goals().into_iter();
        let is_early = goals.any(|goal| goal.balance.is_some_and(|own| taken.contains(&own)));
        let mut claims = pay.gathered.goals.iter_mut();
        let claims = claims.find(|claims| claims.goal.balance == Some(*balance));
        match claims.filter(|_| is_alone && !is_early) {
            Some(claims) => {
                claims.onward = Some(onward.clone());
                false
            }
            None => true,
        }
    });
}
