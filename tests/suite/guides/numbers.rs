//! Numbers in guides: one that the prose names stands in an output, a file or a sum of the same
//! guide. A sum comes to what it says, and its numbers are shown before: by the program, in a file,
//! or as what another sum comes to. One or two digits stand for themselves.

/// How a text writes numbers.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Notation {
    /// 1.250,50
    Dutch,
    /// 1,250.50 or 1_250.50
    English,
}

/// A guide taken apart.
pub(super) struct Parts {
    /// What stands outside blocks, without the targets of links.
    prose: Vec<(usize, String)>,
    /// What the program says.
    outputs: String,
    /// What the reader types, commands and files, and the scenarios that these name.
    typed: String,
    /// The blocks of sums.
    sums: Vec<Vec<(usize, String)>>,
    notation: Notation,
}

impl Parts {
    pub(super) fn of(guide: &str, scenarios: &str) -> Self {
        let notation = match guide.contains("--lang en") {
            true => Notation::English,
            false => Notation::Dutch,
        };
        let (outputs, typed) = (String::new(), scenarios.to_owned());
        let (prose, sums) = (Vec::new(), Vec::new());
        let mut parts = Self {
            prose,
            outputs,
            typed,
            sums,
            notation,
        };
        let mut fence: Option<&str> = None;
        for (number, line) in (1..).zip(guide.lines()) {
            if let Some(language) = line.strip_prefix("```") {
                fence = fence.is_none().then_some(language);
                if fence == Some("text") {
                    parts.sums.push(Vec::new());
                }
                continue;
            }
            match fence {
                None => parts.prose.push((number, without_targets(line))),
                Some("console") if !line.starts_with("$ ") => parts.outputs += &format!("{line}\n"),
                Some("text") => {
                    let block = parts.sums.last_mut().expect("a block");
                    block.push((number, line.to_owned()));
                }
                Some(_) => parts.typed += &format!("{line}\n"),
            }
        }
        parts
    }

    /// Returns what is wrong with the numbers of a guide, each fault with its line.
    pub(super) fn faults(&self) -> Vec<String> {
        let said = numbers(&self.outputs, self.notation);
        let typed = numbers(&self.typed, Notation::English);
        // What a sum may begin with: what is said and typed, and then what sums come to.
        let mut taken: Vec<String> = said.iter().chain(&typed).cloned().collect();
        let summed = self.sums.iter().flatten();
        let summed = summed.flat_map(|(_, line)| numbers(line, self.notation));
        let known: Vec<String> = summed.chain(typed).chain(said.clone()).collect();
        let mut faults = Vec::new();
        for (line, text) in &self.prose {
            for number in numbers(text, self.notation) {
                if number.len() > 1 && !known.contains(&number) {
                    faults.push(format!("{line}: {number} is in no output, file or sum"));
                }
            }
        }
        for block in &self.sums {
            for (line, text) in block {
                let (left, outcomes) = text.split_once(['=', '≈']).unwrap_or((text, ""));
                let (_, left) = left.split_once(": ").unwrap_or(("", left));
                for number in numbers(left, self.notation) {
                    if number.len() > 2 && !taken.contains(&number) {
                        faults.push(format!("{line}: where {number} comes from is not shown"));
                    }
                }
                taken.extend(numbers(outcomes, self.notation));
                faults.extend(fault(text, self.notation).map(|fault| format!("{line}: {fault}")));
            }
            let (line, last) = block.last().expect("a sum");
            let outcome = numbers(last, self.notation).pop();
            if !outcome.is_some_and(|outcome| said.contains(&outcome)) {
                faults.push(format!(
                    "{line}: the program does not say what this comes to"
                ));
            }
        }
        faults
    }
}

/// Returns a line without the addresses to which its links go.
fn without_targets(line: &str) -> String {
    let mut parts = line.split("](");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        text += part.split_once(')').map_or("", |(_, rest)| rest);
    }
    text
}

/// Returns the numbers of a text, written alike: digits, and decimals that are not zero.
fn numbers(text: &str, notation: Notation) -> Vec<String> {
    let is_part = |char: char| char.is_ascii_digit() || ".,_".contains(char);
    let tokens = text.split(|char| !is_part(char)).map(without_marks);
    let tokens = tokens.flat_map(|token| match (token.find('.'), token.rfind(',')) {
        // Cells of CSV: behind decimals no comma groups digits.
        (Some(point), Some(comma)) if notation == Notation::English && point < comma => {
            token.split(',').collect()
        }
        _ => vec![token],
    });
    let tokens = tokens.map(without_marks);
    let tokens = tokens.filter(|token| !token.is_empty());
    tokens.map(|token| plain(token, notation)).collect()
}

/// Returns a number without what stands around it.
fn without_marks(token: &str) -> &str {
    token.trim_matches(['.', ',', '_'])
}

/// Returns a number without marks between its digits, and with a point before its decimals.
fn plain(token: &str, notation: Notation) -> String {
    let (group, decimal) = match notation {
        Notation::Dutch => ('.', ','),
        Notation::English => (',', '.'),
    };
    let digits = token.replace([group, '_'], "").replace(decimal, ".");
    match digits.contains('.') {
        true => digits
            .trim_end_matches('0')
            .trim_end_matches('.')
            .to_owned(),
        false => digits,
    }
}

