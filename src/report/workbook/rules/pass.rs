//! Passages: slices, earmarks, the key over the rest, told apart by component.

use super::super::term::Term;
use super::split::Pool;
use super::{Node, Outcome, Year, is_right};
use crate::domain::{Precision, Unused};
use crate::plan::{EarmarkRule, Pass, Share, Source};
use crate::report::wording::Unlive;

/// A movement out of a holder, before it is told apart by component.
type Part = (usize, Term);

impl Year<'_> {
    /// Writes a passage, holder by holder.
    pub(super) fn pass(&mut self, pass: &Pass) {
        let holders = pass.sources.iter().map(|source| {
            let mut reached = pass.components.clone();
            reached.retain(|component| self.reached.contains(&(*component, source.account)));
            (source, reached)
        });
        let mut holders: Vec<(&Source, Vec<usize>)> = holders.collect();
        let is_idle = |source: &Source| source.targets.is_empty() && source.terms.slices.is_empty();
        holders.retain(|(source, components)| !components.is_empty() && !is_idle(source));
        for (source, components) in &holders {
            let held: Vec<(usize, Term)> = components
                .iter()
                .map(|component| (*component, self.take((*component, source.account))))
                .collect();
            let mark = self.draft.mark();
            let expected = |year: &Self, node: Node| {
                let moved = year
                    .moved
                    .amount(pass.division, node.0, (source.account, node.1));
                (node.1 != source.account).then_some(moved)
            };
            let passed = self.passed(pass, source, &held).and_then(|outcome| {
                let is_right = is_right(&outcome, |node| expected(self, node));
                is_right.then_some(outcome).ok_or(Unlive::Differs)
            });
            let outcome = passed.unwrap_or_else(|why| {
                self.draft.back(mark);
                self.fixed_pass(pass, source, (&held, why))
            });
            self.add(outcome);
        }
        for (source, components) in holders {
            for component in components {
                if !source.targets.is_empty() {
                    self.reached.remove(&(component, source.account));
                }
                let targets = source.targets.iter().map(|target| target.account);
                let slices = source.terms.slices.iter().map(|slice| slice.account);
                self.reached
                    .extend(targets.chain(slices).map(|account| (component, account)));
            }
        }
    }

    /// Writes what the engine made of the money of a holder.
    fn fixed_pass(
        &mut self,
        pass: &Pass,
        source: &Source,
        (held, why): (&[(usize, Term)], Unlive),
    ) -> Outcome {
        let mut amounts: Vec<(Node, i64)> = Vec::new();
        for (component, whole) in held {
            let of_holder = (pass.division, *component, source.account);
            let moved = self.moved.amounts.iter();
            let moved = moved.filter(|((division, component, from, _), _)| {
                (*division, *component, *from) == of_holder
            });
            let moved: Vec<(usize, i64)> = moved.map(|((.., to), amount)| (*to, *amount)).collect();
            let sum: i64 = moved.iter().map(|(_, amount)| amount).sum();
            let kept = whole.value().unwrap_or(sum) - sum;
            amounts.extend(
                moved
                    .into_iter()
                    .map(|(to, amount)| ((*component, to), amount)),
            );
            if kept != 0 {
                amounts.push(((*component, source.account), kept));
            }
        }
        let title = self.passage(pass, source);
        self.fixed(title, amounts, why)
    }

    fn passage(&self, pass: &Pass, source: &Source) -> String {
        let (division, holder) = (self.division(pass.division), self.account(source.account));
        format!("{division}, {holder}")
    }

    fn passed(
        &mut self,
        pass: &Pass,
        source: &Source,
        held: &[(usize, Term)],
    ) -> Result<Outcome, Unlive> {
        let terms = &source.terms;
        if pass.table.is_some() {
            return Err(Unlive::TwoWay);
        }
        if !terms.adjustments.is_empty() {
            return Err(Unlive::Adjusted);
        }
        let title = self.title(&self.passage(pass, source));
        self.draft.block(title, &self.say.award_heads());
        self.draft.text(0, self.say.held());
        let held_in_sum: Vec<Term> = held.iter().map(|(_, term)| term.clone()).collect();
        let pool = self.draft.formula(2, &Term::sum(&held_in_sum))?.in_place();
        self.draft.next();
        let mut parts = self.slices(source, &pool)?;
        let rest = self.rest_cell(&pool, &parts)?;
        if source.targets.is_empty() {
            parts.push((source.account, rest));
            return self.told_apart(held, parts);
        }
        parts.extend(self.earmarks(pass, source, &rest)?);
        let rest = match terms.earmarks.is_empty() {
            true => rest,
            false => self.rest_cell(&pool, &parts)?,
        };
        let keyed = self.keyed(source, &rest)?;
        let placed: Vec<Term> = keyed.iter().map(|(_, term)| term.clone()).collect();
        self.draft.next();
        self.draft.text(0, self.say.unallocated());
        let left = self.draft.formula(2, &rest.minus(&Term::sum(&placed)))?;
        self.draft.next();
        parts.extend(keyed);
        parts.push((pass.unallocated, left));
        self.told_apart(held, parts)
    }

    /// Writes what earlier parts leave.
    fn rest_cell(&mut self, pool: &Term, parts: &[Part]) -> Result<Term, Unlive> {
        self.draft.text(0, self.say.rest_to_divide());
        let taken: Vec<Term> = parts.iter().map(|(_, term)| term.clone()).collect();
        let rest = self.draft.formula(2, &pool.minus(&Term::sum(&taken)))?;
        self.draft.next();
        Ok(rest.in_place())
    }

    fn slices(&mut self, source: &Source, pool: &Term) -> Result<Vec<Part>, Unlive> {
        let mut parts: Vec<Part> = Vec::new();
        for slice in &source.terms.slices {
            let taken: Vec<Term> = parts.iter().map(|(_, term)| term.clone()).collect();
            let rest = pool.minus(&Term::sum(&taken));
            let of = if slice.of_rest { &rest } else { pool };
            let amount = self.amount_of(slice.share, (of, &rest), &source.terms.precision);
            self.draft.text(0, self.account(slice.account));
            let cell = self.draft.formula(2, &amount)?;
            self.draft.next();
            parts.push((slice.account, cell));
        }
        Ok(parts)
    }

    /// Returns a share, an amount, or the larger of both; never more than is left.
    fn amount_of(&self, share: Share, (of, rest): (&Term, &Term), precision: &Precision) -> Term {
        let unit = Term::number(precision.unit.count().max(1));
        let part = share.share.map(|slot| {
            let [above, below] = self.slots.parts(slot);
            let two = Term::number(2);
            let twice = two.times(&above).times(of);
            // Half up: the whole quotient of 2x + y by 2y.
            let half_up = twice.plus(&below.times(&unit));
            let units = half_up.over(&two.times(&below).times(&unit));
            Term::least(&[units.times(&unit), of.clone()])
        });
        let fixed = share.amount.map(|slot| self.slots.cents(slot));
        let amount = match (part, fixed) {
            (Some(part), Some(fixed)) => Term::most(&[part, fixed]),
            (Some(one), None) | (None, Some(one)) => one,
            (None, None) => Term::number(0),
        };
        Term::least(&[amount, rest.clone()])
    }

    fn earmarks(
        &mut self,
        pass: &Pass,
        source: &Source,
        after_slices: &Term,
    ) -> Result<Vec<Part>, Unlive> {
        let mut parts: Vec<Part> = Vec::new();
        for earmark in &source.terms.earmarks {
            let taken: Vec<Term> = parts.iter().map(|(_, term)| term.clone()).collect();
            let rest = after_slices.minus(&Term::sum(&taken));
            let terms = &source.terms;
            let amount = self.amount_of(earmark.share, (after_slices, &rest), &terms.precision);
            self.draft.next();
            self.draft.text(0, earmark.id.to_string());
            let amount = self.draft.formula(2, &amount)?.in_place();
            self.draft.next();
            let own = self.earmarked(source, earmark, &amount)?;
            let placed: Vec<Term> = own.iter().map(|(_, term)| term.clone()).collect();
            parts.extend(own);
            if earmark.unused == Unused::Keep {
                self.draft.text(0, self.say.unallocated());
                let left = self.draft.formula(2, &amount.minus(&Term::sum(&placed)))?;
                self.draft.next();
                parts.push((pass.unallocated, left));
            }
        }
        Ok(parts)
    }

    fn earmarked(
        &mut self,
        source: &Source,
        earmark: &EarmarkRule,
        amount: &Term,
    ) -> Result<Vec<Part>, Unlive> {
        let targets: Vec<_> = earmark
            .targets
            .iter()
            .map(|at| &source.targets[*at])
            .collect();
        let parts = self.by_key(
            (&earmark.key, None),
            &targets,
            amount,
            &source.terms.precision,
        )?;
        let accounts = targets.iter().map(|target| target.account);
        Ok(accounts.zip(parts).collect())
    }

    fn keyed(&mut self, source: &Source, rest: &Term) -> Result<Vec<Part>, Unlive> {
        let terms = &source.terms;
        let targets: Vec<_> = source.targets.iter().collect();
        let key = (&terms.key, terms.fallback.as_ref());
        let is_limited = targets.iter().any(|target| !target.bounds.is_empty());
        let parts = match is_limited {
            true if !terms.earmarks.is_empty() => return Err(Unlive::Limits),
            true => self.limited(key, &targets, (rest, &terms.precision))?,
            false => self.by_key(key, &targets, rest, &terms.precision)?,
        };
        let accounts = targets.iter().map(|target| target.account);
        Ok(accounts.zip(parts).collect())
    }

    /// Tells parts apart by the components that the holder has, each to the cent: component by
    /// component over what the parts still lack; the last one fills them up.
    fn told_apart(&mut self, held: &[(usize, Term)], parts: Vec<Part>) -> Result<Outcome, Unlive> {
        let mut outcome = Vec::new();
        let mut lacking: Vec<Term> = parts.iter().map(|(_, term)| term.clone()).collect();
        let Some((last, earlier)) = held.split_last() else {
            return Ok(outcome);
        };
        for (component, amount) in earlier {
            let names = parts.iter().map(|(account, _)| self.account(*account));
            let pool = Pool {
                title: self.title(&self.say.told_apart_for(&self.component(*component))),
                amount: amount.clone(),
                weights: names.zip(lacking.iter().cloned()).collect(),
                is_small: false,
                precision: &Precision::PLAIN,
            };
            let own = self.split(&pool)?;
            for ((lacks, (account, _)), own) in lacking.iter_mut().zip(&parts).zip(own) {
                *lacks = lacks.minus(&own);
                outcome.push(((*component, *account), own));
            }
        }
        for (lacks, (account, _)) in lacking.into_iter().zip(&parts) {
            outcome.push(((last.0, *account), lacks));
        }
        Ok(outcome)
    }
}
