# SPDX-License-Identifier: Apache-2.0
"""Random documents and what botocore makes of them on the wire, for botocore_test.cpp.

    botocore_documents.py requests MODEL OPERATION...
        a JSON line per document: operation, input, and botocore's own request for it; and an output
        document for the answer
    botocore_documents.py parse MODEL < LINES
        reads lines of operation, output and the HTTP answer that Inland made of it; prints a line
        for each that botocore parses to something else
"""

import base64
import datetime
import json
import random
import sys

import botocore.awsrequest
import botocore.loaders
import botocore.model
import botocore.parsers
import botocore.serialize

ROUNDS = 2
TEXTS = ["a", "x y", "a&b=c", "<tag> & \"quote\"", "arn:aws:iam::123456789012:role/path/name",
         "übergröße", "100%", "10.0.0.0/16", "line one\nline two", "a+b", "true", "007"]


class Generator:
    """Documents as Inland holds them: ISO 8601 texts, base64, model member names."""

    def __init__(self, protocol, seed):
        self.random = random.Random(seed)
        self.protocol = protocol

    def value(self, shape, depth=0):
        return getattr(self, shape.type_name, self.string)(shape, depth)

    def structure(self, shape, depth):
        required = set(shape.required_members)
        keep = 1.0 if depth == 0 else 0.7 ** depth
        document = {name: self.value(member, depth + 1) for name, member in shape.members.items()
                    if name in required or (depth < 8 and self.random.random() < keep)}
        for name in required:
            if document[name] == []:
                document[name] = [self.value(shape.members[name].member, depth + 1)]
        return document or self.one_scalar(shape, depth)

    def one_scalar(self, shape, depth):
        """Parameters cannot say that a structure is there but empty."""
        for name, member in shape.members.items():
            if depth > 0 and member.type_name not in ("structure", "list", "map"):
                return {name: self.value(member, depth + 1)}
        return {}

    def list(self, shape, depth):
        least = 0 if shape.member.type_name == "string" else 1
        return [self.value(shape.member, depth + 1)
                for _ in range(self.random.randint(least, 2 if depth < 6 else 1))]

    def map(self, shape, depth):
        return {self.string(shape.key, depth) + str(i): self.value(shape.value, depth + 1)
                for i in range(self.random.randint(1, 2))}

    def string(self, shape, depth):
        enum = getattr(shape, "enum", None)
        # The clients cut Route 53's ids at their last slash.
        texts = [t for t in TEXTS if "/" not in t] if self.protocol == "rest-xml" else TEXTS
        return self.random.choice(enum or texts)

    def boolean(self, shape, depth):
        return self.random.random() < 0.5

    def integer(self, shape, depth):
        return self.random.choice([0, 1, -1, 443, 65535, 2**31 - 1])

    long = integer

    def double(self, shape, depth):
        return self.random.choice([0.5, -2.25, 12.75, 3.14159])

    float = double

    def timestamp(self, shape, depth):
        return f"2026-11-22T21:{self.random.randint(10, 59)}:{self.random.randint(10, 59)}Z"

    def blob(self, shape, depth):
        return base64.b64encode(self.random.randbytes(self.random.randint(0, 9))).decode()


def to_botocore(shape, value):
    if shape.type_name == "structure":
        return {k: to_botocore(shape.members[k], v) for k, v in value.items()}
    if shape.type_name == "list":
        return [to_botocore(shape.member, v) for v in value]
    if shape.type_name == "map":
        return {k: to_botocore(shape.value, v) for k, v in value.items()}
    if shape.type_name == "timestamp":
        return datetime.datetime.fromisoformat(value.replace("Z", "+00:00"))
    if shape.type_name == "blob":
        return base64.b64decode(value)
    return value


def from_botocore(shape, value):
    if shape.type_name == "structure":
        return {k: from_botocore(shape.members[k], v) for k, v in value.items()
                if k in shape.members}
    if shape.type_name == "list":
        return [from_botocore(shape.member, v) for v in value]
    if shape.type_name == "map":
        return {k: from_botocore(shape.value, v) for k, v in value.items()}
    if shape.type_name == "timestamp":
        return value.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    if shape.type_name == "blob":
        return base64.b64encode(value).decode()
    return value


def writable(protocol, value):
    """Without what parameters cannot say: empty structures and, in ec2, empty lists."""
    if isinstance(value, dict):
        pruned = {k: writable(protocol, v) for k, v in value.items()}
        return {k: v for k, v in pruned.items() if v != {} and (v != [] or protocol != "ec2")}
    if isinstance(value, list):
        return [v for v in (writable(protocol, v) for v in value) if v not in ({}, [])]
    return value


def sendable(protocol, operation, document):
    if protocol in ("query", "ec2"):
        document = writable(protocol, document)
    for name, member in operation.input_shape.members.items() if operation.input_shape else ():
        location = member.serialization.get("location")
        if location == "uri" and not document.get(name):
            document[name] = "label"
        if location == "querystring" and document.get(name) == []:
            del document[name]
    return document


def wire_request(model, protocol, operation, document):
    serializer = botocore.serialize.create_serializer(protocol, include_validation=False)
    parameters = to_botocore(operation.input_shape, document) if operation.input_shape else {}
    request = serializer.serialize_to_request(parameters, operation)
    botocore.awsrequest.prepare_request_dict(request, "https://host")
    prepared = botocore.awsrequest.create_request_object(request).prepare()
    body = prepared.body or b""
    return {"method": prepared.method, "target": prepared.url.removeprefix("https://host"),
            "headers": {k: v.decode() if isinstance(v, bytes) else str(v)
                        for k, v in prepared.headers.items()},
            "body": body if isinstance(body, str) else body.decode()}


def requests(model, protocol, names):
    for name in names:
        if name not in model.operation_names:
            print(json.dumps({"operation": name, "absent": True}))
            continue
        operation = model.operation_model(name)
        for round_number in range(ROUNDS):
            generator = Generator(protocol, f"{name} {round_number}")
            document = generator.value(operation.input_shape) if operation.input_shape else {}
            document = sendable(protocol, operation, document)
            output = generator.value(operation.output_shape) if operation.output_shape else {}
            print(json.dumps({"operation": name, "input": document, "output": output,
                              "request": wire_request(model, protocol, operation, document)}))


def parse(model, protocol):
    parser = botocore.parsers.create_parser(protocol)
    for line in sys.stdin:
        given = json.loads(line)
        shape = model.operation_model(given["operation"]).output_shape
        answer = given["answer"]
        parsed = parser.parse({"status_code": answer["status"], "body": answer["body"].encode(),
                               "headers": botocore.awsrequest.HeadersDict(answer["headers"])},
                              shape)
        metadata = parsed.pop("ResponseMetadata", {})
        parsed = from_botocore(shape, parsed) if shape else parsed
        if parsed != given["output"]:
            print(json.dumps({"operation": given["operation"], "expected": given["output"],
                              "parsed": parsed}))
        if metadata.get("RequestId") != "the-request-id":
            print(json.dumps({"operation": given["operation"], "metadata": metadata}))


def main():
    _, mode, model_name, *names = sys.argv
    loader = botocore.loaders.create_loader()
    model = botocore.model.ServiceModel(loader.load_service_model(model_name, "service-2"),
                                        model_name)
    protocol = model.metadata["protocol"]
    if mode == "requests":
        requests(model, protocol, names)
    else:
        parse(model, protocol)


if __name__ == "__main__":
    main()
