//! Money from column to column: each holder as high as what goes through it.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::drawing::{Dots, Drawing, Ink, Mark, NORMAL, Place, SMALL, WIDTH};
use super::drawing::{height_of, shortened, words, wrapped};
use super::unit::Unit;
use super::{Flow, Holding, MOST_ROWS};
use crate::domain::Lang;
use crate::report::wording::Sentences;

/// How wide a holder is.
const NODE: Dots = 120;

/// How high all money is together.
const HEIGHT: i64 = 2_800;

/// The least room for a holder, so that its name stands free.
const SLOT: Dots = 190;

/// The most that names and amounts behind the last column may take.
const NAMES_MOST: Dots = 2_300;

/// Where the columns begin.
const TOP: Dots = 300;

/// A holder with its place on paper.
struct Node {
    name: String,
    column: usize,
    value: i64,
    x: Dots,
    y: Dots,
    height: Dots,
    /// How much of its right and left edge is taken.
    taken: (Dots, Dots),
}

/// Draws holders and the money between them; of more than [`MOST_ROWS`] of a kind in a column the
/// smallest are drawn as one.
pub(super) fn flow(values: &Flow, (unit, lang): (Unit, Lang)) -> Drawing {
    let merged = merged(values, lang);
    let mut drawing = Drawing::default();
    let mut nodes = placed(&merged, (unit, lang));
    let columns = merged.columns.len();
    let width = nodes.iter().map(|node| node.x + NODE).max().unwrap_or(0);
    heads(&mut drawing, &merged.columns, width);
    let whole = whole(&merged);
    // Ribbons leave and arrive in the order of the holders, so that few of them cross.
    let mut links = merged.links.clone();
    links.sort_by_key(|(from, to, _)| (nodes[*from].y, nodes[*to].y));
    for (from, to, value) in links {
        let height = high(value, whole);
        let start = (nodes[from].x + NODE, nodes[from].y + nodes[from].taken.0);
        let end = (nodes[to].x, nodes[to].y + nodes[to].taken.1);
        nodes[from].taken.0 += height;
        nodes[to].taken.1 += height;
        drawing.add(Mark::Ribbon {
            from: start,
            to: end,
            height: height.max(5),
            series: nodes[from].column,
        });
    }
    for node in &nodes {
        drawing.add(Mark::Block {
            at: (node.x, node.y),
            size: (NODE, node.height.max(10)),
            ink: Ink::Line,
        });
        let next = match node.column + 1 == columns {
            true => WIDTH,
            false => x_of(node.column + 1, columns, width),
        };
        let room = next - node.x - NODE - 100;
        named(&mut drawing, node, room, &unit.short(node.value, lang));
    }
    let bottoms = nodes.iter().map(|node| node.y + node.height.max(SLOT));
    drawing.height = bottoms.max().unwrap_or(0) + 60;
    drawing
}

/// Writes the heads of the columns, the last one up to the right edge.
fn heads(drawing: &mut Drawing, columns: &[String], width: Dots) {
    let Some((last, others)) = columns.split_last() else {
        return;
    };
    let mut free_to = WIDTH - words(last, NORMAL);
    drawing.write((WIDTH, 130), last, Place::End, (NORMAL, Ink::Muted));
    for (column, head) in others.iter().enumerate().rev() {
        let x = x_of(column, columns.len(), width);
        let head = shortened(head, free_to - x - 100, NORMAL);
        drawing.write((x, 130), &head, Place::Start, (NORMAL, Ink::Muted));
        free_to = x;
    }
}

/// Writes name and amount to the right of a holder: below each other where there is no room beside
/// each other.
fn named(drawing: &mut Drawing, node: &Node, room: Dots, amount: &str) {
    let at = (node.x + NODE + 50, node.y + node.height / 2 + 40);
    let text = format!("{} {amount}", node.name);
    let mut lines = wrapped(&node.name, room, SMALL);
    lines.push(amount.to_owned());
    if words(&text, SMALL) <= room || height_of(&lines) > node.height.max(SLOT) {
        let amount = format!(" {amount}");
        let name = shortened(&node.name, room - words(&amount, SMALL), SMALL);
        lines = vec![format!("{name}{amount}")];
    }
    drawing.write_lines(at, &lines, Place::Start, (SMALL, Ink::Text));
}

