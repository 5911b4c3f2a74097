#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What the model of every emulated operation allows to get wrong, sent without a client's own
validation: each must be refused in the protocol's and the service's own words, with an answer that
botocore understands, and never with a fault of the server."""

import json

import botocore.exceptions
import judge as judging
import raw
import wire

# What AWS answers when a required member is missing, by protocol; a service's own words follow.
MISSING = {
    "ec2": {"MissingParameter"},
    "query": {"ValidationError", "MissingParameter"},
    "json": {"ValidationException", "InvalidParameterException"},
    "rest-json": {"InvalidParameterException", "ValidationException", "BadRequestException"},
    "rest-xml": {"InvalidInput"},
}
WRONG_TYPE = {
    "ec2": {"InvalidParameterValue", "MalformedQueryString", "UnknownParameter"},
    "query": {"MalformedInput", "ValidationError", "UnknownParameter"},
    "json": {"SerializationException"},
    "rest-json": {"SerializationException"},
}
UNKNOWN_ACTION = {"ec2": "InvalidAction", "query": "InvalidAction",
                  "json": "UnknownOperationException", "rest-json": "UnknownOperationException"}


def operations(judge):
    for name, row in judging.registry().items():
        if row["coverage"] == "absent":
            continue
        service = row["service"]
        model = judge.client(service).meta.service_model
        if row["operation"] in model.operation_names:
            yield name, service, model.operation_model(row["operation"])


def value_of(shape, depth=0):
    """A value of the right type for a required member; its meaning does not matter here."""
    kind = shape.type_name
    if kind == "structure":
        names = shape.required_members or [name for name, member in shape.members.items()
                                           if member.type_name == "string"][:1]
        return {name: value_of(shape.members[name], depth + 1) for name in names}
    if kind == "list":
        return [value_of(shape.member, depth + 1)]
    if kind == "map":
        return {"k": value_of(shape.value, depth + 1)}
    return {"integer": 1, "long": 1, "boolean": True, "timestamp": 1800000000, "blob": b"x",
            "double": 1.0, "float": 1.0}.get(kind, (getattr(shape, "enum", None) or ["nothing"])[0])


def required_input(shape):
    return {name: value_of(shape.members[name]) for name in shape.required_members}


def code_of(call, **arguments):
    try:
        call(**arguments)
    except botocore.exceptions.ClientError as error:
        return error.response["Error"]["Code"], error.response["ResponseMetadata"]["HTTPStatusCode"]
    return "", 200


def missing_members(judge, name, service, model):
    if model.input_shape is None:
        return
    client = judge.client(service)
    method = getattr(client, {value: key for key, value in
                              client.meta.method_to_api_mapping.items()}[model.name])
    whole = required_input(model.input_shape)
    for member in whole:
        shape = model.input_shape.members[member]
        in_path = shape.serialization.get("location") == "uri"
        if in_path or member in model.idempotent_members:
            continue
        code, status = code_of(method, **{key: value for key, value in whole.items()
                                          if key != member})
        judge.expect(code in MISSING[wire.protocol_of(model)], name,
                     f"without {member}: {code or 'no error'} {status}")


def wrong_types(judge, name, service, model):
    """One member of each kind of shape, as text where a structure should be and the like."""
    protocol = wire.protocol_of(model)
    if model.input_shape is None or protocol not in ("json", "rest-json"):
        return
    whole = {key: value for key, value in required_input(model.input_shape).items()
             if not isinstance(value, (bytes, dict, list))}
    for member, shape in model.input_shape.members.items():
        if shape.serialization.get("location"):
            continue
        broken = {"structure": "text", "list": "text", "map": "text", "boolean": "text",
                  "integer": "text", "long": "text", "string": {"a": 1}}.get(shape.type_name)
        if broken is None:
            continue
        status, headers, body = raw.call(judge, service, model, {**whole, member: broken})
        code = wire.error_of(protocol, headers, body)[0] if status >= 300 else ""
        judge.expect(code in WRONG_TYPE[protocol], name,
                     f"{member} of a wrong type: {code or 'no error'} {status}")


def wrong_numbers(judge, name, service, model):
    protocol = wire.protocol_of(model)
    if model.input_shape is None or protocol not in ("ec2", "query"):
        return
    for member, shape in model.input_shape.members.items():
        if shape.type_name not in ("integer", "long", "boolean"):
            continue
        wire_name = shape.serialization.get("queryName",
                                            capital(shape.serialization.get("name", member))
                                            if protocol == "ec2" else member)
        status, headers, body = raw.call_form(judge, service, model, {wire_name: "text"})
        code = wire.error_of(protocol, headers, body)[0] if status >= 300 else ""
        judge.expect(code in WRONG_TYPE[protocol], name,
                     f"{member} is no number: {code or 'no error'} {status}")


def capital(text):
    return text[0].upper() + text[1:]


def unknown_things(judge):
    """Unknown operations, members, targets and broken bodies, for each protocol's first service."""
    for service in ("ec2", "iam", "sts", "autoscaling"):
        model = judge.client(service).meta.service_model.operation_model(
            {"ec2": "DescribeVpcs", "iam": "ListRoles", "sts": "GetCallerIdentity",
             "autoscaling": "DescribeAutoScalingGroups"}[service])
        cases = [({"Action": "DoNothing"}, {"InvalidAction"}),
                 ({"Action": ""}, {"MissingAction"}),
                 ({"Action": None}, {"MissingAction"}),
                 ({"Colour": "red"}, {"UnknownParameter"})]
        for change, wanted in cases:
            status, headers, body = raw.call_form(judge, service, model, change)
            found = wire.error_of(wire.protocol_of(model), headers, body)[0] if status >= 300 else ""
            judge.expect(found in wanted and status == 400, service, f"{change}: {found} {status}")
    for service, target in (("kms", "TrentService.ListKeys"), ("logs", "Logs_20140328.DescribeLogGroups"),
                            ("ssm", "AmazonSSM.DescribeParameters"),
                            ("ecr", "AmazonEC2ContainerRegistry_V20150921.DescribeRepositories")):
        prefix = target.split(".")[0]
        cases = [(f"{prefix}.DoNothing", b"{}", {"UnknownOperationException"}),
                 ("", b"{}", {"UnknownOperationException"}),
                 ("Nobody.ListKeys", b"{}", {"UnknownOperationException"}),
                 (target, b"{", {"SerializationException"}),
                 (target, b"[]", {"SerializationException"}),
                 (target, b"\xff\xfe", {"SerializationException"}),
                 (target, b"[" * 100000, {"SerializationException"}),
                 (target, b'{"colour": "red"}', {""})]
        for sent, content, wanted in cases:
            status, headers, body = raw.call_json(judge, service, sent, content)
            found = wire.error_of("json", headers, body)[0] if status >= 300 else ""
            judge.expect(found in wanted, service, f"{sent} {content[:20]!r}: {found} {status}")
    for method, path, content, wanted in (
            ("POST", "/clusters", b"{", {"SerializationException"}),
            ("POST", "/clusters", b'{"name": {}}', {"SerializationException"}),
            ("GET", "/nothing", b"", {"UnknownOperationException"}),
            ("PATCH", "/clusters", b"", {"UnknownOperationException"})):
        status, headers, body = raw.call_path(judge, "eks", method, path, content)
        found = wire.error_of("rest-json", headers, body)[0] if status >= 300 else ""
        judge.expect(found in wanted, "eks", f"{method} {path} {content!r}: {found} {status}")


def dry_runs(judge):
    """DryRun of every EC2 operation that has it: DryRunOperation, status 412, and nothing happens."""
    client = judge.client("ec2")
    methods = {value: key for key, value in client.meta.method_to_api_mapping.items()}
    for name, service, model in operations(judge):
        if service != "ec2" or "DryRun" not in model.input_shape.members:
            continue
        code, status = code_of(getattr(client, methods[model.name]), DryRun=True,
                               **required_input(model.input_shape))
        judge.expect((code, status) == ("DryRunOperation", 412), name, f"DryRun: {code} {status}")


def main():
    judge = judging.Judge("malformed")
    for name, service, model in operations(judge):
        for check in (missing_members, wrong_types, wrong_numbers):
            judge.attempt(name, lambda: check(judge, name, service, model))
    judge.attempt("unknown", lambda: unknown_things(judge))
    judge.attempt("dry run", lambda: dry_runs(judge))
    judge.finish()


if __name__ == "__main__":
    main()
