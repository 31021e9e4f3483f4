//! DUO's files of enrolled students into counts.

use std::collections::{BTreeMap, BTreeSet};

use super::heads::{Heads, Suppressed, heads};
use super::inventory::{Inventory, Portion, Reason};
use super::joins::{Locations, Regions, municipality_name};
use super::layout::{Columns, Values, columns, counted_year};
use super::programmes::{Programme, Programmes, listed, stated};
use super::rows::{Groups, Row, csv, rows};
use super::table::{Desk, Given, Table, content, whole};
use crate::domain::{Lang, SchoolYear, Sector, Text};
use crate::scenario::{Cell, Place, Problem, Refused, Sources};

/// Stands between the cells of a row that are compared with those of another: no cell holds it.
const SEPARATOR: char = '\u{1f}';

/// Most institutes that are named in a comment.
const NAMED: usize = 60;

/// The files that counts are made of, and what is wanted of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DuoFiles {
    /// The file of enrolled students, as DUO gives it.
    pub students: Given,
    /// A table `location,partnership`, optionally with `share`.
    pub partnerships: Option<Given>,
    /// A table `municipality,region`.
    pub regions: Option<Given>,
    /// A table `programme,sector`; what the file says of its programmes where left out.
    pub programmes: Option<Given>,
    /// The school years that count; all of them when empty.
    pub years: BTreeSet<SchoolYear>,
    /// What suppressed cells count as.
    pub suppressed: Suppressed,
    /// Language of the comments.
    pub lang: Lang,
}

/// Counts of a scenario, with the inventory of what they were made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// The counts as CSV.
    pub csv: String,
    /// Where every cell has gone.
    pub inventory: Inventory,
    /// What looks wrong, in the order of files.
    pub warnings: Vec<Problem>,
    /// The files that were read.
    pub sources: Sources,
}

/// Returns the counts that files of DUO and of the user come to.
///
/// # Errors
///
/// [`Refused`] with every problem of every file, at its place.
pub fn duo(files: &DuoFiles) -> Result<Imported, Refused> {
    let mut desk = Desk::default();
    let table = desk.open(&files.students);
    let columns = table.as_ref().map(columns);
    let partnerships = files.partnerships.as_ref();
    let partnerships = partnerships.map(|given| desk.locations(given));
    let regions = files.regions.as_ref().map(|given| desk.regions(given));
    let programmes = match &files.programmes {
        Some(given) => listed(&mut desk, given),
        None => Some(Programmes::Published),
    };
    let columns = match columns {
        Some(Err(problem)) => {
            desk.problems.push(*problem);
            None
        }
        Some(Ok(columns)) => Some(columns),
        None => None,
    };
    if let (Some(columns), Some(given)) = (&columns, &files.programmes)
        && columns.programme.is_none()
    {
        desk.problems.push(no_programmes(&given.path));
    }
    let (Some(table), Some(columns), Some(programmes)) = (table, columns, programmes) else {
        return Err(desk.refused());
    };
    let mut count = Counting {
        files,
        columns,
        programmes,
        partnerships: partnerships.flatten(),
        regions: regions.flatten(),
        inventory: Inventory::default(),
        groups: Groups::new(),
        warnings: Vec::new(),
        seen: BTreeMap::new(),
    };
    for record in &table.records {
        count.record(record, &mut desk.problems);
    }
    match desk.problems.is_empty() {
        true => Ok(count.imported(&table, desk.sources)),
        false => Err(desk.refused()),
    }
}

impl Desk {
    fn refused(mut self) -> Refused {
        self.problems.sort_by_key(|problem| problem.place);
        Refused {
            sources: self.sources,
            problems: self.problems,
        }
    }
}

/// The counting of a file, row by row.
struct Counting<'f> {
    files: &'f DuoFiles,
    columns: Columns,
    programmes: Programmes,
    partnerships: Option<Locations>,
    regions: Option<Regions>,
    inventory: Inventory,
    groups: Groups,
    warnings: Vec<Problem>,
    /// Rows of teacher education that were met, by all they say beside students: where they stand,
    /// and their students.
    seen: BTreeMap<String, (Option<Place>, String)>,
}

/// Where the students of a row go.
enum Destination {
    /// Left out, all of them.
    Out(Reason),
    /// Missing in a table of the user.
    Institution,
    /// Missing in a table of the user.
    Municipality,
    /// Used, under the name of the site in the table of partnerships.
    Row(String, Box<Row>),
}

