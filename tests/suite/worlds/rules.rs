//! Random components and divisions.

use super::{Cast, Tape, school_year};

/// Returns components and divisions; every component is paid, some of it is passed on.
pub(super) fn rules(tape: &mut Tape, cast: &Cast) -> String {
    let count = 1 + tape.below(4);
    let mut text: String = (0..count).map(|at| component(tape, cast, at)).collect();
    let two_pots = count > 1 && tape.once_in(2);
    for pot in 0..=usize::from(two_pots) {
        let own: Vec<usize> = (0..count).filter(|at| !two_pots || at % 2 == pot).collect();
        text += &payment(tape, pot, &own);
    }
    let agreed = !cast.local_others;
    let in_region = Known {
        lead: false,
        weights: agreed,
        previous: agreed,
    };
    if !tape.once_in(3) {
        text += "[[division]]\nid = \"in-region\"\nfrom = \"region\"\nto = \"partnership\"\n";
        text += &passes(tape);
        text += &terms(tape, cast, in_region);
        if tape.once_in(2) {
            text += "[division.at.r0]\n";
            text += &terms(tape, cast, in_region);
        }
    }
    if tape.once_in(2) {
        text += "[[division]]\nid = \"over-regions\"\nfrom = \"partnership\"\nto = \"region\"\n";
        text += &terms(
            tape,
            cast,
            Known {
                lead: true,
                weights: true,
                previous: true,
            },
        );
    }
    if tape.once_in(2) {
        let to = tape.one(&["\"board\"", "[\"board\", \"institute\"]"]);
        text += &format!("[[division]]\nid = \"below\"\nfrom = \"partnership\"\nto = {to}\n");
        text += &terms(
            tape,
            cast,
            Known {
                lead: false,
                weights: true,
                previous: false,
            },
        );
    }
    text
}

/// What is known of the recipients of a passage, so that a key may ask for it.
#[derive(Clone, Copy)]
struct Known {
    lead: bool,
    weights: bool,
    previous: bool,
}

fn passes(tape: &mut Tape) -> String {
    match tape.once_in(3) {
        true => "passes = [\"c0\"]\n".to_owned(),
        false => String::new(),
    }
}

fn component(tape: &mut Tape, cast: &Cast, at: usize) -> String {
    let to = tape.one(&["partnership", "region"]);
    let mut text = format!("[[component]]\nid = \"c{at}\"\nto = \"{to}\"\n");
    let per = tape.one(&[
        "student",
        "student-or-side-entrant",
        "side-entrant",
        "pupil",
        "staff",
        "school",
        "board",
    ]);
    text += &match tape.below(5) {
        0 => format!("amount = {}\n", tape.amount(200_000)),
        1 | 2 => format!("amount = {}\nper = \"{per}\"\n", tape.amount(1_500)),
        3 => {
            let (from, next) = (tape.below(60), 60 + tape.below(200));
            let (low, high) = (tape.amount(100_000), tape.amount(300_000));
            format!(
                "per = \"{per}\"\nsteps = [{{ from = {from}, amount = {low} }}, \
                 {{ from = {next}, amount = {high} }}]\n"
            )
        }
        _ => {
            let count = if to == "region" {
                cast.regions
            } else {
                cast.partnerships
            };
            let known = (0..count).filter(|at| at % 3 != 2);
            let amounts: Vec<String> = known
                .map(|at| format!("{}{at} = {}", &to[..1], tape.amount(200_000)))
                .collect();
            format!("amounts = {{ {} }}\n", amounts.join(", "))
        }
    };
    if tape.once_in(4) {
        text += &format!("share = {}\n", tape.share(100));
    }
    if tape.once_in(4) {
        text += &format!("maximum = {}\n", tape.amount(150_000));
    }
    if tape.once_in(3) {
        text += "double-members = \"share\"\n";
    }
    text += &reference(tape, cast);
    text + &when(tape)
}

fn reference(tape: &mut Tape, cast: &Cast) -> String {
    match tape.below(6) {
        4 => "reference = \"running-school-year\"\n".to_owned(),
        5 => format!("reference = \"{}\"\n", school_year(cast.first_year - 2)),
        _ => String::new(),
    }
}

fn when(tape: &mut Tape) -> String {
    match tape.once_in(2) {
        true => format!("when = {}\n", condition(tape, 2)),
        false => String::new(),
    }
}

fn condition(tape: &mut Tape, depth: usize) -> String {
    let kinds = if depth == 0 { 7 } else { 10 };
    let (least, more) = (tape.below(120), tape.below(400));
    match tape.below(kinds) {
        0 => format!("{{ students = {{ at-least = {least} }} }}"),
        1 => format!(
            "{{ students = {{ at-least = {least}, at-most = {} }} }}",
            least + more
        ),
        2 => format!("{{ students-and-side-entrants = {{ at-least = {least} }} }}"),
        3 => "{ status = \"recognised\" }".to_owned(),
        4 => "{ aspirant-year = { at-least = 1, at-most = 2 } }".to_owned(),
        5 => "{ flag = \"chosen\" }".to_owned(),
        6 => format!("{{ counted-in = \"po\", pupils = {{ at-most = {more} }} }}"),
        7 => format!("{{ not = {} }}", condition(tape, depth - 1)),
        kind => {
            let key = if kind == 8 { "any-of" } else { "all-of" };
            let (one, two) = (condition(tape, depth - 1), condition(tape, depth - 1));
            format!("{{ {key} = [{one}, {two}] }}")
        }
    }
}

