//! The mathematics of division, by literature, brute force and axioms.

mod apportionment;
mod shortage;
mod two_way;
