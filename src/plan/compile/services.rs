//! Service units of an adjustment, over each other and over the recipients of a holder.

use super::super::{ServiceRule, ServicesRule, Slot};
use super::adjusting::Setting;
use super::claims::claiming;
use super::passing::Recipient;
use super::year::YearCompiler;
use crate::domain::{Id, ServiceUnit, Text};
use crate::rules::ServiceMethod;

impl<'a> YearCompiler<'_, 'a> {
    /// Returns the services with what each other and each recipient uses of them.
    pub(super) fn services(
        &mut self,
        method: ServiceMethod,
        units: &'a [ServiceUnit],
        path: &str,
        setting: Setting<'_>,
        recipients: &[Recipient<'a>],
    ) -> ServicesRule {
        self.refuse_strangers(units, path, recipients);
        let mut services = Vec::new();
        for unit in units {
            let path = format!("{path}.units.{}", unit.to);
            let mut used = |id: &Id| -> Option<Slot> {
                let used = unit.serves.get(id)?;
                Some(self.compiler.fraction(format!("{path}.serves.{id}"), used))
            };
            let between = units.iter().map(|other| used(&other.to)).collect();
            let users = recipients.iter().map(|one| used(one.id)).collect();
            services.push(ServiceRule {
                account: self.paid_by(setting.account, &unit.to),
                cost: self.compiler.cents(format!("{path}.cost"), &unit.cost),
                between,
                users,
            });
        }
        ServicesRule {
            method,
            units: services,
        }
    }

    /// Refuses users that are neither a unit nor a recipient of the division, here or elsewhere.
    fn refuse_strangers(
        &mut self,
        units: &[ServiceUnit],
        path: &str,
        recipients: &[Recipient<'a>],
    ) {
        let Some(first) = recipients.first() else {
            return;
        };
        let known = claiming(self.compiler.scenario, first.level);
        for unit in units {
            let is_known = |id: &&Id| {
                units.iter().any(|other| other.to == **id) || known.iter().any(|one| one.0 == *id)
            };
            let Some(stranger) = unit.serves.keys().find(|id| !is_known(id)) else {
                continue;
            };
            self.compiler.refuse(
                "serves-a-stranger",
                &format!("{path}.units.{}.serves.{stranger}", unit.to),
                Text::new(
                    format!("`{stranger}` is hier geen dienst en geen ontvanger"),
                    format!("`{stranger}` is no service and no recipient here"),
                ),
                Text::new(
                    format!("haal `{stranger}` weg, of voeg het toe aan `units`"),
                    format!("remove `{stranger}`, or add it to `units`"),
                ),
            );
        }
    }
}
