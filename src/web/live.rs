//! The live file: one HTML file that carries a scenario, its data, the page and the engine.
//!
//! It is `live.html` with its slots filled in, which it carries as well: so the page fills them in
//! again when somebody saves what was changed (`assets/livefile.js`). No text of a scenario can end
//! the element that it stands in, and nothing runs but what bears the number of this file.

use std::fmt::Write as _;
use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};

use super::assets::{ASSETS, MODULE, find};
use super::letters::letters;
use crate::study::{Failure, FailureKind, Lang, Memory, Port, Reading, ask_port, digest};

/// The file with slots such as `[[title]]`.
const SHELL: &str = include_str!("live.html");

/// The scripts that are no modules: what workers run, and what unpacks the modules.
const WORKER: &str = "worker.js";
const UNPACK: &str = "unpack.js";

/// What there is to read before the engine is there, and without it.
const SECTIONS: [&str; 4] = ["antwoord", "cijfers", "modellen", "partnerschappen"];

/// What a live file opens with.
#[derive(Clone, Debug)]
pub struct LiveQuestion {
    /// Path of the scenario file.
    pub path: String,
    /// The variant that the others are compared with; the base when `None`.
    pub baseline: Option<String>,
    /// The variants beside it, in this order; the first that fit when empty.
    pub models: Vec<String>,
    /// The language it opens in.
    pub lang: Lang,
}

/// A live file, with what is to be said beside it.
#[derive(Clone, Debug)]
pub struct LiveFile {
    /// The file.
    pub html: String,
    /// What of the scenario is not in it; empty where all of it is.
    pub aside: String,
}

/// Writes the live file of a scenario around an engine: WebAssembly in gzip. Of another live file
/// it is what that holds now, which is then what is sent.
///
/// # Errors
///
/// A [`Failure`] when the scenario cannot be read or has problems, or when a model is unknown.
pub fn live(
    question: &LiveQuestion,
    engine: &[u8],
    read: Reading<'_>,
) -> Result<LiveFile, Failure> {
    let lang = question.lang;
    let code = code(lang);
    let own = json!({ "path": question.path });
    let opened = asked("open", &json!({ "lang": code, "scenario": own }), read)?;
    let own = json!({ "path": opened["path"], "text": opened["text"], "files": opened["files"] });
    let keep = json!({ "lang": code, "scenario": own, "as": "live" });
    let kept = asked("keep", &keep, read)?;
    let bundle = kept["text"].as_str().unwrap_or_default();
    let bundle = serde_json::from_str(bundle).unwrap_or_default();
    let bundle = at_home(bundle);
    let mut look = json!({
        "lang": code, "sections": SECTIONS, "draws": 0,
        "baseline": question.baseline.as_deref().unwrap_or("base"),
        "scenario": { "path": bundle["path"], "text": bundle["text"], "files": bundle["files"] },
    });
    if !question.models.is_empty() {
        look["models"] = json!(question.models);
    }
    let nowhere: Reading<'_> = &|path| Err(format!("{path}: not in this file"));
    let seen = asked("look", &look, nowhere)?;
    let opening =
        json!({ "baseline": look["baseline"], "models": look["models"], "variant": "base" });
    let html = filled(
        lang,
        &Contents {
            title: seen["title"].as_str().unwrap_or_default(),
            main: &first_sections(&seen),
            scenario: &json!({ "origin": bundle, "current": {} }).to_string(),
            opening: &opening.to_string(),
        },
        engine,
    );
    let left_out = kept["left_out"].as_str();
    let aside = left_out.map_or_else(String::new, |told| format!("{told}\n"));
    Ok(LiveFile { html, aside })
}

/// What a live file says by itself.
struct Contents<'a> {
    title: &'a str,
    main: &'a str,
    scenario: &'a str,
    opening: &'a str,
}

/// Asks the port, as the page will.
fn asked(operation: &str, request: &Value, read: Reading<'_>) -> Result<Value, Failure> {
    let port = Port {
        read,
        files: &[],
        start: None,
        memory: &Memory::default(),
    };
    let answer = ask_port(port, operation, request.to_string().as_bytes());
    let answer =
        answer.map_err(|why| Failure::told(FailureKind::Fault, format!("bug: {why}\n")))?;
    let Some(problems) = answer["problems"].as_array() else {
        return Ok(answer);
    };
    let kind = match (operation, problems.is_empty()) {
        ("open", _) => FailureKind::Unreadable,
        (_, true) => FailureKind::Usage,
        (_, false) => FailureKind::Problems,
    };
    let message = answer["message"].as_str().unwrap_or_default();
    Err(Failure::told(kind, message.to_owned()))
}

