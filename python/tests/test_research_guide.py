"""The worked sweep of docs/guides/research.md, from its design to its figure."""

import os
import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "docs" / "guides" / "research.md"


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", GUIDE.read_text(), re.DOTALL)


def test_the_guide_runs_from_design_to_figure(tmp_path, monkeypatch):
    program = os.environ["VERDEEL"]
    program = str(Path(program).resolve()) if os.sep in program else program
    (scenario,) = blocks("toml")
    name = scenario.splitlines()[0].removeprefix("# ")
    path = tmp_path / name
    path.write_text(scenario.replace("scenarios/", f"{ROOT}/scenarios/"))
    monkeypatch.chdir(tmp_path)
    for block in blocks("console"):
        for line in block.splitlines():
            if line.startswith("$ verdeel "):
                command = f"'{program}' " + line.removeprefix("$ verdeel ")
                subprocess.run(command, shell=True, check=True, capture_output=True)
    (figure,) = blocks("python")
    exec(compile(figure, str(GUIDE), "exec"), {})
    drawn = (tmp_path / "decided.svg").read_text()
    # 512 points under each of two models; the names of both stand in the legend.
    assert drawn.count("<use ") >= 1_024
    assert "zuid-equal" in drawn
