//! Common costs and overhead.

use rand::RngExt;
use rand::rngs::ChaCha8Rng;
use verdeel::money::Exact;
use verdeel::rules::{CostItem, OverheadError, Services};
use verdeel::rules::{objection, separable_costs, stand_alone};

use super::{draws, exact, one, some, total};

fn shapley(items: &[CostItem], count: usize) -> Vec<Exact> {
    let shares: Vec<Vec<Exact>> = items.iter().map(|item| item.shapley(count)).collect();
    let sum = |at: usize| shares.iter().map(|share| share[at].clone()).sum();
    (0..count).map(sum).collect()
}

/// Returns every order of `count` participants.
fn orders(count: usize) -> Vec<Vec<usize>> {
    let mut all = vec![vec![]];
    for next in 0..count {
        let insert = |order: &Vec<usize>| {
            let order = order.clone();
            (0..=order.len()).map(move |at| {
                let mut longer = order.clone();
                longer.insert(at, next);
                longer
            })
        };
        all = all.iter().flat_map(insert).collect();
    }
    all
}

/// The definition: what each adds to the cost on arrival, averaged over all orders.
fn by_arrival(items: &[CostItem], count: usize) -> Vec<Exact> {
    let orders = orders(count);
    let mut charges = vec![Exact::zero(); count];
    for order in &orders {
        for (at, who) in order.iter().enumerate() {
            let before = stand_alone(items, &|one| order[..at].contains(&one));
            let after = stand_alone(items, &|one| order[..=at].contains(&one));
            charges[*who] = charges[*who].plus(&after.minus(&before));
        }
    }
    let count = Exact::from(i64::try_from(orders.len()).expect("few"));
    charges.iter().map(|sum| sum.over(&count)).collect()
}

fn some_items(draw: &mut ChaCha8Rng, count: usize) -> Vec<CostItem> {
    let mut users: Vec<usize> = (0..count)
        .filter(|_| draw.random_range(0..2) == 0)
        .collect();
    if users.is_empty() {
        users.push(0);
    }
    let mut uses = some(draw, count, 0, 9);
    uses[0] = uses[0].plus(&Exact::one());
    vec![
        CostItem::Shared {
            cost: draw.random_range(1..100).into(),
            users,
        },
        CostItem::PerUse {
            cost: draw.random_range(1..100).into(),
            uses,
        },
        CostItem::Largest {
            needs: some(draw, count, 0, 50),
        },
    ]
}

#[test]
fn the_closed_form_is_the_average_over_all_orders_of_arrival() {
    let mut draw = draws(8);
    for count in [1, 2, 3, 4, 5] {
        for _ in 0..3 {
            let items = some_items(&mut draw, count);
            let charges = shapley(&items, count);
            assert_eq!(charges, by_arrival(&items, count));
            assert_eq!(total(&charges), stand_alone(&items, &|_| true));
            // Costs of this kind have falling additions, so nobody would rather leave.
            assert_eq!(objection(&items, &charges), None);
        }
    }
}

#[test]
fn a_longer_runway_is_paid_by_those_who_need_it() {
    // Littlechild and Owen (1973): increments of 10, 10 and 20 over three, two and one.
    let runway = CostItem::Largest {
        needs: exact("10 20 40"),
    };
    assert_eq!(runway.shapley(3), exact("10/3 25/3 85/3"));
    let shared = CostItem::Shared {
        cost: 90.into(),
        users: vec![0, 2],
    };
    assert_eq!(shared.shapley(3), exact("45 0 45"));
}

#[test]
fn the_coalition_that_saves_most_is_named() {
    let items = [CostItem::Largest {
        needs: exact("10 20 190"),
    }];
    // Alone the first saves 40 and the second 30; together they pay 100 and would pay 20.
    let found = objection(&items, &exact("50 50 90")).expect("an objection");
    assert_eq!(found.coalition, [0, 1]);
    assert_eq!((found.pays, found.alone), (100.into(), 20.into()));
}

#[test]
fn separable_costs_leave_a_rest_by_benefit_or_equally() {
    let items = [CostItem::Largest {
        needs: exact("10 40"),
    }];
    // Without the second 30 less is needed; 10 remains. Benefits of 20 and 60 count up to the
    // costs alone, 10 and 40, less what is separable: 10 and 10.
    let equally = separable_costs(&items, 2, None);
    assert_eq!(
        (equally.charges, equally.separable),
        (exact("5 35"), exact("0 30"))
    );
    let benefits = exact("20 60");
    let by_benefit = separable_costs(&items, 2, Some(&benefits));
    assert_eq!(by_benefit.charges, exact("5 35"));
    let by_less = separable_costs(&items, 2, Some(&exact("20 30")));
    assert_eq!(by_less.charges, exact("10 30"));
}

/// Two services: 800 used 20:30:50 by the other and two users, 400 used 40:30:30.
fn two_services() -> Services {
    Services {
        costs: exact("800 400"),
        between: vec![exact("0 20"), exact("40 0")],
        to_users: vec![exact("30 50"), exact("30 30")],
    }
}

