//! Sentences and labels of a simulation: futures, bands and chances.

use super::{Sentences, decimal, euros_short};
use crate::domain::{Lang, Text};
use crate::money::{Cents, Exact, Rounding};
use crate::plan::AccountKind;
use crate::results::{
    Band, BasisPoints, CeilingBand, Chance, CostBands, Series, SeriesName, Share, Simulated,
};

/// Writes an amount in whole euros without its sign, as in a column of them.
pub(crate) fn whole_euros(amount: Cents, lang: Lang) -> String {
    decimal(&in_euros(amount).to_decimal_text(0), lang)
}

/// Writes a ratio as a percentage with one decimal and without its sign, as in a column of them.
pub(crate) fn percentage(ratio: BasisPoints, lang: Lang) -> String {
    let percent = ratio.ratio().times(&Exact::from(100));
    decimal(&percent.to_decimal_text(1), lang)
}

fn in_euros(amount: Cents) -> Exact {
    Exact::from(amount).over(&Exact::from(100))
}

/// What is left of an amount per head: in which year, its name, and its band.
pub type RateLeft<'a> = (Option<&'a str>, &'a Text, &'a Band);

impl Sentences {
    /// Says how many futures were drawn, and from which seed.
    pub(crate) fn simulated(self, simulated: &Simulated) -> String {
        let (draws, seed) = (self.count(simulated.draws), simulated.seed);
        let baseline = &simulated.baseline;
        self.say(
            format!("{draws} toekomsten (trekkingen) met seed {seed}; vergeleken met {baseline}"),
            format!("{draws} futures (draws) with seed {seed}; compared with {baseline}"),
        )
    }

    /// Says that a simulation was stopped, where it was.
    pub(crate) fn stopped(self, simulated: &Simulated) -> Option<String> {
        let asked = self.count(simulated.stopped_before?);
        let draws = self.count(simulated.draws);
        Some(self.say(
            format!(
                "onderbroken: dit zijn de eerste {draws} van de {asked} gevraagde trekkingen, alle \
                 heel"
            ),
            format!(
                "interrupted: these are the first {draws} of the {asked} draws asked for, all whole"
            ),
        ))
    }

    /// Says which draw a run or explanation shows.
    pub(crate) fn one_draw(self, seed: u64, draw: u64) -> String {
        self.say(
            format!("één mogelijke toekomst: trekking {draw} met seed {seed}"),
            format!("one possible future: draw {draw} with seed {seed}"),
        )
    }

    /// Tells how often a ceiling cuts what it pays.
    pub(crate) fn ceiling_cut(self, ceiling: &CeilingBand, pays: &[&Text]) -> String {
        let often = self.in_futures(ceiling.cut);
        let when = match &ceiling.year {
            Some(year) => format!(" in {year}"),
            None => self
                .word(" in minstens één jaar", " in at least one year")
                .to_owned(),
        };
        let pot = &ceiling.pot;
        let rates = ceiling.rates.iter().map(|(_, name, _)| name);
        let names = match pays {
            [] => rates.collect::<Vec<&Text>>(),
            pays => pays.to_vec(),
        };
        let names = names.iter().map(|name| name.in_lang(self.lang));
        let what = match names.map(str::to_lowercase).collect::<Vec<_>>().as_slice() {
            [] | [_, _, _, ..] => self.word("de bedragen", "the amounts").to_owned(),
            names => {
                let names = names.join(self.word(" en ", " and "));
                self.say(format!("het {names}"), format!("the {names}"))
            }
        };
        self.say(
            format!("{often} kort het plafond `{pot}` {what}{when}"),
            format!("{often} the ceiling `{pot}` cuts {what}{when}"),
        )
    }

