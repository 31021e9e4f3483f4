//! Sentences and labels of a comparison. It describes; it recommends nothing.

use super::{Sentences, decimal, number};
use crate::domain::{Head, Level, Text};
use crate::money::Exact;
use crate::plan::AccountKind;
use crate::results::comparison::{
    BreakEven, Direction, GroupName, Notice, Period, Recipient, Voters, Why,
};

impl Sentences {
    /// Heads the amounts of a period.
    pub(crate) fn compared(self, level: Level, period: &Period) -> String {
        let years = match period.length {
            1 => period.years.0.to_string(),
            _ => {
                let (first, last) = period.years;
                let up_to = self.word("tot en met", "to");
                format!("{first} {up_to} {last}")
            }
        };
        let level = self.level(level);
        let prices = self.prices_of(period);
        self.say(
            format!("{years}: bedragen per {level}{prices}"),
            format!("{years}: amounts per {level}{prices}"),
        )
    }

    /// Names the price level of amounts that add up several years.
    pub(super) fn prices_of(self, period: &Period) -> &'static str {
        match period.length {
            1 => "",
            _ => self.word(" (lopende prijzen)", " (current prices)"),
        }
    }

    /// Heads the changes.
    pub(crate) fn changes(self, baseline: &str) -> String {
        self.say(
            format!("Verschil met {baseline}"),
            format!("Change from {baseline}"),
        )
    }

    /// Names a recipient with its number of students.
    pub(crate) fn with_students(self, name: &str, students: i64) -> String {
        format!("{name} ({})", number(&students.into(), self.lang))
    }

    /// Writes a ratio as a percentage with one decimal and its sign.
    pub(crate) fn change_in_percent(self, ratio: &Exact) -> String {
        let text = ratio.times(&Exact::from(100)).to_decimal_text(1);
        let sign = match ratio.is_negative() || ratio.is_zero() {
            true => "",
            false => "+",
        };
        format!("{sign}{}\u{a0}%", decimal(&text, self.lang))
    }

    /// Writes decimal digits with the signs of the language.
    pub(crate) fn number_text(self, text: &str) -> String {
        decimal(text, self.lang)
    }

    /// Heads gainers and losers.
    pub(crate) fn who_gains(self, period: &Period) -> String {
        let students = self.counted_heads(period);
        self.say(
            format!("Wie erop vooruit of achteruit gaat (tussen haakjes hun {students})"),
            format!("Who gains and who loses (their {students} in brackets)"),
        )
    }

    /// "Gain".
    pub(crate) fn gainers(self) -> &'static str {
        self.word("gaan erop vooruit", "gain")
    }

    /// "Lose".
    pub(crate) fn losers(self) -> &'static str {
        self.word("gaan erop achteruit", "lose")
    }

    /// "See no change".
    pub(crate) fn unchanged(self) -> &'static str {
        self.word("blijven gelijk", "see no change")
    }

    /// What gainers gain together.
    pub(crate) fn gained(self) -> &'static str {
        self.word("samen erbij", "gained together")
    }

    /// What losers lose together.
    pub(crate) fn lost(self) -> &'static str {
        self.word("samen eraf", "lost together")
    }

    /// Money that changes hands.
    pub(crate) fn moved(self) -> &'static str {
        self.word("verschoven geld", "money moved")
    }

    /// The greatest losses: in money, in percent, per student.
    pub(crate) fn worst(self, period: &Period) -> [String; 3] {
        let greatest = self.word("grootste verlies", "greatest loss");
        let per_head = self.per_head(period);
        ["".to_owned(), " in %".to_owned(), format!(" {per_head}")]
            .map(|rest| format!("{greatest}{rest}"))
    }

    /// Who bears a loss.
    pub(crate) fn borne_by(self) -> &'static str {
        self.word("  bij", "  borne by")
    }

    /// Tells a number of recipients with their students.
    pub(crate) fn side(self, recipients: usize, students: i64) -> String {
        format!("{recipients} ({})", number(&students.into(), self.lang))
    }

    /// Heads gainers and losers by group.
    pub(crate) fn by_group(self) -> &'static str {
        self.word(
            "Vooruit / achteruit / gelijk, per groep",
            "Gain / lose / no change, by group",
        )
    }

    /// Names a group.
    pub(crate) fn group(self, name: &GroupName, period: &Period) -> String {
        match name {
            GroupName::Size(least, most) => {
                let [least, most] = [least, most].map(|heads| number(&(*heads).into(), self.lang));
                let students = self.counted_heads(period);
                match least == most {
                    true => format!("{least} {students}"),
                    false => format!("{least} - {most} {students}"),
                }
            }
            GroupName::Region(Some(id)) => format!("{} {id}", self.word("regio", "region")),
            GroupName::Region(None) => self.no_region().to_owned(),
            GroupName::Sector(Some(sector)) => format!("sector {}", sector.name()),
            GroupName::Sector(None) => self.word("geen sector", "no sector").to_owned(),
            GroupName::FixedShare(0, 0) => self
                .word("geen vaste voet in het bedrag", "no base amount")
                .to_owned(),
            GroupName::FixedShare(above, most) => self.say(
                format!("vaste voet boven {above} t/m {most} %"),
                format!("base amount above {above} to {most} %"),
            ),
        }
    }

    /// Heads the indices.
    pub(crate) fn evenness(self, period: &Period) -> String {
        let per_head = self.per_head(period);
        let once = match (period.length, period.head) {
            (1, Head::Trained) => self.word("ieder telt één keer", "everybody counts once"),
            (1, _) => self.word("elke student telt één keer", "every student counts once"),
            _ => self.word("elk jaar telt één keer", "every year counts once"),
        };
        self.say(
            format!("Gelijkmatigheid van het bedrag {per_head} ({once})"),
            format!("Evenness of the amount {per_head} ({once})"),
        )
    }

    /// Theil T where every part of a recipient in a region counts by itself: all of it, and what
    /// of it lies within and between regions.
    pub(crate) fn theil_of_regions(self) -> [&'static str; 3] {
        [
            self.word(
                "Theil T over delen in regio's",
                "Theil T of parts in regions",
            ),
            self.word("  binnen regio's", "  within regions"),
            self.word("  tussen regio's", "  between regions"),
        ]
    }

    /// Coefficient of variation.
    pub(crate) fn variation(self) -> &'static str {
        self.word("variatiecoëfficiënt", "coefficient of variation")
    }

    /// Least amount per student.
    pub(crate) fn least(self, period: &Period) -> String {
        format!(
            "{} {}",
            self.word("laagste", "least"),
            self.per_head(period)
        )
    }

    /// Greatest amount per student.
    pub(crate) fn greatest(self, period: &Period) -> String {
        let greatest = self.word("hoogste", "greatest");
        format!("{greatest} {}", self.per_head(period))
    }

    /// Says that some recipients have no amount per student.
    pub(crate) fn without_students(self, count: usize, head: Head) -> String {
        let heads = self.units(head);
        self.say(
            format!("niet meegeteld: {count} met geld en zonder {heads}"),
            format!("left out: {count} with money and without {heads}"),
        )
    }

    /// Heads the Lorenz curves.
    pub(crate) fn lorenz(self, head: Head) -> String {
        let heads = self.units(head);
        self.say(
            format!("Lorenz-krommen over {heads}, twee modellen tegelijk"),
            format!("Lorenz curves over {heads}, two models at a time"),
        )
    }

    /// What Lorenz curves tell: of shares, and of amounts.
    pub(crate) fn lorenz_columns(self) -> [&'static str; 2] {
        [
            self.word("gelijkmatiger", "more even"),
            self.word(
                "meer voor wie het minst krijgt",
                "more for those with least",
            ),
        ]
    }

    /// Names two models.
    pub(crate) fn pair(self, first: &str, second: &str) -> String {
        let and = self.word("en", "and");
        format!("{first} {and} {second}")
    }

    /// Says that two curves are the same.
    pub(crate) fn alike(self) -> &'static str {
        self.word("gelijk", "the same")
    }

    /// Says that two curves cross.
    pub(crate) fn not_comparable(self) -> &'static str {
        self.word("niet vergelijkbaar", "not comparable")
    }

    /// Heads the votes.
    pub(crate) fn voting(self, voters: Voters, parties: usize, votes: i64) -> String {
        let by_number = |one: &'static str, more: &'static str| match parties {
            1 => one,
            _ => more,
        };
        let who = match voters {
            Voters::Stated => self.word(
                by_number("partij", "partijen"),
                by_number("party", "parties"),
            ),
            Voters::Partners => self.word(
                by_number(
                    "schoolbestuur of lerarenopleiding",
                    "schoolbesturen en lerarenopleidingen",
                ),
                by_number("board or institute", "boards and institutes"),
            ),
            Voters::Partnerships => self.word(
                by_number("partnerschap", "partnerschappen"),
                by_number("partnership", "partnerships"),
            ),
        };
        let cast = match votes {
            1 => self.word("stem", "vote"),
            _ => self.word("stemmen", "votes"),
        };
        self.say(
            format!(
                "Stemmen voor het model van de rij boven dat van de kolom \
                 ({parties} {who}, {votes} {cast})"
            ),
            format!(
                "Votes for the model of the row over that of the column \
                 ({parties} {who}, {votes} {cast})"
            ),
        )
    }

    /// Says that one model has most votes in every pair.
    pub(crate) fn ahead_of_all(self, model: &str) -> String {
        self.say(
            format!("{model} heeft tegenover elk ander model de meeste stemmen"),
            format!("{model} has more votes than every other model it is set against"),
        )
    }

    /// Warns of a circle of preferences, of all models or of those behind one that is ahead.
    pub(crate) fn cycle(self, models: &[&str], is_behind: bool) -> String {
        let first = models.first().copied().unwrap_or_default();
        let chain = models.iter().chain([&first]).copied();
        let chain = chain.collect::<Vec<&str>>().join(" > ");
        match is_behind {
            true => self.say(
                format!("let op: onder andere modellen gaan de stemmen rond: {chain}"),
                format!("warning: among other models the votes go round: {chain}"),
            ),
            false => self.say(
                format!("let op: de stemmen gaan rond, dus de volgorde beslist: {chain}"),
                format!("warning: the votes go round, so their order decides: {chain}"),
            ),
        }
    }

    /// Says that models give a party less than it accepts.
    pub(crate) fn below_floor(self, party: &str, floor: &str, models: &[&str]) -> String {
        let models = models.join(", ");
        self.say(
            format!("onder de ondergrens van {party} ({floor}): {models}"),
            format!("below the floor of {party} ({floor}): {models}"),
        )
    }

    /// Heads the break-even values, with what they hold fixed.
    pub(crate) fn break_even(self, baseline: &str, up_to: i64, period: &Period) -> String {
        let up_to = number(&up_to.into(), self.lang);
        let prices = self.prices_of(period);
        self.say(
            format!(
                "Omslagpunten tegenover {baseline}: alleen het aantal studenten van dat \
                 partnerschap verandert, geprobeerd tot en met {up_to}{prices}"
            ),
            format!(
                "Break-even values against {baseline}: only the number of students of that \
                 partnership changes, tried up to {up_to}{prices}"
            ),
        )
    }

    /// Says that break-even values were not looked for.
    pub(crate) fn not_sought(self, why: &Text) -> String {
        let why = why.in_lang(self.lang);
        self.say(
            format!("Omslagpunten niet bepaald: {why}"),
            format!("Break-even values not determined: {why}"),
        )
    }

    /// Says that nobody changes sides.
    pub(crate) fn no_flips(self) -> &'static str {
        self.word("niemand slaat om", "nobody changes sides")
    }

    /// Tells where a partnership changes sides: the stretch it is in, and those beside it.
    pub(crate) fn flips(self, line: &BreakEven, model: &str, year: Option<&str>) -> String {
        let heads = |heads: i64| number(&heads.into(), self.lang);
        let at = line.current();
        let own = line.stretches.get(at);
        let own = own.map_or("", |(_, direction)| self.direction(*direction));
        let below = at
            .checked_sub(1)
            .and_then(|below| line.stretches.get(below));
        let below = below
            .zip(line.stretches.get(at))
            .map(|((_, side), (from, _))| {
                let (side, last) = (self.direction(*side), heads(from - 1));
                self.say(
                    format!("tot en met {last} {side}"),
                    format!("up to {last} {side}"),
                )
            });
        let above = line.stretches.get(at + 1).map(|(from, side)| {
            let (side, from) = (self.direction(*side), heads(*from));
            self.say(
                format!("vanaf {from} {side}"),
                format!("from {from} {side}"),
            )
        });
        let parts: Vec<String> = below.into_iter().chain(above).collect();
        let (id, parts) = (&line.recipient.id, parts.join("; "));
        let students = self.students(line.students);
        let year = year.map_or(String::new(), |year| format!(", {year}"));
        format!("{id}, {students}{year}, {model}: {own}; {parts}")
    }

    fn direction(self, direction: Direction) -> &'static str {
        match direction {
            Direction::Down => self.word("achteruit", "loses"),
            Direction::Same => self.word("gelijk", "no change"),
            Direction::Up => self.word("vooruit", "gains"),
        }
    }

    /// Heads what a reader might overlook.
    pub(crate) fn notable(self) -> &'static str {
        self.word("Let op", "Note")
    }

    /// Says that changes of a cent are not counted.
    pub(crate) fn within_rounding(self) -> &'static str {
        self.word(
            "een verschil van hoogstens een cent per jaar is afronding en telt als gelijk",
            "a difference of at most a cent a year is rounding and counts as no change",
        )
    }

    /// Tells what a reader might overlook.
    pub(crate) fn notice(self, notice: &Notice, models: &[String]) -> String {
        match notice {
            Notice::NothingChanges { model, why } => {
                self.nothing_changes(&models[*model], why, &models[0])
            }
            Notice::OnlyElsewhere { recipient, absent } => {
                let absent = absent.iter().map(|model| models[*model].as_str());
                let absent = absent.collect::<Vec<&str>>().join(", ");
                let who = self.recipient(recipient);
                self.say(
                    format!("{who} komt niet voor in {absent} en krijgt daar € 0"),
                    format!("{who} does not exist in {absent} and gets €0 there"),
                )
            }
        }
    }

    fn nothing_changes(self, model: &str, why: &Why, baseline: &str) -> String {
        let why = match why {
            Why::OnlyCosts => {
                return self.say(
                    format!(
                        "{model} verandert geen bedragen, wel kosten, dekking of eigen bijdrage"
                    ),
                    format!("{model} changes no amounts, but costs, coverage or own contributions"),
                );
            }
            Why::OnlyMoments => {
                return self.say(
                    format!("{model} verandert geen bedragen, wel de maanden waarin ze komen"),
                    format!("{model} changes no amounts, but the months in which they come"),
                );
            }
            Why::SameSettings => self.say(
                format!("het zet hetzelfde als {baseline}"),
                format!("it sets the same as {baseline}"),
            ),
            Why::OtherLevel => self
                .word(
                    "op dit niveau; het geld ligt wel bij andere ontvangers of in andere \
                     onderdelen",
                    "at this level; the money does lie with other recipients or in other \
                     components",
                )
                .to_owned(),
            Why::PotUsedUp(pot) => self.say(
                format!("pot {pot} is in beide op, en de aanspraken delen hem gelijk"),
                format!("pot {pot} is used up in both, and the claims share it alike"),
            ),
            Why::NoEffect(paths) => {
                let paths: Vec<String> = paths.iter().map(|path| format!("`{path}`")).collect();
                let paths = paths.join(", ");
                self.say(
                    format!("op deze gegevens heeft {paths} geen gevolg"),
                    format!("on this data {paths} has no effect"),
                )
            }
        };
        self.say(
            format!("{model} verandert niets: {why}"),
            format!("{model} changes nothing: {why}"),
        )
    }

    fn recipient(self, recipient: &Recipient) -> String {
        let id = &recipient.id;
        match recipient.kind {
            AccountKind::Function => id.to_string(),
            kind => format!("{} {id}", self.kind(kind)),
        }
    }
}
