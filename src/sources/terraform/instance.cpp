// SPDX-License-Identifier: Apache-2.0
#include "sources/terraform/instance.h"

#include <algorithm>
#include <array>
#include <functional>
#include <iterator>
#include <utility>

#include <fmt/format.h>

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

/// Where an instance is looked up; keys with line ends in them may be taken for others.
std::string place_name(std::string name, const ModulePath& module, std::string_view key) {
    name.append("\n").append(key);
    for (const auto& step : module)
        name.append("\n").append(step.name).append("\n").append(step.key);
    return name;
}

std::string name_key(std::string_view type, std::string_view name) {
    return fmt::format("{}\n{}", type, name);
}

}  // namespace

std::string block_name(bool is_data, std::string_view type, std::string_view name) {
    return fmt::format("{}{}.{}", is_data ? "data." : "", type, name);
}

std::string_view text_of(const json::object& object, std::string_view member) {
    const auto* value = object.if_contains(member);
    return value != nullptr && value->is_string() ? std::string_view(value->get_string())
                                                  : std::string_view();
}

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
    if (const auto found = by_address_.find(added.address); found != by_address_.end()) {
        found->second->values = added.values;
        found->second->unknown = added.unknown;
        return index_names(*found->second);
    }
    auto& instance = all_.emplace_back(std::move(added));
    by_address_.emplace(instance.address, &instance);
    auto block = block_name(instance.is_data, instance.type, instance.name);
    by_place_.emplace(place_name(block, instance.module, instance.key), &instance);
    by_block_[std::move(block)].push_back(&instance);
    if (instance.is_data)
        return;
    by_type_[instance.type].push_back(&instance);
    index_names(instance);
}

void Instances::index_names(const Instance& instance) {
    if (instance.is_data)
        return;
    for (const auto* member : identifying)
        if (const auto id = text_of(*instance.values, member); !id.empty())
            by_id_[id] = &instance;
    if (const auto name = text_of(*instance.values, "name"); !name.empty())
        by_name_[name_key(instance.type, name)].push_back(&instance);
}

const Instance* Instances::find(std::string_view address) const {
    const auto found = by_address_.find(address);
    return found == by_address_.end() ? nullptr : found->second;
}

std::vector<std::string_view> Instances::types() const {
    std::vector<std::string_view> types;
    for (const auto& [type, instances] : by_type_)
        types.push_back(type);
    return types;
}

const std::vector<const Instance*>& Instances::of_type(std::string_view type) const {
    static const List none;
    const auto found = by_type_.find(type);
    return found == by_type_.end() ? none : found->second;
}

std::vector<const Instance*> Instances::of_block(const ModulePath& module, bool is_data,
                                                 std::string_view type,
                                                 std::string_view name) const {
    List found;
    const auto candidates = by_block_.find(block_name(is_data, type, name));
    if (candidates != by_block_.end())
        std::ranges::copy_if(
            candidates->second, std::back_inserter(found),
            [&](const Instance* instance) { return is_at(instance->module, module); });
    return found;
}

const Instance* Instances::of_key(const ModulePath& module, bool is_data, std::string_view type,
                                  std::string_view name, std::string_view key) const {
    const auto found = by_place_.find(place_name(block_name(is_data, type, name), module, key));
    const bool is_it = found != by_place_.end() && found->second->name == name &&
                       found->second->key == key && found->second->module == module;
    return is_it ? found->second : nullptr;
}

const std::vector<const Instance*>& Instances::named(std::string_view type,
                                                     std::string_view name) const {
    static const List none;
    const auto found = by_name_.find(name_key(type, name));
    return found == by_name_.end() ? none : found->second;
}

const Instance* Instances::sole_new(std::string_view type) const {
    const auto& all = of_type(type);
    const bool is_sole = all.size() == 1 && !reads_later_;
    return is_sole && text_of(*all.front()->values, "id").empty() ? all.front() : nullptr;
}

const Instance* Instances::with_id(std::string_view id) const {
    const auto found = by_id_.find(id);
    return found == by_id_.end() ? nullptr : found->second;
}

}  // namespace inland::sources::terraform
