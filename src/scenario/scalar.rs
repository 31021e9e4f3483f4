//! Single numbers: from source text to exact values, or to the problem with it.

use super::problem::Problem;
use super::shape::Kind;
use super::tree::{Node, Value};
use crate::domain::{Day, SchoolYear, Text, Year};
use crate::money::{AmountError, Cents, Exact, Rounding, ShareError};

/// How a year is written.
pub(super) const YEAR_FORM: (&str, &str) = (
    "een schooljaar als \"2022/2023\" of een kalenderjaar als \"2025\", van 1990 tot 2100",
    "a school year such as \"2022/2023\" or a calendar year such as \"2025\", from 1990 to 2100",
);

/// How a school year is written.
pub(super) const SCHOOL_YEAR_FORM: (&str, &str) = (
    "een schooljaar als \"2022/2023\", van 1990 tot 2100",
    "a school year such as \"2022/2023\", from 1990 to 2100",
);

type Checked = Result<(), Box<Problem>>;

/// Returns the problem that `node` is not what was expected.
pub(super) fn wrong_type(node: &Node, expected: &Text) -> Problem {
    let found = node.kind();
    let says = Text::new(
        format!("{} waar {} hoort", found.nl, expected.nl),
        format!("{} where {} belongs", found.en, expected.en),
    );
    Problem::error("wrong-type", node.place, says)
        .expected(expected.nl.clone(), expected.en.clone())
}

/// Returns the source text of a number: a bare one, or one in quotes such as `"0.01"`.
pub(super) fn digits(node: &Node) -> Option<&str> {
    match &node.value {
        Value::Number(text) | Value::Text(text) => Some(text),
        _ => None,
    }
}

/// Returns the whole number that `node` states.
pub(super) fn whole(node: &Node) -> Option<i64> {
    match &node.value {
        Value::Number(text) => text.replace('_', "").parse().ok(),
        _ => None,
    }
}

/// Checks a number of the given kind.
pub(super) fn check_number(node: &Node, kind: &Kind) -> Checked {
    match kind {
        Kind::Whole(least, most) => check_whole(node, *least, *most),
        Kind::Amount => check_amount(node),
        Kind::Share | Kind::Weight | Kind::Growth | Kind::Part | Kind::Signed | Kind::Bar => {
            check_share(node, kind)
        }
        _ => Ok(()),
    }
}

/// Checks a year, or a school year when `kind` is one.
pub(super) fn check_year(node: &Node, kind: &Kind) -> Checked {
    let of_school = matches!(kind, Kind::SchoolYear);
    let (nl, en) = if of_school {
        SCHOOL_YEAR_FORM
    } else {
        YEAR_FORM
    };
    let (Value::Text(text) | Value::Number(text)) = &node.value else {
        let wanted = match of_school {
            true => Text::new("een schooljaar", "a school year"),
            false => Text::new("een jaar", "a year"),
        };
        return Err(Box::new(wrong_type(node, &wanted).expected(nl, en)));
    };
    let is_year = match of_school {
        true => SchoolYear::parse(text).is_some(),
        false => Year::parse(text).is_some(),
    };
    if is_year {
        return Ok(());
    }
    let says = match of_school {
        true => Text::new(
            format!("`{text}` is geen schooljaar"),
            format!("`{text}` is no school year"),
        ),
        false => Text::new(
            format!("`{text}` is geen jaar"),
            format!("`{text}` is no year"),
        ),
    };
    let problem = Problem::error("bad-year", node.place, says).expected(nl, en);
    Err(Box::new(match meant_school_year(text) {
        Some(year) => problem.hint(
            format!("bedoelt u `\"{year}\"`?"),
            format!("did you mean `\"{year}\"`?"),
        ),
        None => problem,
    }))
}

/// Checks a day, as a text or as a date.
pub(super) fn check_day(node: &Node) -> Checked {
    let (nl, en) = ("een dag als \"2026-03-01\"", "a day as \"2026-03-01\"");
    let (Value::Text(text) | Value::Moment(text)) = &node.value else {
        let wanted = Text::new("een dag", "a day");
        return Err(Box::new(wrong_type(node, &wanted).expected(nl, en)));
    };
    match Day::parse(text) {
        Some(_) => Ok(()),
        None => {
            let says = Text::new(
                format!("`{text}` is geen dag"),
                format!("`{text}` is no day"),
            );
            Err(Box::new(
                Problem::error("bad-day", node.place, says).expected(nl, en),
            ))
        }
    }
}

/// Returns the school year that starts in the four digits with which a text begins.
fn meant_school_year(text: &str) -> Option<SchoolYear> {
    let start = text.get(..4)?.parse().ok()?;
    SchoolYear::starting(start)
}

