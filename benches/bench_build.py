#!/usr/bin/env python3
"""Full builds of the same site by several generators, cold and after one edit, in paired runs.

    bench_build.py --corpus DIR --sizes 100,1000,10000 [--runs 5] [--results out.jsonl]
                   [--osier BIN] [--hugo BIN] [--zola BIN] [--zola23 BIN] [--eleventy NODE_MODULES]

Writes DIR/<N>/ with corpus/gen_corpus.py where it is not there yet, then builds each site with each
tool named, each run from an empty output folder and empty caches. The runs are paired: a round builds
the site once with every tool, in an order that turns from round to round, so that what else the machine
does weighs on all alike. A round disturbed by other load is done again; when too few quiet ones were
had, the least disturbed are taken, and the load is said.

A JSON line for each (tool, N) goes to --results, a Markdown table to standard output: medians, with the
least and the most, and the median over the rounds of (wall of the tool / wall of the first tool).
--warm: after each cold build, one text is edited and the site built again, with what the tool remembers; the ratio is to the
cold build of the first tool.
--gen: more arguments for gen_corpus.py, such as `--gen="--latest"`; give another --corpus with it.
"""
import argparse
import os
import platform
import subprocess
import sys
from pathlib import Path

import benchlib as b

HERE = Path(__file__).resolve().parent


def tools(a):
    """Name, flavour of the corpus, command, what to remove before each run."""
    if a.limits:
        # The least that any of them could do, without lists, feeds, links.
        yield "limits", "zola", [a.limits, "full", "content", "public", str(b.NCPU)], ["public"]
    if a.osier:
        yield "osier", "osier", [a.osier, "--quiet", "build", "--cache", ".osier"], ["public", ".osier/sites"]
    if a.hugo:
        yield "hugo", "hugo", [a.hugo, "--quiet"], ["public", "resources", ".hugo_build.lock"]
    if a.zola:
        yield "zola", "zola", [a.zola, "build"], ["public"]
    if a.zola23:
        yield "zola23", "zola23", [a.zola23, "build"], ["public"]
    if a.eleventy:
        cli = Path(a.eleventy).resolve() / "@11ty/eleventy/cmd.cjs"
        yield "eleventy", "eleventy", ["node", str(cli), "--quiet"], ["public", ".cache"]


def prepare(a, root, chosen):
    """Generates the flavours that are not there yet."""
    missing = [flavour for _, flavour, _, _ in chosen if not (root / flavour).exists()]
    if missing:
        pages = root.name
        command = [sys.executable, str(HERE / "corpus/gen_corpus.py"), "--out", str(root), "--pages", pages]
        subprocess.run(command + ["--flavour", ",".join(missing)] + a.gen.split(), check=True)
    modules = root / "eleventy/node_modules"
    if a.eleventy and not modules.exists():
        modules.symlink_to(Path(a.eleventy).resolve())


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--corpus", required=True, type=Path)
    ap.add_argument("--sizes", default="100,1000,10000")
    ap.add_argument("--results")
    ap.add_argument("--runs", type=int, default=5)
    ap.add_argument("--warmup", type=int, default=1)
    ap.add_argument("--max-foreign", type=float, default=0.10, help="other load a round may suffer, as a share of the machine")
    ap.add_argument("--patience", type=float, default=60, help="seconds to wait for quiet before each run")
    ap.add_argument("--osier")
    ap.add_argument("--limits", help="the program `limits` (cargo build --release --example limits)")
    ap.add_argument("--hugo")
    ap.add_argument("--zola", help="Zola up to 0.22 (Tera 1 templates)")
    ap.add_argument("--zola23", help="Zola 0.23 (Tera 2 templates)")
    ap.add_argument("--eleventy", help="a node_modules folder that holds @11ty/eleventy")
    ap.add_argument("--tag", default="base")
    ap.add_argument("--warm", action="store_true", help="also build again after one edit")
    ap.add_argument("--gen", default="", help="more arguments for gen_corpus.py")
    a = ap.parse_args()
    for name in ("osier", "limits", "hugo", "zola", "zola23"):
        if getattr(a, name):
            setattr(a, name, os.path.abspath(getattr(a, name)))
    chosen = list(tools(a))
    if not chosen:
        ap.error("name at least one tool: --osier BIN, --hugo BIN…")

    b.say(f"{b.NCPU} processors, {platform.system()} {platform.release()}, load {' '.join(f'{x:.2f}' for x in os.getloadavg())}")
    print("| tool | pages | wall s (min–max) | ratio | cpu s | peak RSS MiB | html files | output MiB | other load |")
    print("|---|--:|--:|--:|--:|--:|--:|--:|--:|")
    for size in a.sizes.split(","):
        root = a.corpus / size
        prepare(a, root, chosen)
        text = lambda folder: sorted(folder.glob("content/**/actualites/*.md"))[-1] if a.warm and folder.name != "zola" else None
        commands = [(name, cmd, root / flavour, cleaned, text(root / flavour)) for name, flavour, cmd, cleaned in chosen]
        base = "osier" if a.osier else chosen[0][0]
        rounds = b.paired(commands, a.runs, a.warmup, a.max_foreign, a.patience)
        names = [(f"{name}{kind}", flavour) for name, flavour, _, _ in chosen for kind in ("", " warm")]
        for name, flavour in [(name, flavour) for name, flavour in names if name in rounds[0]]:
            s = b.summary([r[name] for r in rounds])
            s["ratio"] = b.median(r[name]["wall"] / r[base]["wall"] for r in rounds)
            t = b.tree(root / flavour / "public")
            if a.results:
                b.append_json(a.results, {"tag": a.tag, "tool": name, "pages": int(size), **s, **t})
            print(f"| {name} | {size} | {s['wall']:.2f} ({s['wall_min']:.2f}–{s['wall_max']:.2f}) | {s['ratio']:.2f} | {s['cpu']:.2f} | "
                  f"{s['rss_mib']:.0f} | {t['html']} | {t['mib']:.0f} | {100 * s['foreign_max']:.0f} % |", flush=True)


if __name__ == "__main__":
    main()
