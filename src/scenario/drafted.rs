//! A new scenario as text, out of what a form holds.

use crate::domain::Text;

/// What a new scenario is to hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// Title for people.
    pub title: Text,
    /// What it takes for granted.
    pub assumption: Option<Text>,
    /// The year that money is for.
    pub year: String,
    /// The scheme, by name.
    pub scheme: String,
    /// The regions.
    pub regions: Vec<DraftRegion>,
    /// The partnerships.
    pub partnerships: Vec<DraftPartnership>,
    /// A CSV file with the counts, where partnerships state none.
    pub counts: Option<String>,
    /// What the first partnership received last year, in euros: a variant to compare with.
    pub last_year: Option<String>,
    /// The title of that variant.
    pub last_year_title: Text,
    /// Whether regions are taken to be large enough, since only one partnership is known.
    pub passes_size_tests: bool,
}

/// A region.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftRegion {
    /// Stable id.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// What it keeps for its office, in percent.
    pub slice: Option<String>,
}

/// A partnership.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftPartnership {
    /// Stable id.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// Students by region, by its id.
    pub students: Vec<(String, u32)>,
}

/// Returns a new scenario as text. Whether it holds together is told when it is opened.
pub fn drafted(draft: &Draft) -> String {
    let mut text = String::new();
    let mut line = |key: &str, value: String| text += &format!("{key} = {value}\n");
    line("title", quoted(&draft.title.nl));
    line("title-en", quoted(&draft.title.en));
    line("years", format!("[{}]", quoted(&draft.year)));
    line("scheme", quoted(&draft.scheme));
    if let Some(counts) = &draft.counts {
        line("counts", format!("[{}]", quoted(counts)));
    }
    if let Some(assumption) = &draft.assumption {
        line("assumption", quoted(&assumption.nl));
        line("assumption-en", quoted(&assumption.en));
    }
    for region in &draft.regions {
        text += &format!("\n[[region]]\nid = {}\n", quoted(&region.id));
        text += &format!("name = {}\n", quoted(&region.name));
    }
    for partnership in &draft.partnerships {
        text += &format!("\n[[partnership]]\nid = {}\n", quoted(&partnership.id));
        text += &format!("name = {}\n", quoted(&partnership.name));
        let students = partnership.students.iter();
        let students = students.map(|(region, heads)| format!("{} = {heads}", quoted(region)));
        let students: Vec<String> = students.collect();
        if !students.is_empty() {
            text += &format!("students = {{ {} }}\n", students.join(", "));
        }
    }
    text += &settings(draft);
    text += &last_year(draft);
    text
}

/// What regions keep, and what is taken for granted of them.
fn settings(draft: &Draft) -> String {
    let mut set = String::new();
    if draft.passes_size_tests {
        set += "\"component.per-student.when.students-and-side-entrants.at-least\" = 0\n";
    }
    for region in &draft.regions {
        let share = region.slice.as_deref().unwrap_or_default().trim();
        if share.chars().any(|sign| ('1'..='9').contains(&sign)) {
            let path = format!("division.in-region@{}.slice", region.id);
            let share = quoted(&format!("{share} %"));
            set += &format!(
                "{} = [{{ to = \"office\", share = {share} }}]\n",
                quoted(&path)
            );
        }
    }
    match set.is_empty() {
        true => set,
        false => format!("\n[set]\n{set}"),
    }
}

/// Last year as a variant: an amount that is stated, in the place of the rules.
fn last_year(draft: &Draft) -> String {
    let (Some(amount), Some(own)) = (&draft.last_year, draft.partnerships.first()) else {
        return String::new();
    };
    let (nl, en) = (
        quoted(&draft.last_year_title.nl),
        quoted(&draft.last_year_title.en),
    );
    let id = quoted(&own.id);
    let path = quoted(&format!("component.last-year.amounts.{}", own.id));
    let amount = number(amount);
    format!(
        "\n[[component]]\nid = \"last-year\"\nname = {nl}\nname-en = {en}\n\
         amounts = {{ {id} = 0 }}\n\
         \n[[division]]\nid = \"last-year\"\nname = {nl}\nname-en = {en}\n\
         pays = [\"last-year\"]\nscope = \"local\"\n\
         \n[[variant]]\nid = \"last-year\"\ntitle = {nl}\ntitle-en = {en}\n\
         \n[variant.set]\n\"component.per-student.amount\" = 0\n{path} = {amount}\n"
    )
}

/// Returns a number as TOML; what is none as text, which is a problem at its place.
fn number(text: &str) -> String {
    let text = text.trim();
    let is_number = text.starts_with(|sign: char| sign.is_ascii_digit())
        && text.parse::<toml::Value>().is_ok()
        && text
            .chars()
            .all(|sign| sign.is_ascii_digit() || sign == '.');
    match is_number {
        true => text.to_owned(),
        false => quoted(text),
    }
}

/// Returns text as TOML.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// A party that is added to a scenario for one question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftParty {
    /// Name for people.
    pub name: String,
    /// The recipients whose money it counts as its own.
    pub of: Vec<String>,
    /// The least that it accepts, in euros.
    pub floor: Option<String>,
}

/// Returns the text of a scenario with parties behind it.
pub fn with_parties(text: &str, parties: &[DraftParty]) -> String {
    let mut text = text.trim_end().to_owned();
    for (at, party) in parties.iter().enumerate() {
        let of: Vec<String> = party.of.iter().map(|id| quoted(id)).collect();
        text += &format!("\n\n[[party]]\nid = \"party-of-the-page-{}\"\n", at + 1);
        text += &format!("name = {}\nof = [{}]\n", quoted(&party.name), of.join(", "));
        if let Some(floor) = &party.floor {
            text += &format!("floor = {}\n", number(floor));
        }
    }
    text + "\n"
}
