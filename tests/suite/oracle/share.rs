//! One holder under division: slices, earmarks, and the rest by the key under its limits.

use super::count::{What, Who};
use super::pay::placed;
use super::{Oracle, Q, by_weight, filled, floor, half_up, q, sum, whole};
use num_traits::Zero;
use verdeel::domain::{
    Condition, Earmark, Given, Head, Id, Key, Level, Limits, Precision, Reference, Terms, Unused,
};
use verdeel::money::{Cents, Exact};

/// Somebody who may receive.
pub(super) struct Recipient<'a> {
    pub(super) id: &'a Id,
    pub(super) account: String,
    pub(super) who: Who<'a>,
    pub(super) level: Level,
    pub(super) region: Option<&'a Id>,
    /// How many it stands for.
    pub(super) members: i64,
}

/// Somebody who passes on: the account, whose terms apply, the lead region, and to whom.
pub(super) struct Holder<'a> {
    pub(super) account: String,
    pub(super) id: &'a Id,
    pub(super) is_region: bool,
    pub(super) lead: Option<&'a Id>,
    pub(super) to: Vec<Recipient<'a>>,
}

/// One holder under division: what is left, and who got what.
pub(super) struct Sharing<'o, 'a> {
    pub(super) oracle: &'o Oracle<'a>,
    pub(super) terms: &'o Terms,
    pub(super) holder: &'o Holder<'a>,
    pub(super) begun: bool,
    pub(super) rest: i64,
    pub(super) parts: Vec<(String, i64)>,
    pub(super) earmarked: Vec<i64>,
}

/// Terms that have not begun: money follows students and side entrants.
const PLAIN_KEY: Key = Key::PerHead(Head::Trained);

