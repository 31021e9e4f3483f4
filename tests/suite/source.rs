//! How the guards read the repository: files, Rust code without its comments and literals, the
//! paths in that code, and manifests. All but the reading of files is a pure function of a text.

use std::{fs, path::Path};

/// A file: its path from the root of the repository, parts divided by `/`, and its text.
pub(crate) struct File {
    pub(crate) path: String,
    pub(crate) text: String,
}

impl File {
    pub(crate) fn new(path: &str, text: &str) -> Self {
        let (path, text) = (path.to_string(), text.to_string());
        Self { path, text }
    }

    /// Returns what is wrong on a line, with the place before it.
    pub(crate) fn fault(&self, line: usize, what: &str) -> String {
        format!("{}:{line}: {what}", self.path)
    }
}

/// Returns the folder that holds `Cargo.toml`.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Returns the text of a file, given its path from the root.
pub(crate) fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Returns the names in a folder in a fixed order; a folder that is not there has none.
pub(crate) fn names_in(folder: &str) -> Vec<String> {
    let entries = fs::read_dir(root().join(folder)).into_iter().flatten();
    let names = entries.flatten().map(|entry| entry.file_name());
    let mut names: Vec<String> = names.map(|name| name.to_string_lossy().into()).collect();
    names.sort();
    names
}

/// Returns the paths of all files below a folder (`""` is the root), without what is built.
pub(crate) fn paths_below(folder: &str) -> Vec<String> {
    let mut paths = Vec::new();
    for name in names_in(folder) {
        let path = format!("{folder}/{name}");
        let path = path.trim_start_matches('/');
        match name.as_str() {
            "target" | ".git" => {}
            _ if root().join(path).is_dir() => paths.extend(paths_below(path)),
            _ => paths.push(path.to_string()),
        }
    }
    paths
}

/// Returns the files below some folders whose names have this end.
pub(crate) fn files_below(folders: &[&str], end: &str) -> Vec<File> {
    let paths = folders.iter().flat_map(|folder| paths_below(folder));
    let paths = paths.filter(|path| path.ends_with(end));
    paths.map(|path| File::new(&path, &read(&path))).collect()
}

/// Fails with every fault, and also when so few files were visited that the guard is blind.
#[track_caller]
pub(crate) fn hold(visited: usize, at_least: usize, faults: &[String]) {
    assert!(
        visited >= at_least,
        "visited {visited} files, expected at least {at_least}"
    );
    assert!(
        faults.is_empty(),
        "{} faults:\n{}",
        faults.len(),
        faults.join("\n")
    );
}

/// A word, a number or a punctuation mark of Rust code, and the line it stands on.
pub(crate) struct Token {
    pub(crate) text: String,
    pub(crate) line: usize,
}

/// Returns the tokens of the code; comments and literals leave nothing behind.
pub(crate) fn tokens(text: &str) -> Vec<Token> {
    pieces(text, |_| false)
}

/// Returns the tokens of the code with plain texts among them, in their quotes.
pub(crate) fn tokens_and_texts(text: &str) -> Vec<Token> {
    pieces(text, |piece| piece.starts_with('"'))
}

/// Returns the pieces that are code, and those others that are kept.
fn pieces(text: &str, is_kept: impl Fn(&str) -> bool) -> Vec<Token> {
    let chars: Vec<char> = text.chars().collect();
    let (mut tokens, mut at, mut line) = (Vec::new(), 0, 1);
    while at < chars.len() {
        let (is_code, length) = piece(&chars[at..]);
        let text: String = chars[at..at + length].iter().collect();
        let next = line + text.matches('\n').count();
        if (is_code || is_kept(&text)) && !text.trim().is_empty() {
            tokens.push(Token { text, line });
        }
        line = next;
        at += length;
    }
    tokens
}

/// Returns whether the next piece is code, and how many characters it takes.
fn piece(rest: &[char]) -> (bool, usize) {
    let word = rest.iter().take_while(|c| is_word(**c)).count();
    match rest {
        ['/', '/', ..] => (false, rest.iter().take_while(|c| **c != '\n').count()),
        ['/', '*', ..] => (false, block_comment(rest)),
        ['"', ..] => (false, quoted(rest, '"')),
        ['\'', '\\', ..] | ['\'', _, '\'', ..] => (false, quoted(rest, '\'')),
        [':', ':', ..] | ['-' | '=', '>', ..] => (true, 2),
        ['r', ..] | ['b' | 'c', 'r', ..] if word <= 2 => match raw_string(&rest[word..]) {
            Some(length) => (false, word + length),
            None => (true, word),
        },
        _ => (true, word.max(1)),
    }
}

