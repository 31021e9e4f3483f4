//! Causes of a change: exact averages over all orders, that add up to the cent.

use serde_json::Value;
use verdeel::money::Cents;
use verdeel::results::VariantResult;
use verdeel::scenario::ChangeKind;
use verdeel::simulation::{Between, shapley};
use verdeel::study::{ExplainQuestion, Format, Lang, Look, Manner, Study, between, explain};

use crate::source::read;

fn cents(amounts: &[i64]) -> Vec<Cents> {
    amounts.iter().map(|amount| Cents::new(*amount)).collect()
}

#[test]
fn two_causes_are_charged_the_average_of_both_orders() {
    // The first adds 10 when it comes first and 16 when it comes last; the second 4 and 10.
    assert_eq!(shapley(&cents(&[0, 10, 4, 20])), cents(&[13, 7]));
    // Averages of 1.5 each: the odd cent goes to the first.
    assert_eq!(shapley(&cents(&[0, 1, 1, 3])), cents(&[2, 1]));
    assert_eq!(shapley(&cents(&[5, -7])), cents(&[-12]));
    assert_eq!(shapley(&cents(&[5])), cents(&[]));
}

/// Returns the sum over all orders of what each cause adds, and the number of orders.
fn by_orders(amounts: &[i64], causes: usize) -> (Vec<i64>, i64) {
    let mut orders: Vec<Vec<usize>> = vec![Vec::new()];
    for cause in 0..causes {
        let longer = orders.iter().flat_map(|order| {
            (0..=order.len()).map(move |at| {
                let mut order = order.clone();
                order.insert(at, cause);
                order
            })
        });
        orders = longer.collect();
    }
    let mut sums = vec![0; causes];
    for order in &orders {
        let mut set = 0;
        for cause in order {
            let with = set | 1 << cause;
            sums[*cause] += amounts[with] - amounts[set];
            set = with;
        }
    }
    (sums, i64::try_from(orders.len()).expect("few orders"))
}

/// Returns amounts that look like nothing in particular.
fn scattered(causes: usize, seed: i64, times: i64) -> Vec<i64> {
    let mut state = seed;
    let amounts = (0..1 << causes).map(|_| {
        state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
        (state % 2_000_001 - 1_000_000) * times
    });
    amounts.collect()
}

#[test]
fn up_to_five_causes_agree_with_every_order_written_out_and_add_up() {
    for causes in 1..=5 {
        for seed in 1..40 {
            let amounts = scattered(causes, seed, 1);
            let parts = shapley(&cents(&amounts));
            let (sums, orders) = by_orders(&amounts, causes);
            for (part, sum) in parts.iter().zip(&sums) {
                let off = part.count() * orders - sum;
                assert!(
                    off.abs() < orders,
                    "{causes} {seed}: {part} for {sum}/{orders}"
                );
            }
            let change = amounts[amounts.len() - 1] - amounts[0];
            assert_eq!(parts.iter().copied().sum::<Cents>(), Cents::new(change));
        }
    }
}

#[test]
fn the_order_of_causes_decides_nothing_and_a_dummy_gets_nothing() {
    for seed in 1..40 {
        // Multiples of 4! leave no remainders to place.
        let amounts = scattered(4, seed, 24);
        let parts = shapley(&cents(&amounts));
        // The causes the other way round: bit i becomes bit 3 - i.
        let turned = |set: usize| (0..4).fold(0, |to, bit| to | (set >> bit & 1) << (3 - bit));
        let backwards: Vec<i64> = (0..16).map(|set| amounts[turned(set)]).collect();
        let mut others = shapley(&cents(&backwards));
        others.reverse();
        assert_eq!(parts, others);
        // A fifth cause that never moves anything, in the middle.
        let without = |set: usize| set & 3 | set >> 1 & 12;
        let more: Vec<i64> = (0..32).map(|set| amounts[without(set)]).collect();
        let parts_of_five = shapley(&cents(&more));
        assert_eq!(parts_of_five[2], Cents::ZERO);
        assert_eq!([&parts_of_five[..2], &parts_of_five[3..]].concat(), parts);
        // Causes that always add the same are charged the same.
        let alike = scattered(3, seed, 24);
        let symmetric = |set: usize| match set & 3 {
            2 => set & 4 | 1,
            _ => set,
        };
        let alike: Vec<i64> = (0..8).map(|set| alike[symmetric(set)]).collect();
        let parts = shapley(&cents(&alike));
        assert_eq!(parts[0], parts[1]);
    }
}