impl<'a> Sharing<'_, 'a> {
    pub(super) fn hand(&mut self, account: String, cents: i64) {
        self.rest -= cents;
        self.parts.push((account, cents));
    }

    fn precision(&self) -> Precision {
        match self.begun {
            true => self.terms.precision.clone(),
            false => Precision::PLAIN,
        }
    }

    /// Returns a share, rounded half up to the unit, or an amount, or the larger of both; never
    /// more than is left.
    fn amount(&self, share: &Option<Given<Exact>>, amount: &Option<Given<Cents>>, of: i64) -> i64 {
        let unit = self.precision().unit.count();
        let part = share.as_ref().map_or(0, |share| {
            let exact = q(&share.value) * whole(of);
            (half_up(&(exact / whole(unit))) * unit).min(of)
        });
        let fixed = amount.as_ref().map_or(0, |amount| amount.value.count());
        part.max(fixed).min(self.rest)
    }

    pub(super) fn slices(&mut self, pool: i64) {
        for slice in &self.terms.slices {
            let of = if slice.of_rest { self.rest } else { pool };
            let cents = self.amount(&slice.share, &slice.amount, of);
            let place = match self.holder.is_region {
                true => format!("@{}", self.holder.id),
                // `partnership:p@r` and `partnership:p` give `/p@r` and `/p`.
                false => self.holder.account.replacen("partnership:", "/", 1),
            };
            let place = place.strip_suffix('@').unwrap_or(&place);
            self.hand(format!("function:{}{place}", slice.to), cents);
        }
    }

    pub(super) fn earmark(&mut self, earmark: &Earmark, after_slices: i64, unallocated: &str) {
        let cents = self.amount(&earmark.share, &earmark.amount, after_slices);
        let qualifies = |at: &usize| {
            let one = &self.holder.to[*at];
            let own = self.oracle.partnership(one.who);
            let of_sector = |sector| own.is_none_or(|own| own.sector == Some(sector));
            earmark.sector.is_none_or(of_sector)
                && earmark.level.is_none_or(|level| one.level == level)
        };
        let chosen: Vec<usize> = (0..self.holder.to.len()).filter(qualifies).collect();
        let Some(parts) = self.by_key(&earmark.key, cents, &chosen) else {
            if earmark.unused == Unused::Keep {
                self.hand(unallocated.to_owned(), cents);
            }
            return;
        };
        for (at, cents) in chosen.into_iter().zip(parts) {
            self.earmarked[at] += cents;
            self.hand(self.holder.to[at].account.clone(), cents);
        }
    }

    /// Returns whole parts by a key, or nothing when nobody has a weight in it.
    fn by_key(&self, key: &Key, cents: i64, chosen: &[usize]) -> Option<Vec<i64>> {
        let exact = self.keyed(key, &whole(cents), chosen)?;
        let precision = self.precision();
        let is_proportional = !matches!(key, Key::First { .. } | Key::Mix(_));
        if precision.each_step && is_proportional {
            // A whole number of cents per unit of weight, times the weight.
            let weights = self.weights(key, chosen);
            let rate = floor(&(whole(cents) / sum(&weights)));
            return Some(
                weights
                    .iter()
                    .map(|weight| floor(&(weight * whole(rate))))
                    .collect(),
            );
        }
        Some(placed(cents, &exact, &precision))
    }

    /// Returns exact amounts by a key, or nothing when they would all be zero.
    fn keyed(&self, key: &Key, pool: &Q, chosen: &[usize]) -> Option<Vec<Q>> {
        let shared = |key: &Key, pool: &Q| {
            self.keyed(key, pool, chosen)
                .unwrap_or(vec![Q::zero(); chosen.len()])
        };
        let members = || self.each(chosen, |one| whole(one.members));
        let amounts = match key {
            Key::First { amount, then } => {
                let amount = whole(amount.value.count());
                let first: Vec<Q> = members().iter().map(|members| members * &amount).collect();
                let needed = sum(&first);
                match needed >= *pool {
                    true => by_weight(pool, &members()),
                    false => {
                        let rest = shared(then, &(pool - needed));
                        first
                            .iter()
                            .zip(rest)
                            .map(|(first, rest)| first + rest)
                            .collect()
                    }
                }
            }
            Key::Mix(parts) => {
                let mut amounts = vec![Q::zero(); chosen.len()];
                for (share, key) in parts {
                    let own = shared(key, &(pool * q(&share.value)));
                    amounts
                        .iter_mut()
                        .zip(own)
                        .for_each(|(amount, own)| *amount += own);
                }
                amounts
            }
            plain => {
                let weights = self.weights(plain, chosen);
                if weights.iter().all(Zero::is_zero) {
                    return None;
                }
                by_weight(pool, &weights)
            }
        };
        let is_composed = matches!(key, Key::First { .. } | Key::Mix(_));
        (!is_composed || amounts.iter().any(|amount| !amount.is_zero())).then_some(amounts)
    }

    /// Returns the weights of a key of one word.
    fn weights(&self, key: &Key, chosen: &[usize]) -> Vec<Q> {
        match key {
            Key::Equal => self.each(chosen, |one| whole(one.members)),
            Key::PerHead(head) => self.each(chosen, |one| self.heads(one, *head)),
            Key::Weights => self.each(chosen, |one| self.weight(one)),
            Key::Previous => self.each(chosen, |one| self.previous(one)),
            Key::Lead => {
                let found = chosen.iter().find(|at| {
                    self.holder.lead.is_some() && self.holder.to[**at].region == self.holder.lead
                });
                match found {
                    Some(lead) => {
                        let lead = &self.holder.to[*lead].account;
                        self.each(chosen, |one| whole(i64::from(one.account == *lead)))
                    }
                    None => self.each(chosen, |one| whole(one.members)),
                }
            }
            Key::First { .. } | Key::Mix(_) | Key::Claims { .. } => Vec::new(),
        }
    }

    /// Returns a weight for each of the chosen; zero for whoever takes no part.
    fn each(&self, chosen: &[usize], weight: impl Fn(&Recipient<'a>) -> Q) -> Vec<Q> {
        let one = |at: &usize| match self.takes_part(&self.holder.to[*at]) {
            true => weight(&self.holder.to[*at]),
            false => Q::zero(),
        };
        chosen.iter().map(one).collect()
    }

    fn takes_part(&self, one: &Recipient<'a>) -> bool {
        let always = Condition::AllOf(Vec::new());
        let when = if self.begun {
            &self.terms.when
        } else {
            &always
        };
        self.oracle
            .holds(when, one.who, self.what(Head::Student), true)
    }

    fn what(&self, head: Head) -> What {
        let reference = if self.begun {
            self.terms.reference
        } else {
            Reference::PreviousSchoolYear
        };
        What {
            head,
            sector: None,
            year: self.oracle.counted_year(reference),
            shares_sites: false,
        }
    }

    fn heads(&self, one: &Recipient<'a>, head: Head) -> Q {
        self.oracle.heads(one.who, self.what(head))
    }

    fn weight(&self, one: &Recipient<'a>) -> Q {
        let own = self
            .oracle
            .partnership(one.who)
            .expect("others have no agreed weight");
        let given = match one.level {
            Level::Partnership => own.weight.as_ref(),
            Level::Region => one.region.and_then(|region| own.region_weights.get(region)),
            Level::Board | Level::Institute => own.partner_weights.get(one.id),
        };
        given.map_or(Q::zero(), |given| q(&given.value))
    }

    fn previous(&self, one: &Recipient<'a>) -> Q {
        let own = self.oracle.partnership(one.who);
        let own = own.and_then(|own| own.previous.get(&one.region.cloned()));
        whole(own.map_or(0, |given| given.value.count()))
    }

    /// Divides what is left by the key, under the limits.
    pub(super) fn key(&mut self) {
        let all: Vec<usize> = (0..self.holder.to.len()).collect();
        let pool = self.rest;
        let mut key = if self.begun {
            &self.terms.key
        } else {
            &PLAIN_KEY
        };
        let fallback = if self.holder.lead.is_some() {
            Key::Lead
        } else {
            Key::Equal
        };
        if self.keyed(key, &whole(pool), &all).is_none() {
            // A region keeps what nobody has a weight for unallocated; so do terms not yet begun.
            if self.holder.is_region || !self.begun {
                return;
            }
            key = &fallback;
        }
        let Some(exact) = self.keyed(key, &whole(pool), &all) else {
            return;
        };
        let parts = match self.begun && self.terms.limits != Limits::default() {
            true => placed(pool, &self.limited(&exact, pool), &self.precision()),
            false => self.by_key(key, pool, &all).unwrap_or_default(),
        };
        for (at, cents) in parts.into_iter().enumerate() {
            self.hand(self.holder.to[at].account.clone(), cents);
        }
    }

    /// Bends amounts by the key to the limits. When the least amounts do not fit, they are cut
    /// proportionally; when the greatest amounts do not use the pot up, the rest is not placed.
    fn limited(&self, by_key: &[Q], pool: i64) -> Vec<Q> {
        let all = 0..self.holder.to.len();
        let bounds: Vec<(Q, Option<Q>)> = all.map(|at| self.bounds(at)).collect();
        let least: Vec<Q> = bounds.iter().map(|(least, _)| least.clone()).collect();
        if sum(&least) > whole(pool) {
            return by_weight(&whole(pool), &least);
        }
        filled(&whole(pool), by_key, &bounds).unwrap_or_else(|| {
            let most = |((least, most), by_key): (&(Q, Option<Q>), &Q)| match by_key.is_zero() {
                true => least.clone(),
                false => most
                    .clone()
                    .expect("without a maximum it would take the rest"),
            };
            bounds.iter().zip(by_key).map(most).collect()
        })
    }

    /// Returns the least and greatest amount beside what earmarks brought; where they contradict,
    /// the greatest counts.
    fn bounds(&self, at: usize) -> (Q, Option<Q>) {
        let one = &self.holder.to[at];
        if !self.takes_part(one) {
            return (Q::zero(), Some(Q::zero()));
        }
        let limits = &self.terms.limits;
        let cents =
            |given: &Option<Given<Cents>>| given.as_ref().map(|given| whole(given.value.count()));
        let each = |given| cents(given).map(|amount| amount * whole(one.members));
        let per_student = |given| cents(given).map(|rate| rate * self.heads(one, Head::Student));
        let net = |amount: Q| (amount - whole(self.earmarked[at])).max(Q::zero());
        let keep = limits
            .keep
            .as_ref()
            .map(|share| q(&share.value) * self.previous(one));
        let least = [
            each(&limits.minimum),
            per_student(&limits.minimum_per_student),
            keep,
        ];
        let most = [
            each(&limits.maximum),
            per_student(&limits.maximum_per_student),
        ];
        let most = most.into_iter().flatten().min().map(net);
        let least = net(least.into_iter().flatten().max().unwrap_or_default());
        (
            most.clone().map_or(least.clone(), |most| least.min(most)),
            most,
        )
    }
}