#[test]
fn overhead_by_hand() {
    let services = two_services();
    // 800 on 30:50 and 400 on 30:30.
    let direct = services.direct().expect("users");
    assert_eq!(direct.charges, exact("500 700"));
    // 800 on 20:30:50 puts 160 on the second, which passes 560 on to the users alike.
    let down = services.step_down(&[0, 1]).expect("users");
    assert_eq!(
        (down.charges, down.gross),
        (exact("520 680"), exact("800 560"))
    );
    // 400 on 40:30:30 puts 160 on the first, which passes 960 on by 30:50.
    let up = services.step_down(&[1, 0]).expect("users");
    assert_eq!((up.charges, up.gross), (exact("480 720"), exact("960 400")));
    // g1 = 800 + 0.4 g2 and g2 = 400 + 0.2 g1, so g1 = 960 / 0.92.
    let mutual = services.reciprocal().expect("users");
    assert_eq!(mutual.gross, exact("24000/23 14000/23"));
    assert_eq!(mutual.charges, exact("11400/23 16200/23"));
}

fn some_services(draw: &mut ChaCha8Rng, count: usize) -> Services {
    Services {
        costs: some(draw, count, 0, 900),
        between: (0..count).map(|_| some(draw, count, 0, 5)).collect(),
        to_users: (0..count).map(|_| some(draw, 3, 1, 9)).collect(),
    }
}

#[test]
fn reciprocal_charges_are_what_passing_on_again_and_again_comes_to() {
    let mut draw = draws(9);
    for _ in 0..20 {
        let services = some_services(&mut draw, 3);
        let solved = services.reciprocal().expect("users").charges;
        let (mut held, mut charges) = (services.costs.clone(), vec![Exact::zero(); 3]);
        for _ in 0..60 {
            let mut next = vec![Exact::zero(); 3];
            for (from, amount) in held.iter().enumerate() {
                let (between, to_users) = (&services.between[from], &services.to_users[from]);
                let rate = amount.over(&total(between).plus(&total(to_users)));
                for (to, used) in between.iter().enumerate() {
                    next[to] = next[to].plus(&rate.times(used));
                }
                for (to, used) in to_users.iter().enumerate() {
                    charges[to] = charges[to].plus(&rate.times(used));
                }
            }
            // What is cut off here can never grow again.
            held = next
                .iter()
                .map(|rest| one(&rest.to_decimal_text(12)))
                .collect();
        }
        for (solved, passed) in solved.iter().zip(&charges) {
            let gap = solved.minus(passed);
            assert!(gap < one("1e-6") && gap > one("-1e-6"), "{gap}");
        }
        assert_eq!(total(&solved), total(&services.costs));
    }
}

#[test]
fn only_reciprocal_charges_do_not_depend_on_the_order() {
    let mut draw = draws(10);
    let mut differs = 0;
    for _ in 0..20 {
        let services = some_services(&mut draw, 4);
        let pick = |order: &[usize]| Services {
            costs: order.iter().map(|at| services.costs[*at].clone()).collect(),
            between: order
                .iter()
                .map(|from| {
                    order
                        .iter()
                        .map(|to| services.between[*from][*to].clone())
                        .collect()
                })
                .collect(),
            to_users: order
                .iter()
                .map(|at| services.to_users[*at].clone())
                .collect(),
        };
        let turned = pick(&[2, 0, 3, 1]);
        let charges = |services: &Services| services.reciprocal().expect("users").charges;
        assert_eq!(charges(&services), charges(&turned));
        let step = |order: &[usize]| services.step_down(order).expect("users").charges;
        assert_eq!(total(&step(&[0, 1, 2, 3])), total(&services.costs));
        differs += usize::from(step(&[0, 1, 2, 3]) != step(&[3, 2, 1, 0]));
    }
    assert!(differs > 10, "{differs} of 20");
}

#[test]
fn costs_that_never_reach_a_user_are_named() {
    let mut services = two_services();
    services.to_users = vec![exact("0 0"), exact("0 0")];
    assert_eq!(services.reciprocal(), Err(OverheadError::Cycle(vec![0, 1])));
    assert_eq!(services.direct(), Err(OverheadError::Unused(0)));
    assert_eq!(services.step_down(&[0, 1]), Err(OverheadError::Unused(1)));
    // The first only leads to the second, which nobody uses.
    services.between = vec![exact("0 5"), exact("0 0")];
    assert_eq!(services.reciprocal(), Err(OverheadError::Unused(1)));
    // A service used only by itself is the smallest cycle.
    services.between = vec![exact("3 0"), exact("0 0")];
    assert_eq!(services.reciprocal(), Err(OverheadError::Cycle(vec![0])));
    // One way out is enough for both.
    let mut services = two_services();
    services.to_users[0] = exact("0 0");
    assert_eq!(
        total(&services.reciprocal().expect("a way out").charges),
        1200.into()
    );
}
