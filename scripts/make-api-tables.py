#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes src/aws/api/*.api: the facts of AWS's APIs, for the operations in use.

    scripts/make-api-tables.py            writes the tables
    scripts/make-api-tables.py --check    exits 1 when a table says what the model does not (what is
                                          new in the model is fine), 3 when the model is older

The operations are listed in scripts/api-operations.txt. The format of the tables is described in
src/aws/api_table.h; that of partitions.api in src/aws/partitions.h.
"""

import argparse
import collections
import fnmatch
import pathlib
import sys

import botocore
import botocore.endpoint_provider
import botocore.session

ROOT = pathlib.Path(__file__).resolve().parent.parent
SCALARS = {"string": "string", "character": "string", "integer": "integer", "long": "integer",
           "float": "double", "double": "double", "boolean": "boolean", "timestamp": "timestamp",
           "blob": "blob"}
KNOWN_MEMBER_TRAITS = {"shape", "documentation", "location", "locationName", "queryName", "box",
                       "idempotencyToken", "deprecated", "deprecatedMessage", "deprecatedSince"}
LOCATIONS = {"uri": "uri", "querystring": "query", "header": "header"}
# The AWS CLI sends these Route 53 ids without their path ("/hostedzone/Z1" as "Z1").
LAST_SEGMENT_ONLY = {"route53": {"ResourceId", "DelegationSetId", "ChangeId"}}


def wanted_operations():
    """{our service name: (botocore's name, [patterns])}"""
    services = {}
    for line in (ROOT / "scripts/api-operations.txt").read_text().splitlines():
        line = line.split("#")[0].rstrip()
        if not line:
            continue
        if not line.startswith(" "):
            name, _, botocore_name = line.partition(" = ")
            services[name] = (botocore_name or name, [])
        else:
            services[list(services)[-1]][1].extend(line.split())
    return services


class Table:
    """One service's table."""

    def __init__(self, name, botocore_name, patterns, loader):
        self.name = name
        self.model = loader.load_service_model(botocore_name, "service-2")
        self.paginators = loader.load_service_model(botocore_name, "paginators-1")["pagination"]
        self.metadata = self.model["metadata"]
        self.operations = self.select(patterns)
        self.shapes = collections.OrderedDict()

    def select(self, patterns):
        chosen = set()
        for pattern in patterns:
            matches = fnmatch.filter(self.model["operations"], pattern)
            if not matches:
                sys.exit(f"{self.name}: no operation {pattern} in botocore {botocore.__version__}")
            chosen.update(matches)
        return sorted(chosen)

    def text(self):
        operations = [line for name in self.operations for line in self.operation(name)]
        errors = self.errors()
        return "\n".join([*self.header(), "", *operations, "", *errors, *self.shape_lines()]) + "\n"

    def header(self):
        meta = self.metadata
        yield (f"# {meta['serviceFullName']}: facts of its API. Made by "
               f"scripts/make-api-tables.py, botocore {botocore.__version__}.")
        yield f"service {self.name}"
        yield f"  id {meta['serviceId']}"
        yield f"  protocol {meta['protocol']}"
        yield f"  version {meta['apiVersion']}"
        yield f"  endpoint {meta['endpointPrefix']}"
        yield f"  signing {meta.get('signingName', meta['endpointPrefix'])}"
        for key, word in [("targetPrefix", "target"), ("jsonVersion", "json"),
                          ("xmlNamespace", "namespace")]:
            if key in meta:
                yield f"  {word} {meta[key]}"

    def operation(self, name):
        operation = self.model["operations"][name]
        http = operation["http"]
        yield f"operation {name} {http['method']} {http['requestUri']}"
        if "input" in operation:
            yield "  input " + self.use(operation["input"]["shape"])
        if "locationName" in operation.get("input", {}):
            yield "  element " + operation["input"]["locationName"]
            self.metadata.setdefault("xmlNamespace", operation["input"]["xmlNamespace"]["uri"])
        if "output" in operation:
            yield "  output " + self.use(operation["output"]["shape"])
            wrapper = operation["output"].get("resultWrapper", name + "Result")
            assert wrapper == name + "Result", wrapper
        if http.get("responseCode", 200) != 200:
            yield f"  status {http['responseCode']}"
        if operation.get("authtype") == "none":
            yield "  unsigned"
        if operation.get("errors"):
            yield "  errors " + " ".join(self.error_code(e["shape"]) for e in operation["errors"])
        yield from self.pagination(name)

    def pagination(self, name):
        page = self.paginators.get(name, {})
        for key, word in [("input_token", "page-in"), ("output_token", "page-out"),
                          ("result_key", "page-results"), ("more_results", "page-more")]:
            if key in page:
                yield f"  {word} " + " ".join(
                    [page[key]] if isinstance(page[key], str) else page[key])

    def error_code(self, shape_name):
        return self.model["shapes"][shape_name].get("error", {}).get("code", shape_name)

    def errors(self):
        """Codes with a status of their own; a service without them answers 400 (or 5xx by kind)."""
        statuses = {}
        for name in self.operations:
            for error in self.model["operations"][name].get("errors", []):
                shape = self.model["shapes"][error["shape"]]
                default = 500 if shape.get("fault") else 400
                status = shape.get("error", {}).get("httpStatusCode", default)
                statuses[self.error_code(error["shape"])] = status
        return [f"error {code} {status}" for code, status in sorted(statuses.items())]

    def use(self, shape_name):
        """The word for a shape, which is noted to be written unless it is a scalar."""
        shape = self.model["shapes"][shape_name]
        if shape["type"] in SCALARS:
            assert "timestampFormat" not in shape, shape_name
            return SCALARS[shape["type"]]
        if shape_name not in self.shapes:
            self.shapes[shape_name] = None
            self.shapes[shape_name] = getattr(self, shape["type"])(shape_name, shape)
        return shape_name

    def structure(self, name, shape):
        assert not shape.get("eventstream") and not shape.get("payload"), name
        lines = [f"structure {name}"]
        required = set(shape.get("required", []))
        for member_name, member in shape["members"].items():
            unknown = set(member) - KNOWN_MEMBER_TRAITS
            assert not unknown, (name, member_name, unknown)
            lines.append("  " + " ".join(self.member(member_name, member, required)))
        return lines

    def member(self, name, member, required):
        words = [name, self.use(member["shape"])]
        if member.get("locationName", name) != name:
            words.append("wire=" + member["locationName"])
        if "queryName" in member:
            words.append("query=" + member["queryName"])
        if "location" in member:
            words.append("at=" + LOCATIONS[member["location"]])
        if name in required:
            words.append("required")
        if member.get("idempotencyToken"):
            words.append("token")
        if member["shape"] in LAST_SEGMENT_ONLY.get(self.name, ()):
            words.append("last-segment")
        return words

    def list(self, name, shape):
        assert not shape.get("flattened"), name
        item = shape["member"].get("locationName", "member")
        return [f"list {name} {self.use(shape['member']['shape'])}"
                + (f" wire={item}" if item != "member" else "")]

    def map(self, name, shape):
        assert not shape.get("flattened") and "locationName" not in shape["key"], name
        return [f"map {name} {self.use(shape['value']['shape'])}"]

    def shape_lines(self):
        for name in sorted(self.shapes):
            yield from (["", *self.shapes[name]] if self.shapes[name][0].startswith("structure")
                        else self.shapes[name])


class Partitions:
    """partitions.api: Regions of each partition and the host names of our services, all evaluated
    with botocore's endpoint rules, the common form as a template and what differs by Region."""

    VARIANTS = {"plain": (False, False), "fips": (True, False), "dualstack": (False, True),
                "fips-dualstack": (True, True)}

    def __init__(self, services, loader):
        self.services = services
        self.loader = loader
        self.partitions = loader.load_data("partitions")["partitions"]

    def text(self):
        lines = ["# AWS's partitions and the host names of the services. Made by "
                 f"scripts/make-api-tables.py, botocore {botocore.__version__}."]
        for partition in self.partitions:
            outputs = partition["outputs"]
            lines += ["", f"partition {partition['id']} {outputs['dnsSuffix']} "
                          f"{outputs['dualStackDnsSuffix']} {partition['regionRegex']}",
                      "  regions " + " ".join(r for r in partition["regions"]
                                              if not r.endswith("-global"))]
            for name, (botocore_name, _) in self.services.items():
                lines += self.hosts(partition, name, botocore_name)
        return "\n".join(lines) + "\n"

    def hosts(self, partition, name, botocore_name):
        rules = self.loader.load_service_model(botocore_name, "endpoint-rule-set-1")
        signing = self.loader.load_service_model(botocore_name, "service-2")["metadata"]
        scope = signing.get("signingName", signing["endpointPrefix"])
        provider = botocore.endpoint_provider.EndpointProvider(
            rules, self.loader.load_data("partitions"))
        for variant, (fips, dualstack) in self.VARIANTS.items():
            found = {}
            for region in partition["regions"]:
                if region.endswith("-global"):
                    continue
                found[region] = self.resolve(provider, rules, region, fips, dualstack, scope)
            yield from self.rows(name, variant, found)

    @staticmethod
    def resolve(provider, rules, region, fips, dualstack, scope):
        parameters = {"Region": region, "UseFIPS": fips, "UseDualStack": dualstack,
                      "UseGlobalEndpoint": False}
        parameters = {k: v for k, v in parameters.items() if k in rules["parameters"]}
        try:
            endpoint = provider.resolve_endpoint(**parameters)
        except botocore.exceptions.EndpointProviderError:
            return None
        schemes = endpoint.properties.get("authSchemes", [{}])
        assert schemes[0].get("signingName", scope) == scope, (scope, schemes)
        host = endpoint.url.removeprefix("https://")
        return host, schemes[0].get("signingRegion", region)

    @staticmethod
    def rows(name, variant, found):
        """The form that most Regions have, then the Regions that differ."""
        found = {region: value for region, value in found.items() if value}
        counts = collections.Counter()
        for region, (host, signing) in found.items():
            counts.update({(host, signing),
                           (host.replace(region, "{region}"), signing.replace(region, "{region}"))})
        if not counts:
            return
        common = min(counts, key=lambda form: (-counts[form], form))
        yield f"  host {name} {variant} * {common[0]} {common[1]}"
        for region, value in found.items():
            if value != tuple(word.replace("{region}", region) for word in common):
                yield f"  host {name} {variant} {region} {value[0]} {value[1]}"


def tables():
    loader = botocore.session.get_session().get_component("data_loader")
    services = wanted_operations()
    for name, (botocore_name, patterns) in services.items():
        yield f"{name}.api", Table(name, botocore_name, patterns, loader).text()
    yield "partitions.api", Partitions(services, loader).text()


def statements(text):
    """Each line with the block that it stands in; of errors and results, each on its own."""
    block = ""
    for line in text.splitlines():
        if line and not line.startswith((" ", "#")):
            block = line
        words = line.split()
        if len(words) > 2 and words[0] in ("errors", "regions", "page-results"):
            yield from ((block, words[0], word) for word in words[1:])
        elif words and words[0] != "#":
            yield (block, *words)


def version_of(text):
    version = text.split("botocore ")[1].split("\n")[0]
    return tuple(int(part) for part in version.strip(".").split("."))


def check():
    wrong = []
    for name, text in tables():
        ours = (ROOT / "src/aws/api" / name).read_text()
        if version_of(ours) > version_of(text):
            print(f"botocore {botocore.__version__} is older than the one the tables are made of")
            return 3
        wrong += [(name, *line) for line in set(statements(ours)) - set(statements(text))]
    for line in sorted(wrong):
        print(f"not in botocore {botocore.__version__}:", *line)
    return 1 if wrong else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true")
    if parser.parse_args().check:
        sys.exit(check())
    for name, text in tables():
        (ROOT / "src/aws/api" / name).write_text(text)


if __name__ == "__main__":
    main()