impl Counting<'_> {
    /// Counts a record.
    fn record(&mut self, record: &[Cell], problems: &mut Vec<Problem>) {
        self.inventory.rows += 1;
        let sector = self.sector(record);
        let is_doubled = sector.is_some() && self.is_doubled(record);
        let cells = self.cells(record, problems);
        for (year, heads) in cells {
            self.inventory.read.add(heads);
            let destination = match sector {
                None => Destination::Out(Reason::Programme),
                Some(_) if is_doubled => Destination::Out(Reason::Doubled),
                Some(sector) => self.destination(record, year, sector),
            };
            let inventory = &mut self.inventory;
            let portion = match destination {
                Destination::Out(reason) => inventory.left_out.entry(reason).or_default(),
                Destination::Institution => {
                    let at = (self.columns.institution, self.columns.institution_name);
                    inventory.institutions.entry(named(record, at)).or_default()
                }
                Destination::Municipality => {
                    let at = (self.columns.municipality_number, self.columns.municipality);
                    inventory
                        .municipalities
                        .entry(named(record, at))
                        .or_default()
                }
                Destination::Row(site, row) => {
                    inventory.used.add(heads);
                    self.groups.entry((site, *row)).or_default()
                }
            };
            portion.add(heads);
        }
    }

    /// Returns the students of a record by year.
    fn cells(&self, record: &[Cell], problems: &mut Vec<Problem>) -> Vec<(SchoolYear, Heads)> {
        let mut read = |year: SchoolYear, at: usize| {
            let (cell, place) = record.get(at)?;
            match heads(cell, *place) {
                Ok(heads) => Some((year, heads)),
                Err(problem) => {
                    problems.push(*problem);
                    None
                }
            }
        };
        match &self.columns.values {
            Values::Wide(years) => {
                let cells = years.iter().filter_map(|(at, year)| read(*year, *at));
                cells.collect()
            }
            Values::Long { year, heads } => match counted_year(content(record, *year)) {
                Some(year) => read(year, *heads).into_iter().collect(),
                None => {
                    let place = record.get(*year).map(|(_, place)| *place);
                    problems.extend(place.map(no_year));
                    Vec::new()
                }
            },
        }
    }

    /// Returns the sector of the teachers that the programme of a record trains, if it does.
    fn sector(&self, record: &[Cell]) -> Option<Sector> {
        let (code, name) = self.columns.programme.unzip();
        let cell = |at: Option<usize>| at.map_or("", |at| content(record, at));
        self.programmes.sector(&Programme {
            code: cell(code),
            name: cell(name),
            part: content(record, self.columns.part),
            subpart: content(record, self.columns.subpart),
        })
    }

    /// Returns where the students of a year go, in a row of teacher education that counts.
    fn destination(&mut self, record: &[Cell], year: SchoolYear, sector: Sector) -> Destination {
        if !self.files.years.is_empty() && !self.files.years.contains(&year) {
            return Destination::Out(Reason::Year);
        }
        let institute = content(record, self.columns.institution).to_uppercase();
        let site = self.columns.site.map_or("", |at| content(record, at));
        let names = [format!("{institute}{site:0>2}"), institute.clone()];
        let site = match &mut self.partnerships {
            None => String::new(),
            Some(partnerships) => match partnerships.key(&names) {
                None => return Destination::Institution,
                Some(site) => site,
            },
        };
        let number = content(record, self.columns.municipality_number);
        let name = content(record, self.columns.municipality);
        let names = [municipality_name(number), municipality_name(name)];
        let region = match &mut self.regions {
            None => None,
            Some(regions) => match regions.key(&names) {
                None => return Destination::Municipality,
                Some(name) => regions.get(&name).cloned(),
            },
        };
        let row = Row {
            partnership: None,
            region,
            sector,
            year,
            institute,
        };
        Destination::Row(site, Box::new(row))
    }

    /// Returns whether an earlier row says the same beside students, and warns of it.
    fn is_doubled(&mut self, record: &[Cell]) -> bool {
        let cells = |of_students: bool| {
            let cells = record.iter().enumerate();
            let cells = cells.filter(|(at, _)| self.columns.is_value(*at) == of_students);
            let cells = cells.map(|(_, (cell, _))| cell.trim().to_lowercase());
            cells.collect::<Vec<String>>().join(&SEPARATOR.to_string())
        };
        let (key, students, place) = (cells(false), cells(true), whole(record));
        let Some((first, earlier)) = self.seen.get(&key) else {
            self.seen.insert(key, (place, students));
            return false;
        };
        if let (Some(first), Some(place)) = (first, place) {
            self.warnings
                .push(doubled(*first, place, *earlier == students));
        }
        true
    }

    /// Returns the counts, once every row was met.
    fn imported(mut self, table: &Table, sources: Sources) -> Imported {
        let Counting {
            files, ref columns, ..
        } = self;
        let members = |site: &str| {
            let partnerships = self.partnerships.as_ref();
            partnerships
                .and_then(|join| join.get(site))
                .map(Vec::as_slice)
        };
        let rows = rows(&self.groups, members, files.suppressed);
        let names = |lacking: &BTreeMap<(String, String), Portion>| {
            let both = lacking
                .keys()
                .map(|(code, name)| (code.clone(), name.to_lowercase()));
            both.collect::<Vec<(String, String)>>()
        };
        if let Some(join) = &self.partnerships {
            let codes = names(&self.inventory.institutions).into_iter();
            let codes: Vec<String> = codes.map(|(code, _)| code).collect();
            self.warnings.extend(join.misspelt(&codes));
            self.inventory.unused.0 = join.unused();
        }
        if let Some(join) = &self.regions {
            let missing = names(&self.inventory.municipalities).into_iter();
            let missing: Vec<String> = missing.map(|(_, name)| name).collect();
            self.warnings.extend(join.misspelt(&missing));
            self.inventory.unused.1 = join.unused();
        }
        let students = rows.values().map(|students| students.number).sum();
        let inventory = Inventory {
            path: files.students.path.clone(),
            layout: columns.layout(),
            encoding: table.encoding.to_owned(),
            programmes: stated(&self.programmes, columns.programme.is_some()),
            suppressed: files.suppressed,
            written: (rows.len(), students),
            ..self.inventory
        };
        let by = (self.partnerships.is_some(), self.regions.is_some());
        let institutes: BTreeSet<&str> = rows.keys().map(|row| row.institute.as_str()).collect();
        let csv = csv(&comments(&inventory, &institutes), &rows, by, files.lang);
        Imported {
            csv,
            inventory,
            warnings: self.warnings,
            sources,
        }
    }
}

