//! `verdeel rule`: one problem on standard input, one answer on standard output.

use std::io::Write;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

use crate::source::root;

/// Calls `verdeel rule` with `problem` on standard input.
fn call(arguments: &[&str], problem: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_verdeel"))
        .arg("rule")
        .args(arguments)
        .current_dir(root())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    let mut input = child.stdin.take().expect("a pipe");
    // Whoever asks for help does not read the problem.
    input.write_all(problem).unwrap_or_default();
    drop(input);
    child.wait_with_output().expect("it ends")
}

fn code_of(output: &Output) -> Option<i32> {
    output.status.code()
}

fn json(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).expect("JSON")
}

#[test]
fn what_is_no_problem_is_answered_with_an_error() {
    for (problem, code, word) in [
        (&b""[..], "ill-posed", "no problem on standard input"),
        (b" \n\t", "ill-posed", "no problem on standard input"),
        (b"\xff\xfe{}", "ill-posed", "not UTF-8 at byte 0"),
        (b"{\"rule\":", "ill-posed", "not JSON"),
        (b"[1, 2]", "ill-posed", "one JSON object"),
        (b"{}", "ill-posed", "`rule` is missing"),
        (
            b"{\"rule\":\"talmud\",\"pot\":1,\n \"pot\":2,\"claims\":[1.5]}",
            "ill-posed",
            "`pot` stands twice in one object; remove one of them at line 2",
        ),
        (
            b"{\"rule\":\"tiers\",\"brackets\":[{\"from\":1e3,\"from\":\"a\"}]}",
            "ill-posed",
            "`from` stands twice",
        ),
        (b"{\"rule\":3}", "ill-posed", "`rule` is not a text"),
        (b"{\"rule\":\"nobody\"}", "unknown-rule", "`nobody`"),
    ] {
        let output = call(&[], problem);
        let answer = json(&output.stdout);
        assert_eq!(answer["error"]["code"], code, "{answer}");
        let message = answer["error"]["message"].as_str().expect("a message");
        assert!(message.contains(word), "{message}");
        assert_eq!((code_of(&output), output.stderr), (Some(1), Vec::new()));
    }
}

#[test]
fn a_problem_beyond_the_limit_is_refused_without_being_solved() {
    let mut problem = vec![b' '; 64 * 1024 * 1024];
    problem.extend_from_slice(b"{}");
    let output = call(&[], &problem);
    assert_eq!(json(&output.stdout)["error"]["code"], "too-large");
    assert_eq!(code_of(&output), Some(1));
}

#[test]
fn an_answer_goes_to_the_file_that_is_asked_for() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("answer.json");
    let problem = b"{\"rule\":\"nobody\"}";
    let output = call(&["--out", &path.to_string_lossy()], problem);
    assert_eq!((code_of(&output), output.stdout.len()), (Some(1), 0));
    let written = std::fs::read(path).expect("a file");
    assert_eq!(written, call(&[], problem).stdout);
}

#[test]
fn the_help_shows_every_rule_with_problems_that_can_be_copied() {
    let output = call(&["--help"], b"");
    assert_eq!(code_of(&output), Some(0));
    let help = String::from_utf8(output.stdout).expect("text");
    let help: String = help.split_whitespace().collect();
    for rule in verdeel::laboratory::RULES {
        for part in [rule.name, rule.about, rule.example] {
            let part: String = part.split_whitespace().collect();
            assert!(help.contains(&part), "{part}");
        }
        for example in rule.example.lines() {
            let problem = json(example.as_bytes());
            assert_eq!(problem["rule"], rule.name, "{example}");
            let answer = verdeel::laboratory::answer(example);
            assert!(answer.is_ok(), "{example}: {answer:?}");
        }
    }
}
