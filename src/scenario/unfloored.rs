//! A scenario without what its parties can live with: that is theirs to tell, and goes in no file
//! that is handed to others.

use std::collections::BTreeSet;

use toml_edit::visit_mut::{self, VisitMut};
use toml_edit::{
    Array, Decor, DocumentMut, InlineTable, Item, KeyMut, RawString, Table, TableLike, Value,
};

/// Returns the text without the floors of parties, also where a variant sets one, and without the
/// remarks in and around the tables of parties, which may tell as much. Nothing else moves. `None`
/// where there is nothing to leave out.
pub fn without_floors(text: &str) -> Option<String> {
    let mut document: DocumentMut = text.parse().ok()?;
    let mut hush = Hush::default();
    if let Some(parties) = document.get_mut("party") {
        hush.visit_item_mut(parties);
        for_each_table(parties, &mut |party| {
            hush.is_found |= party.remove("floor").is_some();
        });
    }
    let root: &mut dyn TableLike = document.as_table_mut();
    hush.is_found |= unset(root);
    if let Some(variants) = root.get_mut("variant") {
        for_each_table(variants, &mut |variant| hush.is_found |= unset(variant));
    }
    hush.go_on_behind(&mut document);
    hush.is_found.then(|| document.to_string())
}

/// Hands over the tables of a list, however it is written.
fn for_each_table(item: &mut Item, work: &mut dyn FnMut(&mut dyn TableLike)) {
    if let Some(tables) = item.as_array_of_tables_mut() {
        tables.iter_mut().for_each(|table| work(table));
    } else if let Some(values) = item.as_array_mut() {
        let tables = values.iter_mut().filter_map(Value::as_inline_table_mut);
        tables.for_each(|table| work(table));
    }
}

/// Takes the floors out of what a table sets, and says whether there were any.
fn unset(holder: &mut dyn TableLike) -> bool {
    let settings = holder.get_mut("set").and_then(Item::as_table_like_mut);
    settings.is_some_and(|settings| unset_below(settings, ""))
}

/// Takes the floors out of settings whose paths begin with those of the tables around them.
fn unset_below(settings: &mut dyn TableLike, above: &str) -> bool {
    let mut is_found = false;
    let keys: Vec<String> = settings.iter().map(|(key, _)| key.to_owned()).collect();
    for key in keys {
        let path = format!("{above}{key}.");
        let is_of_party = path.starts_with("party.");
        if is_of_party && path.contains(".floor.") {
            settings.remove(&key);
            is_found = true;
        } else if let Some(inner) = settings.get_mut(&key).and_then(Item::as_table_like_mut)
            && unset_below(inner, &path)
        {
            is_found = true;
            if inner.is_empty() {
                settings.remove(&key);
            }
        }
    }
    is_found
}

/// Takes out remarks.
#[derive(Default)]
struct Hush {
    is_found: bool,
    /// Where the tables stand whose remarks were taken out.
    places: BTreeSet<isize>,
}

impl Hush {
    fn quiet(&mut self, decor: &mut Decor) {
        let [before, behind] = [decor.prefix(), decor.suffix()].map(is_remark);
        if before {
            decor.set_prefix("\n");
        }
        if behind {
            decor.set_suffix("");
        }
        self.is_found |= before || behind;
    }

    /// Takes out the remarks that follow at once on the tables of parties.
    fn go_on_behind(&mut self, document: &mut DocumentMut) {
        let mut all = Places::default();
        all.visit_document_mut(document);
        // Where a table was taken out there is no table any more.
        let follows = |place: &isize| all.0.range(place + 1..).next().copied();
        let next: Vec<Option<isize>> = self.places.iter().map(follows).collect();
        let mut behind = Behind {
            places: next.iter().flatten().copied().collect(),
            is_found: false,
        };
        behind.visit_document_mut(document);
        if next.contains(&None)
            && let Some(rest) = without_first_remark(Some(document.trailing()))
        {
            document.set_trailing(rest);
            behind.is_found = true;
        }
        self.is_found |= behind.is_found;
    }
}

impl VisitMut for Hush {
    fn visit_table_mut(&mut self, node: &mut Table) {
        self.places.extend(node.position());
        self.quiet(node.decor_mut());
        visit_mut::visit_table_mut(self, node);
    }

    fn visit_table_like_kv_mut(&mut self, mut key: KeyMut<'_>, node: &mut Item) {
        let decor = key.leaf_decor_mut();
        if is_remark(decor.prefix()) {
            // The key begins its line as before.
            decor.set_prefix("");
            self.is_found = true;
        }
        visit_mut::visit_table_like_kv_mut(self, key, node);
    }

    fn visit_value_mut(&mut self, node: &mut Value) {
        self.quiet(node.decor_mut());
        visit_mut::visit_value_mut(self, node);
    }

    fn visit_inline_table_mut(&mut self, node: &mut InlineTable) {
        if is_remark(Some(node.trailing())) {
            node.set_trailing("\n");
            self.is_found = true;
        }
        visit_mut::visit_inline_table_mut(self, node);
    }

    fn visit_array_mut(&mut self, node: &mut Array) {
        if is_remark(Some(node.trailing())) {
            node.set_trailing("\n");
            self.is_found = true;
        }
        visit_mut::visit_array_mut(self, node);
    }
}

/// Where tables stand in their file.
#[derive(Default)]
struct Places(BTreeSet<isize>);

impl VisitMut for Places {
    fn visit_table_mut(&mut self, node: &mut Table) {
        self.0.extend(node.position());
        visit_mut::visit_table_mut(self, node);
    }
}

/// Takes out the first remark before some tables: it belongs to what stands before them.
struct Behind {
    places: BTreeSet<isize>,
    is_found: bool,
}

impl VisitMut for Behind {
    fn visit_table_mut(&mut self, node: &mut Table) {
        let is_next = node.position().is_some_and(|at| self.places.contains(&at));
        let rest = without_first_remark(node.decor().prefix());
        if let Some(rest) = rest.filter(|_| is_next) {
            node.decor_mut().set_prefix(rest);
            self.is_found = true;
        }
        visit_mut::visit_table_mut(self, node);
    }
}

/// Returns what stands between tables without the remark that it begins with; `None` where it
/// begins with an empty line, or with nothing.
fn without_first_remark(between: Option<&RawString>) -> Option<String> {
    let text = between.and_then(RawString::as_str)?;
    let remark = text.split_inclusive('\n');
    let remark = remark.take_while(|line| line.trim_start().starts_with('#'));
    let length: usize = remark.map(str::len).sum();
    (length > 0).then(|| text.get(length..).unwrap_or_default().to_owned())
}

fn is_remark(text: Option<&RawString>) -> bool {
    text.and_then(RawString::as_str)
        .is_some_and(|text| text.contains('#'))
}
