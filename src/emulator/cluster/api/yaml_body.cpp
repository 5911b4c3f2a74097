// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/api/yaml_body.h"

#include "emulator/cluster/api/status.h"
#include "knowledge/yaml_document.h"

#include <algorithm>
#include <array>

namespace inland::emulator::cluster {

namespace {

struct Word {
    std::string_view text;
    bool value;
};
constexpr std::array words{Word{"true", true}, Word{"false", false}, Word{"True", true},
                           Word{"False", false}};

json::value scalar_of(const knowledge::Node& node) {
    if (node.style == knowledge::ScalarStyle::Quoted)
        return json::value(node.text);
    const auto word = std::ranges::find(words, node.text, &Word::text);
    if (word != words.end())
        return word->value;
    const auto number = parse_json(node.text);
    return number && number->is_number() ? *number : json::value(node.text);
}

json::value value_of(const knowledge::Node& node) {
    if (node.kind == knowledge::NodeKind::Scalar)
        return scalar_of(node);
    if (node.kind == knowledge::NodeKind::List) {
        json::array list;
        for (const auto& child : node.children)
            list.push_back(value_of(child));
        return list;
    }
    if (node.kind == knowledge::NodeKind::Null)
        return nullptr;
    json::object object;
    for (const auto& child : node.children)
        object[child.key] = value_of(child);
    return object;
}

}  // namespace

Result<json::value> read_yaml(std::string_view text) {
    Diagnostics diagnostics;
    knowledge::Reporter reporter("body", diagnostics);
    const auto node = knowledge::parse_yaml(text, reporter);
    if (!node || !diagnostics.empty())
        return std::unexpected(bad_request(
            "error decoding YAML: " + (diagnostics.empty() ? std::string("no document")
                                                           : diagnostics.items().front().summary)));
    return value_of(*node);
}

}  // namespace inland::emulator::cluster
