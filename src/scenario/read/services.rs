//! Service units of an adjustment: who serves whom.

use std::collections::{BTreeMap, BTreeSet};

use super::super::problem::Problem;
use super::super::tree::{Node, Table};
use super::reader::{Reader, id_under, one_of};
use crate::domain::{AdjustmentTerms, Given, Id, SERVICE_METHODS, ServiceUnit, Text};
use crate::money::Exact;
use crate::rules::{OverheadError, ServiceMethod, Services};

/// The most service units: the exact solution of their mutual use grows fast.
const MOST_UNITS: usize = 20;

impl Reader {
    /// Returns service units that pass on their costs; units whose costs stay where they are, and
    /// too many of them, are reported.
    pub(super) fn service_units(&mut self, table: &Table, path: &str) -> Option<AdjustmentTerms> {
        let method = one_of(table, "method", &SERVICE_METHODS)?;
        let node = table.get("units")?;
        let mut units: Vec<ServiceUnit> = Vec::new();
        for (_, unit) in table.tables("units") {
            let to = id_under(unit, "to")?;
            let path = format!("{path}.units.{to}");
            units.push(ServiceUnit {
                cost: self.amount(unit, "cost", &path)?,
                serves: self.uses(unit, &path),
                to,
            });
        }
        if units.len() > MOST_UNITS {
            let text = Text::new(
                format!("meer dan {MOST_UNITS} diensten zijn niet exact op te lossen"),
                format!("more than {MOST_UNITS} services cannot be solved exactly"),
            );
            self.problem(
                Problem::error("bad-adjustment", node.place, text)
                    .hint("voeg diensten samen", "put services together"),
            );
        } else if let Err(error) = services(&units).charged(method) {
            self.refuse_stuck(node, &error, &units, method);
        }
        Some(AdjustmentTerms::ServiceUnits { method, units })
    }

    fn uses(&mut self, unit: &Table, path: &str) -> BTreeMap<Id, Given<Exact>> {
        let path = format!("{path}.serves");
        let mut uses = BTreeMap::new();
        let Some(serves) = unit.get("serves").and_then(Node::as_table) else {
            return uses;
        };
        for entry in &serves.entries {
            let id = Id::parse(&entry.key);
            if let (Some(id), Some(used)) = (id, self.weight(serves, &entry.key, &path)) {
                uses.insert(id, used);
            }
        }
        uses
    }

    /// Reports units whose costs never reach a recipient.
    fn refuse_stuck(
        &mut self,
        node: &Node,
        error: &OverheadError,
        units: &[ServiceUnit],
        method: ServiceMethod,
    ) {
        let name = |at: &usize| format!("`{}`", units[*at].to);
        let text = match error {
            OverheadError::Unused(at) => {
                let name = name(at);
                let (nl, en) = match method {
                    ServiceMethod::StepDown => (" of latere dienst", " or later service"),
                    _ => ("", ""),
                };
                Text::new(
                    format!("de kosten van {name} bereiken geen ontvanger{nl}"),
                    format!("the costs of {name} reach no recipient{en}"),
                )
            }
            OverheadError::Cycle(services) => {
                let names: Vec<String> = services.iter().map(name).collect();
                let names = names.join(", ");
                Text::new(
                    format!("{names} bedienen alleen elkaar: hun kosten bereiken geen ontvanger"),
                    format!("{names} serve only each other: their costs reach no recipient"),
                )
            }
        };
        self.problem(Problem::error("bad-adjustment", node.place, text).hint(
            "noem bij `serves` een ontvanger met een getal boven nul",
            "name a recipient under `serves` with a number above zero",
        ));
    }
}

/// Returns the services, with everybody who is named and is no unit as a user.
fn services(units: &[ServiceUnit]) -> Services {
    let is_unit = |id: &&Id| units.iter().any(|unit| unit.to == **id);
    let named = units.iter().flat_map(|unit| unit.serves.keys());
    let users: BTreeSet<&Id> = named.filter(|id| !is_unit(id)).collect();
    let used = |unit: &ServiceUnit, id: &Id| {
        let used = unit.serves.get(id).map(|used| used.value.clone());
        used.unwrap_or_default()
    };
    let rows = || units.iter();
    Services {
        costs: rows().map(|unit| unit.cost.value.into()).collect(),
        between: rows()
            .map(|unit| rows().map(|other| used(unit, &other.to)).collect())
            .collect(),
        to_users: rows()
            .map(|unit| users.iter().map(|id| used(unit, id)).collect())
            .collect(),
    }
}
