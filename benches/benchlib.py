"""Measuring helpers shared by the bench scripts (Linux, standard library only)."""
import json
import os
import shutil
import statistics
import subprocess
import sys
import time

NCPU = os.cpu_count() or 1
TICK = os.sysconf("SC_CLK_TCK")


def busy_seconds():
    """Processor seconds used by the whole machine since boot (steal included)."""
    with open("/proc/stat") as f:
        v = [int(x) for x in f.readline().split()[1:9]]
    user, nice, system, idle, iowait, irq, softirq, steal = v
    return (user + nice + system + irq + softirq + steal) / TICK


NICE = int(os.environ.get("BENCH_NICE", "0"))  # as root, -20 keeps most other load out of the way


def prefer():
    if not NICE:
        return
    os.setpriority(os.PRIO_PROCESS, 0, NICE)
    try:
        # Where the kernel groups processes by session, niceness counts within the session only.
        with open("/proc/self/autogroup", "w") as f:
            f.write(str(NICE))
    except OSError:
        pass


def run_once(cmd, cwd, env=None, log=None):
    """Run a command; wall, cpu, peak RSS (largest process) and the share of the machine used by others."""
    out = open(log, "ab") if log else subprocess.DEVNULL
    full_env = dict(os.environ, **(env or {}))
    b0, t0 = busy_seconds(), time.perf_counter()
    p = subprocess.Popen(cmd, cwd=cwd, env=full_env, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT, preexec_fn=prefer)
    _, status, ru = os.wait4(p.pid, 0)
    wall, b1 = time.perf_counter() - t0, busy_seconds()
    p.returncode = os.waitstatus_to_exitcode(status)
    if log:
        out.close()
    cpu = ru.ru_utime + ru.ru_stime
    foreign = max(0.0, (b1 - b0) - cpu) / (wall * NCPU)
    return {"rc": p.returncode, "wall": wall, "cpu": cpu, "user": ru.ru_utime, "sys": ru.ru_stime,
            "rss_mib": ru.ru_maxrss / 1024, "foreign": foreign}


def clean(cwd, names):
    for n in names:
        path = os.path.join(cwd, n)
        if os.path.isdir(path) and not os.path.islink(path):
            shutil.rmtree(path)
        elif os.path.exists(path):
            os.unlink(path)


def wait_quiet(limit, patience):
    """Wait until the machine's other load is under `limit` (share of all processors), at most `patience` s."""
    end = time.time() + patience
    while True:
        b0 = busy_seconds()
        time.sleep(1)
        if (busy_seconds() - b0) / NCPU <= limit or time.time() > end:
            return


def paired(commands, runs, warmup=1, max_foreign=0.10, patience=60, max_tries=None):
    """`runs` counted rounds after `warmup`: each runs every (name, command, folder, what to remove, text), in an
    order that turns. Where there is a text, a sentence is added to it afterwards, the command is run again with nothing
    removed, as `name warm`, and the text is put back. A round disturbed by other load is done again, `max_tries` rounds in all; when too few
    quiet ones were had, the least disturbed are taken. Gives a table of runs by name for each round."""
    max_tries = max_tries or runs * 2
    done = []
    worst = lambda r: max(run["foreign"] for run in r.values())
    for i in range(warmup + max_tries):
        turn = i % len(commands)
        one = {}
        for name, cmd, cwd, cleaned, text in commands[turn:] + commands[:turn]:
            clean(cwd, cleaned)
            wait_quiet(max_foreign, patience)
            one[name] = run_once(cmd, cwd)
            if text:
                before = text.read_bytes()
                try:
                    text.write_bytes(before + "\n\nUne phrase de plus.\n".encode())
                    wait_quiet(max_foreign, patience)
                    one[f"{name} warm"] = run_once(cmd, cwd)
                finally:
                    text.write_bytes(before)
            for run in [one[name], one.get(f"{name} warm", one[name])]:
                if run["rc"] != 0:
                    raise SystemExit(f"exit status {run['rc']}: {' '.join(cmd)} in {cwd}")
        if i < warmup:
            continue
        done.append(one)
        if sum(worst(r) <= max_foreign for r in done) >= runs:
            break
    done.sort(key=worst)
    return done[:runs]


def median(values):
    return statistics.median(values)


def summary(runs):
    m = lambda k: statistics.median(r[k] for r in runs)
    return {"n": len(runs), "wall": m("wall"), "wall_min": min(r["wall"] for r in runs),
            "wall_max": max(r["wall"] for r in runs), "cpu": m("cpu"), "cpu_min": min(r["cpu"] for r in runs),
            "rss_mib": m("rss_mib"), "foreign_max": max(r["foreign"] for r in runs)}


def tree(path):
    files = size = html = 0
    for root, _, names in os.walk(path):
        for n in names:
            files += 1
            html += n.endswith(".html")
            size += os.path.getsize(os.path.join(root, n))
    return {"files": files, "html": html, "mib": size / 2**20}


def append_json(path, row):
    with open(path, "a") as f:
        f.write(json.dumps(row, ensure_ascii=False) + "\n")


def say(*a):
    print(*a, file=sys.stderr, flush=True)
