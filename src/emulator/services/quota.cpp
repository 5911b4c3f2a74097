// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/quota.h"

#include "emulator/services/ec2/network.h"
#include "emulator/services/refusal.h"
#include "knowledge/tables.h"

#include <fmt/format.h>

namespace inland::emulator {

Result<void> check_quota(const Call& call, std::string_view quota, std::size_t count,
                         std::string_view name) {
    const auto* row = call.world.tables().quota(quota);
    if (row == nullptr || count <= static_cast<std::size_t>(row->limit))
        return {};
    const auto limit = fmt::format("{}", row->limit);
    return refuse(row->error_code,
                  knowledge::expand(row->message, {{"limit", limit}, {"name", std::string(name)}}));
}

Result<void> check_one_more(const Call& call, std::string_view quota, std::string_view kind) {
    return check_quota(call, quota, call.world.store().list(call.scope(), kind).size() + 1);
}

Result<void> check_one_more(const Call& call, std::string_view quota, std::string_view kind,
                            std::string_view path, std::string_view value) {
    const auto there = records_where(call.world, call.scope(), kind, path, value).size();
    return check_quota(call, quota, there + 1, value);
}

}  // namespace inland::emulator
