//! The bands of a simulation, calculated by hand.

use verdeel::money::{Cents, Exact};
use verdeel::simulation::sample::{Chunk, Sample};

use super::says;

const SECTION: &str = "Simulation: what is kept";

#[test]
fn a_band_of_eight_draws() {
    let mut chunk = Chunk::new(&[400], 0, 8);
    chunk.write(0, &[900, 400, 200, 500, 400, 700, 400, 500]);
    let mut sample = Sample::new(&[400], 0, 8);
    sample.put(0, chunk);
    let quarter = Exact::ratio(1, 4);
    let reader = sample.reader(&[quarter.clone(), Exact::ratio(1, 2)], &quarter);
    let band = reader.expect("draws").band(0);
    let quantiles = [(400, 82), (400, 35)];
    let quantiles = quantiles.map(|(at, error)| (Cents::new(at), Cents::new(error)));
    assert_eq!(band.mean, Cents::new(500));
    assert_eq!((band.sd, band.error), (Cents::new(214), Cents::new(76)));
    assert_eq!(band.quantiles, quantiles);
    assert_eq!(band.tail_mean, Cents::new(300));
    assert_eq!((band.least, band.most), (Cents::new(200), Cents::new(900)));
    let draws = "2.00, 4.00, 4.00, 4.00, 5.00, 5.00, 7.00 and 9.00";
    let sums = ["mean is 5.00", "32.00", "√(32/7) = 2.14", "over √8, 0.76"];
    let errors = [
        "4: 4.00",
        "√2 / 4 = 0.35",
        "rank 2: 4.00",
        "√1.5 / 3 = 0.82",
        "two: 3.00",
    ];
    says(SECTION, &[draws]);
    says(SECTION, &sums);
    says(SECTION, &errors);
}