    /// Tells what a ceiling leaves of amounts per head over all draws, as the rest of a sentence.
    pub(crate) fn rates_left(
        self,
        ceiling: &CeilingBand,
        rates: &[RateLeft<'_>],
        simulated: &Simulated,
    ) -> String {
        let mut text = String::new();
        for (year, name, rate) in rates {
            let when = match (&ceiling.year, year) {
                (None, Some(year)) => format!(" in {year}"),
                _ => String::new(),
            };
            let name = name.in_lang(self.lang).to_lowercase();
            let mean = euros_short(rate.mean, self.lang);
            text += &match rate.least == rate.most {
                true => self.say(
                    format!("; van het {name} blijft{when} in elke toekomst {mean} over"),
                    format!("; of the {name} {mean} is left{when} in every future"),
                ),
                false => {
                    let write = |amount| euros_short(amount, self.lang);
                    let range = self.range(rate, simulated, &write);
                    self.say(
                        format!("; van het {name} blijft{when} gemiddeld {mean} over, {range}"),
                        format!("; of the {name} {mean} is left{when} on average, {range}"),
                    )
                }
            };
        }
        text
    }

    /// Tells what a recipient gets in nearly all futures, and how often that is less than before.
    pub(crate) fn recipient_band(
        self,
        variant: &str,
        series: &Series,
        simulated: &Simulated,
    ) -> String {
        let name = self.series(&series.name);
        let when = self.when(series.name.year.as_deref());
        let (range, mean) = (
            self.range(&series.band, simulated, &|amount| self.short_euros(amount)),
            self.short_euros(series.band.mean),
        );
        let mut text = match series.band.least == series.band.most {
            true => self.say(
                format!("{variant}: {name} krijgt {when} {mean}, in elke toekomst"),
                format!("{variant}: {name} gets {mean} {when}, in every future"),
            ),
            false => self.say(
                format!("{variant}: {name} krijgt {when} {range}, gemiddeld {mean}"),
                format!("{variant}: {name} gets, {when}, {range}, {mean} on average"),
            ),
        };
        for (chance, share) in &series.chances {
            let often = lower(&self.in_futures(*share));
            let what = self.chance(*chance, &simulated.baseline);
            text += &format!("; {often} {what}");
        }
        if let Some(costs) = &series.costs {
            text += &format!("; {}", self.contribution_band(costs, simulated));
        }
        text
    }

    /// Tells what a recipient pays itself, negative where it receives more than training costs.
    fn contribution_band(self, costs: &CostBands, simulated: &Simulated) -> String {
        let band = &costs.contribution;
        let write = |amount| self.short_euros(amount);
        let mean = write(band.mean);
        match band.least == band.most {
            true => self.say(
                format!("eigen bijdrage in elke toekomst {mean}"),
                format!("own contribution {mean} in every future"),
            ),
            false => {
                let range = self.range(band, simulated, &write);
                self.say(
                    format!("eigen bijdrage gemiddeld {mean}, {range}"),
                    format!("own contribution {mean} on average, {range}"),
                )
            }
        }
    }

    /// Says how many recipients have no sentence of their own.
    pub(crate) fn and_others(self, variant: &str, others: usize) -> String {
        self.say(
            format!("{variant}: en {others} andere ontvangers, in de tabel hieronder"),
            format!("{variant}: and {others} other recipients, in the table below"),
        )
    }

    /// Names the period of an amount in a sentence.
    fn when(self, year: Option<&str>) -> String {
        match year {
            Some(year) => format!("in {year}"),
            None => self
                .word("in alle jaren samen", "in all years together")
                .to_owned(),
        }
    }

    /// Writes the range between the outer quantiles, and how many futures lie in it.
    fn range(self, band: &Band, simulated: &Simulated, write: &dyn Fn(Cents) -> String) -> String {
        let ends = (band.quantiles.first(), band.quantiles.last());
        let parts = (simulated.quantiles.first(), simulated.quantiles.last());
        let (low, high, part) = match (ends, parts) {
            ((Some(low), Some(high)), (Some(first), Some(last))) if first < last => {
                let part = self.percent(&last.minus(first));
                (low.0, high.0, part)
            }
            _ => (band.least, band.most, self.percent(&Exact::one())),
        };
        let (low, high) = (write(low), write(high));
        self.say(
            format!("tussen {low} en {high} in {part} van de toekomsten"),
            format!("between {low} and {high} in {part} of futures"),
        )
    }

    /// Writes an amount as in a sentence: of a thousand euros and more without cents.
    fn short_euros(self, amount: Cents) -> String {
        let thousand = Cents::new(100_000);
        match amount > thousand || amount < -thousand {
            true => {
                let whole = in_euros(amount).to_decimal_text(0);
                super::numbers::currency(&whole, self.lang)
            }
            false => euros_short(amount, self.lang),
        }
    }

    /// Writes in which part of the futures something holds, as the start of a sentence.
    fn in_futures(self, share: Share) -> String {
        let Share { holds, draws } = share;
        let all = self.count(draws);
        match holds {
            0 => self.say(
                format!("In geen van de {all} toekomsten"),
                format!("In none of the {all} futures"),
            ),
            holds if holds == draws => self.say(
                format!("In alle {all} toekomsten"),
                format!("In all {all} futures"),
            ),
            _ => {
                let part = self.nearly(&share.part());
                self.say(
                    format!("In {part} van de toekomsten"),
                    format!("In {part} of futures"),
                )
            }
        }
    }

    /// Writes a part as a percentage with at most one decimal; what is not nothing never as
    /// nothing, and what is not all never as all.
    pub(super) fn nearly(self, part: &Exact) -> String {
        let tenths = part.times(&Exact::from(1_000)).round(Rounding::HalfUp);
        let tenths = tenths.unwrap_or_default();
        let (than, tenths) = match tenths {
            0 if !part.is_zero() => (self.word("minder dan ", "less than "), 1),
            1_000 if *part != Exact::one() => (self.word("meer dan ", "more than "), 999),
            tenths => ("", tenths),
        };
        format!("{than}{}", self.percent(&Exact::ratio(tenths, 1_000)))
    }

    /// Writes a part of the draws with its Monte Carlo error, both in percent.
    pub(crate) fn share_with_error(self, share: Share) -> String {
        let percent = |part: &Exact| {
            let text = part.times(&Exact::from(100)).to_decimal_text(2);
            decimal(&text, self.lang)
        };
        let error = Exact::from_share_text(&share.error_text()).unwrap_or_else(|_| Exact::zero());
        let (part, error) = (percent(&share.part()), percent(&error));
        format!("{part} ± {error}\u{a0}%")
    }

    /// Says what may hold in a draw.
    pub(crate) fn chance(self, chance: Chance, baseline: &str) -> String {
        match chance {
            Chance::Loses => self.say(
                format!("minder dan in {baseline}"),
                format!("less than in {baseline}"),
            ),
            Chance::UnderMinimum => self
                .word("minder dan het minimum", "less than the minimum")
                .to_owned(),
            Chance::UnderCost => self
                .word("minder dan opleiden kost", "less than training costs")
                .to_owned(),
        }
    }

    /// Heads the chances of a variant.
    pub(crate) fn chances_of(self, variant: &str, year: Option<&str>) -> String {
        let when = self.period(year);
        self.say(
            format!("{variant}, {when}: in welk deel van de toekomsten (± de fout)"),
            format!("{variant}, {when}: in which part of futures (± the error)"),
        )
    }

    /// Names what an amount is of, in a table.
    pub(crate) fn series(self, name: &SeriesName) -> String {
        let mut text = name.recipient.clone();
        match name.kind {
            AccountKind::Partnership | AccountKind::Cell => {}
            AccountKind::Region => text = format!("{} {text}", self.word("regio", "region")),
            kind => text += &format!(" ({})", self.kind(kind)),
        }
        let is_region = name.kind == AccountKind::Region;
        if let Some(region) = name.region.as_ref().filter(|_| !is_region) {
            text += &format!(" @ {region}");
        }
        if let Some(component) = &name.component {
            text += &format!(": {component}");
        }
        text
    }

    /// Heads the bands of a variant.
    pub(crate) fn amounts_of(self, variant: &str, year: Option<&str>) -> String {
        let when = self.period(year);
        self.say(
            format!("{variant}, {when}: bedragen in hele euro's"),
            format!("{variant}, {when}: amounts in whole euros"),
        )
    }

    /// Heads the bands of differences.
    pub(crate) fn differences_of(
        self,
        variant: &str,
        baseline: &str,
        year: Option<&str>,
    ) -> String {
        let when = self.period(year);
        self.say(
            format!("{variant}, {when}: verschil met {baseline} in dezelfde toekomst, hele euro's"),
            format!(
                "{variant}, {when}: difference with {baseline} in the same future, whole euros"
            ),
        )
    }

    /// Heads the bands of own contributions.
    pub(crate) fn contributions_of(self, variant: &str, year: Option<&str>) -> String {
        let when = self.period(year);
        self.say(
            format!(
                "{variant}, {when}: eigen bijdrage (kosten min inkomsten; negatief is over), hele \
                 euro's"
            ),
            format!(
                "{variant}, {when}: own contribution (costs minus income; negative is left over), \
                 whole euros"
            ),
        )
    }

    /// Heads the bands of coverages.
    pub(crate) fn coverages_of(self, variant: &str, year: Option<&str>) -> String {
        let when = self.period(year);
        self.say(
            format!("{variant}, {when}: dekking (inkomsten als deel van de kosten), procent"),
            format!("{variant}, {when}: coverage (income as a part of costs), percent"),
        )
    }

    fn period(self, year: Option<&str>) -> String {
        year.map_or_else(
            || {
                self.word("alle jaren samen", "all years together")
                    .to_owned()
            },
            str::to_owned,
        )
    }

    /// Heads the columns of a band.
    pub(crate) fn heads_of_bands(self, simulated: &Simulated) -> Vec<String> {
        let plain = [
            self.word("gemiddeld", "mean"),
            self.word("fout\u{a0}±", "error\u{a0}±"),
        ];
        let worst = self.percent(&simulated.tail).replace(' ', "\u{a0}");
        let worst = self.say(format!("slechtste {worst}"), format!("worst {worst}"));
        let quantiles = simulated.quantiles.iter().map(|one| self.percent(one));
        plain
            .map(str::to_owned)
            .into_iter()
            .chain([worst])
            .chain(quantiles)
            .collect()
    }

    /// Heads what is uncertain.
    pub(crate) fn what_is_uncertain(self) -> &'static str {
        self.word("Wat onzeker is", "What is uncertain")
    }

