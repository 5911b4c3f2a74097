#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs a shell command beside docker-registry. Usage: with_docker_registry.py FOLDER COMMAND; the
command finds the registry's address in $REGISTRY. Exits as the command does."""

import os
import pathlib
import socket
import subprocess
import sys
import time

folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True)
with socket.socket() as probe:
    probe.bind(("127.0.0.1", 0))
    port = probe.getsockname()[1]
configuration = folder / "config.yml"
configuration.write_text(f"""version: 0.1
log: {{level: error}}
storage: {{filesystem: {{rootdirectory: {folder / "data"}}}}}
http: {{addr: "127.0.0.1:{port}"}}
""")
registry = subprocess.Popen(["docker-registry", "serve", str(configuration)],
                            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
try:
    for _ in range(200):
        with socket.socket() as client:
            if client.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.05)
    ran = subprocess.run(["sh", "-c", sys.argv[2]], check=False,
                         env={**os.environ, "REGISTRY": f"127.0.0.1:{port}"})
finally:
    registry.terminate()
    registry.wait()
sys.exit(ran.returncode)
