//! Sentences about wishes: what is wished, whether it holds, and what breaks it.

use super::Sentences;
use crate::domain::{Against, Between, Check, Ends, Id, Wish};
use crate::money::{Cents, Exact};
use crate::results::{Conflict, Counterexample, Recount, Trial};

impl Sentences {
    /// Heads the wishes of a scenario.
    pub(crate) fn wishes(self, hold: usize, all: usize) -> String {
        self.say(
            format!("Wensen: {hold} van {all} vervuld"),
            format!("Wishes: {hold} of {all} hold"),
        )
    }

    /// Names a wish by its title, or by what is wished.
    pub(crate) fn titled(self, check: &Check) -> String {
        match &check.title {
            Some(title) => title.in_lang(self.lang).to_owned(),
            None => self.wish(&check.wish),
        }
    }

    /// Heads the wishes of a scenario with a column for each model.
    pub(crate) fn wishes_by_model(self, hold: usize, all: usize) -> String {
        let head = self.wishes(hold, all);
        self.say(
            format!("{head} (een bedrag is hoeveel het slechtste jaar buiten de grens ligt)"),
            format!("{head} (an amount is how far the worst year lies beyond the limit)"),
        )
    }

    /// Says in a cell that a wish holds, or that it finds nothing to look at.
    pub(crate) fn fulfilled(self, has_looked: bool) -> &'static str {
        match has_looked {
            true => self.word("vervuld", "holds"),
            false => self.word("niets te beoordelen", "nothing to judge"),
        }
    }

    /// Says that a wish holds in a variant, with what there is to spare.
    pub(crate) fn holds(self, variant: &str, wish: &Wish, margin: Cents) -> String {
        if margin < Cents::ZERO {
            let lacking = self.money(-margin);
            return self.say(
                format!("{variant}: vervuld op de afronding na, die {lacking} kan schelen"),
                format!("{variant}: holds but for rounding, which may cost {lacking}"),
            );
        }
        let spare = self.spare(wish, &self.money(margin));
        self.say(
            format!("{variant}: vervuld{spare}"),
            format!("{variant}: holds{spare}"),
        )
    }

    /// Says in terms of a wish how far it is from breaking; of equals there is nothing to say.
    fn spare(self, wish: &Wish, margin: &str) -> String {
        let (above, below) = (
            self.say(
                format!("minstens {margin} boven de grens"),
                format!("at least {margin} above the limit"),
            ),
            self.say(
                format!("minstens {margin} onder de grens"),
                format!("at least {margin} below the limit"),
            ),
        );
        let within = |has_least: bool, has_most: bool| match (has_least, has_most) {
            (true, false) => above.clone(),
            (false, true) => below.clone(),
            _ => self.say(
                format!("minstens {margin} binnen de grenzen"),
                format!("at least {margin} within the limits"),
            ),
        };
        let ends = |ends: &Ends<Exact>| within(ends.at_least.is_some(), ends.at_most.is_some());
        let told = match wish {
            Wish::EqualTreatment { .. } => return String::new(),
            Wish::Keep { .. } => above,
            Wish::MoreStudents { .. } => self.say(
                format!("wie meer studenten heeft krijgt er minstens {margin} bij"),
                format!("whoever has more students receives at least {margin} more"),
            ),
            Wish::LargerPot { .. } => self.say(
                format!("uit een grotere pot krijgt ieder er minstens {margin} bij"),
                format!("from a larger pot everybody receives at least {margin} more"),
            ),
            Wish::Merging { .. } | Wish::Splitting { .. } | Wish::MovingStudent { .. } => below,
            Wish::RegionShare { ends: own }
            | Wish::Coverage { ends: own }
            | Wish::TotalAgainst { ends: own, .. } => ends(own),
            Wish::Total { ends } | Wish::Amount { ends, .. } => {
                within(ends.at_least.is_some(), ends.at_most.is_some())
            }
        };
        format!(", {told}")
    }

    /// Says that a wish finds nothing to look at in a variant.
    pub(crate) fn nothing_to_judge(self, variant: &str) -> String {
        self.say(
            format!("{variant}: niets om te beoordelen"),
            format!("{variant}: nothing to judge"),
        )
    }

    /// Says that a wish does not hold in a variant and a year.
    pub(crate) fn fails(self, variant: &str, year: &str, says: &Counterexample) -> String {
        let sentence = self.counterexample(says);
        self.say(
            format!("{variant}, {year}: niet vervuld: {sentence}"),
            format!("{variant}, {year}: does not hold: {sentence}"),
        )
    }

    /// Says that wishes cannot hold together.
    pub(crate) fn conflict(self, conflict: &Conflict<'_>) -> String {
        let (variant, year) = (conflict.variant, conflict.year);
        let (needs, allows) = (self.money(conflict.needs), self.money(conflict.allows));
        let ids: Vec<&str> = conflict
            .checks
            .iter()
            .map(|check| check.id.as_str())
            .collect();
        let all = ids.join(self.word(" en ", " and "));
        self.say(
            format!(
                "{variant}, {year}: geen enkele regel vervult {all} samen: minstens {needs} is \
                 nodig, hoogstens {allows} mag"
            ),
            format!(
                "{variant}, {year}: no rule can fulfil {all} together: at least {needs} is \
                 needed, at most {allows} is allowed"
            ),
        )
    }

    /// Says what is wished.
    pub(crate) fn wish(self, wish: &Wish) -> String {
        match wish {
            Wish::Keep { at_least, against } => {
                let (part, what) = (self.percent(at_least), self.against(against));
                self.say(
                    format!("niemand onder {part} van {what}"),
                    format!("nobody below {part} of {what}"),
                )
            }
            Wish::EqualTreatment { .. } => self
                .word(
                    "gelijke ontvangers krijgen gelijke bedragen",
                    "equal recipients receive equal amounts",
                )
                .to_owned(),
            Wish::MoreStudents { .. } => self
                .word(
                    "meer studenten betekenen nooit minder geld",
                    "more students never mean less money",
                )
                .to_owned(),
            Wish::LargerPot { .. } => self
                .word(
                    "een grotere pot is voor niemand nadelig",
                    "a larger pot hurts nobody",
                )
                .to_owned(),
            Wish::RegionShare { ends } => {
                let ends = self.ends(ends, |share| self.percent(share));
                self.say(
                    format!("het deel van een onderwijsregio in al het geld is {ends}"),
                    format!("the share of an education region in all money is {ends}"),
                )
            }
            Wish::Coverage { ends } => self.covers(ends),
            Wish::Merging { at_most } => self.brings(("samengaan", "merging"), *at_most),
            Wish::Splitting { at_most } => self.brings(("splitsen", "splitting"), *at_most),
            Wish::MovingStudent {
                between, at_most, ..
            } => self.brings(moving(*between), *at_most),
            Wish::TotalAgainst { against, ends } => {
                let ends = self.ends(ends, |part| self.percent(part));
                let what = self.against(against);
                self.say(
                    format!("alle bedragen samen zijn {ends} van {what}"),
                    format!("all amounts together are {ends} of {what}"),
                )
            }
            Wish::Total { ends } => {
                let ends = self.ends(ends, |end| self.money(*end));
                self.say(
                    format!("alle bedragen samen zijn {ends}"),
                    format!("all amounts together are {ends}"),
                )
            }
            Wish::Amount { ends, per } => {
                let ends = self.ends(ends, |end| self.money(*end));
                let per = per.map_or(String::new(), |head| format!(" per {}", self.unit(head)));
                self.say(
                    format!("ieders bedrag{per} is {ends}"),
                    format!("everybody's amount{per} is {ends}"),
                )
            }
        }
    }

    fn brings(self, (nl, en): (&str, &str), at_most: Cents) -> String {
        let most = self.money(at_most);
        self.say(
            format!("{nl} levert hoogstens {most} op"),
            format!("{en} brings at most {most}"),
        )
    }

    fn ends<T>(self, ends: &Ends<T>, say: impl Fn(&T) -> String) -> String {
        let least = ends.at_least.as_ref().map(&say);
        let most = ends.at_most.as_ref().map(&say);
        let least =
            least.map(|least| self.say(format!("minstens {least}"), format!("at least {least}")));
        let most =
            most.map(|most| self.say(format!("hoogstens {most}"), format!("at most {most}")));
        let both: Vec<String> = least.into_iter().chain(most).collect();
        both.join(self.word(" en ", " and "))
    }

    /// Names what amounts are compared with.
    fn against(self, against: &Against) -> String {
        match against {
            Against::Previous => self
                .word("het opgegeven bedrag van vorig jaar", "last year as stated")
                .to_owned(),
            Against::LastYear => self.word("het jaar ervoor", "the year before").to_owned(),
            Against::Variant(id) => format!("variant {id}"),
        }
    }

    /// Tells what breaks a wish.
    pub(crate) fn counterexample(self, says: &Counterexample) -> String {
        let Counterexample {
            before,
            after,
            trial,
            ..
        } = says;
        let receives = self.receives(&says.recipients);
        match trial {
            Trial::Compared {
                against,
                part,
                is_least,
            } => {
                let (than, part) = (self.than(*is_least), self.percent(part));
                let (of, what) = (self.money(*before), self.against(against));
                let after = self.money(*after);
                self.say(
                    format!("{receives} {after}, {than} {part} van {of} ({what})"),
                    format!("{receives} {after}, {than} {part} of {of} ({what})"),
                )
            }
            Trial::Equals => self.equals(&says.recipients, *before, *after),
            Trial::MoreStudents(recount) => {
                let (less, change) = (self.change_of(says), self.counted(recount));
                let more = recount.to - recount.from;
                self.say(
                    format!("{receives} {less} bij {} meer{change}", self.students(more)),
                    format!(
                        "{receives} {less} with {} more{change}",
                        self.students(more)
                    ),
                )
            }
            Trial::LargerPot { pot, from, to } => {
                let (less, from, to) = (self.change_of(says), self.money(*from), self.money(*to));
                self.say(
                    format!("{receives} {less} als pot {pot} groeit van {from} naar {to}"),
                    format!("{receives} {less} when pot {pot} grows from {from} to {to}"),
                )
            }
            Trial::Share { share, is_least } => {
                let (than, share) = (self.than(*is_least), self.percent(share));
                let (after, all) = (self.money(*after), self.money(*before));
                self.say(
                    format!("{receives} {after} van {all}, {than} {share}"),
                    format!("{receives} {after} of {all}, {than} {share}"),
                )
            }
            Trial::Covered { share, is_least } => self.falls_short(says, share, *is_least),
            Trial::Merged => {
                let more = self.change_of(says);
                self.say(
                    format!("{receives} {more} als één partnerschap"),
                    format!("{receives} {more} as one partnership"),
                )
            }
            Trial::Split => {
                let more = self.change_of(says);
                self.say(
                    format!("{receives} {more} als twee helften"),
                    format!("{receives} {more} as two halves"),
                )
            }
            Trial::Moved { from, to } => self.moves(says, from, to),
            Trial::Bounded { is_least, per } => self.bounded(says, *is_least, *per),
        }
    }

    fn covers(self, ends: &Ends<Exact>) -> String {
        let ends = self.ends(ends, |share| self.percent(share));
        self.say(
            format!("wat elk voor het opleiden ontvangt is {ends} van wat het kost"),
            format!("what each receives for training is {ends} of what it costs"),
        )
    }

    fn falls_short(self, says: &Counterexample, share: &Exact, is_least: bool) -> String {
        let (than, share) = (self.than(is_least), self.percent(share));
        let (income, cost) = (self.money(says.after), self.money(says.before));
        let receives = self.receives(&says.recipients);
        self.say(
            format!("{receives} {income} bij {cost} aan kosten, {than} {share}"),
            format!("{receives} {income} for costs of {cost}, {than} {share}"),
        )
    }

    fn moves(self, says: &Counterexample, from: &Recount, to: &Recount) -> String {
        let (receives, more) = (self.receives(&says.recipients), self.change_of(says));
        let count = to.to - to.from;
        let students = self.students(count);
        let goes = match count {
            1 => self.word("gaat", "moves"),
            _ => self.word("gaan", "move"),
        };
        let (from, to) = (self.place(from), self.place(to));
        self.say(
            format!("{receives} {more} als {students} {goes} van {from} naar {to}"),
            format!("{receives} {more} when {students} {goes} from {from} to {to}"),
        )
    }

    fn bounded(
        self,
        says: &Counterexample,
        is_least: bool,
        per: Option<(crate::domain::Head, i64)>,
    ) -> String {
        let (receives, than) = (self.receives(&says.recipients), self.than(is_least));
        let (after, end) = (self.money(says.after), self.money(says.before));
        let Some((head, heads)) = per else {
            return format!("{receives} {after}, {than} {end}");
        };
        let (heads, unit) = (self.heads(&Exact::from(heads), head), self.unit(head));
        self.say(
            format!("{receives} {after} voor {heads}, {than} {end} per {unit}"),
            format!("{receives} {after} for {heads}, {than} {end} per {unit}"),
        )
    }

    /// "de-linde receives", "de-linde and de-wilg together receive".
    fn receives(self, recipients: &[Id]) -> String {
        let names: Vec<&str> = recipients.iter().map(Id::as_str).collect();
        match names.as_slice() {
            [] => self
                .word(
                    "alle ontvangers samen krijgen",
                    "all recipients together receive",
                )
                .to_owned(),
            [one] => self.say(format!("{one} krijgt"), format!("{one} receives")),
            several => {
                let names = several.join(self.word(" en ", " and "));
                self.say(
                    format!("{names} krijgen samen"),
                    format!("{names} together receive"),
                )
            }
        }
    }

    fn equals(self, recipients: &[Id], lowest: Cents, highest: Cents) -> String {
        let name = |at: usize| recipients.get(at).map_or("", Id::as_str);
        let (low, high) = (name(0), name(1));
        let (lowest, highest) = (self.money(lowest), self.money(highest));
        self.say(
            format!("{low} krijgt {lowest} en {high} {highest}, terwijl zij niet verschillen"),
            format!("{low} receives {lowest} and {high} {highest}, though they do not differ"),
        )
    }

    /// "€1,250 less (€200,000 to €198,750)".
    fn change_of(self, says: &Counterexample) -> String {
        let (before, after) = (self.money(says.before), self.money(says.after));
        if says.after < says.before {
            let less = self.money(says.before - says.after);
            self.say(
                format!("{less} minder ({before} wordt {after})"),
                format!("{less} less ({before} becomes {after})"),
            )
        } else {
            let more = self.money(says.after - says.before);
            self.say(
                format!("{more} meer ({before} wordt {after})"),
                format!("{more} more ({before} becomes {after})"),
            )
        }
    }

    fn than(self, is_least: bool) -> &'static str {
        match is_least {
            true => self.word("minder dan", "less than"),
            false => self.word("meer dan", "more than"),
        }
    }

    /// " in region noord (200 → 201 in 2021/2022)".
    fn counted(self, recount: &Recount) -> String {
        let region = recount.region.as_ref();
        let region = region.map_or(String::new(), |region| {
            self.say(
                format!(" in regio {region}"),
                format!(" in region {region}"),
            )
        });
        format!("{region} ({})", self.step(recount))
    }

    /// "de-linde in region noord (61 → 60 in 2021/2022)".
    fn place(self, recount: &Recount) -> String {
        let partnership = recount.partnership.as_ref().map_or("", Id::as_str);
        format!("{partnership}{}", self.counted(recount))
    }

    fn step(self, recount: &Recount) -> String {
        let Recount { from, to, year, .. } = recount;
        let [from, to] = [from, to].map(|heads| self.number(&Exact::from(*heads)));
        format!("{from} → {to} in {year}")
    }
}

fn moving(between: Between) -> (&'static str, &'static str) {
    match between {
        Between::Partnerships => (
            "studenten verplaatsen tussen partnerschappen",
            "moving students between partnerships",
        ),
        Between::Regions => (
            "studenten verplaatsen tussen onderwijsregio's",
            "moving students between education regions",
        ),
    }
}
