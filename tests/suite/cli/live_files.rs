//! Live files read back: by every command, beside what they were made of, and from strangers.

use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::{Value, json};
use verdeel::study::{Format, Lang, Look, Manner, Memory, Port, RunQuestion, Session};
use verdeel::study::{ask_port, run};
use verdeel::web::{LiveQuestion, live};

use super::{Scratch, call_in, code, text};
use crate::source::root;

/// One region, one partnership, 10 euros for each of 3 students: 30 euros.
const SCENARIO: &str = "title = \"Voorstel\"\nyears = [\"2025\"]\ncounts = [\"counts.csv\"]\n\
     [[region]]\nid = \"r\"\n[[partnership]]\nid = \"a\"\n\
     [[component]]\nid = \"c\"\namount = 10\nper = \"student\"\n\
     [[division]]\nid = \"d\"\npot = 90\npays = [\"c\"]\n\
     [[variant]]\nid = \"v\"\ntitle = \"Twintig\"\nset = { component.c.amount = 20 }\n";

const COUNTS: &str = "partnership,region,year,students\na,r,2023/2024,3\na,r,2024/2025,3\n\
     a,r,2025/2026,3\n";

fn bundle(path: &str, text: &str, files: &Value) -> Value {
    json!({ "schema": "verdeel/bundle@1", "path": path, "text": text, "files": files })
}

/// Returns a page that carries a scenario, as it was sent and as it is now.
fn page(origin: &Value, current: &Value) -> String {
    let both = json!({ "origin": origin, "current": current }).to_string();
    format!(
        "<!doctype html><html><head><script type=\"module\" nonce=\"x\">1 > 0</script></head>\
         <body><main>&lt;script id=\"scenario\"&gt;</main>\n\
         <script type=\"application/json\" id=\"scenario\">{}</script>\n\
         <script id=\"engine\">AAAA</script></body></html>",
        both.replace("</", "<\\/")
    )
}

/// A folder with a live file in which the amount was changed to 12 euros.
fn folder(name: &str) -> Scratch {
    let scratch = Scratch::new(name);
    let files = json!({ "x/counts.csv": COUNTS });
    let origin = bundle("x/voorstel.toml", SCENARIO, &files);
    let changed = SCENARIO.replace("amount = 10", "amount = 12 # </script>");
    let current = bundle("x/voorstel.toml", &changed, &files);
    scratch.write("voorstel.html", &page(&origin, &current));
    scratch
}

fn said(folder: &Path, line: &str) -> (i32, String) {
    let arguments: Vec<&str> = line.split(' ').collect();
    let output = call_in(folder, &arguments);
    (code(&output), text(&output.stdout) + &text(&output.stderr))
}

#[test]
fn every_command_reads_the_scenario_that_a_live_file_carries() {
    let scratch = folder("live-commands");
    scratch.write("x.toml", SCENARIO);
    scratch.write("counts.csv", &COUNTS.replace(",3\n", ",4\n"));
    // 3 students at 12 euros now, at 10 when it was sent, at 20 in the variant. The scenario on
    // this machine has counts of its own, of 4 students.
    for (line, told) in [
        ("run voorstel.html", "€ 36,00"),
        ("run origin:voorstel.html", "€ 30,00"),
        ("run ./voorstel.html", "€ 60,00"),
        ("run x.toml", "€ 40,00"),
        ("compare voorstel.html", "€ 36,00"),
        ("explain voorstel.html --recipient a", "3 studenten × € 12"),
        ("check voorstel.html", "in orde: 2 varianten"),
        ("simulate voorstel.html --draws 2", "€ 36, in elke toekomst"),
        (
            "sweep plan voorstel.html --vary component.c.amount=5..15/3 --design grid",
            "punt",
        ),
        (
            "diff voorstel.html#v voorstel.html",
            "wordt 12 in plaats van 20",
        ),
        (
            "diff origin:voorstel.html voorstel.html",
            "wordt 12 in plaats van 10",
        ),
        ("diff x.toml origin:voorstel.html", "3"),
    ] {
        let (code, told_all) = said(&scratch.0, line);
        assert_eq!(code, 0, "{line}: {told_all}");
        let plain = told_all.replace('\u{a0}', " ");
        assert!(plain.contains(told), "{line}: {plain}");
    }
    let (code, same) = said(&scratch.0, "diff origin:voorstel.html#v voorstel.html#v");
    assert_eq!((code, same.as_str()), (0, "geen verschil\n"));
}

