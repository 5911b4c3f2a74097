# SPDX-License-Identifier: Apache-2.0
"""What the scripts of this folder share: clients whose every answer is judged by its bytes
(wire.py), a list of what went wrong, and the list of what is known to go wrong (known.txt)."""

import collections
import fnmatch
import os
import pathlib
import sys
import time

try:
    import boto3
    import botocore.config
    import botocore.exceptions
    import botocore.parsers
except ImportError as missing:
    print(f"boto3 is not installed for {sys.executable}: {missing}")
    sys.exit(77)

import wire

ENDPOINT = os.environ.get("AWS_ENDPOINT_URL", "http://127.0.0.1:4566")
REGION = "eu-central-1"
ACCOUNT = "123456789012"
HERE = pathlib.Path(__file__).resolve().parent
# Inland's names of services that botocore calls otherwise.
BOTOCORE_NAMES = {"elasticloadbalancing": "elbv2"}
OUR_NAMES = {value: key for key, value in BOTOCORE_NAMES.items()}


class Judge:
    """Counts what was called and keeps what was wrong, as "part: case: what"."""

    def __init__(self, part):
        self.part = part
        self.failures = collections.OrderedDict()
        self.calls = collections.Counter()
        self.errors = collections.defaultdict(set)
        self.operation = None
        self.clients = {}
        self._watch_parser()

    def client(self, name, region=REGION, **options):
        """A client of the service with the well-known test key, made once per set of options."""
        key = (name, region, tuple(sorted(options.items())))
        if key not in self.clients:
            options = {"aws_access_key_id": ACCOUNT, "aws_secret_access_key": "test",
                       "endpoint_url": ENDPOINT, **options}
            made = boto3.client(
                BOTOCORE_NAMES.get(name, name), region_name=region,
                config=botocore.config.Config(retries={"max_attempts": 0},
                                              parameter_validation=False), **options)
            made.meta.events.register("before-call", self._remember)
            self.clients[key] = made
        return self.clients[key]

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return self.client(name)

    def fail(self, case, what):
        self.failures[f"{self.part}: {case}: {what}"] = True

    def expect(self, holds, case, what):
        if not holds:
            self.fail(case, what)

    def attempt(self, case, step):
        """Runs one step; an error becomes a failure of `case` instead of the end."""
        try:
            return step()
        except Exception as error:  # whatever a client throws is the emulator's fault
            self.fail(case, f"{type(error).__name__}: {error}")
            return None

    def refused(self, code, call, **arguments):
        """The call must be refused with one of the codes ("A|B")."""
        service = OUR_NAMES.get(call.__self__.meta.service_model.service_name,
                                call.__self__.meta.service_model.service_name)
        case = f"{service}.{call.__self__.meta.method_to_api_mapping[call.__name__]} {code}"
        try:
            call(**arguments)
        except botocore.exceptions.ClientError as error:
            found = error.response["Error"]["Code"]
            self.expect(found in code.split("|"), case,
                        f"refused with {found}: {error.response['Error']['Message']}")
            return
        except Exception as error:
            self.fail(case, f"{type(error).__name__}: {error}")
            return
        self.fail(case, "was not refused")

    def known(self):
        """{failure: reason} of known.txt for this part."""
        rows = {}
        for line in (HERE / "known.txt").read_text().splitlines():
            if line.startswith(self.part + ": "):
                failure, _, reason = line.partition(" # ")
                rows[failure] = reason
        return rows

    def finish(self):
        """Prints the outcome and leaves with 0 when exactly what is known failed. A known row with
        a "*" stands for parts in the making, and may fail or not."""
        known = self.known()
        patterns = [row for row in known if "*" in row]
        new = [failure for failure in self.failures
               if failure not in known and not any(fnmatch.fnmatchcase(failure, pattern)
                                                   for pattern in patterns)]
        fixed = [row for row in known if row not in self.failures and row not in patterns]
        for failure in new:
            print(f"FAILED {failure}")
        for failure in fixed:
            print(f"FIXED {failure} (take it out of tests/peers/botocore/known.txt)")
        print(f"{self.part}: {sum(self.calls.values())} calls of {len(self.calls)} operations, "
              f"{len(new)} failures, {len(known) - len(fixed)} known ones")
        sys.exit(1 if new or fixed else 0)

    def _remember(self, model, **_):
        self.operation = model

    def _watch_parser(self):
        original = botocore.parsers.ResponseParser.parse

        def parse(parser, response, shape):
            if self.operation is not None:
                self._judge(response)
            return original(parser, response, shape)

        botocore.parsers.ResponseParser.parse = parse

    def _judge(self, response):
        operation = self.operation
        service = OUR_NAMES.get(operation.service_model.service_name,
                                operation.service_model.service_name)
        case = f"{service}.{operation.name}"
        status, body = response["status_code"], response["body"]
        try:
            found = wire.faults(operation, status, response["headers"], body)
            if status >= 300:
                protocol = wire.protocol_of(operation)
                self.errors[case].add(wire.error_of(protocol, response["headers"], body)[0])
            else:
                self.calls[case] += 1
        except Exception as error:
            found = [f"the answer of status {status} is not understood: {error}: {body[:200]!r}"]
        for what in found:
            self.fail(case, what)


def registry():
    """{"service.operation": row} of `inland aws operations -o json`."""
    import json
    import subprocess
    binary = os.environ["INLAND_BINARY"]
    text = subprocess.run([binary, "aws", "operations", "--output", "json"], check=True,
                          capture_output=True, text=True).stdout
    return {f"{row['service']}.{row['operation']}": row for row in json.loads(text)}


def wanted_operations():
    """The operations that Terraform's provider calls (operations.tsv)."""
    lines = (HERE / "operations.tsv").read_text().splitlines()
    return [".".join(line.split("\t")) for line in lines
            if line and not line.startswith(("#", "service\t"))]


def until(condition, what, seconds=30):
    end = time.time() + seconds
    while time.time() < end:
        found = condition()
        if found:
            return found
        time.sleep(0.02)
    raise AssertionError(f"waited too long for {what}")
