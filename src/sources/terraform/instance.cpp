// SPDX-License-Identifier: Apache-2.0
#include "sources/terraform/instance.h"

#include <algorithm>
#include <array>

namespace inland::sources::terraform {

namespace {

constexpr std::array identifying{"id", "arn"};

/// The text between the brackets at the start of `rest`, without quotes; moves `rest` behind them.
std::string take_key(std::string_view& rest) {
    if (!rest.starts_with('['))
        return {};
    const bool quoted = rest.starts_with("[\"");
    const auto end = rest.find(quoted ? std::string_view("\"]") : std::string_view("]"));
    if (end == std::string_view::npos)
        return {};
    const std::size_t begin = quoted ? 2 : 1;
    auto key = std::string(rest.substr(begin, end - begin));
    rest.remove_prefix(end + begin);
    return key;
}

std::string key_of(const json::value& change) {
    const auto* index = find(change, "index");
    if (index == nullptr)
        return {};
    return index->is_string() ? std::string(index->as_string()) : json::serialize(*index);
}

bool will_exist(const json::value& change) {
    const auto* after = find(change, "change.after");
    return after != nullptr && after->is_object();
}

Instance instance_of(const json::value& resource) {
    Instance instance;
    instance.address = string_or_empty(resource, "address");
    instance.module = module_path_of(string_or_empty(resource, "module_address"));
    instance.type = string_or_empty(resource, "type");
    instance.name = string_or_empty(resource, "name");
    instance.key = key_of(resource);
    instance.is_data = string_or_empty(resource, "mode") == "data";
    return instance;
}

/// The resources of a module and of those below it, in prior_state's or planned_values' shape.
void for_each_value(const json::value& module, std::string_view module_address,
                    const std::function<void(const json::value&, std::string_view)>& visit) {
    for (const auto& resource : find_array(module, "resources"))
        visit(resource, module_address);
    for (const auto& child : find_array(module, "child_modules"))
        for_each_value(child, string_or_empty(child, "address"), visit);
}

bool is_at(const ModulePath& path, const ModulePath& asked) {
    return std::ranges::equal(path, asked, [](const ModuleStep& step, const ModuleStep& wanted) {
        return step.name == wanted.name && (wanted.key == any_key || step.key == wanted.key);
    });
}

}  // namespace

ModulePath module_path_of(std::string_view address) {
    constexpr std::string_view prefix = "module.";
    ModulePath path;
    while (address.starts_with(prefix)) {
        address.remove_prefix(prefix.size());
        const auto end = std::min(address.find_first_of(".["), address.size());
        ModuleStep step{std::string(address.substr(0, end)), {}};
        address.remove_prefix(end);
        step.key = take_key(address);
        path.push_back(std::move(step));
        if (address.starts_with('.'))
            address.remove_prefix(1);
    }
    return path;
}

Result<Instances> Instances::of(const json::value& document) {
    Instances instances;
    for (const auto& change : find_array(document, "resource_changes")) {
        if (string_or_empty(change, "change.actions.0") == "forget")
            instances.forgotten_.push_back(string_or_empty(change, "address"));
        if (!will_exist(change))
            continue;
        auto instance = instance_of(change);
        if (instance.address.empty() || instance.type.empty())
            return failure(ErrorKind::InvalidInput,
                           "a resource of the plan has no address or type");
        instance.values = &find_object(change, "change.after");
        instance.unknown = inland::find(change, "change.after_unknown");
        instances.reads_later_ = instances.reads_later_ || instance.is_data;
        instances.add(std::move(instance));
    }
    const auto* prior = inland::find(document, "prior_state.values.root_module");
    if (prior != nullptr)
        for_each_value(*prior, "", [&](const json::value& resource, std::string_view module) {
            auto instance = instance_of(resource);
            instance.module = module_path_of(module);
            instance.values = &find_object(resource, "values");
            if (instance.is_data && !instances.by_address_.contains(instance.address))
                instances.add(std::move(instance));
        });
    return instances;
}

void Instances::add(Instance added) {
    auto address = added.address;
    const auto [at, is_new] = by_address_.insert_or_assign(std::move(address), std::move(added));
    const Instance* instance = &at->second;
    if (is_new)
        by_type_[instance->type].push_back(instance);
    for (const auto* member : identifying)
        if (const auto id = find_string(*instance->values, member); id && !instance->is_data)
            by_id_[*id] = instance;
}

const Instance* Instances::find(std::string_view address) const {
    const auto found = by_address_.find(address);
    return found == by_address_.end() ? nullptr : &found->second;
}

std::vector<std::string> Instances::types() const {
    std::vector<std::string> types;
    for (const auto& [type, instances] : by_type_)
        types.push_back(type);
    return types;
}

std::vector<const Instance*> Instances::of_type(std::string_view type) const {
    const auto found = by_type_.find(type);
    std::vector<const Instance*> managed;
    if (found != by_type_.end())
        std::ranges::copy_if(found->second, std::back_inserter(managed),
                             [](const Instance* instance) { return !instance->is_data; });
    return managed;
}

std::vector<const Instance*> Instances::of_block(const ModulePath& module, bool is_data,
                                                 std::string_view type,
                                                 std::string_view name) const {
    std::vector<const Instance*> found;
    const auto candidates = by_type_.find(type);
    if (candidates == by_type_.end())
        return found;
    for (const auto* instance : candidates->second)
        if (instance->name == name && instance->is_data == is_data &&
            is_at(instance->module, module))
            found.push_back(instance);
    return found;
}

const Instance* Instances::sole_new(std::string_view type) const {
    const auto all = of_type(type);
    const bool is_sole = all.size() == 1 && !reads_later_;
    return is_sole && string_or_empty(*all.front()->values, "id").empty() ? all.front() : nullptr;
}

const Instance* Instances::with_id(std::string_view id) const {
    const auto found = by_id_.find(id);
    return found == by_id_.end() ? nullptr : found->second;
}

}  // namespace inland::sources::terraform
