"""One run on a Ray cluster: `python ray_run.py SCENARIO REPLICATES PARTS REPORT [OPTION]...`."""
import os
import pathlib
import subprocess
import sys
import tempfile

import ray

FUNNEL = os.environ.get("FUNNEL", "funnel")


@ray.remote(max_retries=3, retry_exceptions=[subprocess.CalledProcessError])
def part(scenario, replicates, shard, options):
    """Computes one part on whatever machine this is and returns its bytes: no shared folder is needed."""
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder, "part")
        command = [FUNNEL, "simulate", "-", "--replicates", replicates, "--threads", "1", "--shard", shard, "--out", out]
        subprocess.run([*command, *options], input=scenario, check=True)
        return out.read_bytes()


def main(scenario, replicates, parts, report, *options):
    workers = os.environ.get("WORKERS")
    ray.init(num_cpus=int(workers) if workers else None)
    # Put once, not sent with each task.
    text = ray.put(pathlib.Path(scenario).read_bytes())
    waiting = {part.remote(text, replicates, f"{i}/{parts}", options): i for i in range(1, int(parts) + 1)}
    with tempfile.TemporaryDirectory() as folder:
        while waiting:
            done, _ = ray.wait(list(waiting))
            for task in done:
                pathlib.Path(folder, f"{waiting.pop(task)}.part").write_bytes(ray.get(task))
        subprocess.run([FUNNEL, "merge", f"{folder}/*.part", "--format", "json", "--out", report], check=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