/// Returns where a column begins, of so many within a width.
fn x_of(column: usize, columns: usize, width: Dots) -> Dots {
    let whole = |number: usize| Dots::try_from(number).unwrap_or(0);
    (width - NODE) * whole(column) / whole(columns.max(2) - 1)
}

/// Returns what goes through a holder: the larger of what comes in and what goes out.
fn through(flow: &Flow, node: usize) -> i64 {
    let into = flow.links.iter().filter(|(_, to, _)| *to == node);
    let out = flow.links.iter().filter(|(from, ..)| *from == node);
    let into: i64 = into.map(|(_, _, value)| value).sum();
    let out: i64 = out.map(|(_, _, value)| value).sum();
    into.max(out)
}

fn whole(flow: &Flow) -> i64 {
    let columns = 0..flow.columns.len();
    let sum = |column: usize| {
        let nodes = flow.nodes.iter().enumerate();
        let own = nodes.filter(|(_, node)| node.column == column);
        own.map(|(node, _)| through(flow, node)).sum::<i64>()
    };
    columns.map(sum).max().unwrap_or(0).max(1)
}

fn high(value: i64, whole: i64) -> Dots {
    let part = i128::from(value) * i128::from(HEIGHT) / i128::from(whole);
    Dots::try_from(part).unwrap_or(0)
}

/// Places holders in their columns from top to bottom, the larger first.
fn placed(flow: &Flow, (unit, lang): (Unit, Lang)) -> Vec<Node> {
    let whole = whole(flow);
    let columns = flow.columns.len();
    // Names behind the last column stand free of what flows.
    let last = flow.nodes.iter().enumerate();
    let last = last.filter(|(_, node)| node.column + 1 == columns);
    let names = last.map(|(at, Holding { name, .. })| {
        let amount = unit.short(through(flow, at), lang);
        words(&format!("{name} {amount}"), SMALL)
    });
    let width = WIDTH - 100 - names.max().unwrap_or(0).min(NAMES_MOST);
    let mut nodes: Vec<Node> = Vec::new();
    for (at, node) in flow.nodes.iter().enumerate() {
        let value = through(flow, at);
        nodes.push(Node {
            name: node.name.clone(),
            column: node.column,
            value,
            x: x_of(node.column, columns, width),
            y: 0,
            height: high(value, whole),
            taken: (0, 0),
        });
    }
    let slots = |column: usize, nodes: &[Node]| {
        let own = nodes.iter().filter(|node| node.column == column);
        own.map(|node| node.height.max(SLOT) + 50).sum::<Dots>()
    };
    let highest = (0..columns).map(|column| slots(column, &nodes)).max();
    let highest = highest.unwrap_or(0);
    for column in 0..columns {
        let mut y = TOP + (highest - slots(column, &nodes)) / 2;
        for node in nodes.iter_mut().filter(|node| node.column == column) {
            let slot = node.height.max(SLOT);
            node.y = y + (slot - node.height) / 2;
            y += slot + 50;
        }
    }
    nodes
}

/// Returns the flow with the smallest holders of a crowded kind as one, the holders of each column
/// in order of size.
fn merged(flow: &Flow, lang: Lang) -> Flow {
    let mut crowds: BTreeMap<(usize, &str), Vec<usize>> = BTreeMap::new();
    for (at, node) in flow.nodes.iter().enumerate() {
        crowds
            .entry((node.column, &node.kind))
            .or_default()
            .push(at);
    }
    let mut place: Vec<usize> = vec![0; flow.nodes.len()];
    let mut nodes: Vec<Holding> = Vec::new();
    for own in crowds.values_mut() {
        own.sort_by_key(|node| Reverse(through(flow, *node)));
        let kept = if own.len() > MOST_ROWS + 1 {
            MOST_ROWS
        } else {
            own.len()
        };
        for (position, node) in own.iter().enumerate() {
            if position <= kept {
                nodes.push(flow.nodes[*node].clone());
            }
            place[*node] = nodes.len() - 1;
        }
        if let (Some(last), true) = (nodes.last_mut(), kept < own.len()) {
            last.name = Sentences::new(lang).other_rows(own.len() - kept);
        }
    }
    let mut links = BTreeMap::<(usize, usize), i64>::new();
    for (from, to, value) in &flow.links {
        *links.entry((place[*from], place[*to])).or_default() += value;
    }
    let links = links
        .into_iter()
        .map(|((from, to), value)| (from, to, value));
    Flow {
        columns: flow.columns.clone(),
        nodes,
        links: links.collect(),
    }
}
