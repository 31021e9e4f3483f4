//! The house of `docs/architecture.md`: imports go down, siblings do not know each other, and an
//! external crate, a file, a clock or a float is found only where it is named.
//!
//! The tables come first, for they are the rule. Unit tests in `src` obey them like other code.

use crate::source::{Entry, File, Mention, Token, files_below, hold, manifest, mentions, modules};
use crate::source::{names_in, read, text_at, tokens};
use Where::{NotIn, OnlyIn};

mod on_samples;

/// Every module and its floor. An import goes to a lower floor or stays within its module.
const FLOORS: &[(usize, &[&str])] = &[
    (0, &["money"]),
    (1, &["rules"]),
    (2, &["domain"]),
    (3, &["scenario", "plan"]),
    (4, &["draw", "engine"]),
    (5, &["results", "design", "sensitivity"]),
    (
        6,
        &[
            "simulation",
            "report",
            "audit",
            "laboratory",
            "intake",
            "generator",
        ],
    ),
    (7, &["study"]),
    (8, &["web", "disk"]),
    (9, &["cli"]),
    (10, &[PROGRAM]),
];

/// The name under which `src/main.rs` stands in the tables.
const PROGRAM: &str = "main";

/// Modules that may import less than all that lies below them.
const NARROWER: &[(&str, &[&str])] = &[
    // The mathematics of division knows nothing of the field.
    ("rules", &["money"]),
    // A random number does not know what it is for.
    ("draw", &[]),
    // Points of a cube, whatever is varied.
    ("design", &["draw"]),
    // A sample, whatever was varied.
    ("sensitivity", &["draw"]),
    // A proof that shared code with the engine would share its faults.
    ("audit", &["money"]),
    // What is made up knows what is published, and neither a scheme nor the engine.
    ("generator", &["money", "rules", "domain", "draw"]),
    // Whoever works with the program stands at its front desk, and goes no deeper.
    ("web", &["study"]),
    ("cli", &["study", "disk", "web"]),
    // The program is the command line and an exit code.
    (PROGRAM, &["cli"]),
];

/// The modules that the bindings for Python and for browsers may know: the front desk, and files.
const BINDINGS: &[&str] = &["study", "disk"];

/// The folder of what browsers call, by names that are `unsafe` to give.
const EXPORTS: &str = "wasm/src";

/// Every external crate and the modules that may name it. A crate that is not here is refused.
const CRATES: &[(&str, &[&str])] = &[
    ("annotate_snippets", &["report"]),
    ("anstream", &["cli", PROGRAM]),
    ("axum", &["web"]),
    ("base64", &["study", "web"]),
    ("bytes", &["intake", "report"]),
    ("calamine", &["intake"]),
    ("terminal_size", &["cli"]),
    ("clap", &["cli", PROGRAM]),
    ("ctrlc", &["cli"]),
    ("indicatif", &["cli"]),
    ("comfy_table", &["report"]),
    ("csv", &["report", "intake"]),
    ("csv_core", &["scenario"]),
    ("encoding_rs", &["intake"]),
    ("flate2", &["web"]),
    ("kuva", &["report"]),
    ("libm", &["results", "design", "sensitivity"]),
    ("maud", &["report", "web"]),
    ("microlp", &["simulation"]),
    ("num_bigint", &["money", "rules"]),
    ("num_integer", &["money", "rules"]),
    ("num_rational", &["money", "rules"]),
    ("num_traits", &["money", "rules"]),
    ("open", &["cli"]),
    ("parquet", &["report", "intake"]),
    ("pulldown_cmark", &["web"]),
    ("pulp", &["design", "draw", "engine", "simulation"]),
    ("rand", &["draw"]),
    ("rayon", &["simulation"]),
    ("rust_xlsxwriter", &["report"]),
    (
        "serde",
        &["report", "results", "audit", "laboratory", "study"],
    ),
    (
        "serde_json",
        &[
            "report",
            "results",
            "audit",
            "laboratory",
            "intake",
            "scenario",
            "study",
            "web",
        ],
    ),
    ("sha2", &["draw", "results", "audit"]),
    ("sobol", &["design"]),
    ("strsim", &["scenario"]),
    ("tempfile", &["disk"]),
    ("textwrap", &["report"]),
    ("thiserror", ANYWHERE),
    ("tokio", &["web"]),
    ("toml", &["scenario"]),
    ("toml_edit", &["scenario"]),
];

