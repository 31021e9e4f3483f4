//! The words of a simulation, in both languages.

use verdeel::domain::{Change, Distribution, OverYears, Per, Uncertain, Uncertainty};
use verdeel::money::Exact;
use verdeel::report::wording::Sentences;
use verdeel::report::{Look, simulation_text};
use verdeel::results::{BasisPoints, Share};
use verdeel::study::Lang;

use super::{DRAWS, Made, euros, growth};

fn text(made: &Made, is_detailed: bool, lang: Lang) -> String {
    let look = Look { lang, width: 100 };
    let text = made.view(is_detailed, |view| simulation_text(view, look));
    text.replace('\u{a0}', " ")
}

#[test]
fn a_board_reads_sentences_first() {
    let made = Made::new();
    let dutch = text(&made, false, Lang::Nl);
    let head = "\
Two futures
Who can rely on what?
- v: A variant

10.000 toekomsten (trekkingen) met seed 7; vergeleken met base
- In 37 % van de toekomsten kort het plafond `national` het bedrag per student in \
2025/2026; van het bedrag per student blijft gemiddeld € 936,56 over, \
tussen € 910 en € 955 in 90 % van de toekomsten
- base: de-linde krijgt in 2025/2026 tussen € 324.375 en € 344.375 in 90 % van de toekomsten, \
gemiddeld € 334.375
- base: de-es krijgt in 2025/2026 tussen € 90.000 en € 110.000 in 90 % van de toekomsten, \
gemiddeld € 100.000
- v: de-linde krijgt in 2025/2026 tussen € 324.375 en € 344.375 in 90 % van de toekomsten, \
gemiddeld € 334.375; \
in 12 % van de toekomsten minder dan in base; in geen van de 10.000 toekomsten minder dan het \
minimum
- v: de-es krijgt in 2025/2026 tussen € 90.000 en € 110.000 in 90 % van de toekomsten, \
gemiddeld € 100.000; in alle \
10.000 toekomsten minder dan in base; in geen van de 10.000 toekomsten minder dan het minimum; \
eigen bijdrage gemiddeld € 5.000, tussen € -5.000 en € 15.000 in 90 % van de toekomsten
";
    assert!(dutch.starts_with(head), "{dutch}");
    let english = text(&made, false, Lang::En);
    let sentence = "\
- In 37 % of futures the ceiling `national` cuts the amount per student in 2025/2026; \
of the amount per student €936.56 is left on average, between €910 and €955 in 90 % of futures
- base: de-linde gets, in 2025/2026, between €324,375 and €344,375 in 90 % of futures, \
€334,375 on average
";
    assert!(english.contains(sentence), "{english}");
}

#[test]
fn tables_hold_bands_differences_and_risks() {
    let made = Made::new();
    let dutch = text(&made, false, Lang::Nl);
    let tables = "
v, 2025/2026: verschil met base in dezelfde toekomst, hele euro's
           gemiddeld  fout ±  slechtste 5 %      5 %    50 %    95 %
────────────────────────────────────────────────────────────────────
de-linde      -2.000      61        -14.500  -12.000  -2.000   8.000
de-es              0      61        -12.500  -10.000       0  10.000
────────────────────────────────────────────────────────────────────

v, 2025/2026: in welk deel van de toekomsten (± de fout)
           minder dan in base  minder dan het minimum
─────────────────────────────────────────────────────
de-linde       12,00 ± 0,32 %           0,00 ± 0,00 %
de-es         100,00 ± 0,00 %           0,00 ± 0,00 %
─────────────────────────────────────────────────────
";
    assert!(dutch.contains(tables), "{dutch}");
    let costs = "
v, 2025/2026: eigen bijdrage (kosten min inkomsten; negatief is over), hele euro's
        gemiddeld  fout ±  slechtste 5 %     5 %   50 %    95 %
───────────────────────────────────────────────────────────────
de-es       5.000      61         17.500  -5.000  5.000  15.000
───────────────────────────────────────────────────────────────

v, 2025/2026: dekking (inkomsten als deel van de kosten), procent
        gemiddeld  fout ±  slechtste 5 %   5 %  50 %   95 %
───────────────────────────────────────────────────────────
de-es        95,3     0,1           84,0  87,0  95,0  105,0
───────────────────────────────────────────────────────────
";
    assert!(dutch.contains(costs), "{dutch}");
    assert!(dutch.contains("- `slechtste 5 %` van eigen bijdragen: gemiddelde van de hoogste\n"));
    for lang in [Lang::Nl, Lang::En] {
        for line in text(&made, true, lang).lines() {
            let is_table = line.contains("  ") || line.contains('─');
            assert!(!is_table || line.chars().count() <= 100, "{line}");
        }
    }
    // Components are told apart where one variant is asked for.
    assert!(!dutch.contains("de-linde: per-student"));
    assert!(text(&made, true, Lang::Nl).contains("de-linde: per-student"));
}

