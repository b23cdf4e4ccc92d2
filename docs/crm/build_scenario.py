#!/usr/bin/env python3
"""Builds a funnel scenario from the "CRM Sales Opportunities" export.

    python3 build_scenario.py sales_pipeline.csv > crm.json
    python3 build_scenario.py --check sales_pipeline.csv

Needs Python 3.9 or later and nothing else. What it does and why is told in ../real-data.md.
"""

import argparse
import collections
import csv
import datetime
import json
import statistics
import sys

# What the file cannot know: it holds no spend, no margin and no source of the opportunities. YOURS TO REPLACE.
SPEND_PER_WEEK = 10_000
PAID_SHARE = (0.2, 0.4)  # of all opportunities, eight times in ten
MARGIN = (0.3, 0.5)  # eight times in ten

DEAL_SIZES = 400  # values kept of the won deals
CYCLES = 200  # values kept of the times to a decision

# From an independent calculation with pandas and lifelines, for --check.
KNOWN = {
    "rows": 8800,
    "won": 4238,
    "lost": 2473,
    "engaging": 1589,
    "prospecting": 500,
    "value_mean": 2360.909391,
    "value_sd": 2544.484463,
    "value_median": 1117.0,
    "won_days_median": 57.0,
    "won_days_p90": 106.0,
    "lost_days_median": 14.0,
    "lost_days_p90": 100.0,
}


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("pipeline", help="sales_pipeline.csv")
    arguments.add_argument("--check", action="store_true", help="compare what was read with known figures instead")
    arguments = arguments.parse_args()
    crm = Crm(arguments.pipeline)
    if arguments.check:
        sys.exit(check(crm))
    json.dump(scenario(crm), sys.stdout, indent=1)
    print()


