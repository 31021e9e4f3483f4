//! What is assumed where nothing is published.

use super::heads::{GROWTH_SPREAD, SIDE_ENTRANTS, SIZE_SPREAD};
use super::partnership::{BOARDS, CONTEXTS, MOST_INSTITUTES};
use super::published::{LEAST_IN_A_REGION, LEAST_STUDENTS, YEARS, add, programmes};
use crate::domain::Text;

/// Returns every assumption, of which the share within partnerships is the one that may be chosen.
pub(super) fn assumptions(share: &str) -> Vec<Text> {
    let mut all = vec![within(share)];
    all.extend(who());
    all.extend(how_many());
    all
}

fn within(share: &str) -> Text {
    Text::new(
        format!(
            "{share} van de studenten die DUO telt, wordt binnen een partnerschap opgeleid \
             (--in-partnerships); gepubliceerd is dit deel niet. Bij 43 % en 90 partnerschappen \
             komt het plafond van 2020/2021 nabij het gepubliceerde bedrag van € 937,50 per student"
        ),
        format!(
            "{share} of the students that DUO counts are trained within a partnership \
             (--in-partnerships); no such part is published. With 43 % and 90 partnerships the \
             ceiling of 2020/2021 comes near the published amount of €937.50 per student"
        ),
    )
}

fn who() -> Vec<Text> {
    let [one, two, three] = CONTEXTS.map(|weight| weight * 10);
    let [least, most] = BOARDS;
    let [po, others] = MOST_INSTITUTES;
    vec![
        Text::new(
            "de sectoren van partnerschappen staan tot elkaar als de antwoorden in de poll; twee \
             antwoorden kwamen uit het hbo, geen sector van scholen, en tellen niet mee",
            "sectors of partnerships are in proportion to the answers in the poll; two answers \
             came from hbo, which is no sector of schools, and are left out",
        ),
        Text::new(
            format!(
                "{one} % van de partnerschappen werkt in één regio, {two} % in twee en {three} % \
                 in drie; een verdere regio ligt vier keer zo vaak in dezelfde provincie"
            ),
            format!(
                "{one} % of partnerships work in one region, {two} % in two and {three} % in \
                 three; a further region is four times as likely within the same province"
            ),
        ),
        Text::new(
            "regio's wegen naar de hbo-studenten van gemeenten, gehalveerd of samengevoegd tot het \
             gevraagde aantal: plaatsen van opleidingen, niet van scholen. Een regio zonder gebied \
             weegt als de kleinste. Elke regio heeft een penvoerder, en elke vestiging een regio",
            "regions weigh by the hbo students of municipalities, halved or joined to the number \
             asked for: places of programmes, not of schools. A region without an area weighs as \
             the smallest. Every region has a lead applicant, and every site a region",
        ),
        Text::new(
            format!(
                "een partnerschap heeft {least} tot {most} besturen; een bestuur doet aan één \
                 partnerschap mee, in één regio, met één sector en één lerarenopleiding. In het \
                 vo/mbo is de helft van de besturen mbo"
            ),
            format!(
                "a partnership has {least} to {most} boards; a board takes part in one \
                 partnership, in one region, with one sector and one institute. In vo/mbo half of \
                 the boards are mbo"
            ),
        ),
        Text::new(
            format!(
                "een partnerschap heeft 1 tot {po} (po) of 1 tot {others} lerarenopleidingen, naar \
                 het aantal studenten van de 30 hogescholen; geen ervan staat voor een echte"
            ),
            format!(
                "a partnership has 1 to {po} (po) or 1 to {others} institutes, by the students of \
                 the 30 institutions; none of them stands for a real one"
            ),
        ),
        Text::new(
            format!(
                "elke regio heeft in alle jaren minstens {LEAST_IN_A_REGION} studenten en \
                 zij-instromers, als wie in 2025 werd betaald; zo nodig heeft haar eerste \
                 partnerschap er meer"
            ),
            format!(
                "every region has at least {LEAST_IN_A_REGION} students and side entrants in all \
                 years, as whoever was paid in 2025; where needed its first partnership has more"
            ),
        ),
        Text::new(
            "elk partnerschap is in alle jaren erkend: aspiranten worden niet apart gehouden",
            "every partnership is recognised in all years: aspirants are not told apart",
        ),
    ]
}

fn how_many() -> Vec<Text> {
    let mut cells = [0; YEARS];
    for pool in programmes().1 {
        add(&mut cells, &pool);
    }
    let [size, growth] =
        [SIZE_SPREAD, GROWTH_SPREAD].map(|number| number.to_string().replace('.', ","));
    let (fewest, most) = (
        cells.iter().min().unwrap_or(&0),
        cells.iter().max().unwrap_or(&0),
    );
    vec![
        Text::new(
            format!(
                "studenten van de pabo zijn po, alle andere vo of mbo; universiteiten tellen niet \
                 mee, noch {fewest} tot {most} verzwegen cellen per jaar van elk 1 tot 4 studenten"
            ),
            format!(
                "students of the pabo are po, all others vo or mbo; universities are not in it, \
                 nor the {fewest} to {most} suppressed cells a year of 1 to 4 students each"
            ),
        ),
        Text::new(
            format!(
                "een partnerschap heeft altijd minstens {LEAST_STUDENTS} studenten; wat het er \
                 meer heeft, volgt het gewicht van zijn eerste regio, gedeeld met de andere \
                 partnerschappen daar, maal een lognormale factor (standaardafwijking {size} van \
                 de logaritme)"
            ),
            format!(
                "a partnership always has at least {LEAST_STUDENTS} students; what it has beyond \
                 them follows the weight of its first region, shared with the other partnerships \
                 there, times a lognormal factor (standard deviation {SIZE_SPREAD} of the \
                 logarithm)"
            ),
        ),
        Text::new(
            format!(
                "partnerschappen groeien als de studenten van hun opleidingen in het hele land, \
                 elk met een eigen afwijking per jaar (standaardafwijking {growth} van de \
                 logaritme)"
            ),
            format!(
                "partnerships grow as the students of their programmes in the whole country, each \
                 with a deviation of its own per year (standard deviation {GROWTH_SPREAD} of the \
                 logarithm)"
            ),
        ),
        Text::new(
            format!("{SIDE_ENTRANTS} zij-instromers per honderd studenten"),
            format!("{SIDE_ENTRANTS} side entrants per hundred students"),
        ),
    ]
}