#[test]
fn what_is_uncertain_and_how_to_replay_stand_at_the_end() {
    let made = Made::new();
    let dutch = "
Wat onzeker is
- groei, groei per sector, plus een getal: normaal verdeeld rond 0 %, spreiding 5 %; elk jaar \
bovenop het vorige; 30 % van de variantie hebben alle sectoren gemeen (bron: S1)
- twee partnerschappen fuseren: kans 12,5 %; gebeurt in 12,50 ± 0,33 % van de toekomsten [v]

Nog eens, en één trekking in zijn geheel:
  verdeel simulate world.toml --draws 10000 --seed 7
  verdeel simulate world.toml --seed 7 --only-draw 0
";
    let text = |lang| text(&made, false, lang);
    assert!(text(Lang::Nl).ends_with(dutch), "{}", text(Lang::Nl));
    let english =
        "- two partnerships merge: probability 12.5 %; happens in 12.50 ± 0.33 % of futures [v]\n";
    assert!(text(Lang::En).contains(english));
}

#[test]
fn what_is_thought_of_a_number_is_said_in_words() {
    let euros = |whole: i64| Exact::from(whole);
    let parts = |percent: i64| Exact::ratio(percent, 100);
    let (low, mode, high) = (euros(640_000), euros(725_000), euros(780_000));
    let pot = || Uncertainty::Number("division.budget.pot".to_owned());
    let table = [
        (
            Uncertainty::Growth(Per::Partnership),
            Distribution::Normal {
                mean: parts(2),
                sd: parts(6),
            },
            (OverYears::EachYear, parts(25)),
            "groei per partnerschap: normaal verdeeld rond 2 %, spreiding 6 %; elk jaar opnieuw \
             getrokken; een kwart (25 %) van de variantie hebben alle partnerschappen gemeen",
            "growth per partnership is normal, mean 2 %, sd 6 %; drawn again for each year; a \
             quarter (25 %) of the variance is common to all partnerships",
        ),
        (
            pot(),
            Distribution::Pert {
                low: low.clone(),
                mode: mode.clone(),
                high: high.clone(),
            },
            (OverYears::Once, Exact::zero()),
            "`division.budget.pot`: minstens 640.000, waarschijnlijk 725.000, hoogstens 780.000 \
             (PERT); één waarde voor alle jaren",
            "`division.budget.pot` is at least 640,000, most likely 725,000, at most 780,000 \
             (PERT); one value for all years",
        ),
        (
            pot(),
            Distribution::Triangular { low, mode, high },
            (OverYears::Once, Exact::zero()),
            "`division.budget.pot`: minstens 640.000, waarschijnlijk 725.000, hoogstens 780.000 \
             (driehoek); één waarde voor alle jaren",
            "`division.budget.pot` is at least 640,000, most likely 725,000, at most 780,000 \
             (triangular); one value for all years",
        ),
    ];
    for (target, distribution, (years, common), dutch, english) in table {
        let one = Uncertain {
            target,
            distribution,
            change: Change::Value,
            years,
            common,
            ..growth()
        };
        let said = |lang| Sentences::new(lang).thought_of(&one);
        assert_eq!([said(Lang::Nl), said(Lang::En)], [dutch, english]);
    }
}

