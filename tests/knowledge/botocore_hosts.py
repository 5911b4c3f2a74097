# SPDX-License-Identifier: Apache-2.0
"""botocore_hosts.py FOLDER: compares the hosts of knowledge/services.yaml, and the suffixes of
partitions.yaml, with those of the AWS SDK for Python. Prints what differs."""

import sys

import botocore.session
import yaml

REGIONS = {"eu-central-1": "aws", "cn-north-1": "aws-cn", "us-gov-west-1": "aws-us-gov"}
# Where botocore's endpoint prefix is not the name of the endpoint service.
PREFIXES = {"ecr.api": "api.ecr", "pricing.api": "api.pricing", "codeartifact.api": "codeartifact"}
# Hosts that depend on an account or a bucket, and services with one endpoint for a whole partition.
NOT_REGIONAL = {"ecr.dkr", "s3", "codeartifact.repositories", "iam", "route53"}


def rows(folder, table):
    with open(f"{folder}/{table}.yaml", encoding="utf-8") as file:
        return yaml.safe_load(file)[table]


def differing_suffixes(session, partitions):
    """Our partitions whose DNS suffixes are not the SDK's."""
    differences = []
    for known in session.get_data("partitions")["partitions"]:
        row = partitions.get(known["id"])
        outputs = known["outputs"]
        theirs = (outputs["dnsSuffix"], outputs["dualStackDnsSuffix"])
        if row and (row["dnsSuffix"], row["apiSuffix"]) != theirs:
            differences.append(f"{row['name']}: {row['dnsSuffix']}, {row['apiSuffix']}")
    return differences


def main(folder):
    partitions = {row["name"]: row for row in rows(folder, "partitions")}
    session = botocore.session.get_session()
    resolver = session.get_component("endpoint_resolver")
    compared = 0
    differences = differing_suffixes(session, partitions)
    for row in rows(folder, "services"):
        if row["service"] in NOT_REGIONAL or "endpoint" not in row:
            continue
        for region, name in REGIONS.items():
            prefix = PREFIXES.get(row["service"], row["service"])
            known = resolver.construct_endpoint(prefix, region)
            if not known or region not in resolver.get_available_endpoints(prefix, name):
                continue
            ours = row["host"].format(region=region, suffix=partitions[name]["dnsSuffix"],
                                      api_suffix=partitions[name]["apiSuffix"], account="")
            compared += 1
            if ours != known["hostname"]:
                differences.append(f"{row['service']} in {region}: {ours}, not {known['hostname']}")
    print("\n".join(differences))
    return 0 if compared >= 50 and not differences else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
