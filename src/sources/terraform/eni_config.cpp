// SPDX-License-Identifier: Apache-2.0
// Objects of Kubernetes in a plan: of kubernetes_manifest (hashicorp/kubernetes) and
// kubectl_manifest (gavinbunney/kubectl, alekc/kubectl) those of kind ENIConfig are read.
#include "sources/eni_config.h"

#include "knowledge/reporter.h"
#include "knowledge/yaml_document.h"
#include "sources/terraform/readers.h"
#include "sources/terraform/written_value.h"

#include <array>

#include <fmt/format.h>

namespace inland::sources::terraform {

namespace {

/// The groups of a manifest; a hole where the plan does not tell.
json::value groups_of(const Reader& reader) {
    constexpr std::string_view groups = "manifest.spec.securityGroups";
    const auto keys = reader.keys(groups);
    return keys.is_known() ? json::value_from(keys.value())
                           : json::value(json::string(fmt::format("${{{}}}", groups)));
}

/// What the plan alone tells of a manifest with something unknown in it.
json::value known_part(const Reader& reader) {
    json::value object = find_object(reader.values(), "manifest");
    auto* spec = object.as_object().if_contains("spec");
    if (spec == nullptr || !spec->is_object())
        return object;
    if (const auto subnet = reader.key("manifest.spec.subnet"); subnet.is_known())
        spec->as_object()["subnet"] = subnet.value();
    if (!reader.is_empty("manifest.spec.securityGroups"))
        spec->as_object()["securityGroups"] = groups_of(reader);
    return object;
}

void read_manifest(Reading& reading, const Instance& instance) {
    const Reader reader(reading, instance);
    if (instance.unknown != nullptr)
        if (auto written = written_object(reader, "manifest"))
            return add_eni_config(reading.topology, json::value(std::move(*written)));
    add_eni_config(reading.topology, known_part(reader));
}

void read_yaml(Reading& reading, const Instance& instance) {
    const Reader reader(reading, instance);
    const auto body = reader.text("yaml_body");
    if (body.is_unknown()) {
        if (auto written = written_object(reader, "yaml_body"))
            add_eni_config(reading.topology, json::value(std::move(*written)));
        return;
    }
    Diagnostics diagnostics;
    knowledge::Reporter reporter("", diagnostics);
    const auto tree = body.is_known() ? knowledge::parse_yaml(body.value(), reporter)
                                      : std::optional<knowledge::Node>();
    if (tree)
        add_eni_config(reading.topology, json_of(*tree));
}

constexpr std::array rows{ReaderRow{"kubernetes_manifest", read_manifest},
                          ReaderRow{"kubectl_manifest", read_yaml}};

}  // namespace

std::span<const ReaderRow> eni_config_readers() {
    return rows;
}

}  // namespace inland::sources::terraform