/// Returns the length of a block comment; one may lie within another.
fn block_comment(rest: &[char]) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at + 1 < rest.len() {
        let step = match rest[at..at + 2] {
            ['/', '*'] => 1,
            ['*', '/'] => -1,
            _ => 0,
        };
        depth += step;
        at += if step == 0 { 1 } else { 2 };
        if depth == 0 {
            return at;
        }
    }
    rest.len()
}

/// Returns the length of a literal between quotes; a backslash takes the next character along.
fn quoted(rest: &[char], quote: char) -> usize {
    let mut at = 1;
    while at < rest.len() && rest[at] != quote {
        at += if rest[at] == '\\' { 2 } else { 1 };
    }
    rest.len().min(at + 1)
}

/// Returns the length from the first `#` or quote to the end, or nothing for `r#type`.
fn raw_string(rest: &[char]) -> Option<usize> {
    let hashes = |at: usize| rest[at..].iter().take_while(|c| **c == '#').count();
    let open = hashes(0);
    if rest.get(open) != Some(&'"') {
        return None;
    }
    let is_end = |at: &usize| rest[*at] == '"' && hashes(at + 1) >= open;
    let end = (open + 1..rest.len()).find(is_end);
    Some(end.map_or(rest.len(), |at| at + 1 + open))
}

/// Returns whether the character belongs in a word or a number.
pub(crate) fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Returns the text of a token, empty before the first and after the last.
pub(crate) fn text_at(tokens: &[Token], at: usize) -> &str {
    tokens.get(at).map_or("", |token| &token.text)
}

/// Returns the modules that the code declares: those in a file of their own, or those inline.
pub(crate) fn modules(tokens: &[Token], inline: bool) -> Vec<&Token> {
    let mark = if inline { "{" } else { ";" };
    let starts = (0..tokens.len()).filter(|at| text_at(tokens, *at) == "mod");
    let named = starts.filter(|at| text_at(tokens, at + 2) == mark);
    named.map(|at| &tokens[at + 1]).collect()
}

/// A path as the code spells it, with the braces of a `use` written out.
pub(crate) struct Mention {
    pub(crate) path: Vec<String>,
    /// What a `use` calls it from then on.
    pub(crate) name: Option<String>,
    pub(crate) line: usize,
    /// How many inline modules surround it.
    pub(crate) inline: usize,
}

impl Mention {
    /// Returns the module of ours that this path leads to, given the depth of its file.
    ///
    /// `super` may climb to the root too. A path that stops at the root leads to `crate`,
    /// which is no module and can therefore be refused.
    pub(crate) fn module(&self, depth: usize) -> Option<&str> {
        let is = |name| move |part: &&String| *part == name;
        let own = self.path.iter().take_while(is("self")).count();
        let climbs = self.path.iter().skip(own).take_while(is("super")).count();
        let start = match self.path[0].as_str() {
            "crate" | "verdeel" => 1,
            _ if climbs > 0 && climbs >= depth + self.inline => own + climbs,
            _ => return None,
        };
        let name = self.path.get(start).filter(|name| *name != "*");
        Some(name.map_or("crate", String::as_str))
    }
}

/// Returns every path of two or more parts in the code, and every path of a `use`.
pub(crate) fn mentions(tokens: &[Token]) -> Vec<Mention> {
    let text = |at| text_at(tokens, at);
    let (mut found, mut braces, mut at) = (Vec::new(), Vec::new(), 0);
    while at < tokens.len() {
        let (first, line) = (found.len(), tokens[at].line);
        match text(at) {
            "{" => braces.push(at > 1 && text(at - 2) == "mod"),
            "}" => _ = braces.pop(),
            // `use<'a>` in a type is not an import.
            "use" if text(at + 1) != "<" => at = use_tree(tokens, at + 1, &[], &mut found),
            word if word.starts_with(is_word) && text(at + 1) == "::" => {
                let (is_start, mut path) = (starts(tokens, at), vec![word.to_string()]);
                while text(at + 1) == "::" && text(at + 2).starts_with(is_word) {
                    path.push(text(at + 2).to_string());
                    at += 2;
                }
                let (name, inline) = (None, 0);
                let mention = Mention {
                    path,
                    name,
                    line,
                    inline,
                };
                found.extend(is_start.then_some(mention));
            }
            _ => {}
        }
        for mention in &mut found[first..] {
            mention.inline = braces.iter().filter(|is_module| **is_module).count();
        }
        at += 1;
    }
    found
}

