//! Drawn numbers: each draw is what a file with that number would give.

use verdeel::money::Cents;

use super::*;

/// A region with 12,000 euros for two partnerships of 100 students.
const REGION: &str = "[[region]]\nid = \"r\"\n\
    [[board]]\nid = \"x\"\n\
    [[partnership]]\nid = \"a\"\nboards = [\"x\"]\nstudents = { r = 100 }\n\
    [[partnership]]\nid = \"b\"\nboards = [\"x\"]\nstudents = { r = 100 }\n";

/// Returns the mean of what one recipient gets in a year, in cents, where one value is drawn.
#[track_caller]
fn drawn(text: &str, recipient: &str) -> i64 {
    let simulated = Study::of(text).simulated(Draws::Fixed(64));
    whole(&simulated, 0, recipient).band.mean.count()
}

fn certain(path: &str, value: &str) -> String {
    format!(
        "[[uncertain]]\nid = \"u\"\npath = \"{path}\"\n\
         distribution = {{ kind = \"discrete\", values = [{value}] }}\n"
    )
}

#[test]
fn what_a_number_cannot_be_counts_as_the_nearest_that_it_can() {
    let component = "[[component]]\nid = \"growth-fund\"\nto = \"region\"\namount = 12_000\n\
        share = \"50 %\"\n[[division]]\nid = \"d\"\npays = [\"growth-fund\"]\nscope = \"local\"\n";
    let path = "component.growth-fund.share";
    for (value, cents) in [
        ("\"50 %\"", 600_000),
        ("1", 1_200_000),
        ("3", 1_200_000), // no more than all of it
        ("\"-50 %\"", 0), // no less than nothing, whatever it is called
    ] {
        let text = format!(
            "years = [\"2025\"]\n{REGION}{component}{}",
            certain(path, value)
        );
        assert_eq!(drawn(&text, "r"), cents, "{value}");
    }
}

#[test]
fn money_that_an_adjustment_pays_to_a_function_is_kept() {
    let text = format!(
        "years = [\"2025\"]\n{REGION}\
         [[component]]\nid = \"p\"\nto = \"region\"\namount = 10_000\n\
         [[division]]\nid = \"d\"\npays = [\"p\"]\nscope = \"local\"\n\
         [[division]]\nid = \"in\"\nfrom = \"region\"\nto = \"partnership\"\n\
         adjust = [{{ id = \"j\", rule = \"shared-cost\", to = \"office\", amount = 1_000 }}]\n{}",
        certain("component.p.amount", "12_000")
    );
    // 12,000 less 1,000 for the office, which stays in the region: 5,500 for each partnership.
    for (recipient, cents) in [("r", 1_200_000), ("a", 550_000), ("office", 100_000)] {
        assert_eq!(drawn(&text, recipient), cents, "{recipient}");
    }
}

#[test]
fn a_walk_of_costs_begins_in_the_first_year() {
    let text = format!(
        "years = [\"2025\", \"2026\"]\n{REGION}\
         [[component]]\nid = \"p\"\namount = 100\n\
         [[division]]\nid = \"d\"\npays = [\"p\"]\nscope = \"local\"\n\
         [[cost]]\nid = \"c\"\namount = 1_000\nborne-by = {{ board = \"100 %\" }}\n{}\
         change = \"factor\"\nyears = \"walk\"\n",
        certain("cost.c.amount", "2").replace("distribution", "change-of = 1\ndistribution")
    )
    .replace("change-of = 1\n", "");
    let simulated = Study::of(&text).simulated(Draws::Fixed(64));
    // 1,000 doubles to 2,000 and 4,000; 100 is received.
    for (year, cents) in [("2025", 190_000), ("2026", 390_000)] {
        let mut series = simulated.variants[0].series.iter();
        let own = series.find(|one| {
            let name = &one.name;
            name.recipient == "a" && name.year.as_deref() == Some(year) && name.component.is_none()
        });
        let costs = own
            .and_then(|own| own.costs.as_ref())
            .expect("costs are stated");
        assert_eq!(costs.contribution.mean.count(), cents, "{year}");
    }
}

#[test]
fn an_event_and_a_number_that_is_called_so_are_independent() {
    let text = format!(
        "years = [\"2025\"]\n{REGION}[[partnership]]\nid = \"e\"\nstudents = {{ r = 1 }}\n\
         [[component]]\nid = \"p\"\namounts = {{ e = 1 }}\n\
         [[component]]\nid = \"q\"\namount = 1\n\
         [[division]]\nid = \"d\"\npays = [\"p\", \"q\"]\nscope = \"local\"\n\
         [[uncertain]]\nid = \"event\"\npath = \"component.p.amounts.*\"\n\
         distribution = {{ kind = \"uniform\", low = 0, high = 100 }}\n\
         [[event]]\nid = \"e\"\nprobability = 0.5\nset = {{ component.q.amount = 1_000 }}\n"
    );
    let simulated = Study::of(&text).simulated(Draws::Fixed(64));
    let kept = &whole(&simulated, 0, "e").kept;
    // Below 500 it did not happen; what comes beside it is on both sides of 50 either way.
    let low = |amount: &&Cents| amount.count() % 100_000 < 5_100;
    let (calm, eventful): (Vec<&Cents>, Vec<&Cents>) =
        kept.iter().partition(|amount| amount.count() < 50_000);
    for draws in [calm, eventful] {
        let lower = draws.iter().copied().filter(low).count();
        assert!(
            lower > 0 && lower < draws.len(),
            "{lower} of {}",
            draws.len()
        );
    }
}

#[test]
fn a_part_of_a_sum_is_not_drawn_alone() {
    let text = format!(
        "years = [\"2025\"]\n{REGION}\
         [[component]]\nid = \"p\"\nto = \"region\"\namount = 10_000\n\
         [[division]]\nid = \"d\"\npays = [\"p\"]\nscope = \"local\"\n\
         [[division]]\nid = \"in\"\nfrom = \"region\"\nto = \"partnership\"\n\
         key = {{ mix = {{ equal = \"40 %\", per-student = \"60 %\" }} }}\n{}",
        certain("division.in.key.mix.equal", "0.1")
    );
    let refused = open("s.toml", &Shelf(&text)).expect_err("the parts no longer add up");
    let codes: Vec<&str> = refused
        .problems
        .iter()
        .map(|problem| problem.code)
        .collect();
    assert_eq!(codes, ["bad-uncertain"]);
}
