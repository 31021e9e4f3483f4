//! The projection of students, against hand calculations and against fractions computed by year.

use std::fmt::Write as _;

use num_rational::BigRational;
use verdeel::domain::Lang;
use verdeel::engine::LANES;
use verdeel::money::{Cents, Exact};
use verdeel::plan::Inputs;
use verdeel::results::VariantResult;
use verdeel::study::Study;

/// One euro per student and per side entrant, over six years after the counted one.
const WORLD: &str = r#"
title = "projection"
years = ["2022/2023", "2023/2024", "2024/2025", "2025/2026", "2026/2027"]
component = [
    { id = "student", amount = 1, per = "student" },
    { id = "entrant", amount = 1, per = "side-entrant" },
]
division = [{ id = "pot", pays = ["student", "entrant"] }]
"#;
