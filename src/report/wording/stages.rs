//! Stages: the order of steps of a division, in words.

use super::Sentences;
use crate::domain::{AdjustmentKind, Precision, Stage};
use crate::money::Cents;
use crate::rules::Apportionment;

impl Sentences {
    /// Heads the order of steps.
    pub(crate) fn order_of_steps(self) -> &'static str {
        self.word("Volgorde van de stappen:", "Order of the steps:")
    }

    /// Returns the stages of a division in order.
    pub(crate) fn stages(self, stages: &[Stage]) -> String {
        let words: Vec<String> = stages.iter().map(|stage| self.stage(stage)).collect();
        words.join(" → ")
    }

    fn stage(self, stage: &Stage) -> String {
        match stage {
            Stage::Entitlements => self.word("aanspraken", "entitlements").to_owned(),
            Stage::Protected => self
                .word("beschermde delen eerst", "protected parts first")
                .to_owned(),
            Stage::Regions(first) => self.first_stage(first),
            Stage::Shortage { rule, inner } => {
                let rule = self.shortage(*rule);
                let inside = inner.map(|inner| {
                    let inner = self.shortage(inner);
                    self.say(
                        format!(", binnen een groep {inner}"),
                        format!(", inside a class {inner}"),
                    )
                });
                let inside = inside.unwrap_or_default();
                self.say(
                    format!("bij tekort: {rule}{inside}"),
                    format!("on shortage: {rule}{inside}"),
                )
            }
            Stage::Slices => self.word("inhoudingen vooraf", "top-slices").to_owned(),
            Stage::Earmarks => self.word("oormerken", "earmarks").to_owned(),
            Stage::Key => self.word("verdeelsleutel", "allocation key").to_owned(),
            Stage::Adjustment { id, kind } => format!("{} (`{id}`)", self.adjustment(*kind)),
            Stage::Limits => self
                .word("minimum en maximum", "minimum and maximum")
                .to_owned(),
            Stage::BothTotals(method) => self.both_totals(*method),
            Stage::Rounding(precision) => self.rounding(precision),
            Stage::RoundedBothWays => self.rounded_both_ways().to_owned(),
        }
    }

    /// Names an adjustment by what it does.
    pub(super) fn adjustment(self, kind: AdjustmentKind) -> &'static str {
        match kind {
            AdjustmentKind::Equalise => {
                self.word("gelijktrekken per student", "evening out per student")
            }
            AdjustmentKind::LevelUp => self.word("optrekken van de laagsten", "lifting the lowest"),
            AdjustmentKind::LevelDown => {
                self.word("aftoppen van de hoogsten", "lowering the highest")
            }
            AdjustmentKind::NeedCapacity => self.word(
                "aanvulling naar behoefte en draagkracht",
                "grant by need and capacity",
            ),
            AdjustmentKind::HoldHarmless => self.word("vangnet", "hold-harmless"),
            AdjustmentKind::MinimumGuarantee => {
                self.word("garantie uit de stijgingen", "guarantee paid by gains")
            }
            AdjustmentKind::PhaseIn => self.word("ingroeiregeling", "phase-in"),
            AdjustmentKind::Compensation => {
                self.word("afbouw van het verschil", "falling compensation")
            }
            AdjustmentKind::YearBand => self.word("bandbreedte per jaar", "yearly band"),
            AdjustmentKind::Limits => self.word("minimum en maximum", "minimum and maximum"),
            AdjustmentKind::SharedCost => self.word("gedeelde kosten", "shared cost"),
            AdjustmentKind::ServiceUnits => self.word(
                "kosten van diensten die ook elkaar bedienen",
                "costs of services that serve each other too",
            ),
        }
    }

    fn rounding(self, precision: &Precision) -> String {
        if precision.each_step {
            let down = self.word(
                "elke stap naar beneden op de cent",
                "every step down to the cent",
            );
            return down.to_owned();
        }
        let whole = match precision.unit {
            Cents::ONE => self
                .word("afronden op de cent", "rounding to the cent")
                .to_owned(),
            unit => {
                let unit = self.money(unit);
                self.say(format!("afronden op {unit}"), format!("rounding to {unit}"))
            }
        };
        match precision.method {
            Apportionment::LargestRemainder => whole,
            method => format!("{whole} ({})", method.name()),
        }
    }
}
