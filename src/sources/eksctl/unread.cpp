// SPDX-License-Identifier: Apache-2.0
// Fields that nobody reads: what they bring is not known.
#include "sources/eksctl/config.h"

#include <algorithm>
#include <array>
#include <span>

#include <fmt/format.h>

namespace inland::sources::eksctl {
namespace {

using namespace topology;
using knowledge::Node;
using knowledge::NodeKind;

/// What a field of that part of the configuration may change; of others, everything.
struct PartRow {
    std::string_view part;
    std::string_view type;
};
constexpr std::array parts{PartRow{"managedNodeGroups", LaunchTemplate::type},
                           PartRow{"nodeGroups", LaunchTemplate::type},
                           PartRow{"privateCluster", VpcEndpoint::type}, PartRow{"iam", Role::type},
                           PartRow{"", Vpc::type}};

/// The lists of fields (knowledge/eksctl/defaults.yaml) that hold below a part of it.
struct FieldsRow {
    std::string_view part;
    std::array<std::string_view, 3> lists;
};
constexpr std::array field_lists{
    FieldsRow{"managedNodeGroups", {"groupReadFields", "groupHarmlessFields"}},
    FieldsRow{"nodeGroups", {"groupReadFields", "groupHarmlessFields", "selfManagedReadFields"}},
    FieldsRow{"", {"readFields", "harmlessFields"}}};

using Fields = std::vector<std::string>;

bool is_below(std::string_view path, std::string_view above) {
    return above.empty() || path == above ||
           (path.starts_with(above) && path.substr(above.size()).starts_with('.'));
}

Fields accounted_fields(const Reading& reading) {
    Fields fields;
    for (const auto& [part, lists] : field_lists)
        for (const auto list : lists)
            if (!list.empty())
                for (const auto& field : reading.defaults.texts(list))
                    fields.push_back(part.empty() ? field : fmt::format("{}.{}", part, field));
    return fields;
}

bool is_accounted(const Fields& fields, std::string_view path) {
    return is_noted(path) || std::ranges::any_of(fields, [&](const std::string& field) {
               return is_below(path, field);
           });
}

/// A map, or a list of maps; what is below a list of texts is one field.
bool has_fields(const Node& node) {
    return node.kind == NodeKind::Map ||
           (node.kind == NodeKind::List && std::ranges::any_of(node.children, has_fields));
}

void note_unread(Reading& reading, const Fields& fields, const Node& node,
                 const std::string& path) {
    if (node.is_null() || (!path.empty() && is_accounted(fields, path)))
        return;
    if (!has_fields(node)) {
        const auto row = std::ranges::find_if(
            parts, [&](const PartRow& part) { return is_below(path, part.part); });
        return note(reading, path, node, row->type);
    }
    for (const auto& child : node.children)
        note_unread(reading, fields, child,
                    child.key.empty()
                        ? path
                        : fmt::format("{}{}{}", path, path.empty() ? "" : ".", child.key));
}

}  // namespace

void note_unread(Reading& reading) {
    if (const auto* root = reading.config.find(""))
        note_unread(reading, accounted_fields(reading), *root, {});
}

}  // namespace inland::sources::eksctl
