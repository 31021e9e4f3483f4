//! What is uncertain: the number, how it is spread and over whom, and what may happen.

use super::super::simulation::Unevaluated;
use super::{Sentences, euros_short};
use crate::domain::{
    Change, Distribution, Event, OverYears, Per, Provenance, Uncertain, Uncertainty,
};
use crate::money::Exact;
use crate::results::{Drawing, Share};

/// So many drawn values of one uncertain number are told in a sentence.
const DRAWN_VALUES: usize = 12;

impl Sentences {
    /// Says what is thought of an uncertain number, with its name and source.
    pub(crate) fn uncertain(self, uncertain: &Uncertain) -> String {
        let name = uncertain.name.in_lang(self.lang);
        let (thought, source) = (self.thought_of(uncertain), &uncertain.provenance);
        let source = self.in_brackets(source);
        self.say(
            format!("{name}, {thought}{source}"),
            format!("{name}: {thought}{source}"),
        )
    }

    /// Says that a number is uncertain and what is thought of it, as an assumption.
    pub(crate) fn assumed_uncertain(self, uncertain: &Uncertain) -> String {
        let thought = self.uncertain(uncertain);
        self.say(
            format!("onzeker: {thought}"),
            format!("uncertain: {thought}"),
        )
    }

    /// Says how likely an event is, with its name and source.
    pub(crate) fn event(self, event: &Event) -> String {
        let name = event.name.in_lang(self.lang);
        let chance = self.percent(&event.probability);
        let source = self.in_brackets(&event.provenance);
        self.say(
            format!("{name}: kans {chance}{source}"),
            format!("{name}: probability {chance}{source}"),
        )
    }

    /// Says in which part of the draws an event happens.
    pub(crate) fn happens(self, share: Share) -> String {
        let share = self.share_with_error(share);
        self.say(
            format!("gebeurt in {share} van de toekomsten"),
            format!("happens in {share} of futures"),
        )
    }

    /// Says that a ceiling is not evaluated, why, and what that means where it is drawn.
    pub(crate) fn unevaluated(self, ceiling: &Unevaluated) -> String {
        let Unevaluated { pot, .. } = ceiling;
        let [least, most] = [ceiling.least, ceiling.most].map(|one| euros_short(one, self.lang));
        let amount = match least == most {
            true => least,
            false => self.say(format!("{least} tot {most}"), format!("{least} to {most}")),
        };
        let drawn = match ceiling.is_drawn {
            true => self.word(
                " Dat het onzeker is, verandert daarom geen bedrag.",
                " That it is uncertain therefore changes no amount.",
            ),
            false => "",
        };
        self.say(
            format!(
                "Het plafond `{pot}` ({amount}) is niet beoordeeld, want de rest van het land \
                 ontbreekt: voeg `[[others]]` of `coverage = \"complete\"` toe.{drawn}"
            ),
            format!(
                "The ceiling `{pot}` ({amount}) is not evaluated, because the rest of the country \
                 is missing: add `[[others]]` or `coverage = \"complete\"`.{drawn}"
            ),
        )
    }

    /// Says which events happen in one draw.
    pub(crate) fn happened(self, events: &[Event]) -> String {
        let names = events.iter().map(|event| event.name.in_lang(self.lang));
        match names.collect::<Vec<&str>>().join("; ").as_str() {
            "" => self
                .word(
                    "geen van de gebeurtenissen doet zich voor",
                    "none of the events happens",
                )
                .to_owned(),
            names => self.say(
                format!("dit gebeurt: {names}"),
                format!("this happens: {names}"),
            ),
        }
    }

