//! The sections of a comparison behind its amounts: one function per subject.

use super::comparison::Shown;
use super::grid::matrix;
use crate::money::{Cents, Exact};
use crate::results::comparison::{BreakEvens, Row, Side, Sums, Worst};
use crate::results::inequality::{Decomposition, Dominance, Inequality};

/// Gainers and losers, money moved, and the greatest losses.
pub(super) fn totals(shown: &Shown<'_>) -> String {
    let (say, sums) = (shown.say, &shown.period.sums);
    let mut rows: Vec<(String, Vec<String>)> = Vec::new();
    let mut add = |name: &str, cell: &dyn Fn(&Sums) -> String| {
        rows.push((name.to_owned(), sums.iter().skip(1).map(cell).collect()));
    };
    let side = |side: &Side| say.side(side.number, side.students);
    add(say.gainers(), &|one| side(&one.outcome.gainers));
    add(say.losers(), &|one| side(&one.outcome.losers));
    add(say.unchanged(), &|one| side(&one.outcome.unchanged));
    add(say.gained(), &|one| shown.money(one.outcome.gainers.change));
    add(say.lost(), &|one| shown.money(one.outcome.losers.change));
    add(say.moved(), &|one| shown.near(&one.moved));
    if sums.iter().any(|one| one.outcome.losers.number > 0) {
        let who = |found: Option<usize>| {
            let row = found.map(|at| &shown.period.rows[at]);
            row.map_or(String::new(), |row: &Row| row.recipient.id.to_string())
        };
        let worst = say.worst(shown.period);
        add(&worst[0], &|one| {
            let Worst { amount, .. } = &one.worst;
            amount.map_or(String::new(), |(_, lost)| shown.money(lost))
        });
        add(say.borne_by(), &|one| {
            who(one.worst.amount.map(|(at, _)| at))
        });
        add(&worst[1], &|one| {
            let found = one.worst.ratio.as_ref();
            found.map_or(String::new(), |(_, lost)| say.change_in_percent(lost))
        });
        add(say.borne_by(), &|one| {
            who(one.worst.ratio.as_ref().map(|(at, _)| *at))
        });
        add(&worst[2], &|one| {
            let found = one.worst.per_student.as_ref();
            found.map_or(String::new(), |(_, lost)| shown.near(lost))
        });
        add(say.borne_by(), &|one| {
            who(one.worst.per_student.as_ref().map(|(at, _)| *at))
        });
    }
    format!(
        "\n{}\n{}",
        say.who_gains(shown.period),
        shown.table_of_changes(&rows)
    )
}

/// Gainers, losers and unchanged by size, region, sector and share of the base amount; a way of
/// grouping that puts all in one group is left out.
pub(super) fn groups(shown: &Shown<'_>) -> String {
    let groups = &shown.period.groups;
    let same_kind = |kind: &str| groups.iter().filter(|one| one.name.kind() == kind).count();
    let told = groups.iter().filter(|one| same_kind(one.name.kind()) > 1);
    let rows: Vec<(String, Vec<String>)> = told
        .map(|group| {
            let cells = group.outcomes.iter().skip(1).map(|outcome| {
                let sides = [&outcome.gainers, &outcome.losers, &outcome.unchanged];
                sides.map(|side| side.number.to_string()).join(" / ")
            });
            (shown.say.group(&group.name, shown.period), cells.collect())
        })
        .collect();
    match rows.is_empty() {
        true => String::new(),
        false => format!(
            "\n{}\n{}",
            shown.say.by_group(),
            shown.table_of_changes(&rows)
        ),
    }
}

/// Indices per student, and Lorenz curves.
pub(super) fn evenness(shown: &Shown<'_>) -> String {
    let (say, spread) = (shown.say, &shown.period.spread);
    let mut rows: Vec<(String, Vec<String>)> = Vec::new();
    let mut add = |name: &str, cell: &dyn Fn(&Inequality) -> String| {
        let cells = spread.iter().map(|one| {
            let found = one.per_student.as_ref();
            found.map_or(String::new(), cell)
        });
        rows.push((name.to_owned(), cells.collect()));
    };
    let four = |text: &str| say.number_text(text);
    let exact = |index: &Exact| four(&index.to_decimal_text(4));
    let float = |index: f64| four(&format!("{index:.4}"));
    add("Gini", &|found| exact(&found.gini));
    add("Hoover", &|found| exact(&found.hoover));
    add("Theil T", &|found| float(found.theil_t));
    add("Theil L", &|found| {
        found.theil_l.map_or(String::new(), float)
    });
    add("Jain", &|found| exact(&found.jain));
    add(say.variation(), &|found| float(found.cv));
    add(&say.least(shown.period), &|found| shown.near(&found.least));
    add(&say.greatest(shown.period), &|found| {
        shown.near(&found.greatest)
    });
    if spread.iter().any(|one| one.regions.is_some()) {
        // Parts in regions are other units than recipients, so these have a total of their own.
        let figures: [fn(&Decomposition) -> f64; 3] = [
            Decomposition::theil_t,
            |found| found.t_within,
            |found| found.t_between,
        ];
        for (name, figure) in say.theil_of_regions().into_iter().zip(figures) {
            let cells = spread.iter().map(|one| {
                let regions = one.regions.as_ref();
                regions.map_or(String::new(), |found| float(figure(found)))
            });
            rows.push((name.to_owned(), cells.collect()));
        }
    }
    let mut text = format!("\n{}\n{}", say.evenness(shown.period), shown.table(&rows));
    let left_out = spread.iter().map(|one| one.without_students).max();
    if let Some(count) = left_out.filter(|count| *count > 0) {
        text += &format!("{}\n", say.without_students(count, shown.period.head));
    }
    text + &lorenz(shown)
}

