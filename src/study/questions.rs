//! Questions: those of the field that the library holds, and their answers.

use std::sync::Arc;

use super::compare::{CompareQuestion, compare_study};
use super::library::{QUESTIONS, Reading, Shelf};
use super::open::{Study, refused};
use super::run::{RunView, run_of};
use super::{Answer, Failure, FailureKind, Format, Manner, pretty};
use crate::domain::{Figure, Lang, Level, Text};
use crate::report::wording::Sentences;
use crate::report::{AnswerView, answer_csv, answer_json, answer_text, csv_text, folded};
use crate::results::Figures;
use crate::scenario::{Asked, open, reshaping_variants};
use crate::simulation::{Looked, figures};

/// A question that is asked.
#[derive(Clone, Debug)]
pub struct AskQuestion {
    /// Its name, such as `A5`, or the path of a scenario file with figures and answers of its own.
    pub id: String,
    /// The scenario of which it is asked; its own case when `None`.
    pub with: Option<String>,
    /// Whether text ends at the sentences.
    pub is_short: bool,
}

/// Columns of the list of questions.
const CSV_HEAD: [&str; 3] = ["question", "title", "text"];

/// Lists the questions of the library.
///
/// # Errors
///
/// A [`Failure`] when a question of the library has problems, which a test rules out.
pub fn questions(manner: Manner) -> Result<Answer, Failure> {
    let lang = manner.look.lang;
    let nothing = |path: &str| Err(path.to_owned());
    let shelf = Shelf { read: &nothing };
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (id, _) in QUESTIONS {
        let id = id.to_uppercase();
        let opened = open(
            &Asked {
                id: &id,
                with: None,
            }
            .path(),
            &shelf,
        );
        let opened = opened.map_err(|problems| refused(&problems, manner))?;
        let question = opened.questioned.question.unwrap_or_default();
        let texts = [&opened.title, &question].map(|text| text.in_lang(lang).to_owned());
        rows.push([vec![id], texts.to_vec()].concat());
    }
    let text = match manner.format {
        Format::Csv => csv_text(&CSV_HEAD, &rows),
        Format::Json => {
            let rows = rows.iter().map(
                |row| serde_json::json!({ "question": row[0], "title": row[1], "text": row[2] }),
            );
            let rows: Vec<serde_json::Value> = rows.collect();
            pretty(&serde_json::json!({ "schema": "verdeel/questions@1", "questions": rows }))
        }
        Format::Table => {
            let lines = rows.iter().map(|row| format!("- {} {}\n", row[0], row[2]));
            folded(&lines.collect::<String>(), manner.look)
        }
    };
    Ok(Answer {
        text,
        ..Answer::default()
    })
}

/// Answers a question: in sentences with figures, and then the table they were read from.
///
/// # Errors
///
/// A [`Failure`] when there is no such question, or when it cannot be asked of the scenario.
pub fn ask(question: &AskQuestion, manner: Manner, read: Reading<'_>) -> Result<Answer, Failure> {
    let lang = manner.look.lang;
    let (id, path) = named(question, lang)?;
    let opened = Study::open(&path, read).map_err(|problems| refused(&problems, manner));
    let mut study = opened.map_err(|failure| match question.with {
        Some(_) => with_advice(failure, question.id.as_str(), lang),
        None => failure,
    })?;
    let questioned = std::mem::take(&mut Arc::make_mut(&mut study.opened).questioned);
    if questioned.answer.is_empty() {
        return Err(unanswered(&question.id, lang));
    }
    let found = found(&study, &questioned.figures);
    let receipt = study.receipt();
    let view = AnswerView {
        id: id.as_deref(),
        title: &study.opened.title,
        questioned: &questioned,
        figures: &found,
        receipt: &receipt,
    };
    let say = Sentences::new(lang);
    let text = match manner.format {
        Format::Json => pretty(&answer_json(view, say)),
        Format::Csv => answer_csv(view),
        Format::Table => {
            let mut told = answer_text(view, say);
            if question.with.is_some() {
                told += &format!("{}\n\n", say.asked_of_ones_own());
            }
            let told = folded(&told, manner.look);
            match question.is_short {
                true => format!("{}\n", told.trim_end()),
                false => told + &table(&study, &path, manner, read)?,
            }
        }
    };
    Ok(Answer {
        text,
        ..Answer::default()
    })
}

