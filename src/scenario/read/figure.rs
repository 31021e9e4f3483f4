//! Figures, and the sentences of an answer.

use std::collections::{BTreeMap, BTreeSet};

use super::super::grammar::FIGURE;
use super::super::problem::{Place, Problem};
use super::super::scalar::{YEAR_FORM, digits};
use super::super::tree::{Entry, Node, Table, Value};
use super::reader::{id_list, id_under, ids, one_of, year};
use crate::domain::{
    Combining, Day, DecisionPoint, Figure, FigureKind, Head, Held, Holders, Id, Level, Pick, Piece,
    Quantity, Questioned, Sector, Sentence, Sought, Text, View, When,
};
use crate::money::Exact;

/// What a measure takes, beside its id.
pub(in crate::scenario) struct Form {
    pub(in crate::scenario) name: &'static str,
    /// The keys that it takes, in groups.
    takes: &'static [&'static [&'static str]],
    needs: &'static [&'static str],
    read: fn(&Table) -> Option<FigureKind>,
}

/// Keys that every figure takes.
const COMMON: [&str; 2] = ["id", "measure"];

/// Keys of what every recipient has.
const HELD: &[&str] = &[
    "variant",
    "against",
    "year",
    "level",
    "recipients",
    "sector",
    "pick",
];

/// Keys by which only some of the money is looked at.
const OF_MONEY: &[&str] = &["region", "component"];

/// The key by which a value is taken per head, or heads are chosen.
const PER: &[&str] = &["per"];

/// Levels of which costs and income for training are known.
const COSTED: [&str; 3] = ["partnership", "board", "institute"];

const SOLVED: &[&str] = &["check", "vary", "aim", "from", "to", "variant"];
const EVEN: &[&str] = &["variant", "against", "recipients", "pick"];
const CASH: &[&str] = &["variant", "against", "recipients", "sector", "pick"];

/// Every measure. One line each.
#[rustfmt::skip]
pub(in crate::scenario) const MEASURES: [Form; 24] = [
    form("amount", &[HELD, OF_MONEY, PER], &[], held),
    form("cost", &[HELD, PER], &[], held),
    form("income", &[HELD, PER], &[], held),
    form("contribution", &[HELD, PER], &[], held),
    form("coverage", &[HELD, PER], &[], held),
    form("break-even-cost", &[HELD, PER], &[], held),
    form("prefinanced", &[CASH], &[], held),
    form("heads", &[HELD, PER], &[], held),
    form("number", &[HELD], &[], held),
    form("rate", &[&["component", "variant", "year"]], &["component"], rate),
    form("parameter", &[&["path", "variant"]], &["path"], parameter),
    form("unallocated", &[&["variant", "year"]], &[], unallocated),
    form("holds", &[&["check", "variant", "year"]], &["check"], holds),
    form("holding", &[&["check"]], &["check"], holding),
    form("first-year", &[&["check", "variant"]], &["check"], first_failing),
    form("solution", &[SOLVED], &["check", "vary", "aim"], solution),
    form("break-even-students", &[EVEN], &["variant", "against", "pick"], break_even),
    form("covering-students", &[&["variant", "recipients", "pick"]], &["pick"], covering),
    form("votes", &[&["variant", "against"]], &["variant", "against"], votes),
    form("sum", &[&["of"]], &["of"], combined),
    form("difference", &[&["of"]], &["of"], combined),
    form("product", &[&["of"]], &["of"], combined),
    form("quotient", &[&["of"]], &["of"], combined),
    form("share", &[&["of"]], &["of"], combined),
];

const fn form(
    name: &'static str,
    takes: &'static [&'static [&'static str]],
    needs: &'static [&'static str],
    read: fn(&Table) -> Option<FigureKind>,
) -> Form {
    Form {
        name,
        takes,
        needs,
        read,
    }
}

