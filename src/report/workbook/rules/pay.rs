//! Payments: claims on a pot, cut in proportion where they do not fit, protected ones last.

use super::super::draft::Column;
use super::super::term::Term;
use super::split::Pool;
use super::{Node, Outcome, Year, is_right};
use crate::domain::Precision;
use crate::plan::{Claim, Pay};
use crate::report::wording::Unlive;
use crate::rules::{Apportionment, Shortage};

/// A claim on its row.
struct Asked {
    node: Node,
    is_protected: bool,
    claim: Term,
}

/// What there is for claims, and how much is asked.
struct Ceiling {
    pot: Term,
    protected: Term,
    open: Term,
}

impl Year<'_> {
    /// Writes a payment.
    pub(super) fn pay(&mut self, pay: &Pay) {
        let mark = self.draft.mark();
        let expected = |year: &Self, (component, to): Node| {
            year.moved.amount(pay.division, component, (pay.pot, to))
        };
        let paid = self.paid(pay).and_then(|outcome| {
            let is_right = is_right(&outcome, |node| Some(expected(self, node)));
            is_right.then_some(outcome).ok_or(Unlive::Differs)
        });
        let outcome = paid.unwrap_or_else(|why| {
            self.draft.back(mark);
            let claims = pay.components.iter().flat_map(|paid| {
                let claims = paid.claims.iter();
                claims.map(|claim| (paid.component, claim.account))
            });
            let left = pay
                .components
                .first()
                .map(|first| (first.component, pay.unallocated));
            let nodes = claims.chain(left).map(|node| (node, expected(self, node)));
            let nodes: Vec<(Node, i64)> = nodes.collect();
            self.fixed(self.division(pay.division), nodes, why)
        });
        let cells: Vec<Term> = outcome.iter().map(|(_, term)| term.clone()).collect();
        self.entered.push(runs(&cells));
        self.add(outcome);
        for paid in &pay.components {
            let accounts = paid
                .claims
                .iter()
                .map(|claim| (paid.component, claim.account));
            self.reached.extend(accounts);
        }
    }

    /// Writes claims and what is paid on them.
    fn paid(&mut self, pay: &Pay) -> Result<Outcome, Unlive> {
        if !pay.adjustments.is_empty() {
            return Err(Unlive::Adjusted);
        }
        let asked = self.asked(pay)?;
        let available = pay.available.filter(|_| pay.evaluated);
        let Some(available) = available else {
            let claims = asked.into_iter().map(|one| (one.node, one.claim));
            return Ok(claims.collect());
        };
        let ceiling = self.ceiling(&asked, self.slots.cents(available))?;
        let parts = match self.rule_of(pay) {
            Ok(()) => self.cut(pay, &asked, &ceiling)?,
            // As long as there is no shortage the rule says nothing.
            Err(why) => self.uncut(&asked, &ceiling, why)?,
        };
        let whole: Vec<Term> = parts.iter().map(|part| part.1.clone()).collect();
        self.draft.text(0, self.say.unallocated());
        let paid = Column::of(&whole).sum();
        let left = self.draft.formula(2, &ceiling.pot.minus(&paid))?;
        self.draft.next();
        let first = pay
            .components
            .first()
            .map(|first| (first.component, pay.unallocated));
        Ok(parts
            .into_iter()
            .chain(first.map(|node| (node, left)))
            .collect())
    }

    /// Writes the claims.
    fn asked(&mut self, pay: &Pay) -> Result<Vec<Asked>, Unlive> {
        let title = self.title(&self.say.claims_of(&self.division(pay.division)));
        self.draft.block(title, &self.say.claim_heads());
        let mut asked = Vec::new();
        for paid in &pay.components {
            for claim in &paid.claims {
                let node = (paid.component, claim.account);
                let claim = self.claim_cell((pay.division, node), claim)?;
                asked.push(Asked {
                    node,
                    is_protected: paid.protected,
                    claim,
                });
            }
        }
        Ok(asked)
    }

    /// Writes one claim; one that no formula says stands as the program computed it.
    fn claim_cell(
        &mut self,
        (division, node): (usize, Node),
        claim: &Claim,
    ) -> Result<Term, Unlive> {
        let key = (division, node.0, node.1);
        let expected = self.moved.claims.get(&key).copied().unwrap_or_default();
        let mark = self.draft.mark();
        let name = |year: &mut Self| {
            let texts = [year.account(node.1), year.component(node.0)];
            for (column, text) in (0_u16..).zip(texts) {
                year.draft.text(column, text);
            }
        };
        name(self);
        let term = self.claim(claim).and_then(|term| match term.value() {
            Some(value) if value == expected => Ok(term),
            Some(_) => Err(Unlive::Differs),
            None => Err(Unlive::TooLarge),
        });
        let cell = match term {
            Ok(term) => self.draft.formula(4, &term)?,
            Err(why) => {
                self.draft.back(mark);
                name(self);
                *self.unlive.entry(why).or_default() += 1;
                self.draft.fixed(4, expected, (5, self.say.unlive(why)))
            }
        };
        self.draft.next();
        Ok(cell)
    }

    /// Writes what there is and what is asked.
    fn ceiling(&mut self, asked: &[Asked], pot: Term) -> Result<Ceiling, Unlive> {
        let title = self.title(self.say.ceiling());
        self.draft.title(title);
        let sum = |is_protected: bool| {
            let own = asked.iter().filter(|one| one.is_protected == is_protected);
            runs(&own.map(|one| one.claim.clone()).collect::<Vec<Term>>())
        };
        let mut cells = Vec::new();
        for (text, term) in self
            .say
            .ceiling_rows()
            .into_iter()
            .zip([pot, sum(true), sum(false)])
        {
            self.draft.text(0, text);
            cells.push(self.draft.formula(2, &term)?.in_place());
            self.draft.next();
        }
        let mut cells = cells.into_iter();
        let mut next = || cells.next().ok_or(Unlive::Differs);
        Ok(Ceiling {
            pot: next()?,
            protected: next()?,
            open: next()?,
        })
    }

    /// Says why a shortage is not cut by a formula, if so.
    fn rule_of(&self, pay: &Pay) -> Result<(), Unlive> {
        let Precision {
            each_step, method, ..
        } = &pay.precision;
        if pay.first.is_some() {
            return Err(Unlive::Regions);
        }
        if pay.shortage.rule != Shortage::Proportional {
            return Err(Unlive::Shortage(pay.shortage.rule));
        }
        if pay.rate_step.is_some() || *each_step {
            return Err(Unlive::Steps);
        }
        match method {
            Apportionment::LargestRemainder => Ok(()),
            _ => Err(Unlive::Apportionment),
        }
    }

    /// Writes what is paid: whole, or a part of the pot in proportion.
    fn cut(
        &mut self,
        pay: &Pay,
        asked: &[Asked],
        ceiling: &Ceiling,
    ) -> Result<Vec<(Node, Term)>, Unlive> {
        let none = Term::number(0);
        let rest = ceiling.pot.minus(&ceiling.protected);
        let rest = Term::most(&[rest, none.clone()]);
        let mut parts: Vec<Option<Term>> = vec![None; asked.len()];
        for (is_protected, amount) in [(true, ceiling.pot.clone()), (false, rest)] {
            let own = asked.iter().enumerate();
            let own = own.filter(|(_, one)| one.is_protected == is_protected);
            let own: Vec<(usize, &Asked)> = own.collect();
            if own.is_empty() {
                continue;
            }
            let weights = own.iter().map(|(_, one)| {
                let name = format!(
                    "{} {}",
                    self.account(one.node.1),
                    self.component(one.node.0)
                );
                (name, one.claim.clone())
            });
            let pool = Pool {
                title: self.title(&self.say.cut_of(is_protected)),
                amount,
                weights: weights.collect(),
                is_small: false,
                precision: &pay.precision,
            };
            for ((at, _), part) in own.iter().zip(self.split(&pool)?) {
                parts[*at] = Some(part);
            }
        }
        let fits = |asked: &Term| asked.at_most(&ceiling.pot);
        let all_fit = fits(&ceiling.protected.plus(&ceiling.open));
        let title = self.title(&self.division(pay.division));
        self.draft.block(title, &self.say.award_heads());
        let mut paid = Vec::new();
        for (one, part) in asked.iter().zip(parts) {
            let part = part.unwrap_or_else(|| none.clone());
            let term = match one.is_protected {
                true => fits(&ceiling.protected).chosen(&one.claim, &part),
                // Nothing is left for it when even protected claims do not fit.
                false => all_fit.chosen(&one.claim, &part),
            };
            paid.push((one.node, self.paid_cell(one.node, &term)?));
        }
        Ok(paid)
    }

    /// Writes what is paid while all claims fit; where they do not, no number stands there.
    fn uncut(
        &mut self,
        asked: &[Asked],
        ceiling: &Ceiling,
        why: Unlive,
    ) -> Result<Vec<(Node, Term)>, Unlive> {
        let all = ceiling.protected.plus(&ceiling.open);
        let fits = all.at_most(&ceiling.pot);
        if fits.value() != Some(1) {
            return Err(why);
        }
        let title = self.title(&self.say.only_without_shortage(why));
        self.draft.block(title, &self.say.award_heads());
        let mut paid = Vec::new();
        for one in asked {
            let term = fits.chosen(&one.claim, &Term::atom("NA()", None));
            paid.push((one.node, self.paid_cell(one.node, &term)?));
        }
        Ok(paid)
    }

    fn paid_cell(&mut self, node: Node, term: &Term) -> Result<Term, Unlive> {
        self.draft.text(0, self.account(node.1));
        self.draft.text(1, self.component(node.0));
        let cell = self.draft.formula(2, term)?;
        self.draft.next();
        Ok(cell)
    }
}

/// Returns the sum of cells of one column, run by run.
fn runs(cells: &[Term]) -> Term {
    let row = |cell: &Term| -> Option<u32> {
        let digits = cell
            .text()
            .trim_start_matches(|letter: char| letter.is_ascii_alphabetic());
        digits.parse().ok()
    };
    let mut sums = Vec::new();
    for run in cells.chunk_by(|one, next| row(one).map(|at| at + 1) == row(next)) {
        sums.push(Column::of(run).sum());
    }
    Term::sum(&sums)
}
