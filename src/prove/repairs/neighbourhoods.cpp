// SPDX-License-Identifier: Apache-2.0
#include "prove/repairs/neighbourhoods.h"

#include "topology/references.h"

#include <type_traits>
#include <utility>

namespace inland::prove {

namespace {

using topology::for_each_reference;
using topology::for_each_resource;

/// What many may use who have nothing else in common.
template <typename R>
constexpr bool is_shared =
    std::is_same_v<R, topology::Role> || std::is_same_v<R, topology::PrefixList> ||
    std::is_same_v<R, topology::DhcpOptions> || std::is_same_v<R, topology::Key> ||
    std::is_same_v<R, topology::LogGroup> || std::is_same_v<R, topology::BlockPublicAccess>;

template <typename T>
constexpr bool is_reference = false;
template <typename R>
constexpr bool is_reference<topology::Reference<R>> = true;
template <typename R>
constexpr bool is_reference<std::vector<topology::Reference<R>>> = true;

std::string name_of(std::string_view type, const std::string& key) {
    return std::string(type) + ' ' + key;
}

/// An unknown attribute may be a reference to anything.
template <typename R>
bool is_open(const R& resource) {
    bool open = std::is_same_v<R, topology::BlockPublicAccess>;
    topology::for_each_field<R>([&](const auto& field) {
        const auto& attribute = resource.*field.member;
        using Value = std::remove_cvref_t<decltype(attribute.value())>;
        open = open || (is_reference<Value> && attribute.is_unknown());
    });
    return open;
}

}  // namespace

Neighbourhoods::Neighbourhoods(const topology::Topology& topology) : topology_(topology) {
    for_each_resource(topology_, [&]<typename R>(const R& resource) {
        numbers_.emplace(name_of(R::type, resource.key), above_.size());
        above_.push_back(above_.size());
        loose_.push_back(is_open(resource));
    });
    for_each_resource(topology_, [&]<typename R>(const R& resource) {
        if constexpr (!is_shared<R>)
            for_each_reference(resource, [&]<typename Target>(const std::string& key) {
                const Number* target = find(Target::type, key);
                if (!is_shared<Target> && target != nullptr)
                    join(*find(R::type, resource.key), *target);
            });
    });
}

Neighbourhoods::Number Neighbourhoods::part_of(Number resource) const {
    while (above_[resource] != resource)
        resource = above_[resource];
    return resource;
}

void Neighbourhoods::join(Number one, Number other) {
    const Number top = part_of(one);
    const Number new_top = part_of(other);
    while (above_[one] != one)
        one = std::exchange(above_[one], new_top);
    above_[top] = new_top;
}

const Neighbourhoods::Number* Neighbourhoods::find(std::string_view type,
                                                   const std::string& key) const {
    const auto found = numbers_.find(name_of(type, key));
    return found == numbers_.end() ? nullptr : &found->second;
}

std::vector<bool> Neighbourhoods::members(Number part) const {
    std::vector<bool> found = loose_;
    for (Number number = 0; number < above_.size(); ++number)
        found[number] = found[number] || part_of(number) == part;
    Number next = 0;
    for_each_resource(topology_, [&](const auto& resource) {
        if (found[next++])
            for_each_reference(resource, [&]<typename Target>(const std::string& key) {
                if (const Number* target = find(Target::type, key))
                    found[*target] = true;
            });
    });
    return found;
}

topology::Topology Neighbourhoods::around(const std::string& cluster) const {
    topology::Topology around;
    around.account = topology_.account;
    around.region = topology_.region;
    around.missing = topology_.missing;
    const Number* number = find(topology::Cluster::type, cluster);
    const auto included =
        number == nullptr ? std::vector<bool>(above_.size(), true) : members(part_of(*number));
    Number next = 0;
    for_each_resource(topology_, [&](const auto& resource) {
        if (included[next++])
            around.add(resource);
    });
    return around;
}

}  // namespace inland::prove
