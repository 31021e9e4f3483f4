//! What a scenario declares: the ids that its other parts may name.

use std::collections::{BTreeMap, BTreeSet};

use super::grammar::SCENARIO;
use super::open::BASE;
use super::problem::{Place, Problem};
use super::shape::Referent;
use super::tree::{Node, Table, Value};
use crate::domain::Text;

/// Functions that need no declaration: the office of a region and the five functions of the field.
pub(super) const FUNCTIONS: [(&str, &str, &str); 6] = [
    ("office", "regiobureau", "regional office"),
    ("werven", "werven", "recruiting"),
    ("matchen", "matchen", "matching"),
    ("opleiden", "opleiden", "training"),
    ("begeleiden", "begeleiden", "mentoring"),
    (
        "professionaliseren",
        "professionaliseren",
        "professional development",
    ),
];

/// The declared ids, by what they are.
#[derive(Default)]
pub(super) struct Known {
    ids: BTreeMap<Referent, BTreeMap<String, Option<Place>>>,
    /// Of what not every declaration could be read: any id may be one of these.
    vague: BTreeSet<Referent>,
}

/// What a wish may compare with beside a variant: last year, as stated or as computed.
pub(super) const YARDSTICKS: [&str; 2] = ["previous", "last-year"];

const DECLARED: [(&str, Referent, &[Referent]); 12] = [
    ("region", Referent::Region, &[Referent::Holder]),
    ("partnership", Referent::Partnership, &[Referent::Holder]),
    ("board", Referent::Board, &[Referent::Partner]),
    ("institute", Referent::Institute, &[Referent::Partner]),
    ("function", Referent::Function, &[]),
    ("others", Referent::Others, &[]),
    ("party", Referent::Party, &[]),
    ("component", Referent::Component, &[]),
    ("division", Referent::Division, &[]),
    ("variant", Referent::Variant, &[]),
    ("check", Referent::Check, &[]),
    ("figure", Referent::Figure, &[]),
];

/// Returns the wider kinds that an id of this kind belongs to, where it need not be the only one.
fn wider(referent: Referent) -> &'static [Referent] {
    match referent {
        Referent::Region | Referent::Partnership | Referent::Board | Referent::Institute => {
            &[Referent::Body]
        }
        Referent::Variant => &[Referent::AnyVariant, Referent::Yardstick],
        _ => &[],
    }
}

impl Known {
    /// Collects the ids that `tree` declares, reporting those that repeat.
    pub(super) fn collect(tree: &Table, problems: &mut Vec<Problem>) -> Known {
        let mut known = Known::default();
        let functions = FUNCTIONS.map(|(id, _, _)| (Referent::Function, id));
        let yardsticks = YARDSTICKS.map(|word| (Referent::Yardstick, word));
        let base = wider(Referent::Variant).iter().map(|kind| (*kind, BASE));
        for (kind, id) in functions.into_iter().chain(yardsticks).chain(base) {
            let ids = known.ids.entry(kind).or_default();
            ids.insert(id.to_owned(), None);
        }
        for (list, referent, also) in DECLARED {
            for node in declarations(tree, list) {
                let id = node.as_table().and_then(|table| table.get("id"));
                let Some((id, place)) = id.and_then(|id| Some((id.as_text()?, id.place))) else {
                    known.vague.insert(referent);
                    known.vague.extend(also);
                    known.vague.extend(wider(referent));
                    continue;
                };
                let ids = known.ids.entry(referent).or_default();
                if let Some(Some(first)) = ids.get(id) {
                    problems.push(repeated(list, id, place, *first));
                }
                ids.entry(id.to_owned()).or_insert(Some(place));
                for other in also {
                    known.clash(*other, id, place, problems);
                }
                for kind in wider(referent) {
                    let ids = known.ids.entry(*kind).or_default();
                    ids.entry(id.to_owned()).or_insert(Some(place));
                }
            }
        }
        known
    }

    /// Notes that what the scenario names its scheme for could not be read.
    pub(super) fn without_scheme(&mut self) {
        self.vague.extend([Referent::Component, Referent::Division]);
    }

    /// Says whether every declaration of this kind could be read.
    pub(super) fn is_sure(&self, referent: Referent) -> bool {
        let mut kinds = referent.kinds();
        kinds.all(|kind| !self.vague.contains(&kind))
    }

    /// Registers an id under a kind that two lists share: there it must differ from both.
    fn clash(&mut self, kind: Referent, id: &str, place: Place, problems: &mut Vec<Problem>) {
        let ids = self.ids.entry(kind).or_default();
        if let Some(Some(first)) = ids.insert(id.to_owned(), Some(place)) {
            let text = Text::new(
                format!("`{id}` is de naam van twee verschillende ontvangers"),
                format!("`{id}` names two different recipients"),
            );
            let problem = Problem::error("repeated-id", place, text)
                .related(first, "hier ook", "here as well")
                .hint(
                    "geef een van beide een andere id",
                    "give one of them another id",
                );
            if problems.iter().all(|other| other.place != Some(place)) {
                problems.push(problem);
            }
        }
    }

    pub(super) fn has(&self, referent: Referent, id: &str) -> bool {
        let mut found = referent.kinds().filter_map(|kind| self.ids.get(&kind));
        !self.is_sure(referent) || found.any(|ids| ids.contains_key(id))
    }

