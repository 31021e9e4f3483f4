//! The mathematics of division, by literature, brute force and axioms.

mod shortage;
