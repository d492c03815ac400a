#!/usr/bin/env python3
"""Publishes the example site to real servers of this machine, and prints what each step took.

    tests/publish/shown.py target/release/osier example-site

SeaweedFS (`weed`, or what OSIER_TEST_WEED names) is the object storage, OpenSSH's `sshd` the server of files, in place and
with releases. On each: a first publication, the edit of an article, a publication of nothing, a return to the first
release, a comparison with what was published. A target whose program is not installed is SKIPPED. The exit code is 1 when a
step fails, when the edit sends more than 40 files, when nothing has changed and a file is sent, or when the page is not,
byte for byte, that of the first release again.
"""

import json
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

NOW = "2026-11-22T12:00:00+01:00"
ARTICLE, PAGE = "content/en/credits.md", "en/credits/index.html"
EDIT = "\nA sentence that was added after the first publication.\n"
MOST = 40
SSH = ["/usr/sbin/sshd", "/usr/bin/ssh", "/usr/bin/ssh-keygen"]


class Failed(Exception):
    """A step that did not do what it should."""


def free_port(offset=0):
    """A port of loopback that nobody has, nor that `offset` above."""
    for port in range(12_000 + os.getpid() % 10_000, 22_000 + os.getpid() % 10_000):
        try:
            for one in {port, port + offset}:
                with socket.socket() as listener:
                    listener.bind(("127.0.0.1", one))
            return port
        except OSError:
            continue
    raise Failed("no port is free")


def wait_for(what, is_there, seconds=90):
    end = time.monotonic() + seconds
    while not is_there():
        if time.monotonic() > end:
            raise Failed(f"{what} does not begin")
        time.sleep(0.2)


def weed(folder, started):
    """Object storage: what osier.toml says of it, the secrets, and how a file is read there; None without the program."""
    program = os.environ.get("OSIER_TEST_WEED") or shutil.which("weed")
    if not program:
        return None
    actions = ["Admin", "Read", "List", "Write"]
    key = {"accessKey": "WEEDKEY", "secretKey": "weedsecret"}
    config = folder / "s3.json"
    config.write_text(json.dumps({"identities": [{"name": "test", "credentials": [key], "actions": actions}]}))
    # Each server has a second port, 10000 above.
    ports = {}
    for name in ["master", "volume", "filer", "s3"]:
        port = free_port(10_000)
        while port in ports.values():
            port += 1
        ports[name] = port
    started.append(subprocess.Popen(
        [program, "server", f"-dir={folder}", "-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-filer", "-s3", "-volume.max=20",
         # Catalogues that it would serve at ports which are always the same, and news of it to its makers.
         "-s3.port.iceberg=0", "-s3.port.lance=0", "-master.telemetry=false",
         "-master.volumeSizeLimitMB=64", f"-s3.config={config}", *(f"-{name}.port={port}" for name, port in ports.items())],
        cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
    # A bucket is a folder of the filer, which makes it for its first file, and reads without a signature.
    bucket = f"http://127.0.0.1:{ports['filer']}/buckets/site-test/"

    def is_ready():
        try:
            for method, data in [("PUT", b"x"), ("DELETE", None)]:
                urllib.request.urlopen(urllib.request.Request(f"{bucket}probe", method=method, data=data), timeout=5).close()
            return True
        except OSError:
            return False

    def is_listening():
        with socket.socket() as caller:
            return caller.connect_ex(("127.0.0.1", ports["s3"])) == 0

    wait_for("SeaweedFS", is_ready)
    wait_for("SeaweedFS", is_listening)
    said = f'kind = "s3"\nendpoint = "http://127.0.0.1:{ports["s3"]}"\nregion = "us-east-1"\nbucket = "site-test"\n'
    secrets = {"OSIER_S3_KEY_ID": key["accessKey"], "OSIER_S3_SECRET": key["secretKey"]}
    return said, secrets, lambda path: urllib.request.urlopen(bucket + path, timeout=30).read()


def sshd(folder, started, releases):
    """A server of files, as `weed`."""
    if not all(pathlib.Path(program).exists() for program in SSH):
        return None
    for name in ["host", "user"]:
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / name], check=True)
    shutil.copy(folder / "user.pub", folder / "authorized")
    if os.geteuid() == 0:
        os.makedirs("/run/sshd", exist_ok=True)
    port = free_port()
    (folder / "config").write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {folder}/host\nAuthorizedKeysFile {folder}/authorized\n"
        "PidFile none\nStrictModes no\nUsePAM no\nPasswordAuthentication no\nKbdInteractiveAuthentication no\n"
        "MaxStartups 100\nSubsystem sftp internal-sftp\n")
    started.append(subprocess.Popen(
        [SSH[0], "-D", "-f", folder / "config", "-E", folder / "log"], stdin=subprocess.DEVNULL))

    def is_listening():
        with socket.socket() as caller:
            return caller.connect_ex(("127.0.0.1", port)) == 0

    wait_for("sshd", is_listening, 30)
    key = " ".join((folder / "host.pub").read_text().split()[:2])
    www = folder / "www"
    said = (f'kind = "sftp"\nhost = "127.0.0.1"\nport = {port}\npath = "{www}"\nhost_key = "{key}"\n'
            f"releases = {str(releases).lower()}\n")
    shown = www / "current" if releases else www
    return said, {"OSIER_SFTP_KEY": str(folder / "user")}, lambda path: (shown / path).read_bytes()