/// Returns the name of a question of the library, if it is one, and its path.
fn named(question: &AskQuestion, lang: Lang) -> Result<(Option<String>, String), Failure> {
    let id = question.id.to_uppercase();
    let known: Vec<String> = QUESTIONS.iter().map(|(id, _)| id.to_uppercase()).collect();
    let with = question.with.as_deref();
    match known.contains(&id) {
        true => {
            let path = Asked { id: &id, with }.path();
            Ok((Some(id), path))
        }
        false if is_file(&question.id) && with.is_none() => Ok((None, question.id.clone())),
        false if is_file(&question.id) => Err(Failure::usage(
            &Text::new(
                "`--with` hoort bij een vraag van de bibliotheek",
                "`--with` goes with a question of the library",
            ),
            &Text::new(
                "noem een vraag, zoals `A5`, of laat `--with` weg",
                "name a question, such as `A5`, or leave `--with` out",
            ),
            lang,
        )),
        false => {
            let what = Text::new("vraag", "question");
            Err(Failure::unknown(&what, &question.id, &known, lang))
        }
    }
}

/// Returns the failure that a scenario does not say how it is answered.
fn unanswered(path: &str, lang: Lang) -> Failure {
    Failure::usage(
        &Text::new(
            format!("`{path}` heeft geen antwoord"),
            format!("`{path}` has no answer"),
        ),
        &Text::new(
            "schrijf er `[[figure]]` en `[[answer]]` in, of vraag een vraag van de bibliotheek: \
             `verdeel questions`",
            "write `[[figure]]` and `[[answer]]` in it, or ask a question of the library: \
             `verdeel questions`",
        ),
        lang,
    )
}

/// Says what to do when a question names somebody who is not in a scenario of one's own.
fn with_advice(failure: Failure, id: &str, lang: Lang) -> Failure {
    let strange = ["error[unknown-", "error[dangling-path]"];
    let names_strangers = strange.iter().any(|code| failure.text.contains(code));
    if failure.kind != FailureKind::Problems || !names_strangers {
        return failure;
    }
    let nothing = |path: &str| Err(path.to_owned());
    let acting = reshaping_variants(id, &Shelf { read: &nothing });
    let acting: Vec<String> = acting.iter().map(|id| format!("`{id}`")).collect();
    let acting = acting.join(", ");
    let advice = match (lang, acting.is_empty()) {
        (Lang::Nl, false) => format!(
            "hint: wie er samengaat, splitst of verhuist, zegt uw eigen bestand met een \
             `[[variant]]` met de id {acting} en daarin `merge`, `split` of `move`\n"
        ),
        (Lang::En, false) => format!(
            "hint: who merges, splits or moves is said by your own file, with a `[[variant]]` \
             with the id {acting} and in it `merge`, `split` or `move`\n"
        ),
        (Lang::Nl, true) => format!(
            "hint: wat vraag {id} zelf noemt, staat in `scenarios/questions/`; vraag haar met een \
             eigen kopie: `verdeel questions MIJN-VRAAG.toml`\n"
        ),
        (Lang::En, true) => format!(
            "hint: what question {id} names itself stands in `scenarios/questions/`; ask it with a \
             copy of your own: `verdeel questions MY-QUESTION.toml`\n"
        ),
    };
    Failure {
        text: failure.text + &advice,
        ..failure
    }
}

/// Says whether a name is that of a file.
fn is_file(name: &str) -> bool {
    [".toml", ".html", ".htm"]
        .iter()
        .any(|ending| name.ends_with(ending))
        || name.contains(['/', '\\'])
}

/// Returns what figures of a study come to.
pub(super) fn found(study: &Study, asked: &[Figure]) -> Figures {
    let results = study.results();
    let world = study.judged();
    figures(
        asked,
        Looked {
            results: &results,
            world: &world,
            cases: &study.cases,
        },
    )
}

/// Returns the table behind the figures: variants side by side where they are about the same
/// years, and otherwise one after the other.
fn table(study: &Study, path: &str, manner: Manner, read: Reading<'_>) -> Result<String, Failure> {
    let mut years = study.opened.variants.iter().map(|one| &one.scenario.years);
    let first = years.next();
    let is_comparable = study.cases.len() > 1 && years.all(|years| Some(years) == first);
    if is_comparable {
        let question = CompareQuestion {
            path: path.to_owned(),
            baseline: None,
            models: Vec::new(),
            level: Level::Partnership,
            break_even: Vec::new(),
            compromise: None,
            is_short: true,
        };
        return Ok(compare_study(study, &question, manner, read)?.text);
    }
    let view = RunView {
        study,
        path,
        variants: &study.results(),
        one: None,
    };
    Ok(run_of(view, manner).alone())
}
