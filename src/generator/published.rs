//! What is published: the counts of DUO, embedded with their sources, and the few numbers of
//! `docs/method.md`, "How the national set is made".

/// How many autumns DUO counted: 2020 to 2024.
pub(super) const YEARS: usize = 5;

/// The first of them.
pub(super) const FIRST_AUTUMN: usize = 2020;

/// The autumn whose counts weigh regions and institutes: the one that the scheme of 2025 pays for.
pub(super) const WEIGHED_AUTUMN: usize = 3;

/// Students of each autumn.
pub(super) type Heads = [i64; YEARS];

const PROGRAMMES: &str = include_str!("../../scenarios/national/published/programmes.csv");
const MUNICIPALITIES: &str = include_str!("../../scenarios/national/published/municipalities.csv");
const INSTITUTIONS: &str = include_str!("../../scenarios/national/published/institutions.csv");

/// Least number of students of a funded partnership (S7, P).
pub(super) const LEAST_STUDENTS: i64 = 60;

/// Least number of students and side entrants that a region is paid for in 2025 (S15, P).
pub(super) const LEAST_IN_A_REGION: i64 = 150;

/// Funded partnerships at the start of the cost study (S21), new aspirants of 2019 (S10), of 2020
/// (S8 says 8, S3 says 10) and of 2022 (S20): least and most.
pub(super) const FUNDED: [[i64; 2]; 4] = [[55, 55], [16, 16], [8, 10], [10, 10]];

/// New aspirants of 2019 (S10) and 2022 (S20) together: po, vo and mbo.
pub(super) const ASPIRANTS: [i64; 3] = [11, 10, 5];

/// Education regions in 2025 (S24, P), and those among them without an area of their own (S15, P).
pub(super) const REGIONS: [usize; 2] = [50, 4];

/// Percentage of the sites in a region in 2025: po, vo and mbo (S24, P).
pub(super) const SITES_IN_A_REGION: [i64; 3] = [97, 98, 90];

/// Percentage of partnerships that share their region with one or a few others: "about a fifth".
pub(super) const SHARING: i64 = 20;

/// What a partnership trains for, as programme leaders answered in November 2023.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Po,
    Vo,
    VoAndMbo,
    Mbo,
}

impl Kind {
    /// Every kind with its number of answers in the poll (seed 000, P); two more were of hbo.
    pub(super) const POLL: [(Kind, i64); 4] = [
        (Kind::Po, 20),
        (Kind::Vo, 21),
        (Kind::VoAndMbo, 4),
        (Kind::Mbo, 4),
    ];

    /// What programme leaders called it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Kind::VoAndMbo => "vo/mbo",
            one => one.sector(),
        }
    }

    /// The sector of the partnership.
    pub(super) fn sector(self) -> &'static str {
        match self {
            Kind::Po => "po",
            Kind::Vo | Kind::VoAndMbo => "vo",
            Kind::Mbo => "mbo",
        }
    }

    /// The pool of students that it takes part in.
    pub(super) fn pool(self) -> usize {
        usize::from(self != Kind::Po)
    }
}

/// The pools of students that DUO tells apart, with their names: for primary schools and for all
/// others. No source says which part of the others trains for vo and which for mbo.
pub(super) const POOLS: [&str; 2] = ["po", "vo + mbo"];

/// Returns the pool of a programme.
fn pool_of(programme: &str) -> usize {
    usize::from(programme != "po_pabo")
}

/// Students by pool, and the suppressed cells beside them.
pub(super) fn programmes() -> ([Heads; 2], [Heads; 2]) {
    let (mut students, mut suppressed) = ([[0; YEARS]; 2], [[0; YEARS]; 2]);
    for row in rows(PROGRAMMES) {
        let [programme, cells] = row.names[..] else {
            continue;
        };
        let into = match cells {
            "students" => &mut students,
            _ => &mut suppressed,
        };
        add(&mut into[pool_of(programme)], &row.heads);
    }
    (students, suppressed)
}

/// A place or an institution, with its students by pool in the autumn that weighs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Weighed {
    /// The province or the institution.
    pub(super) name: &'static str,
    /// Students by pool.
    pub(super) students: [i64; 2],
}

impl Weighed {
    /// Students of both pools.
    pub(super) fn all(&self) -> i64 {
        self.students.iter().sum()
    }
}

/// Returns every municipality where teachers are educated, under the name of its province.
pub(super) fn municipalities() -> Vec<Weighed> {
    weighed(MUNICIPALITIES)
}

/// Returns every institution that educates teachers, the largest first.
pub(super) fn institutions() -> Vec<Weighed> {
    let mut found = weighed(INSTITUTIONS);
    found.sort_by_key(|one| (-one.all(), one.name));
    found
}

/// Adds up the programmes of each place; rows of one place stand together.
fn weighed(text: &'static str) -> Vec<Weighed> {
    let (mut found, mut last): (Vec<Weighed>, Vec<&str>) = Default::default();
    for Row { names, heads } in rows(text) {
        let Some((programme, place)) = names.split_last() else {
            continue;
        };
        let name = place.first().copied().unwrap_or_default();
        if last != place {
            last = place.to_vec();
            let students = [0, 0];
            found.push(Weighed { name, students });
        }
        if let Some(one) = found.last_mut() {
            one.students[pool_of(programme)] += heads[WEIGHED_AUTUMN];
        }
    }
    found
}

/// A row of a published file: its names, and its heads of each autumn.
struct Row {
    names: Vec<&'static str>,
    heads: Heads,
}

/// Reads an embedded file, whose first line that is no comment names the columns.
fn rows(text: &'static str) -> impl Iterator<Item = Row> {
    let lines = text.lines().filter(|line| !line.starts_with('#')).skip(1);
    lines.map(|line| {
        let cells: Vec<&str> = line.split(';').collect();
        let (names, numbers) = cells.split_at(cells.len().saturating_sub(YEARS));
        let mut heads = [0; YEARS];
        for (into, number) in heads.iter_mut().zip(numbers) {
            *into = number.parse().unwrap_or_default();
        }
        Row {
            names: names.to_vec(),
            heads,
        }
    })
}

/// Adds the heads of each autumn.
pub(super) fn add(into: &mut Heads, heads: &Heads) {
    for (into, heads) in into.iter_mut().zip(heads) {
        *into += heads;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn municipalities_and_institutions_add_up_to_the_programmes() {
        let (students, _) = programmes();
        // 1 October 2023 (domain research, section 4.2): 26,057 pabo of 55,063 in all.
        let wanted = [26_057, 55_063 - 26_057];
        assert_eq!(students.map(|heads| heads[WEIGHED_AUTUMN]), wanted);
        for (places, number) in [(municipalities(), 33), (institutions(), 30)] {
            assert_eq!(places.len(), number);
            let sum = |pool: usize| places.iter().map(|one| one.students[pool]).sum::<i64>();
            assert_eq!([sum(0), sum(1)], wanted);
        }
    }
}
