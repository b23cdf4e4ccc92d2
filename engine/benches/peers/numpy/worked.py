"""The worked example's process in NumPy: arrays of replicates x cells, week by week and stage by stage.

    python worked.py --scenario scenario/templates/sales-led-saas.json --replicates 2048 --seed 1

Long because a peer is one program, read from top to bottom. Written from docs/model.md, not from the engine's code: waits
are drawn as U + tau and cut to weeks, the wait still to come of those there at the start as a uniform share of a
length-biased tau, queues are lists of weekly cohorts. It reads what the worked example has (ranges, PERTs, a group, the
market, teams with queues, the answer's wait, the opening pipeline) and refuses a scenario with more. One thread. Arms share
what is unknown and have their own luck. Prints one JSON line; `seconds` is the simulation alone, after import and warm-up.
"""

import argparse
import json
import time
from collections import deque

import numpy as np

CHUNK = 512
Z90 = 1.2815515655446004
HORIZON, RUN_OFF = 52, 52  # the defaults of a scenario's frame
MINUTES = 7 * 24 * 60  # in a week
BUSIEST = 0.98
KAPPA, TAU = {"pert": {"min": 0.3, "mode": 0.56, "max": 1.0}}, 2.2  # the response lever's defaults
LOGIT_NORMAL = {"rate", "to_share", "carry_over", "stale_per_week", "margin"}
NORMAL = {"close_shift", "rate_shift"}
KNOWN = {
    "": {"version", "name", "currency", "calendar", "note", "market", "groups", "channels", "segments", "stages", "teams", "levers", "money", "plans", "target"},
    "levers": {"definition", "hand_off", "information", "response", "attempts"},
}


def logit(p):
    return np.log(p / (1 - p))


def expit(x):
    return 1 / (1 + np.exp(-x))


def standard_normal_cdf(z):
    """The integral of the density on a grid, to 1e-9."""
    grid = np.linspace(-9, 9, 180_001)
    density = np.exp(-grid * grid / 2)
    cdf = np.concatenate([[0], np.cumsum((density[1:] + density[:-1]) / 2)])
    return np.interp(z, grid, cdf / cdf[-1])


def beta_quantile(a, b):
    """The quantile function of Beta(a, b) by integrating its density on a grid; a, b >= 1."""
    x = np.linspace(0, 1, 200_001)
    middle = (x[1:] + x[:-1]) / 2
    cdf = np.concatenate([[0], np.cumsum(middle ** (a - 1) * (1 - middle) ** (b - 1))])
    cdf /= cdf[-1]
    return lambda u: np.interp(u, cdf, x)


class Unknowns:
    """Draws each uncertain input once a replicate."""

    def __init__(self, scenario):
        self.groups = {group["id"]: group["correlation"] for group in scenario.get("groups", [])}
        self.quantiles = {}

    def begin(self, rng, replicates):
        self.rng, self.replicates = rng, replicates
        self.market = rng.standard_normal(replicates)
        self.factors = {group: rng.standard_normal(replicates) for group in self.groups}

    def draw(self, name, given):
        """One input by its field's name: a number, or a description that may follow the market or a group."""
        if not isinstance(given, dict):
            return np.full(self.replicates, float(given))
        value, m, group = given.get("value", given), given.get("market", 0.0), given.get("group")
        if not isinstance(value, dict):
            return np.full(self.replicates, float(value))
        own = self.rng.standard_normal(self.replicates)
        rho = self.groups.get(group, 0.0)
        inner = np.sqrt(1 - rho) * own + (np.sqrt(rho) * self.factors[group] if group else 0.0)
        z = m * self.market + np.sqrt(1 - m * m) * inner
        (kind, x), = value.items()
        if kind == "pert":
            low, mode, high = x["min"], x["mode"], x["max"]
            key = (low, mode, high)
            if key not in self.quantiles:
                peak = (mode - low) / (high - low)
                self.quantiles[key] = beta_quantile(1 + 4 * peak, 1 + 4 * (1 - peak))
            return low + (high - low) * self.quantiles[key](standard_normal_cdf(z))
        assert kind == "range", kind
        to, back = (logit, expit) if name in LOGIT_NORMAL else (lambda v: v, lambda v: v) if name in NORMAL else (np.log, np.exp)
        p10, p90 = to(np.array(x["p10"], float)), to(np.array(x["p90"], float))
        return back((p10 + p90) / 2 + (p90 - p10) / (2 * Z90) * z)