fn named(record: &[Cell], (code, name): (usize, usize)) -> (String, String) {
    let text = |at| content(record, at).to_owned();
    (text(code), text(name))
}

/// Returns what a reader of the counts must know of them.
fn comments(inventory: &Inventory, institutes: &BTreeSet<&str>) -> Vec<Text> {
    let path = &inventory.path;
    let mut comments = vec![
        Text::new(
            format!("ingeschreven studenten op 1 oktober, uit {path} van DUO"),
            format!("students enrolled on 1 October, from {path} of DUO"),
        ),
        Text::new(
            "de gemeente is die van de opleiding, niet die van de vestiging waar wordt opgeleid",
            "the municipality is that of the programme, not that of the training site",
        ),
        Text::new(
            format!("lerarenopleidingen: {}", inventory.programmes.nl),
            format!("teacher education: {}", inventory.programmes.en),
        ),
        inventory.about_suppressed(),
    ];
    let missing = inventory.missing().students;
    if missing > 0 {
        comments.push(Text::new(
            format!("zonder partnerschap of regio, en daarom niet geteld: {missing} studenten"),
            format!("without partnership or region, and therefore not counted: {missing} students"),
        ));
    }
    let names = institutes.iter().take(NAMED).copied().collect::<Vec<_>>();
    let names = names.join(", ");
    comments.push(Text::new(
        format!("geef elke lerarenopleiding haar [[institute]] in het scenario: {names}"),
        format!("give each institute its [[institute]] in the scenario: {names}"),
    ));
    comments
}

fn no_year(place: Place) -> Problem {
    let text = Text::new("geen studiejaar", "no year of study");
    Problem::error("bad-year", place, text).hint(
        "verwacht: een jaar zoals 2024, voor schooljaar 2024/2025",
        "expected: a year such as 2024, for school year 2024/2025",
    )
}

fn no_programmes(path: &str) -> Problem {
    let text = Text::new(
        format!("het bestand noemt geen opleidingen: `{path}` kan niets kiezen"),
        format!("the file names no programmes: `{path}` cannot choose any"),
    );
    Problem::placeless("no-programmes", text).hint(
        "neem het bestand per opleiding, `ingeschrevenenhbo.csv`, of laat --programmes weg",
        "take the file by programme, `ingeschrevenenhbo.csv`, or leave --programmes out",
    )
}

fn doubled(first: Place, place: Place, is_same: bool) -> Problem {
    let text = match is_same {
        true => Text::new(
            "deze rij staat er twee keer; alleen de eerste telt",
            "this row stands here twice; only the first counts",
        ),
        false => Text::new(
            "deze rij staat er twee keer, met andere aantallen; alleen de eerste telt",
            "this row stands here twice, with other numbers; only the first counts",
        ),
    };
    Problem::warning("repeated-row", text)
        .at(place)
        .related(first, "eerder hier", "first here")
        .hint(
            "kijk na welke van beide geldt, en haal de andere weg",
            "check which of both holds, and remove the other",
        )
}