#[test]
fn what_the_program_makes_live_is_read_back_as_it_was() {
    let scratch = Scratch::new("live-made");
    let read = |path: &str| fs::read_to_string(root().join(path)).map_err(|why| why.to_string());
    for (path, main) in [
        ("scenarios/examples/two-regions.toml", "two-regions.toml"),
        ("scenarios/national/national.toml", "national.toml"),
        ("question:A5", "questions/a5.toml"),
    ] {
        let question = LiveQuestion {
            path: path.to_owned(),
            baseline: None,
            models: Vec::new(),
            lang: Lang::Nl,
        };
        let made = live(&question, b"engine", &read);
        let made = made.unwrap_or_else(|why| panic!("{path}: {}", why.text));
        let file = scratch.write("made.html", &made.html);
        let (code, told) = said(root(), &format!("open {file}"));
        assert_eq!(code, 0, "{path}: {told}");
        assert!(told.contains("Niets gewijzigd"), "{path}: {told}");
        let run = |path: &str| {
            let (code, text) = said(root(), &format!("run {path} --format csv"));
            assert_eq!(code, 0, "{path}: {text}");
            text.replace(path, "")
        };
        assert_eq!(run(&file), run(path), "{path}");
        let out = scratch.path("back");
        assert_eq!(said(root(), &format!("open {file} --out {out}")).0, 0);
        assert!(Path::new(&out).join(main).is_file(), "{path}");
        assert_eq!(run(&format!("{out}/{main}")), run(path), "{path}");
        fs::remove_dir_all(out).expect("a folder");
    }
}

#[test]
fn a_live_file_is_made_of_what_another_one_holds() {
    let scratch = folder("live-again");
    let read = |path: &str| fs::read_to_string(scratch.path(path)).map_err(|why| why.to_string());
    for (path, told) in [
        ("voorstel.html", "€ 36,00"),
        ("origin:voorstel.html", "€ 30,00"),
    ] {
        let question = LiveQuestion {
            path: path.to_owned(),
            baseline: None,
            models: Vec::new(),
            lang: Lang::Nl,
        };
        let read = |path: &str| read(path);
        let made = live(&question, b"engine", &read);
        let made = made.unwrap_or_else(|why| panic!("{path}: {}", why.text));
        scratch.write("b.html", &made.html);
        let (code, ran) = said(&scratch.0, "run b.html");
        assert_eq!(code, 0, "{path}: {ran}");
        assert!(ran.replace('\u{a0}', " ").contains(told), "{path}: {ran}");
        let (_, opened) = said(&scratch.0, "open b.html");
        assert!(opened.contains("Niets gewijzigd"), "{path}: {opened}");
        assert!(opened.contains("counts.csv, voorstel.toml"), "{opened}");
    }
}

#[test]
fn a_result_of_a_live_file_is_verified_with_it() {
    let scratch = folder("live-verified");
    let (code, _) = said(&scratch.0, "run voorstel.html --format json --out r.json");
    assert_eq!(code, 0);
    let (code, told) = said(&scratch.0, "verify r.json --lang en");
    assert_eq!(code, 0, "{told}");
    assert!(!told.contains("not read"), "{told}");
    // It is not written over what it is read from.
    let (code, _) = said(&scratch.0, "report voorstel.html --out voorstel.html");
    assert_eq!(code, 2);
}

#[test]
fn a_sweep_of_a_live_file_goes_on_from_its_folder() {
    let scratch = folder("live-swept");
    let plan = "sweep plan voorstel.html --vary component.c.amount=5..15/3 --design grid --out s";
    assert_eq!(said(&scratch.0, plan).0, 0);
    fs::remove_file(scratch.path("voorstel.html")).expect("a file");
    let (code, told) = said(&scratch.0, "sweep s/manifest.json --out s");
    assert_eq!(code, 0, "{told}");
}

