//! Single numbers: from source text to exact values, or to the problem with it.

use super::problem::Problem;
use super::shape::Kind;
use super::tree::{Node, Value};
use crate::domain::Text;
use crate::money::{AmountError, Cents, Exact, ShareError};

/// How a year is written.
pub(super) const YEAR_FORM: (&str, &str) = (
    "een schooljaar als \"2022/2023\" of een kalenderjaar als \"2025\", van 1990 tot 2100",
    "a school year such as \"2022/2023\" or a calendar year such as \"2025\", from 1990 to 2100",
);

/// How a school year is written.
pub(super) const SCHOOL_YEAR_FORM: (&str, &str) = (
    "een schooljaar als \"2022/2023\"",
    "a school year such as \"2022/2023\"",
);

/// Greatest growth of one year: tenfold.
const MAX_GROWTH: i64 = 10;

type Checked = Result<(), Box<Problem>>;

/// Returns the problem that `node` is not what was expected.
pub(super) fn wrong_type(node: &Node, expected: &Text) -> Problem {
    let found = node.kind();
    let says = Text::new(
        format!("{} waar {} hoort", found.nl, expected.nl),
        format!("{} where {} was expected", found.en, expected.en),
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
        Kind::Share => check_share(node, Some((Exact::zero(), Exact::one()))),
        Kind::Weight => check_share(node, None),
        Kind::Growth => check_growth(node),
        _ => Ok(()),
    }
}

fn check_whole(node: &Node, least: i64, most: i64) -> Checked {
    let expected = Text::new(
        format!("een heel getal van {least} tot en met {most}"),
        format!("a whole number from {least} to {most}"),
    );
    let Value::Number(text) = &node.value else {
        return Err(Box::new(wrong_type(node, &expected)));
    };
    let problem = |code, nl: String, en: String| {
        let problem = Problem::error(code, node.place, Text::new(nl, en));
        Err(Box::new(
            problem.expected(expected.nl.clone(), expected.en.clone()),
        ))
    };
    match text.replace('_', "").parse::<i64>() {
        Ok(number) if number < least && least == 0 => problem(
            "negative-count",
            "een aantal kan niet negatief zijn".into(),
            "a count cannot be negative".into(),
        ),
        Ok(number) if (least..=most).contains(&number) => Ok(()),
        Ok(_) => problem(
            "out-of-range",
            format!("`{text}` ligt buiten het bereik"),
            format!("`{text}` is out of range"),
        ),
        Err(_)
            if text
                .bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b'_') =>
        {
            problem(
                "out-of-range",
                format!("`{text}` ligt buiten het bereik"),
                format!("`{text}` is out of range"),
            )
        }
        Err(_) => problem(
            "not-whole",
            format!("`{text}` is geen heel getal"),
            format!("`{text}` is no whole number"),
        ),
    }
}

fn check_amount(node: &Node) -> Checked {
    let expected = Text::new(
        "een bedrag in euro, met hoogstens twee decimalen",
        "an amount in euros, with at most two decimals",
    );
    let Some(text) = digits(node) else {
        return Err(Box::new(wrong_type(node, &expected)));
    };
    let problem = |code, nl: String, en: String| {
        Problem::error(code, node.place, Text::new(nl, en))
            .expected(expected.nl.clone(), expected.en.clone())
    };
    let refused = match Cents::from_euro_text(text) {
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

/// Returns the amount that a text with too many decimals is cut off to.
fn nearest_amount(text: &str) -> String {
    text.find('.')
        .and_then(|point| text.get(..point + 3))
        .unwrap_or(text)
        .to_owned()
}

fn check_growth(node: &Node) -> Checked {
    check_share(node, Some((Exact::from(-1), Exact::from(MAX_GROWTH))))
}

fn check_share(node: &Node, range: Option<(Exact, Exact)>) -> Checked {
    let expected = match &range {
        Some((least, _)) if least.is_negative() => Text::new(
            "een groei als `2 %` of `-1.5 %`, boven -100 %",
            "a growth such as `2 %` or `-1.5 %`, above -100 %",
        ),
        Some(_) => Text::new(
            "een deel van 0 tot en met 1, als \"10 %\", \"1/3\" of 0.125",
            "a part from 0 to 1, such as \"10 %\", \"1/3\" or 0.125",
        ),
        None => Text::new(
            "een gewicht van 0 of meer, als 2, 1.5 of \"60 %\"",
            "a weight of 0 or more, such as 2, 1.5 or \"60 %\"",
        ),
    };
    let Some(text) = digits(node) else {
        return Err(Box::new(wrong_type(node, &expected)));
    };
    let problem = |code, nl: String, en: String| {
        let problem = Problem::error(code, node.place, Text::new(nl, en));
        Err(Box::new(
            problem.expected(expected.nl.clone(), expected.en.clone()),
        ))
    };
    match Exact::from_share_text(text) {
        Ok(share) => {
            let (least, most) = range.map_or((Exact::zero(), None), |(a, b)| (a, Some(b)));
            if share < least || most.is_some_and(|most| share > most) {
                return problem(
                    "out-of-range",
                    format!("`{text}` ligt buiten het bereik"),
                    format!("`{text}` is out of range"),
                );
            }
            Ok(())
        }
        Err(ShareError::ZeroDenominator) => problem(
            "bad-share",
            format!("`{text}` deelt door nul"),
            format!("`{text}` divides by zero"),
        ),
        Err(ShareError::NotAShare | ShareError::TooLong) => problem(
            "bad-share",
            format!("`{text}` is geen deel of gewicht"),
            format!("`{text}` is no share or weight"),
        ),
    }
}