#[test]
fn an_interrupted_simulation_says_so() {
    let mut made = Made::new();
    made.simulated.stopped_before = Some(65_536);
    let dutch = "onderbroken: dit zijn de eerste 10.000 van de 65.536 gevraagde trekkingen";
    assert!(text(&made, false, Lang::Nl).contains(dutch));
    let english = "interrupted: these are the first 10,000 of the 65,536 draws asked for";
    assert!(text(&made, false, Lang::En).contains(english));
}

#[test]
fn an_error_of_nothing_is_no_certainty() {
    let said = "- at 0 or 100 % a ± of 0 is no certainty: the chance may lie up to about 3/n away";
    let table = [(0, true), (1, false), (DRAWS - 1, false), (DRAWS, true)];
    for (holds, is_said) in table {
        let mut made = Made::new();
        for variant in &mut made.simulated.variants {
            let chances = variant.series.iter_mut().flat_map(|one| &mut one.chances);
            for (_, share) in chances {
                share.holds = holds;
            }
        }
        let text = text(&made, false, Lang::En);
        assert_eq!(text.contains(said), is_said, "{text}");
    }
}

#[test]
fn that_nothing_is_uncertain_stands_below_the_number_of_futures() {
    let mut made = Made::new();
    for scenario in &mut made.scenarios {
        scenario.uncertain.clear();
        scenario.events.clear();
    }
    let text = text(&made, false, Lang::En);
    let head = "compared with base\nNothing in this scenario is uncertain: all futures are equal.";
    assert!(text.contains(head), "{text}");
    assert_eq!(text.matches("Nothing in this scenario").count(), 1);
    assert!(!text.contains("What is uncertain"));
}

#[test]
fn what_is_rare_is_never_rounded_to_never_or_always() {
    let table = [
        (0, "in geen van de 10.000 toekomsten"),
        (4, "in minder dan 0,1 % van de toekomsten"),
        (1_234, "in 12,3 % van de toekomsten"),
        (9_996, "in meer dan 99,9 % van de toekomsten"),
        (DRAWS, "in alle 10.000 toekomsten"),
    ];
    for (holds, words) in table {
        let mut made = Made::new();
        made.simulated.variants[1].series[0].chances[0].1 = Share {
            holds,
            draws: DRAWS,
        };
        let text = text(&made, false, Lang::Nl);
        assert!(
            text.contains(&format!("; {words} minder dan in base")),
            "{text}"
        );
    }
}

#[test]
fn quantiles_of_a_sketch_say_how_far_off_they_may_be() {
    let mut made = Made::new();
    assert!(!text(&made, false, Lang::Nl).contains("percentielen"));
    made.simulated.variants[1].series[0].band.resolution = euros(12);
    let said = "- percentielen zijn tot op € 12 bepaald\n";
    assert!(text(&made, false, Lang::Nl).contains(said));
    // The widest of all bands counts, those of rates and costs as well.
    made.simulated.variants[0].ceilings[0].rates[0].2.resolution = euros(13);
    assert!(text(&made, false, Lang::Nl).contains("tot op € 13 bepaald\n"));
    let costs = made.simulated.variants[1].series[2].costs.as_mut();
    let costs = costs.expect("costs of de-es");
    costs.contribution.resolution = euros(14);
    let coverage = costs.coverage.as_mut().expect("a coverage");
    coverage.resolution = BasisPoints(25);
    let dutch = text(&made, false, Lang::Nl);
    assert!(dutch.contains("tot op € 14 bepaald\n"), "{dutch}");
    assert!(dutch.contains("dekking zijn tot op 0,25 procentpunt bepaald\n"));
}

#[test]
fn of_many_recipients_those_most_likely_to_lose_get_a_sentence() {
    let mut made = Made::new();
    let one = made.simulated.variants[1].series[0].clone();
    let many = (0..6).map(|at| {
        let mut series = one.clone();
        series.name.recipient = format!("p-{at}");
        series.chances[0].1.holds = at * 100;
        series
    });
    made.simulated.variants[1].series = many.collect();
    let text = text(&made, false, Lang::Nl);
    for (at, is_told) in [(5, true), (4, true), (3, true), (2, false), (0, false)] {
        assert_eq!(
            text.contains(&format!("- v: p-{at} krijgt")),
            is_told,
            "{text}"
        );
    }
    assert!(text.contains("- v: en 3 andere ontvangers, in de tabel hieronder"));
}
