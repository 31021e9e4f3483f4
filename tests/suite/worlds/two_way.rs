//! Random components and divisions with tables of partnerships and regions, and with two stages.

use super::{Cast, Tape};

/// Returns a pot that is settled in two stages, and passages that keep to totals or round in both
/// directions.
pub(super) fn rules(tape: &mut Tape, cast: &Cast) -> String {
    let amounts: Vec<String> = (0..cast.regions)
        .map(|at| format!("r{at} = {}", tape.amount(400_000)))
        .collect();
    let per = tape.one(&["student", "student-or-side-entrant", "pupil", "board"]);
    let mut text = format!(
        "[[component]]\nid = \"c0\"\nto = \"region\"\namounts = {{ {} }}\n\
         [[component]]\nid = \"c1\"\namount = {}\nper = \"{per}\"\n\
         [[component]]\nid = \"c2\"\namount = {}\n\
         [[division]]\nid = \"regional\"\npays = [\"c0\"]\n\
         [[division]]\nid = \"national\"\npays = [\"c1\", \"c2\"]\npot = {}\nscope = \"local\"\n",
        amounts.join(", "),
        tape.amount(900),
        tape.amount(50_000),
        tape.amount(500_000),
    );
    text += &shortage(tape);
    if tape.once_in(3) {
        text += "protect = [\"c2\"]\n";
    }
    text += "[[division]]\nid = \"in-region\"\nfrom = \"region\"\nto = \"partnership\"\n";
    text += &format!("key = {}\n", key(tape, cast));
    if tape.once_in(3) {
        text += &format!(
            "slice = [{{ to = \"office\", share = {} }}]\n",
            tape.share(30)
        );
    }
    if tape.once_in(3) {
        text += &format!("earmark = [{{ id = \"e\", share = {} }}]\n", tape.share(40));
    }
    match tape.below(4) {
        3 => text += "rounding = \"both-ways\"\n",
        method => {
            let method = ["proportional-fitting", "biproportional"][method % 2];
            let rows = key(tape, cast);
            text += &format!("both-ways = {{ rows = {rows}, method = \"{method}\" }}\n");
            if tape.once_in(4) {
                text += &format!("unit = {}\n", tape.one(&["1", "100"]));
            }
        }
    }
    if tape.once_in(3) {
        text += &format!("[division.at.r0]\nkey = {}\n", key(tape, cast));
    }
    if tape.once_in(2) {
        let key = tape.one(&["\"per-student\"", "\"equal\"", "\"weights\"", "\"lead\""]);
        text += "[[division]]\nid = \"over-regions\"\nfrom = \"partnership\"\nto = \"region\"\n";
        text += &format!("key = {key}\nrounding = \"both-ways\"\n");
    }
    text
}

fn shortage(tape: &mut Tape) -> String {
    let first = match tape.below(4) {
        0 => "\"proportional\"".to_owned(),
        1 => format!("\"{}\"", tape.one(&["equal-awards", "talmud"])),
        _ => {
            let key = tape.one(&["per-student", "equal", "per-pupil"]);
            let unused = tape.one(&["return", "keep"]);
            format!("{{ key = \"{key}\", unused = \"{unused}\" }}")
        }
    };
    let inside = tape.one(&[
        "rule = \"proportional\"",
        "rule = \"equal-awards\"",
        "rule = \"equal-losses\"",
        "rule = \"weighted-equal-awards\", weights = \"per-student\"",
        "rule = \"priority\", order = [\"p0\"]",
    ]);
    format!("shortage = {{ {inside}, first = {first} }}\n")
}

/// Draws a key; those known only in sum have no weights and no earlier amounts.
fn key(tape: &mut Tape, cast: &Cast) -> String {
    let keys = match cast.local_others {
        true => vec!["per-student", "equal", "per-board"],
        false => vec!["per-student", "previous", "weights", "equal", "per-board"],
    };
    let plain = format!("\"{}\"", tape.one(&keys));
    match tape.below(5) {
        3 => format!("{{ first = {}, then = {plain} }}", tape.amount(30_000)),
        4 => "{ claims = [\"c1\", \"c2\"], shortage = \"equal-awards\" }".to_owned(),
        _ => plain,
    }
}
