// SPDX-License-Identifier: Apache-2.0
#include "sources/terraform/reader.h"

#include "sources/terraform/planned_block.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::sources::terraform {

namespace {

using topology::Attribute;

/// By these attributes Terraform names the resource itself.
constexpr std::array own_names{
    "", "id", "arn", "name", "key_id", "cluster_name", "role", "node_group_name", "name_prefix"};
/// What AWS makes along with a resource, by the attribute that names it.
constexpr std::array companions{
    std::pair{"aws_vpc", "default_security_group_id"},
    std::pair{"aws_vpc", "default_network_acl_id"},
    std::pair{"aws_vpc", "default_route_table_id"},
    std::pair{"aws_vpc", "main_route_table_id"},
    std::pair{"aws_eks_cluster", "vpc_config[0].cluster_security_group_id"},
    std::pair{"aws_ec2_transit_gateway", "association_default_route_table_id"},
    std::pair{"aws_ec2_transit_gateway", "propagation_default_route_table_id"},
};
/// Types that take over what AWS made: which attribute names it, or whose companion it is.
struct Adoption {
    std::string_view type, attribute, companion;
};
constexpr std::array adoptions{
    Adoption{"aws_default_route_table", "default_route_table_id", ""},
    Adoption{"aws_default_network_acl", "default_network_acl_id", ""},
    Adoption{"aws_default_security_group", "vpc_id", "default_security_group_id"},
};
/// Attributes that hand on what a resource was given: `aws_subnet.a.vpc_id` is the VPC's id.
constexpr int deepest = 16;

/// AWS's own prefix lists are known by their names, which gateway endpoints and data sources give.
std::optional<std::string> service_prefix_list(const Origin& origin) {
    if (origin.instance->type == "aws_vpc_endpoint" && origin.attribute == "prefix_list_id")
        return find_string(*origin.instance->values, "service_name");
    const bool is_list =
        origin.instance->is_data && (origin.instance->type == "aws_prefix_list" ||
                                     origin.instance->type == "aws_ec2_managed_prefix_list");
    return is_list ? find_string(*origin.instance->values, "name") : std::nullopt;
}

/// A plan tells of `endpoint[*].prefix_list_id` only that it is of the endpoint: who asks knows
/// what.
void complete(Origin& origin, std::string_view path) {
    constexpr std::string_view prefix_list = "prefix_list_id";
    if (origin.attribute.empty() && origin.instance->type == "aws_vpc_endpoint" &&
        path.contains(prefix_list))
        origin.attribute = prefix_list;
}

bool names_itself(const Origin& origin) {
    const bool is_zone = origin.instance->type == "aws_route53_zone";
    return std::ranges::find(own_names, origin.attribute) != own_names.end() ||
           (is_zone && origin.attribute == "zone_id");
}

std::optional<std::string> companion(const Origin& origin) {
    if (auto list = service_prefix_list(origin))
        return list;
    for (const auto& [type, attribute] : companions)
        if (origin.instance->type == type && origin.attribute == attribute)
            return companion_key(*origin.instance, attribute);
    return std::nullopt;
}

/// "vpc_config[0].x" as core/json.h's dotted path.
std::string dotted(std::string_view attribute) {
    std::string path;
    for (const char letter : attribute)
        if (letter == '[')
            path += '.';
        else if (letter != ']')
            path += letter;
    return path;
}

/// A mark for the whole is one for its parts.
const json::value* mark_below(const json::value* mark, std::string_view step) {
    if (mark == nullptr || mark->is_bool())
        return mark;
    return mark->is_array() ? planned_element(mark, step) : planned_member(mark, step);
}

}  // namespace

std::string companion_key(const Instance& owner, std::string_view attribute) {
    /// Two names of one thing.
    constexpr std::array same{
        std::pair{"main_route_table_id", "default_route_table_id"},
        std::pair{"propagation_default_route_table_id", "association_default_route_table_id"}};
    for (const auto& [name, usual] : same)
        if (attribute == name)
            attribute = usual;
    return fmt::format("{}.{}", owner.address, attribute);
}

Reader Reader::block(std::string_view list, std::size_t at) const {
    static const json::object none;
    Reader inner = *this;
    const auto index = fmt::format_int(at);
    const std::string_view name(index.data(), index.size());
    inner.prefix_.append(list).append(".").append(name).append(".");
    const auto* planned = planned_element(values_->if_contains(list), name);
    inner.values_ = planned != nullptr && planned->is_object() ? &planned->get_object() : &none;
    inner.unknown_ = mark_below(mark_below(unknown_, list), name);
    return inner;
}

std::string Reader::whole(std::string_view path) const {
    return prefix_ + std::string(path);
}

