// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/api/representation.h"

namespace inland::emulator::cluster {

namespace {

json::object document_of(const ListMetadata& metadata) {
    json::object document{{"resourceVersion", std::to_string(metadata.version)}};
    if (!metadata.next.empty())
        document["continue"] = metadata.next;
    if (metadata.remaining)
        document["remainingItemCount"] = *metadata.remaining;
    return document;
}

IncludeObject include_asked_by(const Query& query) {
    const auto include = query.text("includeObject");
    if (include == "None")
        return IncludeObject::None;
    return include == "Object" ? IncludeObject::Object : IncludeObject::Metadata;
}

/// Items of a list carry neither kind nor apiVersion: the list says both.
json::object item_of(const json::object& object) {
    auto item = object;
    item.erase("kind");
    item.erase("apiVersion");
    return item;
}

}  // namespace

Representation Representation::asked_by(const http::Request& request, const Query& query) {
    // The first that is wanted counts: clients put the plain form behind it for old servers.
    const auto accept = request.headers.get_or_empty("Accept");
    const auto first = accept.substr(0, accept.find(','));
    if (first.find("as=Table") == first.npos || first.find("g=meta.k8s.io") == first.npos)
        return {};
    return {include_asked_by(query)};
}

json::object in_version(const ResourceType& type, json::object object) {
    if (type.definition != nullptr)
        object["apiVersion"] = type.api_version();
    return object;
}

json::object represent(const ResourceType& type, const json::object& object,
                       const Representation& representation, TimePoint now) {
    if (!representation.table)
        return in_version(type, object);
    auto table = table_of(type, {&object}, {now, *representation.table});
    table["metadata"] =
        json::object{{"resourceVersion", string_or_empty(object, "metadata.resourceVersion")}};
    return table;
}

json::object represent_list(const ResourceType& type,
                            const std::vector<const json::object*>& objects,
                            const ListMetadata& metadata, const Representation& representation,
                            TimePoint now) {
    if (representation.table) {
        auto table = table_of(type, objects, {now, *representation.table});
        table["metadata"] = document_of(metadata);
        return table;
    }
    json::array items;
    for (const auto* object : objects)
        items.push_back(type.definition == nullptr ? item_of(*object) : in_version(type, *object));
    return {{"kind", type.kind + "List"},
            {"apiVersion", type.api_version()},
            {"metadata", document_of(metadata)},
            {"items", std::move(items)}};
}

}  // namespace inland::emulator::cluster
