//! Heads of a year: as counted, or grown and rounded half to even.

use super::super::term::Term;
use super::Year;
use crate::plan::{CountRule, GrowthRule};
use crate::report::wording::Unlive;

impl Year<'_> {
    /// Writes the counts of the year and their sums.
    pub(super) fn count(&mut self) {
        let title = self.title(self.say.counts_of_year());
        self.draft.block(title, &self.say.head_heads());
        let rules = &self.year.counts;
        let heads: Vec<Term> = rules.iter().map(|rule| self.heads(rule)).collect();
        let mut sums = Vec::new();
        for tally in &self.year.tallies {
            let terms = tally.terms.iter();
            let terms = terms.map(|(at, times)| heads[*at].times(&Term::number(*times)));
            let mut terms: Vec<Term> = terms.collect();
            terms.push(Term::number(tally.members.saturating_mul(tally.divisor)));
            let sum = Term::sum(&terms);
            let owners = tally.terms.iter().map(|(at, _)| owner(&rules[*at]));
            sums.push((sum, owners.collect::<Vec<String>>()));
        }
        for (sum, mut owners) in sums {
            if sum
                .text()
                .chars()
                .all(|letter| letter.is_ascii_alphanumeric())
            {
                self.tallies.push(sum);
                continue;
            }
            owners.dedup();
            let more = owners.len().saturating_sub(3);
            owners.truncate(3);
            self.draft.text(0, self.say.sum_of(&owners, more));
            let cell = self.draft.formula(5, &sum);
            // A sum that is too large makes every formula on it impossible.
            self.tallies.push(cell.unwrap_or(sum));
            self.draft.next();
        }
    }

    /// Writes one count.
    fn heads(&mut self, rule: &CountRule) -> Term {
        if rule.growth == GrowthRule::Counted {
            return self.slots.heads(rule.base);
        }
        let mark = self.draft.mark();
        self.draft.text(0, owner(rule));
        let heads = self.grown(rule).unwrap_or_else(|why| {
            self.draft.back(mark);
            self.draft.text(0, owner(rule));
            *self.unlive.entry(why).or_default() += 1;
            let heads = rule.heads(self.slots.inputs(), 0);
            self.draft.fixed(5, heads, (6, self.say.unlive(why)))
        });
        self.draft.next();
        heads
    }

    /// Writes heads after some years of growth: base × above / below, rounded half to even.
    fn grown(&mut self, rule: &CountRule) -> Result<Term, Unlive> {
        let GrowthRule::Rate(growth) = &rule.growth else {
            return Err(Unlive::Projection);
        };
        let [above, below] = self.slots.parts(*growth);
        let (yearly, mut factors) = (below.plus(&above), [Term::number(1), Term::number(1)]);
        for _ in 0..rule.years {
            factors = [factors[0].times(&yearly), factors[1].times(&below)];
        }
        let most = super::super::term::MOST;
        let base = self.draft.formula(1, &self.slots.heads(rule.base))?;
        let above = self
            .draft
            .formula(2, &base.times(&factors[0]).guarded(most / 2))?;
        let below = self.draft.formula(3, &factors[1].guarded(most / 2))?;
        let whole = self.draft.formula(4, &above.over(&below))?;
        let rest = above.minus(&whole.times(&below)).times(&Term::number(2));
        let two = Term::number(2);
        let odd = whole.minus(&two.times(&whole.over(&two)));
        let (one, none) = (Term::number(1), Term::number(0));
        let half = rest.equals(&below).chosen(&odd, &none);
        let more = below.below(&rest).chosen(&one, &half);
        let heads = self.draft.formula(5, &whole.plus(&more))?;
        match heads.value() == Some(rule.heads(self.slots.inputs(), 0)) {
            true => Ok(heads),
            false => Err(Unlive::Differs),
        }
    }
}

/// Says whose heads a count holds.
fn owner(rule: &CountRule) -> String {
    let name = |id: &Option<crate::domain::Id>| id.as_ref().map(ToString::to_string);
    let of = &rule.of;
    let parts = [name(&of.partnership), name(&of.region)];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    format!("{} {}", parts.join("@"), rule.year)
        .trim()
        .to_owned()
}
