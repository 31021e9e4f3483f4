//! The desk at which the commands of a guide are run, as its reader would: one after the other, in
//! one folder, with the files that the guide has shown so far.

use std::{
    collections::BTreeMap,
    fs,
    io::Write,
    path::Path,
    process::{Command, Stdio},
};

use serde_json::json;
use tempfile::TempDir;
use verdeel::study::{Lang, Study};
use verdeel::web::{LiveQuestion, live};

use crate::source::{paths_below, root};

/// How guides call the program, and how a reader of the README does.
const CALLS: [&str; 2] = ["verdeel ", "cargo run --release -- "];

/// The exit code of a fault in the program.
const FAULT: i32 = 70;

/// Files that a guide may show with a mistake in them.
const MISTAKES: [&str; 2] = ["mistake.toml", "verschrijving.toml"];

/// A live file that a board has sent back: its names in the guides, and what was sent.
const SENT_BACK: [&str; 2] = ["voorstel-gewijzigd.html", "proposal-changed.html"];
const SENT: &str = "scenarios/examples/two-regions.toml";

/// What the board changed.
const CHANGE: [&str; 2] = ["share = \"10 %\"", "share = \"5 %\""];

/// The folder in which commands run: the repository, or one of its own that begins with a copy of
/// the scenarios.
pub(super) struct Desk {
    own: Option<TempDir>,
    /// What was said since the last file was written: guides look at one answer more than once.
    said: BTreeMap<String, String>,
    pub(super) commands: usize,
}

impl Desk {
    /// Returns a desk in the repository, where no file is written.
    pub(super) fn in_repository() -> Self {
        Self::of(None)
    }

    /// Returns a desk in a new folder.
    pub(super) fn of_its_own() -> Self {
        let own = TempDir::new().expect("a new folder");
        for path in paths_below("scenarios") {
            let copy = own.path().join(&path);
            fs::create_dir_all(copy.parent().expect("a folder")).expect("a new folder");
            fs::copy(root().join(&path), copy).expect("a copy");
        }
        Self::of(Some(own))
    }

    fn of(own: Option<TempDir>) -> Self {
        let (said, commands) = (BTreeMap::new(), 0);
        Self {
            own,
            said,
            commands,
        }
    }

    fn folder(&self) -> &Path {
        self.own.as_ref().map_or(root(), TempDir::path)
    }

    /// Writes a file that a guide shows: its first line is a comment with its name. Where a comma
    /// and more words stand behind that, the block goes on below what the file has. Scenarios,
    /// which unlike schemes are valid at any time, must open.
    pub(super) fn keep(&mut self, block: &str) {
        if self.own.is_none() {
            return;
        }
        let (first, lines) = block.split_once('\n').expect("a name and a file");
        let named = first.strip_prefix("# ").unwrap_or_default();
        let (name, how) = named.split_once(", ").unwrap_or((named, ""));
        assert!(name.ends_with(".toml"), "a block without a name: {first}");
        let path = self.folder().join(name);
        let text = match how.is_empty() {
            true => block.to_owned(),
            false => format!("{}\n{lines}", self.read(name).expect("an earlier file")),
        };
        let is_scenario = !text.contains("\nvalid-from");
        fs::write(&path, text).expect("the file can be written");
        self.said.clear();
        if is_scenario && !MISTAKES.contains(&name) {
            let opened = Study::open(name, &|path: &str| self.read(path));
            assert!(opened.is_ok(), "{name}: {:#?}", opened.err());
        }
    }

    fn read(&self, path: &str) -> Result<String, String> {
        fs::read_to_string(self.folder().join(path)).map_err(|error| format!("{path}: {error}"))
    }

    /// Writes the file as a board saves it: what it holds now is changed, what was sent is not.
    fn send_back(&self, name: &str) {
        let question = LiveQuestion {
            path: SENT.to_owned(),
            baseline: None,
            models: Vec::new(),
            lang: Lang::Nl,
        };
        let made = live(&question, b"engine", &|path| self.read(path));
        let html = made.unwrap_or_else(|why| panic!("{}", why.text)).html;
        // Beside what was sent stands what differs from it: nothing yet.
        let [before, after] = CHANGE;
        let sent = self.read(SENT).unwrap_or_else(|why| panic!("{why}"));
        assert_eq!(sent.matches(before).count(), 1, "{before}");
        let changed = json!({ "text": sent.replace(before, after) });
        let html = html.replacen("\"current\":{}", &format!("\"current\":{changed}"), 1);
        fs::write(self.folder().join(name), html).expect("the file can be written");
    }

    /// Returns what a command line writes to standard output.
    pub(super) fn answer(&mut self, line: &str) -> String {
        let mut text = String::new();
        for stage in stages(line) {
            let (name, rest) = stage.split_once(' ').unwrap_or((&stage, ""));
            text = match name {
                "echo" => format!("{}\n", words(rest).join(" ")),
                "head" | "tail" | "grep" | "sed" => {
                    let options = words(rest);
                    let (first, last) = (options[0], options[options.len() - 1]);
                    picked(&text, name, first, last)
                }
                "cmp" => self.compare(rest),
                _ => self.say(&stage, &text),
            };
        }
        self.commands += 1;
        text
    }

