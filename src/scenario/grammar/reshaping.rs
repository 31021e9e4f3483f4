//! What becomes of recipients, in a variant or when an event happens.

use super::super::shape::{Field, Kind, Referent, Shape, may, must};
use super::kinds::{BOARD_ID, PARTNERSHIP_ID};

const HOLDER_ID: Kind = Kind::Name(Referent::Holder);

pub(super) const MERGE: Field = may(
    "merge",
    &Kind::List(&PARTNERSHIP_ID),
    "partnerships that become one, under the id of the first",
);

pub(super) const SPLIT: Field = may(
    "split",
    &PARTNERSHIP_ID,
    "a partnership that becomes two halves",
);

pub(super) const MOVES: Field = may(
    "move",
    &ONE_OR_MORE,
    "school boards that go to another region or partnership",
);

static ONE_OR_MORE: Kind = Kind::Either(&[Kind::Table(&MOVE), Kind::Tables(&MOVE)]);

static MOVE: Shape = Shape {
    name: "move",
    named_by: "",
    about: "a school board that goes to another region or partnership with its sites",
    fields: &[
        must("board", &BOARD_ID, "the school board"),
        may(
            "from",
            &HOLDER_ID,
            "the region or partnership that it leaves; all of them unless stated",
        ),
        must("to", &HOLDER_ID, "the region or partnership"),
    ],
};
