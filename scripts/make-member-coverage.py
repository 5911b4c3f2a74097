#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Finds the input members that the emulator's handlers do not read.

    scripts/make-member-coverage.py           writes src/emulator/members/refused.txt
    scripts/make-member-coverage.py --check   exits 1 when the file is not what would be written

A member of an operation's input (src/aws/api/*.api) counts as read when its name stands in the
source of the handler or of what the handler calls (below src/emulator), other than as the name of
an output member. What is not read and not listed in src/emulator/members/ignored.txt is refused by
the dispatcher: no call seems to do what it does not do.
"""

import argparse
import collections
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
EMULATOR = ROOT / "src/emulator"
MEMBERS = EMULATOR / "members"
HEADER = """# Input members that the handlers do not read; the dispatcher refuses them by name. Made by
# scripts/make-member-coverage.py: do not edit. What may be ignored stands in ignored.txt.
"""
LITERAL = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
IDENTIFIER = re.compile(r"\b[a-z_][a-z0-9_]*\b")
ROW = re.compile(r'\{\s*"([A-Z]\w+)"\s*,\s*([^{}"]+?)\s*(?:,\s*"|,?\s*\})')
# Controllers act on what the cluster's objects say, with calls of their own: nothing that they read is
# the input of the call after which they look.
CONTROLLERS = {"services", "reconcile_services", "reconcile_controlled_services",
               "reconcile_load_balanced_ingresses", "reconcile_nginx_ingresses"}
# What operation.h's wrappers read for every operation of their service.
WRAPPERS = {"ec2": {"DryRun", "ClientToken"}, "eks": {"clientRequestToken"}}


def without_comments(text):
    return re.sub(r"(?m)^\s*///?.*$|(?<=[;{}),])\s*//.*$", "", text)


def blocks(text):
    """Yields (name, text, is_function) of what stands at a file's left edge."""
    current = []
    for line in text.splitlines():
        current.append(line)
        ends = line.startswith("}") or (line.endswith(";") and not line.startswith(" ")) \
            or (not line.strip())
        if line.startswith(("namespace", "#", "}  // namespace")) or not ends:
            if line.startswith(("namespace", "#", "}  // namespace")):
                current = []
            continue
        if line.strip() == "" and depth("\n".join(current)) > 0:
            continue
        block = "\n".join(current).strip()
        current = []
        head = re.search(r"([a-zA-Z_]\w*)\s*(\(|\{|=|;)", re.sub(r"<[^<>()]*>", "", block))
        if head:
            yield head.group(1), block, head.group(2) == "("


def depth(text):
    bare = LITERAL.sub("", text)
    return bare.count("{") - bare.count("}")


def read_literals(block, is_function):
    """The names that a block may read: not those that only name members of an output."""
    if is_function:
        kept = []

        def keep(match):
            kept.append(match.group(0))
            return ""
        block = re.sub(r"(?s)constexpr [^;]*;", keep, block)
        block = re.sub(r"(?s)(copy_members|require\w*|texts_of|for )\s*\([^;]*?\)(?=[;)\s{])", keep, block)
        block = re.sub(r'\["\w+"\]\s*=(?!=)', "", block)
        block = re.sub(r'\{"\w+",', "{", block)
        block += "\n".join(kept)
    words = set()
    for literal in LITERAL.findall(block):
        words.update(re.findall(r"\w+", literal))
    return words


class Source:
    """Every named block of the emulator, and what it mentions."""

    def __init__(self):
        self.by_file = {}
        self.defaults = collections.defaultdict(set)  # the literals of default arguments
        self.everywhere = collections.defaultdict(list)
        for path in sorted([*EMULATOR.rglob("*.cpp"), *EMULATOR.rglob("*.h")]):
            names = self.by_file[path] = collections.defaultdict(list)
            for name, block, is_function in blocks(without_comments(path.read_text())):
                if is_function and "{" not in block:
                    self.defaults[name].update(LITERAL.findall(block))
                    continue
                entry = (path, read_literals(block, is_function),
                         set(IDENTIFIER.findall(LITERAL.sub("", block))) - {name})
                names[name].append(entry)
                self.everywhere[name].append(entry)

    def reads(self, path, names):
        found, seen, waiting = set(), set(), [(path, name) for name in names]
        while waiting:
            where, name = waiting.pop()
            found |= self.defaults.get(name, set())
            entries = self.by_file[where].get(name) or self.everywhere.get(name, [])
            for file, literals, mentioned in entries:
                if (file, name) in seen:
                    continue
                found |= literals
                waiting.extend((file, word) for word in mentioned - CONTROLLERS)
            seen.update((entry[0], name) for entry in entries)
        return found


