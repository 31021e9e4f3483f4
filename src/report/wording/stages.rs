//! Stages: the order of steps of a division, in words.

use super::Sentences;
use crate::domain::{Precision, Stage};
use crate::money::Cents;

impl Sentences {
    /// Heads the order of steps.
    pub fn order_of_steps(self) -> &'static str {
        self.word("Volgorde van de stappen:", "Order of the steps:")
    }

    /// Returns the stages of a division in order.
    pub fn stages(self, stages: &[Stage]) -> String {
        let words: Vec<String> = stages.iter().map(|stage| self.stage(stage)).collect();
        words.join(" → ")
    }

    fn stage(self, stage: &Stage) -> String {
        match stage {
            Stage::Entitlements => self.word("aanspraken", "entitlements").to_owned(),
            Stage::Protected => self
                .word("beschermde delen eerst", "protected parts first")
                .to_owned(),
            Stage::Shortage(rule) => {
                let rule = self.shortage(*rule);
                self.say(
                    format!("bij tekort: {rule}"),
                    format!("on shortage: {rule}"),
                )
            }
            Stage::Slices => self.word("inhoudingen vooraf", "top-slices").to_owned(),
            Stage::Earmarks => self.word("oormerken", "earmarks").to_owned(),
            Stage::Key => self.word("verdeelsleutel", "allocation key").to_owned(),
            Stage::Adjustment { id, rule } => format!("{} (`{id}`)", self.adjustment(rule)),
            Stage::Limits => self
                .word("minimum en maximum", "minimum and maximum")
                .to_owned(),
            Stage::Rounding(precision) => self.rounding(precision),
        }
    }

    /// Names an adjustment by its rule.
    pub(super) fn adjustment(self, rule: &str) -> &'static str {
        match rule {
            "equalise" => self.word("gelijktrekken per student", "evening out per student"),
            "level-up" => self.word("optrekken van de laagsten", "lifting the lowest"),
            "hold-harmless" => self.word("vangnet", "hold-harmless"),
            "minimum-guarantee" => {
                self.word("garantie uit de stijgingen", "guarantee paid by gains")
            }
            "phase-in" => self.word("ingroei", "phase-in"),
            "compensation" => self.word("afbouw van het verschil", "falling compensation"),
            "year-band" => self.word("bandbreedte per jaar", "yearly band"),
            "limits" => self.word("minimum en maximum", "minimum and maximum"),
            _ => self.word("gedeelde kosten", "shared cost"),
        }
    }

    fn rounding(self, precision: &Precision) -> String {
        let unit = match precision.unit {
            Cents::ONE => "cent".to_owned(),
            unit => self.money(unit),
        };
        match precision.each_step {
            true => self
                .word(
                    "elke stap naar beneden op de cent",
                    "every step down to the cent",
                )
                .to_owned(),
            false => self.say(
                format!(
                    "afronden op {}{unit}",
                    if unit == "cent" { "de " } else { "" }
                ),
                format!(
                    "rounding to {}{unit}",
                    if unit == "cent" { "the " } else { "" }
                ),
            ),
        }
    }
}
