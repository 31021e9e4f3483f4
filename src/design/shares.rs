//! Points that must add up to one.

/// The coordinates between which a share is neither everything nor nothing.
const INNERMOST: f64 = 1.0 / 8_589_934_592.0;

/// Turns coordinates into shares that add up to one, evenly spread over all such shares.
///
/// Exponential spacings: each share is -ln(u) over the sum of them all (Devroye 1986, V.2). Unlike
/// the gaps between sorted coordinates they tie each share to a coordinate of its own, which a
/// sensitivity can name; a higher coordinate gives a lower share.
pub fn write_shares(coordinates: &mut [f64]) {
    let mut sum = 0.0;
    for place in coordinates.iter_mut() {
        *place = -libm::log(place.clamp(INNERMOST, 1.0 - INNERMOST));
        sum += *place;
    }
    for place in coordinates {
        *place /= sum;
    }
}