def tables_joined_by(texts, tables):
    """{(folder, table): function} of the tables that a service's own table is made of: other folders
    may have tables of the same names."""
    joined = {}
    for path, text in texts.items():
        for function, body in re.findall(
                r"(?sm)^std::span<const OperationRow> (\w+)\(\) \{(.*?)\n\}", text):
            inner = re.findall(r"(\w+_operations)\(\)", body)
            joined.update({(path.parent, table): tables[function]
                           for table in inner if function in tables})
    return joined


def handlers():
    """{(service, operation): (path, handler words)} from the rows of every table."""
    registry = (EMULATOR / "services/registry.cpp").read_text()
    tables = {}
    for function, body in re.findall(r"(?s)Rows (\w+)_operations\(\) \{(.*?)\n\}", registry):
        for table in re.findall(r"(\w+_operations)\(\)", body):
            tables[table] = function
    for service, table in re.findall(r'\{"([\w-]+)", (\w+_operations)\(\)\}', registry):
        tables[table] = service
    # `static const Rows ec2 = ec2_operations();` and `{"ec2", ec2}` give the service's own name.
    variables = dict(re.findall(r"static const Rows (\w+) = (\w+)_operations\(\)", registry))
    names = {variables.get(variable): service
             for service, variable in re.findall(r'\{"([\w-]+)", (\w+)\}', registry)}
    texts = {path: without_comments(path.read_text()) for path in EMULATOR.rglob("*.cpp")}
    joined = tables_joined_by(texts, tables)
    found = {}
    for path, text in texts.items():
        defined = re.findall(r"(?m)^std::span<const OperationRow> (\w+)\(\)", text)
        here = {joined.get((path.parent, name), tables.get(name)) for name in defined} - {None}
        for service in here:
            for operation, handler in ROW.findall(text):
                found.setdefault((names.get(service, service), operation),
                                 (path, IDENTIFIER.findall(handler)))
    return found


def table_inputs():
    """{(service, operation): [(member, is a token)]} from src/aws/api."""
    inputs = {}
    for path in sorted((ROOT / "src/aws/api").glob("*.api")):
        structures, shape_of, kind, name = collections.defaultdict(list), {}, "", ""
        for line in path.read_text().splitlines():
            words = line.split()
            if not words or line.startswith("#"):
                continue
            if not line.startswith(" "):
                kind, name = words[0], words[1] if len(words) > 1 else ""
            elif kind == "structure":
                structures[name].append(words[0])
            elif kind == "operation" and words[0] == "input":
                shape_of[name] = words[1]
        for operation, shape in shape_of.items():
            inputs[(path.stem, operation)] = structures[shape]
    return inputs


def ignored():
    members = collections.defaultdict(set)
    for line in (MEMBERS / "ignored.txt").read_text().splitlines():
        words = line.split("#")[0].split()
        if words:
            members[words[0]].update(words[1:])
    return members


def judged():
    """{service: members that stand in its rows of permissions.yaml}: IAM's evaluation reads them."""
    text = (ROOT / "knowledge/permissions.yaml").read_text()
    parts = re.split(r"(?m)^  - service: (\S+)", text)
    return {service: set(re.findall(r"\{(\w+)", part)) for service, part in zip(parts[1::2], parts[2::2])}


def refused_text():
    source, inputs, allowed, keys = Source(), table_inputs(), ignored(), judged()
    lines = []
    for (service, operation), (path, words) in sorted(handlers().items()):
        read = source.reads(path, words) | keys.get(service, set())
        for word in words:
            read |= WRAPPERS.get(word, set())
        name = f"{service}.{operation}"
        members = [member for member in inputs.get((service, operation), [])
                   if member not in read and member not in allowed[name]]
        if members:
            lines.append(" ".join([name, *members]))
    return HEADER + "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--check", action="store_true")
    wanted = refused_text()
    target = MEMBERS / "refused.txt"
    if not parser.parse_args().check:
        target.write_text(wanted)
        return 0
    if target.read_text() == wanted:
        return 0
    print("src/emulator/members/refused.txt is old: run scripts/make-member-coverage.py")
    return 1


if __name__ == "__main__":
    sys.exit(main())