    pub(super) fn ids(&self, referent: Referent) -> impl Iterator<Item = &str> {
        let found = referent.kinds().filter_map(|kind| self.ids.get(&kind));
        found.flat_map(|ids| ids.keys().map(String::as_str))
    }
}

/// Returns what declares elements of `list`, also under a misspelt name or with `[list]` instead
/// of `[[list]]`: that is one mistake, and what refers to the elements is right all the same.
fn declarations<'t>(tree: &'t Table, list: &'t str) -> impl Iterator<Item = &'t Node> {
    let stands_for = move |key: &str| {
        key == list || SCENARIO.field(key).is_none() && SCENARIO.meant_by(key) == Some(list)
    };
    let entries = tree.entries.iter();
    entries
        .filter(move |entry| stands_for(&entry.key))
        .flat_map(|entry| match &entry.node.value {
            Value::List(nodes) => nodes.as_slice(),
            _ => std::slice::from_ref(&entry.node),
        })
}

/// Says whether the ids of `list` are known to the whole scenario.
pub(super) fn is_declared(list: &str) -> bool {
    DECLARED.iter().any(|(declared, _, _)| *declared == list)
}

/// Returns the problem that an id of a list repeats.
pub(super) fn repeated(list: &str, id: &str, place: Place, first: Place) -> Problem {
    let hint = match first.file == place.file {
        true => Text::new(
            "geef een van beide een andere id",
            "give one of them another id",
        ),
        false => Text::new(
            format!(
                "geef het een andere id, of verander de bestaande met \
                 `set = {{ \"{list}.{id}.…\" = … }}`"
            ),
            format!(
                "give it another id, or change the existing one with \
                 `set = {{ \"{list}.{id}.…\" = … }}`"
            ),
        ),
    };
    let text = Text::new(
        format!("`{list}` `{id}` staat er twee keer"),
        format!("repeated {list} `{id}`"),
    );
    Problem::error("repeated-id", place, text)
        .related(first, "eerder hier", "first here")
        .hint(hint.nl, hint.en)
}

/// Everything that can receive money.
pub(super) const RECIPIENTS: [(&str, Referent); 6] = [
    ("region", Referent::Region),
    ("partnership", Referent::Partnership),
    ("board", Referent::Board),
    ("institute", Referent::Institute),
    ("function", Referent::Function),
    ("others", Referent::Others),
];

impl Referent {
    /// Returns the kinds of declarations that such an id may name.
    fn kinds(self) -> impl Iterator<Item = Referent> {
        let is_wide = self == Referent::Recipient;
        let recipients = RECIPIENTS.into_iter().map(|(_, kind)| kind);
        let own = (!is_wide).then_some(self).into_iter();
        own.chain(recipients.filter(move |_| is_wide))
    }

    /// Returns what such an id refers to, for messages.
    pub(super) fn noun(self) -> Text {
        let (nl, en) = match self {
            Referent::Region => ("regio", "region"),
            Referent::Partnership => ("partnerschap", "partnership"),
            Referent::Board => ("schoolbestuur", "board"),
            Referent::Institute => ("lerarenopleiding", "institute"),
            Referent::Partner => ("schoolbestuur of lerarenopleiding", "board or institute"),
            Referent::Holder => ("regio of partnerschap", "region or partnership"),
            Referent::Function => ("functie", "function"),
            Referent::Others => ("rest", "others"),
            Referent::Recipient => ("ontvanger", "recipient"),
            Referent::Party => ("partij", "party"),
            Referent::Component => ("component", "component"),
            Referent::Division => ("verdeling", "division"),
            Referent::Variant | Referent::AnyVariant => ("variant", "variant"),
            Referent::Yardstick => ("vergelijking", "comparison"),
            Referent::Body => ("ontvanger", "recipient"),
            Referent::Check => ("wens", "check"),
            Referent::Figure => ("cijfer", "figure"),
        };
        Text::new(nl, en)
    }

    /// Returns the list that declares such ids, where it is one.
    pub(super) fn list(self) -> Option<&'static str> {
        let mut declared = DECLARED.iter();
        declared
            .find(|(_, referent, _)| *referent == self)
            .map(|(list, _, _)| *list)
    }

    /// Returns the code of the problem that such an id is unknown.
    pub(super) fn unknown_code(self) -> &'static str {
        match self {
            Referent::Region => "unknown-region",
            Referent::Partnership => "unknown-partnership",
            Referent::Board => "unknown-board",
            Referent::Institute => "unknown-institute",
            Referent::Partner => "unknown-partner",
            Referent::Holder => "unknown-holder",
            Referent::Function => "unknown-function",
            Referent::Others => "unknown-others",
            Referent::Recipient => "unknown-recipient",
            Referent::Party => "unknown-party",
            Referent::Component => "unknown-component",
            Referent::Division => "unknown-division",
            Referent::Variant | Referent::AnyVariant => "unknown-variant",
            Referent::Yardstick => "unknown-comparison",
            Referent::Body => "unknown-recipient",
            Referent::Check => "unknown-check",
            Referent::Figure => "unknown-figure",
        }
    }
}
