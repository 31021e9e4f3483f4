//! Worked examples of the literature, and some by hand, as tables.

use verdeel::money::Exact;
use verdeel::rules::Shortage;
use verdeel::rules::shortage::{Multiplier, Parameters, Problem, Refusal, Stage};

fn numbers(text: &str) -> Vec<Exact> {
    let words = text.split_whitespace();
    words
        .map(|word| Exact::from_number_text(word).expect(word))
        .collect()
}

fn named(name: &str) -> Shortage {
    let rule = Shortage::ALL.iter().find(|(known, _)| *known == name);
    rule.expect(name).1
}

/// Asserts awards. Each row is a rule, a pot, the claims and the awards.
#[track_caller]
fn check(table: &str, parameters: &Parameters) {
    for row in table.trim().lines().map(str::trim) {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let problem = Problem {
            pot: numbers(cells[1])[0].clone(),
            claims: numbers(cells[2]),
            parameters: parameters.clone(),
        };
        let outcome = named(cells[0]).divide(&problem).expect(row);
        assert_eq!(outcome.awards, numbers(cells[3]), "{row}");
    }
}

#[test]
fn three_wives_of_the_mishnah() {
    // Ketubot 93a; R. Aumann and M. Maschler, J. Econ. Theory 36 (1985), who add 400 and 500.
    check(
        "talmud | 100 | 100 200 300 | 100/3 100/3 100/3
         talmud | 200 | 100 200 300 | 50 75 75
         talmud | 300 | 100 200 300 | 50 100 150
         talmud | 400 | 100 200 300 | 50 125 225
         talmud | 500 | 100 200 300 | 200/3 500/3 800/3",
        &Parameters::default(),
    );
}

#[test]
fn the_contested_garment() {
    // Bava Metzia 2a: one says it is all mine, the other half of it is mine. Three quarters and
    // one quarter under every rule that extends concede and divide (W. Thomson, 2003).
    check(
        "talmud | 1 | 1 1/2 | 3/4 1/4
         random-arrival | 1 | 1 1/2 | 3/4 1/4
         minimal-overlap | 1 | 1 1/2 | 3/4 1/4
         adjusted-proportional | 1 | 1 1/2 | 3/4 1/4",
        &Parameters::default(),
    );
}

#[test]
fn the_will_of_ibn_ezra() {
    // B. O'Neill, Math. Soc. Sci. 2 (1982): four sons claim all, a half, a third and a quarter of
    // 120. Each quarter of a part is shared by those who claim it.
    check(
        "minimal-overlap | 120 | 30 40 60 120 | 15/2 65/6 125/6 485/6",
        &Parameters::default(),
    );
}

#[test]
fn one_problem_under_many_rules() {
    // W. Thomson's survey (2003) draws these paths of awards; the numbers are the definitions of
    // `docs/method.md` worked by hand. P. Piniles (1861) and Maimonides (equal awards) had the
    // wives of the Mishnah before them; I. Curiel, M. Maschler and S. Tijs (1987) for the adjusted
    // proportional rule.
    check(
        "proportional | 200 | 100 200 300 | 100/3 200/3 100
         equal-awards | 200 | 100 200 300 | 200/3 200/3 200/3
         equal-awards | 500 | 100 200 300 | 100 200 200
         equal-losses | 200 | 100 200 300 | 0 50 150
         equal-losses | 300 | 100 200 300 | 0 100 200
         reverse-talmud | 200 | 100 200 300 | 50/3 200/3 350/3
         reverse-talmud | 400 | 100 200 300 | 250/3 400/3 550/3
         piniles | 200 | 100 200 300 | 50 75 75
         piniles | 400 | 100 200 300 | 250/3 400/3 550/3
         constrained-egalitarian | 200 | 100 200 300 | 50 75 75
         constrained-egalitarian | 400 | 100 200 300 | 100 150 150
         constrained-egalitarian | 500 | 100 200 300 | 100 200 200
         adjusted-proportional | 200 | 100 200 300 | 40 80 80
         adjusted-proportional | 400 | 100 200 300 | 60 120 220
         random-arrival | 100 | 100 200 300 | 100/3 100/3 100/3
         random-arrival | 200 | 100 200 300 | 100/3 250/3 250/3
         random-arrival | 300 | 100 200 300 | 50 100 150
         random-arrival | 400 | 100 200 300 | 200/3 350/3 650/3
         minimal-overlap | 200 | 100 200 300 | 100/3 250/3 250/3
         minimal-overlap | 300 | 100 200 300 | 100/3 250/3 550/3
         minimal-overlap | 150 | 30 40 60 120 | 15/2 85/6 205/6 565/6
         average-awards-losses | 200 | 100 200 300 | 100/3 175/3 325/3",
        &Parameters::default(),
    );
}

