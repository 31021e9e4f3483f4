"""Python values as a scenario file writes them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Union

Value = Union[
    bool, int, float, Decimal, Fraction, str, Sequence["Value"], Mapping[str, "Value"]
]
"""A value for a path.

A number or a text is taken exactly, as a file would have it: ``Decimal("937.50")`` euros, ``60``
heads, ``"12.5 %"`` or ``Fraction(1, 8)`` of a whole, ``"equal"`` for a choice. A ``float`` is
rounded to what the number can be: a whole cent, a whole head.
"""


def written(value: Value) -> str:
    """Returns a value as TOML."""
    match value:
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case float():
            return repr(value)
        case Decimal():
            return format(value, "f")
        case Fraction():
            return f'"{value.numerator}/{value.denominator}"'
        case str():
            return json.dumps(value, ensure_ascii=False)
        case Mapping():
            pairs = (f"{json.dumps(key)} = {written(inner)}" for key, inner in value.items())
            return "{ " + ", ".join(pairs) + " }"
        case Sequence():
            return "[" + ", ".join(written(inner) for inner in value) + "]"
        case _ if hasattr(value, "item"):
            # A scalar of numpy.
            return written(value.item())
    raise TypeError(f"no value for a scenario: {value!r}")


def given(value: Value) -> str | float:
    """Returns a value as the native part takes it: a float to be rounded, or else TOML."""
    if isinstance(value, float):
        return float(value)
    if not isinstance(value, (str, bytes, Mapping, Sequence)) and hasattr(value, "item"):
        return given(value.item())
    return written(value)
