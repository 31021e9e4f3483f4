//! A national set that is made: regions, partnerships, boards, institutes and five years of counts,
//! by chance under a seed and scaled to what is published.
//!
//! Nothing in it says anything about the Netherlands, and it says so in every file. What is
//! published, what is assumed, and how far what was made lies from each published number are told
//! beside it; `docs/method.md`, "How the national set is made", gives the reasons. Whoever is added
//! draws from streams of their own and changes nobody's place, regions or boards; only the heads,
//! which add up to what is published, are shared anew.

mod anchors;
mod assumptions;
mod dice;
mod file;
mod heads;
mod impossible;
mod partnership;
mod published;
mod region;
mod sequence;

pub use anchors::{Anchor, Figure};
pub use impossible::Impossible;

use crate::domain::Text;
use crate::money::Exact;

/// What every file and every figure says.
pub const LABEL: &str = "synthetisch: geen uitspraak over Nederland";

/// The same in English.
pub const LABEL_EN: &str = "synthetic: no statement about the Netherlands";

/// Name of the scenario file.
pub const SCENARIO_FILE: &str = "national.toml";

/// Name of the file with the counts, which stands beside the scenario.
pub const COUNTS_FILE: &str = "counts.csv";

/// Most partnerships, so that each has three digits.
pub const MOST_PARTNERSHIPS: usize = 999;

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// The seed of all that is left to chance.
    pub seed: u64,
    /// Number of partnerships.
    pub partnerships: usize,
    /// Number of education regions.
    pub regions: usize,
    /// Which part of the students of DUO is trained within partnerships, as it is written: `43 %`.
    pub in_partnerships: String,
}

/// A set, ready to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct National {
    /// The text of the scenario.
    pub scenario: String,
    /// The text of its counts.
    pub counts: String,
    /// The distance to each published number.
    pub anchors: Vec<Anchor>,
    /// What is assumed.
    pub assumptions: Vec<Text>,
}

/// Makes the national set.
///
/// # Errors
///
/// [`Impossible`] when nothing can be made of these numbers.
pub fn national(order: &Order) -> Result<National, Impossible> {
    let share = share(order)?;
    let regions = region::regions(order.regions);
    let institutions = published::institutions();
    let mut partnerships =
        partnership::partnerships(order.partnerships, order.seed, &regions, &institutions);
    let pools = heads::within_partnerships(&share);
    heads::count(&mut partnerships, &regions, &pools, order.seed)?;
    let anchors = anchors::anchors(&anchors::Made {
        regions: &regions,
        partnerships: &partnerships,
        institutions: &institutions,
        pools: &pools,
        share: &order.in_partnerships,
    });
    let assumptions = assumptions::assumptions(&order.in_partnerships);
    let header = file::header(order, &anchors, &assumptions);
    Ok(National {
        scenario: file::scenario(&header, &regions, &partnerships, institutions.len()),
        counts: file::counts(order, &regions, &partnerships),
        anchors,
        assumptions,
    })
}

/// Checks the numbers that are asked for, and returns the share within partnerships.
fn share(order: &Order) -> Result<Exact, Impossible> {
    let (partnerships, regions) = (order.partnerships, order.regions);
    if partnerships == 0 || partnerships > MOST_PARTNERSHIPS {
        return Err(Impossible::Partnerships(partnerships));
    }
    if regions == 0 {
        return Err(Impossible::NoRegions);
    }
    if regions > partnerships {
        return Err(Impossible::Regions {
            regions,
            partnerships,
        });
    }
    let unreadable = || Impossible::Share(order.in_partnerships.clone());
    let share = Exact::from_share_text(&order.in_partnerships).map_err(|_| unreadable())?;
    match share > Exact::zero() && share <= Exact::one() {
        true => Ok(share),
        false => Err(unreadable()),
    }
}
