#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Copying images, Inland beside skopeo, between two docker-registry processes on this machine.
Usage: images.py INLAND [MEBIBYTES]. Prints for each case wall time, our own CPU time, the servers'
CPU time and the requests that they got, as a table."""

import collections
import hashlib
import http.client
import json
import os
import pathlib
import socket
import subprocess
import sys
import tempfile
import time

IMAGES = 200
SHARED_LAYERS = 10
MANIFEST = "application/vnd.oci.image.manifest.v1+json"

Cost = collections.namedtuple("Cost", "wall cpu servers requests peak")


class Registry:
    """docker-registry on a free port, its data in a folder, its access log beside it."""

    def __init__(self, folder):
        folder.mkdir()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        configuration = folder / "config.yml"
        configuration.write_text(f"""version: 0.1
log: {{level: error, accesslog: {{disabled: false}}}}
storage: {{filesystem: {{rootdirectory: {folder / "data"}}}}}
http: {{addr: "127.0.0.1:{self.port}"}}
""")
        self.log = folder / "access.log"
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(["docker-registry", "serve", str(configuration)],
                                            stdout=log, stderr=subprocess.DEVNULL)
        while socket.socket().connect_ex(("127.0.0.1", self.port)) != 0:
            time.sleep(0.05)

    @property
    def name(self):
        return f"127.0.0.1:{self.port}"

    def cpu(self):
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def requests(self):
        return self.log.read_bytes().count(b"HTTP/1.1\"")

    def stop(self):
        self.process.terminate()
        self.process.wait()


class Pusher:
    """Just enough of a client to fill a registry."""

    def __init__(self, registry):
        self.connection = http.client.HTTPConnection("127.0.0.1", registry.port)

    def ask(self, method, path, body=b"", headers=None):
        self.connection.request(method, path, body, headers or {})
        answer = self.connection.getresponse()
        answer.read()
        assert answer.status < 300, (method, path, answer.status)
        return answer

    def blob(self, repository, data, media_type, source=None):
        digest = "sha256:" + hashlib.sha256(data).hexdigest()
        query = f"?mount={digest}&from={source}" if source else ""
        answer = self.ask("POST", f"/v2/{repository}/blobs/uploads/{query}")
        if answer.status == 202:
            place = answer.getheader("Location").split(f":{self.connection.port}", 1)[1]
            self.ask("PUT", f"{place}&digest={digest}", data)
        return {"mediaType": media_type, "digest": digest, "size": len(data)}

    def image(self, repository, layers, source=None):
        kind = "application/vnd.oci.image.layer.v1.tar+zstd"
        kept = [self.blob(repository, layer, kind, source if shared else None)
                for layer, shared in layers]
        config = json.dumps({"architecture": "amd64", "os": "linux", "config": {}, "rootfs": {
            "type": "layers", "diff_ids": [layer["digest"] for layer in kept]}}).encode()
        manifest = json.dumps({"schemaVersion": 2, "mediaType": MANIFEST, "layers": kept,
                               "config": self.blob(repository, config,
                                                   "application/vnd.oci.image.config.v1+json")})
        self.ask("PUT", f"/v2/{repository}/manifests/1", manifest.encode(),
                 {"Content-Type": MANIFEST})


def high_water(pid):
    """MiB of the process itself; rusage counts what its parent had before exec as well."""
    for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) // 1024
    return 0


def measure(commands, registries):
    """Runs the commands one after the other."""
    before = [registry.cpu() for registry in registries]
    asked = [registry.requests() for registry in registries]
    start = time.monotonic()
    cpu = peak = 0
    for command in commands:
        errors = tempfile.TemporaryFile()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=errors)
        pid = 0
        while pid == 0:
            peak = max(peak, high_water(process.pid))
            time.sleep(0.005)
            pid, status, used = os.wait4(process.pid, os.WNOHANG)
        assert status == 0, command
        cpu += used.ru_utime + used.ru_stime
    wall = time.monotonic() - start
    return Cost(wall, cpu, sum(r.cpu() for r in registries) - sum(before),
                sum(r.requests() for r in registries) - sum(asked), peak)


def stage(inland, source, target, prefix, names):
    listed = pathlib.Path(tempfile.mkstemp()[1])
    listed.write_text("".join(f"{source.name}/{name}:1\n" for name in names))
    return [[inland, "images", "stage", "--to", f"http://{target.name}/{prefix}", "--from-file",
             str(listed), "--parallelism", "8"]]


def skopeo(source, target, prefix, names):
    return [["skopeo", "copy", "--quiet", "--src-tls-verify=false", "--dest-tls-verify=false",
             f"docker://{source.name}/{name}:1", f"docker://{target.name}/{prefix}/{name}:1"]
            for name in names]


def show(what, ours, theirs, size=0):
    print(f"\n{what}\n{'':8}{'wall s':>9}{'own CPU s':>11}{'servers s':>11}{'requests':>10}"
          f"{'MiB peak':>10}{'MiB/CPU s':>11}")
    for name, cost in (("inland", ours), ("skopeo", theirs)):
        if cost:
            rate = f"{size / cost.cpu:11.0f}" if size else ""
            print(f"{name:8}{cost.wall:9.2f}{cost.cpu:11.2f}{cost.servers:11.2f}"
                  f"{cost.requests:10}{cost.peak:10}{rate}")


def large(inland, source, target, mebibytes):
    layers = [(os.urandom(mebibytes * 2**20 // 4), False) for _ in range(4)]
    Pusher(source).image("large", layers)
    del layers
    both = (source, target)
    ours = measure(stage(inland, source, target, "inland", ["large"]), both)
    theirs = measure(skopeo(source, target, "skopeo", ["large"]), both)
    show(f"one image of {mebibytes} MiB in 4 layers", ours, theirs, mebibytes)


def many(inland, source, target):
    shared = [(os.urandom(20_000), True) for _ in range(SHARED_LAYERS)]
    names = [f"team/app-{number}" for number in range(IMAGES)]
    pusher = Pusher(source)
    for name in names:
        pusher.image(name, shared + [(os.urandom(10_000), False)],
                     None if name == names[0] else names[0])
    both = (source, target)
    ours = measure(stage(inland, source, target, "inland", names), both)
    theirs = measure(skopeo(source, target, "skopeo", names), both)
    show(f"{IMAGES} images that share {SHARED_LAYERS} layers, one by one with skopeo", ours, theirs)
    ours = measure(stage(inland, source, target, "inland", names), both)
    theirs = measure(skopeo(source, target, "skopeo", names), both)
    show(f"the same {IMAGES} images again: nothing to do", ours, theirs)


def main():
    inland = sys.argv[1]
    mebibytes = int(sys.argv[2]) if len(sys.argv) > 2 else 1024
    with tempfile.TemporaryDirectory() as folder:
        source = Registry(pathlib.Path(folder) / "source")
        target = Registry(pathlib.Path(folder) / "target")
        try:
            large(inland, source, target, mebibytes)
            many(inland, source, target)
        finally:
            source.stop()
            target.stop()


main()