#[test]
fn every_path_has_one_kind_of_change() {
    for (path, kind) in [
        ("scheme", "rule"),
        ("year-conversion", "rule"),
        ("division.in-region@zuid.key", "rule"),
        ("division.in-region.at.zuid.slice", "rule"),
        ("component.per-student.when", "rule"),
        ("component.per-student.reference", "rule"),
        ("division.in-region.slice.office.share", "parameter"),
        ("division.in-region@zuid.key.first", "parameter"),
        ("division.in-region.minimum", "parameter"),
        ("component.per-student.amount", "parameter"),
        ("component.per-student.when.students.at-least", "parameter"),
        ("component.step.steps.60.amount", "parameter"),
        ("component.step.steps", "parameter"),
        ("component.stated.amounts", "parameter"),
        ("partnership.de-linde.weight", "parameter"),
        ("partnership.de-linde.previous", "parameter"),
        ("partnership.de-linde.students", "counts"),
        ("partnership.de-linde.side-entrants.noord", "counts"),
        ("partnership.de-linde.growth", "counts"),
        ("region.zuid.pupils.po", "counts"),
        ("others.rest.students", "counts"),
        ("growth", "counts"),
        ("counts", "counts"),
        ("division.national.pot", "pot"),
        ("coverage", "pot"),
        ("partnership.de-linde.status", "membership"),
        ("partnership.de-linde.lead-region", "membership"),
        ("region.zuid.flags", "membership"),
        ("others.rest.partnerships", "membership"),
        ("partnership.de-linde.name", ""),
        ("component.per-student.source", ""),
        ("cost.mentor.hours", ""),
        ("prices.level", ""),
        ("title", ""),
    ] {
        let found = ChangeKind::of_path(path).map_or("", ChangeKind::name);
        assert_eq!(found, kind, "{path}");
    }
}

/// Returns the worlds between two variants.
fn worlds(text: &str, variants: (&str, &str)) -> Between {
    between("scenario.toml", variants, &|_| Ok(text.to_owned())).expect("two variants")
}

/// Returns what reached a recipient in the first year.
fn received(result: &VariantResult, recipient: &str) -> Cents {
    let awards = result.years[0].awards.iter();
    let own = awards.filter(|award| award.account.id.as_str() == recipient);
    own.map(|award| award.amount).sum()
}

/// Returns the causes of a change with their amounts, as text.
fn told(between: &Between, recipient: &str) -> Vec<(String, String)> {
    let parts = between.parts(|result| received(result, recipient));
    let told = parts.iter().map(|part| {
        let kinds: Vec<&str> = part.kinds.iter().map(|kind| kind.name()).collect();
        (kinds.join("+"), part.amount.to_euro_text())
    });
    told.collect()
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    let own = |(kind, amount): &(&str, &str)| ((*kind).to_owned(), (*amount).to_owned());
    expected.iter().map(own).collect()
}

/// 100 of 250 students; 50 more of them, 1,000 each and a tenth for the office are the changes.
const WORLD: &str = r#"
years = ["2025"]
scheme = "regional-2025"
[[region]]
id = "a"
[[partnership]]
id = "p"
students = { a = 100 }
[[partnership]]
id = "q"
students = { a = 150 }
[[variant]]
id = "more"
set = { "partnership.p.students.a" = 150, "component.per-student.amount" = 1_000 }
[[variant]]
id = "all"
stack = ["more"]
set = { "division.in-region@a.slice" = [{ to = "office", share = "10 %" }] }
[[variant]]
id = "renamed"
set = { "partnership.p.name" = "P" }
[[variant]]
id = "flat"
set = { scheme = "linear-2020", "component.base.amount" = 90_000, "partnership.p.students.a" = 110 }
[[variant]]
id = "gone"
set = { "partnership.p.students.a" = 0 }
"#;