const json::value* Reader::mark_at(std::string_view path) const {
    const auto* mark = unknown_;
    while (mark != nullptr && !path.empty())
        mark = mark_below(mark, take_step(path));
    const bool is_known =
        mark == nullptr || mark->is_null() || (mark->is_bool() && !mark->get_bool());
    return is_known ? nullptr : mark;
}

bool Reader::is_unknown(std::string_view path) const {
    const auto* mark = mark_at(path);
    return mark != nullptr && mark->is_bool();
}

bool Reader::is_empty(std::string_view list) const {
    return mark_at(list) == nullptr && find_array(*values_, list).empty();
}

bool Reader::is_configured(std::string_view path) const {
    return reading_.configuration.says(instance_, whole(path));
}

bool Reader::is_left_out(std::string_view path) const {
    return reading_.configuration.leaves_out(instance_, whole(path));
}

Attribute<std::string> Reader::text(std::string_view path) const {
    if (is_unknown(path))
        return Attribute<std::string>::unknown(place());
    const auto value = find_string(*values_, path);
    return value && !value->empty() ? Attribute<std::string>(*value, place())
                                    : Attribute<std::string>();
}

Attribute<bool> Reader::boolean(std::string_view path) const {
    if (is_unknown(path))
        return Attribute<bool>::unknown(place());
    const auto value = find_bool(*values_, path);
    return value ? Attribute<bool>(*value, place()) : Attribute<bool>();
}

Attribute<Ipv4Prefix> Reader::prefix(std::string_view path) const {
    const auto written = text(path);
    if (!written.is_known())
        return written.is_unknown() ? Attribute<Ipv4Prefix>::unknown(place())
                                    : Attribute<Ipv4Prefix>();
    const auto parsed = Ipv4Prefix::parse_canonicalizing(written.value());
    return parsed ? Attribute<Ipv4Prefix>(*parsed, place())
                  : Attribute<Ipv4Prefix>::unknown(place());
}

Attribute<Ipv6Prefix> Reader::ipv6_prefix(std::string_view path) const {
    const auto written = text(path);
    if (!written.is_known())
        return written.is_unknown() ? Attribute<Ipv6Prefix>::unknown(place())
                                    : Attribute<Ipv6Prefix>();
    const auto parsed = Ipv6Prefix::parse(written.value());
    return parsed ? Attribute<Ipv6Prefix>(*parsed, place())
                  : Attribute<Ipv6Prefix>::unknown(place());
}

std::optional<Origin> Reader::origin(std::string_view path) const {
    const auto origins = reading_.configuration.origins_of(instance_, whole(path));
    const bool is_one = origins.are_complete() && origins.found.size() == 1;
    return is_one ? std::optional(origins.found.front()) : std::nullopt;
}

Attribute<std::vector<std::string>> Reader::texts(std::string_view path) const {
    using Texts = Attribute<std::vector<std::string>>;
    if (is_unknown(path))
        return Texts::unknown(place());
    const auto* value = inland::find(*values_, path);
    if (value == nullptr || !value->is_array())
        return {};
    std::vector<std::string> found;
    if (!each_text(path, [&](std::string_view text) { found.emplace_back(text); }))
        return Texts::unknown(place());
    return {std::move(found), place()};
}

Origins Reader::origins(std::string_view path) const {
    return followed(reading_.configuration.origins_of(instance_, whole(path)), path);
}

Origins Reader::referred_to(const std::vector<std::string>& references) const {
    return reading_.configuration.origins_of_references(instance_, references);
}

std::optional<std::string> Reader::named_text(Origins origins) const {
    const auto is_one = [](const Origins& all) {
        return all.are_complete() && all.found.size() == 1;
    };
    if (!is_one(origins))
        return std::nullopt;
    const auto& origin = origins.found.front();
    const auto* known = inland::find(*origin.instance->values, dotted(origin.attribute));
    if (!origin.attribute.empty() && known != nullptr)
        return known->is_object() || known->is_array() ? std::nullopt
                                                       : std::optional(plain_text(*known));
    const auto named = followed(std::move(origins), {});
    return is_one(named) ? std::optional(fmt::format("${{{}}}", key_of(named.found.front())))
                         : std::nullopt;
}

/// Follows attributes that hand on what another resource was given, until each names a resource.
Origins Reader::followed(Origins open, std::string_view path) const {
    Origins named{.unresolved = std::move(open.unresolved),
                  .has_choice = open.has_choice,
                  .is_shared = open.is_shared};
    for (int depth = 0; !open.found.empty() && depth < deepest; ++depth) {
        std::vector<Origin> next;
        for (auto& origin : open.found) {
            complete(origin, path);
            if (names_itself(origin) || companion(origin)) {
                named.found.push_back(std::move(origin));
                continue;
            }
            auto further =
                reading_.configuration.origins_of(*origin.instance, dotted(origin.attribute));
            std::ranges::move(further.found, std::back_inserter(next));
            std::ranges::move(further.unresolved, std::back_inserter(named.unresolved));
            named.has_choice = named.has_choice || further.has_choice;
            named.is_shared = named.is_shared || further.is_shared;
        }
        open.found = std::move(next);
    }
    return named;
}