class Wait:
    """A lognormal wait by segment; none where everyone moves on at once."""

    def __init__(self, delay, cycles):
        self.none = delay is None
        if not self.none:
            x = delay["lognormal"]
            self.mu = np.log(x["median_weeks"] * cycles)
            self.sigma = np.log(x["p90_weeks"] / x["median_weeks"]) / Z90

    def mean(self):
        return np.exp(self.mu + self.sigma**2 / 2)

    def weeks(self, rng, segment):
        """Weeks until those move on who arrive at any moment of a week."""
        return np.floor(rng.random(segment.size) + rng.lognormal(self.mu[segment], self.sigma)).astype(np.int64)

    def rest(self, rng, segment):
        """The same for those found waiting: a uniform share of a wait that is found the more often the longer it is."""
        found = rng.lognormal(self.mu[segment] + self.sigma**2, self.sigma)
        return np.floor(rng.random(segment.size) * found).astype(np.int64)


class Model:
    """The scenario, as arrays."""

    def __init__(self, scenario):
        for where, known in KNOWN.items():
            more = set(scenario[where] if where else scenario) - known
            assert not more, f"this peer does not know {more}"
        assert all(set(plan) <= {"spend", "name"} for plan in scenario["plans"]), "this peer's plans only spend"
        self.scenario, self.weeks = scenario, HORIZON + RUN_OFF
        self.unknowns = Unknowns(scenario)
        self.channels, self.segments, self.stages = scenario["channels"], scenario["segments"], scenario["stages"]
        names = [segment["id"] for segment in self.segments]
        cycles = np.array([segment.get("cycle", 1.0) for segment in self.segments])
        # A cell for each channel and segment, then one for each segment's people there at the start.
        self.cells = []
        for c, channel in enumerate(self.channels):
            shares = channel.get("segment_shares") or {s["id"]: s["share"] for s in self.segments}
            total = sum(shares.values())
            self.cells += [(c, names.index(name), x / total) for name, x in shares.items() if x > 0]
        self.by_channel = len(self.cells)
        self.cells += [(None, g, 0.0) for g in range(len(names))]
        self.segment = np.array([g for _, g, _ in self.cells])
        self.channel = np.array([c for c, _, _ in self.cells[: self.by_channel]])
        self.share = np.array([share for _, _, share in self.cells[: self.by_channel]])
        index = {stage["id"]: s for s, stage in enumerate(self.stages)}
        self.to = [index.get(stage.get("loss", {}).get("to")) for stage in self.stages]
        self.waits = []
        for stage in self.stages:
            passing, leaving = stage.get("delay"), stage.get("loss", {}).get("delay")
            self.waits.append((Wait(passing, cycles), Wait(leaving or passing, cycles)))
        teams = {team["id"]: i for i, team in enumerate(scenario["teams"])}
        self.team = [teams[stage["work"]["team"]] if "work" in stage else None for stage in self.stages]
        self.people = np.array([team["people"] for team in scenario["teams"]], float)
        self.hours = np.array([team["hours_per_week"] for team in scenario["teams"]], float)
        self.capacity = self.people * self.hours
        self.cost = np.array([team["cost_per_week"] for team in scenario["teams"]], float)
        response = scenario["levers"]["response"]
        self.answer, self.minutes = index[response["stage"]], response["minutes"]
        self.spend = [self.plan(None)] + [self.plan(plan) for plan in scenario["plans"]]

    def plan(self, plan):
        """Money a week on each channel, channels x weeks of the horizon."""
        today = np.array([channel.get("spend_per_week", 0.0) for channel in self.channels])
        spend = np.repeat(today[:, None], HORIZON, axis=1)
        for change in (plan or {}).get("spend", []):
            only = change.get("channels")
            rows = [c for c, channel in enumerate(self.channels) if not only or channel["id"] in only]
            start = change.get("start_week", 0)
            weeks = slice(start, start + change.get("weeks", HORIZON))
            spend[rows, weeks] = np.maximum(0, spend[rows, weeks] * change.get("scale", 1.0) + change.get("add_per_week", 0.0))
        return spend

    def open(self, people):
        """Whole people by segment: each takes its rounded share of those left."""
        shares = np.array([segment["share"] for segment in self.segments], float)
        split = []
        for g, share in enumerate(shares):
            taken = int(np.floor(people * share / shares[g:].sum() + 0.5))
            split.append(taken)
            people -= taken
        return np.array(split)