class Crm:
    """The export, with what the scenario needs taken from it."""

    def __init__(self, path):
        with open(path, encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        self.rows = rows
        by_stage = collections.defaultdict(list)
        for row in rows:
            by_stage[row["deal_stage"]].append(row)
        self.won, self.lost = by_stage["Won"], by_stage["Lost"]
        self.engaging, self.prospecting = by_stage["Engaging"], by_stage["Prospecting"]
        self.values = sorted(float(row["close_value"]) for row in self.won)

        closes = [row["close_date"] for row in self.won + self.lost]
        self.first, self.last = date(min(closes)), date(max(closes))
        self.longest = max(days(row) for row in self.won + self.lost)

        # Opportunities seen whole. Engaged before the first close, those decided at once are missing from the file;
        # engaged after `until`, some are not decided yet. Only between the two is every outcome known.
        self.until = self.last - datetime.timedelta(days=self.longest)
        self.whole = self.engaged_between(self.first, self.until)

    def engaged_between(self, first, last):
        return [row for row in self.rows if row["engage_date"] and first <= date(row["engage_date"]) <= last]

    def cycles(self, stage):
        """Weeks from engaging to a decision, of the opportunities seen whole."""
        return sorted(days(row) / 7 for row in self.whole if row["deal_stage"] == stage)

    def decided_by_month(self):
        """Share of the opportunities seen whole that were decided at all, by the month they were engaged in.

        The last month is left out: only its first half is seen whole.
        """
        months = collections.defaultdict(list)
        for row in self.whole:
            months[row["engage_date"][:7]].append(bool(row["close_date"]))
        months.pop(self.until.isoformat()[:7])
        return {month: statistics.fmean(decided) for month, decided in sorted(months.items())}

    def arrivals(self):
        """Opportunities engaged in each whole week from the first close to the end of October.

        Earlier weeks lack what was decided before the first close; in November and December fewer were entered.
        """
        start, weeks = self.first, (datetime.date(2017, 10, 31) - self.first).days // 7
        counts = [0] * weeks
        for row in self.engaged_between(start, start + datetime.timedelta(days=7 * weeks - 1)):
            counts[(date(row["engage_date"]) - start).days // 7] += 1
        return counts

    def still_to_be_decided(self):
        """How many of the open opportunities will be decided, given how long each has been open.

        By the survival curve of those engaged since the first close (Kaplan & Meier 1958): (S(age) - S(end)) / S(age).
        Of those open for longer than any decided one took, none.
        """
        left = collections.Counter()
        decided = collections.Counter()
        for row in self.engaged_between(self.first, self.last):
            age = days(row) if row["close_date"] else self.age(row)
            (decided if row["close_date"] else left)[age] += 1
        at_risk, survival, curve = sum(left.values()) + sum(decided.values()), 1.0, []
        for age in range(self.longest + 1):
            survival *= 1 - decided[age] / at_risk
            curve.append(survival)
            at_risk -= decided[age] + left[age]
        ages = [self.age(row) for row in self.engaging]
        return sum(1 - curve[-1] / curve[age] for age in ages if age <= self.longest)

    def age(self, row):
        return (self.last - date(row["engage_date"])).days


def scenario(crm):
    arrivals = crm.arrivals()
    a_week = statistics.fmean(arrivals)
    # Method of moments for the negative binomial: variance = mean + mean² / k.
    k = a_week**2 / (statistics.variance(arrivals) - a_week)
    months = sorted(crm.decided_by_month().values())
    low, high = PAID_SHARE
    source = "Counted in sales_pipeline.csv"
    assumed = "Assumption: the file does not say"
    return {
        "version": 1,
        "name": "CRM export, as of " + crm.last.isoformat(),
        "note": "From a fictitious firm's CRM export. An inquiry is an opportunity engaged. Spend, margin and the "
        "share of opportunities that advertising brings are assumptions: the file holds none of them.",
        "currency": "USD",
        "frame": {"run_off_weeks": 26},
        "groups": [{"id": "paid or not", "correlation": 1}],
        "channels": [
            {
                "id": "all",
                "name": "Advertising, and what comes without",
                "spend_per_week": SPEND_PER_WEEK,
                # The dearer an opportunity, the fewer were paid for, and the more of those counted came by themselves:
                # one group keeps the two in step.
                "cost_per_inquiry": {
                    "value": {"range": {"p10": SPEND_PER_WEEK / (high * a_week), "p90": SPEND_PER_WEEK / (low * a_week)}},
                    "source": assumed + f"; {low:.0%} to {high:.0%} of opportunities come from advertising",
                    "grade": "C",
                    "group": "paid or not",
                },
                "organic_per_week": {
                    "value": {"range": {"p10": (1 - high) * a_week, "p90": (1 - low) * a_week}},
                    "source": f"{source}, {a_week:.0f} a week in all, less the assumed share from advertising",
                    "grade": "C",
                    "tag": "mine",
                    "group": "paid or not",
                },
                "elasticity": {
                    "value": {"pert": {"min": 0.2, "mode": 0.5, "max": 0.8}},
                    "source": assumed + "; 10 % more money brings 2-8 % more",
                    "grade": "C",
                },
                "dispersion": {"value": {"fixed": k}, "source": f"{source}: spread of {len(arrivals)} weeks", "grade": "A", "tag": "mine"},
            }
        ],
        "stages": [
            {
                "id": "decided",
                "name": "Decided",
                "definition": f"Not left open: a decision, for or against, within {crm.longest} days.",
                "rate": {
                    "value": {"range": {"p10": months[0], "p90": months[-1]}},
                    "source": f"{source}: {len(crm.whole):,} opportunities, engaged {crm.first} to {crm.until}; lowest and highest month",
                    "grade": "A",
                    "tag": "mine",
                },
                "loss": {"reason": "Left open"},
            },
            {
                "id": "won",
                "name": "Won",
                "definition": "Closed as won, among those closed.",
                "rate": {
                    "value": {"counts": {"successes": len(crm.won), "trials": len(crm.won) + len(crm.lost)}},
                    "source": source + ", closed deals only",
                    "grade": "A",
                    "tag": "mine",
                },
                "delay": {"empirical": {"weeks": thin(crm.cycles("Won"), CYCLES, 3)}},
                "loss": {"reason": "Closed as lost", "delay": {"empirical": {"weeks": thin(crm.cycles("Lost"), CYCLES, 3)}}},
                "open_at_start": round(crm.still_to_be_decided()),
            },
        ],
        "money": {
            "deal": {"empirical": {"values": thin(crm.values, DEAL_SIZES, 2)}},
            "margin": {"value": {"range": {"p10": MARGIN[0], "p90": MARGIN[1]}}, "source": assumed, "grade": "C"},
            "discount_rate": 0.1,
        },
        "plans": [{"name": "20 % more", "spend": [{"scale": 1.2}]}],
        "target": {"value": 10_000_000, "confidence": 0.8},
    }


def check(crm):
    """Compares what was read with KNOWN, and tells what thinning changes. Returns the number of differences."""
    won, lost = sorted(map(days, crm.won)), sorted(map(days, crm.lost))
    found = {
        "rows": len(crm.rows),
        "won": len(crm.won),
        "lost": len(crm.lost),
        "engaging": len(crm.engaging),
        "prospecting": len(crm.prospecting),
        "value_mean": statistics.fmean(crm.values),
        "value_sd": statistics.stdev(crm.values),
        "value_median": quantile(crm.values, 0.5),
        "won_days_median": quantile(won, 0.5),
        "won_days_p90": quantile(won, 0.9),
        "lost_days_median": quantile(lost, 0.5),
        "lost_days_p90": quantile(lost, 0.9),
    }
    wrong = 0
    for name, known in KNOWN.items():
        # KNOWN is rounded to six digits after the point.
        same = abs(found[name] - known) <= 1e-6
        wrong += not same
        print(f"{'ok   ' if same else 'WRONG'} {name}: {found[name]:.10g}, known {known:.10g}")
    for what, all_values, kept in [
        ("deal sizes", crm.values, thin(crm.values, DEAL_SIZES, 2)),
        ("weeks to won", crm.cycles("Won"), thin(crm.cycles("Won"), CYCLES, 3)),
        ("weeks to lost", crm.cycles("Lost"), thin(crm.cycles("Lost"), CYCLES, 3)),
    ]:
        mean = statistics.fmean(kept) / statistics.fmean(all_values) - 1
        sd = statistics.pstdev(kept) / statistics.pstdev(all_values) - 1
        print(f"{what}: {len(all_values)} thinned to {len(kept)} changes the mean by {mean:+.2%}, the sd by {sd:+.2%}")
    arrivals = crm.arrivals()
    print(f"arrivals a week: mean {statistics.fmean(arrivals):.1f}, sd {statistics.stdev(arrivals):.1f}, {len(arrivals)} weeks")
    decided = sum(bool(row["close_date"]) for row in crm.whole)
    print(f"seen whole: {len(crm.whole)}, engaged {crm.first} to {crm.until}, {decided} of them decided")
    print("decided by month engaged:", {m: round(x, 3) for m, x in crm.decided_by_month().items()})
    ages = [crm.age(row) for row in crm.engaging]
    stale = sum(age > crm.longest for age in ages)
    print(f"open: {len(ages)}, of which {stale} for longer than the {crm.longest} days the slowest decision took;", end=" ")
    print(f"of the rest {crm.still_to_be_decided():.0f} will be decided")
    return wrong


def thin(values, count, digits):
    """Sorted values cut into `count` slices of equal size, each replaced by its mean: the mean of all stays."""
    count = min(count, len(values))
    cuts = [round(i * len(values) / count) for i in range(count + 1)]
    return [round(statistics.fmean(values[a:b]), digits) for a, b in zip(cuts, cuts[1:])]


def quantile(values, p):
    """Linear between order statistics, as NumPy and pandas do it."""
    at = (len(values) - 1) * p
    below = int(at)
    above = min(below + 1, len(values) - 1)
    return values[below] + (values[above] - values[below]) * (at - below)


def date(text):
    return datetime.date.fromisoformat(text)


def days(row):
    return (date(row["close_date"]) - date(row["engage_date"])).days


if __name__ == "__main__":
    main()
