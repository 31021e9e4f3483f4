//! How to read the tables of a simulation: what its columns are, and how exact they are.

use super::{Sentences, euros_short};
use crate::money::{Cents, Exact};
use crate::results::{Band, BasisPoints, Simulated};

impl Sentences {
    /// Says how to read the columns.
    pub(crate) fn about_bands(self, simulated: &Simulated) -> String {
        let worst = self.percent(&simulated.tail);
        let mut text = self.say(
            format!(
                "Hoe de tabellen te lezen\n\
                 - `fout ±`: de standaardfout; het gemiddelde zit er in ongeveer 68 % van de \
                 gevallen niet verder naast dan dit, in 95 % niet verder dan tweemaal dit, doordat \
                 er niet meer trekkingen zijn gedaan\n\
                 - `slechtste {worst}`: gemiddelde van de laagste {worst} van de toekomsten\n\
                 - een percentage: het bedrag waar dat deel van de toekomsten niet bovenuit komt\n\
                 - de spreiding (standaardafwijking, `sd`) staat in JSON, CSV en Parquet"
            ),
            format!(
                "How to read the tables\n\
                 - `error ±`: the standard error; the mean is off by no more than this in about \
                 68 % of cases, and by no more than twice this in 95 %, because no more draws were \
                 made\n\
                 - `worst {worst}`: mean of the lowest {worst} of futures\n\
                 - a percentage: the amount that so many futures do not exceed\n\
                 - the standard deviation (`sd`) is in JSON, CSV and Parquet"
            ),
        );
        text += self.about_certainty(simulated);
        let mut series = simulated.variants.iter().flat_map(|one| &one.series);
        if series.any(|one| one.costs.is_some()) {
            text += &self.say(
                format!("\n- `slechtste {worst}` van eigen bijdragen: gemiddelde van de hoogste"),
                format!("\n- `worst {worst}` of own contributions: mean of the highest"),
            );
        }
        text += &self.about_resolution(simulated);
        text
    }

    /// Says what an error of nothing means, where something holds in no draw or in all of them.
    fn about_certainty(self, simulated: &Simulated) -> &'static str {
        let variants = simulated.variants.iter();
        let mut shares = variants.flat_map(|one| {
            let chances = one.series.iter().flat_map(|series| &series.chances);
            let cuts = one.ceilings.iter().map(|ceiling| &ceiling.cut);
            let events = one.events.iter().map(|(_, share)| share);
            chances.map(|(_, share)| share).chain(cuts).chain(events)
        });
        match shares.any(|share| share.holds == 0 || share.holds == share.draws) {
            false => "",
            true => self.word(
                "\n- bij 0 of 100 % is ± 0 geen zekerheid: de kans kan tot ongeveer 3/n van 0 of \
                 100 % af liggen, met n het aantal toekomsten",
                "\n- at 0 or 100 % a ± of 0 is no certainty: the chance may lie up to about 3/n \
                 away, where n is the number of futures",
            ),
        }
    }

    /// Says how exact the quantiles are, where a sketch holds the draws.
    fn about_resolution(self, simulated: &Simulated) -> String {
        let (mut amounts, mut coverage) = (Cents::ZERO, BasisPoints(0));
        for variant in &simulated.variants {
            let rates = variant.ceilings.iter().flat_map(|one| &one.rates);
            let mut bands: Vec<&Band> = rates.map(|(_, _, band)| band).collect();
            for series in &variant.series {
                bands.extend(
                    [Some(&series.band), series.difference.as_ref()]
                        .into_iter()
                        .flatten(),
                );
                if let Some(costs) = &series.costs {
                    bands.push(&costs.contribution);
                    bands.extend(&costs.difference);
                    let own = costs.coverage.as_ref().map(|band| band.resolution);
                    coverage = coverage.max(own.unwrap_or_default());
                }
            }
            let widest = bands.into_iter().map(|band| band.resolution).max();
            amounts = amounts.max(widest.unwrap_or_default());
        }
        let mut text = String::new();
        if amounts > Cents::ZERO {
            let amounts = euros_short(amounts, self.lang);
            text += &self.say(
                format!("\n- percentielen zijn tot op {amounts} bepaald"),
                format!("\n- quantiles are determined to within {amounts}"),
            );
        }
        if coverage > BasisPoints(0) {
            let points = self.number(&coverage.ratio().times(&Exact::from(100)));
            text += &self.say(
                format!("\n- percentielen van dekking zijn tot op {points} procentpunt bepaald"),
                format!("\n- quantiles of coverage are determined to within {points} points"),
            );
        }
        text
    }
}
