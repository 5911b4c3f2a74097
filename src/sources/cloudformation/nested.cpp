// SPDX-License-Identifier: Apache-2.0
// Stacks within stacks: their templates lie beside the outer one.
#include "sources/cloudformation/stack.h"
#include "sources/cloudformation/world.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include <fmt/format.h>

namespace inland::sources::cloudformation {
namespace {

/// A template that nests itself would never end.
constexpr std::ptrdiff_t deepest_stack = 8;

}  // namespace

Stack* Stack::nested(std::string_view logical_id) {
    if (const auto found = nested_.find(logical_id); found != nested_.end())
        return found->second.get();
    const auto* declared = resource(logical_id);
    const auto* type = declared == nullptr ? nullptr : declared->find("Type");
    if (type == nullptr || type->text != "AWS::CloudFormation::Stack")
        return nullptr;
    const std::string step = fmt::format("stack {}", logical_id);
    if (!under_way_.insert(step).second) {
        mistake(declared->position, "cloudformation-cycle",
                "the template refers to itself in a circle", step);
        return nullptr;
    }
    auto made = make_nested(logical_id);
    under_way_.erase(step);
    return nested_.emplace(std::string(logical_id), std::move(made)).first->second.get();
}

std::unique_ptr<Stack> Stack::make_nested(std::string_view logical_id) {
    const auto url = property(logical_id, "TemplateURL");
    const auto position = resource(logical_id)->key_position;
    const bool is_local = url.is_text() && url.text.find("://") == std::string::npos;
    const auto unreadable = [&](const std::string& why) {
        not_known(position, fmt::format("the stack {}: {}", logical_id, why));
        return nullptr;
    };
    if (!is_local || !world_.options().load)
        return unreadable("its TemplateURL is no file beside this one");
    if (std::ranges::count(prefix_, '.') >= deepest_stack || !world_.may_nest())
        return unreadable("stacks are nested too deeply");
    const auto path =
        (std::filesystem::path(file_).parent_path() / url.text).lexically_normal().string();
    const auto bytes = world_.options().load(path);
    if (!bytes)
        return unreadable(bytes.error().message);
    Parameters given;
    for (auto& parameter : property(logical_id, "Parameters").children)
        given.insert_or_assign(parameter.key, parameter);
    return world_.stack_of(key_of(logical_id) + ".", path, *bytes, std::move(given));
}

}  // namespace inland::sources::cloudformation
