//! Countability: proof that no shortage rule of a plan meets claims that it cannot divide exactly.
//!
//! The rule itself is asked ([`Shortage::foresee`]), before there are amounts: with how many claims
//! there are, how long they can become, and, for random arrival, whether they are all made alike.
//! They are when everybody claims the same flat amounts, and the same rates for whole heads of one
//! tally, all on one condition. What they come to then depends on the heads alone, so that the
//! proof holds for every rate, every pot and fewer heads; the rule leaves room for some more.

use std::collections::{BTreeMap, BTreeSet};

use super::super::{
    AmountRule, Claim, Inputs, Pay, Plan, PlanYear, Refusal, RegionsRule, ShortageRule, Slot,
    TallyId, Test, UpperRule, WeightRule,
};
use crate::domain::Text;
use crate::rules::shortage::{self, Foreseen};
use crate::rules::{Apportionment, Shortage};

/// How many bits an amount in cents has at most, and the denominator of what a region holds.
const AMOUNT_BITS: u64 = 51;

/// Returns why claims might not be divided exactly, if so.
pub(super) fn uncountable(plan: &Plan, inputs: &Inputs) -> Option<Refusal> {
    let mut years = plan.years.iter().enumerate();
    years.find_map(|(at, year)| {
        let counted = Counted::of(year, inputs.year(at));
        let mut payments = year.payments().filter(|pay| pay.available.is_some());
        let refused = payments.find_map(|pay| {
            let refused = counted.of_payment(pay)?;
            Some((pay.division, refused))
        });
        let passages = year.passages().flat_map(|pass| {
            let keys = super::sums::keys(pass).into_iter();
            keys.flat_map(super::super::KeyRule::by_claims)
                .map(|key| (pass.division, key))
        });
        let mut passages = passages.map(|(division, (claims, rule))| {
            let claims = claims.iter().flatten().enumerate();
            let asked: Vec<Asked<'_>> = claims.map(|(at, claim)| Asked { at, claim }).collect();
            (division, counted.refused(rule, &asked, true, None))
        });
        let refused = refused.or_else(|| {
            passages.find_map(|(division, refused)| refused.map(|why| (division, why)))
        });
        refused.map(|(division, why)| told(plan, division, &why))
    })
}

/// A claim with its position in the rule.
#[derive(Clone, Copy)]
struct Asked<'p> {
    at: usize,
    claim: &'p Claim,
}

/// Claims that a rule cannot promise to divide.
struct Uncountable {
    rule: Shortage,
    claimants: usize,
    is_too_long: bool,
}

/// The tallies of a year, as whole numbers over their divisors.
struct Counted<'p> {
    inputs: &'p Inputs,
    tallies: Vec<(i64, i64)>,
}

