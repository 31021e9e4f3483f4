//! Accounts: what the name of an account says, such as `board:x/de-linde@noord`.

use serde_json::Value;

/// Kinds of accounts in which money may rest as an award.
const RECIPIENTS: &[&str] = &[
    "region",
    "partnership",
    "board",
    "institute",
    "function",
    "others",
];

/// An account, read from its name.
pub(super) struct Account<'a> {
    pub(super) kind: &'a str,
    pub(super) id: &'a str,
    region: Option<&'a str>,
    partnership: Option<&'a str>,
}

impl<'a> Account<'a> {
    /// Reads `kind:id`, with `/partnership` and `@region` behind it where they are told apart.
    pub(super) fn of(name: &'a str) -> Option<Account<'a>> {
        let (kind, rest) = name.split_once(':')?;
        let (rest, region) = match rest.split_once('@') {
            // Only a partnership has a part without a region, written `@` with nothing behind it.
            Some((rest, "")) => (kind == "partnership").then_some((rest, None))?,
            Some((rest, region)) => (rest, Some(region)),
            None => (rest, None),
        };
        let (id, partnership) = match rest.split_once('/') {
            Some((id, partnership)) => (id, Some(partnership)),
            None => (rest, None),
        };
        let is_id = |id: &str| !id.is_empty() && !id.contains([':', '/', '@']);
        let is_known = RECIPIENTS.contains(&kind) || matches!(kind, "pot" | "unallocated");
        let sound = is_known
            && is_id(id)
            && region.is_none_or(is_id)
            && partnership.is_none_or(is_id)
            && (kind != "partnership" || partnership.is_none());
        sound.then_some(Account {
            kind,
            id,
            region,
            partnership,
        })
    }

    /// Says whether an award tells the same of its recipient as the name of its account.
    pub(super) fn fits(&self, award: &Value) -> bool {
        let region = match self.kind {
            "region" => Some(self.id),
            _ => self.region,
        };
        let partnership = match self.kind {
            "partnership" => Some(self.id),
            _ => self.partnership,
        };
        let says = |key: &str, expected: Option<&str>| match expected {
            Some(expected) => award[key].as_str() == Some(expected),
            None => award[key].is_null(),
        };
        RECIPIENTS.contains(&self.kind)
            && says("recipient", Some(self.id))
            && says("kind", Some(self.kind))
            && says("region", region)
            && says("partnership", partnership)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_taken_apart() {
        for (name, id, region, partnership) in [
            ("pot:national", "national", None, None),
            ("region:noord", "noord", None, None),
            ("partnership:x@", "x", None, None),
            ("partnership:x@noord", "x", Some("noord"), None),
            ("board:b/x@noord", "b", Some("noord"), Some("x")),
            ("institute:i/x", "i", None, Some("x")),
        ] {
            let account = Account::of(name).expect(name);
            let found = (account.id, account.region, account.partnership);
            assert_eq!(found, (id, region, partnership), "{name}");
        }
    }

    #[test]
    fn what_is_no_name_is_refused() {
        for name in [
            "",
            ":",
            "x",
            "board:",
            "board:b@",
            "bord:b",
            "partnership:x/y",
            "board:b/@n",
            "board:b/x/y",
            "region:n@a@b",
            "pot:a:b",
        ] {
            assert!(Account::of(name).is_none(), "{name}");
        }
    }
}
