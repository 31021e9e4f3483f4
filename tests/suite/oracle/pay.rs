//! Payments: claims, and who bears it when they do not fit.

use super::count::{What, Who};
use super::{Oracle, Q, by_weight, filled, floor, half_up, largest_remainders, q, sum, whole};
use num_traits::{Signed, Zero};
use verdeel::domain::{
    Amount, Component, Coverage, Head, Level, Others, Payment, Precision, TieRule,
};
use verdeel::rules::Shortage;

/// A claim of one recipient on one component.
struct Claim {
    component: String,
    account: String,
    protected: bool,
    cents: i64,
    /// How many equal members it is of.
    members: i64,
    /// The heads it is paid for, and the rate of the scheme, where it is paid per head.
    per_head: Option<(Q, i64)>,
    paid: i64,
}

impl<'a> Oracle<'a> {
    pub(super) fn pay(&mut self, division: &str, payment: &Payment) {
        let mut claims = Vec::new();
        for id in &payment.pays {
            let all = &self.scenario.scheme.components;
            let component = all
                .iter()
                .find(|one| one.id == *id)
                .expect("a known component");
            let protected = payment.protect.contains(id);
            claims.extend(self.claims(component, protected));
        }
        if let Some(pot) = payment
            .pot
            .as_ref()
            .filter(|_| self.knows_everybody(payment))
        {
            let pot = pot.value.count();
            settle(payment, pot, &mut claims);
            let paid: i64 = claims.iter().map(|claim| claim.paid).sum();
            assert!(paid <= pot, "the oracle pays no more than there is");
            self.give(
                payment.pays[0].as_str(),
                &format!("unallocated:{division}"),
                pot - paid,
            );
        }
        for claim in claims {
            self.give(&claim.component, &claim.account, claim.paid);
        }
    }

    fn knows_everybody(&self, payment: &Payment) -> bool {
        let rest = |level: Level| {
            let mut others = self
                .scenario
                .others
                .iter()
                .filter(|one| one.region.is_none());
            others.any(|one| members(one, level) > 0)
        };
        let paid = self
            .scenario
            .scheme
            .components
            .iter()
            .filter(|one| payment.pays.contains(&one.id));
        !payment.national
            || self.scenario.coverage == Coverage::Complete
            || paid.map(|one| one.to).all(rest)
    }