class Theta:
    """What is unknown, in one draw for each replicate; shared by the arms."""

    def __init__(self, model, rng, replicates):
        draw = model.unknowns.draw
        model.unknowns.begin(rng, replicates)
        of = lambda things, name: [draw(name, thing[name]) if name in thing else np.zeros(replicates) for thing in things]
        self.cost = of(model.channels, "cost_per_inquiry")
        self.elasticity, self.carry_over = of(model.channels, "elasticity"), of(model.channels, "carry_over")
        self.organic, self.dispersion = of(model.channels, "organic_per_week"), of(model.channels, "dispersion")
        close = of(model.channels, "close_shift")
        shift = np.stack(of(model.segments, "rate_shift"), axis=1)[:, model.segment]
        self.rates = [logit(draw("rate", stage["rate"]))[:, None] + shift for stage in model.stages]
        self.rates[-1][:, : model.by_channel] += np.stack(close, axis=1)[:, model.channel]
        work = [stage.get("work", {}) for stage in model.stages]
        self.each, self.stale = of(work, "hours"), of(work, "stale_per_week")
        self.to_share = of([stage.get("loss", {}) for stage in model.stages], "to_share")
        response = model.scenario["levers"]["response"]
        self.kappa, self.tau = draw("kappa", response.get("kappa", KAPPA)), draw("tau_minutes", response.get("tau_minutes", TAU))
        money = model.scenario["money"]
        deals = [segment.get("deal", money["deal"])["lognormal"] for segment in model.segments]
        # Segments without a deal of their own share one.
        common = draw("median", money["deal"]["lognormal"]["median"])
        medians = [draw("median", s["deal"]["lognormal"]["median"]) if "deal" in s else common for s in model.segments]
        self.median, self.sigma = np.stack(medians, axis=1), np.array([deal["sigma"] for deal in deals])
        self.margin, self.per_deal = draw("margin", money["margin"]), draw("cost_per_deal", money["cost_per_deal"])
        sigma = model.scenario["market"]["sigma"]
        self.swing = np.exp(sigma * model.unknowns.market - sigma**2 / 2)


def inquiries(model, theta, spend, rng):
    """Counts of each week, weeks x replicates x cells of channels."""
    means = np.zeros((model.weeks, len(theta.margin), len(model.channels)))
    for c, channel in enumerate(model.channels):
        today = channel.get("spend_per_week", 0.0)
        stock = np.full(len(theta.margin), float(today))
        for t in range(model.weeks):
            stock = theta.carry_over[c] * stock + (1 - theta.carry_over[c]) * (spend[c, t] if t < HORIZON else 0.0)
            mean = means[t, :, c]
            if today > 0:
                m, e = stock / today, theta.elasticity[c]
                mean += today / theta.cost[c] * m / ((1 - e) * m + e)
            if t < HORIZON:
                mean += theta.organic[c] * theta.swing
        if "dispersion" in channel:
            k = theta.dispersion[c]
            means[:, :, c] *= rng.gamma(k, 1 / k, size=(model.weeks, len(k)))
    return rng.poisson(means[:, :, model.channel] * model.share)


def served_of(cohort, take, rng):
    """Who is served of one week's people, replicates x cells, when so many of each replicate are."""
    everyone = cohort.sum(axis=1)
    served = np.where((take >= everyone)[:, None], cohort, 0)
    some = np.flatnonzero((take > 0) & (take < everyone))
    if some.size:
        left, wanted = everyone[some], take[some].copy()
        for cell in range(cohort.shape[1]):
            here = cohort[some, cell]
            left = left - here
            got = rng.hypergeometric(here, left, wanted)
            served[some, cell] = got
            wanted -= got
    return served


