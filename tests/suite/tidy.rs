//! What keeps the repository readable: limits on size, names that say something, documentation
//! where it belongs, and nothing left behind of the machine it was written on.
//!
//! Every guard is a pure function of names and texts. Words that this file forbids are put
//! together from halves, so that it obeys its own rules.

use crate::source::{File, Token, files_below, hold, is_word, manifest, modules, paths_below};
use crate::source::{read, root, text_at, tokens};
use std::{fs, process::Command};

const FILE_LINES_MAX: usize = 500;
const FUNCTION_LINES_MAX: usize = 70;
const LINE_COLUMNS_MAX: usize = 100;

/// Names that say nothing about what a file, folder or module holds.
const EMPTY_NAMES: &str = "util helper common misc manager handler data info process";

/// Marks of work that is not finished.
const MARKS: [&str; 3] = [
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("XX", "X"),
];

/// The folders with which the path of a file on somebody's machine begins.
const MACHINE_FOLDERS: [&str; 4] = ["work", "root", "tmp", "home"];

/// A host that only a build tool talks to.
const REGISTRY: &str = concat!("crates", ".io/");

#[test]
fn no_file_grows_beyond_500_lines() {
    hold_rust(|file| {
        let lines = file.text.lines().count();
        let fault = || file.fault(lines, &format!("more than {FILE_LINES_MAX} lines"));
        (lines > FILE_LINES_MAX).then(fault)
    });
}

#[test]
fn no_function_grows_beyond_70_lines() {
    hold_rust(|file| {
        let mut faults = Vec::new();
        for Function { name, line, lines } in functions(&file.text) {
            if lines > FUNCTION_LINES_MAX {
                let what = format!("`{name}` has {lines} lines, at most {FUNCTION_LINES_MAX}");
                faults.push(file.fault(line, &what));
            }
        }
        faults
    });
}

#[test]
fn no_line_grows_beyond_100_columns() {
    hold_rust(|file| {
        line_faults(file, |line| {
            let columns = line.chars().count();
            let fault = || format!("{columns} columns, at most {LINE_COLUMNS_MAX}");
            (columns > LINE_COLUMNS_MAX).then(fault)
        })
    });
}

#[test]
fn every_rust_file_opens_with_what_it_is_for() {
    hold_rust(|file| {
        let fault = || file.fault(1, "open with a `//!` line that says what it is for");
        (!file.text.starts_with("//! ")).then(fault)
    });
}

#[test]
fn every_rust_file_is_declared() {
    let files = files_below(&["src", "tests/suite", "python/src", "wasm/src"], ".rs");
    hold(files.len(), 10, &undeclared(&files));
}

#[test]
fn nothing_is_left_unfinished() {
    hold_rust(|file| line_faults(file, unfinished));
}

#[test]
fn nothing_is_switched_off() {
    hold_rust(switched_off);
}

#[test]
fn names_say_what_is_inside() {
    hold_rust(empty_modules);
    let paths = tracked();
    let faults: Vec<String> = paths.iter().filter_map(|path| empty_name(path)).collect();
    hold(paths.len(), 20, &faults);
}

#[test]
fn no_text_mentions_a_machine_or_a_registry() {
    let (mut visited, mut faults) = (0, Vec::new());
    for path in tracked().iter().filter(|path| *path != "Cargo.lock") {
        // What is not text has no lines to read.
        if let Ok(text) = fs::read_to_string(root().join(path)) {
            visited += 1;
            faults.extend(line_faults(&File::new(path, &text), machine_words));
        }
    }
    hold(visited, 20, &faults);
}

#[test]
fn every_scenario_says_what_it_is() {
    let files = files_below(&["scenarios"], ".toml");
    let faults: Vec<String> = files.iter().filter_map(header_fault).collect();
    hold(files.len(), 2, &faults);
}

#[test]
fn every_scheme_names_its_sources() {
    let mut schemes = files_below(&["scenarios/schemes"], ".toml");
    let visited = schemes.len();
    schemes.retain(|file| !file.text.lines().any(has_source));
    let fault = |file: &File| file.fault(1, "no `source` key: where are its numbers from?");
    let faults: Vec<String> = schemes.iter().map(fault).collect();
    hold(visited, 1, &faults);
}

#[test]
fn every_bench_is_a_file_and_every_file_a_bench() {
    let paths = paths_below("benches");
    hold(paths.len(), 1, &bench_faults(&read("Cargo.toml"), &paths));
}

#[test]
fn every_guide_has_one_title() {
    let guides = files_below(&["docs"], ".md");
    let faults: Vec<String> = guides.iter().flat_map(guide_faults).collect();
    hold(guides.len(), 1, &faults);
}

