//! Whole units by the methods of apportionment.

use verdeel::money::Exact;
use verdeel::rules::Apportionment;

use super::says;

#[test]
fn one_house_under_six_methods() {
    let weights = [27_744, 25_178, 19_951, 14_610, 9_225, 3_292].map(Exact::from);
    for (name, method) in Apportionment::ALL {
        let dealt = method.apportion(36, &weights, &[]).expect("36 units");
        let seats: Vec<String> = dealt.seats.iter().map(i64::to_string).collect();
        if method != Apportionment::Quota {
            let row = format!("| `{name}` | {} |", seats.join(", "));
            says("Apportionment", &[&row]);
        }
    }
}