class Arm:
    """One arm of a chunk of replicates."""

    def __init__(self, model, theta, spend, rng):
        self.model, self.theta, self.rng = model, theta, rng
        self.size = (len(theta.margin), len(model.cells))
        self.spend, self.came = spend, inquiries(model, theta, spend, rng)
        stages, teams = len(model.stages), len(model.people)
        # Who is through with a stage in which week, those who pass and those who leave: weeks x replicates x cells.
        calendar = lambda wait: None if wait.none else np.zeros((model.weeks, *self.size), np.int64)
        self.calendars = [[calendar(wait) for wait in waits] for waits in model.waits]
        self.queues = [deque() for _ in range(stages)]
        self.waiting = np.zeros((stages, self.size[0]), np.int64)
        self.busy = np.zeros((teams, self.size[0]))
        self.revenue, self.costs = np.zeros((2, self.size[0])), np.zeros((2, self.size[0]))
        self.costs[0] += spend.sum() + HORIZON * (model.cost * model.people).sum()

    def send(self, calendar, week, people, weeks):
        """Sends people into a wait, each by himself."""
        flat = people.ravel()
        who = np.repeat(np.arange(flat.size), flat)
        if not who.size:
            return
        at = week + weeks(self.rng, self.model.segment[who % self.size[1]])
        within = at < self.model.weeks
        np.add.at(calendar.reshape(self.model.weeks, -1), (at[within], who[within]), 1)

    def start(self):
        """Puts those there at the start on their way."""
        for s, stage in enumerate(self.model.stages):
            people = np.zeros(self.size, np.int64)
            people[:, self.model.by_channel :] = self.model.open(stage.get("open_at_start", 0))
            if not people.any():
                continue
            passing, leaving = self.model.waits[s]
            odds = np.log(passing.mean() / leaving.mean())[self.model.segment]
            passed = self.rng.binomial(people, expit(self.theta.rates[s] + odds))
            for calendar, wait, who in zip(self.calendars[s], (passing, leaving), (passed, people - passed)):
                self.send(calendar, 0, who, wait.rest)

    def hours_for(self, s, team, people):
        """How many of those people there are hours for, which are taken."""
        each = self.theta.each[s]
        k = np.minimum(people, np.floor(self.left[team] / each)).astype(np.int64)
        self.left[team] = np.maximum(0, self.left[team] - k * each)
        return k

    def serve(self, s, week, inflow):
        """This week's arrivals join the queue; returns those served."""
        team, rng = self.model.team[s], self.rng
        arrived = inflow.sum(axis=1)
        self.asked[team] += arrived * self.theta.each[s]
        take = self.first[s] + self.hours_for(s, team, arrived)
        queue, served = self.queues[s], np.zeros(self.size, np.int64)
        if not queue and (take == arrived).all():
            return inflow
        queue.append(inflow.copy())
        for cohort in queue:
            if not take.any():
                break
            part = served_of(cohort, take, rng)
            cohort -= part
            served += part
            take -= part.sum(axis=1)
        self.waiting[s] = 0
        for cohort in queue:
            if cohort.any():
                cohort -= rng.binomial(cohort, self.theta.stale[s][:, None])
                self.waiting[s] += cohort.sum(axis=1)
        while queue and not queue[0].any():
            queue.popleft()
        return served

    def answered(self, s):
        """What a wait for the team takes from the logit of those reached."""
        model, theta, team = self.model, self.theta, self.model.team[s]
        psi, n = np.minimum(self.busy[team], BUSIEST), model.people[team]
        free = psi ** (np.sqrt(2 * (n + 1)) - 1) / (n * (1 - psi)) * theta.each[s] / model.hours[team]
        wait = free + self.waiting[s] * theta.each[s] / model.capacity[team]
        later = (1 + (model.minutes + MINUTES * wait) / theta.tau) / (1 + model.minutes / theta.tau)
        return theta.kappa * np.log(later)

    def week(self, week):
        model, theta, rng = self.model, self.theta, self.rng
        within = 0 if week < HORIZON else 1
        self.left = np.repeat(model.capacity[:, None], self.size[0], axis=1)
        self.asked = np.zeros_like(self.left)
        # Hours for those who waited already, nearest to the deal first.
        self.first = np.zeros_like(self.waiting)
        for s in reversed(range(len(model.stages))):
            if model.team[s] is not None and self.waiting[s].any():
                self.first[s] = self.hours_for(s, model.team[s], self.waiting[s])
        inflows = [np.zeros(self.size, np.int64) for _ in model.stages]
        inflows[0][:, : model.by_channel] = self.came[week]
        for s, stage in enumerate(model.stages):
            self.costs[within] += stage.get("cost_per_person", 0.0) * inflows[s].sum(axis=1)
            odds = theta.rates[s]
            if s == model.answer:
                odds = odds - self.answered(s)[:, None]
            people = inflows[s] if model.team[s] is None else self.serve(s, week, inflows[s])
            passed = rng.binomial(people, expit(odds))
            through = []
            for calendar, wait, who in zip(self.calendars[s], model.waits[s], (passed, people - passed)):
                if calendar is None:
                    through.append(who)
                else:
                    self.send(calendar, week, who, wait.weeks)
                    through.append(calendar[week])
            passed, left = through
            if s + 1 < len(model.stages):
                inflows[s + 1] += passed
            else:
                self.win(passed, within)
            if model.to[s] is not None:
                inflows[model.to[s]] += rng.binomial(left, theta.to_share[s][:, None])
        self.busy = self.asked / model.capacity[:, None]
        if within == 1:
            self.costs[1] += ((model.capacity[:, None] - self.left) * (model.cost / model.hours)[:, None]).sum(axis=0)

    def win(self, people, within):
        flat = people.ravel()
        who = np.repeat(np.arange(flat.size), flat)
        replicate, segment = who // self.size[1], self.model.segment[who % self.size[1]]
        value = self.rng.lognormal(np.log(self.theta.median[replicate, segment]), self.theta.sigma[segment])
        self.revenue[within] += np.bincount(replicate, weights=np.round(value, 2), minlength=self.size[0])
        self.costs[within] += self.theta.per_deal * people.sum(axis=1)

    def run(self):
        """Revenue, profit, and profit with what lands after, one row each."""
        self.start()
        for week in range(self.model.weeks):
            self.week(week)
        profit = self.theta.margin * self.revenue - self.costs
        return np.stack([self.revenue[0], profit[0], profit.sum(axis=0)])