/// Holds a guard against every Rust file.
#[track_caller]
fn hold_rust<Faults: IntoIterator<Item = String>>(guard: impl Fn(&File) -> Faults) {
    let files = files_below(
        &["src", "tests", "benches", "python/src", "wasm/src"],
        ".rs",
    );
    let faults: Vec<String> = files.iter().flat_map(guard).collect();
    hold(files.len(), 10, &faults);
}

/// Returns what a guard finds on each line of a file, with file and line before it.
fn line_faults(file: &File, guard: impl Fn(&str) -> Option<String>) -> Vec<String> {
    let lines = (1..).zip(file.text.lines());
    let faults = lines.filter_map(|(line, text)| Some(file.fault(line, &guard(text)?)));
    faults.collect()
}

/// Returns every file under version control and every new one that is not ignored; without
/// version control, every file.
fn tracked() -> Vec<String> {
    let mut git = Command::new("git");
    git.args("ls-files -z --cached --others --exclude-standard".split(' '));
    let listed = git.current_dir(root()).output().map(|output| output.stdout);
    let listed = String::from_utf8(listed.unwrap_or_default()).unwrap_or_default();
    let paths = listed.split('\0').map(String::from);
    let paths: Vec<String> = paths.filter(|path| root().join(path).is_file()).collect();
    Some(paths)
        .filter(|paths| !paths.is_empty())
        .unwrap_or_else(|| paths_below(""))
}

/// A function with a body: its name, its first line, and its lines up to the closing brace.
struct Function {
    name: String,
    line: usize,
    lines: usize,
}

/// Returns every function with a body, in order of their first lines.
fn functions(text: &str) -> Vec<Function> {
    let tokens = tokens(text);
    // `fn(u8)` is a type.
    let is_function = |at: &usize| text_at(&tokens, *at) == "fn" && text_at(&tokens, at + 1) != "(";
    let mut found = Vec::new();
    for at in (0..tokens.len()).filter(is_function) {
        let (name, line) = (text_at(&tokens, at + 1).to_string(), tokens[at].line);
        if let Some(end) = body_end(&tokens[at..]) {
            let lines = end - line + 1;
            found.push(Function { name, line, lines });
        }
    }
    found
}

/// Returns the line of the brace that closes the body; a function in a trait may have none.
fn body_end(tokens: &[Token]) -> Option<usize> {
    let mut depth = 0_usize;
    for token in tokens {
        match token.text.as_str() {
            "(" | "[" | "{" => depth += 1,
            "}" if depth == 1 => return Some(token.line),
            ")" | "]" | "}" => depth = depth.saturating_sub(1),
            ";" if depth == 0 => return None,
            _ => {}
        }
    }
    None
}

/// Returns the files that no parent module declares, so that nothing compiles them.
fn undeclared(files: &[File]) -> Vec<String> {
    let is_parent = |path: &str, folder: &str| {
        let rest = path.strip_prefix(folder).unwrap_or_default();
        ["/mod.rs", "/lib.rs", "/main.rs", ".rs"].contains(&rest)
    };
    let is_declared = |folder: &str, name: &str| {
        let mut parents = files.iter().filter(|file| is_parent(&file.path, folder));
        parents.any(|parent| {
            let tokens = tokens(&parent.text);
            modules(&tokens, false)
                .iter()
                .any(|module| module.text == name)
        })
    };
    let mut faults = Vec::new();
    for file in files {
        let module = file.path.trim_end_matches(".rs").trim_end_matches("/mod");
        let (folder, name) = module.rsplit_once('/').unwrap_or(("", module));
        if !["lib", "main"].contains(&name) && !is_declared(folder, name) {
            faults.push(file.fault(1, "forgotten: no module declares this file"));
        }
    }
    faults
}

/// Returns the mark that a line carries.
fn unfinished(line: &str) -> Option<String> {
    let mark = MARKS.iter().find(|mark| line.contains(**mark));
    mark.map(|mark| format!("says {mark}"))
}

/// Returns the tests that are switched off and the dead code that is allowed to stay.
fn switched_off(file: &File) -> Vec<String> {
    let tokens = tokens(&file.text);
    let follows = |at, marks: [&str; 3]| (0..3).all(|i| text_at(&tokens, at + i) == marks[i]);
    let mut faults = Vec::new();
    for (at, Token { line, .. }) in tokens.iter().enumerate() {
        let mut inside = tokens[at..].iter().take_while(|token| token.text != ")");
        if follows(at, ["#", "[", "ignore"]) {
            faults.push(file.fault(*line, "a test that never runs"));
        } else if follows(at, ["allow", "(", text_at(&tokens, at + 2)])
            && inside.any(|token| token.text == "dead_code")
        {
            faults.push(file.fault(*line, "dead code is allowed to stay"));
        }
    }
    faults
}

/// Returns whether a name, in singular or plural, says nothing.
fn is_empty_name(name: &str) -> bool {
    let singular = name.trim_end_matches('s');
    EMPTY_NAMES
        .split(' ')
        .any(|empty| empty == name || empty == singular)
}