/// A crate that one file may name, so that another can take its place.
const ONE_FILE: &[(&str, &str)] = &[("kuva", "src/report/chart/svg.rs")];

/// Marks a crate that any module may name.
const ANYWHERE: &[&str] = &["*"];

/// The modules whose outcome depends on their arguments alone, on every machine.
const EXACT: &[&str] = &["money", "rules", "domain", "plan", "engine"];

/// The one file of the exact modules that carries whole numbers in floats: below 2^53, as the plan
/// has proven, and held against the integers by `tests/suite/lanes.rs`.
const CARRIER: &str = "src/engine/lanes/kernel.rs";

/// Stands for any literal such as `0.5` in [`ABSENCES`].
const FLOAT_LITERAL: &str = "float literal";

/// Methods of floats whose bits differ by platform, or by how code is compiled.
const PLATFORM_MATHS: &str = "exp exp2 exp_m1 ln ln_1p log log2 log10 powf powi cbrt hypot \
    sin cos tan asin acos atan atan2 sin_cos sinh cosh tanh asinh acosh atanh mul_add";

/// What must be absent, and where: words, macros (ending in `!`), paths (with `::`).
const ABSENCES: &[(&str, Where)] = &[
    // Money is counted, never approximated.
    ("f32", NotIn(EXACT)),
    ("f64", NotIn(EXACT)),
    (FLOAT_LITERAL, NotIn(EXACT)),
    // Their order differs per run.
    ("HashMap", NotIn(EXACT)),
    ("HashSet", NotIn(EXACT)),
    // The outcome depends on nothing but the arguments.
    ("std::time", NotIn(EXACT)),
    ("std::thread", NotIn(EXACT)),
    // One implementation of reading and of atomic writing.
    ("std::fs", OnlyIn(&["disk"])),
    // No clock in any result.
    ("Instant", OnlyIn(&["cli"])),
    ("SystemTime", OnlyIn(&["cli"])),
    // The library never prints.
    ("print!", OnlyIn(&["cli", PROGRAM])),
    ("println!", OnlyIn(&["cli", PROGRAM])),
    ("eprint!", OnlyIn(&["cli", PROGRAM])),
    ("eprintln!", OnlyIn(&["cli", PROGRAM])),
    ("io::stdout", OnlyIn(&["cli", PROGRAM])),
    ("io::stderr", OnlyIn(&["cli", PROGRAM])),
    (PLATFORM_MATHS, NotIn(&["draw"])),
];

/// The modules from which something is absent.
enum Where {
    NotIn(&'static [&'static str]),
    OnlyIn(&'static [&'static str]),
}

#[test]
fn imports_go_down() {
    hold_source(floor_faults);
}

#[test]
fn every_folder_is_a_declared_module_on_a_floor() {
    let names = names_in("src");
    hold(names.len(), 3, &house_faults(&names, &read("src/lib.rs")));
}

#[test]
fn external_crates_stay_where_they_are_named() {
    let dependencies = dependencies(&read("Cargo.toml"));
    let crates: Vec<String> = dependencies.iter().map(crate_name).collect();
    hold_source(|file| crate_faults(file, &crates));
}

