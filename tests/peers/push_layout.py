#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Puts the image of an OCI layout into a registry. Usage: push_layout.py FOLDER HOST:PORT
REPOSITORY TAG. For images of many layers, with which skopeo takes a minute."""

import http.client
import json
import pathlib
import sys

folder, registry, repository, tag = sys.argv[1:]
connection = http.client.HTTPConnection(registry)


def ask(method, path, body=b"", headers=None):
    connection.request(method, path, body, headers or {})
    answer = connection.getresponse()
    answer.read()
    assert answer.status < 300, (method, path, answer.status)
    return answer


def read(descriptor):
    return pathlib.Path(folder, "blobs", *descriptor["digest"].split(":")).read_bytes()


def push_blob(descriptor):
    place = ask("POST", f"/v2/{repository}/blobs/uploads/").getheader("Location")
    place = place.split(registry, 1)[-1]
    ask("PUT", f"{place}&digest={descriptor['digest']}", read(descriptor))


def push(descriptor, reference):
    text = read(descriptor)
    manifest = json.loads(text)
    for child in manifest.get("manifests", []):
        push(child, child["digest"])
    blobs = manifest.get("layers", []) + [manifest[key] for key in ("config",) if key in manifest]
    for blob in {blob["digest"]: blob for blob in blobs}.values():
        push_blob(blob)
    ask("PUT", f"/v2/{repository}/manifests/{reference}", text,
        {"Content-Type": descriptor["mediaType"]})


push(json.loads(pathlib.Path(folder, "index.json").read_text())["manifests"][0], tag)
