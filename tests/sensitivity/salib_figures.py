"""Sensitivities by SALib, NumPy, SciPy and the EMA Workbench, for tests/suite/sensitivity.

    python3 -m venv venv
    venv/bin/pip install SALib==1.6.0 ema_workbench==2.5.3
    venv/bin/python tests/sensitivity/salib_figures.py > tests/vectors/sensitivity.csv

The samples follow from `word`, which the tests compute again; outputs need only additions,
multiplications and divisions, so that they are the same to the last bit.
"""

import logging
import sys
import warnings
from importlib.metadata import version

warnings.simplefilter("ignore")

import numpy as np
import pandas as pd
import SALib.analyze.morris
import SALib.analyze.sobol
import scipy.stats
from ema_workbench.analysis import prim

MASK = 0xFFFFFFFF
RESAMPLES = 1000


def word(number):
    """A hash of 32 bits (C. Wellons, lowbias32)."""
    number = ((number ^ (number >> 16)) * 0x7FEB352D) & MASK
    number = ((number ^ (number >> 15)) * 0x846CA68B) & MASK
    return number ^ (number >> 16)


def u(row, column):
    return (word(1 + row * 64 + column) + 0.5) / 2**32


def g_function(x):
    """Sobol's G function with a = 0, 1, 4.5, 9, moved up by 100 as totals of money are."""
    output = 1.0
    for value, a in zip(x, [0.0, 1.0, 4.5, 9.0]):
        output = output * ((abs(4.0 * value - 2.0) + a) / (1.0 + a))
    return output + 100.0


def bent(x):
    """Three inputs, one of them bent and one of them only beside another."""
    return 3.0 * x[0] - 2.0 * x[1] * x[1] + 4.0 * x[1] * x[2] + 1.0


def tell(analysis, figure, value, first="", second=""):
    print(f"{analysis},{figure},{first},{second},{float(value)!r}")


def sobol(dimensions, base):
    rows = []
    for sample in range(base):
        a = [u(sample, j) for j in range(dimensions)]
        b = [u(sample, dimensions + j) for j in range(dimensions)]
        mixed = lambda main, other, j: main[:j] + [other[j]] + main[j + 1 :]
        rows += [a] + [mixed(a, b, j) for j in range(dimensions)]
        rows += [mixed(b, a, j) for j in range(dimensions)] + [b]
    outputs = np.array([g_function(row) for row in rows])
    names = [f"x{j}" for j in range(dimensions)]
    problem = {"num_vars": dimensions, "names": names, "bounds": [[0, 1]] * dimensions}
    found = SALib.analyze.sobol.analyze(problem, outputs, num_resamples=RESAMPLES, seed=1)
    for j in range(dimensions):
        for figure in ["S1", "S1_conf", "ST", "ST_conf"]:
            tell("sobol", figure, found[figure][j], j)
        for k in range(j + 1, dimensions):
            for figure in ["S2", "S2_conf"]:
                tell("sobol", figure, found[figure][j, k], j, k)


def morris(trajectories):
    """Trajectory t begins at random among the lower levels and moves input t, t + 1, t + 2."""
    rows, levels, dimensions = [], 4, 3
    for trajectory in range(trajectories):
        words = [word(1 + trajectory * 64 + j) for j in range(dimensions)]
        rises = [(words[j] >> 8) & 1 for j in range(dimensions)]
        point = [((words[j] >> 16) & 1) + (0 if rises[j] else 2) for j in range(dimensions)]
        rows.append([level / (levels - 1) for level in point])
        for turn in range(dimensions):
            j = (trajectory + turn) % dimensions
            point[j] += 2 if rises[j] else -2
            rows.append([level / (levels - 1) for level in point])
    names = [f"x{j}" for j in range(dimensions)]
    problem = {"num_vars": dimensions, "names": names, "bounds": [[0, 1]] * dimensions, "groups": None}
    outputs = np.array([bent(row) for row in rows])
    found = SALib.analyze.morris.analyze(
        problem, np.array(rows), outputs, num_resamples=RESAMPLES, num_levels=levels, seed=1
    )
    for j in range(dimensions):
        for figure in ["mu", "mu_star", "mu_star_conf", "sigma"]:
            tell("morris", figure, found[figure][j], j)


def regression(count):
    """Coefficients by least squares, and partial correlations by correlating residuals."""
    rows = [[u(row, 0), u(row, 1), u(row, 2), np.floor(5 * u(row, 3))] for row in range(count)]
    x = np.array(rows)
    y = np.array([bent(row) + 0.1 * row[3] + u(at, 4) for at, row in enumerate(rows)])
    for scale, x, y in [
        ("values", x, y),
        ("ranks", scipy.stats.rankdata(x, axis=0), scipy.stats.rankdata(y)),
    ]:
        standard = lambda column: (column - column.mean(axis=0)) / column.std(axis=0)
        x, y = standard(x), standard(y)
        coefficients, *_ = np.linalg.lstsq(x, y, rcond=None)
        tell(scale, "R2", 1 - np.var(y - x @ coefficients))
        for j in range(x.shape[1]):
            others = np.delete(x, j, axis=1)
            rest = lambda column: column - others @ np.linalg.lstsq(others, column, rcond=None)[0]
            tell(scale, "standardised", coefficients[j], j)
            tell(scale, "partial", np.corrcoef(rest(x[:, j]), rest(y))[0, 1], j)


def boxes(count):
    """Rows in a corner of two numbers and one category of three, some of them by mistake."""
    logging.disable(logging.CRITICAL)
    rows = [[u(row, j) for j in range(3)] + [int(3 * u(row, 3))] for row in range(count)]
    interest = lambda row, x: x[0] > 0.6 and x[1] < 0.5 and x[3] != 2
    noise = lambda row: u(row, 4) < 0.04
    y = np.array([int(interest(at, x) != noise(at)) for at, x in enumerate(rows)])
    x = pd.DataFrame(rows, columns=["x0", "x1", "x2", "x3"])
    x["x3"] = x["x3"].map(lambda category: "abc"[category])
    found = prim.Prim(x, y, threshold=0.5).find_box()
    for at, box in found.peeling_trajectory.iterrows():
        for figure in ["coverage", "density", "mass", "res_dim"]:
            tell("prim", figure, box[figure], at)
    at = len(found.peeling_trajectory) - 1
    for name, values in sorted(found.qp[at].items()):
        for side, value in zip(["low", "high"], values):
            if value >= 0:
                tell("prim", f"quasi_p_{side}", value, at, name[1:])
    limits = found.box_lims[at]
    for name in ["x0", "x1", "x2"]:
        for side, value in zip(["low", "high"], limits[name]):
            tell("prim", f"limit_{side}", value, at, name[1:])


print("# Made by tests/sensitivity/salib_figures.py, which says how, with")
modules = ["SALib", "ema_workbench", "numpy", "scipy"]
print("# " + ", ".join(f"{module} {version(module)}" for module in modules))
print("analysis,figure,first,second,value")
sobol(4, 128)
morris(20)
regression(200)
boxes(1000)
