// SPDX-License-Identifier: Apache-2.0
#include "knowledge/restrictions.h"
#include "spec/readers.h"
#include "spec/values.h"

#include <algorithm>
#include <array>

namespace inland::spec {

namespace {

/// Whether private clusters cannot have the service, which is reported.
bool refuse_restricted(const Node& node, Context& context, const PlacedText& service) {
    const auto met = knowledge::built_in_restrictions().met(knowledge::MeetingPlace::Spec,
                                                            "endpoints.add", service.value);
    for (const auto* row : met) {
        auto told = knowledge::told(*row, quoted(service.value), service.place);
        context.error(node.position, told.rule, told.summary, told.detail, told.remedy);
    }
    return !met.empty();
}

bool read_endpoint(const Node& node, Context& context, PlacedText& endpoint) {
    PlacedText text;
    if (!read_text(node, context, text))
        return false;
    if (context.tables.endpoint(text.value)) {
        endpoint = std::move(text);
        return true;
    }
    if (refuse_restricted(node, context, text))
        return false;
    std::vector<std::string> known;
    for (const auto& row : context.tables.endpoints)
        known.push_back(row.service);
    context.unknown_word(node.position, "unknown-endpoint", "unknown endpoint service", text.value,
                         known);
    return false;
}

void read_added(const Node& node, Context& context, Endpoints& endpoints) {
    read_list(node, context, endpoints.add, read_endpoint);
    refuse_repeated(endpoints.add, context);
    if (!context.region)
        return;
    const auto& missing = context.region->missing_endpoints;
    for (const auto& added : endpoints.add)
        if (std::ranges::find(missing, added.value) != missing.end())
            context.error_at(added.place, "missing-endpoint",
                             "the Region does not have this endpoint service",
                             quoted(added.value) + " in " + context.region->name);
}

void read_removed(const Node& node, Context& context, Endpoints& endpoints) {
    read_list(node, context, endpoints.remove, read_endpoint);
    refuse_repeated(endpoints.remove, context);
    for (const auto& removed : endpoints.remove)
        if (std::ranges::find(endpoints.add, removed.value, &PlacedText::value) !=
            endpoints.add.end())
            context.error_at(removed.place, "added-and-removed", "the endpoint is added as well",
                             quoted(removed.value), "keep it in one of the two lists");
}

constexpr std::array<SpecField<Endpoints>, 3> fields = {{
    {"add", Presence::Optional, read_added},
    {"remove", Presence::Optional, read_removed},
    field<&Endpoints::admit, read_word<Admission>>("admit", Presence::Optional),
}};

}  // namespace

void read_endpoints(const Node& node, Context& context, Cluster& cluster) {
    read_fields(node, "endpoints", std::span<const SpecField<Endpoints>>(fields), context,
                cluster.endpoints);
}

FieldList endpoints_fields() {
    return list_fields("spec.endpoints", fields);
}

}  // namespace inland::spec
