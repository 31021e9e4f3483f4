//! Analysing a sweep: which parameters decide, where something happens, what bears the futures.

use super::super::{Answer, Failure, Format, Manner, pretty};
use super::folder::Store;
use super::run::{SweepJob, with_sweep};
use super::sample::{Receiver, Sample};
use super::{SweepQuestion, discover, sensitive};
use crate::domain::{Lang, PointDesign, Text};
use crate::report::{
    AnalysisTable, AnalysisView, Method, analysis_csv, analysis_json, analysis_text,
};
use crate::sensitivity::Unusable;

/// What is asked of a sweep.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AnalyseQuestion {
    /// Only this variant.
    pub variant: Option<String>,
    /// The year; all years together when `None`.
    pub year: Option<String>,
    /// Only these recipients; all when empty.
    pub recipients: Vec<String>,
    /// Where something happens: `RECIPIENT<EUROS`, `RECIPIENT>EUROS`, `RECIPIENT<VARIANT` or
    /// `RECIPIENT>VARIANT`.
    pub when: Option<String>,
    /// Whether variants are held against the best of each point.
    pub regret: bool,
    /// With that, the amount that is enough.
    pub enough: Option<String>,
    /// The goals of a front: `max:RECIPIENT` or `min:RECIPIENT`.
    pub front: Vec<String>,
    /// How often the sample is drawn again for intervals.
    pub resamples: usize,
    /// From which seed.
    pub seed: u64,
}

/// A sweep with its amounts, and what is asked of it.
pub(super) struct Analysis<'a> {
    pub(super) job: &'a SweepJob<'a>,
    pub(super) sample: &'a Sample,
    pub(super) question: &'a AnalyseQuestion,
    pub(super) lang: Lang,
}

impl Analysis<'_> {
    /// Returns the variants that are looked at.
    pub(super) fn variants(&self) -> Vec<String> {
        let all = self.job.field.chosen.iter();
        let all = all.map(|at| self.job.field.study.opened.variants[*at].id.clone());
        let only = self.question.variant.as_ref();
        all.filter(|id| only.is_none_or(|only| only == id))
            .collect()
    }

    /// Says whether a receiver is looked at.
    pub(super) fn is_wanted(&self, (_, id): &Receiver) -> bool {
        let wanted = &self.question.recipients;
        wanted.is_empty() || wanted.contains(id)
    }

    /// Refuses a recipient that has no amounts.
    ///
    /// # Errors
    ///
    /// A [`Failure`] that names those that have.
    pub(super) fn known(&self, recipient: &str) -> Result<(), Failure> {
        let ids = self.sample.amounts.keys().map(|(_, (_, id))| id.clone());
        let mut ids: Vec<String> = ids.collect();
        ids.sort();
        ids.dedup();
        match ids.iter().any(|id| id == recipient) {
            true => Ok(()),
            false => {
                let what = Text::new("ontvanger", "recipient");
                Err(Failure::unknown(&what, recipient, &ids, self.lang))
            }
        }
    }

    /// Returns the failure that a sample says nothing.
    pub(super) fn unusable(&self, why: &Unusable) -> Failure {
        let why = super::reasons::unusable(why);
        Failure::usage(
            &Text::new(
                format!("deze sweep zegt daar niets over: {}", why.nl),
                format!("this sweep says nothing about that: {}", why.en),
            ),
            &Text::new(
                "neem meer punten, of een ander ontwerp",
                "take more points, or another design",
            ),
            self.lang,
        )
    }
}

/// Tells what a sweep says. Without a special question that is which parameters decide: by Sobol or
/// Morris where the design is made for it, and else by regression.
///
/// # Errors
///
/// A [`Failure`] when the folder holds no whole sweep, or when the question cannot be answered.
pub fn analyse_sweep(
    store: &dyn Store,
    question: &AnalyseQuestion,
    manner: Manner,
) -> Result<Answer, Failure> {
    let lang = manner.look.lang;
    let none = |path: &str| Err(path.to_owned());
    with_sweep(
        &SweepQuestion::default(),
        (manner, &none),
        Some(store),
        |job| {
            let sample = Sample::read(job, store, question.year.as_deref(), manner)?;
            let analysis = Analysis {
                job,
                sample: &sample,
                question,
                lang,
            };
            if let Some(id) = &question.variant {
                job.field.study.position(id, lang)?;
            }
            for recipient in &question.recipients {
                analysis.known(recipient)?;
            }
            let tables = tables(&analysis)?;
            let axes = job.field.space.axes.iter();
            let parameters: Vec<(String, String)> = axes
                .map(|axis| (axis.name.clone(), axis.path.clone()))
                .collect();
            let view = AnalysisView {
                scenario: &job.field.study.opened.title,
                folder: store.name(),
                year: &sample.year,
                parameters: &parameters,
                tables: &tables,
            };
            Ok(Answer {
                text: match manner.format {
                    Format::Table => analysis_text(&view, manner.look),
                    Format::Json => pretty(&analysis_json(&view)),
                    Format::Csv => analysis_csv(&view),
                },
                ..Answer::default()
            })
        },
    )
}

fn tables(analysis: &Analysis<'_>) -> Result<Vec<AnalysisTable>, Failure> {
    let question = analysis.question;
    let mut tables = Vec::new();
    if let Some(when) = &question.when {
        tables.extend(discover::boxes(analysis, when)?);
    }
    if question.regret || question.enough.is_some() {
        tables.extend(discover::regrets(analysis)?);
    }
    if !question.front.is_empty() {
        tables.push(discover::front(analysis)?);
    }
    if tables.is_empty() {
        let method = match analysis.job.field.sweep.design {
            PointDesign::Sobol { .. } => Method::Sobol,
            PointDesign::Morris { .. } => Method::Morris,
            _ => Method::Regression,
        };
        for variant in analysis.variants() {
            tables.push(sensitive::table(analysis, &variant, method)?);
        }
    }
    Ok(tables)
}
