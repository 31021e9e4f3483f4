//! Letters: one page per partnership, beside the report.

use std::collections::BTreeMap;

use verdeel::study::Lang;

use super::{OFFICE, answer, question, says, section};
use crate::runs::PATH;

/// Returns the letters of a scenario by the name of their file.
#[track_caller]
pub(super) fn letters(path: &str, text: &str, lang: Lang) -> BTreeMap<String, String> {
    let mut asked = question(path);
    asked.letters = Some("brieven/".to_owned());
    let answer = answer(&asked, text, lang).expect("letters");
    assert_eq!(answer.folder.as_deref(), Some("brieven/"));
    let files = answer.files.into_iter();
    let text = |bytes| String::from_utf8(bytes).expect("text");
    files.map(|(path, bytes)| (path, text(bytes))).collect()
}

#[test]
fn each_partnership_has_a_letter_about_the_only_other_model() {
    // De Linde has 100 of the 400 students: 100,000 at the start. With an office that keeps 10 %,
    // 360,000 is divided equally over two: 180,000, which is 80,000 more. Only rules changed.
    let all = letters(PATH, OFFICE, Lang::Nl);
    let names: Vec<&str> = all.keys().map(String::as_str).collect();
    assert_eq!(names, ["brieven/de-es.html", "brieven/de-linde.html"]);
    let html = &all["brieven/de-linde.html"];
    assert!(html.starts_with("<!DOCTYPE html><html lang=\"nl\">"));
    assert_eq!(html.matches("<h1").count(), 1);
    says(html, "Doorrekening, geen beschikking");
    says(
        &section(html, "bedrag"),
        "€ 180.000,00 model bedrag verschil met A",
    );
    says(
        &section(html, "bedrag"),
        "A: uitgangspunt € 100.000,00 B: Met kantoor € 180.000,00",
    );
    let reasons = section(html, "redenen");
    says(
        &reasons,
        "in model B: Met kantoor Het partnerschap telt 100 studenten",
    );
    says(
        &reasons,
        "€ 180.000. Onderwijsregio noord heeft € 400.000 te verdelen",
    );
    says(
        &section(html, "verschil"),
        "€ +80.000,00 komt door: regels € +80.000,00",
    );
    says(&section(html, "onzeker"), "zonder bandbreedte");
    says(
        &section(html, "vragen"),
        "de penvoerder van het partnerschap",
    );
    let english = &letters(PATH, OFFICE, Lang::En)["brieven/de-linde.html"];
    says(english, "A calculation, not a grant decision");
    says(&section(english, "bedrag"), "€180,000.00");
}

#[test]
fn a_letter_tells_the_band_of_its_partnership() {
    let all = letters("scenarios/examples/uncertain.toml", "", Lang::Nl);
    let told = section(&all["brieven/de-es.html"], "onzeker");
    says(&told, "Model A: uitgangspunt: tussen €");
    says(
        &told,
        "van kwantiel 5 % tot 95 % van 50 doorgerekende toekomsten",
    );
}

#[test]
fn a_letter_explains_the_baseline_beside_several_models() {
    let all = letters("scenarios/examples/four-models.toml", "", Lang::Nl);
    let html = &all["brieven/de-linde.html"];
    // 100,000 and 520 students of 955.
    says(&section(html, "bedrag"), "€ 596.600,00 model");
    says(
        &section(html, "redenen"),
        "520 studenten × € 955 = € 496.600",
    );
    says(
        &section(html, "bedrag"),
        "D: Per student, met 95 % van vorig jaar als vangnet",
    );
    for floor in ["280.000", "290.000", "235.000"] {
        assert!(all.values().all(|html| !html.contains(floor)), "{floor}");
    }
}
