#!/usr/bin/env python3
"""From the write of a page's text to the page served with it, by Osier and by `hugo server`, in the same run.

    latency.py --corpus DIR --pages 1000 --osier BIN [--hugo BIN] [--edits 20]

Writes DIR/<pages>/ with ../corpus/gen_corpus.py where it is not there yet. Each edit adds a paragraph to one news page; its
address is asked every 2 ms until it has the paragraph. The source is put back at the end. Prints a Markdown table: median,
95th percentile, most, in milliseconds. For Osier, two more lines: until the panel of the page tells the fault that comes with the
paragraph, and until all of the site is made again and checked, which its terminal says.
"""
import argparse
import http.client
import os
import queue
import re
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.parse import urlencode

HERE = Path(__file__).resolve().parent
PORT = 18080


def get(path):
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
    try:
        connection.request("GET", path, headers={"Host": f"localhost:{PORT}"})
        return connection.getresponse().read()
    except (OSError, http.client.HTTPException):
        return b""
    finally:
        connection.close()


def until(path, words, start=None, limit=60):
    start = start or time.perf_counter()
    while words not in get(path):
        if time.perf_counter() - start > limit:
            sys.exit(f"{path} never has {words!r}")
        time.sleep(0.002)
    return (time.perf_counter() - start) * 1000


def measure(name, command, site, edits):
    source = sorted((site / "content").rglob("actualites/*.md"))[-1]
    slug = re.search(r"^slug\s*[:=]\s*\"?([^\"\n]+)", source.read_text(), re.M)
    path = f"/actualites/{slug.group(1) if slug else source.stem}/"
    before = source.read_bytes()
    picture = re.search(rb"!\[[^]]*\]\(([^)]*)\)", before).group(1)
    server = subprocess.Popen(command, cwd=site, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    told = queue.Queue()
    listen = lambda: [told.put(time.perf_counter()) for line in server.stderr if source.name in line and " ms, " in line]
    threading.Thread(target=listen, daemon=True).start()
    times, found, checked = [], [], []
    panel = "/_osier/page?" + urlencode({"page": path.strip("/") + "/index.html"})
    try:
        until(path, b"<h1")
        time.sleep(2)
        for rank in range(edits + 2):
            start = time.perf_counter()
            words = f"Mesure numero {rank}.".encode()
            source.write_bytes(before + b"\n\n" + words + b" ![Photographie de rien](" + picture + b")\n")
            times.append(until(path, words, start))
            if name.startswith("osier"):
                found.append(until(panel, words, start))
                checked.append((told.get(timeout=60) - start) * 1000)
            time.sleep(1.5)
    finally:
        server.terminate()
        server.wait()
        source.write_bytes(before)
    for name, times in [(name, times), (f"{name}, its findings", found), (f"{name}, all checked", checked)]:
        # The first two warm what a server keeps.
        times = sorted(times[2:])
        if times:
            rest = f"{times[int(len(times) * 0.95) - 1]:.0f} | {times[-1]:.0f}"
            print(f"| {name} | {statistics.median(times):.0f} | {rest} |", flush=True)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--corpus", required=True, type=Path)
    ap.add_argument("--pages", type=int, default=1000)
    ap.add_argument("--edits", type=int, default=20)
    ap.add_argument("--osier")
    ap.add_argument("--hugo")
    a = ap.parse_args()
    root = a.corpus / str(a.pages)
    print("| server | median ms | 95 % | most |\n| --- | --: | --: | --: |")
    for name, binary, arguments in [
        ("osier serve", a.osier, ["serve", "--port", str(PORT)]),
        ("hugo server", a.hugo, ["server", "--port", str(PORT), "--bind", "127.0.0.1", "--quiet"]),
    ]:
        if not binary:
            continue
        flavour = name.split()[0]
        if not (root / flavour).exists():
            command = [sys.executable, str(HERE.parent / "corpus/gen_corpus.py"), "--out", str(root)]
            subprocess.run(command + ["--pages", str(a.pages), "--flavour", flavour], check=True)
        measure(name, [os.path.abspath(binary)] + arguments, root / flavour, a.edits)


if __name__ == "__main__":
    main()
