#!/usr/bin/env python3
"""Many edits of a site that `osier serve` shows: memory and handles stay what they were, and what is served in the end is
what a build of the same sources gives.

    soak.py --corpus DIR --osier BIN [--pages 100] [--edits 2000] [--seed 1]

Writes DIR/<pages>/osier with ../corpus/gen_corpus.py and works on a copy of it. Edits are of texts and titles, pages that
come, go and change their names, and the style sheet. Ends with exit code 1 when something is not as it should be.
"""
import argparse
import http.client
import os
import random
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import quote

HERE = Path(__file__).resolve().parent
PORT = 18081
NOW = "2026-11-22T12:00:00+01:00"


def get(path):
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=30)
    try:
        connection.request("GET", quote(path), headers={"Host": f"localhost:{PORT}"})
        answer = connection.getresponse()
        return answer.status, answer.read()
    except OSError:
        return 0, b""
    finally:
        connection.close()


def state(server):
    status = Path(f"/proc/{server.pid}/status").read_text()
    memory = int(re.search(r"VmRSS:\s+(\d+)", status).group(1)) / 1024
    return memory, len(os.listdir(f"/proc/{server.pid}/fd"))


def edit(site, rng, rank):
    pages = sorted(path for path in (site / "content").rglob("*.md") if path.name != "_index.md")
    page, kind = rng.choice(pages), rng.randrange(10)
    text = page.read_text()
    if kind < 6:
        page.write_text(re.sub(r"\n+Passage numero \d+\.\n*$", "\n", text) + f"\n\nPassage numero {rank}.\n")
    elif kind == 6:
        page.write_text(re.sub(r'^(title: ")[^"]*"', rf'\1Titre {rank}"', text, count=1, flags=re.M))
    elif kind == 7 and (copies := [path for path in pages if path.name.startswith("page-")]):
        # Nothing links to a copy: the site stays sound.
        rng.choice(copies).unlink()
    elif kind == 8:
        (page.parent / f"page-{rank}.md").write_text(text)
    else:
        sheet = next((site / "themes").rglob("*.css"))
        sheet.write_text(re.sub(r"\n\.soak.*$", "", sheet.read_text()) + f"\n.soak{{margin:{rank % 9}px}}")


def settled(log):
    """Waits until nothing has been built for a while."""
    size = -1
    while size != (size := log.stat().st_size):
        time.sleep(0.6)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--corpus", required=True, type=Path)
    ap.add_argument("--osier", required=True)
    ap.add_argument("--pages", type=int, default=100)
    ap.add_argument("--edits", type=int, default=2000)
    ap.add_argument("--seed", type=int, default=1)
    a = ap.parse_args()
    osier, root = os.path.abspath(a.osier), a.corpus / str(a.pages)
    if not (root / "osier").exists():
        command = [sys.executable, str(HERE.parent / "corpus/gen_corpus.py"), "--out", str(root)]
        subprocess.run(command + ["--pages", str(a.pages), "--flavour", "osier"], check=True)
    site, log = root / "soak", root / "soak.log"
    shutil.rmtree(site, ignore_errors=True)
    shutil.copytree(root / "osier", site, ignore=shutil.ignore_patterns("public"))
    rng, faults = random.Random(a.seed), []
    with log.open("w") as out:
        server = subprocess.Popen([osier, "serve", "--port", str(PORT), "--now", NOW], cwd=site, stdout=out, stderr=out)
    try:
        while get("/")[0] != 200:
            time.sleep(0.05)
        states, start = [], time.time()
        for rank in range(a.edits):
            edit(site, rng, rank)
            time.sleep(rng.choice([0.0, 0.01, 0.03, 0.1]))
            if rank % (a.edits // 10) == 0:
                settled(log)
                states.append(state(server))
                print(f"{rank:6} edits: {states[-1][0]:.0f} MiB, {states[-1][1]} handles", flush=True)
        settled(log)
        states.append(state(server))
        print(f"{a.edits:6} edits: {states[-1][0]:.0f} MiB, {states[-1][1]} handles, {time.time() - start:.0f} s")
        # What the allocator keeps settles within the first edits.
        if states[-1][0] > 1.25 * max(memory for memory, _ in states[1:4]):
            faults.append("the memory grows")
        if states[-1][1] > states[1][1] + 2:
            faults.append("handles are not given back")
        built = subprocess.run([osier, "--quiet", "build", "--now", NOW, "--drafts", "--pictures", "quick"], cwd=site, capture_output=True, text=True)
        if built.returncode != 0:
            faults.append(f"the sources do not build: {built.stdout[-500:]}{built.stderr[-500:]}")
        compared = 0
        for file in sorted(path for path in (site / "public").rglob("*") if path.is_file()):
            path = file.relative_to(site / "public").as_posix()
            address = "/" + (path[: -len("index.html")] if path.endswith("index.html") else path)
            if path.startswith(".") or path in ("404.html", "_redirects"):
                continue
            status, body = get(address)
            if path.endswith(".html"):
                body = re.sub(rb"<script[^>]*/_osier/.*?</script>", b"", body, flags=re.S)
            compared += 1
            if status != 200 or body.strip() != file.read_bytes().strip():
                faults.append(f"{address} is not what is built")
        print(f"{compared} files compared with a build of the same sources")
    finally:
        server.terminate()
        server.wait()
    for fault in faults[:20]:
        print(fault, file=sys.stderr)
    print(f"{len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