    /// Holds that two files are equal, of which `cmp` says nothing.
    fn compare(&self, names: &str) -> String {
        let files = words(names)
            .into_iter()
            .map(|name| fs::read(self.folder().join(name)));
        let files: Vec<Vec<u8>> = files.map(|file| file.expect("a file")).collect();
        assert!(files[0] == files[1], "{names} differ");
        String::new()
    }

    /// Returns what the program says to a command, run once where it reads no input.
    fn say(&mut self, command: &str, input: &str) -> String {
        if !input.is_empty() {
            return self.run(command, input);
        }
        if !self.said.contains_key(command) {
            let said = self.run(command, input);
            self.said.insert(command.to_owned(), said);
        }
        self.said[command].clone()
    }

    /// Runs the program. A failure is a fault of the guide, unless it shows the problem as well;
    /// that a condition does not hold (exit code 1) is an answer.
    fn run(&self, command: &str, input: &str) -> String {
        if let Some(name) = SENT_BACK.iter().find(|name| command.contains(*name)) {
            self.send_back(name);
        }
        let shown = command.strip_suffix(" 2>&1");
        let call = shown.unwrap_or(command);
        let arguments = CALLS.iter().find_map(|start| call.strip_prefix(start));
        let arguments = arguments.unwrap_or_else(|| panic!("no call of the program: {command}"));
        let mut program = Command::new(env!("CARGO_BIN_EXE_verdeel"));
        program.args(words(arguments)).current_dir(self.folder());
        program
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut run = program.spawn().expect("the program starts");
        let mut stdin = run.stdin.take().expect("an input");
        // Who does not read is not asked to.
        drop(stdin.write_all(input.as_bytes()));
        drop(stdin);
        let output = run.wait_with_output().expect("the program ends");
        let (said, told) = (output.stdout, output.stderr);
        let told = String::from_utf8(told).expect("UTF-8");
        let is_answer = output
            .status
            .code()
            .is_some_and(|code| code <= 1 || shown.is_some() && code < FAULT);
        assert!(is_answer, "{command}\n{told}");
        let said = String::from_utf8(said).expect("UTF-8");
        match shown {
            Some(_) => said + &told,
            None => said,
        }
    }
}

/// Returns the commands of a line, each of which reads what the one before it wrote.
fn stages(line: &str) -> Vec<String> {
    let mut stages = vec![String::new()];
    for (position, part) in line.split('\'').enumerate() {
        let is_quoted = position % 2 == 1;
        let mut pieces = part.split(" | ");
        let quote = if position > 0 { "'" } else { "" };
        let last = stages.last_mut().expect("a stage");
        *last += quote;
        match is_quoted {
            true => *last += part,
            false => {
                *last += pieces.next().unwrap_or_default();
                stages.extend(pieces.map(String::from));
            }
        }
    }
    stages
}

/// Returns the words of a command; what stands between single quotes is one.
fn words(arguments: &str) -> Vec<&str> {
    let parts = arguments.split('\'').enumerate();
    let words = parts.flat_map(|(position, part)| match position % 2 {
        0 => part.split_whitespace().collect(),
        _ => vec![part],
    });
    words.collect()
}

/// Returns the lines of a text that a command picks: `head -3`, `tail -3`, `grep 'word'`, or a
/// section from a line with some words down to an empty one, `sed -n '/words/,/^$/p'`.
fn picked(text: &str, command: &str, option: &str, last: &str) -> String {
    let number = || -> usize {
        let number = option.trim_start_matches('-').parse();
        number.unwrap_or_else(|_| panic!("{command} of how many lines: {option}"))
    };
    let mut is_inside = false;
    let mut in_section = |line: &str, start: &str| {
        let begins = match start.strip_prefix('^') {
            Some(start) => line.starts_with(start),
            None => line.contains(start),
        };
        let is_picked = is_inside || begins;
        is_inside = is_picked && !(is_inside && line.is_empty());
        is_picked
    };
    let lines: Vec<&str> = match command {
        "head" => text.lines().take(number()).collect(),
        "tail" => text
            .lines()
            .skip(text.lines().count().saturating_sub(number()))
            .collect(),
        "grep" => text.lines().filter(|line| line.contains(last)).collect(),
        _ => {
            let start = last
                .strip_prefix('/')
                .and_then(|last| last.strip_suffix("/,/^$/p"));
            let start = start.unwrap_or_else(|| panic!("no section: {last}"));
            text.lines()
                .filter(|line| in_section(line, start))
                .collect()
        }
    };
    lines.into_iter().map(|line| format!("{line}\n")).collect()
}

#[test]
fn lines_are_cut_at_pipes_outside_quotes() {
    assert_eq!(
        stages("echo '{\"a\": 1 | 2}' | verdeel rule | head -3"),
        ["echo '{\"a\": 1 | 2}'", "verdeel rule", "head -3"]
    );
    assert_eq!(words("head 'a b' c"), ["head", "a b", "c"]);
}

#[test]
fn lines_are_picked_as_a_shell_does() {
    let text = "a 1\nb\n\nc\na 2\n\nd\n";
    for (command, option, last, lines) in [
        ("head", "-2", "-2", "a 1\nb\n"),
        ("tail", "-1", "-1", "d\n"),
        ("grep", "a", "a", "a 1\na 2\n"),
        ("sed", "-n", "/a 1/,/^$/p", "a 1\nb\n\n"),
    ] {
        assert_eq!(picked(text, command, option, last), lines, "{command}");
    }
}