#[test]
fn what_was_changed_is_told_against_what_was_sent() {
    let scratch = folder("live-told");
    let (code, told) = said(&scratch.0, "open voorstel.html");
    assert_eq!(code, 0);
    let expected = "voorstel.html: Voorstel\n- base: Voorstel\n- v: Twintig\n\
         bestanden: counts.csv, voorstel.toml\n\n\
         Gewijzigd ten opzichte van het origineel (Voorstel):\n\
         - onderdeel c: bedrag (component.c.amount) wordt 12 in plaats van 10\n";
    assert_eq!(told.replace('\u{a0}', " "), expected);
    let (_, told) = said(&scratch.0, "open voorstel.html --format json");
    let told: Value = serde_json::from_str(&told).expect("JSON");
    assert_eq!(
        told["differences"],
        json!([{ "variant": "base", "fate": "changed", "changes": [
            { "path": "component.c.amount", "from": "10", "to": "12" },
        ] }])
    );
    let (_, rows) = said(&scratch.0, "open voorstel.html --format csv");
    assert_eq!(
        rows,
        "variant,path,from,to\nbase,component.c.amount,10,12\n"
    );
    let (_, told) = said(&scratch.0, "open origin:voorstel.html --lang en");
    assert!(!told.contains("Changed"), "{told}");
}

#[test]
fn variants_that_come_and_go_are_told() {
    let scratch = Scratch::new("live-variants");
    let files = json!({ "counts.csv": COUNTS });
    let mine = "[[variant]]\nid = \"mijn\"\ntitle = \"Mijn voorstel\"\n\
                set = { division.d.pot = 60 }\n";
    let (kept, _) = SCENARIO.split_once("[[variant]]").expect("a variant");
    for (current, told) in [
        (
            format!("{SCENARIO}{mine}"),
            "Variant mijn (Mijn voorstel) komt erbij; anders dan in base:\n- ",
        ),
        (kept.to_owned(), "Variant v (Twintig) vervalt.\n"),
        (
            SCENARIO.replace("amount = 20", "amount = 25"),
            "Alleen in variant v:\n- onderdeel c: bedrag",
        ),
        (
            SCENARIO.replace("counts =", "# lees mij\ncounts ="),
            "Alleen teksten en opmerkingen",
        ),
        (SCENARIO.to_owned(), "Niets gewijzigd"),
    ] {
        let sent = bundle("v.toml", SCENARIO, &files);
        scratch.write("v.html", &page(&sent, &bundle("v.toml", &current, &files)));
        let (code, text) = said(&scratch.0, "open v.html");
        assert_eq!(code, 0, "{text}");
        assert!(text.contains(told), "{text}");
    }
}

#[test]
fn a_change_in_a_variant_is_told_where_none_is_named() {
    let scratch = Scratch::new("live-variant-changed");
    let files = json!({ "counts.csv": COUNTS });
    let changed = SCENARIO.replace("amount = 20", "amount = 19");
    let sent = bundle("v.toml", SCENARIO, &files);
    scratch.write("v.html", &page(&sent, &bundle("v.toml", &changed, &files)));
    let (code, text) = said(&scratch.0, "diff origin:v.html v.html");
    assert_eq!(code, 0, "{text}");
    let plain = text.replace('\u{a0}', " ");
    assert!(plain.starts_with("Alleen in variant v:\n- "), "{plain}");
    assert!(plain.contains("wordt 19 in plaats van 20"), "{plain}");
}

#[test]
fn a_live_file_gives_its_files_back_into_a_folder_of_their_own() {
    let scratch = folder("live-out");
    let (code, told) = said(&scratch.0, "open voorstel.html --out terug");
    assert_eq!(code, 0, "{told}");
    assert!(told.contains("geschreven in terug"), "{told}");
    let read = |name: &str| fs::read_to_string(scratch.path(name)).expect("a file");
    let changed = SCENARIO.replace("amount = 10", "amount = 12 # </script>");
    assert_eq!(read("terug/voorstel.toml"), changed);
    assert_eq!(read("terug/counts.csv"), COUNTS);
    assert_eq!(
        said(&scratch.0, "diff terug/voorstel.toml voorstel.html").1,
        "geen verschil\n"
    );
    // What stands there is not overwritten.
    fs::write(scratch.path("terug/counts.csv"), "mine").expect("a file");
    let (code, told) = said(&scratch.0, "open voorstel.html --out terug");
    assert_eq!(code, 4, "{told}");
    assert!(told.contains("in deze map staat al iets"), "{told}");
    assert_eq!(read("terug/counts.csv"), "mine");
    assert_eq!(
        said(&scratch.0, "open origin:voorstel.html --out eerst").0,
        0
    );
    assert_eq!(read("eerst/voorstel.toml"), SCENARIO);
}

