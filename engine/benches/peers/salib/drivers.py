"""First-order Sobol indices of R1's difference in revenue, by SALib driving the NumPy model.

    python drivers.py --replicates 4096 --seed 1

`replicates` is SALib's N, a power of two: its Saltelli design asks for N (D + 2) evaluations, D = 8 inputs. The
difference is what the plan's further inquiries bring: both plans' people are the same but for those, as in the engine.
Prints one JSON line with (estimate, standard error) by input; `seconds` is everything after import and warm-up.
"""

import argparse
import json
import sys
import time
from pathlib import Path

import numpy as np
from SALib.analyze import sobol
from SALib.sample import sobol as sampler

sys.path.append(str(Path(__file__).parent.parent / "numpy"))
import r1  # noqa: E402

NAMES = ["cost_a", "cost_b", "cost_c", "elasticity", "rate_1", "rate_2", "rate_3", "rate_4"]
PROBLEM = {
    "num_vars": 8,
    "names": NAMES,
    # SALib's lognorm takes mean and sd of the logarithm. It has no Beta: uniforms, turned into Betas below.
    "bounds": [[np.log(median), r1.COST_SIGMA] for median in r1.COST_MEDIAN] + [[0, 1]] * 5,
    "dists": ["lognorm"] * 3 + ["unif"] * 5,
}


def quantile_table(a, b):
    """The quantile function of Beta(a, b) as an interpolated table: SciPy's, which comes with SALib, takes longer than R1."""
    from scipy.stats import beta

    p = (np.arange(4_096) + 0.5) / 4_096
    return p, beta.ppf(p, a, b)


TABLES = [quantile_table(*r1.ELASTICITY)] + [quantile_table(a, b) for a, b in r1.STAGES]


def difference(rng, x):
    """The difference in revenue at each row of the design."""
    cost = x[:, :3]
    e, *rates = (np.interp(u, *table) for u, table in zip(x[:, 3:].T, TABLES))
    e, rates = e[:, None], np.stack(rates, axis=1)
    mean = [r1.SPEND / cost * m / (m * (1 - e) + e) for m in r1.MULTIPLES.values()]
    return r1.revenue(rng, mean[1] - mean[0], rates)


def indices(seed, n):
    rng = np.random.default_rng(seed)
    x = sampler.sample(PROBLEM, n, calc_second_order=False, seed=seed)
    y = np.concatenate([difference(rng, x[i : i + r1.CHUNK]) for i in range(0, len(x), r1.CHUNK)])
    return sobol.analyze(PROBLEM, y, calc_second_order=False, num_resamples=100, seed=seed), len(y)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--replicates", type=int, default=4_096)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()

    indices(0, 16)  # warm-up
    start = time.perf_counter()
    found, evaluations = indices(args.seed, args.replicates)
    seconds = time.perf_counter() - start
    pairs = zip(NAMES, found["S1"], found["S1_conf"])
    first = {name: [value, conf / 1.959964] for name, value, conf in pairs}
    line = {"peer": "salib", "replicates": args.replicates, "evaluations": evaluations, "seconds": seconds, "first": first}
    print(json.dumps(line))


if __name__ == "__main__":
    main()
