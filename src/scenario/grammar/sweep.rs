//! What a sweep varies, how its points lie, and what it keeps.

use super::super::shape::{Kind, Referent, Shape, may, must, names};
use super::kinds::TEXT;
use super::rules::LEVEL;
use crate::domain::{PointDesign, SweepRows};

/// A number or a choice, as a scenario file writes it.
const VALUE: Kind = Kind::Either(&[TEXT, Kind::Signed]);

/// Most points of a sweep, and most draws of each.
const MOST: i64 = 1_000_000_000;

pub(super) static SWEEP: Shape = Shape {
    name: "sweep",
    named_by: "",
    about: "many points of the scenario, each with values of its own for some parameters",
    fields: &[
        must(
            "design",
            &Kind::OneOf(|| PointDesign::NAMES.to_vec()),
            "how the points lie",
        ),
        may(
            "points",
            &Kind::Whole(1, MOST),
            "points; base points of sobol, trajectories of morris; none of grid and list",
        ),
        may(
            "grid-levels",
            &Kind::Whole(2, 64),
            "of morris: values of each parameter, an even number; 4 unless stated",
        ),
        may(
            "second-order",
            &Kind::Flag,
            "of sobol: whether pairs of parameters are told apart as well",
        ),
        may(
            "list",
            &Kind::FilePath,
            "of list: CSV file with a column for each parameter, by its name or path",
        ),
        may(
            "seed",
            &Kind::Whole(0, i64::MAX),
            "seed of the design and of all draws; 1 unless stated",
        ),
        may(
            "draws",
            &Kind::Whole(1, MOST),
            "draws of each point; without any, points are runs",
        ),
        may(
            "variants",
            &Kind::List(&Kind::Name(Referent::AnyVariant)),
            "variants that are computed at each point; all unless stated",
        ),
        may(
            "rows",
            &Kind::OneOf(|| names(&SweepRows::ALL)),
            "one row per point (unless stated), per draw, or a summary only",
        ),
        may(
            "levels",
            &Kind::List(&LEVEL),
            "levels whose recipients are told apart; all unless stated",
        ),
        may(
            "components",
            &Kind::Flag,
            "whether components are told apart beside the sum; not unless stated",
        ),
        may(
            "regions",
            &Kind::Flag,
            "whether partnerships are told apart by region; not unless stated",
        ),
        may(
            "years",
            &Kind::Flag,
            "whether years are told apart beside the total; they are unless stated",
        ),
        may(
            "points-per-part",
            &Kind::Whole(1, MOST),
            "points in one file",
        ),
        may(
            "parameter",
            &Kind::Tables(&PARAMETER),
            "what varies, in the order of the columns",
        ),
        may(
            "shares",
            &Kind::Tables(&SHARES),
            "parameters that add up to one at every point",
        ),
        may(
            "correlation",
            &Kind::Tables(&CORRELATION),
            "parameters that go together",
        ),
    ],
};

static PARAMETER: Shape = Shape {
    name: "parameter",
    named_by: "",
    about: "something that varies in a sweep",
    fields: &[
        must(
            "path",
            &TEXT,
            "path of the number or the choice, as in `set`",
        ),
        may("name", &TEXT, "name of its column; the path unless stated"),
        may("from", &VALUE, "least value"),
        may("to", &VALUE, "greatest value"),
        may(
            "steps",
            &Kind::Whole(2, 1_000_000),
            "of grid: values from one end to the other, both among them",
        ),
        may(
            "values",
            &Kind::List(&VALUE),
            "the values it can have, instead of `from` and `to`",
        ),
    ],
};

static SHARES: Shape = Shape {
    name: "shares",
    named_by: "",
    about: "parameters that add up to one at every point, every division of one as likely",
    fields: &[must(
        "of",
        &Kind::List(&TEXT),
        "names of the parameters; they need no `from` and `to`",
    )],
};

static CORRELATION: Shape = Shape {
    name: "correlation",
    named_by: "",
    about: "two parameters that go together",
    fields: &[
        must("of", &Kind::List(&TEXT), "names of both parameters"),
        must(
            "value",
            &Kind::Signed,
            "correlation of their normal scores, between -1 and 1",
        ),
    ],
};
