//! Why there are no such points, or why points say nothing, in both languages.

use crate::design::{MOST_DIMENSIONS, MOST_LEVELS, MOST_POINTS, Unfit};
use crate::domain::Text;
use crate::sensitivity::Unusable;

/// Returns why there is no such design.
pub(super) fn unfit(why: &Unfit) -> Text {
    let nl = match why {
        Unfit::NoDimensions => {
            "er varieert niets: een ontwerp heeft minstens één dimensie".to_owned()
        }
        Unfit::Dimensions(count) => {
            format!("{count} dimensies zijn er meer dan de {MOST_DIMENSIONS} van een ontwerp")
        }
        Unfit::None { what } => format!("een ontwerp van 0 {} heeft geen punten", word(what)),
        Unfit::TooMany { what, count } => {
            let what = word(what);
            format!("{count} {what} zijn er meer dan de {MOST_POINTS} van een ontwerp")
        }
        Unfit::Levels(levels) => {
            format!("{levels} niveaus gaan niet: een even aantal van 2 tot {MOST_LEVELS} wel")
        }
        Unfit::NotSquare {
            row,
            length,
            dimensions,
        } => format!("rij {row} van de correlaties heeft {length} getallen, niet {dimensions}"),
        Unfit::Correlation { row, column, value } => format!(
            "de correlatie van {row} met {column} is {value}: van -1 tot 1, en 1 met zichzelf"
        ),
        Unfit::Asymmetric { row, column } => {
            format!(
                "de correlatie van {row} met {column} is een andere dan die van {column} met {row}"
            )
        }
        Unfit::NotPositiveDefinite { row } => {
            format!("geen getallen hebben deze correlaties: die van {row} spreken eerdere tegen")
        }
    };
    Text::new(nl, why.to_string())
}

/// Returns why a sample says nothing.
pub(super) fn unusable(why: &Unusable) -> Text {
    let nl = match why {
        Unusable::NoInputs => "er varieert niets".to_owned(),
        Unusable::Length {
            input,
            values,
            rows,
        } => format!("parameter {input} heeft {values} waarden bij {rows} rijen"),
        Unusable::NotFinite { input, row } => {
            format!("parameter {input} heeft in rij {row} geen eindig getal")
        }
        Unusable::Layout { rows, what, each } => {
            let what = word(what);
            format!("{rows} rijen zijn geen heel aantal {what} van {each} rijen")
        }
        Unusable::TooFew { used, what, least } => {
            let what = word(what);
            format!("{used} {what} met een uitkomst zijn te weinig: er zijn er {least} nodig")
        }
        Unusable::ConstantOutput => "de uitkomst is in elke rij dezelfde".to_owned(),
        Unusable::NoTrajectory { trajectory } => {
            format!("traject {trajectory} verzet niet elke parameter één keer, na elkaar")
        }
        Unusable::NotPositive { what } => format!("de {} moet boven nul zijn", word(what)),
        Unusable::NotAPart { what, value } => {
            format!("de {} van {value} ligt niet tussen 0 en 1", word(what))
        }
        Unusable::NothingOfInterest => "in geen enkele rij gebeurt het gezochte".to_owned(),
        Unusable::Ragged {
            what,
            at,
            values,
            expected,
        } => format!(
            "{} {at} heeft {values} waarden, niet {expected}",
            word(what)
        ),
    };
    Text::new(nl, why.to_string())
}

/// Returns the Dutch word for what designs and samples are counted in.
fn word(english: &str) -> &str {
    match english {
        "base samples" => "basispunten",
        "trajectories" => "trajecten",
        "points" => "punten",
        "rows" => "rijen",
        "step" => "stap",
        "peel" => "schil",
        "paste" => "aanvulling",
        "point" => "punt",
        "policy" => "variant",
        "quantile" => "kwantiel",
        "least mass" => "kleinste omvang",
        other => other,
    }
}
