#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Which of the errors that botocore's models list for the emulated operations were forced, and which
were not, and why: every pair is either seen here or has its reason in unforced.txt. The tour and
every call about things that do not exist are what forces them; judge.py checks code, status and
members of each. (EC2's models list no errors.)"""

import fnmatch

import botocore.exceptions
import judge as judging
import particular_errors
import tour
import wire
from modelled_nobody import BALANCER, GROUP, LISTENER, RULE

# Well-formed names of things that are not there, by what the member's name ends with.
NOBODY = [
    ("loadbalancerarn", BALANCER), ("loadbalancerarns", BALANCER), ("targetgrouparn", GROUP),
    ("targetgrouparns", GROUP), ("listenerarn", LISTENER), ("rulearn", RULE),
    ("resourcesharearn", f"arn:aws:ram:eu-central-1:{judging.ACCOUNT}:resource-share/nobody"),
    ("resourcesharearns", f"arn:aws:ram:eu-central-1:{judging.ACCOUNT}:resource-share/nobody"),
    ("principalarn", f"arn:aws:iam::{judging.ACCOUNT}:role/nobody"),
    ("openidconnectproviderarn", f"arn:aws:iam::{judging.ACCOUNT}:oidc-provider/nobody.example"),
    ("accesspolicyarn", "arn:aws:eks::aws:cluster-access-policy/Nobody"),
    ("policyarn", f"arn:aws:iam::{judging.ACCOUNT}:policy/nobody"),
    ("rolearn", f"arn:aws:iam::{judging.ACCOUNT}:role/nobody"),
    ("resourcearn", f"arn:aws:eks:eu-central-1:{judging.ACCOUNT}:cluster/nobody"),
    ("keyid", "00000000-0000-4000-8000-000000000000"),
    ("versionid", "v9"), ("associationid", "a-nobodynobodynobody"),
    ("aliasname", "alias/nobody"), ("document", '{"Version":"2012-10-17","Statement":[]}'),
]


# What names somebody in a service where the model requires it of no call, or in its own way.
OF_SERVICE = {"logs": {"logGroupName": "nobody", "resourceArn": (
    f"arn:aws:logs:eu-central-1:{judging.ACCOUNT}:log-group:nobody")}}


def nobody(name, shape):
    kind = shape.type_name
    if kind == "structure":
        return {key: nobody(key, shape.members[key]) for key in shape.required_members}
    if kind == "list":
        return [nobody(name, shape.member)]
    if kind == "map":
        return {"k": nobody(name, shape.value)}
    simple = {"integer": 1, "long": 1, "boolean": True, "timestamp": 1800000000, "blob": b"x"}
    if kind in simple:
        return simple[kind]
    if getattr(shape, "enum", None):
        return shape.enum[0]
    return next((value for end, value in NOBODY if name.lower().endswith(end)), "nobody")


def spoilt(value):
    """The same with every text one that no service takes as a name."""
    if isinstance(value, dict):
        return {key: spoilt(item) for key, item in value.items()}
    if isinstance(value, list):
        return [spoilt(item) for item in value]
    return "!" * 2000 if isinstance(value, str) else value


def force(judge, service, operation, states):
    """Asks about nobody, with spoilt names, with nothing, with a bad token and number of results,
    and about what is in a state that does not permit it; judge.errors takes the answers."""
    client = judge.client(service)
    model = client.meta.service_model.operation_model(operation)
    if model.input_shape is None:
        return
    members = model.input_shape.members
    method = {value: key for key, value in client.meta.method_to_api_mapping.items()}[operation]
    whole = {name: nobody(name, members[name]) for name in model.input_shape.required_members}
    whole.update({name: value for name, value in OF_SERVICE.get(service, {}).items()
                  if name in members})
    tries = [whole, spoilt(whole), {}]
    for member, value in (("nextToken", "bad"), ("NextToken", "bad"), ("Marker", "bad"),
                          ("maxResults", 0), ("MaxResults", 100000), ("limit", 100000),
                          ("DryRun", True), ("GrantTokens", ["bad"])):
        if member in members:
            tries.extend([{**whole, member: value}, {**whole, **states[0], member: value}])
    tries.extend({**whole, **{key: value for key, value in state.items() if key in members}}
                 for state in states)
    for arguments in tries:
        try:
            getattr(client, method)(**{key: value for key, value in arguments.items()
                                       if key in members})
        except (botocore.exceptions.ClientError, botocore.exceptions.ParamValidationError,
                KeyError):  # a client cannot write a path without its members
            pass


def make_states(judge):
    """Things that are there, and keys that are disabled and pending deletion."""
    disabled, pending = (judge.kms.create_key()["KeyMetadata"]["KeyId"] for _ in range(2))
    judge.kms.disable_key(KeyId=disabled)
    judge.kms.schedule_key_deletion(KeyId=pending)
    enabled = judge.kms.create_key()["KeyMetadata"]["KeyId"]
    return [{"KeyId": enabled}] + [{"KeyId": key, "TargetKeyId": key} for key in (disabled, pending)]


def reasons():
    """[(pattern of "service.operation code", reason)] of unforced.txt."""
    rows = []
    for line in (judging.HERE / "unforced.txt").read_text().splitlines():
        if line and not line.startswith("#"):
            pattern, _, reason = line.partition(" # ")
            rows.append((" ".join(pattern.split()), reason))
    return rows


def main():
    judge = judging.Judge("modelled_errors")
    tour.run(judge)
    judge.failures.clear()  # they are the tour's
    particular_errors.run(judge)
    registry = {name: row for name, row in judging.registry().items() if row["coverage"] != "absent"}
    states = make_states(judge)
    for name, row in registry.items():
        if row["service"] == "kms":  # the last call may have changed them
            states = make_states(judge)
        judge.attempt(name, lambda: force(judge, row["service"], row["operation"], states))
    table, forced, used = reasons(), 0, set()
    for name, row in registry.items():
        model = judge.client(row["service"]).meta.service_model
        if row["operation"] not in model.operation_names:
            continue
        for shape in model.operation_model(row["operation"]).error_shapes:
            code = wire.modelled_code(shape)
            if code in judge.errors[name]:
                forced += 1
                continue
            found = [pattern for pattern, _ in table if fnmatch.fnmatchcase(f"{name} {code}", pattern)]
            used.update(found)
            if not found:
                judge.fail(name, f"{code} was not forced")
    for pattern, _ in table:
        judge.expect(pattern in used, pattern, "this reason of unforced.txt is not needed")
    print(f"{forced} modelled errors were forced")
    judge.finish()


if __name__ == "__main__":
    main()
