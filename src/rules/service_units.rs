//! Overhead between service units: direct, step by step, or solved for all at once.

use crate::money::Exact;

/// Service units with their own costs, and who uses them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Services {
    /// Own cost of each service.
    pub costs: Vec<Exact>,
    /// Row by row: use of a service by each service.
    pub between: Vec<Vec<Exact>>,
    /// Row by row: use of a service by each user.
    pub to_users: Vec<Vec<Exact>>,
}

/// The outcome of an overhead method.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overhead {
    /// What each user pays; together the own costs of all services.
    pub charges: Vec<Exact>,
    /// What each service passes on: its own cost and what others charged to it.
    pub gross: Vec<Exact>,
}

/// How services pass on what they cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ServiceMethod {
    /// To users only.
    Direct,
    /// One after the other, in their own order, to users and to services still open.
    StepDown,
    /// To all at once, solved exactly.
    Reciprocal,
}

/// Why overhead cannot be passed on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OverheadError {
    /// Nobody who may be charged uses this service.
    Unused(usize),
    /// These services use only each other, in this order, so their cost never reaches a user
    /// (spectral radius one).
    Cycle(Vec<usize>),
}

impl Services {
    /// Charges by `method`; step by step the services are closed in their own order.
    ///
    /// # Errors
    ///
    /// [`OverheadError`] when some cost never reaches a user.
    pub fn charged(&self, method: ServiceMethod) -> Result<Overhead, OverheadError> {
        match method {
            ServiceMethod::Direct => self.direct(),
            ServiceMethod::StepDown => self.step_down(&(0..self.costs.len()).collect::<Vec<_>>()),
            ServiceMethod::Reciprocal => self.reciprocal(),
        }
    }

    /// Charges the services whose cost reaches a user, as if the others were not there; returns
    /// what each user pays, and the services that are paid for, by position.
    pub fn charged_where_used(&self, method: ServiceMethod) -> (Vec<Exact>, Vec<usize>) {
        let mut kept: Vec<usize> = (0..self.costs.len()).collect();
        while !kept.is_empty() {
            let stuck = match self.only(&kept).charged(method) {
                Ok(overhead) => return (overhead.charges, kept),
                Err(OverheadError::Unused(at)) => vec![at],
                Err(OverheadError::Cycle(services)) => services,
            };
            let all = kept.into_iter().enumerate();
            let left = all.filter(|(at, _)| !stuck.contains(at));
            kept = left.map(|(_, service)| service).collect();
        }
        (vec![Exact::zero(); self.users()], kept)
    }

    /// Returns some of the services, by position.
    fn only(&self, kept: &[usize]) -> Services {
        let own = |uses: &Vec<Exact>| kept.iter().map(|other| uses[*other].clone()).collect();
        Services {
            costs: own(&self.costs),
            between: kept.iter().map(|at| own(&self.between[*at])).collect(),
            to_users: kept.iter().map(|at| self.to_users[*at].clone()).collect(),
        }
    }

    /// Charges each service to users only, as if services did not use each other.
    ///
    /// # Errors
    ///
    /// [`OverheadError::Unused`] for a cost that no user can be charged.
    pub fn direct(&self) -> Result<Overhead, OverheadError> {
        self.one_by_one(&(0..self.costs.len()).collect::<Vec<_>>(), false)
    }

    /// Closes the services in `order`: each passes what it holds to users and to the services that
    /// are still open. Another order gives another outcome.
    ///
    /// # Errors
    ///
    /// [`OverheadError::Unused`] for a cost that nobody who is still open can be charged.
    pub fn step_down(&self, order: &[usize]) -> Result<Overhead, OverheadError> {
        self.one_by_one(order, true)
    }

    fn one_by_one(&self, order: &[usize], to_open: bool) -> Result<Overhead, OverheadError> {
        let mut gross = self.costs.clone();
        let mut charges = vec![Exact::zero(); self.users()];
        for (closed, service) in order.iter().enumerate() {
            let open = order.iter().skip(closed.saturating_add(1));
            let open: Vec<usize> = open.copied().filter(|_| to_open).collect();
            let (between, to_users) = (&self.between[*service], &self.to_users[*service]);
            let uses = open.iter().map(|other| &between[*other]).chain(to_users);
            let total: Exact = uses.cloned().sum();
            let held = gross[*service].clone();
            if total.is_zero() && !held.is_zero() {
                return Err(OverheadError::Unused(*service));
            }
            let rate = held.over(&total);
            for other in open {
                gross[other] = gross[other].plus(&rate.times(&between[other]));
            }
            for (charge, used) in charges.iter_mut().zip(to_users) {
                *charge = charge.plus(&rate.times(used));
            }
        }
        Ok(Overhead { charges, gross })
    }

