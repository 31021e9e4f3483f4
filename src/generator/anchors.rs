//! The distance of what was made to each published number.

use std::collections::BTreeMap;

use super::partnership::Partnership;
use super::published as known;
use super::published::{FIRST_AUTUMN, Heads, Kind, POOLS, WEIGHED_AUTUMN, Weighed, YEARS};
use super::region::{NATIONAL, Region};
use crate::domain::{Lang, Text};

/// A published number, and what was made of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// What is counted.
    pub what: Text,
    /// What is published: least and greatest, the same where one number is; `None` when nothing
    /// was found.
    pub published: Option<[Figure; 2]>,
    /// What was made.
    pub made: Figure,
    /// Where the published number is from, as in `docs/method.md`.
    pub source: &'static str,
    /// How far the evidence goes: P read in an official text, S in another, D derived, N not found.
    pub grade: &'static str,
}

/// A number of an anchor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    /// A whole number.
    Count(i64),
    /// A percentage, in tenths of one percent.
    Tenths(i64),
}

impl Anchor {
    /// Returns made minus published, the nearest where that is a range; `None` when nothing is
    /// published.
    pub fn distance(&self) -> Option<Figure> {
        let [least, most] = self.published?;
        let made = self.made.number();
        let distance = made - made.clamp(least.number(), most.number());
        Some(match self.made {
            Figure::Count(_) => Figure::Count(distance),
            Figure::Tenths(_) => Figure::Tenths(distance),
        })
    }

    /// Returns it as one line without an end.
    pub fn line(&self, lang: Lang) -> String {
        let (what, made) = (self.what.in_lang(lang), self.made.text(lang));
        let Anchor { source, grade, .. } = self;
        let published = self.published.map(|[least, most]| match least == most {
            true => least.text(lang),
            false => format!("{}–{}", least.text(lang), most.text(lang)),
        });
        let distance = self.distance().map(|distance| {
            let sign = if distance.number() > 0 { "+" } else { "" };
            let text = format!("{sign}{}", distance.text(lang));
            let points = match lang {
                Lang::Nl => " procentpunt",
                Lang::En => " percentage points",
            };
            text.replace(" %", points)
        });
        match (published, distance, lang) {
            (Some(published), Some(distance), Lang::Nl) => format!(
                "{what}: gepubliceerd {published}, gemaakt {made}, afstand {distance} ({source}, \
                 {grade})"
            ),
            (Some(published), Some(distance), Lang::En) => format!(
                "{what}: published {published}, made {made}, distance {distance} ({source}, \
                 {grade})"
            ),
            (_, _, Lang::Nl) => format!("{what}: niets gepubliceerd, gemaakt {made} ({grade})"),
            (_, _, Lang::En) => format!("{what}: nothing published, made {made} ({grade})"),
        }
    }
}

impl Figure {
    fn number(self) -> i64 {
        match self {
            Figure::Count(number) | Figure::Tenths(number) => number,
        }
    }

    /// Returns it for programs: `25231` or `43.0%`.
    pub fn plain(self) -> String {
        match self {
            Figure::Count(number) => number.to_string(),
            Figure::Tenths(tenths) => {
                let sign = if tenths < 0 { "-" } else { "" };
                let (whole, tenth) = (tenths.abs() / 10, tenths.abs() % 10);
                format!("{sign}{whole}.{tenth}%")
            }
        }
    }

    /// Returns it for people: `25.231` or `43,0 %` in Dutch.
    fn text(self, lang: Lang) -> String {
        let plain = self.plain();
        let (whole, rest) = plain.split_once('.').unwrap_or((&plain, ""));
        let digits = whole.trim_start_matches('-');
        let (sign, [thousand, point]) = (
            &whole[..whole.len() - digits.len()],
            match lang {
                Lang::Nl => [".", ","],
                Lang::En => [",", "."],
            },
        );
        let mut text = String::from(sign);
        for (at, digit) in digits.char_indices() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                text += thousand;
            }
            text.push(digit);
        }
        match rest.strip_suffix('%') {
            Some(tenth) => text + point + tenth + " %",
            None => text,
        }
    }
}

/// What was made, and what the anchors are held against.
pub(super) struct Made<'a> {
    /// Its regions.
    pub(super) regions: &'a [Region],
    /// Its partnerships.
    pub(super) partnerships: &'a [Partnership],
    /// The institutions whose counts weigh its institutes.
    pub(super) institutions: &'a [Weighed],
    /// The students of each pool that are to be within partnerships.
    pub(super) pools: &'a [Heads; 2],
    /// Which part of the counts of DUO that is, as asked for.
    pub(super) share: &'a str,
}