    /// Says what one draw makes of something uncertain, of the first so many values.
    pub(crate) fn drawing(self, drawing: &Drawing) -> String {
        let one = &drawing.uncertain;
        let is_growth = matches!(one.target, Uncertainty::Growth(_));
        let is_part = is_growth && one.change != Change::Factor;
        let does = match one.change {
            Change::Value => "",
            Change::Factor => self.word("maal ", "times "),
            Change::Difference => self.word("plus ", "plus "),
        };
        let told = drawing.values.iter().take(DRAWN_VALUES).map(|drawn| {
            let value = self.value(&drawn.value, is_part);
            let of = match &one.target {
                Uncertainty::Number(_) => format!("`{}`", drawn.of),
                Uncertainty::Growth(_) | Uncertainty::Counts(_) => drawn.of.clone(),
            };
            let names = [of.as_str(), drawn.year.as_str()];
            let names = names.iter().filter(|name| !name.is_empty());
            let names: String = names.map(|name| format!("{name} ")).collect();
            format!("{names}{does}{value}")
        });
        let mut told: Vec<String> = told.collect();
        match drawing.values.len().saturating_sub(DRAWN_VALUES) {
            0 if told.is_empty() => told.push(self.word("niets", "nothing").to_owned()),
            0 => {}
            rest => told.push(self.say(
                format!("en nog {rest}, die de JSON noemt"),
                format!("and {rest} more, which the JSON names"),
            )),
        }
        let (name, told) = (one.name.in_lang(self.lang), told.join("; "));
        self.say(
            format!("getrokken bij {name}: {told}"),
            format!("drawn for {name}: {told}"),
        )
    }

    fn in_brackets(self, provenance: &Provenance) -> String {
        match (&provenance.source, provenance.grade) {
            (None, None) => String::new(),
            _ => format!(" ({})", self.sourced(provenance)),
        }
    }

    /// Says what is thought of an uncertain number: which one, how it is spread, and over whom.
    pub fn thought_of(self, uncertain: &Uncertain) -> String {
        let target = match &uncertain.target {
            Uncertainty::Growth(per) => {
                let per = self.per(*per);
                self.say(format!("groei {per}"), format!("growth {per}"))
            }
            Uncertainty::Counts(per) => {
                let per = self.per(*per);
                self.say(format!("tellingen {per}"), format!("counts {per}"))
            }
            Uncertainty::Number(path) => format!("`{path}`"),
        };
        // A growth is a part; what multiplies heads is a factor.
        let is_growth = matches!(uncertain.target, Uncertainty::Growth(_));
        let is_part = is_growth && uncertain.change != Change::Factor;
        let spread = self.distribution(&uncertain.distribution, is_part);
        let spread = match uncertain.change {
            Change::Value => self.say(
                format!("{target}: {spread}"),
                format!("{target} is {spread}"),
            ),
            Change::Factor => self.say(
                format!("{target}, maal een factor: {spread}"),
                format!("{target} times a factor that is {spread}"),
            ),
            Change::Difference => self.say(
                format!("{target}, plus een getal: {spread}"),
                format!("{target} plus a number that is {spread}"),
            ),
        };
        let years = match uncertain.years {
            OverYears::Once => self.word("één waarde voor alle jaren", "one value for all years"),
            OverYears::EachYear => {
                self.word("elk jaar opnieuw getrokken", "drawn again for each year")
            }
            OverYears::Walk => self.word(
                "elk jaar bovenop het vorige",
                "each year on top of the one before",
            ),
        };
        format!("{spread}; {years}{}", self.common(uncertain))
    }

    /// Says which part of the variance the members of a group have in common; nothing where none.
    fn common(self, uncertain: &Uncertain) -> String {
        if uncertain.common.is_zero() {
            return String::new();
        }
        let who = match uncertain.target {
            Uncertainty::Growth(per) | Uncertainty::Counts(per) => match per {
                Per::National => self.word("tellingen", "counts"),
                Per::Sector => self.word("sectoren", "sectors"),
                Per::Region => self.word("regio's", "regions"),
                Per::Partnership => self.word("partnerschappen", "partnerships"),
            },
            Uncertainty::Number(_) => self.word("ontvangers", "recipients"),
        };
        let part = self.percent(&uncertain.common);
        let part = match (2..5).find(|parts| uncertain.common == Exact::ratio(1, *parts)) {
            Some(2) => self.say(format!("de helft ({part})"), format!("half ({part})")),
            Some(4) => self.say(format!("een kwart ({part})"), format!("a quarter ({part})")),
            _ => part,
        };
        self.say(
            format!("; {part} van de variantie hebben alle {who} gemeen"),
            format!("; {part} of the variance is common to all {who}"),
        )
    }

