"""A thousand scenarios from one plan: 25 budgets, each with 40 values of one assumption.

`python3 scenarios.py PLAN FROM STEP COUNT` runs the scenarios FROM, FROM + STEP, ... below COUNT here, one after the
other, and prints a line of CSV for each. FUNNEL names the program, REPLICATES how many futures each scenario gets.
"""
import json
import os
import subprocess
import sys

FUNNEL = os.environ.get("FUNNEL", "funnel")
REPLICATES = os.environ.get("REPLICATES", "20000")
HEAD = "scenario,budget,win_rate,pays_back,pays_back_se,profit_p10,profit_p50,profit_p90"


def scenario(plan, i):
    """Scenario i: the plan's budget is .2 to 2.6 times today's, the share of offers won 10 to 35 % for certain."""
    budget, win_rate = 0.2 + 0.1 * (i % 25), 0.10 + 0.25 * (i // 25 % 40) / 39
    changed = json.loads(plan)
    changed["plans"] = [{"spend": [{"scale": budget}]}]
    changed["stages"][-1]["rate"] = {"value": {"fixed": win_rate}}
    return budget, win_rate, json.dumps(changed)


def row(plan, i):
    """Runs scenario i and returns what its report says, as a line of CSV."""
    budget, win_rate, changed = scenario(plan, i)
    command = [FUNNEL, "simulate", "-", "--replicates", REPLICATES, "--threads", "1", "--format", "json"]
    report = json.loads(subprocess.run(command, input=changed.encode(), stdout=subprocess.PIPE, check=True).stdout)
    answer = report["comparisons"][0]
    profit = [answer["difference"]["profit"][share]["value"] for share in ("p10", "p50", "p90")]
    figures = [answer["pays_back"]["value"], answer["pays_back"]["se"], *profit]
    return ",".join([str(i), f"{budget:.1f}", f"{win_rate:.4f}", *map(repr, figures)])


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        text = file.read()
    for number in range(*(int(sys.argv[k]) for k in (2, 4, 3))):
        print(row(text, number), flush=True)