/// Returns every anchor.
pub(super) fn anchors(made: &Made<'_>) -> Vec<Anchor> {
    let mut all = numbers(made);
    all.extend(mixes(made));
    all.extend(contexts(made));
    all.extend(students(made));
    all.extend(sizes(made));
    all.extend(institutes(made));
    all.extend(provinces(made));
    all
}

fn numbers(made: &Made<'_>) -> Vec<Anchor> {
    let sum = |end: usize| Figure::Count(known::FUNDED.iter().map(|round| round[end]).sum());
    let [all, national] = known::REGIONS;
    let without = made.regions.iter().filter(|one| one.province == NATIONAL);
    vec![
        Anchor {
            what: text(
                "partnerschappen (55 + 16 + 8 à 10 + 10)",
                "partnerships (55 + 16 + 8 to 10 + 10)",
            ),
            published: Some([sum(0), sum(1)]),
            made: counted(made.partnerships.len()),
            source: "S21, S10, S8/S3, S20",
            grade: "D",
        },
        exactly(
            text("onderwijsregio's", "education regions"),
            counted(all),
            counted(made.regions.len()),
            ("S24", "P"),
        ),
        exactly(
            text(
                "waarvan zonder eigen gebied",
                "of which without an area of their own",
            ),
            counted(national),
            counted(without.count()),
            ("S15", "P"),
        ),
    ]
}

fn mixes(made: &Made<'_>) -> Vec<Anchor> {
    let all = length(made.partnerships.len());
    let of = |is: &dyn Fn(&Partnership) -> bool| {
        let found = made.partnerships.iter().filter(|one| is(one));
        part(length(found.count()), all)
    };
    let answers: i64 = Kind::POLL.iter().map(|(_, answers)| answers).sum();
    let poll = Kind::POLL.iter().map(|(kind, number)| {
        let name = kind.name();
        let what = text(
            format!("partnerschappen die opleiden voor {name} (antwoorden in de poll)"),
            format!("partnerships that train for {name} (answers in the poll)"),
        );
        let is_of = |one: &Partnership| one.kind == *kind;
        exactly(what, part(*number, answers), of(&is_of), ("seed-000", "P"))
    });
    let rounds: i64 = known::ASPIRANTS.iter().sum();
    let aspirants = SECTORS
        .iter()
        .zip(known::ASPIRANTS)
        .map(|(sector, number)| {
            let what = text(
                format!("partnerschappen van de sector {sector} (nieuwe aspiranten 2019 en 2022)"),
                format!("partnerships of the sector {sector} (new aspirants of 2019 and 2022)"),
            );
            let is_of = |one: &Partnership| one.kind.sector() == *sector;
            exactly(what, part(number, rounds), of(&is_of), ("S10, S20", "P"))
        });
    poll.chain(aspirants).collect()
}

/// The sectors of partnerships.
const SECTORS: [&str; 3] = ["po", "vo", "mbo"];

fn contexts(made: &Made<'_>) -> Vec<Anchor> {
    let mut homes: BTreeMap<usize, i64> = BTreeMap::new();
    for one in made.partnerships {
        *homes.entry(one.regions[0]).or_default() += 1;
    }
    let all = length(made.partnerships.len());
    let sharing = homes.values().filter(|number| **number > 1).sum();
    let several = made.partnerships.iter().filter(|one| one.regions.len() > 1);
    let what = text(
        "partnerschappen die hun eerste regio met andere delen (circa een vijfde)",
        "partnerships that share their first region with others (about a fifth)",
    );
    let mut anchors = vec![
        exactly(
            what,
            Figure::Tenths(known::SHARING * 10),
            part(sharing, all),
            ("seed-000", "P"),
        ),
        Anchor {
            what: text(
                "partnerschappen in meer dan één regio",
                "partnerships in more than one region",
            ),
            published: None,
            made: part(length(several.count()), all),
            source: "seed-000",
            grade: "N",
        },
    ];
    anchors.extend(
        SECTORS
            .iter()
            .zip(known::SITES_IN_A_REGION)
            .map(|(sector, percent)| {
                let what = text(
                    format!("vestigingen in een regio, {sector}"),
                    format!("sites in a region, {sector}"),
                );
                exactly(
                    what,
                    Figure::Tenths(percent * 10),
                    Figure::Tenths(1_000),
                    ("S24", "P"),
                )
            }),
    );
    anchors
}