/// Returns the fault of a path of which one part says nothing.
fn empty_name(path: &str) -> Option<String> {
    let mut names = path.split(['/', '.']);
    let empty = names.find(|name| is_empty_name(name))?;
    Some(format!("{path}:1: `{empty}` says nothing"))
}

/// Returns the faults of modules within the file whose name says nothing.
fn empty_modules(file: &File) -> Vec<String> {
    let tokens = tokens(&file.text);
    let mut empty = modules(&tokens, true);
    empty.retain(|module| is_empty_name(&module.text));
    let fault = |module: &&Token| format!("`{}` says nothing", module.text);
    empty
        .iter()
        .map(|module| file.fault(module.line, &fault(module)))
        .collect()
}

/// Returns the path of a machine or the host of a registry that a line mentions.
fn machine_words(line: &str) -> Option<String> {
    // A path begins here only if nothing of a longer path stands before it.
    let begins = |at: usize| !line[..at].ends_with(|c| is_word(c) || ".-~*)}>".contains(c));
    let mut paths = MACHINE_FOLDERS.iter().map(|folder| format!("/{folder}/"));
    let path = paths.find(|path| line.match_indices(path).any(|(at, _)| begins(at)));
    let host = line.contains(REGISTRY).then(|| REGISTRY.to_string());
    path.or(host).map(|word| format!("mentions {word}"))
}

/// Returns what is missing from the comment that opens a scenario: a title, then what it is.
fn header_fault(file: &File) -> Option<String> {
    let lines = file.text.lines();
    let mut header = lines.map_while(|line| line.strip_prefix('#'));
    let has_words = |line: &str| line.contains(char::is_alphabetic);
    let title = header.next().unwrap_or_default();
    if !title.starts_with(' ') || !has_words(title) {
        return Some(file.fault(1, "open with a line `# <title>`"));
    }
    let fault = || file.fault(2, "say what it is in the comment below the title");
    (!header.any(has_words)).then(fault)
}

/// Returns whether a line of TOML gives a value to the key `source`.
fn has_source(line: &str) -> bool {
    let begins = |at: usize| !line[..at].ends_with(|c| is_word(c) || c == '-');
    let mut places = line.match_indices("source").filter(|(at, _)| begins(*at));
    let is_key = |at: usize| line[at + "source".len()..].trim_start().starts_with('=');
    !line.trim_start().starts_with('#') && places.any(|(at, _)| is_key(at))
}

/// Returns the benches of the manifest without a file, and the files without a bench.
fn bench_faults(text: &str, paths: &[String]) -> Vec<String> {
    let mut benches = manifest(text);
    benches.retain(|entry| entry.header == "bench" && entry.key == "name");
    let path_of = |name: &str| format!("benches/{}.rs", name.trim_matches('"'));
    let mut faults = Vec::new();
    for bench in &benches {
        let path = path_of(&bench.value);
        let folder = path.replace(".rs", "/main.rs");
        if !paths.contains(&path) && !paths.contains(&folder) {
            faults.push(format!("Cargo.toml:{}: no file {path}", bench.line));
        }
    }
    // Files in folders below are parts of a bench.
    let is_bench = |path: &&String| path.ends_with(".rs") && path.matches('/').count() == 1;
    for path in paths.iter().filter(is_bench) {
        if !benches.iter().any(|bench| path_of(&bench.value) == *path) {
            faults.push(format!("{path}:1: no [[bench]] names this file"));
        }
    }
    faults
}

/// Returns the faults of a guide: it has one title, on its first line, and a last newline.
fn guide_faults(file: &File) -> Vec<String> {
    let (mut is_code, mut faults) = (false, Vec::new());
    for (line, content) in (1..).zip(file.text.lines()) {
        is_code ^= content.starts_with("```");
        if !is_code && content.starts_with("# ") != (line == 1) {
            faults.push(file.fault(line, "one `# ` heading, on the first line"));
        }
    }
    if !file.text.ends_with('\n') {
        faults.push(file.fault(file.text.lines().count(), "no newline at the end"));
    }
    faults
}

/// The guards on small samples, so that one that stopped seeing would be noticed.
mod on_samples {
    use super::*;

