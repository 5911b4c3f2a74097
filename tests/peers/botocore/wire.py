# SPDX-License-Identifier: Apache-2.0
"""Judges the bytes of an answer by botocore's model of the operation.

botocore's own parsers drop what the model does not have, so the bytes are read here a second time:
every member must be in the model with the right type, required ones must be there, enum values must
be listed and timestamps must parse."""

import datetime
import json
import re
from xml.etree import ElementTree

XML_PROTOCOLS = ("query", "ec2", "rest-xml")
ISO_TIME = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$")


# Words that AWS itself sends although its model lists others.
UNLISTED = {
    "AttachmentStatus": {"available"},  # an attached internet gateway, in DescribeInternetGateways
    "NetworkInterfaceType": {"nat_gateway"},
    "PermissionsBoundaryAttachmentType": {"Policy"},  # IAM API Reference: "can only have" it
    "State": {"pending", "available", "deleting", "deleted", "failed", "rejected"},  # VPC endpoints
}


def protocol_of(operation):
    return operation.service_model.metadata["protocol"]


def faults(operation, status, headers, body):
    """What is wrong with an answer, as texts that name the place; [] when nothing is."""
    if status >= 300:
        return error_faults(operation, status, headers, body)
    protocol = protocol_of(operation)
    found = [] if has_request_id(protocol, headers, body) else ["no request id"]
    shape = operation.output_shape
    if shape is None:
        return found
    found += missing_headers(shape, headers)
    if "payload" in shape.serialization:
        shape = shape.members[shape.serialization["payload"]]
    if protocol in XML_PROTOCOLS:
        return found + XmlReader(operation).faults(body, shape)
    if not body:
        return found + (["an empty body"] if body_members(shape) else [])
    walk_json(shape, json.loads(body), "", found, default_time(protocol))
    return found


def has_request_id(protocol, headers, body):
    header = any(name.lower() in ("x-amzn-requestid", "x-amz-request-id") for name in headers)
    in_body = {"ec2": b"<requestId>", "query": b"<RequestId>"}.get(protocol, b"")
    return header and in_body in body


def missing_headers(shape, headers):
    lower = {name.lower() for name in headers}
    wanted = {name: shape.members[name].serialization for name in shape.required_members}
    return [f"the header of {name} is required and missing" for name, place in wanted.items()
            if place.get("location") == "header" and place["name"].lower() not in lower]


def body_members(shape):
    return {name: member for name, member in shape.members.items()
            if member.serialization.get("location") not in ("header", "headers", "statusCode")}


def default_time(protocol):
    return "unixTimestamp" if protocol in ("json", "rest-json") else "iso8601"


def check_scalar(shape, value, path, found):
    """What text and JSON have in common; `value` is a str, int, float or bool."""
    if shape.type_name == "string":
        allowed = getattr(shape, "enum", None) or shape.metadata.get("enum")
        if allowed and value not in {*allowed, *UNLISTED.get(shape.name, ())}:
            found.append(f"{path} {value!r} is not in the enum {shape.name}")
        if len(value) > shape.metadata.get("max", len(value)):
            found.append(f"{path} is longer than {shape.metadata['max']}")
    elif shape.type_name in ("integer", "long") and "max" in shape.metadata:
        if value > shape.metadata["max"]:
            found.append(f"{path} is greater than {shape.metadata['max']}")


def check_iso_time(value, path, found):
    if not ISO_TIME.match(value):
        found.append(f"{path} {value!r} is no ISO 8601 time")
        return
    datetime.datetime.fromisoformat(value.replace("Z", "+00:00").split(".")[0].rstrip("Z"))


def check_required(shape, present, path, found):
    for name in getattr(shape, "required_members", ()):
        if name not in present and name in body_members(shape):
            found.append(f"{path or shape.name}.{name} is required and missing")


JSON_TYPES = {"string": str, "character": str, "blob": str, "boolean": bool, "integer": int,
              "long": int, "float": (int, float), "double": (int, float), "structure": dict,
              "map": dict, "list": list}


def walk_json(shape, value, path, found, time_format):
    if shape.type_name == "timestamp":
        form = shape.serialization.get("timestampFormat", time_format)
        if form == "iso8601":
            return check_iso_time(str(value), path, found)
        if not isinstance(value, (int, float)) or isinstance(value, bool):
            found.append(f"{path} {value!r} is no timestamp in seconds")
        return None
    expected = JSON_TYPES[shape.type_name]
    if not isinstance(value, expected) or (isinstance(value, bool) and expected is not bool):
        found.append(f"{path} is {type(value).__name__} and should be {shape.type_name}")
    elif shape.type_name == "structure":
        walk_json_structure(shape, value, path, found, time_format)
    elif shape.type_name == "list":
        for item in value:
            walk_json(shape.member, item, path + "[]", found, time_format)
    elif shape.type_name == "map":
        for key, item in value.items():
            check_scalar(shape.key, key, path + "{key}", found)
            walk_json(shape.value, item, path + "{}", found, time_format)
    else:
        check_scalar(shape, value, path, found)
    return None


def walk_json_structure(shape, value, path, found, time_format):
    by_wire = {member.serialization.get("name", name): (name, member)
               for name, member in body_members(shape).items()}
    for wire in value:
        if wire not in by_wire:
            found.append(f"{path}.{wire} is not in the model of {shape.name}")
        else:
            walk_json(by_wire[wire][1], value[wire], f"{path}.{wire}", found, time_format)
    check_required(shape, {by_wire[wire][0] for wire in value if wire in by_wire}, path, found)


