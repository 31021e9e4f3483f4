//! Series: which amounts of a model are kept, and where in its plan they lie.

use std::collections::{BTreeMap, BTreeSet};

use super::floats::from_whole;
use super::names::{Order, is_wanted, kind_of, names, order, periods};
use crate::domain::{Id, Level, SimulationTerms, Text};
use crate::engine::{Allocation, Asked};
use crate::plan::{AmountRule, ComponentLine, PaidComponent, Pay, Plan, PlanYear};
use crate::results::{CoverageRow, Received, SeriesName, Standing};
use crate::rules::Shortage;

/// The amounts of one model that are kept.
#[derive(Clone, Debug)]
pub(super) struct Ledger {
    /// What each series is of.
    pub(super) names: Vec<SeriesName>,
    /// The ceilings that are evaluated in some world.
    pub(super) cuts: Vec<Cut>,
    /// For each series of a recipient with costs, the columns of those.
    pub(super) costs: BTreeMap<usize, CostColumns>,
    /// The number of columns in all: those of `names`, then the others.
    pub(super) columns: usize,
    /// For each world, what its engine is asked.
    pub(super) asked: Vec<Asked>,
    /// For each world, what is read draw by draw, if anything is.
    pub(super) sinks: Vec<Option<Sinks>>,
}

/// A ceiling in a year, with the column that is one where it cuts.
#[derive(Clone, Debug)]
pub(super) struct Cut {
    pub(super) pot: String,
    pub(super) year: String,
    pub(super) series: usize,
    /// What it leaves of amounts per head.
    pub(super) rates: Vec<Rate>,
}

/// What a ceiling leaves of the amount per head of a component, with its column.
#[derive(Clone, Debug)]
pub(super) struct Rate {
    pub(super) component: String,
    pub(super) name: Text,
    pub(super) column: usize,
}

/// What training costs a recipient, in two columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct CostColumns {
    /// Cost minus income.
    pub(super) contribution: usize,
    pub(super) cost: usize,
}

/// Division, year and component of an amount per head, by name.
type RateName = (String, String, String);

/// Towards which columns what is read of one draw counts.
#[derive(Clone, Debug, Default)]
pub(super) struct Sinks {
    /// The columns that are read draw by draw instead of block by block.
    pub(super) overwritten: Vec<usize>,
    /// The columns of what every account receives, where nothing but costs is read draw by draw.
    pub(super) received: Vec<Received<usize>>,
    views: Vec<ViewSinks>,
}

/// The same for one year of the scenario.
#[derive(Clone, Debug, Default)]
struct ViewSinks {
    rests: BTreeMap<(usize, usize), Vec<usize>>,
    costs: BTreeMap<(Level, Id), Vec<CostColumns>>,
}

/// Everything that can be paid in one world.
type Reached<'a> = (&'a Plan, Allocation);

