"""Reference funnel R1 as an analyst would write it in NumPy: arrays of replicates x weeks x channels.

    python r1.py --replicates 20000 --seed 1

One thread. Replicates go in chunks whose arrays stay in the cache. The arms share what is unknown (costs, elasticity,
stage rates) and have their own luck. Prints one JSON line; `seconds` is the simulation alone, after import and warm-up.
"""

import argparse
import json
import time

import numpy as np

WEEKS = 52
SPEND = np.array([9_200.0, 5_800.0, 3_500.0])  # a week, today
MULTIPLES = {"today": 1.0, "plan": 1.2}
COST_MEDIAN, COST_SIGMA = np.array([80.0, 55.0, 220.0]), 0.15  # of one inquiry
ELASTICITY = (70, 30)  # beta
STAGES = np.array([(60, 40), (35, 65), (45, 55), (22, 78)])  # beta
DEAL_MEDIAN, DEAL_SIGMA = 25_000.0, 0.6
MARGIN = 0.70
CHUNK = 500  # anything from 50 to 4,000 ran within 2 % of it


def revenue(rng, mean_inquiries, rates):
    """Revenue of one arm, one figure per replicate."""
    replicates = len(rates)
    count = rng.poisson(mean_inquiries[:, None, :], size=(replicates, WEEKS, len(SPEND)))
    for rate in rates.T:
        count = rng.binomial(count, rate[:, None, None])
    won = count.sum(axis=(1, 2))
    deals = rng.lognormal(np.log(DEAL_MEDIAN), DEAL_SIGMA, size=won.sum())
    return np.bincount(np.repeat(np.arange(replicates), won), weights=deals, minlength=replicates)


def chunk(rng, replicates):
    """Revenue of both arms under the same unknowns, an array of arms x replicates."""
    cost = rng.lognormal(np.log(COST_MEDIAN), COST_SIGMA, size=(replicates, len(SPEND)))
    e = rng.beta(*ELASTICITY, size=(replicates, 1))
    rates = rng.beta(STAGES[:, 0], STAGES[:, 1], size=(replicates, len(STAGES)))
    return np.stack([revenue(rng, SPEND / cost * m / (m * (1 - e) + e), rates) for m in MULTIPLES.values()])


def simulate(rng, replicates):
    sizes = [min(CHUNK, replicates - start) for start in range(0, replicates, CHUNK)]
    return np.concatenate([chunk(rng, size) for size in sizes], axis=1)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--replicates", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()

    simulate(np.random.default_rng(0), CHUNK)  # warm-up
    rng = np.random.default_rng(args.seed)
    start = time.perf_counter()
    today, plan = simulate(rng, args.replicates)
    seconds = time.perf_counter() - start

    uplift = (plan - today) / today
    p10, p50, p90 = np.quantile(uplift, [0.1, 0.5, 0.9])
    extra_spend = WEEKS * SPEND.sum() * (MULTIPLES["plan"] - MULTIPLES["today"])
    print(
        json.dumps(
            {
                "peer": "numpy",
                "replicates": args.replicates,
                "seconds": seconds,
                "mean_today": today.mean(),
                "mean_plan": plan.mean(),
                "sd_today": today.std(ddof=1),
                "sd_plan": plan.std(ddof=1),
                "uplift_p10": p10,
                "uplift_p50": p50,
                "uplift_p90": p90,
                "p_profit_rises": np.mean(MARGIN * (plan - today) > extra_spend),
            }
        )
    )


if __name__ == "__main__":
    main()