impl<'p> Counted<'p> {
    fn of(year: &PlanYear, inputs: &'p Inputs) -> Counted<'p> {
        let counts = year.counts.iter().enumerate().map(|(position, rule)| {
            if let Some(drawn) = inputs.drawn_heads(position) {
                return drawn.first().copied().unwrap_or_default();
            }
            rule.heads(inputs, 0)
        });
        let counts: Vec<i64> = counts.collect();
        let tallies = year.tallies.iter().map(|tally| {
            let terms = tally.terms.iter();
            let terms = terms.map(|(position, times)| counts[*position].saturating_mul(*times));
            let members = tally.members.saturating_mul(tally.divisor);
            (terms.fold(members, i64::saturating_add), tally.divisor)
        });
        let tallies = tallies.collect();
        Counted { inputs, tallies }
    }

    fn of_payment(&self, pay: &'p Pay) -> Option<Uncountable> {
        let mut at = 0_usize;
        let mut asked = Vec::new();
        for paid in &pay.components {
            for claim in &paid.claims {
                if !paid.protected {
                    asked.push(Asked { at, claim });
                }
                at = at.saturating_add(1);
            }
        }
        let as_fractions = pay.precision.method != Apportionment::LargestRemainder;
        self.refused(&pay.shortage, &asked, as_fractions, pay.first.as_ref())
    }

    /// Asks the rule for the claims of each class and, in two stages, of each region.
    fn refused(
        &self,
        rule: &ShortageRule,
        asked: &[Asked<'_>],
        as_fractions: bool,
        first: Option<&RegionsRule>,
    ) -> Option<Uncountable> {
        let (counted, classes) = match &rule.classes {
            Some(classes) => (classes.inner, Some(&classes.of)),
            None => (rule.rule, None),
        };
        let bits = match first {
            Some(first) => Some(self.bits_in_regions(first)),
            None => as_fractions.then(|| self.bits_of_members(asked)),
        };
        let mut groups: BTreeMap<(usize, usize), Vec<Asked<'_>>> = BTreeMap::new();
        for one in asked {
            let class = classes.map_or(0, |classes| classes[one.at]);
            let regions = first.map_or(&[][..], |first| &first.claims[one.at]);
            let regions = regions.iter().map(|(region, _)| *region);
            let all = first.is_none().then_some(0);
            for region in regions.chain(all) {
                groups.entry((class, region)).or_default().push(*one);
            }
        }
        let mut groups = groups.values();
        let of_groups = groups.find_map(|group| {
            let claimants = self.claimants(rule, group);
            // Parts of claims by region are made of other numbers in every region.
            let steps = first.is_none().then(|| self.steps(rule, group)).flatten();
            let steps = steps.as_deref();
            let foreseen = Foreseen {
                claimants,
                bits,
                steps,
            };
            refusal(counted, &foreseen)
        });
        let of_regions = || self.refused_first(first?, bits);
        let of_weights = || self.refused_weights(rule, counted);
        of_groups.or_else(of_regions).or_else(of_weights)
    }

    /// Asks the rule that goes over regions first.
    fn refused_first(&self, first: &RegionsRule, bits: Option<u64>) -> Option<Uncountable> {
        let UpperRule::Claims(rule) = &first.upper else {
            return None;
        };
        let foreseen = Foreseen {
            bits,
            ..Foreseen::of(first.regions.len())
        };
        refusal(*rule, &foreseen)
    }

    /// Refuses weights whose common denominator is too long.
    fn refused_weights(&self, rule: &ShortageRule, counted: Shortage) -> Option<Uncountable> {
        let weights = rule.weights.as_deref()?;
        let below = weights.iter().map(|weight| match weight {
            WeightRule::One => 1,
            WeightRule::Heads(tally) => self.tallies[tally.position()].1,
            WeightRule::Agreed(slot) => self.inputs.parts(*slot, 0).1,
        });
        let foreseen = Foreseen {
            bits: Some(shortage::common_bits(below).saturating_add(AMOUNT_BITS)),
            ..Foreseen::of(weights.len())
        };
        refusal(counted, &foreseen)
    }

    fn members(&self, claim: &Claim) -> i64 {
        let members = claim.members.map(|slot| self.inputs.heads(slot, 0));
        members.unwrap_or(1).max(1)
    }

    /// Returns how many claimants there are: each member of those known only in sum is one.
    fn claimants(&self, rule: &ShortageRule, group: &[Asked<'_>]) -> usize {
        let mut members: BTreeMap<usize, i64> = BTreeMap::new();
        for one in group {
            let own = match rule.rule {
                Shortage::Proportional => 1,
                _ => self.members(one.claim),
            };
            members.entry(rule.claimant(one.at)).or_insert(own);
        }
        let count = members
            .values()
            .fold(0_i64, |sum, one| sum.saturating_add(*one));
        usize::try_from(count).unwrap_or(usize::MAX)
    }

    /// Returns how long whole claims become where members claim equal parts of them.
    fn bits_of_members(&self, asked: &[Asked<'_>]) -> u64 {
        let members = asked.iter().map(|one| self.members(one.claim));
        shortage::common_bits(members).saturating_add(AMOUNT_BITS)
    }

    /// Returns how long the parts of claims by region can become, and what regions hold for them.
    ///
    /// A claim goes over several regions by heads, so a part has their sum below the line. What
    /// regions hold has that of all parts below it, a sum of claims or of weights, and what the
    /// rule over regions adds: the number of orders, or of the numbers of regions a multiple.
    fn bits_in_regions(&self, first: &RegionsRule) -> u64 {
        let sums = first.claims.iter().filter(|own| own.len() > 1).map(|own| {
            let tallies = own.iter().filter_map(|(_, tally)| *tally);
            let heads: Vec<(i64, i64)> = tallies
                .map(|tally| self.tallies[tally.position()])
                .collect();
            let divisor = heads.iter().fold(1_i64, |all, (_, divisor)| {
                if all.rem_euclid(*divisor) == 0 {
                    all
                } else {
                    all.saturating_mul(*divisor)
                }
            });
            let whole = heads
                .iter()
                .map(|(sum, own)| sum.saturating_mul(divisor.checked_div(*own).unwrap_or(1)));
            let total = whole.fold(0_i64, i64::saturating_add);
            if total == 0 {
                i64::try_from(own.len()).unwrap_or(1)
            } else {
                total
            }
        });
        let parts = shortage::common_bits(sums);
        let regions = u64::try_from(first.regions.len()).unwrap_or(u64::MAX);
        let upper = match &first.upper {
            UpperRule::Claims(Shortage::RandomArrival) => regions.saturating_mul(8),
            UpperRule::Claims(Shortage::MinimalOverlap) => regions.saturating_mul(2),
            UpperRule::Claims(Shortage::AdjustedProportional) => AMOUNT_BITS,
            _ => 0,
        };
        let held = parts.saturating_mul(2).saturating_add(upper);
        held.saturating_add(AMOUNT_BITS.saturating_mul(2))
    }

    /// Returns the heads of each claimant where all claims are made alike.
    fn steps(&self, rule: &ShortageRule, group: &[Asked<'_>]) -> Option<Vec<i64>> {
        let mut claimants: BTreeMap<usize, Vec<&Claim>> = BTreeMap::new();
        for one in group {
            if !matches!(one.claim.when, Test::Known(false, _)) {
                claimants
                    .entry(rule.claimant(one.at))
                    .or_default()
                    .push(one.claim);
            }
        }
        let mut forms: BTreeSet<(Vec<Slot>, Vec<Slot>)> = BTreeSet::new();
        let mut steps = Vec::new();
        for claims in claimants.values() {
            let form = form(claims)?;
            let heads = match form.tally {
                Some(tally) => self.tallies[tally.position()],
                None => (0, 1),
            };
            if heads.1 != 1 {
                return None;
            }
            steps.push(heads.0);
            forms.insert((form.flat, form.rates));
        }
        (forms.len() <= 1).then_some(steps)
    }
}

/// What the claims of one claimant are made of.
struct Form {
    flat: Vec<Slot>,
    rates: Vec<Slot>,
    tally: Option<TallyId>,
}

/// Returns what claims are made of: flat amounts, and rates for one number of heads.
fn form(claims: &[&Claim]) -> Option<Form> {
    let mut form = Form {
        flat: Vec::new(),
        rates: Vec::new(),
        tally: None,
    };
    let first = claims.first()?;
    for claim in claims {
        let is_plain = claim.share.is_none() && claim.maximum.is_none() && claim.members.is_none();
        if !is_plain || claim.when != first.when {
            return None;
        }
        match &claim.amount {
            AmountRule::Flat(slot) => form.flat.push(*slot),
            AmountRule::PerHead { rate, tally, .. } => {
                if form.tally.is_some_and(|other| other != *tally) {
                    return None;
                }
                form.tally = Some(*tally);
                form.rates.push(*rate);
            }
            AmountRule::Steps { .. } | AmountRule::Nothing => return None,
        }
    }
    Some(form)
}

fn refusal(rule: Shortage, foreseen: &Foreseen<'_>) -> Option<Uncountable> {
    let refused = rule.foresee(foreseen)?;
    Some(Uncountable {
        rule,
        claimants: foreseen.claimants,
        is_too_long: matches!(refused, shortage::Refusal::TooLong { .. }),
    })
}

/// Returns the refusal with its reason.
fn told(plan: &Plan, division: usize, why: &Uncountable) -> Refusal {
    let id = &plan.divisions[division].id;
    let (name, claimants) = (why.rule.name(), why.claimants);
    let (because, instead) = match why.rule {
        _ if why.is_too_long => (
            Text::new(
                "de breuken worden te lang, want aanspraken gaan naar rato van aantallen over \
                 regio's of naar gewichten met veel verschillende noemers",
                "fractions become too long, as claims go over regions by heads, or by weights \
                 with many different denominators",
            ),
            Text::new(
                "laat `first` weg, of gebruik ronde gewichten",
                "leave `first` out, or use round weights",
            ),
        ),
        Shortage::RandomArrival => (
            Text::new(
                "dat telt alle groepen, en kan tot 32 aanspraken; daarboven alleen als ieder \
                 hetzelfde vaste bedrag en hetzelfde bedrag per hoofd vraagt, voor niet te veel \
                 hoofden",
                "it counts all groups, which can be done up to 32 claims; beyond that only where \
                 everybody claims the same flat amount and the same amount per head, for not too \
                 many heads",
            ),
            Text::new(
                "verdeel eerst over de regio's met `first`, of kies een andere regel",
                "divide over the regions first with `first`, or choose another rule",
            ),
        ),
        _ => (
            Text::new(
                "de breuken groeien met elke aanspraak, en hoogstens 2000 kunnen exact",
                "its fractions grow with every claim, and at most 2,000 can be exact",
            ),
            Text::new("kies een andere regel", "choose another rule"),
        ),
    };
    Refusal {
        code: "shortage-too-large",
        path: format!("division.{id}"),
        text: Text::new(
            format!(
                "`{name}` is voor {claimants} aanspraken niet exact te tellen: {}",
                because.nl
            ),
            format!(
                "`{name}` cannot be counted exactly for {claimants} claims: {}",
                because.en
            ),
        ),
        hint: instead,
    }
}
