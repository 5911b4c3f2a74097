// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sources/sweeps.h"
#include "topology/topology.h"

#include <string>
#include <utility>
#include <vector>

namespace inland::sources {

// Templates and plans spell one AWS resource as several of theirs: what attaches to another changes
// that one. A Reading is a source's own, with the Topology that grows in it and, where attachments
// change its resources by `subject` alone, with Sweeps.

/// The resource that an attachment is about, if the reading has it.
template <typename R, typename Reading>
R* subject(Reading& reading, const topology::Attribute<std::string>& key) {
    auto& table = reading.topology.template all<R>();
    const auto found = key.is_known() ? table.find(key.value()) : table.end();
    if (found == table.end())
        return nullptr;
    if constexpr (requires { reading.sweeps; })
        reading.sweeps.touch(R::type, found->first);
    return &found->second;
}

/// An attachment whose subject is not known may be to any resource of the type: none of them is
/// sure of the attribute any more.
template <typename Reading, typename R, typename T>
void make_unknown(Reading& reading, topology::Attribute<T> R::* member) {
    auto& table = reading.topology.template all<R>();
    const auto doubt = [&](R& resource) {
        if (!(resource.*member).is_unknown())
            resource.*member = topology::Attribute<T>::unknown((resource.*member).place());
    };
    if constexpr (requires { reading.sweeps; }) {
        auto& sweep = reading.sweeps.of(member);
        const auto& touched = reading.sweeps.touched(R::type);
        const bool was_swept = sweep.resources == table.size();
        for (; was_swept && sweep.seen < touched.size(); ++sweep.seen)
            if (const auto found = table.find(touched[sweep.seen]); found != table.end())
                doubt(found->second);
        if (was_swept)
            return;
        sweep = {.resources = table.size(), .seen = touched.size()};
    }
    for (auto& [key, resource] : table)
        doubt(resource);
}

/// Adds to a list that may be absent; one that is unknown stays so.
template <typename T>
void append(topology::Attribute<std::vector<T>>& list, T item) {
    if (list.is_unknown())
        return;
    if (list.is_absent())
        list = std::vector<T>{};
    list.mutable_value().push_back(std::move(item));
}

/// Sets an attribute of the subject.
template <typename Reading, typename R, typename T>
void set_attached(Reading& reading, const topology::Attribute<std::string>& key,
                  topology::Attribute<T> R::* member, topology::Attribute<T> value) {
    auto* resource = subject<R>(reading, key);
    if (resource == nullptr)
        return make_unknown(reading, member);
    resource->*member = std::move(value);
}

/// Adds to a list of the subject; what is not known makes the list unknown.
template <typename Reading, typename R, typename T>
void add_attached(Reading& reading, const topology::Attribute<std::string>& key,
                  topology::Attribute<std::vector<T>> R::* list,
                  const topology::Attribute<T>& item) {
    auto* resource = subject<R>(reading, key);
    if (resource == nullptr)
        return make_unknown(reading, list);
    if (item.is_known())
        append(resource->*list, item.value());
    else
        resource->*list = topology::Attribute<std::vector<T>>::unknown(item.place());
}

}  // namespace inland::sources