#[test]
fn a_crate_that_may_be_replaced_is_known_to_one_file() {
    hold_source(|file| {
        let (tokens, mut faults) = (tokens(&file.text), Vec::new());
        for Mention { path, line, .. } in &mentions(&tokens) {
            let row = ONE_FILE.iter().find(|(name, _)| *name == path[0]);
            if let Some((name, home)) = row.filter(|(_, home)| *home != file.path) {
                faults.push(file.fault(*line, &format!("only `{home}` may name `{name}`")));
            }
        }
        faults
    });
}

#[test]
fn every_dependency_has_a_row() {
    let text = read("Cargo.toml");
    hold(dependencies(&text).len(), 1, &manifest_faults(&text));
}

#[test]
fn the_bindings_for_python_and_browsers_stand_at_the_front_desk() {
    let files = files_below(&["python/src", EXPORTS], ".rs");
    let faults: Vec<String> = files.iter().flat_map(binding_faults).collect();
    hold(files.len(), 4, &faults);
}

#[test]
fn nothing_is_unsafe_but_the_names_of_exports() {
    let files = files_below(&["src", "tests", "benches", "python/src", EXPORTS], ".rs");
    let faults: Vec<String> = files.iter().flat_map(unsafe_faults).collect();
    hold(files.len(), 10, &faults);
}

#[test]
fn floats_clocks_files_threads_and_prints_are_absent() {
    hold_source(absence_faults);
}

/// Holds a guard against every file of the program.
#[track_caller]
fn hold_source(guard: impl Fn(&File) -> Vec<String>) {
    let files = files_below(&["src"], ".rs");
    let faults: Vec<String> = files.iter().flat_map(guard).collect();
    hold(files.len(), 10, &faults);
}

/// Returns every reference to a module that this file may not know.
fn floor_faults(file: &File) -> Vec<String> {
    let (here, depth) = (module_of(&file.path), depth_of(&file.path));
    let mut faults = Vec::new();
    for mention in mentions(&tokens(&file.text)) {
        let there = mention.module(depth).unwrap_or(here);
        if let Some(fault) = import_fault(here, there) {
            faults.push(file.fault(mention.line, &fault));
        }
    }
    faults
}

/// Returns why one module may not know another.
fn import_fault(here: &str, there: &str) -> Option<String> {
    // `lib.rs` stands on no floor: it declares the modules and holds nothing else.
    let floor = floor_of(here)?;
    if here == there {
        return None;
    }
    let Some(other) = floor_of(there) else {
        return Some(format!(
            "`{there}` is no module on a floor: name the module itself"
        ));
    };
    if other >= floor {
        return Some(format!(
            "`{here}` on floor {floor} may not know `{there}` on floor {other}"
        ));
    }
    let (_, allowed) = NARROWER.iter().find(|(module, _)| *module == here)?;
    let fault = || format!("`{here}` may know only {allowed:?}, not `{there}`");
    (!allowed.contains(&there)).then(fault)
}

/// Returns what is wrong with the contents of `src` and the list of modules in `lib.rs`.
fn house_faults(names: &[String], lib: &str) -> Vec<String> {
    let tokens = tokens(lib);
    let declared = modules(&tokens, false);
    let mut faults = Vec::new();
    for name in names
        .iter()
        .filter(|name| !["lib.rs", "main.rs"].contains(&name.as_str()))
    {
        if name.contains('.') {
            faults.push(format!(
                "src/{name}:1: only lib.rs, main.rs and folders live here"
            ));
        } else if !declared.iter().any(|module| module.text == *name) {
            faults.push(format!("src/{name}:1: not declared in lib.rs"));
        }
    }
    for module in declared
        .iter()
        .filter(|module| floor_of(&module.text).is_none())
    {
        let Token { text, line } = module;
        faults.push(format!("src/lib.rs:{line}: `{text}` stands on no floor"));
    }
    faults
}

/// Returns the dependencies of a manifest, those of tests included.
fn dependencies(text: &str) -> Vec<Entry> {
    let mut entries = manifest(text);
    entries.retain(|entry| entry.header.ends_with("dependencies"));
    entries
}