#[test]
fn a_scenario_with_problems_is_told_at_its_lines_and_still_given_back() {
    let scratch = Scratch::new("live-problems");
    let files = json!({ "counts.csv": COUNTS });
    let broken = SCENARIO.replace("id = \"r\"", "idd = \"r\"");
    let sent = bundle("v.toml", SCENARIO, &files);
    scratch.write("v.html", &page(&sent, &bundle("v.toml", &broken, &files)));
    for line in ["run v.html", "open v.html", "open v.html --out terug"] {
        let (code, told) = said(&scratch.0, line);
        assert_eq!(code, 3, "{line}: {told}");
        assert!(told.contains("v.html/v.toml:5:1"), "{line}: {told}");
    }
    let given = fs::read_to_string(scratch.path("terug/v.toml")).expect("a file");
    assert_eq!(given, broken);
}

#[test]
fn what_is_no_live_file_is_told() {
    let scratch = Scratch::new("live-none");
    let files = json!({ "counts.csv": COUNTS });
    let good = bundle("v.toml", SCENARIO, &files);
    let whole = page(&good, &good);
    let with = |path: &str, files: Value| page(&good, &bundle(path, SCENARIO, &files));
    let half = whole.find("years").expect("a scenario");
    let nested = "[".repeat(100_000);
    let element = "<script type=\"application/json\" id=\"scenario\">";
    let cases = [
        (String::new(), "is geen levend bestand"),
        (
            "<!doctype html><title>Rapport</title>".to_owned(),
            "is geen levend bestand",
        ),
        (SCENARIO.to_owned(), "is geen levend bestand"),
        (whole[..half].to_owned(), "houdt halverwege op"),
        (whole.replace("\"origin\"", "\"origins\""), "beschadigd"),
        (format!("{element}{nested}</script>"), "beschadigd"),
        (format!("{element}{{}}</script>"), "beschadigd"),
        (whole.replace("bundle@1", "bundle@9"), "een andere versie"),
        (with("v.toml", json!({ "../x.csv": "" })), "elders heen"),
        (with("v.toml", json!({ "/x.csv": "" })), "elders heen"),
        (
            with("v.toml", json!({ "a/../../x.csv": "" })),
            "elders heen",
        ),
        (with("v.toml", json!({ "..\\x.csv": "" })), "elders heen"),
        (with("v.toml", json!({ "C:\\x.csv": "" })), "elders heen"),
        (with("v.toml", json!({ "nul.csv": "" })), "elders heen"),
        (with("v.toml", json!({ "a\u{0}b": "" })), "elders heen"),
        (with("v.toml", json!({ "": "" })), "elders heen"),
        (with("..", json!({})), "elders heen"),
        (with("v.toml", json!({ "V.toml": "" })), "hebben één naam"),
        (with("v.toml", json!({ "v.toml": "" })), "hebben één naam"),
        (with("v.toml", json!({ "v.toml/x": "" })), "hebben één naam"),
    ];
    for (html, why) in &cases {
        scratch.write("v.html", html);
        for line in ["open v.html --out terug", "open v.html", "run v.html"] {
            let (code, told) = said(&scratch.0, line);
            assert_eq!(code, 4, "{line}, {why}: {told}");
            assert!(told.contains(why), "{line}, {why}: {told}");
            assert!(
                told.contains("hint: geef een scenario"),
                "{line}, {why}: {told}"
            );
        }
        assert_eq!(scratch.names(), ["v.html"], "{why}");
    }
}

#[test]
fn a_live_file_reads_nothing_beside_itself() {
    let scratch = Scratch::new("live-inside");
    scratch.write("counts.csv", COUNTS);
    let good = bundle("v.toml", SCENARIO, &json!({ "counts.csv": COUNTS }));
    for named in [
        "counts.csv",
        "../counts.csv",
        &scratch.path("counts.csv"),
        "x/../../counts.csv",
    ] {
        let text = SCENARIO.replace("counts.csv", named);
        scratch.write("v.html", &page(&good, &bundle("v.toml", &text, &json!({}))));
        let (code, told) = said(&scratch.0, "run v.html");
        assert_eq!(code, 4, "{named}: {told}");
        assert!(
            told.contains("zit niet in het levende bestand"),
            "{named}: {told}"
        );
        assert!(told.contains("v.html/v.toml:3:11"), "{named}: {told}");
    }
}