fn check_whole(node: &Node, least: i64, most: i64) -> Checked {
    let expected = Text::new(
        format!("een heel getal van {least} tot en met {most}"),
        format!("a whole number from {least} to {most}"),
    );
    let Value::Number(text) = &node.value else {
        let problem = wrong_type(node, &Text::new("een heel getal", "a whole number"));
        let problem = problem.expected(expected.nl, expected.en);
        let digits = node.as_text().filter(|text| text.parse::<u32>().is_ok());
        return Err(Box::new(match digits {
            Some(digits) => problem.hint(
                format!("schrijf het zonder aanhalingstekens: `{digits}`"),
                format!("write it without quotes: `{digits}`"),
            ),
            None => problem,
        }));
    };
    let problem = |code, says: Text| {
        let problem = Problem::error(code, node.place, says);
        problem.expected(expected.nl.clone(), expected.en.clone())
    };
    let digits = text.replace('_', "");
    let unsigned = digits.trim_start_matches(['-', '+']);
    let is_whole = !unsigned.is_empty() && unsigned.bytes().all(|byte| byte.is_ascii_digit());
    if !is_whole {
        let says = Text::new(
            format!("`{text}` is geen heel getal"),
            format!("`{text}` is no whole number"),
        );
        return Err(Box::new(hint_whole(problem("not-whole", says), text)));
    }
    match digits.parse::<i64>() {
        Ok(number) if (least..=most).contains(&number) => Ok(()),
        _ if digits.starts_with('-') && least == 0 => Err(Box::new(problem(
            "negative-count",
            Text::new(
                "een aantal kan niet negatief zijn",
                "a count cannot be negative",
            ),
        ))),
        _ => Err(Box::new(problem("out-of-range", out_of_range(text)))),
    }
}

fn out_of_range(text: &str) -> Text {
    Text::new(
        format!("`{text}` ligt buiten het bereik"),
        format!("`{text}` is out of range"),
    )
}

/// Adds what to do about a text that is no whole number.
fn hint_whole(problem: Problem, text: &str) -> Problem {
    let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let Some((whole, fraction)) = text.split_once(['.', ',', ' ']) else {
        return problem.hint(
            "schrijf het in cijfers, als `1200`",
            "write it in digits, such as `1200`",
        );
    };
    let is_thousands = !whole.is_empty() && fraction.len() == 3;
    if is_thousands && is_digits(whole) && is_digits(fraction) {
        return problem.hint(
            format!("schrijf duizendtallen als `{whole}{fraction}` of `{whole}_{fraction}`"),
            format!("write thousands as `{whole}{fraction}` or `{whole}_{fraction}`"),
        );
    }
    problem.hint("rond af op een heel getal", "round it to a whole number")
}

fn check_amount(node: &Node) -> Checked {
    let expected = Text::new(
        "een bedrag in euro, met hoogstens twee decimalen",
        "an amount in euros, with at most two decimals",
    );
    let Some(text) = digits(node) else {
        let problem = wrong_type(node, &Text::new("een bedrag", "an amount"));
        return Err(Box::new(problem.expected(expected.nl, expected.en)));
    };
    let problem = |code, nl: String, en: String| {
        Problem::error(code, node.place, Text::new(nl, en))
            .expected(expected.nl.clone(), expected.en.clone())
    };
    let refused = match Cents::from_euro_text(text) {
        Ok(_) if decimals(text) > 2 => {
            let plain = text.replace('.', "");
            problem(
                "three-decimals",
                format!("`{text}` heeft meer dan twee decimalen"),
                format!("`{text}` has more than two decimals"),
            )
            .hint(
                format!("schrijf duizendtallen als `{plain}`, en centen met twee decimalen"),
                format!("write thousands as `{plain}`, and cents with two decimals"),
            )
        }
        Ok(amount) if amount < Cents::ZERO => problem(
            "negative-amount",
            "een bedrag kan hier niet negatief zijn".into(),
            "an amount cannot be negative here".into(),
        ),
        Ok(_) => return Ok(()),
        Err(AmountError::FractionOfACent) => {
            let near = nearest_amount(text);
            problem(
                "fraction-of-a-cent",
                format!("`{text}` is geen heel aantal centen"),
                format!("`{text}` is no whole number of cents"),
            )
            .hint(
                format!("rond af, bijvoorbeeld op {near}"),
                format!("round it, for example to {near}"),
            )
        }
        Err(AmountError::NotANumber) => problem(
            "bad-amount",
            format!("`{text}` is geen bedrag"),
            format!("`{text}` is no amount"),
        )
        .hint(
            "schrijf bedragen als `1250`, `937.50` of `32_757_000`",
            "write amounts as `1250`, `937.50` or `32_757_000`",
        ),
        Err(AmountError::TooLarge) => problem(
            "amount-too-large",
            format!("`{text}` is meer dan een biljoen euro"),
            format!("`{text}` is more than a trillion euro"),
        ),
    };
    Err(Box::new(refused))
}

