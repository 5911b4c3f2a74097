// SPDX-License-Identifier: Apache-2.0
#include "deploy/context.h"

#include "core/crypto.h"

#include <fmt/format.h>

namespace inland::deploy {

Result<json::value> Context::read(std::string_view service, std::string_view operation,
                                  json::object input) {
    return aws_.call(service, operation, std::move(input), stop_);
}

Result<json::value> Context::read_all(std::string_view service, std::string_view operation,
                                      json::object input) {
    return aws_.call_all(service, operation, std::move(input), stop_);
}

Result<json::value> Context::change(std::string_view service, std::string_view operation,
                                    json::object input) {
    if (guard_)
        TRY_VOID(guard_());
    return aws_.call(service, operation, std::move(input), stop_);
}

void Context::bind(std::string_view type, std::string key, std::string id) {
    const std::scoped_lock lock(mutex_);
    ids_.insert_or_assign(Name{type, std::move(key)}, std::move(id));
}

std::string Context::id_of(std::string_view type, const std::string& key) const {
    const std::scoped_lock lock(mutex_);
    const auto found = ids_.find(Name{type, key});
    return found == ids_.end() ? key : found->second;
}

std::string Context::client_token(std::string_view type, std::string_view key) const {
    // 64 ASCII characters: the longest that every API accepts (EC2's ClientToken).
    return hex(sha256(fmt::format("{}/{}/{}", run_.id, type, key)));
}

json::array Context::tag_list(const topology::Tags& tags) {
    json::array list;
    for (const auto& [key, value] : tags)
        list.push_back({{"Key", key}, {"Value", value}});
    return list;
}

json::object Context::tag_map(const topology::Tags& tags) {
    json::object map;
    for (const auto& [key, value] : tags)
        map[key] = value;
    return map;
}

}  // namespace inland::deploy
