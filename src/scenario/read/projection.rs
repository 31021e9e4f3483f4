//! The projection of students.

use super::super::problem::{Place, Problem, percent};
use super::super::tree::{Node, Table};
use super::reader::{Reader, school_year};
use crate::domain::{
    Count, Given, Measure, Participation, Projection, Provenance, SchoolYear, Text,
};
use crate::money::Exact;

/// The path of the table.
const PATH: &str = "projection";

impl Reader {
    /// Returns the projection under `projection`, if there is one.
    pub(super) fn projection(
        &mut self,
        tree: &Table,
        counts: &[Count],
        counted: SchoolYear,
    ) -> Option<Projection> {
        let table = tree.get(PATH).and_then(Node::as_table)?;
        self.assumption(table, PATH);
        let attrition = self.by_year_of_study(table, "attrition");
        let shares = self.by_year_of_study(table, "by-year-of-study");
        if let (Some(shares), Some(node)) = (&shares, table.get("by-year-of-study")) {
            let years = match (&attrition, table.get("attrition")) {
                (None, Some(_)) => None,
                (attrition, _) => Some(attrition.as_ref().map_or(0, Vec::len)),
            };
            self.check_shares(shares, years, node);
        }
        let is_of_students = |count: &&Count| count.heads.contains_key(&Measure::Students);
        let students = counts.iter().filter(is_of_students);
        let last = students.map(|count| count.year).max().unwrap_or(counted);
        let projection = Projection {
            in_partnerships: self.in_partnerships(table, last),
            intake_growth: self.growth_rate(table, "intake-growth", PATH)?,
            attrition: attrition.unwrap_or_default(),
            by_year_of_study: shares.unwrap_or_default(),
            provenance: self.provenance(table),
        };
        self.projection_assumptions(&projection);
        Some(projection)
    }

    /// Returns shares by year of study; `None` where they are left out or not complete.
    fn by_year_of_study(&mut self, table: &Table, key: &str) -> Option<Vec<Given<Exact>>> {
        let node = table.get(key)?;
        let inner = node.as_table()?;
        let path = format!("{PATH}.{key}");
        if inner.entries.is_empty() {
            let text = Text::new(
                format!("`{key}` noemt geen studiejaar"),
                format!("`{key}` names no year of study"),
            );
            self.problem(Problem::error("bad-projection", node.place, text).hint(
                format!("voeg het eerste toe, als `{key} = {{ 1 = \"20 %\" }}`, of laat het weg"),
                format!("add the first, such as `{key} = {{ 1 = \"20 %\" }}`, or leave it out"),
            ));
            return None;
        }
        let mut shares = Vec::new();
        for number in 1..=inner.entries.len() {
            let name = number.to_string();
            if inner.get(&name).is_none() {
                self.no_year_of_study(key, &name, inner);
                return None;
            }
            let mut share = self.share(inner, &name, &path)?;
            if share.provenance == Provenance::default() {
                share.provenance = self.provenance(table);
            }
            shares.push(share);
        }
        Some(shares)
    }

    /// Tells a gap; what is no year of study at all has been reported.
    fn no_year_of_study(&mut self, key: &str, name: &str, inner: &Table) {
        let is_year = |text: &str| text.parse::<u8>().is_ok_and(|year| (1..=8).contains(&year));
        if inner.entries.iter().any(|entry| !is_year(&entry.key)) {
            return;
        }
        let Some(last) = inner.entries.last() else {
            return;
        };
        let text = Text::new(
            format!("`{key}` slaat studiejaar {name} over"),
            format!("`{key}` leaves out year of study {name}"),
        );
        self.problem(Problem::error("bad-projection", last.key_place, text).hint(
            format!("voeg `{name} = …` toe"),
            format!("add `{name} = …`"),
        ));
    }

