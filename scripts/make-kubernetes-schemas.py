#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes src/emulator/cluster/schema/kubernetes.schemas: the fields of Kubernetes' types.

    scripts/make-kubernetes-schemas.py PACKAGE     writes the table

PACKAGE is the unpacked npm package @kubernetes/client-node, whose models say which fields there are,
of which type, and which are required. How lists and maps merge is not in it: that is said by
scripts/kubernetes-merge-facts.txt. The format of the table is described in
src/emulator/cluster/schema/schemas.h.
"""

import collections
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
# The kinds that are served, by their package; core first, because types that several packages use
# are core's.
KINDS = {
    "meta.v1": "DeleteOptions Status",
    "core.v1": "ConfigMap Endpoints CoreV1Event LimitRange Namespace Node PersistentVolumeClaim "
               "PersistentVolume Pod PodTemplate ResourceQuota Secret ServiceAccount Service",
    "admissionregistration.v1": "MutatingWebhookConfiguration ValidatingWebhookConfiguration",
    "apiextensions.v1": "CustomResourceDefinition",
    "apps.v1": "ControllerRevision DaemonSet Deployment ReplicaSet StatefulSet",
    "authentication.v1": "SelfSubjectReview TokenReview AuthenticationV1TokenRequest",
    "authorization.v1": "LocalSubjectAccessReview SelfSubjectAccessReview SelfSubjectRulesReview "
                        "SubjectAccessReview",
    "autoscaling.v1": "Scale",
    "autoscaling.v2": "HorizontalPodAutoscaler",
    "batch.v1": "CronJob Job",
    "coordination.v1": "Lease",
    "discovery.v1": "EndpointSlice",
    "networking.v1": "Ingress IngressClass NetworkPolicy",
    "node.v1": "RuntimeClass",
    "policy.v1": "Eviction PodDisruptionBudget",
    "rbac.v1": "ClusterRole ClusterRoleBinding Role RoleBinding",
    "scheduling.v1": "PriorityClass",
    "storage.v1": "CSIDriver CSINode StorageClass VolumeAttachment",
}
META = {"ObjectMeta", "ListMeta", "LabelSelector", "LabelSelectorRequirement", "ManagedFieldsEntry",
        "OwnerReference", "Condition", "Preconditions", "StatusDetails", "StatusCause"}
PREFIXES = re.compile(r"^(?:(?:CoreV1|EventsV1|RbacV1|DiscoveryV1|AuthenticationV1|StorageV1|"
                      r"AdmissionregistrationV1|ApiextensionsV1)|V[12])(?=[A-Z])")
FIELD = re.compile(r'"baseName": "([^"]+)",\s*"type": "((?:[^"\\]|\\.)*)",\s*"format": "([^"]*)"')


def read_facts():
    """{"list": {"Type.field": words}, "merge": …, "atomic": …, "quantity": …}"""
    facts = collections.defaultdict(dict)
    for line in (ROOT / "scripts/kubernetes-merge-facts.txt").read_text().splitlines():
        words = line.split("#")[0].split()
        if words:
            facts[words[0]][words[1]] = words[2:]
    return facts


class Models:
    """The package's models, and the names that the table gives to them."""

    def __init__(self, folder):
        self.folder = folder
        self.packages = {}  # model -> "core.v1", by who needs it first
        self.order = []

    def model_of(self, kind, package):
        version = package.rsplit(".", 1)[1].upper()
        names = (kind, version + kind)
        return next(name for name in names if (self.folder / f"{name}.js").exists())

    def fields(self, model):
        table = (self.folder / f"{model}.js").read_text().split("attributeTypeMap = [")[1]
        declared = (self.folder / f"{model}.d.ts").read_text()
        for name, kind, form in FIELD.findall(table.split("];")[0]):
            member = re.search(rf"^    '(_?{re.escape(name.replace('-', '_'))}|"
                               rf"{re.escape(camel(name))})'(\??): ", declared, re.MULTILINE)
            yield name, kind, form, member is not None and member.group(2) == ""

    def claim(self, model, package):
        if model in self.packages:
            return
        self.packages[model] = "meta.v1" if short(model) in META else package
        self.order.append(model)
        for _, kind, _, _ in self.fields(model):
            for inner in re.findall(r"\w+", kind):
                if (self.folder / f"{inner}.js").exists() and inner != "IntOrString":
                    self.claim(inner, package)


def camel(name):
    head, *rest = name.split("-")
    return head + "".join(word.capitalize() for word in rest)


def short(model):
    return PREFIXES.sub("", model)


def type_text(models, kind, form, quantity):
    scalars = {"Date": "date-time", "V1MicroTime": "date-time", "boolean": "boolean",
               "any": "any", "IntOrString": "int-or-string"}
    if found := re.fullmatch(r"Array<(.*)>", kind):
        return f"[{type_text(models, found.group(1), form, quantity)}]"
    if found := re.fullmatch(r"\{ \[key: string\]: (.*); \}", kind):
        return "{" + type_text(models, found.group(1), form, quantity) + "}"
    if kind == "string":
        return "quantity" if quantity else form if form in ("byte", "date-time") else "string"
    if kind == "number":
        return form or "double"
    return scalars.get(kind) or f"{models.packages[kind]}.{short(kind)}"


def field_text(models, facts, model, field):
    name, kind, form, required = field
    place = f"{short(model)}.{name}"
    words = [name + ("*" if required else ""),
             type_text(models, kind, form, place in facts["quantity"])]
    if place in facts["list"]:
        words.append("list=" + facts["list"][place][0])
    if place in facts["merge"]:
        words.append("merge=" + ",".join(facts["merge"][place]))
    if place in facts["default"]:
        words.append("default=" + facts["default"][place][0])
    if place in facts["atomic"]:
        words.append("atomic")
    return "  " + " ".join(words)


def main():
    models = Models(pathlib.Path(sys.argv[1]) / "dist/gen/models")
    facts = read_facts()
    for package, kinds in KINDS.items():
        for kind in kinds.split():
            models.claim(models.model_of(kind, package), package)
    lines = ["# Kubernetes' types: facts of its API, v1.34. Made by scripts/make-kubernetes-schemas.py."]
    for model in models.order:
        names = (model, short(model))
        atomic = " atomic" if any(name in facts["atomic"] for name in names) else ""
        lines.append(f"type {models.packages[model]}.{short(model)}{atomic}")
        lines += [field_text(models, facts, model, field) for field in models.fields(model)]
    (ROOT / "src/emulator/cluster/schema/kubernetes.schemas").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