/// Returns a bundle without the folder that the scenario stands in, where nothing of it stands
/// elsewhere: who receives a file does not read where it came from.
fn at_home(bundle: Value) -> Value {
    let path = bundle["path"].as_str().unwrap_or_default();
    let Some(end) = path.rfind('/') else {
        return bundle;
    };
    let (folder, name) = path.split_at(end + 1);
    let files = bundle["files"].as_object().into_iter().flatten();
    let files =
        files.map(|(path, text)| Some((path.strip_prefix(folder)?.to_owned(), text.clone())));
    match files.collect::<Option<serde_json::Map<String, Value>>>() {
        Some(files) => json!({
            "schema": bundle["schema"], "path": name, "text": bundle["text"], "files": files,
        }),
        None => bundle,
    }
}

/// Writes what there is to read at once.
fn first_sections(seen: &Value) -> String {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let title = escaped(&text(&seen["title"]));
    let question = escaped(&text(&seen["question"]));
    let mut main = format!(
        "<div class=\"title\"><h1>{title}</h1><p class=\"question\">{question}</p></div>\n"
    );
    for one in seen["sections"].as_array().into_iter().flatten() {
        let (id, title, html) = (text(&one["id"]), text(&one["title"]), text(&one["html"]));
        // Writing into a string cannot fail.
        writeln!(
            main,
            "<section id=\"{id}\" aria-labelledby=\"{id}-heading\"><h2 id=\"{id}-heading\">{}</h2>\
             <div class=\"fragment\">{html}</div></section>",
            escaped(&title)
        )
        .unwrap_or_default();
    }
    main
}

/// Fills the slots of the file.
fn filled(lang: Lang, contents: &Contents<'_>, engine: &[u8]) -> String {
    let skip = match lang {
        Lang::Nl => "Naar de inhoud",
        Lang::En => "Skip to content",
    };
    let text = |name| find(name).map(|(_, text)| text).unwrap_or_default();
    let title = escaped(contents.title);
    let (scenario, opening) = (inert(contents.scenario), inert(contents.opening));
    let (modules, shell) = (modules(), inert(&json!(SHELL).to_string()));
    let engine = letters(engine);
    let mut slots = vec![
        ("lang", code(lang)),
        ("title", &title),
        ("style", text("page.css")),
        ("skip", skip),
        ("main", contents.main),
        ("scenario", &scenario),
        ("opening", &opening),
        ("shell", &shell),
        ("worker", text(WORKER)),
        ("modules", &modules),
        ("engine", &engine),
        ("unpack", text(UNPACK)),
    ];
    // Who wrote the scenario cannot know it, for it depends on all that is here.
    let all: Vec<&str> = slots.iter().map(|(_, text)| *text).collect();
    let number = digest(all.join("\0").as_bytes());
    let number = number.trim_start_matches("sha256:");
    slots.push(("nonce", &number[..number.len().min(32)]));
    slotted(&slots)
}

/// Puts texts into the slots, none of which is read again.
fn slotted(slots: &[(&str, &str)]) -> String {
    let mut parts = SHELL.split("[[");
    let mut file = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once("]]").unwrap_or_default();
        let mut known = slots.iter().filter(|(known, _)| *known == name);
        file.push_str(known.next().map(|(_, text)| *text).unwrap_or_default());
        file.push_str(rest);
    }
    file
}

/// Returns every module of the page in gzip, by the name under which the others ask for it.
fn modules() -> String {
    let modules = ASSETS
        .iter()
        .filter(|(name, kind, _)| *kind == MODULE && ![WORKER, UNPACK].contains(name));
    let modules = modules.map(|(name, _, text)| {
        let text = text.replace("from './", "from 'verdeel/");
        (format!("verdeel/{name}"), Value::from(text))
    });
    let modules: serde_json::Map<String, Value> = modules.collect();
    let mut packer = GzEncoder::new(Vec::new(), Compression::best());
    // Writing into memory cannot fail.
    packer
        .write_all(Value::from(modules).to_string().as_bytes())
        .unwrap_or_default();
    letters(&packer.finish().unwrap_or_default())
}

/// Returns JSON in which nothing can end or begin an element.
fn inert(json: &str) -> String {
    let json = json.replace('<', "\\u003c");
    json.replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029")
}

/// Returns a text as it stands between elements.
fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    text.replace('>', "&gt;").replace('"', "&quot;")
}

/// Returns the code of a language.
fn code(lang: Lang) -> &'static str {
    match lang {
        Lang::Nl => "nl",
        Lang::En => "en",
    }
}