#[test]
fn files_above_the_scenario_and_names_of_a_machine_are_given_back_below_one_folder() {
    let scratch = Scratch::new("live-above");
    for (path, named, file) in [
        ("a/b/v.toml", "../counts.csv", "a/counts.csv"),
        ("/srv/a/b/v.toml", "../counts.csv", "/srv/a/counts.csv"),
        ("../b/v.toml", "../counts.csv", "../counts.csv"),
        ("C:\\a\\b\\v.toml", "../counts.csv", "C:\\a\\counts.csv"),
    ] {
        let text = SCENARIO.replace("counts.csv", named);
        let own = bundle(path, &text, &json!({ file: COUNTS }));
        scratch.write("v.html", &page(&own, &own));
        let (code, told) = said(&scratch.0, "open v.html --out terug");
        assert_eq!(code, 0, "{path}: {told}");
        let there = |name: &str| Path::new(&scratch.path(name)).is_file();
        assert!(
            there("terug/b/v.toml") && there("terug/counts.csv"),
            "{path}"
        );
        assert_eq!(
            said(&scratch.0, "diff terug/b/v.toml v.html").1,
            "geen verschil\n"
        );
        fs::remove_dir_all(scratch.path("terug")).expect("a folder");
    }
}

#[test]
fn the_page_opens_a_live_file_as_the_texts_in_it() {
    let scratch = folder("live-page");
    let html = fs::read_to_string(scratch.path("voorstel.html")).expect("a file");
    let read = |path: &str| match path {
        "voorstel.html" => Ok(html.clone()),
        _ => Err(format!("no {path}")),
    };
    let port = Port {
        read: &read,
        files: &[],
        start: Some("voorstel.html"),
        memory: &Memory::default(),
    };
    let ask = |operation: &str, request: &Value| {
        ask_port(port, operation, request.to_string().as_bytes()).expect("an answer")
    };
    for request in [
        json!({ "bundle": html }),
        json!({ "scenario": { "path": "voorstel.html" } }),
    ] {
        let opened = ask("open", &request);
        assert_eq!(opened["path"], "voorstel.toml");
        assert_eq!(opened["files"], json!({ "counts.csv": COUNTS }));
        let own = json!({
            "path": opened["path"], "text": opened["text"], "files": opened["files"],
        });
        let seen = ask(
            "look",
            &json!({ "scenario": own, "sections": [], "totals": true }),
        );
        assert_eq!(seen["totals"][0]["amount"], "36.00", "{seen}");
    }
    let told = ask("open", &json!({ "bundle": "<title>x</title>" }));
    let told = told["message"].as_str().unwrap_or_default();
    assert!(told.contains("geen levend bestand"), "{told}");
}

#[test]
fn a_session_holds_what_it_read_out_of_a_live_file() {
    let scratch = folder("live-session");
    let html = fs::read_to_string(scratch.path("voorstel.html")).expect("a file");
    let times = AtomicUsize::new(0);
    let read = |path: &str| match path {
        "voorstel.html" => {
            times.fetch_add(1, Ordering::Relaxed);
            Ok(html.clone())
        }
        _ => Err(format!("no {path}")),
    };
    let look = Look {
        lang: Lang::Nl,
        width: Look::PAGE,
    };
    let manner = Manner {
        format: Format::Csv,
        look,
        colour: false,
    };
    let session = Session::open("voorstel.html", manner, &read);
    let session = session.unwrap_or_else(|why| panic!("{}", why.text));
    let before = times.load(Ordering::Relaxed);
    let ran = session.ask(Lang::Nl, |path, read| {
        let question = RunQuestion {
            paths: vec![path.to_owned()],
            variant: None,
        };
        run(&question, manner, read)
    });
    let ran = ran.unwrap_or_else(|why| panic!("{}", why.text));
    assert!(ran.text.contains("36.00"), "{}", ran.text);
    assert_eq!(times.load(Ordering::Relaxed), before, "it is read again");
}
