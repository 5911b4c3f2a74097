// SPDX-License-Identifier: Apache-2.0
#include "spec/readers.h"
#include "spec/syntax.h"
#include "spec/values.h"

#include <array>

namespace inland::spec {

namespace {

/// CoreDNS itself answers for the cluster's own domain.
constexpr std::string_view cluster_domain = "cluster.local";

bool check_domain(const Node& entry, Context& context) {
    if (!is_dns_subdomain(entry.key)) {
        context.error(entry.key_position, "domain", "not a domain name", quoted(entry.key),
                      "use lower-case letters, digits, \"-\" and \".\", without a dot at the end");
        return false;
    }
    if (entry.key == cluster_domain) {
        context.error(entry.key_position, "domain", "the cluster's own domain", quoted(entry.key),
                      "forward another one");
        return false;
    }
    return true;
}

void read_forwarded_domain(const Node& entry, Context& context,
                           std::vector<ForwardedDomain>& forward) {
    ForwardedDomain domain{{entry.key, context.place(entry.key_position)}, {}};
    const bool fits = check_domain(entry, context);
    read_list(entry, context, domain.servers, read_address);
    if (refuse_empty(entry, context, domain.servers) && fits)
        forward.push_back(std::move(domain));
}

void read_forward(const Node& node, Context& context, Cluster& cluster) {
    if (node.kind != NodeKind::Map)
        return context.wrong_kind(node, "forward", kind_name(NodeKind::Map));
    for (const auto& entry : node.children)
        read_forwarded_domain(entry, context, cluster.forward);
}

constexpr std::array<SpecField<Cluster>, 1> fields = {{
    {"forward", Presence::Optional, read_forward},
}};

}  // namespace

void read_dns(const Node& node, Context& context, Cluster& cluster) {
    read_fields(node, "dns", std::span<const SpecField<Cluster>>(fields), context, cluster);
}

FieldList dns_fields() {
    return list_fields("spec.dns", fields);
}

}  // namespace inland::spec
