// SPDX-License-Identifier: Apache-2.0
#include "core/json.h"
#include "knowledge/document.h"

#include <utility>

namespace inland::knowledge {

namespace {

json::value to_json(const Node& node) {
    if (node.kind == NodeKind::Scalar)
        return json::value(node.text);
    if (node.kind == NodeKind::List) {
        json::array list;
        for (const auto& child : node.children)
            list.push_back(to_json(child));
        return list;
    }
    if (node.kind == NodeKind::Map) {
        json::object map;
        for (const auto& child : node.children)
            map.emplace(child.key, to_json(child));
        return map;
    }
    return nullptr;
}

Node to_node(const json::value& value);

Node map_node(const json::object& members) {
    Node node{.kind = NodeKind::Map};
    node.children.reserve(members.size());
    for (const auto& member : members) {
        auto& child = node.children.emplace_back(to_node(member.value()));
        child.key = member.key();
    }
    return node;
}

Node list_node(const json::array& elements) {
    Node node{.kind = NodeKind::List};
    node.children.reserve(elements.size());
    for (const auto& element : elements)
        node.children.push_back(to_node(element));
    return node;
}

Node to_node(const json::value& value) {
    if (const auto* text = value.if_string())
        return {.kind = NodeKind::Scalar, .text = std::string(text->data(), text->size())};
    if (const auto* elements = value.if_array())
        return list_node(*elements);
    if (const auto* members = value.if_object())
        return map_node(*members);
    return {};
}

}  // namespace

std::string compile(const std::vector<Document>& documents) {
    json::object files;
    for (const auto& document : documents)
        files.emplace(document.name, to_json(document.root));
    return json::serialize(files);
}

Result<std::vector<Document>> read_compiled(std::string_view text) {
    const auto files = TRY(parse_json(text));
    std::vector<Document> documents;
    for (const auto& file : find_object(files, "")) {
        const std::string name = file.key();
        documents.push_back({name, name, to_node(file.value())});
    }
    return documents;
}

}  // namespace inland::knowledge
