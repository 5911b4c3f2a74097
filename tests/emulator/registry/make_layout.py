#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes an OCI layout. Usage: make_layout.py FOLDER LAYERS[z] PLATFORM...: an image of so many layers
(with z packed by zstd), or for several platforms an index of images that share all layers but one."""

import gzip
import hashlib
import io
import json
import pathlib
import subprocess
import sys
import tarfile

folder = pathlib.Path(sys.argv[1])
blobs = folder / "blobs" / "sha256"
blobs.mkdir(parents=True)


def keep(media_type, data):
    digest = hashlib.sha256(data).hexdigest()
    (blobs / digest).write_bytes(data)
    return {"mediaType": media_type, "digest": "sha256:" + digest, "size": len(data)}


def keep_json(media_type, document):
    return keep(media_type, json.dumps(document).encode())


def layer(path, content):
    tar = io.BytesIO()
    with tarfile.open(fileobj=tar, mode="w") as archive:
        entry = tarfile.TarInfo(path)
        entry.size = len(content)
        archive.addfile(entry, io.BytesIO(content))
    diff_id = "sha256:" + hashlib.sha256(tar.getvalue()).hexdigest()
    if sys.argv[2].endswith("z"):
        packed = subprocess.run(["zstd", "-q"], input=tar.getvalue(), stdout=subprocess.PIPE,
                                check=True).stdout
        return keep("application/vnd.oci.image.layer.v1.tar+zstd", packed), diff_id
    packed = gzip.compress(tar.getvalue(), mtime=0)
    return keep("application/vnd.oci.image.layer.v1.tar+gzip", packed), diff_id


def image(architecture, count):
    layers = [layer(f"etc/layer-{number}", b"%d" % number) for number in range(count - 1)]
    layers.append(layer("usr/bin/program", architecture.encode()))
    config = keep_json("application/vnd.oci.image.config.v1+json", {
        "architecture": architecture, "os": "linux", "config": {},
        "rootfs": {"type": "layers", "diff_ids": [diff_id for _, diff_id in layers]}})
    descriptor = keep_json("application/vnd.oci.image.manifest.v1+json", {
        "schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json",
        "config": config, "layers": [kept for kept, _ in layers]})
    return {**descriptor, "platform": {"architecture": architecture, "os": "linux"}}


images = [image(platform, int(sys.argv[2].rstrip("z"))) for platform in sys.argv[3:]]
root = images[0]
if len(images) > 1:
    root = keep_json("application/vnd.oci.image.index.v1+json", {
        "schemaVersion": 2, "mediaType": "application/vnd.oci.image.index.v1+json",
        "manifests": images})
(folder / "oci-layout").write_text('{"imageLayoutVersion": "1.0.0"}')
(folder / "index.json").write_text(json.dumps({"schemaVersion": 2, "manifests": [root]}))
print(root["digest"])
