//! The laboratory: one division problem as JSON in, one exact answer as JSON out.
//!
//! One file per family of rules; a rule is one line in [`RULES`], which the help reads too.

mod amounts;
mod apportionment;
mod equalisation;
mod inequality;
mod minimum_guarantee;
mod problem;
mod protection;
mod repetition;
mod shared_costs;
mod shortage;
mod tiers;
mod two_stages;
mod two_way;

use serde_json::{Value, json};

use self::problem::Problem;

/// A rule of the laboratory.
pub struct Rule {
    /// Its name in problems.
    pub name: &'static str,
    /// What it does, in one line.
    pub about: &'static str,
    /// Problems under it, each as JSON on a line of its own.
    pub example: &'static str,
    /// Solves a problem.
    answer: fn(&Problem) -> Result<Value, Fault>,
}

/// Every rule, in the order of the help.
pub static RULES: &[Rule] = &[
    shortage::PROPORTIONAL,
    shortage::EQUAL_AWARDS,
    shortage::EQUAL_LOSSES,
    shortage::TALMUD,
    shortage::REVERSE_TALMUD,
    shortage::PINILES,
    shortage::CONSTRAINED_EGALITARIAN,
    shortage::ADJUSTED_PROPORTIONAL,
    shortage::RANDOM_ARRIVAL,
    shortage::MINIMAL_OVERLAP,
    shortage::AVERAGE_AWARDS_LOSSES,
    shortage::PRIORITY,
    shortage::PRIORITY_CLASSES,
    shortage::WEIGHTED_EQUAL_AWARDS,
    shortage::WEIGHTED_EQUAL_LOSSES,
    protection::WATER_FILLING,
    protection::HOLD_HARMLESS,
    minimum_guarantee::MINIMUM_GUARANTEE,
    protection::PHASE_IN,
    equalisation::EQUALISE,
    equalisation::LEVELLING_UP,
    equalisation::LEVELLING_DOWN,
    equalisation::NEED_CAPACITY,
    tiers::TIERS,
    shared_costs::SHARED_COSTS,
    two_stages::TWO_STAGES,
    apportionment::APPORTION,
    two_way::BIPROPORTIONAL,
    two_way::CONTROLLED_ROUNDING,
    two_way::PROPORTIONAL_FITTING,
    inequality::INEQUALITY,
];

/// Why a problem has no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Stable code: `ill-posed`, `impossible`, `too-large` or `unknown-rule`.
    pub code: &'static str,
    /// What is wrong and where, in English.
    pub message: String,
}

impl Fault {
    /// Returns the fault of a problem that is not well stated.
    fn ill_posed(message: impl Into<String>) -> Fault {
        Fault {
            code: "ill-posed",
            message: message.into(),
        }
    }

    /// Returns the fault of a problem that is well stated and has no answer.
    fn impossible(message: impl Into<String>) -> Fault {
        Fault {
            code: "impossible",
            ..Fault::ill_posed(message)
        }
    }

    /// Returns the fault of a problem beyond a stated limit.
    fn too_large(message: impl Into<String>) -> Fault {
        Fault {
            code: "too-large",
            ..Fault::ill_posed(message)
        }
    }

    /// Returns the fault as it is answered.
    pub fn to_json(&self) -> Value {
        json!({ "error": { "code": self.code, "message": self.message } })
    }
}

/// Solves the problem in `text`.
///
/// # Errors
///
/// [`Fault`] when the problem is not well stated, or has no answer.
pub fn answer(text: &str) -> Result<Value, Fault> {
    let problem = Problem::read(text)?;
    let name = problem.text("rule")?;
    let rule = RULES.iter().find(|rule| rule.name == name);
    let rule = rule.ok_or_else(|| Fault {
        code: "unknown-rule",
        message: format!("no rule is called `{name}`: see `verdeel rule --help`"),
    })?;
    let answer = (rule.answer)(&problem)?;
    problem.nothing_unread()?;
    Ok(answer)
}
