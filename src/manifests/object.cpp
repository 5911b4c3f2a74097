// SPDX-License-Identifier: Apache-2.0
#include "manifests/object.h"

namespace inland::manifests {

using knowledge::NodeKind;

std::string ObjectName::text() const {
    if (kind.empty())
        return {};
    const std::string where = namespace_name.empty() ? "" : namespace_name + "/";
    return kind + (name.empty() ? "" : " " + where + name);
}

ObjectName object_name(const knowledge::Node& object) {
    ObjectName name{.api_version = std::string(text_in(object, "apiVersion")),
                    .kind = std::string(text_in(object, "kind")),
                    .namespace_name = {},
                    .name = {}};
    if (const auto* metadata = object.find("metadata")) {
        name.namespace_name = text_in(*metadata, "namespace");
        name.name = text_in(*metadata, "name");
    }
    return name;
}

std::string_view group_of(std::string_view api_version) {
    const auto slash = api_version.find('/');
    return slash == std::string_view::npos ? std::string_view() : api_version.substr(0, slash);
}

bool is_list(const knowledge::Node& object) {
    const auto* const items = object.find("items");
    return text_in(object, "kind").ends_with("List") && items != nullptr &&
           items->kind == NodeKind::List;
}

std::string_view text_in(const knowledge::Node& map, std::string_view name) {
    const auto* const member = map.find(name);
    return member != nullptr && member->kind == NodeKind::Scalar ? std::string_view(member->text)
                                                                 : std::string_view();
}

void for_each_object(const knowledge::Node& document,
                     const std::function<void(const knowledge::Node& object)>& visit) {
    if (document.kind == NodeKind::List)
        for (const auto& child : document.children)
            for_each_object(child, visit);
    else if (document.kind == NodeKind::Map && is_list(document))
        for_each_object(*document.find("items"), visit);
    else if (document.kind == NodeKind::Map)
        visit(document);
}

}  // namespace inland::manifests
