// SPDX-License-Identifier: Apache-2.0
#include "sources/eksctl.h"

#include "core/utf16.h"
#include "knowledge/yaml_document.h"
#include "sources/eksctl/config.h"
#include "sources/yaml_keys.h"

namespace inland::sources {

namespace {

using namespace eksctl;

constexpr std::string_view group = "eksctl.io/";
constexpr std::string_view version = "eksctl.io/v1alpha5";

void check(const Config& config) {
    const auto written = config.text("apiVersion").value_or("");
    if (written != version)
        config.reporter().error({}, "eksctl-version", "Inland reads eksctl.io/v1alpha5",
                                knowledge::quoted(written));
    for (const auto* field : {"metadata.name", "metadata.region"})
        if (!config.text(field))
            config.reporter().error({}, "eksctl-field", "the configuration lacks a field", field);
}

}  // namespace

bool looks_like_eksctl(std::string_view bytes) {
    return yaml_value(bytes, "apiVersion").starts_with(group);
}

std::optional<topology::Topology> read_eksctl(std::string_view bytes, const std::string& file,
                                              Diagnostics& diagnostics) {
    knowledge::Reporter reporter(file, diagnostics);
    const auto text = utf8_of(bytes);
    if (!text) {
        reporter.error({}, "not-text", "the file is not text", text.error().message);
        return std::nullopt;
    }
    const auto root = knowledge::parse_yaml(*text, reporter);
    if (!root)
        return std::nullopt;
    const Config config(*root, reporter);
    const Config facts(defaults(), reporter);
    check(config);
    Reading reading{config, facts, diagnostics};
    reading.topology.region = config.text("metadata.region").value_or("");
    note_unknown(reading);
    note_unread(reading);
    if (reading.has_network) {
        add_network(reading);
        add_endpoints(reading);
    }
    add_cluster(reading);
    add_nodes(reading);
    add_self_managed_nodes(reading);
    if (diagnostics.has_errors())
        return std::nullopt;
    return std::move(reading.topology);
}

}  // namespace inland::sources
