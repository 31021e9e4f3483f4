//! Amounts and numbers as people write them: `€ 334.375,00` in Dutch, `€334,375.00` in English.

use crate::domain::Lang;
use crate::money::{Cents, Exact};

/// Space that keeps the sign and the digits of an amount on one line.
const NO_BREAK: char = '\u{a0}';

fn separators(lang: Lang) -> (char, char) {
    match lang {
        Lang::Nl => ('.', ','),
        Lang::En => (',', '.'),
    }
}

/// Groups digits by three.
fn grouped(digits: &str, separator: char) -> String {
    let mut text = String::new();
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}

/// Writes plain decimal text, such as `-1234.50`, with the signs of the language.
fn localised(text: &str, lang: Lang) -> (bool, String) {
    let (thousands, point) = separators(lang);
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let written = match digits.split_once('.') {
        Some((whole, fraction)) => format!("{}{point}{fraction}", grouped(whole, thousands)),
        None => grouped(digits, thousands),
    };
    (negative, written)
}

/// Writes an amount with cents: `€ -1.234,50` in Dutch, `-€1,234.50` in English.
pub(crate) fn euros(amount: Cents, lang: Lang) -> String {
    currency(&amount.to_euro_text(), lang)
}

/// Writes a change of an amount, with the sign of an increase too.
pub(crate) fn euros_change(change: Cents, lang: Lang) -> String {
    let text = euros(change, lang);
    match (change > Cents::ZERO, lang) {
        (false, _) => text,
        (true, Lang::Nl) => text.replace(NO_BREAK, &format!("{NO_BREAK}+")),
        (true, Lang::En) => format!("+{text}"),
    }
}

/// Writes an amount as in a sentence: without cents when there are none.
pub(crate) fn euros_short(amount: Cents, lang: Lang) -> String {
    let text = amount.to_euro_text();
    currency(text.strip_suffix(".00").unwrap_or(&text), lang)
}

pub(super) fn currency(text: &str, lang: Lang) -> String {
    let (negative, written) = localised(text, lang);
    let sign = if negative { "-" } else { "" };
    match lang {
        Lang::Nl => format!("€{NO_BREAK}{sign}{written}"),
        Lang::En => format!("{sign}€{written}"),
    }
}

/// Writes a whole number.
pub(crate) fn whole_number(number: i64, lang: Lang) -> String {
    decimal(&number.to_string(), lang)
}

/// Writes an exact number: whole as it is, else with at most four decimals.
pub(crate) fn number(exact: &Exact, lang: Lang) -> String {
    let text = exact.to_decimal_text(4);
    decimal(text.trim_end_matches('0').trim_end_matches('.'), lang)
}

/// Writes plain decimal text with the signs of the language.
pub(crate) fn decimal(text: &str, lang: Lang) -> String {
    let (negative, written) = localised(text, lang);
    if negative {
        format!("-{written}")
    } else {
        written
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_written_as_each_language_does() {
        let amount = Cents::new(123_456_789);
        assert_eq!(euros(amount, Lang::Nl), "€\u{a0}1.234.567,89");
        assert_eq!(euros(amount, Lang::En), "€1,234,567.89");
        assert_eq!(
            euros(-Cents::new(12_345_670), Lang::Nl),
            "€\u{a0}-123.456,70"
        );
        assert_eq!(euros(-Cents::new(12_345_670), Lang::En), "-€123,456.70");
        assert_eq!(
            euros_short(Cents::new(33_437_500), Lang::Nl),
            "€\u{a0}334.375"
        );
        assert_eq!(euros_short(Cents::new(93_750), Lang::Nl), "€\u{a0}937,50");
    }

    #[test]
    fn numbers_lose_needless_decimals() {
        assert_eq!(number(&Exact::from(25_401), Lang::Nl), "25.401");
        assert_eq!(number(&Exact::ratio(5, 2), Lang::Nl), "2,5");
        assert_eq!(number(&Exact::from(100), Lang::En), "100");
    }
}