/// Returns the name of a dependency as code spells it.
fn crate_name(entry: &Entry) -> String {
    let name = entry.key.split('.').next().unwrap_or_default();
    name.replace('-', "_")
}

/// Returns the dependencies of the program that have no row in [`CRATES`], and rows without one.
fn manifest_faults(text: &str) -> Vec<String> {
    let fault = |line: usize, what: &str| format!("Cargo.toml:{line}: {what}");
    let (all, mut faults) = (dependencies(text), Vec::new());
    for entry in all
        .iter()
        .filter(|entry| !entry.header.ends_with("dev-dependencies"))
    {
        let name = crate_name(entry);
        if !CRATES.iter().any(|(listed, _)| *listed == name) {
            faults.push(fault(
                entry.line,
                &format!("no module is named for `{name}`"),
            ));
        }
    }
    for entry in manifest(text)
        .iter()
        .filter(|entry| entry.header.contains("dependencies."))
    {
        let what = format!("write `[{}]` as a row, which guards can read", entry.header);
        faults.push(fault(entry.line, &what));
    }
    for (name, _) in CRATES {
        if !all.iter().any(|entry| crate_name(entry) == *name) {
            faults.push(fault(
                1,
                &format!("`{name}` has a row but is no dependency"),
            ));
        }
    }
    faults
}

/// Returns every use of an external crate outside the modules named for it.
fn crate_faults(file: &File, crates: &[String]) -> Vec<String> {
    let (here, tokens) = (module_of(&file.path), tokens(&file.text));
    let mentions = mentions(&tokens);
    // A module of ours may be called after a crate (`report::csv`): once a file declares or
    // imports it, the name means ours.
    let declared = modules(&tokens, false);
    let is_ours = |name: &String| {
        let mut imports = mentions.iter().filter(|mention| mention.path.len() > 1);
        imports.any(|mention| mention.name.as_ref() == Some(name))
            || declared.iter().any(|module| module.text == *name)
    };
    let is_allowed = |name: &String| {
        let row = CRATES.iter().find(|(listed, _)| listed == name);
        row.is_some_and(|(_, modules)| *modules == ANYWHERE || modules.contains(&here))
    };
    let mut faults = Vec::new();
    for Mention { path, line, .. } in &mentions {
        let name = &path[0];
        if crates.contains(name) && !is_allowed(name) && !is_ours(name) {
            faults.push(file.fault(*line, &format!("`{here}` may not name the crate `{name}`")));
        }
    }
    faults
}

/// Returns every reference of the bindings to what lies deeper than the front desk, and to files
/// that they do not read by `disk`.
fn binding_faults(file: &File) -> Vec<String> {
    let tokens = tokens(&file.text);
    let mut faults = Vec::new();
    for Mention { path, line, .. } in &mentions(&tokens) {
        let inner = path.get(1).map_or("", String::as_str);
        let is_deeper = path[0] == "verdeel" && !BINDINGS.contains(&inner);
        if is_deeper || path.starts_with(&["std".to_owned(), "fs".to_owned()]) {
            let path = path.join("::");
            faults.push(file.fault(*line, &format!("`{path}` has no place in the bindings")));
        }
    }
    faults
}

/// Returns every `unsafe` that is not the name of an export for browsers.
fn unsafe_faults(file: &File) -> Vec<String> {
    let tokens = tokens(&file.text);
    let named = |at: usize| file.path.starts_with(EXPORTS) && text_at(&tokens, at) == "no_mangle";
    let found = tokens.iter().enumerate();
    let found = found.filter(|(at, token)| token.text == "unsafe" && !named(at + 2));
    found
        .map(|(_, token)| file.fault(token.line, "`unsafe` has no place in the repository"))
        .collect()
}

