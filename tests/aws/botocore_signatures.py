# SPDX-License-Identifier: Apache-2.0
"""Random requests, signed by botocore: a JSON line each, for botocore_test.cpp."""

import datetime
import json
import random
import sys
from unittest import mock
from urllib.parse import quote

import botocore.auth
import botocore.awsrequest
import botocore.credentials

COUNT = int(sys.argv[1])
NOW = datetime.datetime(2026, 11, 22, 21, 7, 59, tzinfo=datetime.timezone.utc)
LETTERS = "abcXYZ019-_.~ /:=+&%?*'()!@$,;äß中"


def text(rng, most=8):
    return "".join(rng.choice(LETTERS) for _ in range(rng.randint(0, most)))


def random_target(rng, service):
    segments = [quote(text(rng), safe="-_.~") for _ in range(rng.randint(0, 4))]
    if rng.random() < 0.2:
        segments.insert(rng.randint(0, len(segments)), rng.choice([".", "..", ""]))
    path = "/" + "/".join(segments)
    value = lambda: rng.choice(["", "=" + quote(text(rng), safe="-_.~")])
    count = rng.choice([0, 0, 1, 3])
    pairs = [quote(text(rng) + str(n), safe="-_.~") + value() for n in range(count)]
    return path + ("?" + "&".join(pairs) if pairs else "")


def random_case(number):
    rng = random.Random(number)
    service = rng.choice(["ec2", "eks", "sts", "s3", "iam"])
    headers = {"X-Extra": "  a   b ", "Content-Type": "application/x-amz-json-1.1",
               "X-Amz-Target": "A.B", "X-Amz-Meta-A": "1", "X-Amz-Meta": "2"}
    headers = {k: v for k, v in headers.items() if rng.random() < 0.4}
    presign = rng.random() < 0.4
    if presign:  # botocore moves a body into the query when it presigns
        headers.pop("Content-Type", None)
    return {"method": rng.choice(["GET", "POST", "PUT", "DELETE"]), "service": service,
            "region": rng.choice(["eu-central-1", "us-east-1"]),
            "target": random_target(rng, service), "headers": headers,
            "body": text(rng, 40) if not presign and rng.random() < 0.5 else "",
            "token": "TOKEN/+=" if rng.random() < 0.4 else "", "presign": presign}


def signer(case):
    credentials = botocore.credentials.Credentials("AKIDEXAMPLE", "secret/+key",
                                                   case["token"] or None)
    s3 = case["service"] == "s3"
    if case["presign"]:
        kind = botocore.auth.S3SigV4QueryAuth if s3 else botocore.auth.SigV4QueryAuth
        return kind(credentials, case["service"], case["region"], expires=300)
    kind = botocore.auth.S3SigV4Auth if s3 else botocore.auth.SigV4Auth
    return kind(credentials, case["service"], case["region"])


def sign(case):
    # S3 leaves the body of https uploads unsigned; plain http keeps both sides comparable.
    request = botocore.awsrequest.AWSRequest(
        method=case["method"], url="http://host.example.com" + case["target"],
        data=case["body"].encode(), headers=dict(case["headers"]))
    signer(case).add_auth(request)
    if case["presign"]:
        return request.url.rpartition("X-Amz-Signature=")[2]
    return request.headers["Authorization"]


def main():
    patched = "get_current_datetime" if hasattr(botocore.auth, "get_current_datetime") else None
    if not patched:
        sys.exit("this botocore cannot be given a time")
    with mock.patch.object(botocore.auth, patched, lambda *_, **__: NOW.replace(tzinfo=None)):
        for number in range(COUNT):
            case = random_case(number)
            print(json.dumps({**case, "expected": sign(case)}))


if __name__ == "__main__":
    main()
