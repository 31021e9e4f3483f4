//! Doubts about what a simulation draws, that only the compiled plans tell.

use super::open::Study;
use crate::domain::{Text, Uncertainty};
use crate::scenario::Problem;
use crate::simulation::unmoved;

/// Warns of uncertain numbers that change nothing in any variant.
pub(super) fn of_no_effect(study: &Study) -> Vec<Problem> {
    let variants = &study.opened.variants;
    let models = variants.iter().zip(&study.cases);
    let models: Vec<_> = models
        .map(|(variant, case)| (&variant.scenario, case))
        .collect();
    let warnings = unmoved(&models).into_iter().map(|one| {
        let path = format!("uncertain.{}", one.id);
        let place = variants.iter().find_map(|one| one.places.get(&path));
        let problem = |nl: String, en: String| Problem {
            place: place.copied(),
            ..Problem::warning("changes-nothing", Text::new(nl, en))
        };
        let (nl, en) = (
            format!("deze onzekerheid verandert niets: `{}`", one.id),
            format!("this uncertainty changes nothing: `{}`", one.id),
        );
        match &one.target {
            Uncertainty::Number(path) => problem(
                format!("{nl}, want `{path}` verplaatst hier geen geld"),
                format!("{en}, as `{path}` moves no money here"),
            )
            .hint(
                "laat haar weg, of noem het getal dat wel telt; `verdeel check` noemt de \
                 parameters die niets doen",
                "leave it out, or name the number that does count; `verdeel check` names the \
                 parameters that do nothing",
            ),
            Uncertainty::Growth(_) | Uncertainty::Counts(_) => problem(
                format!("{nl}, want elke telling is van het jaar waarvoor zij nodig is"),
                format!("{en}, as every count is of the year that it is wanted for"),
            )
            .hint(
                "tellingen zonder jaar gelden voor het eerste jaar: noem met `counted` het \
                 schooljaar waarin is geteld",
                "counts without a year are of the first year: state with `counted` the school \
                 year in which they were made",
            ),
        }
    });
    warnings.collect()
}