impl Form {
    /// Returns the keys that it takes.
    fn keys(&self) -> impl Iterator<Item = &'static str> {
        let own = self.takes.iter().copied().flatten();
        COMMON.iter().chain(own).copied()
    }

    /// Says whether it is about costs, or about income that is meant for them.
    fn is_costed(&self) -> bool {
        Quantity::ALL
            .iter()
            .any(|(name, quantity)| *name == self.name && quantity.is_costed())
    }
}

/// Returns the question of a scenario with its figures and its answer.
pub(in crate::scenario) fn questioned(tree: &Table, problems: &mut Vec<Problem>) -> Questioned {
    let mut figures: Vec<Figure> = Vec::new();
    for (node, table) in tree.tables("figure") {
        let known: BTreeSet<Id> = figures.iter().map(|figure| figure.id.clone()).collect();
        figures.extend(figure(table, node.place, &known, problems));
    }
    let answer = tree.tables("answer").filter_map(|(_, table)| {
        let own = pieces(table, "text", problems)?;
        let en = match table.get("text-en") {
            Some(_) => pieces(table, "text-en", problems)?,
            None => own.clone(),
        };
        let (when, unless) = (id_under(table, "when"), id_under(table, "unless"));
        let sentence = Sentence {
            nl: own,
            en,
            when,
            unless,
        };
        check_named(table, &sentence, &figures, problems);
        Some(sentence)
    });
    let answer = answer.collect();
    let decisions = tree.tables("decision").filter_map(|(_, table)| {
        let (text, by) = (table.in_both("text")?, day(table, "by"));
        Some(DecisionPoint { text, by })
    });
    Questioned {
        question: tree.in_both("question"),
        figures,
        answer,
        decisions: decisions.collect(),
        evaluate: day(tree, "evaluate"),
    }
}

fn day(table: &Table, key: &str) -> Option<Day> {
    match &table.get(key)?.value {
        Value::Text(text) | Value::Moment(text) => Day::parse(text),
        _ => None,
    }
}

/// Returns where figures name a number by its path, or a year.
pub(in crate::scenario) fn leads(tree: &Table) -> BTreeMap<Id, Place> {
    let leads = tree.tables("figure").filter_map(|(_, table)| {
        let mut keys = ["path", "vary", "year"].into_iter();
        let node = keys.find_map(|key| table.get(key))?;
        Some((id_under(table, "id")?, node.place))
    });
    leads.collect()
}

fn figure(
    table: &Table,
    place: Place,
    known: &BTreeSet<Id>,
    problems: &mut Vec<Problem>,
) -> Option<Figure> {
    let id = id_under(table, "id")?;
    let name = table.text("measure")?;
    let form = MEASURES.iter().find(|form| form.name == name)?;
    let takes = |key: &str| form.keys().any(|known| known == key);
    for Entry { key, key_place, .. } in &table.entries {
        if FIGURE.field(key).is_some() && !takes(key) {
            problems.push(foreign(key, *key_place, form));
        }
    }
    let mut missing = form.needs.iter().filter(|key| FIGURE.lacks(table, &[key]));
    if let Some(key) = missing.next() {
        let text = Text::new(
            format!("maat `{name}` zonder `{key}`"),
            format!("measure `{name}` without `{key}`"),
        );
        problems.push(
            Problem::error("bad-figure", place, text)
                .hint(format!("voeg toe `{key} = …`"), format!("add `{key} = …`")),
        );
        return None;
    }
    if let Some(node) = table.get("year").filter(|node| when(node).is_none()) {
        let (nl, en) = YEAR_FORM;
        let text = Text::new("dit is geen jaar", "this is no year");
        let problem = Problem::error("bad-figure", node.place, text);
        problems.push(problem.expected(
            format!("`first`, `last`, {nl}"),
            format!("`first`, `last`, {en}"),
        ));
    }
    if let Some(node) = table.get("level").filter(|_| form.is_costed()) {
        problems.extend(uncosted(node, form));
    }
    problems.extend(empty_range(table));
    let nodes = table.get("of").and_then(Node::as_list);
    if let (Some(of), Some([] | [_])) = (table.get("of"), nodes) {
        let text = Text::new("er zijn er minstens twee nodig", "at least two are needed");
        let problem = Problem::error("bad-figure", of.place, text);
        problems.push(problem.hint(
            "noem de cijfers waaruit dit bestaat",
            "name the figures that this one is made of",
        ));
    }
    for node in nodes.unwrap_or_default() {
        let named = node.as_text().and_then(Id::parse);
        if named.is_some_and(|named| !known.contains(&named)) {
            problems.push(not_earlier(node.place));
        }
    }
    let kind = (form.read)(table)?;
    Some(Figure { id, kind })
}

