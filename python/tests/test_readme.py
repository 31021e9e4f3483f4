"""The code in the README runs, one block after the other."""

from __future__ import annotations

import re
import warnings

from conftest import ROOT


def test_the_code_in_the_readme_runs(capsys):
    text = (ROOT / "python/README.md").read_text()
    blocks = re.findall(r"^```python\n(.*?)^```", text, flags=re.DOTALL | re.MULTILINE)
    assert len(blocks) > 6
    names: dict[str, object] = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for block in blocks:
            exec(block, names)
    told = capsys.readouterr().out
    # The explanation, and the problem of the last block.
    assert "€287,312.74" in told
    assert "dangling-path" in told
    assert names["model"].one(rate=955, pot=32_757_000)["linde"] == 28_731_274
