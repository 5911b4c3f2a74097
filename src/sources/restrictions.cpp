// SPDX-License-Identifier: Apache-2.0
#include "sources/restrictions.h"

#include "core/json.h"
#include "knowledge/reporter.h"
#include "sources/cloudformation.h"
#include "sources/cloudformation/template_file.h"
#include "sources/terraform/plan_file.h"
#include "sources/terraform_plan.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace inland::sources {

namespace {

using knowledge::MeetingPlace;
using knowledge::Node;
using knowledge::Restrictions;

/// One resource of a plan, as it is read field by field.
class ResourceReader {
  public:
    ResourceReader(const Restrictions& restrictions, std::string type, std::string name,
                   Diagnostics& told)
        : restrictions_(restrictions),
          type_(std::move(type)),
          name_(std::move(name)),
          diagnostics_(told) {}

    /// `path` is below the type: "compute_config.0.enabled"; "" of the resource itself.
    void meet(const std::string& path, const std::string& value, const Place& place) {
        const auto at = path.empty() ? type_ : type_ + "." + path;
        for (const auto* met : restrictions_.met(MeetingPlace::Plan, at, value))
            if (told_.insert(met->id).second)
                diagnostics_.add(knowledge::told(
                    *met, path.empty() ? name_ : fmt::format("{} has {} = {}", name_, path, value),
                    place));
    }

  private:
    const Restrictions& restrictions_;
    std::string type_, name_;
    Diagnostics& diagnostics_;
    std::set<std::string> told_;
};

/// Most resources are of types of which no row tells.
bool tells_of(const Restrictions& restrictions, std::string_view type) {
    return std::ranges::any_of(restrictions.rows, [&](const auto& row) {
        return std::ranges::any_of(row.met_by, [&](const knowledge::Meeting& meeting) {
            return meeting.in == MeetingPlace::Plan &&
                   meeting.at.substr(0, meeting.at.find('.')) == type;
        });
    });
}

std::string joined(const std::string& path, std::string_view part) {
    return path.empty() ? std::string(part) : fmt::format("{}.{}", path, part);
}

std::string text_of(const json::value& value) {
    return value.is_string() ? std::string(value.as_string()) : json::serialize(value);
}

void read_value(ResourceReader& reader, const json::value& value, const std::string& path,
                const Place& place) {
    if (value.is_object()) {
        for (const auto& [name, member] : value.as_object())
            read_value(reader, member, joined(path, name), place);
    } else if (value.is_array()) {
        for (std::size_t i = 0; i < value.as_array().size(); ++i)
            read_value(reader, value.as_array()[i], joined(path, std::to_string(i)), place);
    } else if (!value.is_null()) {
        reader.meet(path, text_of(value), place);
    }
}

struct PlanReader {
    const Restrictions& restrictions;
    Place place;
    Diagnostics& told;

    /// One of resource_changes; what a run removes has no "after".
    void read_resource(const json::value& resource) const {
        const auto type = string_or_empty(resource, "type");
        const auto* after = find(resource, "change.after");
        const bool is_made =
            string_or_empty(resource, "mode") != "data" && after != nullptr && after->is_object();
        if (!is_made || !tells_of(restrictions, type))
            return;
        ResourceReader reader(restrictions, type, string_or_empty(resource, "address"), told);
        reader.meet({}, {}, place);
        read_value(reader, *after, {}, place);
    }
};

void read_plan(std::string_view bytes, const PlanReader& reader) {
    const auto document = terraform::read_plan_file(bytes);
    if (!document)
        return;
    for (const auto& resource : find_array(document->root(), "resource_changes"))
        reader.read_resource(resource);
}

void read_node(ResourceReader& reader, const Node& node, const std::string& path,
               const std::string& file) {
    if (node.kind == knowledge::NodeKind::Scalar)
        reader.meet(path, node.text,
                    {.file = file, .line = node.position.line, .column = node.position.column});
    for (const auto& child : node.children)
        read_node(reader, child, joined(path, child.key), file);
}

void read_declared(const Node& declared, const PlanReader& plan) {
    const auto* type = declared.find("Type");
    if (type == nullptr || !tells_of(plan.restrictions, type->text))
        return;
    ResourceReader reader(plan.restrictions, type->text, declared.key, plan.told);
    reader.meet(
        {}, {},
        {.file = plan.place.file, .line = type->position.line, .column = type->position.column});
    if (const auto* properties = declared.find("Properties"))
        read_node(reader, *properties, {}, plan.place.file);
}

void read_template(std::string_view bytes, const PlanReader& plan) {
    Diagnostics told_by_reader;
    knowledge::Reporter reporter(plan.place.file, told_by_reader);
    const auto root = cloudformation::read_template_file(bytes, reporter);
    const auto* resources = root ? root->find("Resources") : nullptr;
    if (resources == nullptr)
        return;
    for (const auto& declared : resources->children)
        read_declared(declared, plan);
}

}  // namespace

Diagnostics met_restrictions(std::string_view bytes, const std::string& file,
                             const Restrictions& restrictions) {
    Diagnostics told;
    const PlanReader reader{restrictions, {.file = file}, told};
    if (looks_like_cloudformation(bytes))
        read_template(bytes, reader);
    else if (looks_like_terraform_plan(bytes))
        read_plan(bytes, reader);
    return told;
}

}  // namespace inland::sources