def publish(osier, site, target, row):
    """The steps, on one target; `row` is called with each."""
    said, secrets, read = target
    with open(site / "osier.toml", "a") as config:
        # Nobody serves what is published here: no address is asked for.
        config.write(f"\n[publish.shown]\n{said}verify = false\n")
    environment = {**os.environ, **secrets}

    def run(step, *arguments):
        begun = time.monotonic()
        ran = subprocess.run([osier, "--format", "json", *arguments], cwd=site, env=environment, capture_output=True, text=True)
        seconds = time.monotonic() - begun
        if ran.returncode != 0:
            raise Failed(f"{step}: exit code {ran.returncode}\n{ran.stdout}{ran.stderr}")
        if "--verify" in arguments:
            row(step, None, seconds)
            return None
        told = json.loads(ran.stdout)
        row(step, told, seconds)
        return told

    def expect(step, is_so, what):
        if not is_so:
            raise Failed(f"{step}: {what}")

    first = run("first", "publish", "--now", NOW)
    page = read(PAGE)
    expect("first", first["sends"], "nothing was sent")
    expect("first", EDIT.strip().encode() not in page, "the page is already edited")

    with open(site / ARTICLE, "a") as article:
        article.write(EDIT)
    edit = run("edit", "publish", "--now", NOW)
    expect("edit", 1 <= len(edit["sends"]) <= MOST, f"{len(edit['sends'])} files were sent, {MOST} are the most")
    expect("edit", EDIT.strip().encode() in read(PAGE), f"{PAGE} is not what was written")

    again = run("nothing", "publish", "--now", NOW)
    expect("nothing", not again["sends"] and again["bytes"] == 0, f"{len(again['sends'])} files were sent")

    run("rollback", "rollback", first["release"])
    expect("rollback", read(PAGE) == page, f"{PAGE} is not that of the first publication")
    run("verify", "publish", "--verify")


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    osier, example = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    targets = [
        ("S3, SeaweedFS", weed),
        ("SFTP, in place", lambda folder, started: sshd(folder, started, releases=False)),
        ("SFTP, releases", lambda folder, started: sshd(folder, started, releases=True)),
    ]
    print(f"{'target':<15}  {'step':<8}  {'files':>5}  {'bytes':>9}  {'requests':>8}  {'deletes':>7}  {'seconds':>7}")
    failures = []
    for name, start in targets:

        def row(step, told, seconds):
            counts = ["", "", "", ""]
            if told:
                counts = [len(told["sends"]), told["bytes"], told["requests"], len(told["deletes"])]
            files, size, requests, deletes = counts
            print(f"{name:<15}  {step:<8}  {files:>5}  {size:>9}  {requests:>8}  {deletes:>7}  {seconds:>7.2f}", flush=True)

        started = []
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            folder = pathlib.Path(folder)
            (folder / "server").mkdir()
            try:
                target = start(folder / "server", started)
                if target is None:
                    print(f"{name:<15}  SKIPPED: the program is not installed", flush=True)
                    continue
                site = folder / "site"
                shutil.copytree(example, site, ignore=shutil.ignore_patterns("public", ".osier*"))
                publish(osier, site, target, row)
            except (Failed, OSError, subprocess.CalledProcessError, json.JSONDecodeError) as error:
                failures.append(f"{name}: {error}")
            finally:
                for server in started:
                    server.kill()
                    server.wait()
    for failure in failures:
        print(f"FAILED  {failure}", file=sys.stderr)
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
