//! Words of amounts per head: whom they are per, and who is counted.

use super::Sentences;
use crate::domain::Head;
use crate::results::comparison::Period;

impl Sentences {
    /// Heads the amounts per student, and says when these were counted.
    pub(crate) fn per_student(self, period: &Period) -> String {
        let years = period.counted.iter().map(ToString::to_string);
        let years = years.collect::<Vec<String>>().join(", ");
        if period.length > 1 {
            let prices = self.prices_of(period);
            let with = self.with_side_entrants(period.head);
            return self.say(
                format!("Per studentjaar lerarenopleiding{with}, geteld in {years}{prices}"),
                format!("Per student year of teacher education{with}, counted in {years}{prices}"),
            );
        }
        let head = self.unit(period.head);
        self.say(
            format!("Per {head} lerarenopleiding, geteld in {years}"),
            format!("Per {head} of teacher education, counted in {years}"),
        )
    }

    /// Names what the numbers of students of a period are: of several years they are added up.
    pub(super) fn counted_heads(self, period: &Period) -> String {
        let with = self.with_side_entrants(period.head);
        match period.length {
            1 => self.units(period.head).to_owned(),
            _ => format!("{}{with}", self.word("studentjaren", "student years")),
        }
    }

    /// Says behind student years that side entrants are in them.
    fn with_side_entrants(self, head: Head) -> &'static str {
        match head {
            Head::Trained => self.word(" (met zij-instromers)", " (with side entrants)"),
            _ => "",
        }
    }

    /// Names what an amount per head of a period is per.
    pub(super) fn per_head(self, period: &Period) -> String {
        let with = self.with_side_entrants(period.head);
        match period.length {
            1 => format!("per {}", self.unit(period.head)),
            _ => format!("{}{with}", self.word("per studentjaar", "per student year")),
        }
    }
}
