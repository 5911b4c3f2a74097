// SPDX-License-Identifier: Apache-2.0
#include "render/topology_json.h"

#include "topology/field_json.h"

namespace inland::render {

namespace {

template <typename R>
json::object fields_json(const R& resource) {
    json::object fields;
    topology::for_each_field<R>([&](const auto& field) {
        const auto& attribute = resource.*field.member;
        if (!attribute.is_absent())
            fields[field.name] = topology::attribute_json(attribute);
    });
    return fields;
}

json::object tags_json(const topology::Tags& tags) {
    json::object object;
    for (const auto& [key, value] : tags)
        object[key] = value;
    return object;
}

}  // namespace

json::value topology_json(const topology::Topology& topology) {
    json::array resources;
    topology::for_each_resource(topology, [&](const auto& resource) {
        resources.push_back(
            {{"resource", resource.key},
             {"type", std::decay_t<decltype(resource)>::type},
             {"name", resource.name},
             {"id", resource.id.empty() ? json::value(nullptr) : json::value(resource.id)},
             {"why", resource.why},
             {"tags", tags_json(resource.tags)},
             {"fields", fields_json(resource)}});
    });
    return {{"schema", "inland.dev/topology/v1"}, {"resources", std::move(resources)}};
}

}  // namespace inland::render