/// Returns everything in this file that [`ABSENCES`] rules out.
fn absence_faults(file: &File) -> Vec<String> {
    let (here, tokens) = (module_of(&file.path), tokens(&file.text));
    let mentions = mentions(&tokens);
    let mut faults = Vec::new();
    for (needle, place) in ABSENCES {
        let is_absent = match place {
            NotIn(modules) => modules.contains(&here),
            OnlyIn(modules) => !modules.contains(&here),
        };
        let is_carried = file.path == CARRIER && ["f64", FLOAT_LITERAL].contains(needle);
        if is_absent && !is_carried {
            let what = format!("{needle} has no place in `{here}`");
            let lines = lines_with(needle, &tokens, &mentions);
            faults.extend(lines.iter().map(|line| file.fault(*line, &what)));
        }
    }
    faults
}

/// Returns the lines on which a word, macro, path or float literal occurs.
fn lines_with(needle: &str, tokens: &[Token], mentions: &[Mention]) -> Vec<usize> {
    if needle.contains("::") {
        let parts: Vec<&str> = needle.split("::").collect();
        let has_parts = |path: &[String]| path.windows(parts.len()).any(|part| part == parts);
        let found = mentions.iter().filter(|mention| has_parts(&mention.path));
        return found.map(|mention| mention.line).collect();
    }
    let is_there = |at: &usize| match (needle.strip_suffix('!'), text_at(tokens, *at)) {
        (Some(name), text) => text == name && text_at(tokens, *at + 1) == "!",
        (None, _) if needle == PLATFORM_MATHS => is_platform_maths(tokens, *at),
        (None, _) if needle == FLOAT_LITERAL => is_float(tokens, *at),
        // `1_f64` and `to_f64` are floats too.
        (None, text) if needle.starts_with('f') => text.ends_with(needle),
        (None, text) => text == needle,
    };
    let found = (0..tokens.len()).filter(is_there);
    found.map(|at| tokens[at].line).collect()
}

/// Returns whether a literal such as `1.5` or `1e9` starts here; `x.0.1` and `0..5` are none.
fn is_float(tokens: &[Token], at: usize) -> bool {
    let is_number = |at| text_at(tokens, at).starts_with(|c: char| c.is_ascii_digit());
    let is_field = at > 0 && text_at(tokens, at - 1) == ".";
    let has_fraction = text_at(tokens, at + 1) == "." && is_number(at + 2);
    let mut exponent = text_at(tokens, at).split(['e', 'E']);
    let is_digits = |part: &str| part.chars().all(|c| c.is_ascii_digit() || c == '_');
    let has_exponent = exponent.clone().count() == 2 && exponent.all(is_digits);
    is_number(at) && !is_field && (has_fraction || has_exponent)
}

/// Returns whether a method of [`PLATFORM_MATHS`] is called here.
fn is_platform_maths(tokens: &[Token], at: usize) -> bool {
    let before = |back| at.checked_sub(back).map_or("", |at| text_at(tokens, at));
    let is_of_float = before(1) == "::" && ["f32", "f64"].contains(&before(2));
    let mut names = PLATFORM_MATHS.split(' ');
    names.any(|name| name == text_at(tokens, at)) && (before(1) == "." || is_of_float)
}

/// Returns the module of a file in `src`: its folder, or the name of a file beside the folders.
fn module_of(path: &str) -> &str {
    let name = path.split('/').nth(1).unwrap_or(path);
    name.trim_end_matches(".rs")
}

fn floor_of(module: &str) -> Option<usize> {
    let mut floors = FLOORS.iter();
    let floor = floors.find(|(_, modules)| modules.contains(&module));
    floor.map(|(floor, _)| *floor)
}

/// Returns how many modules deep a file of `src` stands: `src/engine/mod.rs` one, `lib.rs` none.
fn depth_of(path: &str) -> usize {
    let names = path.split('/').skip(1);
    names
        .filter(|name| !["mod.rs", "lib.rs", "main.rs"].contains(name))
        .count()
}