/// Of a list that is known in part, that part: as keys.
std::vector<std::string> Reader::known_keys(std::string_view path) const {
    std::vector<std::string> known;
    for (const auto& element : find_array(*values_, path))
        if (element.is_string())
            known.push_back(key_of(std::string(element.as_string())));
    return known;
}

/// What the resource of Terraform's is in the Topology: itself, what AWS makes along with it, or
/// what it adopts.
std::string Reader::key_of(const Origin& origin) const {
    if (auto made = companion(origin))
        return *made;
    const auto& address = origin.instance->address;
    const auto row = std::ranges::find(adoptions, origin.instance->type, &Adoption::type);
    if (row == adoptions.end())
        return address;
    const auto named = Reader(reading_, *origin.instance).key(row->attribute);
    if (!named.is_known() || row->companion.empty())
        return named.is_known() ? named.value() : address;
    const auto* owner = reading_.instances.find(named.value());
    return owner == nullptr ? address : companion_key(*owner, row->companion);
}

std::string Reader::key_of(const std::string& id) const {
    const auto* target = reading_.instances.with_id(id);
    return target == nullptr ? id : target->address;
}

Attribute<std::vector<std::string>> Reader::keys(std::string_view path) const {
    using Texts = Attribute<std::vector<std::string>>;
    if (mark_at(path) == nullptr) {
        const auto* written = inland::find(*values_, path);
        return written != nullptr && written->is_array() ? Texts(known_keys(path), place())
                                                         : Texts();
    }
    const auto sources = origins(path);
    if (!sources.are_complete() || sources.found.empty())
        return Texts::unknown(place());
    auto found = known_keys(path);
    for (const auto& origin : sources.found)
        found.push_back(key_of(origin));
    std::ranges::sort(found);
    found.erase(std::ranges::unique(found).begin(), found.end());
    return {std::move(found), place()};
}

Attribute<std::string> Reader::key(std::string_view path) const {
    if (!is_unknown(path)) {
        auto written = text(path);
        if (!written.is_known())
            return written;
        return {key_of(written.value()), place()};
    }
    const auto sources = origins(path);
    if (!sources.are_complete() || sources.found.size() != 1)
        return Attribute<std::string>::unknown(place());
    return {key_of(sources.found.front()), place()};
}

/// What the configuration refers to comes before what merely has the name. A data source that has
/// read one of them says which by its ARN; else it has read another account's.
std::vector<const Instance*> Reader::referred(std::string_view path,
                                              const std::vector<const Instance*>& all) const {
    std::vector<const Instance*> made;
    bool is_elsewhere = false;
    for (const auto& origin : origins(path).found) {
        const auto* instance = origin.instance;
        const bool is_read = instance->is_data && instance->type == all.front()->type;
        if (is_read)
            instance = reading_.instances.with_id(text_of(*instance->values, "arn"));
        is_elsewhere = is_elsewhere || (is_read && instance == nullptr);
        const bool is_new = std::ranges::find(made, instance) == made.end();
        if (is_new && std::ranges::find(all, instance) != all.end())
            made.push_back(instance);
    }
    return made.empty() && !is_elsewhere ? all : made;
}

Attribute<std::string> Reader::key_by_name(std::string_view type, std::string_view path) const {
    const auto name = text(path);
    if (!name.is_known())
        return name;
    const auto& all = reading_.instances.named(type, name.value());
    const auto found = all.empty() ? all : referred(path, all);
    if (found.size() > 1)
        return Attribute<std::string>::unknown(place());
    if (found.size() == 1)
        return {found.front()->address, place()};
    const auto* by_id = reading_.instances.with_id(name.value());
    const bool is_of_type = by_id != nullptr && by_id->type == type && all.empty();
    return {is_of_type ? by_id->address : name.value(), place()};
}

std::optional<std::size_t> Reader::blocks(std::string_view path) const {
    if (is_unknown(path))
        return std::nullopt;
    return find_array(*values_, path).size();
}

topology::Tags Reader::tags() const {
    topology::Tags tags;
    for (const auto& [name, value] : find_object(*instance_.values, "tags_all"))
        if (value.is_string())
            tags.emplace(name, value.as_string());
    return tags;
}

}  // namespace inland::sources::terraform
