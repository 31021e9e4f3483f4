//! Nothing is lost on the way in: what was read is what was used, left out and missing.

use proptest::prelude::*;
use serde_json::Value;
use verdeel::study::{DuoQuestion, Lang, Suppressed};

use super::{STUDENTS, counts, import_in, inventory, portion, question};

/// A row of a synthetic file: year, municipality, institution, programme, cell.
type Row = (u16, usize, usize, usize, String);

const MUNICIPALITIES: [&str; 3] = ["0901,Voorbeeldstad", "0902,Testdorp", "0903,Nergenshuizen"];
const INSTITUTIONS: [&str; 3] = ["90AA,Hogeschool Een", "90BB,Hogeschool Twee", "90CC,Drie"];
const PROGRAMMES: [&str; 3] = [
    "ONDERWIJS,leraar basisonderwijs,34808,B Opleiding tot leraar Basisonderwijs",
    "ONDERWIJS,n.v.t. (onderwijs),35195,B Opleiding tot leraar voortgezet onderwijs",
    "TECHNIEK,n.v.t. (techniek),34267,B Elektrotechniek",
];

fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => (0..2000_u32).prop_map(|number| number.to_string()),
        1 => Just("-1".to_owned()),
        1 => Just("<5".to_owned()),
    ]
}

fn row() -> impl Strategy<Value = Row> {
    (2023..2026_u16, 0..3_usize, 0..3_usize, 0..3_usize, cell())
}

fn file(rows: &[Row]) -> String {
    let mut text = "STUDIEJAAR,GEMEENTENUMMER,GEMEENTENAAM,INSTELLINGSCODE_ACTUEEL,\
        INSTELLINGSNAAM_ACTUEEL,ONDERDEEL,SUBONDERDEEL,OPLEIDINGSCODE_ACTUEEL,\
        OPLEIDINGSNAAM_ACTUEEL,AANTAL_INGESCHREVENEN\n"
        .to_owned();
    for (year, municipality, institution, programme, cell) in rows {
        let (municipality, institution) =
            (MUNICIPALITIES[*municipality], INSTITUTIONS[*institution]);
        let programme = PROGRAMMES[*programme];
        text += &format!("{year},{municipality},{institution},{programme},{cell}\n");
    }
    text
}

/// Returns the sum of everything that cells can come to but being read.
fn gone(inventory: &Value) -> [i64; 3] {
    let mut places = vec!["/used".to_owned()];
    places.extend(["programme", "doubled", "year"].map(|reason| format!("/left_out/{reason}")));
    for list in ["institutions", "municipalities"] {
        let missing = inventory["missing"][list].as_array().expect("a list");
        places.extend((0..missing.len()).map(|at| format!("/missing/{list}/{at}")));
    }
    let mut sum = [0; 3];
    for place in places {
        let portion = portion(inventory, &place);
        sum = [0, 1, 2].map(|at| sum[at] + portion[at]);
    }
    sum
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 64,
        failure_persistence: None,
        ..Default::default()
    })]

    #[test]
    fn what_was_read_is_used_left_out_or_missing(
        rows in prop::collection::vec(row(), 1..40),
        choice in 0..4_usize,
    ) {
        let (_, suppressed) = Suppressed::ALL[choice];
        let question = DuoQuestion { suppressed, ..question() };
        let text = file(&rows);
        // A file of which nothing is left is refused, which other tests show.
        let Ok(answer) = import_in(Lang::En, &question, &[(STUDENTS, text.as_bytes())]) else {
            return Ok(());
        };
        let inventory = inventory(&answer);
        let known: Vec<i64> = rows.iter().filter_map(|row| row.4.parse().ok()).collect();
        let known: Vec<i64> = known.into_iter().filter(|number| *number >= 0).collect();
        let cells = i64::try_from(rows.len()).expect("few rows");
        let hidden = cells - i64::try_from(known.len()).expect("few rows");
        prop_assert_eq!(portion(&inventory, "/read"), [cells, known.iter().sum(), hidden]);
        prop_assert_eq!(portion(&inventory, "/read"), gone(&inventory));

        let written: i64 = counts(&answer)[1..]
            .iter()
            .filter_map(|row| row.split(';').nth(5)?.parse::<i64>().ok())
            .sum();
        let number = |pointer: &str| inventory.pointer(pointer).and_then(Value::as_i64);
        let used = number("/used/students").expect("students");
        let counted = number("/suppressed/counted").expect("students");
        prop_assert_eq!(Some(written), number("/written/students"));
        prop_assert_eq!(written, used + counted);
        if suppressed == Suppressed::LeaveOut {
            prop_assert_eq!(counted, 0);
        } else {
            prop_assert!(number("/suppressed/least").expect("least") <= counted);
            prop_assert!(counted <= number("/suppressed/greatest").expect("greatest"));
        }
    }
}
