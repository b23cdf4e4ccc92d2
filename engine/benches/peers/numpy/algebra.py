"""Reference funnel R1 in NumPy, by one who knows what the engine knows of it. Exact in law, to the last count.

    python algebra.py --replicates 200000 --seed 1

- Rates do not move within a replicate, so who passes all stages is a Poisson stream thinned: the deals of a year are one
  Poisson number, of all weeks, channels and stages together.
- The arms live in one future: the plan has today's deals and a Poisson number more, for it never brings fewer people.
- An eighth of the plans have luck of their own as well; what compares independent arms is of these.
- Deals are drawn one by one, as a sum of lognormals has no closed form; normals by the ziggurat, and one call of exp for
  all of a chunk.

One thread. Prints one JSON line; `seconds` is the simulation alone, after import and warm-up.
"""

import argparse
import json
import time

import numpy as np

from r1 import COST_MEDIAN, COST_SIGMA, DEAL_MEDIAN, DEAL_SIGMA, ELASTICITY, MARGIN, MULTIPLES, SPEND, STAGES, WEEKS

CHUNK = 800  # a multiple of 8; anything from 400 to 6,400 ran within 5 % of it


def sums_of_deals(rng, won):
    """For each number of deals, what they are worth together."""
    # One more, of nothing, for those without deals at the end: reduceat starts a sum within the array.
    deals = np.zeros(won.sum() + 1)
    drawn = deals[:-1]
    rng.standard_normal(out=drawn)
    drawn *= DEAL_SIGMA
    np.exp(drawn, out=drawn)
    sums = np.add.reduceat(deals, np.cumsum(won) - won)
    # Of no deals reduceat gives the first of the next ones.
    sums[won == 0] = 0.0
    return DEAL_MEDIAN * sums


def chunk(rng, replicates):
    """Revenue today and of the plan, and of an eighth of the plans in another future, under the same unknowns."""
    cost = rng.lognormal(np.log(COST_MEDIAN), COST_SIGMA, size=(replicates, len(SPEND)))
    e = rng.beta(*ELASTICITY, size=replicates)
    rates = rng.beta(STAGES[:, 0], STAGES[:, 1], size=(replicates, len(STAGES)))
    deals = WEEKS * (SPEND / cost).sum(axis=1) * rates.prod(axis=1)
    m = MULTIPLES["plan"]
    plan = deals * m / (m * (1 - e) + e)
    eighth = replicates // 8
    won = rng.poisson(np.concatenate([deals, plan - deals, plan[:eighth]]))
    today, more, apart = np.split(sums_of_deals(rng, won), [replicates, 2 * replicates])
    return np.stack([today, today + more]), np.stack([today[:eighth], apart])


def simulate(rng, replicates):
    sizes = [min(CHUNK, replicates - start) for start in range(0, replicates, CHUNK)]
    together, apart = zip(*(chunk(rng, size) for size in sizes))
    return np.concatenate(together, axis=1), np.concatenate(apart, axis=1)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--replicates", type=int, default=200_000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()

    simulate(np.random.Generator(np.random.SFC64(0)), CHUNK)  # warm-up
    rng = np.random.Generator(np.random.SFC64(args.seed))
    start = time.perf_counter()
    (today, plan), (today_apart, plan_apart) = simulate(rng, args.replicates)
    seconds = time.perf_counter() - start

    p10, p50, p90 = np.quantile(plan_apart / today_apart - 1, [0.1, 0.5, 0.9])
    extra_spend = WEEKS * SPEND.sum() * (MULTIPLES["plan"] - MULTIPLES["today"])
    print(
        json.dumps(
            {
                "peer": "numpy, algebra",
                "replicates": args.replicates,
                "joint_replicates": len(today_apart),
                "seconds": seconds,
                "mean_today": today.mean(),
                "mean_plan": plan.mean(),
                "sd_today": today.std(ddof=1),
                "sd_plan": plan.std(ddof=1),
                "uplift_p10": p10,
                "uplift_p50": p50,
                "uplift_p90": p90,
                "p_profit_rises": np.mean(MARGIN * (plan_apart - today_apart) > extra_spend),
            }
        )
    )


if __name__ == "__main__":
    main()