fn payment(tape: &mut Tape, pot: usize, components: &[usize]) -> String {
    let names = |of: &[usize]| {
        of.iter()
            .map(|at| format!("\"c{at}\""))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let mut text = format!(
        "[[division]]\nid = \"pot{pot}\"\npays = [{}]\n",
        names(components)
    );
    if !tape.once_in(4) {
        text += &format!("pot = {}\n", tape.amount(1_200_000));
    }
    if tape.once_in(3) {
        text += &format!("protect = [{}]\n", names(&components[..1]));
    }
    let shortage = tape.one(&[
        "proportional",
        "proportional",
        "equal-awards",
        "equal-losses",
    ]);
    text += &format!("shortage = \"{shortage}\"\n");
    if shortage == "proportional" && tape.once_in(4) {
        text += &format!("rate-step = {}\n", tape.one(&["\"0.01\"", "0.50", "5"]));
    }
    if tape.once_in(3) {
        text += "scope = \"local\"\n";
    }
    text + &precision(tape)
}

fn precision(tape: &mut Tape) -> String {
    let mut text = String::new();
    if tape.once_in(5) {
        text += &format!("unit = {}\n", tape.one(&["0.01", "1", "100"]));
    }
    if tape.once_in(5) {
        text += &format!("ties = [\"{}-amount\"]\n", tape.one(&["larger", "smaller"]));
    }
    if tape.once_in(6) {
        text += "rounding = \"each-step\"\n";
    }
    text
}

/// Returns terms that ask for what is known.
fn terms(tape: &mut Tape, cast: &Cast, known: Known) -> String {
    let mut text = format!("key = {}\n", key(tape, known));
    if tape.once_in(3) {
        text += &format!("slice = [{{ to = \"office\", share = {} }}", tape.share(40));
        if tape.once_in(2) {
            let (amount, share) = (tape.amount(40_000), tape.share(30));
            text += &format!(
                ", {{ to = \"werven\", share = {share}, amount = {amount}, of = \"rest\" }}"
            );
        }
        text += "]\n";
    }
    if tape.once_in(3) {
        let (key, share) = (key(tape, known), tape.share(50));
        let only = tape.one(&[
            "",
            ", sector = \"po\"",
            ", sector = \"so\", unused = \"keep\"",
        ]);
        text += &format!("earmark = [{{ id = \"e\", share = {share}, key = {key}{only} }}");
        if tape.once_in(2) {
            text += &format!(", {{ id = \"f\", amount = {} }}", tape.amount(60_000));
        }
        text += "]\n";
    }
    text += &limits(tape, known);
    if tape.once_in(5) {
        text += &when(tape);
    }
    text += &reference(tape, cast);
    if tape.once_in(6) {
        text += &format!("first-year = {}\n", cast.first_year + tape.below(2));
    }
    text + &precision(tape)
}

fn limits(tape: &mut Tape, known: Known) -> String {
    let mut text = String::new();
    // A holder's own terms are laid over the common ones: one may state the least, the other the
    // greatest amount, so that they must not overlap.
    if tape.once_in(5) {
        text += &format!("minimum = {}\n", tape.below(30_000));
    }
    if tape.once_in(5) {
        text += &format!("maximum = {}\n", 30_000 + tape.below(200_000));
    }
    if tape.once_in(6) {
        text += &format!("minimum-per-student = {}\n", tape.below(600));
    }
    if tape.once_in(6) {
        text += &format!("maximum-per-student = {}\n", 600 + tape.below(2_000));
    }
    if known.previous && tape.once_in(5) {
        text += &format!("keep = {}\n", tape.share(100));
    }
    text
}

fn key(tape: &mut Tape, known: Known) -> String {
    let plain = |tape: &mut Tape| {
        let mut keys = vec![
            "per-student",
            "equal",
            "per-student-or-side-entrant",
            "per-board",
            "per-pupil",
        ];
        let more = [
            ("lead", known.lead),
            ("weights", known.weights),
            ("previous", known.previous),
        ];
        keys.extend(more.iter().filter(|(_, known)| *known).map(|(key, _)| *key));
        format!("\"{}\"", tape.one(&keys))
    };
    match tape.below(5) {
        3 => format!(
            "{{ first = {}, then = {} }}",
            tape.amount(50_000),
            plain(tape)
        ),
        4 => {
            let (one, two) = (tape.below(101), plain(tape));
            let two = if two == "\"equal\"" {
                "\"per-student\"".to_owned()
            } else {
                two
            };
            format!(
                "{{ mix = {{ equal = \"{one} %\", {} = \"{} %\" }} }}",
                &two[1..two.len() - 1],
                100 - one
            )
        }
        _ => plain(tape),
    }
}
