//! Terms of a holder: bounds, slices, earmarks and keys over its recipients.

use super::super::{
    Account, AccountKind, BoundRule, Claim, EarmarkRule, KeyRule, Share, ShortageRule, SliceRule,
    Slot, TallyId, Target, TermsRule, WeightRule,
};
use super::adjusting::Setting;
use super::conditions::Subject;
use super::counting::{Question, Who};
use super::passing::{Holder, Recipient};
use super::rationing::{Claimant, rationing, weights_of};
use super::year::YearCompiler;
use crate::domain::{
    Given, Head, Id, Key, Level, Limits, Reference, SchoolYear, Sector, ShortageTerms, Terms, Text,
};
use crate::money::{Cents, Exact};

impl<'a> YearCompiler<'_, 'a> {
    pub(super) fn targets(
        &mut self,
        holder: Holder<'a, '_>,
        recipients: &[Recipient<'a>],
    ) -> Vec<Target> {
        let mut targets = Vec::new();
        for recipient in recipients {
            let subject = Subject {
                who: recipient.who,
                year: self.counted_year(holder.terms.reference),
                share_double_members: false,
            };
            targets.push(Target {
                account: self.compiler.account(recipient.account.clone()),
                when: self.test(&holder.terms.when, subject, true),
                bounds: self.bounds(holder, recipient),
                members: recipient.members,
            });
        }
        targets
    }

    fn bounds(&mut self, holder: Holder<'a, '_>, recipient: &Recipient<'a>) -> BoundRule {
        let path_of = |field: &str| holder.path_of(field).to_owned();
        let reference = holder.terms.reference;
        self.limits(&holder.terms.limits, &path_of, reference, recipient)
    }

    /// Returns the bounds of a recipient by `limits`, whose fields are found under `path_of`.
    pub(super) fn limits(
        &mut self,
        limits: &Limits,
        path_of: &dyn Fn(&str) -> String,
        reference: Reference,
        recipient: &Recipient<'a>,
    ) -> BoundRule {
        let Limits {
            minimum,
            maximum,
            minimum_per_student,
            maximum_per_student,
            keep,
        } = limits;
        let mut cents = |field: &str, given: &Option<Given<Cents>>| {
            let given = given.as_ref()?;
            let path = format!("{}.{field}", path_of(field));
            Some(self.compiler.cents(path, given))
        };
        let minimum = cents("minimum", minimum);
        let maximum = cents("maximum", maximum);
        let least = cents("minimum-per-student", minimum_per_student);
        let most = cents("maximum-per-student", maximum_per_student);
        let keep = keep.as_ref().map(|share| {
            let share = self
                .compiler
                .fraction(format!("{}.keep", path_of("keep")), share);
            (share, self.previous(recipient, &path_of("keep")))
        });
        let heads = (least.is_some() || most.is_some())
            .then(|| self.heads(recipient.who, Head::Student, reference));
        BoundRule {
            minimum,
            maximum,
            minimum_per_head: least.zip(heads),
            maximum_per_head: most.zip(heads),
            keep,
        }
    }

    pub(super) fn heads(&mut self, who: Who<'a>, head: Head, reference: Reference) -> TallyId {
        let year = self.counted_year(reference);
        self.heads_in(who, head, year)
    }

    /// Returns the heads of one school year.
    pub(super) fn heads_in(&mut self, who: Who<'a>, head: Head, year: SchoolYear) -> TallyId {
        let question = Question {
            head,
            sector: None,
            year,
            share_double_members: false,
        };
        self.tally(who, question)
    }

    pub(super) fn terms(
        &mut self,
        holder: Holder<'a, '_>,
        account: &Account,
        recipients: &[Recipient<'a>],
    ) -> TermsRule {
        let Terms {
            key,
            slices,
            earmarks,
            precision,
            ..
        } = holder.terms;
        let everyone: Vec<&Recipient<'a>> = recipients.iter().collect();
        let slices = slices.iter().map(|slice| {
            let path = format!("{}.slice.{}", holder.path_of("slice"), slice.to);
            SliceRule {
                account: self.compiler.account(function(&slice.to, account)),
                share: self.part(&path, slice.share.as_ref(), slice.amount.as_ref()),
                of_rest: slice.of_rest,
            }
        });
        let slices = slices.collect();
        let earmarks = earmarks.iter().map(|earmark| {
            let path = format!("{}.earmark.{}", holder.path_of("earmark"), earmark.id);
            let qualifies = |one: &Recipient<'a>| {
                let of_sector =
                    |wanted: Sector| one.partnership.is_none_or(|own| own.sector == Some(wanted));
                earmark.sector.is_none_or(of_sector)
                    && earmark.level.is_none_or(|level| one.level == level)
            };
            let targets: Vec<usize> = (0..recipients.len())
                .filter(|position| qualifies(&recipients[*position]))
                .collect();
            let chosen: Vec<&Recipient<'a>> = targets
                .iter()
                .map(|position| &recipients[*position])
                .collect();
            EarmarkRule {
                id: earmark.id.clone(),
                share: self.part(&path, earmark.share.as_ref(), earmark.amount.as_ref()),
                key: self.key(&earmark.key, &format!("{path}.key"), holder, &chosen),
                targets,
                unused: earmark.unused,
            }
        });
        let earmarks = earmarks.collect();
        let path = format!("{}.key", holder.path_of("key"));
        let key = self.key(key, &path, holder, &everyone);
        let stays_unallocated = account.kind == AccountKind::Region;
        let fallback = (!stays_unallocated).then(|| fallback(holder, recipients));
        let setting = Setting {
            path: holder.path_of("adjust"),
            account: Some(account),
            reference: holder.terms.reference,
        };
        let adjustments = self.adjustments(&holder.terms.adjustments, setting, recipients);
        TermsRule {
            slices,
            earmarks,
            key,
            fallback,
            adjustments,
            precision: precision.clone(),
        }
    }

    fn part(
        &mut self,
        path: &str,
        share: Option<&Given<Exact>>,
        amount: Option<&Given<Cents>>,
    ) -> Share {
        Share {
            share: share.map(|share| self.compiler.fraction(format!("{path}.share"), share)),
            amount: amount.map(|amount| self.compiler.cents(format!("{path}.amount"), amount)),
        }
    }

    /// Returns a key over recipients, found under `path`.
    pub(super) fn key(
        &mut self,
        key: &Key,
        path: &str,
        holder: Holder<'a, '_>,
        recipients: &[&Recipient<'a>],
    ) -> KeyRule {
        match key {
            Key::Equal => KeyRule::Equal,
            Key::PerHead(head) => {
                let tallies = recipients
                    .iter()
                    .map(|one| self.heads(one.who, *head, holder.terms.reference));
                KeyRule::Heads(*head, tallies.collect())
            }
            Key::Weights => {
                let weights = recipients
                    .iter()
                    .map(|one| self.weight(one, holder.path_of("key")));
                KeyRule::Weights(weights.collect())
            }
            Key::Previous => {
                let previous = recipients
                    .iter()
                    .map(|one| self.all_previous(one, holder.path_of("key")));
                KeyRule::Previous(previous.collect())
            }
            Key::Lead => match lead(holder, recipients.iter().copied()) {
                Some(position) => KeyRule::Only(position),
                None => KeyRule::Equal,
            },
            Key::First { amount, then } => KeyRule::First {
                amount: self.compiler.cents(format!("{path}.first"), amount),
                then: Box::new(self.key(then, &format!("{path}.then"), holder, recipients)),
            },
            Key::Claims {
                components,
                shortage,
                surplus,
            } => {
                let surplus = surplus.as_ref().map(|surplus| {
                    let path = format!("{path}.surplus");
                    Box::new(self.key(surplus, &path, holder, recipients))
                });
                let weights = shortage.weights.as_ref();
                let weights = weights.map(|key| self.key(key, path, holder, recipients));
                KeyRule::Claims {
                    claims: self.claims_of_each(components, recipients),
                    shortage: Box::new(Self::borne_in_a_key(
                        shortage, components, recipients, weights,
                    )),
                    surplus,
                }
            }
            Key::Mix(parts) => {
                let parts = parts.iter().map(|(share, key)| {
                    let slot = format!("{path}.mix.{}", key.name());
                    (
                        self.compiler.fraction(slot, share),
                        self.key(key, path, holder, recipients),
                    )
                });
                KeyRule::Mix(parts.collect())
            }
        }
    }

    /// Returns, for each component, what each recipient would be entitled to.
    fn claims_of_each(
        &mut self,
        components: &[Id],
        recipients: &[&Recipient<'a>],
    ) -> Vec<Vec<Claim>> {
        let scheme = &self.compiler.scenario.scheme;
        let named = components.iter().filter_map(|id| {
            let mut all = scheme.components.iter();
            all.find(|component| component.id == *id)
        });
        let claims = named.map(|component| {
            let claims = recipients
                .iter()
                .map(|one| self.claim(component, one.who, one.account.clone(), one.members));
            claims.collect()
        });
        claims.collect()
    }

    /// Returns the rule for the claims of every recipient on each component in turn.
    fn borne_in_a_key(
        shortage: &ShortageTerms,
        components: &[Id],
        recipients: &[&Recipient<'a>],
        weights: Option<KeyRule>,
    ) -> ShortageRule {
        let weights = weights.map_or_else(
            || vec![WeightRule::One; recipients.len()],
            |key| weights_of(&key, recipients.len()),
        );
        let claimants = components.iter().flat_map(|component| {
            let claimants = recipients.iter().zip(&weights);
            claimants.map(move |(one, weight)| Claimant {
                id: one.id,
                component,
                weight: *weight,
            })
        });
        let claimants: Vec<Claimant<'_>> = claimants.collect();
        rationing(shortage, &claimants)
    }

    /// Returns the agreed weight of a recipient, refusing the scenario where there is none.
    fn weight(&mut self, one: &Recipient<'a>, holder: &str) -> Slot {
        let Some(partnership) = one.partnership else {
            let owner = format!("others.{}", one.id);
            self.missing(&owner, "weight", holder);
            return self
                .compiler
                .slots
                .fraction(format!("{owner}.weight"), (0, 1));
        };
        let owner = format!("partnership.{}", partnership.id);
        let (field, given) = match (one.level, one.region) {
            (Level::Region, Some(region)) => (
                format!("region-weights.{region}"),
                partnership.region_weights.get(region),
            ),
            (Level::Region, None) => ("region-weights".to_owned(), None),
            (Level::Board | Level::Institute, _) => (
                format!("partner-weights.{}", one.id),
                partnership.partner_weights.get(one.id),
            ),
            (Level::Partnership, _) => ("weight".to_owned(), partnership.weight.as_ref()),
        };
        // Sites without a region have no weight to write: the slot is no path of a file.
        let path = match (one.level, one.region) {
            (Level::Region, None) => format!("{owner}.{field}.-"),
            _ => format!("{owner}.{field}"),
        };
        match given {
            Some(given) => self.compiler.fraction(path, given),
            None if one.level == Level::Region && !partnership.region_weights.is_empty() => {
                self.compiler.slots.fraction(path, (0, 1))
            }
            None => {
                self.missing(&owner, &field, holder);
                self.compiler.slots.fraction(path, (0, 1))
            }
        }
    }

    /// Returns last year's amount of a recipient, refusing the scenario where there is none.
    pub(super) fn previous(&mut self, one: &Recipient<'a>, holder: &str) -> Slot {
        let owner = one.partnership.map_or(format!("others.{}", one.id), |own| {
            format!("partnership.{}", own.id)
        });
        // One number for the whole partnership says nothing about one of several regions.
        let is_partner = matches!(one.level, Level::Board | Level::Institute);
        let regions = one.partnership.map_or(0, |own| own.regions.len());
        let is_whole = regions == usize::from(one.region.is_some());
        let given = one.partnership.filter(|_| !is_partner).and_then(|own| {
            let in_region = own
                .previous
                .get(&one.region.cloned())
                .filter(|_| one.region.is_some());
            in_region.or(own.previous.get(&None).filter(|_| is_whole))
        });
        let field = match one.region {
            Some(region) if regions > 1 => format!("previous.{region}"),
            _ => "previous".to_owned(),
        };
        let path = format!("{owner}.{field}");
        match given {
            Some(given) => self.compiler.cents(path, given),
            // Sites without a region had no amount of their own.
            None if one.region.is_none() && regions > 0 && !is_partner => {
                self.compiler.slots.nameless(Cents::ZERO)
            }
            None => {
                self.missing(&owner, &field, holder);
                self.compiler.slots.cents(path, Cents::ZERO)
            }
        }
    }

    /// Returns last year's amounts of a recipient, to be added up: of a whole partnership the one
    /// that is stated for it, or those of its regions.
    pub(super) fn all_previous(&mut self, one: &Recipient<'a>, holder: &str) -> Vec<Slot> {
        let whole = one
            .partnership
            .filter(|_| matches!(one.who, Who::Partnership(_)));
        if let Who::Region(id) = one.who {
            self.missing(&format!("region.{id}"), "previous", holder);
            return Vec::new();
        }
        let Some(own) = whole else {
            return vec![self.previous(one, holder)];
        };
        let owner = format!("partnership.{}", own.id);
        if own.previous.is_empty() {
            self.missing(&owner, "previous", holder);
        }
        let by_region = own.regions.len() > 1 && !own.previous.contains_key(&None);
        let slots = own.previous.iter().map(|(region, given)| {
            let path = match region {
                Some(region) if by_region => format!("{owner}.previous.{region}"),
                _ => format!("{owner}.previous"),
            };
            self.compiler.cents(path, given)
        });
        slots.collect()
    }

    pub(super) fn missing(&mut self, owner: &str, field: &str, holder: &str) {
        self.compiler.refuse(
            "missing-parameter",
            owner,
            Text::new(
                format!("`{owner}` heeft geen `{field}`, en `{holder}` vraagt ernaar"),
                format!("`{owner}` has no `{field}`, which `{holder}` asks for"),
            ),
            match owner.starts_with("others.") {
                // Those known only in sum cannot state it.
                true => Text::new(
                    "noem deze partnerschappen apart, of kies een sleutel en limieten zonder",
                    "name these partnerships one by one, or choose a key and limits without it",
                ),
                false if owner.starts_with("region.") => Text::new(
                    "kies een sleutel, limieten en aanpassingen zonder",
                    "choose a key, limits and adjustments without it",
                ),
                false => Text::new(
                    format!("voeg `{field}` toe, of kies een sleutel en limieten zonder"),
                    format!("add `{field}`, or choose a key and limits without it"),
                ),
            },
        );
    }
}

/// Returns the account of a function that a holder pays.
pub(super) fn function(id: &Id, holder: &Account) -> Account {
    let function = Account::of(AccountKind::Function, id);
    match holder.kind {
        AccountKind::Region => function.in_region(Some(&holder.id)),
        _ => function
            .in_region(holder.region.as_ref())
            .in_partnership(&holder.id),
    }
}

/// Returns the position of the lead applicant's region.
fn lead<'r, 'a: 'r>(
    holder: Holder<'a, '_>,
    mut recipients: impl Iterator<Item = &'r Recipient<'a>>,
) -> Option<usize> {
    let lead = holder.lead?;
    recipients.position(|one| one.region == Some(lead))
}

/// Returns the key for a holder whose own key finds no weight: the lead region, or equal parts.
fn fallback(holder: Holder<'_, '_>, recipients: &[Recipient<'_>]) -> KeyRule {
    lead(holder, recipients.iter()).map_or(KeyRule::Equal, KeyRule::Only)
}
