#!/usr/bin/env python3
"""Photographs at three widths (480, 960, 1920): time, bytes and how they look, beside other tools, in one run.

    bench.py --photos DIR --work DIR --osier BIN --score BIN --results out.jsonl
             [--hugo BIN] [--zola BIN] [--node-modules DIR] [--formats webp,avif] [--limit 50] [--equal 12]

Needs Pillow 12 or later (it reads AVIF for the score). Each picture that another tool makes of the first `--equal`
photographs is made again by Osier at the very score of that picture: bytes are compared there. See README.md.
"""
import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
import benchlib as b  # noqa: E402

HERE = Path(__file__).resolve().parent
WIDTHS = (480, 960, 1920)


def photographs(folder, limit):
    return sorted(folder.glob("*.jpg"))[:limit]


def put(photos, folder):
    folder.mkdir(parents=True)
    for photo in photos:
        os.link(photo, folder / photo.name) if os.stat(photo).st_dev == os.stat(folder).st_dev else shutil.copy(photo, folder)


def osier(args, name, photos, settings):
    """A site of Osier in a folder of its own, with these settings of pictures."""
    site = args.work / name
    shutil.rmtree(site, ignore_errors=True)
    shutil.copytree(HERE / "peers/osier", site)
    put(photos, site / "media/photos")
    home = site / "content/fr/_index.md"
    home.parent.mkdir(parents=True)
    names = "\n".join(f"    - {photo.name}" for photo in photos)
    home.write_text(f"---\ntitle: Photographies\nextra:\n  photos:\n{names}\n---\n")
    with open(site / "osier.toml", "a") as config:
        config.write(settings)
    return site


def cases(args, photos, fmt):
    """(name, state, command, folder, what is removed before, where the pictures are)."""
    command = [os.path.abspath(args.osier), "--quiet", "build", "--cache", "cache"]
    for name, more in (("osier", []), ("osier-quick", ["--pictures", "quick"])):
        if name == "osier-quick" and fmt != "webp":
            continue
        site = osier(args, f"{name}-{fmt}", photos, f'formats = ["{fmt}"]\n')
        yield name, "cold", command + more, site, ["public", "cache"], "public/pictures"
        yield name, "cached", command + more, site, ["public"], "public/pictures"
    if args.hugo:
        site = args.work / "hugo"
        shutil.rmtree(site, ignore_errors=True)
        shutil.copytree(HERE / "peers/hugo", site)
        (site / "hugo.toml").write_text((site / "hugo.toml").read_text() + f'\n[params]\nfmt = "{fmt}"\n')
        put(photos, site / "assets/photos")
        command = [os.path.abspath(args.hugo), "--quiet"]
        yield "hugo", "cold", command, site, ["public", "resources", "cache"], "public"
        yield "hugo", "cached", command, site, ["public"], "public"
    if args.zola:
        site = args.work / "zola"
        shutil.rmtree(site, ignore_errors=True)
        shutil.copytree(HERE / "peers/zola", site)
        (site / "config.toml").write_text((site / "config.toml").read_text().replace("webp", fmt))
        put(photos, site / "photos")
        (site / "photos.json").write_text(json.dumps([photo.name for photo in photos]))
        command = [os.path.abspath(args.zola), "build"]
        yield "zola", "cold", command, site, ["public", "static"], "static/processed_images"
        yield "zola", "cached", command, site, ["public"], "static/processed_images"
    if args.node_modules:
        site = args.work / "sharp"
        shutil.rmtree(site, ignore_errors=True)
        put(photos, site / "photos")
        (site / "node_modules").symlink_to(Path(args.node_modules).resolve())
        for mode in ("shrink", "full"):
            command = ["node", str(HERE / "peers/sharp.mjs"), "photos", "out", fmt, mode]
            yield f"sharp-{mode}", "cold", command, site, ["out"], "out"


