//! The two files: a scenario with the four schemes side by side, and its counts.

use super::anchors::Anchor;
use super::heads::school_year;
use super::partnership::Partnership;
use super::published::YEARS;
use super::region::Region;
use super::{COUNTS_FILE, LABEL, LABEL_EN, Order};
use crate::domain::{Lang, Text};

/// The schemes beside that of 2018, each a variant: name, and title in both languages.
const SCHEMES: [[&str; 3]; 3] = [
    [
        "linear-2020",
        "2020: vaste voet en bedrag per student",
        "2020: base amount and amount per student",
    ],
    [
        "doors-2024",
        "2024: drie deuren, elk partnerschap door die van zichzelf",
        "2024: three doors, every partnership through its own",
    ],
    [
        "regional-2025",
        "2025: via de regio, bedrag per student of zij-instromer",
        "2025: through the region, amount per student or side entrant",
    ],
];

/// Returns the command that makes the same files again.
fn command(order: &Order) -> String {
    let Order {
        seed,
        partnerships,
        regions,
        in_partnerships,
    } = order;
    format!(
        "verdeel generate national --seed {seed} --partnerships {partnerships} --regions {regions} \
         --in-partnerships \"{in_partnerships}\""
    )
}

/// Returns what stands above the scenario: what it is, how far it is from what is published, and
/// what is assumed.
pub(super) fn header(order: &Order, anchors: &[Anchor], assumptions: &[Text]) -> String {
    let mut text = format!(
        "# The national set, {LABEL_EN}\n# ({LABEL})\n#\n# Made by\n#   {}\n# and scaled to what \
         is published. Grades: P read in an official text, S in another source,\n# D derived by \
         arithmetic, N not found. Sources as in docs/method.md.\n#\n# Distance to what is \
         published:\n",
        command(order)
    );
    for anchor in anchors {
        text += &commented(&anchor.line(Lang::En));
    }
    text += "#\n# Assumed, as nothing is published:\n";
    for assumption in assumptions {
        text += &commented(assumption.in_lang(Lang::En));
    }
    text
}

/// Returns one item of a list in a comment, of lines of up to 100 columns.
fn commented(item: &str) -> String {
    let (mut text, mut line) = (String::new(), String::from("# -"));
    for word in item.split(' ') {
        if line.chars().count() + 1 + word.chars().count() > 100 {
            text += &(line + "\n");
            line = String::from("#  ");
        }
        line += " ";
        line += word;
    }
    text + &line + "\n"
}

/// Returns the scenario.
pub(super) fn scenario(
    header: &str,
    regions: &[Region],
    partnerships: &[Partnership],
    institutes: usize,
) -> String {
    let years: Vec<String> = (1..=YEARS)
        .map(|year| format!("\"{}\"", school_year(year)))
        .collect();
    let years = years.join(", ");
    let mut text = format!(
        "{header}\n\
         title         = \"Landelijke set, {LABEL}\"\n\
         title-en      = \"National set, {LABEL_EN}\"\n\
         years         = [{years}]\n\
         scheme        = \"step-2018\"\n\
         counts        = [\"{COUNTS_FILE}\"]\n\
         coverage      = \"complete\"\n\
         question      = \"Wie ging er bij elke nieuwe regeling op vooruit of achteruit? `base` is \
         de staffel van 2018.\"\n\
         question-en   = \"Who gained and who lost by each new scheme? `base` is the step table of \
         2018.\"\n\
         assumption    = \"{LABEL}\"\n\
         assumption-en = \"{LABEL_EN}\"\n"
    );
    for [scheme, title, title_en] in SCHEMES {
        text += &format!(
            "\n[[variant]]\nid       = \"{scheme}\"\ntitle    = \"{title}\"\n\
             title-en = \"{title_en}\"\nset      = {{ scheme = \"{scheme}\" }}\n"
        );
    }
    for Region {
        id,
        province,
        number,
        ..
    } in regions
    {
        text += &format!(
            "\n[[region]]\nid   = \"{id}\"\nname = \"{province} {number} (synthetisch)\"\n"
        );
    }
    for number in 0..institutes {
        text += &format!("\n[[institute]]\nid = \"{}\"\n", institute(number));
    }
    for one in partnerships {
        let (id, sector, lead) = (&one.id, one.kind.sector(), &regions[one.regions[0]].id);
        text += &format!(
            "\n[[partnership]]\nid          = \"{id}\"\nname        = \"{id} (synthetisch)\"\n\
             sector      = \"{sector}\"\nlead-region = \"{lead}\"\n"
        );
        for board in &one.boards {
            text += &format!("\n[[board]]\nid = \"{}\"\n", board.id);
        }
    }
    text
}

/// Returns the counts: a row for each board and school year.
pub(super) fn counts(order: &Order, regions: &[Region], partnerships: &[Partnership]) -> String {
    let mut text = format!(
        "# {LABEL}\n# {LABEL_EN}\n# {}\n\
         partnership;region;sector;institute;board;year;students;side-entrants\n",
        command(order)
    );
    for one in partnerships {
        for board in &one.boards {
            for (at, (students, entrants)) in
                board.students.iter().zip(&board.side_entrants).enumerate()
            {
                text += &format!(
                    "{};{};{};{};{};{};{students};{entrants}\n",
                    one.id,
                    regions[board.region].id,
                    board.sector,
                    institute(board.institute),
                    board.id,
                    school_year(at),
                );
            }
        }
    }
    text
}

/// Returns the id of an institute.
fn institute(position: usize) -> String {
    format!("i{:02}", position + 1)
}
