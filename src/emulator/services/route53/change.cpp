// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/route53/change.h"

#include "core/crypto.h"
#include "emulator/services/arn.h"
#include "emulator/services/ec2/network.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"
#include "emulator/services/refusal.h"
#include "emulator/services/tables.h"
#include "emulator/services/transition.h"
#include "knowledge/tables.h"

#include <array>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

constexpr int not_found = 404;

Result<json::object> get_change(const Call& call) {
    const std::string id(last_segment(text_of(call.input, "Id")));
    const auto* change =
        call.world.store().find({call.global_scope(), std::string(kind::dns_change), id});
    if (change == nullptr)
        return refuse("NoSuchChange", fmt::format("Could not find resource with ID: {}", id),
                      not_found);
    return json::object{{"ChangeInfo", *change}};
}

constexpr std::array operations{OperationRow{"GetChange", get_change}};

}  // namespace

json::object route53::begin_change(const Call& call, std::string_view operation,
                                   std::string_view comment) {
    constexpr std::size_t id_size = 20;
    const auto id = "C" + random_text(id_size, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
    json::object change{
        {"Id", "/change/" + id}, {"Status", "PENDING"}, {"SubmittedAt", timestamp(call.world)}};
    if (!comment.empty())
        change["Comment"] = comment;
    const RecordKey key{call.global_scope(), std::string(kind::dns_change), id};
    call.world.store().put(key, change);
    turn_after(call.world, call.world.tables().typical(fmt::format("route53.{}", operation)), key,
               "Status", "PENDING", "INSYNC");
    return change;
}

std::span<const OperationRow> dns_change_operations() {
    return operations;
}

}  // namespace inland::emulator
