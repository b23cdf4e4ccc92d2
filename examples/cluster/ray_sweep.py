"""A thousand scenarios on a Ray cluster: `python ray_sweep.py PLAN COUNT TABLE`."""
import os
import pathlib
import subprocess
import sys

import ray

import scenarios


@ray.remote(max_retries=3, retry_exceptions=[subprocess.CalledProcessError])
def row(plan, i):
    """One scenario, one line of the table."""
    return scenarios.row(plan, i)


def main(plan, count, table):
    workers = os.environ.get("WORKERS")
    ray.init(num_cpus=int(workers) if workers else None)
    # Sent with the tasks: other machines need not have this folder.
    ray.cloudpickle.register_pickle_by_value(scenarios)
    text = ray.put(pathlib.Path(plan).read_text(encoding="utf-8"))
    # In the order of scenarios, whichever is ready first.
    rows = ray.get([row.remote(text, i) for i in range(int(count))])
    pathlib.Path(table).write_text("\n".join([scenarios.HEAD, *rows]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