impl Ledger {
    /// Lists what can be paid to whom in any of the worlds of a model; the allocation of a world
    /// is any of it, and says what can be reached.
    pub(super) fn of(worlds: &[Reached<'_>], terms: &SimulationTerms) -> Ledger {
        let mut lines: BTreeMap<Order, Line> = BTreeMap::new();
        for (world, (plan, allocation)) in worlds.iter().enumerate() {
            list(plan, allocation, terms, |name, spot| {
                let line = lines.entry(order(&name));
                let line = line.or_insert_with(|| Line::of(name));
                line.spots.push((world, spot));
            });
            list_costs(plan, terms, |name, spot| {
                let line = lines.entry(order(&name));
                let line = line.or_insert_with(|| Line::of(name));
                line.costs.push((world, spot));
            });
        }
        let mut ledger = Ledger {
            names: lines.values().map(|line| line.name.clone()).collect(),
            cuts: Vec::new(),
            costs: BTreeMap::new(),
            columns: lines.len(),
            asked: Vec::new(),
            sinks: Vec::new(),
        };
        let rates = match terms.by_component {
            true => common_rates(worlds.iter().map(|(plan, _)| *plan)),
            false => BTreeSet::new(),
        };
        for (plan, _) in worlds {
            ledger.ask(plan, terms, &rates);
        }
        for (series, line) in lines.values().enumerate() {
            ledger.sink(series, line, worlds);
        }
        for (world, reached) in worlds.iter().enumerate() {
            ledger.receive(world, reached);
        }
        for asked in &mut ledger.asked {
            asked.series = ledger.columns;
        }
        ledger
    }

    /// Asks of a world where its ceilings cut and what they leave, and makes room for the rest.
    fn ask(&mut self, plan: &Plan, terms: &SimulationTerms, common: &BTreeSet<RateName>) {
        let mut cuts = vec![BTreeMap::new(); plan.years.len()];
        let mut rates = vec![BTreeMap::new(); plan.years.len()];
        for (position, year) in plan.years.iter().enumerate() {
            for pay in ceilings(year) {
                let pot = plan.divisions[pay.division].id.to_string();
                let cut = self.cut(pot, year.year.to_string());
                cuts[position].insert(pay.division, vec![self.cuts[cut].series]);
                for paid in &pay.components {
                    if common.contains(&rate_name(plan, year, pay, paid)) {
                        let line = &plan.components[paid.component];
                        let column = self.rate(cut, line);
                        rates[position].insert((pay.division, paid.component), column);
                    }
                }
            }
        }
        self.asked.push(Asked {
            series: 0,
            counted_as: match terms.by_component {
                true => (0..plan.components.len()).collect(),
                false => Asked::counted_together(plan),
            },
            sinks: vec![BTreeMap::new(); plan.years.len()],
            cuts,
            rates,
        });
        let is_closer = is_by_months(plan) || plan.costs.is_stated;
        self.sinks.push(is_closer.then(|| Sinks {
            overwritten: Vec::new(),
            received: Vec::new(),
            views: vec![ViewSinks::default(); plan.views.len()],
        }));
    }

    /// Returns the position of a ceiling in a year.
    fn cut(&mut self, pot: String, year: String) -> usize {
        let mut known = self.cuts.iter();
        let known = known.position(|cut| (&cut.pot, &cut.year) == (&pot, &year));
        known.unwrap_or_else(|| {
            let series = self.column();
            let rates = Vec::new();
            self.cuts.push(Cut {
                pot,
                year,
                series,
                rates,
            });
            self.cuts.len() - 1
        })
    }

    /// Returns the column of what a ceiling leaves of an amount per head.
    fn rate(&mut self, cut: usize, line: &ComponentLine) -> usize {
        let mut known = self.cuts[cut].rates.iter();
        if let Some(rate) = known.find(|rate| rate.component == line.id.as_str()) {
            return rate.column;
        }
        let column = self.column();
        self.cuts[cut].rates.push(Rate {
            component: line.id.to_string(),
            name: line.name.clone(),
            column,
        });
        column
    }

    /// Returns the columns of costs beside a series.
    fn costs(&mut self, series: usize) -> CostColumns {
        if let Some(columns) = self.costs.get(&series) {
            return *columns;
        }
        let columns = CostColumns {
            contribution: self.column(),
            cost: self.column(),
        };
        self.costs.insert(series, columns);
        columns
    }

    fn column(&mut self) -> usize {
        self.columns += 1;
        self.columns - 1
    }

    /// Counts everything that belongs to a series towards it.
    fn sink(&mut self, series: usize, line: &Line, worlds: &[Reached<'_>]) {
        for (world, spot) in &line.spots {
            let asked = &mut self.asked[*world];
            let node = (asked.counted_as[spot.component], spot.account);
            insert(asked.sinks[spot.year].entry(node).or_default(), series);
            let sinks = self.sinks[*world].as_mut();
            if let Some(sinks) = sinks.filter(|_| is_by_months(worlds[*world].0)) {
                insert(&mut sinks.overwritten, series);
                let rests = &mut sinks.views[spot.view].rests;
                let own = rests.entry((spot.component, spot.account)).or_default();
                insert(own, series);
            }
        }
        for (world, (view, level, id)) in &line.costs {
            let columns = self.costs(series);
            if let Some(sinks) = &mut self.sinks[*world] {
                let own = &mut sinks.views[*view].costs;
                let own = own.entry((*level, id.clone())).or_default();
                insert(own, columns);
            }
        }
    }

    /// Asks what every account receives, where costs are stated: what it comes to beside them is
    /// then read from columns. Years that are made of months have no such columns.
    fn receive(&mut self, world: usize, (plan, allocation): &Reached<'_>) {
        if !plan.costs.is_stated || is_by_months(plan) {
            return;
        }
        let mut received: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        each_spot(plan, allocation, |spot| {
            let own = received.entry((spot.view, spot.account));
            let column = *own.or_insert_with(|| self.column());
            let asked = &mut self.asked[world];
            let node = (asked.counted_as[spot.component], spot.account);
            insert(asked.sinks[spot.year].entry(node).or_default(), column);
        });
        let received = received.into_iter();
        let received = received.map(|((view, account), amounts)| Received {
            view,
            account,
            amounts,
        });
        if let Some(sinks) = &mut self.sinks[world] {
            sinks.received = received.collect();
        }
    }
}

impl Sinks {
    /// Tells `add` how much of what stands at the end of a year counts towards which column.
    pub(super) fn gather(&self, view: usize, standing: &Standing, mut add: impl FnMut(usize, f64)) {
        let Some(sinks) = self.views.get(view) else {
            return;
        };
        for rest in &standing.rests {
            let own = sinks.rests.get(&(rest.component, rest.account));
            for series in own.into_iter().flatten() {
                add(*series, from_whole(rest.amount.count()));
            }
        }
        self.gather_costs(view, &standing.coverage, add);
    }

    /// The same of cost and income.
    pub(super) fn gather_costs(
        &self,
        view: usize,
        rows: &[CoverageRow],
        mut add: impl FnMut(usize, f64),
    ) {
        let Some(sinks) = self.views.get(view) else {
            return;
        };
        for row in rows {
            let id = row.id.clone().map(|id| (row.level, id));
            let own = id.and_then(|id| sinks.costs.get(&id));
            let contribution = row.contribution().unwrap_or_default();
            let cost = row.cost.unwrap_or_default();
            for columns in own.into_iter().flatten() {
                add(columns.contribution, from_whole(contribution.count()));
                add(columns.cost, from_whole(cost.count()));
            }
        }
    }
}

/// A series, with what counts towards it in which world.
struct Line {
    name: SeriesName,
    spots: Vec<(usize, Spot)>,
    costs: Vec<(usize, CostSpot)>,
}

impl Line {
    fn of(name: SeriesName) -> Line {
        Line {
            name,
            spots: Vec::new(),
            costs: Vec::new(),
        }
    }
}

/// Where money can lie at the end.
#[derive(Clone, Copy)]
struct Spot {
    view: usize,
    year: usize,
    component: usize,
    account: usize,
}

/// A year of the scenario, and whose costs.
type CostSpot = (usize, Level, Id);

/// Returns the payments of which the ceiling is evaluated.
fn ceilings(year: &PlanYear) -> impl Iterator<Item = &Pay> {
    let payments = year.payments();
    payments.filter(|pay| pay.evaluated && pay.available.is_some())
}

/// Returns the amounts per head of which every world pays one under the same ceiling.
fn common_rates<'a>(worlds: impl Iterator<Item = &'a Plan>) -> BTreeSet<RateName> {
    let of_world = |plan: &Plan| -> BTreeSet<RateName> {
        let payments = plan.years.iter();
        let payments = payments.flat_map(|year| ceilings(year).map(move |pay| (year, pay)));
        let paid = payments.flat_map(|(year, pay)| {
            let paid = pay.components.iter();
            let paid = paid.filter(|paid| is_one_rate(plan, pay, paid));
            paid.map(move |paid| rate_name(plan, year, pay, paid))
        });
        paid.collect()
    };
    let common = worlds.map(of_world).reduce(|left, right| &left & &right);
    common.unwrap_or_default()
}

fn rate_name(plan: &Plan, year: &PlanYear, pay: &Pay, paid: &PaidComponent) -> RateName {
    let division = plan.divisions[pay.division].id.to_string();
    let component = plan.components[paid.component].id.to_string();
    (division, year.year.to_string(), component)
}

/// Says whether everybody who is paid a component is paid one amount per head, cut or not: a
/// proportional cut, and no part, maximum or adjustment of one's own.
fn is_one_rate(plan: &Plan, pay: &Pay, paid: &PaidComponent) -> bool {
    let is_cut_alike = pay.shortage.rule == Shortage::Proportional && pay.first.is_none();
    let rate = plan.components[paid.component].rate;
    is_cut_alike
        && pay.adjustments.is_empty()
        && rate.is_some()
        && paid.claims.iter().all(|claim| {
            let is_rate = match claim.amount {
                AmountRule::PerHead { rate: own, .. } => Some(own) == rate,
                AmountRule::Nothing => true,
                AmountRule::Flat(_) | AmountRule::Steps { .. } => false,
            };
            is_rate && claim.share.is_none() && claim.maximum.is_none()
        })
}

/// Says whether years of the scenario are made of months of computed years.
fn is_by_months(plan: &Plan) -> bool {
    let mut parts = plan.views.iter().flat_map(|view| &view.parts);
    parts.any(|(_, months)| *months != 12)
}

/// Tells `found` every spot where money can lie, with each series towards which it counts.
fn list(
    plan: &Plan,
    allocation: &Allocation,
    terms: &SimulationTerms,
    mut found: impl FnMut(SeriesName, Spot),
) {
    each_spot(plan, allocation, |spot| {
        let label = plan.views[spot.view].year.to_string();
        let node = (&plan.accounts[spot.account], spot.component);
        for name in names(plan, node, &label, terms) {
            found(name, spot);
        }
    });
}

/// Tells `found` every spot where money of a recipient can lie.
fn each_spot(plan: &Plan, allocation: &Allocation, mut found: impl FnMut(Spot)) {
    for (view, one) in plan.views.iter().enumerate() {
        for (year, _) in &one.parts {
            let balances = &allocation.years[*year].balances;
            for (account, own) in plan.accounts.iter().enumerate() {
                for component in 0..plan.components.len() {
                    if own.is_recipient() && balances.is_reached(component, account) {
                        found(Spot {
                            view,
                            year: *year,
                            component,
                            account,
                        });
                    }
                }
            }
        }
    }
}

/// Tells `found` everyone whose costs are stated, with each series beside which they stand.
fn list_costs(plan: &Plan, terms: &SimulationTerms, mut found: impl FnMut(SeriesName, CostSpot)) {
    if !plan.costs.is_stated {
        return;
    }
    for (view, (one, costs)) in plan.views.iter().zip(&plan.costs.years).enumerate() {
        for partnership in &costs.partnerships {
            let own = (Level::Partnership, &partnership.partnership);
            let bearers = partnership.bearers.iter();
            let bearers = bearers.filter_map(|one| Some((one.level, one.id.as_ref()?)));
            for (level, id) in std::iter::once(own).chain(bearers) {
                let Some(kind) = kind_of(level).filter(|_| is_wanted(level, terms)) else {
                    continue;
                };
                for year in periods(plan, &one.year.to_string(), terms) {
                    let name = SeriesName {
                        kind,
                        recipient: id.to_string(),
                        region: None,
                        component: None,
                        year,
                    };
                    found(name, (view, level, id.clone()));
                }
            }
        }
    }
}

/// Adds to a list what is not there yet.
fn insert<T: PartialEq>(list: &mut Vec<T>, one: T) {
    if !list.contains(&one) {
        list.push(one);
    }
}