fn foreign(key: &str, place: Place, form: &Form) -> Problem {
    let name = form.name;
    let known: Vec<&str> = form.keys().collect();
    let known = known.join(", ");
    let text = Text::new(
        format!("maat `{name}` kent geen `{key}`"),
        format!("measure `{name}` takes no `{key}`"),
    );
    Problem::error("bad-figure", place, text)
        .expected(format!("een van {known}"), format!("one of {known}"))
        .hint(
            format!("haal `{key}` weg, of kies een andere maat"),
            format!("remove `{key}`, or choose another measure"),
        )
}

/// Returns the problem that costs are not known of a level.
fn uncosted(node: &Node, form: &Form) -> Option<Problem> {
    let (level, name) = (node.as_text()?, form.name);
    let known = Holders::ALL.iter().any(|(known, _)| *known == level);
    (known && !COSTED.contains(&level)).then(|| {
        let text = Text::new(
            format!("maat `{name}` is er niet van `{level}`"),
            format!("there is no measure `{name}` of `{level}`"),
        );
        let known = COSTED.join(", ");
        Problem::error("bad-figure", node.place, text)
            .expected(format!("een van {known}"), format!("one of {known}"))
            .hint(
                "kosten worden gemaakt door partnerschappen, besturen en lerarenopleidingen",
                "partnerships, boards and institutes have costs",
            )
    })
}

/// Returns the problem that a search ends before it begins.
fn empty_range(table: &Table) -> Option<Problem> {
    let (from, to) = (table.get("from")?, table.get("to")?);
    let is_empty = end_of(from)? > end_of(to)?;
    is_empty.then(|| {
        let text = Text::new("`to` ligt onder `from`", "`to` lies below `from`");
        Problem::error("bad-figure", to.place, text)
            .related(
                from.place,
                "hier begint het zoeken",
                "the search begins here",
            )
            .hint("wissel ze om", "swap them")
    })
}

fn end_of(node: &Node) -> Option<Exact> {
    Exact::from_share_text(digits(node.plain())?).ok()
}

fn not_earlier(place: Place) -> Problem {
    let text = Text::new(
        "dit cijfer staat er niet boven",
        "this figure does not stand above it",
    );
    Problem::error("bad-figure", place, text).hint(
        "zet een cijfer onder de cijfers waaruit het bestaat",
        "put a figure below the figures that it is made of",
    )
}

fn pieces(table: &Table, key: &str, problems: &mut Vec<Problem>) -> Option<Vec<Piece>> {
    let node = table.get(key)?;
    match Sentence::pieces(node.as_text()?) {
        Ok(pieces) => Some(pieces),
        Err(inside) => {
            let text = Text::new(
                format!("`{{{inside}}}` noemt geen cijfer"),
                format!("`{{{inside}}}` names no figure"),
            );
            problems.push(Problem::error("bad-answer", node.place, text).hint(
                "schrijf `{id}`, `{id.size}`, `{id.signed}` of `{id.who}`",
                "write `{id}`, `{id.size}`, `{id.signed}` or `{id.who}`",
            ));
            None
        }
    }
}

/// Checks that a sentence names figures that are there.
fn check_named(
    table: &Table,
    sentence: &Sentence,
    figures: &[Figure],
    problems: &mut Vec<Problem>,
) {
    for (key, pieces) in [("text", &sentence.nl), ("text-en", &sentence.en)] {
        let Some(node) = table.get(key) else { continue };
        for piece in pieces {
            let Piece::Figure { id, .. } = piece else {
                continue;
            };
            if figures.iter().any(|figure| figure.id == *id) {
                continue;
            }
            let text = Text::new(
                format!("cijfer `{id}` is onbekend"),
                format!("unknown figure `{id}`"),
            );
            let known = figures.iter().map(|figure| figure.id.as_str());
            let problem = Problem::error("unknown-figure", node.place, text);
            problems.push(problem.hint_nearest(id.as_str(), known));
        }
    }
}

