// SPDX-License-Identifier: Apache-2.0
#include "spec/readers.h"
#include "spec/syntax.h"
#include "spec/values.h"

#include <array>

namespace inland::spec {

namespace {

bool read_url(const Node& node, Context& context, PlacedText& url) {
    if (!read_text(node, context, url))
        return false;
    if (is_registry_prefix(url.value))
        return true;
    const bool has_scheme = url.value.find("://") != std::string::npos;
    context.error(node.position, "registry-url", "not the address of a registry", quoted(url.value),
                  has_scheme ? "leave out the scheme: registry.corp.example.com/k8s"
                             : "write host[:port][/path], such as registry.corp.example.com/k8s");
    return false;
}

bool read_path(const Node& node, Context& context, std::optional<PlacedText>& said) {
    PlacedText path;
    const bool fits = read_text(node, context, path);
    if (fits)
        said = std::move(path);
    return fits;
}

constexpr std::array<SpecField<UrlRegistry>, 3> fields = {{
    field<&UrlRegistry::url, read_url>("url", Presence::Required),
    field<&UrlRegistry::pull_secret, read_path>("pullSecret", Presence::Optional),
    field<&UrlRegistry::ca, read_path>("ca", Presence::Optional),
}};

}  // namespace

/// `registry: ecr`, or the map with a url.
void read_registry(const Node& node, Context& context, Cluster& cluster) {
    if (node.kind == NodeKind::Map) {
        UrlRegistry registry;
        read_fields(node, "registry", std::span<const SpecField<UrlRegistry>>(fields), context,
                    registry);
        cluster.registry = std::move(registry);
        return;
    }
    PlacedText word;
    if (!read_text(node, context, word))
        return;
    if (word.value != "ecr")
        return context.error(node.position, "unknown-word", "unknown value of \"registry\"",
                             quoted(word.value), "ecr, or {url: registry.corp.example.com/k8s}");
    cluster.registry = EcrRegistry{word.place};
}

FieldList registry_fields() {
    return list_fields("spec.registry", fields);
}

}  // namespace inland::spec