    /// Charges each other for all use at once: `gross = own cost + shares of the gross of others`,
    /// solved exactly. The only method that does not depend on an order.
    ///
    /// # Errors
    ///
    /// [`OverheadError`] when some cost never reaches a user.
    pub fn reciprocal(&self) -> Result<Overhead, OverheadError> {
        self.all_reach_a_user()?;
        let shares = self.shares();
        let count = self.costs.len();
        // Row `to`: gross of `to`, less its shares of the gross of each `from`, is its own cost.
        let mut rows: Vec<Vec<Exact>> = Vec::with_capacity(count);
        for to in 0..count {
            let mut row: Vec<Exact> = Vec::with_capacity(count.saturating_add(1));
            for (from, share) in shares.iter().enumerate() {
                let own = if from == to {
                    Exact::one()
                } else {
                    Exact::zero()
                };
                row.push(own.minus(&share.0[to]));
            }
            row.push(self.costs[to].clone());
            rows.push(row);
        }
        let gross = solved(rows);
        let mut charges = vec![Exact::zero(); self.users()];
        for (held, share) in gross.iter().zip(&shares) {
            for (charge, share) in charges.iter_mut().zip(&share.1) {
                *charge = charge.plus(&held.times(share));
            }
        }
        Ok(Overhead { charges, gross })
    }

    fn users(&self) -> usize {
        self.to_users.first().map_or(0, Vec::len)
    }

    /// Returns each service's use as shares of all its use: by services, and by users.
    fn shares(&self) -> Vec<(Vec<Exact>, Vec<Exact>)> {
        let rows = self.between.iter().zip(&self.to_users);
        let share = |(between, to_users): (&Vec<Exact>, &Vec<Exact>)| {
            let total: Exact = between.iter().chain(to_users).cloned().sum();
            let of = |uses: &[Exact]| uses.iter().map(|used| used.over(&total)).collect();
            (of(between), of(to_users))
        };
        rows.map(share).collect()
    }

    /// Fails when some services are used by each other only.
    fn all_reach_a_user(&self) -> Result<(), OverheadError> {
        let used = |uses: &[Exact]| uses.iter().any(|used| !used.is_zero());
        let mut reaches: Vec<bool> = self.to_users.iter().map(|uses| used(uses)).collect();
        loop {
            let by_way_of = |at: &usize| {
                let others = self.between[*at].iter().zip(&reaches);
                others
                    .into_iter()
                    .any(|(used, reaches)| *reaches && !used.is_zero())
            };
            let closed = (0..reaches.len()).filter(|at| !reaches[*at]);
            let found: Vec<usize> = closed.filter(by_way_of).collect();
            if found.is_empty() {
                break;
            }
            for at in found {
                reaches[at] = true;
            }
        }
        match reaches.iter().position(|reaches| !reaches) {
            None => Ok(()),
            Some(first) => Err(self.dead_end(first)),
        }
    }

    /// Follows use from a service that reaches no user until it stops or comes back.
    fn dead_end(&self, first: usize) -> OverheadError {
        let mut path = vec![first];
        loop {
            let last = path.last().copied().unwrap_or(first);
            let Some(next) = self.between[last].iter().position(|used| !used.is_zero()) else {
                return OverheadError::Unused(last);
            };
            if let Some(start) = path.iter().position(|seen| *seen == next) {
                return OverheadError::Cycle(path.split_off(start));
            }
            path.push(next);
        }
    }
}

/// Solves linear equations, each a row of coefficients and then the right-hand side.
///
/// Where every cost reaches a user, no pivot on the diagonal becomes zero: what a service keeps
/// of its own use, however indirect, is less than all.
fn solved(mut rows: Vec<Vec<Exact>>) -> Vec<Exact> {
    for pivot in 0..rows.len() {
        let own = rows[pivot].clone();
        for (at, row) in rows.iter_mut().enumerate() {
            if at == pivot || row[pivot].is_zero() {
                continue;
            }
            let factor = row[pivot].over(&own[pivot]);
            for (cell, own) in row.iter_mut().zip(&own).skip(pivot) {
                *cell = cell.minus(&factor.times(own));
            }
        }
    }
    let diagonal = rows.iter().enumerate();
    diagonal
        .map(|(at, row)| {
            row.last()
                .map_or_else(Exact::zero, |right| right.over(&row[at]))
        })
        .collect()
}