    /// Says that nothing is uncertain.
    pub(crate) fn nothing_uncertain(self) -> &'static str {
        self.word(
            "Niets in dit scenario is onzeker: alle toekomsten zijn gelijk. Voeg [[uncertain]] of \
             [[event]] toe.",
            "Nothing in this scenario is uncertain: all futures are equal. Add [[uncertain]] or \
             [[event]].",
        )
    }

    /// Says how to make the answer again, and how to see one draw, each with options of its own.
    pub(crate) fn again(
        self,
        path: &str,
        simulated: &Simulated,
        (all, one): (&str, &str),
    ) -> String {
        let Simulated { draws, seed, .. } = simulated;
        let all = format!("verdeel simulate {path} --draws {draws} --seed {seed}{all}");
        let one = format!("verdeel simulate {path} --seed {seed}{one} --only-draw 0");
        let head = self.word(
            "Nog eens, en één trekking in zijn geheel:",
            "Again, and one draw:",
        );
        format!("{head}\n  {all}\n  {one}")
    }

    fn count(self, count: u64) -> String {
        decimal(&count.to_string(), self.lang)
    }
}

/// Returns a sentence as it goes on after a semicolon.
fn lower(text: &str) -> String {
    let mut signs = text.chars();
    signs.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(signs).collect()
    })
}