class XmlReader:
    """query, ec2 and rest-xml answers."""

    def __init__(self, operation):
        self.operation = operation
        self.protocol = protocol_of(operation)
        self.found = []

    def faults(self, body, shape):
        root = ElementTree.fromstring(body)
        self.check_namespace(root)
        if self.protocol == "query":
            root = self.query_result(root)
        if root is not None:
            extra = {"requestId"} if self.protocol == "ec2" else set()
            self.structure(shape, root, "", extra)
        return self.found

    def check_namespace(self, root):
        wanted = self.operation.service_model.metadata.get("xmlNamespace")
        if self.protocol == "ec2":
            version = self.operation.service_model.api_version
            wanted = f"http://ec2.amazonaws.com/doc/{version}/"
        space = root.tag[1:].split("}")[0] if root.tag.startswith("{") else ""
        if isinstance(wanted, str) and space.rstrip("/") != wanted.rstrip("/"):
            self.found.append(f"the namespace is {space!r} and should be {wanted!r}")

    def query_result(self, root):
        wrapper = self.operation.output_shape.serialization.get("resultWrapper")
        for element in root:
            if local(element) == wrapper:
                return element
        self.found.append(f"no <{wrapper}>")
        return None

    def structure(self, shape, element, path, extra=frozenset()):
        by_wire = {}
        for name, member in body_members(shape).items():
            by_wire[self.wire_name(name, member)] = (name, member)
        present = set()
        for child in element:
            wire = local(child)
            if wire in extra:
                continue
            if wire not in by_wire:
                self.found.append(f"{path}.{wire} is not in the model of {shape.name}")
                continue
            name, member = by_wire[wire]
            flat = member.type_name == "list" and member.serialization.get("flattened")
            if name in present and not flat:
                self.found.append(f"{path}.{wire} stands twice")
            present.add(name)
            self.value(member, child, f"{path}.{wire}", flat)
        check_required(shape, present, path, self.found)

    def wire_name(self, name, member):
        if member.type_name == "list" and member.serialization.get("flattened"):
            return member.member.serialization.get("name", member.serialization.get("name", name))
        return member.serialization.get("name", name)

    def value(self, shape, element, path, flat=False):
        if flat:
            self.value(shape.member, element, path + "[]")
        elif shape.type_name == "structure":
            self.structure(shape, element, path)
        elif shape.type_name == "list":
            self.items(shape, element, path)
        elif shape.type_name == "map":
            self.entries(shape, element, path)
        else:
            self.scalar(shape, element, path)

    def items(self, shape, element, path):
        wanted = shape.member.serialization.get("name", "member")
        for child in element:
            if local(child) != wanted:
                self.found.append(f"{path} has <{local(child)}> where <{wanted}> should be")
            self.value(shape.member, child, path + "[]")

    def entries(self, shape, element, path):
        for entry in element:
            parts = {local(child): child for child in entry}
            key = shape.key.serialization.get("name", "key")
            value = shape.value.serialization.get("name", "value")
            if set(parts) != {key, value}:
                self.found.append(f"{path} has an entry of {sorted(parts)}")
                continue
            self.scalar(shape.key, parts[key], path + "{key}")
            self.value(shape.value, parts[value], path + "{}")

    def scalar(self, shape, element, path):
        text = element.text or ""
        if len(element):
            self.found.append(f"{path} has elements and should be {shape.type_name}")
        elif shape.type_name == "timestamp":
            check_iso_time(text, path, self.found)
        elif shape.type_name == "boolean" and text not in ("true", "false"):
            self.found.append(f"{path} {text!r} is no boolean")
        elif shape.type_name in ("integer", "long"):
            if not re.fullmatch(r"-?\d+", text):
                self.found.append(f"{path} {text!r} is no integer")
        elif shape.type_name == "string":
            check_scalar(shape, text, path, self.found)


def local(element):
    return element.tag.split("}")[-1]


def error_of(protocol, headers, body):
    """(code, message) of an error answer; raises when it has not its protocol's form."""
    if protocol in ("json", "rest-json"):
        document = json.loads(body)
        lower = {name.lower(): value for name, value in headers.items()}
        code = document.get("__type") or lower.get("x-amzn-errortype", "")
        return code.split("#")[-1].split(":")[0], document.get("message", document.get("Message"))
    root = ElementTree.fromstring(body)
    elements = {local(element): element for element in root.iter()}
    return elements["Code"].text, elements["Message"].text


def error_faults(operation, status, headers, body):
    protocol = protocol_of(operation)
    code, message = error_of(protocol, headers, body)
    found = []
    if not code:
        return [f"an error of status {status} without a code"]
    if message is None:
        found.append(f"{code} has no message")
    lower = {name.lower() for name in headers}
    if "x-amzn-requestid" not in lower and "x-amz-request-id" not in lower:
        found.append(f"{code} has no request id")
    modelled = {modelled_code(shape): shape for shape in operation.service_model.error_shapes}
    details = modelled[code].metadata.get("error", {}) if code in modelled else {}
    wanted = details.get("httpStatusCode", status)
    if status != wanted:
        found.append(f"{code} has status {status} and should have {wanted}")
    if protocol in ("json", "rest-json") and code in modelled:
        document = {key: value for key, value in json.loads(body).items() if key != "__type"}
        document_shape = modelled[code]
        allowed = {member.serialization.get("name", name).lower()
                   for name, member in document_shape.members.items()} | {"message"}
        found.extend(f"{code} has {key}, which its model has not"
                     for key in document if key.lower() not in allowed)
    return found


def modelled_code(shape):
    return shape.metadata.get("error", {}).get("code", shape.name)