    /// Checks that shares by year of study are those of the whole course, as many as those that
    /// leave where these could be read.
    fn check_shares(&mut self, shares: &[Given<Exact>], years: Option<usize>, node: &Node) {
        let total: Exact = shares.iter().map(|share| share.value.clone()).sum();
        if total != Exact::one() {
            let percent = percent(&total);
            let text = Text::new(
                format!("de delen per studiejaar tellen op tot {}", percent.nl),
                format!("the shares by year of study add up to {}", percent.en),
            );
            self.problem(
                Problem::error("shares-do-not-add-up", node.place, text).hint(
                    "verander de delen zodat ze samen 100 % zijn",
                    "change the shares so that they make 100 % together",
                ),
            );
        }
        if let Some(years) = years.filter(|years| *years != shares.len()) {
            let given = shares.len();
            let text = Text::new(
                format!("delen van {given} studiejaren, en uitval van {years}"),
                format!("shares of {given} years of study, and attrition of {years}"),
            );
            self.problem(Problem::error("bad-projection", node.place, text).hint(
                "geef `by-year-of-study` en `attrition` voor dezelfde studiejaren",
                "give `by-year-of-study` and `attrition` for the same years of study",
            ));
        }
    }

    fn in_partnerships(&mut self, table: &Table, last: SchoolYear) -> Option<Participation> {
        let inner = table.get("in-partnerships")?.as_table()?;
        let path = format!("{PATH}.in-partnerships");
        self.assumption(inner, &path);
        let now = self.share(inner, "now", &path);
        let target = self.share(inner, "target", &path);
        let place = |key: &str| inner.get(key).map(|node| node.plain().place);
        if let (Some(now), Some(place)) = (&now, place("now"))
            && now.value.is_zero()
        {
            self.nobody_in_partnerships(place);
        }
        let by = school_year(inner, "by")?;
        if let Some(place) = place("by")
            && by <= last
        {
            let text = Text::new(
                format!("{by} komt niet na het laatst getelde schooljaar {last}"),
                format!("{by} does not come after {last}, the last counted school year"),
            );
            self.problem(Problem::error("bad-projection", place, text).hint(
                "kies een later jaar, of laat `in-partnerships` weg",
                "choose a later year, or leave `in-partnerships` out",
            ));
        }
        Some(Participation {
            now: now?,
            target: target?,
            by,
        })
    }

    fn nobody_in_partnerships(&mut self, place: Place) {
        let text = Text::new(
            "van een deel van 0 % kunnen de getelde studenten niet groeien",
            "counted students cannot grow from a share of 0 %",
        );
        self.problem(Problem::error("bad-projection", place, text).hint(
            "geef het deel dat in het teljaar binnen een partnerschap werd opgeleid",
            "give the share that was trained within partnerships in the counted year",
        ));
    }

    fn projection_assumptions(&mut self, projection: &Projection) {
        let intake = percent(&projection.intake_growth.value);
        let mut assume = |nl: String, en: String| self.assume(Some(PATH.into()), Text::new(nl, en));
        assume(
            format!(
                "na de laatste telling volgt het aantal studenten `[projection]`, met een \
                 instroom die per jaar {} groeit; `growth` geldt alleen voor andere aantallen",
                intake.nl
            ),
            format!(
                "after the last count students follow `[projection]`, with an intake that grows \
                 {} a year; `growth` goes for other counts only",
                intake.en
            ),
        );
        if projection.by_year_of_study.is_empty() {
            assume(
                "de getelde studenten zijn over de studiejaren verdeeld als bij gelijkmatige \
                 groei, zodat uitval hun aantal niet verandert"
                    .into(),
                "the counted students are spread over years of study as under steady growth, so \
                 that attrition does not change their number"
                    .into(),
            );
        } else {
            let all = projection.attrition.iter();
            let all: Vec<Text> = all.map(|given| percent(&given.value)).collect();
            let nl: Vec<&str> = all.iter().map(|text| text.nl.as_str()).collect();
            let en: Vec<&str> = all.iter().map(|text| text.en.as_str()).collect();
            let (nl, en) = (nl.join(" / "), en.join(" / "));
            assume(
                format!("uitval per studiejaar, in elk jaar dezelfde: {nl}"),
                format!("attrition by year of study, the same in every year: {en}"),
            );
        }
        if let Some(one) = &projection.in_partnerships {
            let [now, target] = [&one.now, &one.target].map(|given| percent(&given.value));
            let by = one.by;
            assume(
                format!(
                    "het deel van de studenten binnen partnerschappen gaat in gelijke stappen van \
                     {} in het teljaar naar {} in {by}",
                    now.nl, target.nl
                ),
                format!(
                    "the share of students within partnerships goes in equal steps from {} in the \
                     counted year to {} in {by}",
                    now.en, target.en
                ),
            );
        }
    }
}