/// Returns whether a word starts a path, rather than carrying on a path or a method call.
fn starts(tokens: &[Token], at: usize) -> bool {
    let before = |back: usize| at.checked_sub(back).map_or("", |at| text_at(tokens, at));
    match before(1) {
        "::" => before(2) != ">" && !before(2).starts_with(is_word),
        mark => mark != ".",
    }
}

/// Adds every path of a tree such as `a::{b, c::{self, d as e}}`, and returns where it ends.
fn use_tree(tokens: &[Token], from: usize, stem: &[String], found: &mut Vec<Mention>) -> usize {
    let text = |at| text_at(tokens, at);
    let (mut path, mut at, mut alias) = (stem.to_vec(), from, None);
    while alias.is_none() && (["::", "*"].contains(&text(at)) || text(at).starts_with(is_word)) {
        match text(at) {
            "as" => {
                at += 1;
                alias = Some(text(at).to_string());
            }
            "::" => {}
            "self" if !path.is_empty() => {}
            part => path.push(part.to_string()),
        }
        at += 1;
    }
    if text(at) == "{" {
        while !["}", ""].contains(&text(at)) {
            at = use_tree(tokens, at + 1, &path, found);
        }
        return at + 1;
    }
    // Nothing stands between a trailing comma and its brace.
    if at > from {
        let (name, line) = (alias.or(path.last().cloned()), tokens[at - 1].line);
        let inline = 0;
        found.push(Mention {
            path,
            name,
            line,
            inline,
        });
    }
    at
}

/// A `key = value` of a manifest, the header it stands under, and its line.
pub(crate) struct Entry {
    pub(crate) header: String,
    pub(crate) key: String,
    pub(crate) value: String,
    pub(crate) line: usize,
}

/// Returns every `key = value` of a manifest.
pub(crate) fn manifest(text: &str) -> Vec<Entry> {
    let (mut header, mut entries) = (String::new(), Vec::new());
    for (line, content) in (1..).zip(text.lines()) {
        if content.starts_with('[') {
            let end = content.rfind(']').unwrap_or(content.len());
            header = content[..end].trim_matches(['[', ']']).to_string();
        } else if let Some((key, value)) = content.split_once('=')
            && content.starts_with(is_word)
        {
            let (key, value) = (key.trim().to_string(), value.trim().to_string());
            let header = header.clone();
            entries.push(Entry {
                header,
                key,
                value,
                line,
            });
        }
    }
    entries
}

#[test]
fn comments_and_literals_leave_no_tokens() {
    let text = r####"
a /* b /* c */ d */ e // f
"g \" h" '"' i '\'' <'j> b"k" r#"l " m"# r#type br##"n"# o"##
p::q -> 1.5"####;
    let found = tokens(text).into_iter();
    let found: Vec<_> = found
        .map(|token| format!("{}@{}", token.text, token.line))
        .collect();
    let expected = "a@2 e@2 i@3 <@3 '@3 j@3 >@3 b@3 r@3 #@3 type@3 p@4 ::@4 q@4 ->@4 1@4 .@4 5@4";
    assert_eq!(found.join(" "), expected);
}

#[test]
fn paths_are_written_out() {
    let text = "use a::{self, b as c, d::{e, *},};\nmod m { ::f::g::<h::i>(j.k::<l>()) }";
    let found = mentions(&tokens(text)).into_iter().map(|mention| {
        let Mention {
            path,
            name,
            line,
            inline,
        } = mention;
        format!(
            "{}={} {line} {inline}",
            path.join("::"),
            name.unwrap_or_default()
        )
    });
    let expected = "a=a 1 0, a::b=c 1 0, a::d::e=e 1 0, a::d::*=* 1 0, f::g= 2 1, h::i= 2 1";
    assert_eq!(found.collect::<Vec<_>>().join(", "), expected);
}

#[test]
fn modules_with_and_without_a_file_are_told_apart() {
    let tokens = tokens("mod a;\npub mod b; mod c { mod d; }");
    let names = |inline| {
        let found = modules(&tokens, inline).into_iter();
        found.map(|token| token.text.as_str()).collect::<String>()
    };
    assert_eq!([names(false), names(true)], ["abd", "c"]);
}

#[test]
fn manifests_are_read_by_section() {
    let text = "[a]\n# b = 1\nc = \"d\"\n[x.'cfg(y = \"z\")'.e]\nf-g = { h = 1 }";
    let found = manifest(text).into_iter().map(|entry| {
        let Entry {
            header,
            key,
            value,
            line,
        } = entry;
        format!("{header} {key} {value} {line}")
    });
    let expected = ["a c \"d\" 3", "x.'cfg(y = \"z\")'.e f-g { h = 1 } 5"];
    assert_eq!(found.collect::<Vec<_>>(), expected);
}