/// Lorenz curves, pair by pair.
fn lorenz(shown: &Shown<'_>) -> String {
    let (say, ids) = (shown.say, shown.ids());
    let rows: Vec<(String, Vec<String>)> = shown
        .period
        .lorenz
        .iter()
        .map(|pair| {
            let (first, second) = (&ids[pair.models.0], &ids[pair.models.1]);
            let cell = |outcome: Dominance| match outcome {
                Dominance::First => first.clone(),
                Dominance::Second => second.clone(),
                Dominance::Equal => say.alike().to_owned(),
                Dominance::Crossing => say.not_comparable().to_owned(),
            };
            let cells = [pair.shares, pair.amounts].map(cell).to_vec();
            (say.pair(first, second), cells)
        })
        .collect();
    let columns = say.lorenz_columns().map(str::to_owned);
    format!(
        "\n{}\n{}\n",
        say.lorenz(shown.period.head),
        matrix(&columns, &rows, shown.look)
    )
}

/// Votes, pair by pair, and what follows from them.
pub(super) fn votes(shown: &Shown<'_>) -> String {
    let (say, votes, ids) = (shown.say, &shown.period.votes, shown.ids());
    let rows: Vec<(String, Vec<String>)> = votes
        .prefer
        .iter()
        .enumerate()
        .map(|(model, row)| {
            let cells = row.iter().enumerate().map(|(over, count)| match over {
                over if over == model => "-".to_owned(),
                _ => count.to_string(),
            });
            (ids[model].clone(), cells.collect())
        })
        .collect();
    let cast: i64 = votes.parties.iter().map(|party| party.votes).sum();
    let head = say.voting(votes.voters, votes.parties.len(), cast);
    let mut text = format!("\n{head}\n{}", shown.table(&rows));
    if let Some(model) = votes.ahead_of_all {
        text += &format!("{}\n", say.ahead_of_all(&ids[model]));
    }
    if let Some(cycle) = &votes.cycle {
        let names: Vec<&str> = cycle.iter().map(|model| ids[*model].as_str()).collect();
        text += &format!("{}\n", say.cycle(&names, votes.ahead_of_all.is_some()));
    }
    for party in &votes.parties {
        let below = (0..ids.len()).filter(|model| party.is_below_floor(*model));
        let below: Vec<&str> = below.map(|model| ids[model].as_str()).collect();
        if let (Some(floor), false) = (party.floor, below.is_empty()) {
            let floor = shown.money(floor);
            text += &format!("{}\n", say.below_floor(party.id.as_str(), &floor, &below));
        }
    }
    text
}

/// From which number of students on a partnership changes sides.
pub(super) fn break_even(shown: &Shown<'_>) -> String {
    let (say, ids) = (shown.say, shown.ids());
    match &shown.comparison.break_even {
        BreakEvens::NotSought(why) => format!("\n{}\n", say.not_sought(why)),
        BreakEvens::Found { up_to, lines } => {
            let several = shown.comparison.periods.len() > 1;
            let told = lines.iter().filter(|line| line.stretches.len() > 1);
            let told: String = told
                .map(|line| {
                    let year = several.then(|| line.year.to_string());
                    let sentence = say.flips(line, &ids[line.model], year.as_deref());
                    format!("- {sentence}\n")
                })
                .collect();
            let none = format!("- {}\n", say.no_flips());
            let told = if told.is_empty() { none } else { told };
            format!(
                "\n{}\n{told}",
                say.break_even(&ids[0], *up_to, shown.period)
            )
        }
    }
}

/// What a reader might overlook.
pub(super) fn notices(shown: &Shown<'_>) -> String {
    let ids = shown.ids();
    let notices = shown.comparison.notices.iter();
    let lines: String = notices
        .map(|notice| format!("- {}\n", shown.say.notice(notice, &ids)))
        .collect();
    let rest = shown
        .period
        .sums
        .iter()
        .any(|one| one.outcome.unchanged.change != Cents::ZERO);
    let rounding = match rest {
        true => format!("- {}\n", shown.say.within_rounding()),
        false => String::new(),
    };
    match lines.is_empty() && rounding.is_empty() {
        true => String::new(),
        false => format!("\n{}\n{lines}{rounding}", shown.say.notable()),
    }
}