    #[test]
    fn functions_are_measured_from_fn_to_closing_brace() {
        let text = "/// } fn no() {
fn a(f: fn(u8) -> [u8; 2]) -> u8
where
    u8: Copy,
{
    let brace = '}'; // }
    fn inner() { \"}\"; }
    brace
}
trait T { fn without_body(&self) -> [u8; 3]; fn b() {} }
";
        let found = functions(text).into_iter();
        let found: Vec<_> = found
            .map(|f| format!("{} {} {}", f.name, f.line, f.lines))
            .collect();
        assert_eq!(found, ["a 2 8", "inner 7 1", "b 10 1"]);
    }

    #[test]
    fn a_file_without_a_declaration_is_forgotten() {
        let files = [
            File::new("src/lib.rs", "mod a; // mod lost;"),
            File::new("src/a/mod.rs", "pub mod b; #[cfg(test)] mod tests { }"),
            File::new("src/a/b.rs", "mod c;"),
            File::new("src/a/b/c.rs", ""),
            File::new("src/lost/mod.rs", ""),
            File::new("src/a/tests.rs", ""),
        ];
        let faults = undeclared(&files);
        assert!(faults[0].starts_with("src/lost/mod.rs:1: forgotten"));
        assert!(faults[1].starts_with("src/a/tests.rs:1: forgotten"));
        assert_eq!(faults.len(), 2);
    }

    #[test]
    fn tests_that_never_run_and_dead_code_are_seen() {
        let text = "#[ignore = \"slow\"]\n#![allow(unused,\ndead_code)]\n#[expect(dead_code)]\n";
        let faults = switched_off(&File::new("a.rs", text));
        assert!(faults[0].starts_with("a.rs:1: a test"));
        assert!(faults[1].starts_with("a.rs:2: dead code"));
        assert_eq!(faults.len(), 2);
        let text = "// #[ignore]\nlet a = \"allow(dead_code)\";";
        assert!(switched_off(&File::new("a.rs", text)).is_empty());
    }

    #[test]
    fn marks_are_found_with_their_line() {
        for mark in MARKS {
            let file = File::new("a.rs", &format!("a\n// {mark}: b"));
            assert_eq!(
                line_faults(&file, unfinished),
                [format!("a.rs:2: says {mark}")]
            );
        }
    }

    #[test]
    fn empty_names_are_seen_as_whole_names_only() {
        for path in ["src/utils.rs", "data/x.csv", "src/process/mod.rs", "helper"] {
            assert!(empty_name(path).is_some(), "{path}");
        }
        for path in ["src/processing.rs", "docs/database.md"] {
            assert!(empty_name(path).is_none(), "{path}");
        }
        let file = File::new("a.rs", "mod tests {}\nmod helpers {}");
        assert_eq!(empty_modules(&file), ["a.rs:2: `helpers` says nothing"]);
    }

    #[test]
    fn machine_paths_are_seen_where_a_path_begins() {
        for path in MACHINE_FOLDERS.map(|folder| format!("/{folder}/")) {
            assert!(machine_words(&path).is_some());
            assert!(machine_words(&format!("see `{path}x`")).is_some());
            assert!(machine_words(&format!("file://{path}x")).is_some());
            assert!(machine_words(&format!("docs{path}x and ${{HOME}}{path}x")).is_none());
        }
        assert!(machine_words(&format!("https://index.{REGISTRY}x")).is_some());
        assert!(machine_words("https://docs.rs/toml, src/work.rs").is_none());
    }

    #[test]
    fn scenario_headers_need_a_title_and_a_purpose() {
        let is_sound = |text: &str| header_fault(&File::new("a.toml", text)).is_none();
        assert!(is_sound(
            "# Two regions\n#\n# What it shows.\n\ntitle = 1\n"
        ));
        assert!(!is_sound("# Two regions\n\n# Too late.\n"));
        assert!(!is_sound("# Two regions\n#\n"));
        assert!(!is_sound("#\n# What it shows.\n"));
        assert!(!is_sound("title = 1\n"));
    }

    #[test]
    fn source_is_seen_as_a_key_only() {
        assert!(has_source("source = 1") && has_source("a = { b = 1, source=1 }"));
        assert!(!has_source("# source = 1") && !has_source("resource = 1"));
    }

    #[test]
    fn benches_and_files_are_matched_both_ways() {
        let paths = ["benches/a/main.rs", "benches/c.rs", "benches/a/part.rs"].map(String::from);
        let text = "[[bench]]\nname = \"a\"\n[[bench]]\nname = \"b\"\n[[test]]\nname = \"d\"\n";
        let faults = bench_faults(text, &paths);
        assert_eq!(faults[0], "Cargo.toml:4: no file benches/b.rs");
        assert!(faults[1].starts_with("benches/c.rs:1: no"));
        assert_eq!(faults.len(), 2);
    }

    #[test]
    fn guides_have_one_title_and_a_last_newline() {
        let faults = |text: &str| guide_faults(&File::new("a.md", text)).len();
        assert_eq!(faults("# A\n\n## B\n\n```sh\n# a comment\n```\n"), 0);
        assert_eq!(
            [
                faults("# A\n# B\n"),
                faults("A\n"),
                faults("# A"),
                faults("")
            ],
            [1; 4]
        );
        assert_eq!(faults("A\n\n# B"), 3);
    }
}
