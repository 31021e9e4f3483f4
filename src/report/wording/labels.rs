//! Labels: heads of columns and short words of tables.

use super::{Sentences, decimal, euros};
use crate::domain::{Grade, Id, Lang, Provenance, Year};
use crate::money::{Cents, Exact};
use crate::plan::{Account, AccountKind};
use crate::results::{Missed, PotRow, RateRow};

impl Sentences {
    /// Heads the assumptions that an explained amount rests on.
    pub(crate) fn premises(self) -> &'static str {
        self.word(
            "Aannames waarop dit berust:",
            "Assumptions that this rests on:",
        )
    }

    /// "Together": the sum of one recipient.
    pub(crate) fn together(self) -> &'static str {
        self.word("samen", "together")
    }

    /// "Per region".
    pub(crate) fn per_region(self) -> &'static str {
        self.word("Per onderwijsregio", "Per education region")
    }

    /// "Per partnership".
    pub(crate) fn per_partnership(self) -> &'static str {
        self.word("Per partnerschap", "Per partnership")
    }

    /// What no partnership receives.
    pub(crate) fn no_partnership(self) -> &'static str {
        self.word("geen partnerschap", "no partnership")
    }

    /// "Per school board".
    pub(crate) fn per_board(self) -> &'static str {
        self.word("Per schoolbestuur", "Per school board")
    }

    /// What no region receives.
    pub(crate) fn no_region(self) -> &'static str {
        self.word("geen regio", "no region")
    }

    /// What does not go to a school board.
    pub(crate) fn no_board(self) -> &'static str {
        self.word("niet naar een schoolbestuur", "not to a school board")
    }

    /// "Total".
    pub(crate) fn total(self) -> &'static str {
        self.word("totaal", "total")
    }

    /// "Not allocated".
    pub(crate) fn unallocated(self) -> &'static str {
        self.word("niet verdeeld", "unallocated")
    }

    /// "Assumptions".
    pub(crate) fn assumptions(self) -> &'static str {
        self.word("Aannames", "Assumptions")
    }

    /// Names the source of a component.
    pub(crate) fn sourced(self, provenance: &Provenance) -> String {
        format!(
            "{}: {}",
            self.word("bron", "source"),
            self.source(provenance)
        )
    }

    /// Names the source of the terms of a division.
    pub(crate) fn terms_sourced(self, provenance: &Provenance) -> String {
        let division = self.word("bron van de verdeling", "source of the division");
        format!("{division}: {}", self.source(provenance))
    }

    fn source(self, provenance: &Provenance) -> String {
        let grade = provenance.grade.map(|grade| self.grade(grade));
        match (&provenance.source, grade) {
            (Some(source), Some(grade)) => format!("{source} ({grade})"),
            (Some(source), None) => source.clone(),
            (None, Some(grade)) => grade.to_owned(),
            (None, None) => self
                .word("eigen invoer van het scenario", "the scenario's own input")
                .to_owned(),
        }
    }

    /// Says what a grade means.
    pub(crate) fn grade(self, grade: Grade) -> &'static str {
        match grade {
            Grade::P => self.word("officiële tekst", "official text"),
            Grade::S => self.word("secundaire bron", "secondary source"),
            Grade::D => self.word("afgeleid door rekenen", "derived by arithmetic"),
            Grade::N => self.word("niet gevonden, eigen invoer", "not found, own input"),
            Grade::Assumption => self.word("aanname", "assumption"),
        }
    }

    /// "Difference".
    pub(crate) fn difference(self) -> &'static str {
        self.word("verschil", "difference")
    }

    /// Names a kind of account.
    pub(crate) fn kind(self, kind: AccountKind) -> &'static str {
        match kind {
            AccountKind::Pot => self.word("pot", "pot"),
            AccountKind::Region => self.word("onderwijsregio", "education region"),
            AccountKind::Partnership | AccountKind::Cell => {
                self.word("partnerschap", "partnership")
            }
            AccountKind::Board => self.word("schoolbestuur", "school board"),
            AccountKind::Institute => self.word("lerarenopleiding", "teacher education institute"),
            AccountKind::Function => self.word("functie", "function"),
            AccountKind::Others => self.word("overige", "others"),
            AccountKind::Unallocated => self.unallocated(),
        }
    }

    /// Names an account in a table, where its region stands in a column of its own.
    pub(crate) fn short(self, account: &Account) -> String {
        let id = &account.id;
        match (account.kind, &account.partnership) {
            (AccountKind::Region, _) => format!("{} {id}", self.word("regio", "region")),
            (_, Some(partnership)) => format!("{id} ({partnership})"),
            _ => id.to_string(),
        }
    }

    /// Tells what there was in a pot and what became of it.
    pub(crate) fn pot(self, pot: &PotRow) -> String {
        let money = |amount| euros(amount, self.lang);
        let (id, paid, left) = (self.named(pot), money(pot.paid), money(pot.unallocated));
        match (pot.available, pot.ceiling) {
            (Some(available), _) => {
                let available = money(available);
                self.say(
                    format!(
                        "pot {id}: beschikbaar {available}, betaald {paid}, niet verdeeld {left}"
                    ),
                    format!("pot {id}: available {available}, paid {paid}, unallocated {left}"),
                )
            }
            (None, Some(ceiling)) => {
                let ceiling = money(ceiling);
                let why = self.word(
                    "niet beoordeeld, want de rest van het land ontbreekt",
                    "not evaluated, because the rest of the country is missing",
                );
                self.say(
                    format!(
                        "pot {id}: subsidieplafond {ceiling} {why}; \
                         betaald {paid}, niet verdeeld {left}"
                    ),
                    format!("pot {id}: ceiling {ceiling} {why}; paid {paid}, unallocated {left}"),
                )
            }
            (None, None) => self.say(
                format!("pot {id}: geen plafond bekend; betaald {paid}, niet verdeeld {left}"),
                format!("pot {id}: no ceiling known; paid {paid}, unallocated {left}"),
            ),
        }
    }

    /// Names a pot: its id, and the name of its division where that says more.
    fn named(self, pot: &PotRow) -> String {
        match pot.name.in_lang(self.lang) {
            name if name == pot.id.as_str() => name.to_owned(),
            name => format!("{} ({name})", pot.id),
        }
    }

    /// Says that a pot is smaller than what is protected.
    pub(crate) fn protected_cut(self, pot: &PotRow) -> String {
        let id = &pot.id;
        self.say(
            format!("pot {id}: zelfs de beschermde bedragen passen niet, evenredig verlaagd"),
            format!("pot {id}: even the protected amounts do not fit, lowered proportionally"),
        )
    }

    /// Says that a holder has nobody to pass money on to.
    pub(crate) fn cannot_place(self, holder: &Account, amount: Cents, year: Year) -> String {
        let (holder, amount) = (self.short_of(holder), euros(amount, self.lang));
        self.say(
            format!(
                "{holder} kan {amount} in {year} niet plaatsen: \
                 niemand heeft een gewicht in de sleutel"
            ),
            format!("{holder} cannot place {amount} in {year}: nobody has a weight in its key"),
        )
    }

    /// Says that a recipient gets nothing from a component, as it has too few heads.
    pub(crate) fn missed(self, recipient: &Account, component: &Id, missed: &Missed) -> String {
        let (kind, id) = (self.kind(recipient.kind), &recipient.id);
        let region = recipient.region.as_ref().map(|region| match self.lang {
            Lang::Nl => format!(" in regio `{region}`"),
            Lang::En => format!(" in region `{region}`"),
        });
        let region = region.unwrap_or_default();
        let heads = self.heads(&missed.heads, missed.head);
        let sector = missed.sector.map(|sector| format!(" ({})", sector.name()));
        let (sector, least) = (sector.unwrap_or_default(), missed.at_least);
        self.say(
            format!(
                "{kind} `{id}`{region} krijgt niets uit `{component}`: {heads}{sector}, minimaal \
                 {least} nodig"
            ),
            format!(
                "{kind} `{id}`{region} gets nothing from `{component}`: {heads}{sector}, at least \
                 {least} needed"
            ),
        )
    }

    /// Counts those that are not told one by one.
    pub(crate) fn and_more_missed(self, number: usize) -> String {
        self.say(
            format!("zo krijgen nog {number} ontvangers niets uit een onderdeel: zie `explain`"),
            format!("so do {number} more recipients get nothing from a component: see `explain`"),
        )
    }

    /// Names a holder in a sentence, a region in short.
    fn short_of(self, holder: &Account) -> String {
        match holder.kind {
            AccountKind::Region => self.short(holder),
            _ => self.account(holder),
        }
    }

    /// Tells a rate that was cut; nothing when it was paid in full.
    pub(crate) fn rate(self, name: &str, rate: &RateRow) -> Option<String> {
        let exact = rate.effective.as_ref()?;
        if *exact == Exact::from(rate.nominal) {
            return None;
        }
        let nominal = euros(rate.nominal, self.lang);
        let euro = exact.over(&Exact::from(100));
        let (effective, exact) = (
            decimal(&euro.to_decimal_text(2), self.lang),
            euro.to_string(),
        );
        Some(match rate.is_common {
            true => self.say(
                format!("{name}: {nominal} wordt € {effective} (precies {exact})"),
                format!("{name}: {nominal} becomes €{effective} (exactly {exact})"),
            ),
            false => self.say(
                format!(
                    "{name}: {nominal} wordt gemiddeld € {effective}, niet voor ieder evenveel"
                ),
                format!("{name}: {nominal} becomes €{effective} on average, not the same for all"),
            ),
        })
    }

    /// Names an account in a sentence: "partnerschap de-linde in regio noord".
    pub(crate) fn account(self, account: &Account) -> String {
        let kind = self.kind(account.kind);
        let id = &account.id;
        let mut text = match account.kind {
            AccountKind::Function => id.to_string(),
            _ => format!("{kind} {id}"),
        };
        if let Some(partnership) = &account.partnership {
            let of = self.word("van partnerschap", "of partnership");
            text = format!("{text} {of} {partnership}");
        }
        match &account.region {
            Some(region) => {
                let within = self.word("in regio", "in region");
                format!("{text} {within} {region}")
            }
            None if account.kind == AccountKind::Cell => {
                format!("{text} {}", self.word("zonder regio", "without a region"))
            }
            None => text,
        }
    }

    /// Heads an explanation.
    pub(crate) fn heading(self, kind: &str, id: &str, variant: &str, year: &str) -> String {
        let of = self.word("variant", "variant");
        format!("{kind} {id}, {year}, {of} {variant}")
    }

    /// Heads a difference.
    pub(crate) fn compared_with(self, with: &str, year: &str) -> String {
        self.say(
            format!("verschil met {with}, {year}"),
            format!("difference with {with}, {year}"),
        )
    }

    /// Says that nothing was received.
    pub(crate) fn nothing(self) -> &'static str {
        self.word("ontvangt niets", "receives nothing")
    }

    /// Heads the amounts told apart by region.
    pub(crate) fn told_apart(self) -> &'static str {
        self.word("Naar regio van de vestiging:", "By region of the site:")
    }

    /// Heads the amounts that go on to others.
    pub(crate) fn goes_on(self) -> &'static str {
        self.word("Daarvan gaat verder:", "Passed on:")
    }
}
