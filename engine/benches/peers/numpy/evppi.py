"""EVPPI of R1's inputs by spline regression in NumPy, as an analyst would write it after Strong, Oakley & Brennan (2014).

    python evppi.py --replicates 8192 --seed 1

The decision is R1's plan against today, with a gross margin at which the plan is about even. Both plans' people are the
same but for the further inquiries, as in the engine. Prints one JSON line; `seconds` is the regressions alone.
"""

import argparse
import json
import time

import numpy as np
import r1

MARGIN = 0.19
NAMES = ["cost_a", "cost_b", "cost_c", "elasticity", "rate_1", "rate_2", "rate_3", "rate_4"]


def draw(rng, n):
    """The inputs, and the plan's further profit."""
    cost = rng.lognormal(np.log(r1.COST_MEDIAN), r1.COST_SIGMA, size=(n, 3))
    e = rng.beta(*r1.ELASTICITY, size=(n, 1))
    rates = rng.beta(r1.STAGES[:, 0], r1.STAGES[:, 1], size=(n, 4))
    today, plan = (r1.SPEND / cost * m / (m * (1 - e) + e) for m in r1.MULTIPLES.values())
    spend = r1.WEEKS * r1.SPEND.sum() * (r1.MULTIPLES["plan"] - r1.MULTIPLES["today"])
    return np.hstack([cost, e, rates]), MARGIN * r1.revenue(rng, plan - today, rates) - spend


def basis(x):
    """Natural cubic spline with five knots (Harrell 2001), with the constant."""
    k = np.quantile(x, [0.05, 0.275, 0.5, 0.725, 0.95])

    def d(j):
        return (np.maximum(x - k[j], 0) ** 3 - np.maximum(x - k[-1], 0) ** 3) / (k[-1] - k[j])

    columns = np.column_stack([np.ones_like(x), x] + [d(j) - d(3) for j in range(3)])
    return columns / np.abs(columns).max(axis=0)


def evppi(x, benefit):
    b = basis(x)
    fitted = b @ np.linalg.lstsq(b, benefit, rcond=None)[0]
    return np.maximum(fitted, 0).mean() - max(benefit.mean(), 0)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--replicates", type=int, default=8_192)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    rng = np.random.default_rng(args.seed)
    parts = [draw(rng, min(r1.CHUNK, args.replicates - start)) for start in range(0, args.replicates, r1.CHUNK)]
    inputs, benefit = (np.concatenate(part) for part in zip(*parts))
    evppi(inputs[:, 0], benefit)  # warm-up
    start = time.perf_counter()
    values = {name: evppi(x, benefit) for name, x in zip(NAMES, inputs.T)}
    seconds = time.perf_counter() - start
    print(json.dumps({"peer": "numpy", "replicates": args.replicates, "seconds": seconds, "evppi": values}))


if __name__ == "__main__":
    main()
