//! Making the national set: two files, and the distance to what is published.

use serde_json::{Value, json};

use super::{Answer, Failure, Format, Manner, pretty};
use crate::domain::Lang;
use crate::generator::{
    COUNTS_FILE, Figure, LABEL, LABEL_EN, National, Order, SCENARIO_FILE, national,
};

/// What is to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GenerateQuestion {
    /// The seed of all that is left to chance.
    pub seed: u64,
    /// Number of partnerships.
    pub partnerships: usize,
    /// Number of education regions.
    pub regions: usize,
    /// Which part of the students of DUO is trained within partnerships, such as `43 %`.
    pub in_partnerships: String,
    /// The folder for both files; when `None`, only the distances are told.
    pub folder: Option<String>,
}

/// Makes the national set, synthetic and anchored in what is published.
///
/// The distances are the text of the answer, or stand beside it when files are asked for.
///
/// # Errors
///
/// A [`Failure`] when nothing can be made of these numbers.
pub fn generate_national(question: &GenerateQuestion, manner: Manner) -> Result<Answer, Failure> {
    let lang = manner.look.lang;
    let order = Order {
        seed: question.seed,
        partnerships: question.partnerships,
        regions: question.regions,
        in_partnerships: question.in_partnerships.clone(),
    };
    let made = national(&order)
        .map_err(|refusal| Failure::usage(&refusal.text(), &refusal.hint(), lang))?;
    let report = match manner.format {
        Format::Table => told(&made, lang),
        Format::Json => pretty(&as_json(&made, &order)),
        Format::Csv => as_csv(&made, lang),
    };
    let Some(folder) = &question.folder else {
        return Ok(Answer {
            text: report,
            ..Answer::default()
        });
    };
    let files = [(SCENARIO_FILE, made.scenario), (COUNTS_FILE, made.counts)];
    let files = files.map(|(name, text)| {
        let path = format!("{}/{name}", folder.trim_end_matches('/'));
        (path, text.into_bytes())
    });
    Ok(Answer {
        aside: report,
        files: files.to_vec(),
        folder: Some(folder.clone()),
        ..Answer::default()
    })
}

/// Returns the distances and assumptions in sentences.
fn told(made: &National, lang: Lang) -> String {
    let [title, distances, assumed] = match lang {
        Lang::Nl => [
            format!("Landelijke set, {LABEL}"),
            "Afstand tot wat gepubliceerd is (P officieel gelezen, S elders, D afgeleid, N niet \
             gevonden):"
                .to_owned(),
            "Aangenomen, want niet gepubliceerd:".to_owned(),
        ],
        Lang::En => [
            format!("National set, {LABEL_EN}"),
            "Distance to what is published (P read in an official text, S elsewhere, D derived, N \
             not found):"
                .to_owned(),
            "Assumed, as nothing is published:".to_owned(),
        ],
    };
    let mut text = format!("{title}\n\n{distances}\n");
    for anchor in &made.anchors {
        text += &format!("- {}\n", anchor.line(lang));
    }
    text += &format!("\n{assumed}\n");
    for assumption in &made.assumptions {
        text += &format!("- {}\n", assumption.in_lang(lang));
    }
    text
}

/// Returns the distances and assumptions for programs.
fn as_json(made: &National, order: &Order) -> Value {
    let anchors = made.anchors.iter().map(|anchor| {
        json!({
            "nl": anchor.what.nl,
            "en": anchor.what.en,
            "published": anchor.published.map(|range| range.map(Figure::plain)),
            "made": anchor.made.plain(),
            "distance": anchor.distance().map(Figure::plain),
            "source": anchor.source,
            "grade": anchor.grade,
        })
    });
    let assumptions = made.assumptions.iter();
    let assumptions = assumptions.map(|one| json!({"nl": one.nl, "en": one.en}));
    json!({
        "schema": "verdeel/generate@1",
        "label": LABEL,
        "label_en": LABEL_EN,
        "seed": order.seed,
        "partnerships": order.partnerships,
        "regions": order.regions,
        "in_partnerships": order.in_partnerships,
        "anchors": anchors.collect::<Vec<_>>(),
        "assumptions": assumptions.collect::<Vec<_>>(),
    })
}

/// Returns the distances as rows under a head.
fn as_csv(made: &National, lang: Lang) -> String {
    let mut text = String::from("what,published-least,published-most,made,distance,source,grade\n");
    for anchor in &made.anchors {
        let published = anchor.published.map(|range| range.map(Figure::plain));
        let [least, most] = published.unwrap_or_default();
        let distance = anchor.distance().map(Figure::plain).unwrap_or_default();
        let (what, made) = (anchor.what.in_lang(lang), anchor.made.plain());
        let (source, grade) = (anchor.source, anchor.grade);
        text += &format!("\"{what}\",{least},{most},{made},{distance},\"{source}\",{grade}\n");
    }
    text
}