def simulate(model, rng, replicates):
    """Arms x figures x replicates."""
    chunks = []
    for start in range(0, replicates, CHUNK):
        theta = Theta(model, rng, min(CHUNK, replicates - start))
        chunks.append(np.stack([Arm(model, theta, spend, rng).run() for spend in model.spend]))
    return np.concatenate(chunks, axis=2)


def told(values):
    """A figure's law, each number with its standard error."""
    n = values.size
    mean, sd = values.mean(), values.std(ddof=1)
    kurtosis = ((values - mean) ** 4).mean() / values.var() ** 2
    law = {"mean": [mean, sd / np.sqrt(n)], "sd": [sd, sd / 2 * np.sqrt((kurtosis - 1) / n)]}
    ordered = np.sort(values)
    for p in (0.1, 0.5, 0.9):
        half = np.sqrt(p * (1 - p) / n)
        low, high = (ordered[min(n - 1, max(0, int(np.ceil(q * n)) - 1))] for q in (p - half, p + half))
        law[f"p{round(100 * p)}"] = [np.quantile(values, p), (high - low) / 2]
    return law


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--scenario", required=True)
    parser.add_argument("--replicates", type=int, default=2_048)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()

    with open(args.scenario, encoding="utf-8") as file:
        model = Model(json.load(file))
    simulate(model, np.random.default_rng(0), 64)  # warm-up
    rng = np.random.default_rng(args.seed)
    start = time.perf_counter()
    arms = simulate(model, rng, args.replicates)
    seconds = time.perf_counter() - start
    law = {
        f"{arm}_{figure}": told(arms[i, f])
        for i, arm in enumerate(["today", "plan"])
        for f, figure in enumerate(["revenue", "profit", "profit_with_after"])
    }
    print(
        json.dumps(
            {
                "peer": "numpy",
                "replicates": args.replicates,
                "seconds": seconds,
                "mean_today": law["today_revenue"]["mean"][0],
                "mean_plan": law["plan_revenue"]["mean"][0],
                "law": law,
            }
        )
    )


if __name__ == "__main__":
    main()