#[test]
fn a_pot_of_nothing_of_everything_and_of_more() {
    for (_, rule) in Shortage::ALL {
        let parameters = Parameters {
            weights: Some(numbers("1 2 3")),
            order: Some(vec![1, 0, 2]),
            classes: Some(vec![0, 0, 1]),
            ..Parameters::default()
        };
        for (pot, awards, left) in [
            ("0", "0 0 0", "0"),
            ("5", "0 2 3", "0"),
            ("9", "0 2 3", "4"),
        ] {
            let problem = Problem {
                pot: numbers(pot)[0].clone(),
                claims: numbers("0 2 3"),
                parameters: parameters.clone(),
            };
            let outcome = rule.divide(&problem).expect("three claims");
            assert_eq!(outcome.awards, numbers(awards), "{} {pot}", rule.name());
            assert_eq!(outcome.certificate.left, numbers(left)[0]);
        }
        let nobody = Problem {
            parameters: Parameters {
                weights: Some(Vec::new()),
                order: Some(Vec::new()),
                classes: Some(Vec::new()),
                ..Parameters::default()
            },
            ..Problem::new(7.into(), Vec::new())
        };
        assert!(rule.divide(&nobody).expect("nobody").awards.is_empty());
    }
}

#[test]
fn orders_classes_and_weights() {
    let parameters = |text: &str| Parameters {
        weights: Some(numbers(text)),
        ..Parameters::default()
    };
    // By hand: 2 t + t + t = 200, and the first loses all before 150 + 150 is lost by the others.
    check(
        "weighted-equal-awards | 200 | 100 200 300 | 100 50 50
         weighted-equal-losses | 200 | 100 200 300 | 0 50 150",
        &parameters("2 1 1"),
    );
    check(
        "weighted-equal-awards | 200 | 100 200 300 | 100 50 50
         weighted-equal-awards | 10 | 100 200 300 | 5 5/2 5/2",
        &parameters("1/2 1/4 0.25"),
    );
    let order = Parameters {
        order: Some(vec![2, 0, 1]),
        ..Parameters::default()
    };
    check(
        "priority | 350 | 100 200 300 | 50 0 300
         priority | 450 | 100 200 300 | 100 50 300",
        &order,
    );
    let classes = |inner| Parameters {
        classes: Some(vec![7, 4, 7]),
        inner,
        weights: Some(numbers("1 1 3")),
        ..Parameters::default()
    };
    check(
        "priority-classes | 100 | 100 200 300 | 0 100 0
         priority-classes | 200 | 100 200 300 | 0 200 0
         priority-classes | 300 | 100 200 300 | 25 200 75",
        &classes(None),
    );
    check(
        "priority-classes | 400 | 100 200 300 | 0 200 200",
        &classes(Some(Shortage::EqualLosses)),
    );
    // In class 7 there is 240 for 100 and 300 with weights 1 and 3: t = 60, so 60 and 180.
    check(
        "priority-classes | 440 | 100 200 300 | 60 200 180",
        &classes(Some(Shortage::WeightedEqualAwards)),
    );
}

#[test]
fn references_come_first() {
    // J. Pulido, J. Sanchez-Soriano and N. Llorca (2002), "claims with references". Of 200 the
    // references take 90, and 110 is for the claims of 50, 150 and 250 that are left.
    let parameters = Parameters {
        references: Some(numbers("50 40 0")),
        ..Parameters::default()
    };
    check(
        "equal-awards | 200 | 100 190 250 | 260/3 230/3 110/3
         equal-awards | 60 | 100 190 250 | 30 30 0
         priority | 60 | 100 190 250 | 20 40 0",
        &Parameters {
            order: Some(vec![1, 0, 2]),
            ..parameters
        },
    );
}

