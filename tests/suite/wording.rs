//! What a user reads: every text in both languages, all of it in one folder, none of it unused.
//!
//! Two languages side by side are two arguments of one call, so that a text without one of them
//! does not compile. All but the few listed here is visible inside the crate only, so that the
//! compiler names a text that nobody uses. What it does not see is held here.

use crate::source::{File, Token, files_below, hold, tokens_and_texts};

/// What tests outside the crate use of the wording, beside making it.
const SEEN_FROM_OUTSIDE: [&str; 2] = ["new", "thought_of"];

/// Texts that are the same in both languages.
const SAME: [&str; 17] = [
    "euro",
    "exact",
    "in model",
    "in variant `{}`",
    "maximum",
    "minimum",
    "model",
    "parameter",
    "parameters",
    "pareto",
    "per sector",
    "plus ",
    "pot",
    "sector",
    "variant",
    "{address}: {}",
    "{after} (exact)",
];

/// Beginnings of texts outside the wording that nobody reads: fonts, columns of files, and reasons
/// for the programmer.
const NOT_READ: [&str; 6] = [
    "message simulation {",
    "message draws {",
    "Arial, Helvetica, 'Liberation Sans', sans-serif",
    "falls under an exception",
    "documents hold only strings, numbers and lists",
    "columns are as the schema says, and memory can always be written to",
];

fn wording() -> Vec<File> {
    files_below(&["src/report/wording"], ".rs")
}

#[test]
fn the_compiler_sees_who_uses_a_text() {
    let files = wording();
    let faults = files.iter().flat_map(seen_from_outside);
    hold(files.len(), 30, &faults.collect::<Vec<String>>());
}

/// Returns the functions and constants that may be used outside the crate, of which the compiler
/// does not say that they are not used at all.
fn seen_from_outside(file: &File) -> Vec<String> {
    let tokens = tokens_and_texts(&file.text);
    let seen = tokens.windows(3).filter(|three| {
        let [first, second, name] = three else {
            return false;
        };
        first.text == "pub"
            && ["fn", "const", "static"].contains(&second.text.as_str())
            && !SEEN_FROM_OUTSIDE.contains(&name.text.as_str())
    });
    let told = seen.map(|three| {
        let what = format!("`{}` is not `pub(crate)`", three[2].text);
        file.fault(three[2].line, &what)
    });
    told.collect()
}

#[test]
fn every_text_says_something_in_both_languages() {
    let files = files_below(&["src"], ".rs");
    let faults = files.iter().flat_map(one_language);
    hold(files.len(), 300, &faults.collect::<Vec<String>>());
}

/// Returns the pairs of texts of which one is empty, or that are one text.
fn one_language(file: &File) -> Vec<String> {
    let tokens = tokens_and_texts(&file.text);
    let mut faults = Vec::new();
    for at in 0..tokens.len() {
        let Some([dutch, english]) = pair(&tokens, at) else {
            continue;
        };
        let what = match dutch == english {
            _ if [&dutch, &english].iter().any(|text| text.is_empty()) => "is empty",
            true if !SAME.contains(&dutch.to_lowercase().as_str()) => {
                "is the same in both languages"
            }
            _ => continue,
        };
        let what = format!("`{dutch}`, `{english}`: {what}");
        faults.push(file.fault(tokens[at].line, &what));
    }
    faults
}

/// Returns the two texts of a call that takes one in each language, where both stand there.
fn pair(tokens: &[Token], at: usize) -> Option<[String; 2]> {
    let text = |at: usize| tokens.get(at).map_or("", |token| token.text.as_str());
    let is_call = match text(at) {
        "word" | "say" => text(at.checked_sub(1)?) == "." && text(at + 1) == "(",
        _ => false,
    };
    let begin = match is_call {
        true => at + 2,
        false if text(at) == "Text" && text(at + 1) == "::" && text(at + 2) == "new" => at + 4,
        false => return None,
    };
    let (mut depth, mut arguments) = (0, vec![Vec::new()]);
    for token in &tokens[begin..] {
        match token.text.as_str() {
            ")" | "]" | "}" if depth == 0 => break,
            ")" | "]" | "}" => depth -= 1,
            "(" | "[" | "{" => depth += 1,
            "," if depth == 0 => arguments.push(Vec::new()),
            told => arguments.last_mut()?.extend(unquoted(told)),
        }
    }
    // A comma may stand behind the last argument.
    arguments.retain(|texts: &Vec<String>| !texts.is_empty());
    <[Vec<String>; 2]>::try_from(arguments)
        .ok()
        .map(|both| both.map(|texts| texts.concat()))
}

/// Returns what stands between quotes; nothing of a token that is no text.
fn unquoted(token: &str) -> Option<String> {
    let inside = token.strip_prefix('"')?.strip_suffix('"')?;
    Some(inside.to_owned())
}

#[test]
fn reports_take_every_sentence_from_the_wording() {
    let mut files = files_below(&["src/report"], ".rs");
    files.retain(|file| !file.path.starts_with("src/report/wording/"));
    let faults = files.iter().flat_map(sentences);
    hold(files.len(), 70, &faults.collect::<Vec<String>>());
}

/// Returns the texts of a file that are words for people: two of them or more in a row.
fn sentences(file: &File) -> Vec<String> {
    let code = file.text.split("#[cfg(test)]").next().unwrap_or_default();
    let tokens = tokens_and_texts(code);
    let texts = tokens
        .iter()
        .filter_map(|token| Some((token.line, unquoted(&token.text)?)));
    let is_read = |text: &str| !NOT_READ.iter().any(|start| text.starts_with(start));
    let told = texts.filter(|(_, text)| is_sentence(text) && is_read(text));
    told.map(|(line, text)| file.fault(line, &format!("`{text}` is no text of the wording")))
        .collect()
}

/// Says whether two words stand beside each other, what is filled in left out.
fn is_sentence(text: &str) -> bool {
    let (mut plain, mut depth) = (String::new(), 0_usize);
    for letter in text.chars() {
        match letter {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            letter if depth == 0 => plain.push(letter),
            _ => {}
        }
    }
    let is_word = |word: &str| word.len() > 1 && word.chars().all(char::is_alphabetic);
    let words: Vec<&str> = plain.split(' ').collect();
    words
        .windows(2)
        .any(|two| two.iter().all(|word| is_word(word)))
}

#[test]
fn the_guards_see_what_they_look_for() {
    let file = |text: &str| File::new("a.rs", text);
    for (text, faults) in [
        ("self.word(\"nee\", \"no\")", 0),
        ("self.word(\"\", \"no\")", 1),
        ("self.say(format!(\"a {b}\"), format!(\"a {b}\"),)", 1),
        ("self.say(format!(\"een {b}\"), format!(\"one {b}\"))", 0),
        ("Text::new(\"bod\", \"bod\")", 1),
        ("Text::new(\"Pot\", \"Pot\")", 0),
        ("other.word(nl, en)", 0),
    ] {
        assert_eq!(one_language(&file(text)).len(), faults, "{text}");
    }
    for (text, faults) in [
        ("let a = \"twee woorden\";", 1),
        ("let a = \"{twee woorden}\"; // twee woorden", 0),
        ("let a = \"verdeel/run@1\";", 0),
    ] {
        assert_eq!(sentences(&file(text)).len(), faults, "{text}");
    }
    assert_eq!(seen_from_outside(&file("pub fn seen(self) {}")).len(), 1);
    assert_eq!(seen_from_outside(&file("pub(crate) fn seen() {}")).len(), 0);
}