    /// Returns the claims on a component in order of id.
    fn claims(&self, component: &Component, protected: bool) -> Vec<Claim> {
        let mut rows: Vec<(String, String, Who<'a>)> = Vec::new();
        match component.to {
            Level::Region => rows.extend(self.scenario.regions.iter().map(|one| {
                (
                    one.id.to_string(),
                    format!("region:{}", one.id),
                    Who::Region(&one.id),
                )
            })),
            _ => rows.extend(self.scenario.partnerships.iter().map(|one| {
                (
                    one.id.to_string(),
                    format!("partnership:{}", one.id),
                    Who::Partnership(one),
                )
            })),
        }
        let others = self
            .scenario
            .others
            .iter()
            .filter(|one| members(one, component.to) > 0);
        for one in others.filter(|one| component.to != Level::Region || one.region.is_none()) {
            rows.push((
                one.id.to_string(),
                others_account(one),
                Who::Others(one, None),
            ));
        }
        rows.sort_by(|left, right| left.0.cmp(&right.0));
        let claim = |(id, account, who): (String, String, Who<'a>)| {
            let count = match who {
                Who::Others(one, _) => members(one, component.to),
                _ => 1,
            };
            let (cents, heads) = match who {
                Who::Others(one, _) => {
                    let count = members(one, component.to);
                    let each = (0..count).map(|at| Who::Others(one, Some((at, count))));
                    each.map(|member| self.entitled(component, &id, member))
                        .fold((0, whole(0)), |(cents, heads), (more, also)| {
                            (cents + more, heads + also)
                        })
                }
                _ => self.entitled(component, &id, who),
            };
            let per_head = match &component.amount {
                Amount::PerHead { rate, .. } if heads.is_positive() => {
                    Some((heads, rate.value.count()))
                }
                _ => None,
            };
            let component = component.id.to_string();
            Claim {
                component,
                account,
                protected,
                cents,
                members: count,
                per_head,
                paid: cents,
            }
        };
        rows.into_iter().map(claim).collect()
    }

    /// Returns what one recipient is entitled to, to the cent, and the heads it is paid for.
    fn entitled(&self, component: &Component, id: &str, who: Who<'a>) -> (i64, Q) {
        let what = What {
            head: Head::Student,
            sector: None,
            year: self.counted_year(component.reference),
            shares_sites: component.share_double_members,
        };
        if !self.holds(&component.when, who, what, true) {
            return (0, whole(0));
        }
        let heads = |head: Head| self.heads(who, What { head, ..what });
        let (amount, counted) = match &component.amount {
            Amount::Flat(amount) => (whole(amount.value.count()), whole(0)),
            Amount::PerHead { rate, per } => (whole(rate.value.count()) * heads(*per), heads(*per)),
            // Only the scheme of 2018 has tiers here, and they are for whole bands.
            Amount::Steps { per, bands, .. } => {
                let reached = bands.iter().filter(|band| heads(*per) >= whole(band.from));
                let band = reached.max_by_key(|band| band.from);
                (
                    whole(band.map_or(0, |band| band.amount.value.count())),
                    whole(0),
                )
            }
            Amount::Each(amounts) => {
                let stated = amounts.iter().find(|(name, _)| name.as_str() == id);
                (
                    whole(stated.map_or(0, |(_, amount)| amount.value.count())),
                    whole(0),
                )
            }
        };
        let part = component
            .share
            .as_ref()
            .map_or(whole(1), |share| q(&share.value));
        let cents = half_up(&(amount * part));
        let most = component
            .maximum
            .as_ref()
            .map_or(cents, |most| most.value.count());
        (cents.min(most), counted)
    }
}

pub(super) fn members(others: &Others, level: Level) -> i64 {
    match level {
        Level::Region => others.regions.value,
        _ => others.partnerships.value,
    }
}

pub(super) fn others_account(one: &Others) -> String {
    let region = one
        .region
        .as_ref()
        .map_or(String::new(), |region| format!("@{region}"));
    format!("others:{}{region}", one.id)
}

/// Protected claims are cut last; what is cut together shares what there is for it.
fn settle(payment: &Payment, pot: i64, claims: &mut [Claim]) {
    let total = |claims: &[Claim], protected: bool| -> i64 {
        let own = claims.iter().filter(|claim| claim.protected == protected);
        own.map(|claim| claim.cents).sum()
    };
    let (safe, open) = (total(claims, true), total(claims, false));
    if safe + open <= pot {
        return;
    }
    let cuts_safe = safe > pot;
    for claim in claims.iter_mut().filter(|claim| !claim.protected) {
        claim.paid = 0;
    }
    let mut cut: Vec<&mut Claim> = claims
        .iter_mut()
        .filter(|claim| claim.protected == cuts_safe)
        .collect();
    if cuts_safe {
        return reduce(Shortage::Proportional, pot, &payment.precision, &mut cut);
    }
    let cent = payment.precision.each_step.then_some(1);
    let step = payment
        .rate_step
        .as_ref()
        .map(|step| step.value.count())
        .or(cent);
    // Only a proportional cut lowers rates; the other rules cut amounts.
    let lowers_rates = payment.shortage.rule == Shortage::Proportional;
    match step.filter(|step| *step > 0 && lowers_rates) {
        None => reduce(
            payment.shortage.rule,
            pot - safe,
            &payment.precision,
            &mut cut,
        ),
        Some(step) => {
            let factor = whole(pot - safe) / whole(open);
            for claim in cut {
                claim.paid = stepped(claim, &factor, step);
            }
        }
    }
}

/// Lowers what is paid per head by a factor, down to a step; a claim without heads is one head.
fn stepped(claim: &Claim, factor: &Q, step: i64) -> i64 {
    let (heads, most) = claim.per_head.clone().unwrap_or((whole(1), claim.cents));
    let rate = (whole(claim.cents) / &heads).min(whole(most));
    let steps = floor(&(rate * factor / whole(step)));
    floor(&(whole(steps * step) * heads)).min(claim.cents)
}

fn reduce(rule: Shortage, pot: i64, precision: &Precision, cut: &mut [&mut Claim]) {
    if rule == Shortage::Proportional {
        let claims: Vec<Q> = cut.iter().map(|claim| whole(claim.cents)).collect();
        let exact = by_weight(&whole(pot), &claims);
        for (claim, part) in cut.iter_mut().zip(placed(pot, &exact, precision)) {
            claim.paid = part;
        }
        return;
    }
    // Everybody claims once, with all its components together, each equal member for itself.
    let mut accounts: Vec<&str> = Vec::new();
    for claim in cut.iter() {
        if !accounts.contains(&claim.account.as_str()) {
            accounts.push(&claim.account);
        }
    }
    let of = |account: &str| -> Vec<usize> {
        let own = cut.iter().enumerate();
        let own = own.filter(|(_, claim)| claim.account == account);
        own.map(|(at, _)| at).collect()
    };
    let groups: Vec<Vec<usize>> = accounts.into_iter().map(of).collect();
    let mut claims: Vec<Q> = Vec::new();
    for group in &groups {
        let total = group.iter().map(|at| cut[*at].cents).sum();
        let members = vec![whole(1); usize::try_from(cut[group[0]].members).expect("few")];
        claims.extend(in_cents(total, &members).into_iter().map(whole));
    }
    let up_to = |claims: &[Q]| -> Vec<(Q, Option<Q>)> {
        claims
            .iter()
            .map(|claim| (Q::zero(), Some(claim.clone())))
            .collect()
    };
    let alike = vec![whole(1); claims.len()];
    let equal = |pot: &Q| filled(pot, &alike, &up_to(&claims)).expect("claims exceed the pot");
    let exact: Vec<Q> = match rule {
        Shortage::EqualAwards => equal(&whole(pot)),
        Shortage::EqualLosses => {
            let losses = equal(&(sum(&claims) - whole(pot)));
            let pairs = claims.iter().zip(losses);
            pairs.map(|(claim, loss)| claim - loss).collect()
        }
        other => unreachable!("no world has `{}`", other.name()),
    };
    let mut parts = placed(pot, &exact, precision).into_iter();
    for group in &groups {
        let members = usize::try_from(cut[group[0]].members).expect("few");
        let award = parts.by_ref().take(members).sum();
        let own: Vec<Q> = group.iter().map(|at| whole(cut[*at].cents)).collect();
        for (at, part) in group.iter().zip(in_cents(award, &own)) {
            cut[*at].paid = part;
        }
    }
}

/// Shares whole cents by weight; nothing where nobody has a weight.
fn in_cents(cents: i64, weights: &[Q]) -> Vec<i64> {
    let exact = by_weight(&whole(cents), weights);
    let precedence: Vec<usize> = (0..weights.len()).collect();
    largest_remainders(cents, &exact, 1, &precedence)
}

/// Makes exact amounts whole by the declared unit, rounding and ties.
pub(super) fn placed(pot: i64, exact: &[Q], precision: &Precision) -> Vec<i64> {
    if precision.each_step {
        return exact.iter().map(floor).collect();
    }
    let mut precedence: Vec<usize> = (0..exact.len()).collect();
    precedence.sort_by(|left, right| {
        let (left, right) = (&exact[*left], &exact[*right]);
        let mut order = std::cmp::Ordering::Equal;
        for rule in &precision.ties {
            order = order.then(match rule {
                TieRule::LargerAmount => right.cmp(left),
                TieRule::SmallerAmount => left.cmp(right),
            });
        }
        order
    });
    largest_remainders(pot, exact, precision.unit.count(), &precedence)
}
