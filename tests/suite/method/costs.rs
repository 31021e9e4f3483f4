//! Worked numbers of costs, prices and causes.

use super::{results, says};
use crate::source::read;
use verdeel::domain::Year;
use verdeel::money::{Cents, Exact};
use verdeel::results::{CoverageRow, PriceFactor};
use verdeel::study::between;

#[test]
fn costs_and_coverage() {
    let found = results(
        "years = ['2025']\nscheme = 'regional-2025'\n[[region]]\nid = 'a'\n[[board]]\nid = 'b1'\n\
         [[board]]\nid = 'b2'\n[[partnership]]\nid = 'p'\n[[count]]\npartnership = 'p'\n\
         region = 'a'\nboard = 'b1'\nstudents = 60\n[[count]]\npartnership = 'p'\nregion = 'a'\n\
         board = 'b2'\nstudents = 30\n[[others]]\nid = 'rest'\nregion = 'a'\npartnerships = 1\n\
         students = 60\n[[cost]]\nid = 'mentor'\nhours = 40\nhourly = 50\n\
         borne-by = { board = 1 }\n[[cost]]\nid = 'fixed'\namount = 10_000\n\
         borne-by = { board = '50 %', institute = '50 %' }\n",
    );
    let rows: Vec<&CoverageRow> = found[0].years[0].coverage.iter().collect();
    let costs: Vec<Cents> = rows.iter().filter_map(|row| row.cost).collect();
    let expected = [19_000_000, 12_333_333, 6_166_667, 500_000].map(Cents::new);
    assert_eq!(costs, expected);
    assert_eq!(rows[0].income, Cents::new(11_250_000));
    assert_eq!(rows[0].coverage(), Some(Exact::ratio(45, 76)));
    assert_eq!(rows[0].contribution(), Some(Cents::new(7_750_000)));
    let worked = [
        "123,333.33",
        "61,666.67",
        "5,000.00",
        "112,500.00",
        "45/76",
        "190,000.00",
    ];
    says("Costs and coverage", &worked);
    says("Costs and coverage", &["77,500.00"]);
}

#[test]
fn payment_moments_and_cash() {
    let text = read("scenarios/examples/prefinance.toml");
    let found = results(&text);
    let deepest = |variant: usize| {
        let rows = found[variant].cash();
        let deepest = rows[0].deepest().expect("a month below zero");
        (deepest.month.to_string(), deepest.balance.to_euro_text())
    };
    let cash = |month: &str, balance: &str| (month.to_owned(), balance.to_owned());
    assert_eq!(deepest(0), cash("2026-02", "-80333.34"));
    assert_eq!(deepest(1), cash("2026-04", "-109666.68"));
    assert_eq!(deepest(2), cash("2025-02", "-29333.34"));
    let of_base = found[0].cash();
    let december = of_base[0].months.iter();
    let mut december = december.filter(|one| one.month.to_string() == "2025-12");
    let balance = december.next().map(|one| one.balance);
    assert_eq!(balance, Some(Cents::new(-5_100_000)));
    let worked = ["176,000", "125,000", "200,000", "51,000.00", "80,333.34"];
    says("Payment moments and cash", &worked);
    says("Payment moments and cash", &["109,666.68", "29,333.34"]);
}

#[test]
fn constant_prices() {
    let found = results(
        "years = ['2022']\n[[partnership]]\nid = 'p'\n[[component]]\nid = 'c'\namount = 1\n\
         [[division]]\nid = 'd'\npays = ['c']\n[prices]\nlevel = 2025\n\
         index = { 2024 = 96, 2025 = 102 }\n",
    );
    let prices = found[0].prices.as_ref().expect("prices");
    let year = |text: &str| Year::parse(text).expect("a year");
    let factor = PriceFactor::of(prices, year("2024")).expect("a factor");
    assert_eq!(
        factor.constant(Cents::new(10_000)),
        Some(Cents::new(10_625))
    );
    let mean = prices.index_of(year("2024/2025"));
    assert_eq!(mean, Some((Exact::ratio(199, 2), true)));
    says("Prices", &["96", "102", "106.25", "99.5"]);
}

#[test]
fn causes_of_a_change() {
    let text = "years = ['2025']\nscheme = 'regional-2025'\n[[region]]\nid = 'a'\n\
        [[partnership]]\nid = 'p'\nstudents = { a = 100 }\n[[partnership]]\nid = 'q'\n\
        students = { a = 150 }\n[[variant]]\nid = 'more'\n[variant.set]\n\
        'partnership.p.students.a' = 150\n'component.per-student.amount' = 1_000\n";
    let worlds = between("worked.toml", ("base", "more"), &|_| Ok(text.to_owned()));
    let parts = worlds.expect("two variants").parts(|result| {
        let awards = result.years[0].awards.iter();
        let own = awards.filter(|award| award.account.id.as_str() == "p");
        own.map(|award| award.amount).sum()
    });
    let parts: Vec<Cents> = parts.iter().map(|part| part.amount).collect();
    assert_eq!(parts, [Cents::new(-3_125_000), Cents::new(5_625_000)]);
    says(
        "What brought a change about",
        &["125,000", "150,000", "56,250.00", "31,250.00"],
    );
}