fn students(made: &Made<'_>) -> Vec<Anchor> {
    let ((published, _), mut anchors) = (known::programmes(), Vec::new());
    let boards = |pool| {
        let own = made
            .partnerships
            .iter()
            .filter(move |one| one.kind.pool() == pool);
        own.flat_map(|one| &one.boards)
    };
    for (pool, name) in POOLS.iter().enumerate() {
        let of = |year: usize| boards(pool).map(|board| board.students[year]).sum::<i64>();
        let wanted = made.pools[pool].iter().zip(&published[pool]);
        for (year, (wanted, heads)) in wanted.enumerate() {
            let (autumn, share) = (FIRST_AUTUMN + year, made.share);
            let heads = Figure::Count(*heads);
            let [nl, en] = [Lang::Nl, Lang::En].map(|lang| heads.text(lang));
            let what = text(
                format!("{share} (aangenomen) van {nl} studenten {name} op 1 oktober {autumn}"),
                format!("{share} (assumed) of {en} students {name} on 1 October {autumn}"),
            );
            let (wanted, made) = (Figure::Count(*wanted), Figure::Count(of(year)));
            anchors.push(exactly(what, wanted, made, ("S34", "D")));
        }
        let growth = |first: i64, last: i64| part(last - first, first);
        let what = text(
            format!("groei van studenten {name} van 2020 tot 2024"),
            format!("growth of students {name} from 2020 to 2024"),
        );
        let heads = &published[pool];
        let wanted = growth(heads[0], heads[YEARS - 1]);
        anchors.push(exactly(
            what,
            wanted,
            growth(of(0), of(YEARS - 1)),
            ("S34", "P"),
        ));
    }
    anchors
}

fn sizes(made: &Made<'_>) -> Vec<Anchor> {
    let mut all: Vec<i64> = made
        .partnerships
        .iter()
        .map(|one| one.students[WEIGHED_AUTUMN])
        .collect();
    all.sort_unstable();
    let at = |place: usize| Figure::Count(all.get(place).copied().unwrap_or_default());
    [
        ("kleinste", "smallest", 0),
        ("middelste", "median", all.len() / 2),
        ("grootste", "largest", all.len().saturating_sub(1)),
    ]
    .map(|(nl, en, place)| Anchor {
        what: text(
            format!("studenten van het {nl} partnerschap op 1 oktober 2023"),
            format!("students of the {en} partnership on 1 October 2023"),
        ),
        published: None,
        made: at(place),
        source: "",
        grade: "N",
    })
    .to_vec()
}

fn institutes(made: &Made<'_>) -> Vec<Anchor> {
    let mut heads = vec![0; made.institutions.len()];
    for board in made.partnerships.iter().flat_map(|one| &one.boards) {
        heads[board.institute] += board.students[WEIGHED_AUTUMN];
    }
    let largest = |mut heads: Vec<i64>| {
        heads.sort_unstable_by_key(|heads| -heads);
        part(heads.iter().take(5).sum(), heads.iter().sum())
    };
    let published = made.institutions.iter().map(Weighed::all).collect();
    let used = heads.iter().filter(|heads| **heads > 0).count();
    vec![
        exactly(
            text("lerarenopleidingen (hbo)", "institutes (hbo)"),
            counted(made.institutions.len()),
            counted(used),
            ("S34", "P"),
        ),
        exactly(
            text(
                "studenten bij de vijf grootste",
                "students at the five largest",
            ),
            largest(published),
            largest(heads),
            ("S34", "P"),
        ),
    ]
}

fn provinces(made: &Made<'_>) -> Vec<Anchor> {
    let mut found: BTreeMap<&str, [i64; 2]> = BTreeMap::new();
    for place in known::municipalities() {
        found.entry(place.name).or_default()[0] += place.all();
    }
    for (region, heads) in made.partnerships.iter().flat_map(Partnership::by_region) {
        // Without an area there is no province.
        if let Some(sums) = found.get_mut(made.regions[region].province) {
            sums[1] += heads;
        }
    }
    let sum = |end: usize| found.values().map(|sums| sums[end]).sum::<i64>();
    let all = [sum(0), sum(1)];
    let rows = found.iter().map(|(province, sums)| {
        let what = text(
            format!("deel van de studenten in {province} (plaats van de opleiding)"),
            format!("part of the students in {province} (place of the programme)"),
        );
        exactly(
            what,
            part(sums[0], all[0]),
            part(sums[1], all[1]),
            ("S34", "P"),
        )
    });
    rows.collect()
}

fn exactly(
    what: Text,
    published: Figure,
    made: Figure,
    (source, grade): (&'static str, &'static str),
) -> Anchor {
    Anchor {
        what,
        published: Some([published; 2]),
        made,
        source,
        grade,
    }
}

fn text(nl: impl Into<String>, en: impl Into<String>) -> Text {
    Text::new(nl, en)
}

/// Returns a part of a whole in tenths of one percent, rounded to the nearest; none of nothing.
fn part(part: i64, whole: i64) -> Figure {
    let doubled = part.saturating_mul(2_000).saturating_add(whole);
    Figure::Tenths(
        doubled
            .checked_div_euclid(whole.saturating_mul(2))
            .unwrap_or_default(),
    )
}

fn counted(number: usize) -> Figure {
    Figure::Count(length(number))
}

fn length(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