    fn per(self, per: Per) -> &'static str {
        match per {
            Per::National => self.word("in het hele land", "in the whole country"),
            Per::Sector => self.word("per sector", "per sector"),
            Per::Region => self.word("per regio", "per region"),
            Per::Partnership => self.word("per partnerschap", "per partnership"),
        }
    }

    fn distribution(self, distribution: &Distribution, is_part: bool) -> String {
        let n = |exact: &Exact| self.value(exact, is_part);
        match distribution {
            Distribution::Normal { mean, sd } => self.say(
                format!("normaal verdeeld rond {}, spreiding {}", n(mean), n(sd)),
                format!("normal, mean {}, sd {}", n(mean), n(sd)),
            ),
            Distribution::Lognormal { mean, sd } => self.say(
                format!(
                    "lognormaal verdeeld, de logaritme rond {}, spreiding {}",
                    n(mean),
                    n(sd)
                ),
                format!("lognormal, mean of the logarithm {}, sd {}", n(mean), n(sd)),
            ),
            Distribution::Triangular { low, mode, high } => {
                let shape = self.word("driehoek", "triangular");
                self.estimates([n(low), n(mode), n(high)], shape)
            }
            Distribution::Uniform { low, high } => self.say(
                format!("gelijkmatig verdeeld tussen {} en {}", n(low), n(high)),
                format!("uniform between {} and {}", n(low), n(high)),
            ),
            Distribution::Beta {
                alpha,
                beta,
                low,
                high,
            } => {
                let (alpha, beta, low, high) = (n(alpha), n(beta), n(low), n(high));
                self.say(
                    format!("bèta({alpha}; {beta}) tussen {low} en {high}"),
                    format!("beta({alpha}; {beta}) between {low} and {high}"),
                )
            }
            Distribution::Pert { low, mode, high } => {
                self.estimates([n(low), n(mode), n(high)], "PERT")
            }
            Distribution::Discrete(values) => self.one_of(values, is_part),
            Distribution::Empirical(values) => self.seen(values, is_part),
            Distribution::Quantiles(points) => self.points(points, is_part),
        }
    }

    /// Says three estimates, and the shape between them.
    fn estimates(self, [low, mode, high]: [String; 3], shape: &str) -> String {
        self.say(
            format!("minstens {low}, waarschijnlijk {mode}, hoogstens {high} ({shape})"),
            format!("at least {low}, most likely {mode}, at most {high} ({shape})"),
        )
    }

    fn value(self, value: &Exact, is_part: bool) -> String {
        match is_part {
            true => self.percent(value),
            false => self.number(value),
        }
    }

    fn one_of(self, values: &[(Exact, Exact)], is_part: bool) -> String {
        let values = values.iter().map(|(value, weight)| {
            let (value, weight) = (self.value(value, is_part), self.number(weight));
            self.say(
                format!("{value} (gewicht {weight})"),
                format!("{value} (weight {weight})"),
            )
        });
        let values = values.collect::<Vec<String>>().join(", ");
        self.say(format!("een van {values}"), format!("one of {values}"))
    }

    fn seen(self, values: &[Exact], is_part: bool) -> String {
        let count = values.len();
        let end =
            |value: Option<&Exact>| value.map_or(String::new(), |one| self.value(one, is_part));
        let (low, high) = (end(values.first()), end(values.last()));
        self.say(
            format!("een van {count} waargenomen waarden van {low} tot {high}"),
            format!("one of {count} values seen, from {low} to {high}"),
        )
    }

    fn points(self, points: &[(Exact, Exact)], is_part: bool) -> String {
        let points = points.iter();
        let points = points
            .map(|(part, value)| format!("{}: {}", self.percent(part), self.value(value, is_part)));
        let points = points.collect::<Vec<String>>().join(", ");
        self.say(
            format!("percentielen {points}"),
            format!("given by quantiles {points}"),
        )
    }
}