/// Returns what is wrong with one sum: a label, a colon, and terms with `=` or `≈` between them.
/// What stands behind `≈` may differ by less than one in its last digit.
fn fault(line: &str, notation: Notation) -> Option<String> {
    let (_, sum) = line.split_once(": ").unwrap_or(("", line));
    let mut sides = sum.split_inclusive(['=', '≈']);
    let value = |side: &str| Sum::value(side.trim_end_matches(['=', '≈']), notation);
    let mut left = sides.next()?;
    let mut relations = 0;
    for right in sides {
        let (Some(a), Some(b)) = (value(left), value(right)) else {
            return Some(format!("no sum: {line}"));
        };
        let shown = right.trim_matches([' ', '=', '≈']);
        let digits = plain(shown.trim_end_matches([' ', '%']), notation);
        let decimals = digits
            .split_once('.')
            .map_or(0, |(_, decimals)| decimals.len());
        let percent = if shown.ends_with('%') { 2 } else { 0 };
        let scale = 10_i128.pow(u32::try_from(decimals + percent).ok()?);
        let off = (a.0 * b.1 - b.0 * a.1).abs();
        let holds = match left.ends_with('=') {
            true => off == 0,
            false => off * scale < a.1 * b.1,
        };
        if !holds {
            return Some(format!("{left}{right} does not hold"));
        }
        (left, relations) = (right, relations + 1);
    }
    (relations == 0).then(|| format!("no sum: {line}"))
}

/// A term that is read from left to right, and as a fraction.
struct Sum<'text> {
    rest: &'text str,
    notation: Notation,
}

type Fraction = (i128, i128);

impl Sum<'_> {
    fn value(text: &str, notation: Notation) -> Option<Fraction> {
        let mut sum = Sum {
            rest: text.trim(),
            notation,
        };
        let value = sum.terms()?;
        sum.rest.is_empty().then_some(value)
    }

    fn terms(&mut self) -> Option<Fraction> {
        let mut value = self.factors()?;
        while let Some(sign) = self.next_of(&["+", "−", "-"]) {
            let (above, below) = self.factors()?;
            let above = if sign == "+" { above } else { -above };
            value = reduced(value.0 * below + above * value.1, value.1 * below);
        }
        Some(value)
    }

    fn factors(&mut self) -> Option<Fraction> {
        let mut value = self.factor()?;
        while let Some(sign) = self.next_of(&["×", "/"]) {
            let (above, below) = self.factor()?;
            let (above, below) = if sign == "×" {
                (above, below)
            } else {
                (below, above)
            };
            value = reduced(value.0 * above, value.1 * below);
        }
        Some(value)
    }

    fn factor(&mut self) -> Option<Fraction> {
        if self.next_of(&["−", "-"]).is_some() {
            return self.factor().map(|(above, below)| (-above, below));
        }
        if self.next_of(&["("]).is_some() {
            let value = self.terms()?;
            return self.next_of(&[")"]).map(|_| value);
        }
        let is_part = |char: char| char.is_ascii_digit() || ".,_".contains(char);
        let end = self
            .rest
            .find(|char| !is_part(char))
            .unwrap_or(self.rest.len());
        let (token, rest) = self.rest.split_at(end);
        self.rest = rest.trim_start();
        let digits = plain(token, self.notation);
        let (whole, decimals) = digits.split_once('.').unwrap_or((&digits, ""));
        let below = 10_i128.pow(u32::try_from(decimals.len()).ok()?);
        let above = format!("{whole}{decimals}").parse().ok()?;
        let percent = self.next_of(&["%"]).map_or(1, |_| 100);
        Some(reduced(above, below * percent))
    }

    /// Takes one of some signs off the text.
    fn next_of<'sign>(&mut self, signs: &[&'sign str]) -> Option<&'sign str> {
        let sign = signs.iter().find(|sign| self.rest.starts_with(**sign))?;
        self.rest = self.rest[sign.len()..].trim_start();
        Some(sign)
    }
}

/// Returns a fraction in its lowest terms.
fn reduced(above: i128, below: i128) -> Fraction {
    let (mut a, mut b) = (above.abs(), below.abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    let divisor = a.max(1);
    (above / divisor, below / divisor)
}

#[test]
fn sums_are_worked_out() {
    for right in [
        "de-es: 100,000 + 150 × 955 = 243,250",
        "10 % × (120,000 + 5) = 12,000.50",
        "24,257,000 / 25,900 ≈ 936.56",
        "1/3 × 2 = 2/3 ≈ 66.7 %",
        "less: 2 − 5 = -3",
        "10 − 2 - 3 = 5",
    ] {
        assert_eq!(fault(right, Notation::English), None, "{right}");
    }
    for wrong in ["1 + 1 = 3", "2 / 3 ≈ 0.64", "1 + 1", "a = 1", "(1 + 1 = 2"] {
        assert!(fault(wrong, Notation::English).is_some(), "{wrong}");
    }
    assert_eq!(fault("1.250 × 2,5 = 3.125", Notation::Dutch), None);
}

#[test]
fn a_number_of_the_prose_must_stand_in_a_block() {
    let guide = "# A\n\nOf €1,250.50 see [b](x-99.md) 34.\n\n```console\n$ verdeel --lang en\n34\n\
                 ```\n\n```text\n1,000 + 5 = 1,005\n```\n";
    assert_eq!(
        Parts::of(guide, "limit = 1_000\n").faults(),
        [
            "3: 1250.5 is in no output, file or sum",
            "11: the program does not say what this comes to"
        ]
    );
}