fn decimals(text: &str) -> usize {
    let fraction = text.trim().split_once('.').map(|(_, fraction)| fraction);
    fraction.map_or(0, |fraction| fraction.replace('_', "").len())
}

/// Returns the whole number of cents nearest to a text with too many decimals.
fn nearest_amount(text: &str) -> String {
    let exact = Exact::from_share_text(text.trim_start_matches('+')).ok();
    let cents = exact.map(|euros| euros.times(&Exact::from(100)).to_cents(Rounding::HalfUp));
    cents.map_or_else(|| "937.50".to_owned(), Cents::to_euro_text)
}

fn check_share(node: &Node, kind: &Kind) -> Checked {
    let (nl, en) = match kind {
        Kind::Growth => (
            "een groei als \"2 %\" of \"-1.5 %\", boven -100 % en hoogstens 100 %",
            "a growth such as \"2 %\" or \"-1.5 %\", above -100 % and at most 100 %",
        ),
        Kind::Weight => (
            "een gewicht van 0 of meer, als 2, 1.5 of \"60 %\"",
            "a weight of 0 or more, such as 2, 1.5 or \"60 %\"",
        ),
        Kind::Part => (
            "een deel van 0 tot en met 2, als \"95 %\" of 1.05",
            "a part from 0 to 2, such as \"95 %\" or 1.05",
        ),
        Kind::Signed => (
            "een getal als 1250, -0.5 of \"6 %\"",
            "a number such as 1250, -0.5 or \"6 %\"",
        ),
        Kind::Bar => (
            "een deel als \"95 %\", of een bedrag in euro",
            "a part such as \"95 %\", or an amount in euros",
        ),
        _ => (
            "een deel van 0 tot en met 1, als \"10 %\", \"1/3\" of 0.125",
            "a part from 0 to 1, such as \"10 %\", \"1/3\" or 0.125",
        ),
    };
    let Some(text) = digits(node) else {
        let wanted = match kind {
            Kind::Growth => Text::new("een groei", "a growth"),
            Kind::Bar => Text::new("een deel of een bedrag", "a part or an amount"),
            Kind::Weight => Text::new("een gewicht", "a weight"),
            Kind::Signed => Text::new("een getal", "a number"),
            _ => Text::new("een deel", "a share"),
        };
        return Err(Box::new(wrong_type(node, &wanted).expected(nl, en)));
    };
    let problem = |code, says| Problem::error(code, node.place, says).expected(nl, en);
    Err(Box::new(match Exact::from_share_text(text) {
        Ok(share) if is_within(&share, kind) => return Ok(()),
        Ok(_) => hint_percent(problem("out-of-range", out_of_range(text)), text, kind),
        Err(ShareError::ZeroDenominator) => problem(
            "bad-share",
            Text::new(
                format!("`{text}` deelt door nul"),
                format!("`{text}` divides by zero"),
            ),
        ),
        Err(ShareError::TooLong) => problem(
            "bad-share",
            Text::new(
                format!("`{text}` heeft meer dan 15 cijfers"),
                format!("`{text}` has more than 15 digits"),
            ),
        ),
        Err(ShareError::NotAShare) => {
            let says = Text::new(
                format!("`{text}` is geen percentage, breuk of getal"),
                format!("`{text}` is no percentage, fraction or number"),
            );
            hint_percent(problem("bad-share", says), text, kind)
        }
    }))
}

/// Says whether a share, weight or growth lies in its range.
fn is_within(share: &Exact, kind: &Kind) -> bool {
    match kind {
        Kind::Growth => share > &Exact::from(-1) && share <= &Exact::one(),
        Kind::Weight | Kind::Bar => !share.is_negative(),
        Kind::Signed => true,
        Kind::Part => !share.is_negative() && share <= &Exact::from(2),
        _ => !share.is_negative() && share <= &Exact::one(),
    }
}

/// Adds what was probably meant by a percentage without its sign, or with a comma.
fn hint_percent(problem: Problem, text: &str, kind: &Kind) -> Problem {
    if matches!(kind, Kind::Signed) {
        let number = text.replace(',', ".");
        return match Exact::from_share_text(&number) {
            Ok(_) => problem.hint(
                format!("bedoelt u `{number}`?"),
                format!("did you mean `{number}`?"),
            ),
            Err(_) => problem,
        };
    }
    let number = text.trim_matches(['+', '%', ' ']).replace(',', ".");
    let percent = format!("{number} %");
    match Exact::from_share_text(&percent) {
        Ok(share) if is_within(&share, kind) => problem.hint(
            format!("bedoelt u `\"{percent}\"`?"),
            format!("did you mean `\"{percent}\"`?"),
        ),
        _ => problem,
    }
}