#[test]
fn certificates_can_be_checked_by_hand() {
    let problem = |pot: i64| Problem::new(pot.into(), numbers("100 200 300"));
    let of = |rule: Shortage, pot| {
        rule.divide(&problem(pot))
            .expect("three claims")
            .certificate
    };
    for (rule, pot, multiplier, value, stage) in [
        (Shortage::Proportional, 200, Multiplier::Share, "1/3", None),
        (Shortage::EqualAwards, 500, Multiplier::Award, "200", None),
        (Shortage::EqualLosses, 200, Multiplier::Loss, "150", None),
        (
            Shortage::Talmud,
            200,
            Multiplier::Award,
            "75",
            Some(Stage::LowerHalf),
        ),
        (
            Shortage::Talmud,
            400,
            Multiplier::Loss,
            "75",
            Some(Stage::UpperHalf),
        ),
        (
            Shortage::AdjustedProportional,
            200,
            Multiplier::Share,
            "2/5",
            None,
        ),
        (
            Shortage::MinimalOverlap,
            400,
            Multiplier::Threshold,
            "100",
            Some(Stage::AboveThreshold),
        ),
    ] {
        let found = of(rule, pot);
        assert_eq!(found.multipliers, [(multiplier, numbers(value)[0].clone())]);
        assert_eq!(found.stage, stage);
    }
    let found = of(Shortage::EqualLosses, 200);
    assert_eq!((found.at_zero, found.in_full), (vec![0], vec![]));
    let found = of(Shortage::EqualAwards, 500);
    assert_eq!((found.at_zero, found.in_full), (vec![], vec![0, 1]));
    assert_eq!(of(Shortage::RandomArrival, 200).orders, Some(6.into()));
    let weighted = Problem {
        parameters: Parameters {
            weights: Some(numbers("1/2 1/4 1/4")),
            ..Parameters::default()
        },
        ..Problem::new(numbers("1/10")[0].clone(), numbers("1 2 3"))
    };
    let outcome = Shortage::WeightedEqualAwards
        .divide(&weighted)
        .expect("weights");
    // 1/20, 1/40 and 1/40 are 1/10 for each unit of weight.
    assert_eq!(outcome.awards, numbers("1/20 1/40 1/40"));
    let tenth = numbers("1/10")[0].clone();
    assert_eq!(
        outcome.certificate.multipliers,
        [(Multiplier::Award, tenth)]
    );
}

#[test]
fn ill_posed_problems_are_refused() {
    let refused = |rule: Shortage, pot: &str, claims: &str, parameters: Parameters| {
        let problem = Problem {
            parameters,
            ..Problem::new(numbers(pot)[0].clone(), numbers(claims))
        };
        rule.divide(&problem).expect_err("a refusal")
    };
    let none = Parameters::default();
    let plain = Shortage::Talmud;
    assert_eq!(
        refused(plain, "-1", "1", none.clone()),
        Refusal::NegativePot
    );
    assert_eq!(
        refused(plain, "1", "1 -1", none.clone()),
        Refusal::NegativeClaim(1)
    );
    let missing = refused(Shortage::Priority, "1", "1 1", none.clone());
    assert_eq!(missing.to_string(), "`priority` needs `order`");
    for (order, who) in [(vec![0, 0], 0), (vec![0, 2], 2)] {
        let parameters = Parameters {
            order: Some(order),
            ..none.clone()
        };
        let found = refused(Shortage::Priority, "1", "1 1", parameters);
        assert_eq!(found, Refusal::Order(who));
    }
    for (weights, found) in [
        ("1 0", "weight 1 is not above zero"),
        ("1 2 3", "`weights` has 3 entries for 2 claims"),
    ] {
        let parameters = Parameters {
            weights: Some(numbers(weights)),
            ..none.clone()
        };
        let refusal = refused(Shortage::WeightedEqualLosses, "1", "1 1", parameters);
        assert_eq!(refusal.to_string(), found);
    }
    let classes = Parameters {
        classes: Some(vec![0, 1]),
        inner: Some(Shortage::Priority),
        ..none.clone()
    };
    let found = refused(Shortage::PriorityClasses, "1", "1 1", classes);
    assert_eq!(found, Refusal::Inner(Shortage::Priority));
    let references = Parameters {
        references: Some(numbers("2 1")),
        ..none
    };
    assert_eq!(
        refused(plain, "1", "1 1", references),
        Refusal::Reference(0)
    );
}