fn base() -> Option<Id> {
    Id::parse(super::super::open::BASE)
}

fn variant(table: &Table) -> Option<Id> {
    id_under(table, "variant").or_else(base)
}

fn view(table: &Table) -> Option<View> {
    Some(View {
        variant: variant(table)?,
        year: table.get("year").and_then(when),
    })
}

fn when(node: &Node) -> Option<When> {
    match node.as_text() {
        Some("first") => Some(When::First),
        Some("last") => Some(When::Last),
        _ => year(node).map(When::Of),
    }
}

fn held(table: &Table) -> Option<FigureKind> {
    let usual = Holders::Level(Level::Partnership);
    let quantity = one_of(table, "measure", &Quantity::ALL)?;
    let per = one_of(table, "per", &Head::ALL);
    Some(FigureKind::Held(Box::new(Held {
        quantity,
        view: view(table)?,
        against: id_under(table, "against"),
        holders: one_of(table, "level", &Holders::ALL).unwrap_or(usual),
        recipients: ids(table, "recipients"),
        sector: one_of(table, "sector", &Sector::ALL),
        region: id_under(table, "region"),
        component: id_under(table, "component"),
        per,
        pick: pick(table),
    })))
}

fn pick(table: &Table) -> Pick {
    one_of(table, "pick", &Pick::ALL).unwrap_or(Pick::Sum)
}

fn rate(table: &Table) -> Option<FigureKind> {
    Some(FigureKind::Rate {
        component: id_under(table, "component")?,
        view: view(table)?,
    })
}

fn parameter(table: &Table) -> Option<FigureKind> {
    Some(FigureKind::Parameter {
        path: table.text("path")?.to_owned(),
        variant: variant(table)?,
    })
}

fn unallocated(table: &Table) -> Option<FigureKind> {
    Some(FigureKind::Unallocated(view(table)?))
}

fn holds(table: &Table) -> Option<FigureKind> {
    Some(FigureKind::Holds {
        check: id_under(table, "check")?,
        view: view(table)?,
    })
}

fn holding(table: &Table) -> Option<FigureKind> {
    let check = id_under(table, "check")?;
    Some(FigureKind::Holding { check })
}

fn first_failing(table: &Table) -> Option<FigureKind> {
    Some(FigureKind::FirstFailing {
        check: id_under(table, "check")?,
        variant: variant(table)?,
    })
}

fn solution(table: &Table) -> Option<FigureKind> {
    let end = |key: &str| end_of(table.get(key)?);
    Some(FigureKind::Solution(Box::new(Sought {
        variant: variant(table)?,
        check: id_under(table, "check")?,
        path: table.text("vary")?.to_owned(),
        from: end("from"),
        to: end("to"),
        is_greatest: table.text("aim") == Some("most"),
    })))
}

fn break_even(table: &Table) -> Option<FigureKind> {
    Some(FigureKind::BreakEven {
        variant: variant(table)?,
        against: id_under(table, "against")?,
        recipients: ids(table, "recipients"),
        pick: pick(table),
    })
}

fn covering(table: &Table) -> Option<FigureKind> {
    Some(FigureKind::Covering {
        variant: variant(table)?,
        recipients: ids(table, "recipients"),
        pick: pick(table),
    })
}

fn votes(table: &Table) -> Option<FigureKind> {
    Some(FigureKind::Votes {
        variant: variant(table)?,
        against: id_under(table, "against")?,
    })
}

fn combined(table: &Table) -> Option<FigureKind> {
    Some(FigureKind::Combined {
        by: one_of(table, "measure", &Combining::ALL)?,
        of: id_list(table, "of"),
    })
}