def made(folder, fmt, photos):
    """What was made of each photograph: its original and the picture, the widest last."""
    stems = {photo.stem: photo for photo in photos}
    files = [file for file in folder.rglob(f"*.{fmt}")]
    return [(next(photo for stem, photo in stems.items() if stem in file.name), file) for file in sorted(files)]


def scores(args, pairs):
    """The score of each pair (SSIMULACRA2)."""
    return [float(line) for line in scored(args, pairs, [])]


def equals(args, pairs, fmt):
    """The bytes of each picture, and of Osier's own at the same score."""
    own = [int(line.split("\t")[1]) for line in scored(args, pairs, ["--equal", fmt])]
    return [(file.stat().st_size, bytes_) for (_, file), bytes_ in zip(pairs, own)]


def scored(args, pairs, more):
    """What the program of scores says of each pair. What Osier cannot read is turned to PNG before."""
    from PIL import Image

    turned = args.work / "turned"
    shutil.rmtree(turned, ignore_errors=True)
    turned.mkdir(parents=True)

    def readable(pair):
        original, file = pair
        if file.suffix != ".avif":
            return original, file
        with Image.open(file) as image:
            image.convert("RGB").save(turned / f"{file.name}.png", compress_level=1)
        return original, turned / f"{file.name}.png"

    with ThreadPoolExecutor(b.NCPU) as pool:
        lines = [f"{original.resolve()}\t{file.resolve()}" for original, file in pool.map(readable, pairs)]
    ran = subprocess.run([args.score, *more], input="\n".join(lines), capture_output=True, text=True, check=True)
    return ran.stdout.splitlines()


def look(args, folder, fmt, photos):
    """Bytes and scores of the pictures in a folder."""
    pairs = made(folder, fmt, photos)
    if len(pairs) != len(photos) * len(WIDTHS):
        sys.exit(f"{folder}: {len(pairs)} pictures for {len(photos)} photographs")
    found = sorted(scores(args, pairs))
    return {
        "bytes": sum(file.stat().st_size for _, file in pairs),
        "score": statistics.median(found),
        "low": found[len(found) // 10],
        "high": found[-1 - len(found) // 10],
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("photos", "work"):
        parser.add_argument(f"--{name}", required=True, type=Path)
    for name in ("osier", "score", "results"):
        parser.add_argument(f"--{name}", required=True)
    for name in ("hugo", "zola", "node-modules"):
        parser.add_argument(f"--{name}")
    parser.add_argument("--formats", default="webp,avif")
    parser.add_argument("--limit", type=int, default=50)
    parser.add_argument("--equal", type=int, default=12)
    args = parser.parse_args()
    photos = photographs(args.photos, args.limit)
    few = photos[: args.equal]
    args.work.mkdir(parents=True, exist_ok=True)
    environment = {"HUGO_CACHEDIR": str((args.work / "hugo/cache").resolve())}

    def tell(row):
        with open(args.results, "a") as out:
            out.write(json.dumps(row) + "\n")
        print(json.dumps(row), flush=True)

    for fmt in args.formats.split(","):
        for tool, state, command, folder, removed, out in cases(args, photos, fmt):
            b.clean(folder, removed)
            run = b.run_once(command, folder, environment, log=args.work / "log.txt")
            if run["rc"] != 0:
                sys.exit(f"{tool} failed: see {args.work}/log.txt")
            row = {"format": fmt, "tool": tool, "state": state, "photos": len(photos), **run}
            if state == "cold":
                row |= look(args, folder / out, fmt, photos)
                if not tool.startswith("osier") and few:
                    pairs = [pair for pair in made(folder / out, fmt, photos) if pair[0] in few]
                    found = equals(args, pairs, fmt)
                    ratios = [own / theirs for theirs, own in found]
                    tell({"format": fmt, "equal": tool, "pictures": len(found), "bytes": sum(theirs for theirs, _ in found),
                          "osier_bytes": sum(own for _, own in found), "mean_ratio": statistics.geometric_mean(ratios)})
            tell(row)


if __name__ == "__main__":
    main()
