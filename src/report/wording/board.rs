//! Words of the report for boards. It describes; it recommends nothing.

use super::Sentences;
use super::lines::capitalised;
use crate::domain::{Head, Lang, Year};
use crate::results::comparison::Period;

impl Sentences {
    /// What kind of document the report is.
    pub(crate) fn report_kind(self) -> &'static str {
        self.word(
            "Doorrekening voor bestuurders; geen beschikking",
            "Calculation for boards; not a grant decision",
        )
    }

    /// Names the years of a period.
    pub(crate) fn years(self, (first, last): (Year, Year), length: usize) -> String {
        match length {
            1 => first.to_string(),
            _ => format!("{first} {} {last}", self.word("tot en met", "to")),
        }
    }

    /// Says which years the report is about, and in which prices.
    pub(crate) fn report_years(self, years: &str) -> String {
        self.say(
            format!("{years}, lopende prijzen"),
            format!("{years}, current prices"),
        )
    }

    /// The link past the contents.
    pub(crate) fn skip(self) -> &'static str {
        self.word("Naar de inhoud", "To the content")
    }

    /// Names the list of sections.
    pub(crate) fn contents(self) -> &'static str {
        self.word("Inhoud", "Contents")
    }

    /// The last line of the report.
    pub(crate) fn report_foot(self, program: &str) -> String {
        self.say(
            format!(
                "Gemaakt met {program}. Alle bedragen zijn tot op de cent berekend; \
                 in grafieken en kerncijfers staan hele euro's."
            ),
            format!(
                "Made with {program}. All amounts are computed to the cent; \
                 charts and key figures show whole euros."
            ),
        )
    }

    /// Names the scenario without the overlays of a variant.
    pub(crate) fn starting_point(self) -> &'static str {
        self.word("uitgangspunt", "starting point")
    }

    /// Names the scenario without the overlays of a variant by its scheme.
    pub(crate) fn starting_from(self, scheme: &str) -> String {
        format!("{scheme} ({})", self.starting_point())
    }

    /// Heads the answer.
    pub(crate) fn answer_head(self) -> &'static str {
        self.word("Het antwoord", "The answer")
    }

    /// Says that the report leaves the choice to who reads it.
    pub(crate) fn no_advice(self) -> &'static str {
        self.word(
            "Dit rapport rekent de modellen door en beveelt er geen aan.",
            "This report computes the models and recommends none of them.",
        )
    }

    /// Says how many students are trained, and on which amounts in the first model.
    pub(crate) fn students_and_amounts(
        self,
        students: &str,
        [lowest, highest]: [&str; 2],
        period: &Period,
    ) -> String {
        let (heads, head) = (self.counted_heads(period), self.unit(period.head));
        let of = match period.length {
            1 => self.word(" lerarenopleiding", " of teacher education"),
            _ => "",
        };
        if lowest == highest {
            return self.say(
                format!(
                    "Het gaat om {students} {heads}{of}; voor samen opleiden is in model A per \
                     {head} overal {lowest} beschikbaar."
                ),
                format!(
                    "It is about {students} {heads}{of}; in model A, {lowest} per {head} is \
                     available for training everywhere."
                ),
            );
        }
        self.say(
            format!(
                "Het gaat om {students} {heads}{of}; voor samen opleiden is in model A per \
                 {head} tussen {lowest} en {highest} beschikbaar."
            ),
            format!(
                "It is about {students} {heads}{of}; in model A, between {lowest} and {highest} \
                 per {head} is available for training."
            ),
        )
    }

    /// Says how many gain and lose in each model beside the baseline.
    pub(crate) fn outcomes(self, baseline: &str, models: &[(&str, [usize; 2])]) -> String {
        let told = models.iter().map(|(model, [up, down])| {
            let goes = if *up == 1 { "gaat" } else { "gaan" };
            self.say(
                format!("bij {model} {goes} {up} erop vooruit en {down} erop achteruit"),
                format!("under {model}, {up} gain and {down} lose"),
            )
        });
        let told = told.collect::<Vec<String>>().join("; ");
        self.say(
            format!("Partnerschappen vergeleken met model {baseline}: {told}."),
            format!("Partnerships compared with model {baseline}: {told}."),
        )
    }

    /// Says how much money moves in each model beside the baseline.
    pub(crate) fn moving(self, models: &[(&str, String)]) -> String {
        let told = models.iter().map(|(model, moved)| match self.lang {
            Lang::Nl => format!("bij {model} {moved}"),
            Lang::En => format!("{moved} under {model}"),
        });
        let told = told.collect::<Vec<String>>().join(", ");
        self.say(
            format!(
                "Van de ene ontvanger naar de andere verschuift {told}: de helft van alle \
                 verschillen met A, meer en minder bij elkaar."
            ),
            format!(
                "Money that moves from one recipient to another: {told}; it is half of all \
                 changes from A, gains and losses together."
            ),
        )
    }

    /// Says who receives how much more and who less in a model: the greatest of each, without an
    /// end.
    pub(crate) fn who_moves(
        self,
        model: &str,
        more: Option<(String, String)>,
        less: Option<(String, String)>,
    ) -> String {
        let more = more.map(|(name, amount)| {
            self.say(
                format!("{name} {amount} meer"),
                format!("{name} {amount} more"),
            )
        });
        let less = less.map(|(name, amount)| {
            self.say(
                format!("{name} {amount} minder"),
                format!("{name} {amount} less"),
            )
        });
        let told: Vec<String> = more.into_iter().chain(less).collect();
        match told.is_empty() {
            true => self.say(
                format!("bij {model} verandert er voor niemand iets"),
                format!("nothing changes for anybody under {model}"),
            ),
            false => self.say(
                format!("bij {model} {}", told.join(" en ")),
                format!("{} under {model}", told.join(" and ")),
            ),
        }
    }

    /// Says what becomes of whom in all models beside the baseline.
    pub(crate) fn greatest_changes(self, models: &[String]) -> String {
        let told = models.join("; ");
        self.say(
            format!("De grootste verschillen: {told}."),
            format!("The greatest changes: {told}."),
        )
    }

    /// Says that all models give each the same.
    pub(crate) fn nothing_apart(self) -> &'static str {
        self.word(
            "De modellen geven ieder hetzelfde bedrag.",
            "The models give each the same amount.",
        )
    }

    /// Heads the four figures.
    pub(crate) fn figures_head(self) -> &'static str {
        self.word("Vier cijfers", "Four figures")
    }

    /// Names the four figures.
    pub(crate) fn four_figures(self, period: Option<&Period>) -> [String; 4] {
        let heads = period.map_or(self.units(Head::Student).to_owned(), |period| {
            self.counted_heads(period)
        });
        let head = self.unit(period.map_or(Head::Student, |period| period.head));
        [
            self.say(
                capitalised(&format!("{heads} die worden opgeleid")),
                capitalised(&format!("{heads} trained")),
            ),
            self.say(
                format!("Euro per {head} voor samen opleiden, laagste tot hoogste partnerschap"),
                format!("Euros per {head} for training, lowest to highest partnership"),
            ),
            self.word(
                "Deel van het geld dat niet rechtstreeks naar partnerschappen gaat",
                "Part of the money that does not go directly to partnerships",
            )
            .to_owned(),
            self.word(
                "Grootste achteruitgang van een partnerschap",
                "Largest decline of a partnership",
            )
            .to_owned(),
        ]
    }

    /// Writes two ends, or the one where they are equal.
    pub(crate) fn between_ends(self, low: &str, high: &str) -> String {
        match low == high {
            true => low.to_owned(),
            false => format!("{low} {} {high}", self.word("tot", "to")),
        }
    }

    /// Says that a figure cannot be told.
    pub(crate) fn unknown(self) -> &'static str {
        self.word("niet bekend", "not known")
    }

    /// Says that the others are held against this model.
    pub(crate) fn compared_with_this(self) -> &'static str {
        self.word("uitgangspunt", "starting point")
    }

    /// Says that nobody loses.
    pub(crate) fn nobody_loses(self) -> &'static str {
        self.word("niemand gaat erop achteruit", "nobody loses")
    }

    /// Heads the models.
    pub(crate) fn models_head(self) -> &'static str {
        self.word("De modellen naast elkaar", "The models side by side")
    }

    /// Says which variants had no room.
    pub(crate) fn models_left_out(self, ids: &[String]) -> String {
        let ids = ids.join(", ");
        self.say(
            format!("Niet getoond: {ids}. Kies andere modellen met `--models`."),
            format!("Not shown: {ids}. Choose other models with `--models`."),
        )
    }

    /// Heads what goes directly to partnerships.
    pub(crate) fn reaching_head(self) -> &'static str {
        self.word(
            "Wat rechtstreeks naar partnerschappen gaat en wat elders",
            "What goes directly to partnerships and what elsewhere",
        )
    }

    /// Says what goes directly to partnerships over all models, and what does not.
    pub(crate) fn reaching(self, [low, high]: &[String; 2], [least, most]: &[String; 2]) -> String {
        let (direct, elsewhere) = (self.between_ends(low, high), self.between_ends(least, most));
        self.say(
            format!("Rechtstreeks naar partnerschappen gaat {direct}; elders {elsewhere}."),
            format!("Partnerships receive {direct} directly; {elsewhere} goes elsewhere."),
        )
    }

    /// Names the two ends of the money.
    pub(crate) fn training_or_elsewhere(self) -> [&'static str; 2] {
        [
            self.word(
                "rechtstreeks naar partnerschappen",
                "directly to partnerships",
            ),
            self.word("elders", "elsewhere"),
        ]
    }

    /// Heads the totals of the models.
    pub(crate) fn totals_head(self) -> &'static str {
        self.word("Totalen per model", "Totals per model")
    }

    /// Heads the columns of the totals.
    pub(crate) fn totals_heads(self) -> [&'static str; 7] {
        [
            self.word("model", "model"),
            self.word("betaald", "paid"),
            self.unallocated(),
            self.word("partnerschappen vooruit", "partnerships that gain"),
            self.word("achteruit", "that lose"),
            self.moved(),
            self.word("wensen vervuld", "wishes that hold"),
        ]
    }

    /// Writes how many of how many.
    pub(crate) fn so_many_of(self, some: usize, all: usize) -> String {
        format!("{some} {} {all}", self.word("van", "of"))
    }

    /// Says in a cell that the scenario states no wishes.
    pub(crate) fn no_wishes_stated(self) -> &'static str {
        self.word("geen gesteld", "none stated")
    }

    /// Heads gainers and losers.
    pub(crate) fn gains_head(self) -> &'static str {
        self.word(
            "Wie erop vooruit of achteruit gaat",
            "Who gains and who loses",
        )
    }

    /// Says that there is one model only.
    pub(crate) fn one_model(self) -> &'static str {
        self.word(
            "Dit scenario heeft één model, dus is er niets te vergelijken.",
            "This scenario has one model, so there is nothing to compare.",
        )
    }

    /// Heads the changes of a model.
    pub(crate) fn change_head(self, model: &str, baseline: &str) -> String {
        self.say(
            format!("Verschil van model {model} met model {baseline} per partnerschap"),
            format!("Change of model {model} from model {baseline} per partnership"),
        )
    }

    /// Says what a chart of changes shows: gainers, losers and unchanged, with their sums.
    pub(crate) fn change_seen(self, [up, down, same]: &[(usize, String); 3]) -> String {
        self.say(
            format!(
                "{} vooruit (samen {}), {} achteruit (samen {}), {} gelijk.",
                up.0, up.1, down.0, down.1, same.0
            ),
            format!(
                "{} gain (together {}), {} lose (together {}), {} unchanged.",
                up.0, up.1, down.0, down.1, same.0
            ),
        )
    }

    /// Heads the table of changes.
    pub(crate) fn change_table(self, [baseline, model]: [&str; 2]) -> String {
        self.say(
            format!("Alle bedragen, model {baseline} en {model}"),
            format!("All amounts, models {baseline} and {model}"),
        )
    }

    /// Heads the columns of the table of changes.
    pub(crate) fn change_heads(self, [baseline, model]: [&str; 2]) -> [String; 5] {
        [
            self.name_head().to_owned(),
            baseline.to_owned(),
            model.to_owned(),
            self.difference().to_owned(),
            self.word("in procenten", "in percent").to_owned(),
        ]
    }

    /// Heads a chart of amounts.
    pub(crate) fn amounts_head(self, level: &str, years: &str) -> String {
        self.say(
            format!("Bedrag per {level}, {years}"),
            format!("Amount per {level}, {years}"),
        )
    }

    /// Heads a chart of amounts per student.
    pub(crate) fn per_student_head(self, level: &str, years: &str, head: Head) -> String {
        let head = self.unit(head);
        self.say(
            format!("Bedrag per {head}, per {level}, {years}"),
            format!("Amount per {head}, per {level}, {years}"),
        )
    }

    /// Heads a table of amounts.
    pub(crate) fn amounts_table(self, level: &str, years: &str, head: Head) -> String {
        let heads = capitalised(self.units(head));
        let comma = match head {
            Head::Student => "",
            _ => ",",
        };
        self.say(
            format!("{heads}{comma} en bedragen per {level}, {years}"),
            format!("{heads}{comma} and amounts per {level}, {years}"),
        )
    }

    /// Heads the first columns of a table of amounts.
    pub(crate) fn students_heads(self, period: &Period) -> [String; 2] {
        [self.name_head().to_owned(), self.counted_heads(period)]
    }

    /// Says whom the models treat most differently.
    pub(crate) fn furthest_apart(self, name: &str, apart: &str) -> String {
        self.say(
            format!("Het verschil tussen de modellen is het grootst bij {name}: {apart}."),
            format!("The models differ most for {name}: {apart}."),
        )
    }
}