#[test]
fn a_case_by_hand() {
    // 125,000 becomes 150 x 1,000. Students first +62,500 and last +50,000; the rate -25,000 and
    // -37,500.
    let more = worlds(WORLD, ("base", "more"));
    let expected = pairs(&[("parameter", "-31250.00"), ("counts", "56250.00")]);
    assert_eq!(told(&more, "p"), expected);
    // q has 187,500 and then 150,000: its students did not change.
    let expected = pairs(&[("parameter", "-37500.00"), ("counts", "0.00")]);
    assert_eq!(told(&more, "q"), expected);
    // The way back is the same with the sign turned.
    let back = worlds(WORLD, ("more", "base"));
    let expected = pairs(&[("parameter", "31250.00"), ("counts", "-56250.00")]);
    assert_eq!(told(&back, "p"), expected);
    // Three causes of 125,000 -> 135,000 for p: what is kept falls on a sum that is 125,000,
    // 187,500, 100,000 or 150,000, weighted 1/3, 1/6, 1/6, 1/3, a tenth of it: -13,958.33.
    let all = worlds(WORLD, ("base", "all"));
    let parts = told(&all, "p");
    assert_eq!(parts[0], ("rule".to_owned(), "-13958.33".to_owned()));
    // What is common to both variants is no cause.
    let slice = worlds(WORLD, ("more", "all"));
    assert_eq!(told(&slice, "p"), pairs(&[("rule", "-15000.00")]));
    assert_eq!(told(&worlds(WORLD, ("base", "renamed")), "p"), pairs(&[]));
}

#[test]
fn what_cannot_be_without_the_other_stands_together() {
    // The base amount is only known under the scheme of 2020: rule and parameter are one cause.
    let flat = worlds(WORLD, ("base", "flat"));
    // Together first: 90,000 + 95,500 - 125,000 = 60,500, last 195,050 - 137,500 = 57,550.
    // Students first 12,500, last 9,550.
    let expected = pairs(&[("rule+parameter", "59025.00"), ("counts", "11025.00")]);
    assert_eq!(told(&flat, "p"), expected);
}

#[test]
fn between_all_variants_of_an_example_parts_add_up_for_everybody() {
    let text = read("scenarios/examples/two-regions.toml");
    let study = Study::open("scenario.toml", &|_| Ok(text.clone())).expect("sound");
    let results = study.results();
    for from in &results {
        for to in &results {
            let between = worlds(&text, (&from.id, &to.id));
            let accounts = from.plan.accounts.iter().chain(&to.plan.accounts);
            for account in accounts {
                let own = |result: &VariantResult| received(result, account.id.as_str());
                let parts = between.parts(own);
                let sum: Cents = parts.iter().map(|part| part.amount).sum();
                assert_eq!(sum, own(to) - own(from), "{} {} {account}", from.id, to.id);
            }
        }
    }
}

#[test]
fn explain_tells_the_causes_in_both_languages_and_as_data() {
    let answer = |format, lang| {
        let question = ExplainQuestion {
            path: "scenario.toml".into(),
            recipient: "p".into(),
            variant: Some("flat".into()),
            drawn: None,
            versus: None,
            against: Some("base".into()),
        };
        let look = Look { lang, width: 100 };
        let manner = Manner {
            format,
            look,
            colour: false,
        };
        let answer = explain(&question, manner, &|_| Ok(WORLD.to_owned()));
        answer.expect("a sound scenario").text
    };
    let text = answer(Format::Table, Lang::En);
    let sentence = "of the change of +€70,050.00: \
        rules and numbers of the scheme +€59,025.00, counts +€11,025.00";
    assert!(text.contains(sentence), "{text}");
    assert!(
        text.contains("rules and numbers of the scheme stand together"),
        "{text}"
    );
    let text = answer(Format::Table, Lang::Nl);
    assert!(
        text.contains("regels en getallen van de regeling €\u{a0}+59.025,00"),
        "{text}"
    );
    let document: Value = serde_json::from_str(&answer(Format::Json, Lang::En)).expect("JSON");
    let causes = &document["contrasts"][0]["causes"];
    assert_eq!(
        causes[0]["causes"],
        serde_json::json!(["rule", "parameter"])
    );
    assert_eq!(causes[1]["amount"], "11025.00");
}
