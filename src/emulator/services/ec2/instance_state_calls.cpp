// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/ec2/describe.h"
#include "emulator/services/ec2/instance.h"
#include "emulator/services/ec2/instance_operations.h"
#include "emulator/services/ec2/types.h"
#include "emulator/services/members.h"
#include "emulator/services/operation.h"
#include "emulator/services/refusal.h"

#include <array>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

std::string state_name(const json::object& instance) {
    return text_of(object_of(instance, "State"), "Name");
}

using Check = Result<void> (*)(const std::string& id, const json::object& instance);
using Act = void (*)(World& world, const RecordKey& instance);

/// All or none: every instance is looked up and checked before the first is touched.
Result<json::object> change_all(const Call& call, Check check, Act act, std::string_view list) {
    TRY_VOID(require(call, {"InstanceIds"}));
    const auto ids = texts_of(call.input, "InstanceIds");
    for (const auto& id : ids)
        TRY_VOID(check(id, *TRY(lookup(call, instance_type, id))));
    json::array rows;
    for (const auto& id : ids) {
        const auto before = object_of(*TRY(lookup(call, instance_type, id)), "State");
        act(call.world, key_of(call, instance_type, id));
        rows.push_back(json::object{
            {"InstanceId", id},
            {"CurrentState", object_of(*TRY(lookup(call, instance_type, id)), "State")},
            {"PreviousState", before}});
    }
    return json::object{{list, std::move(rows)}};
}

Result<void> may_be_terminated(const std::string& id, const json::object& instance) {
    if (flag_of(instance, "_disable_api_termination"))
        return refuse("OperationNotPermitted",
                      fmt::format("The instance '{}' may not be terminated. Modify its "
                                  "'disableApiTermination' instance attribute and try again.",
                                  id));
    return {};
}

Result<void> may_be_stopped(const std::string& id, const json::object& instance) {
    if (is_gone(instance))
        return refuse("IncorrectInstanceState",
                      fmt::format("This instance '{}' is not in a state from which it can be "
                                  "stopped.",
                                  id));
    return {};
}

Result<void> may_be_started(const std::string& id, const json::object& instance) {
    if (is_alive(instance) || state_name(instance) == "stopped")
        return {};
    return refuse(
        "IncorrectInstanceState",
        fmt::format("The instance '{}' is not in a state from which it can be started.", id));
}

void start_if_stopped(World& world, const RecordKey& key) {
    if (state_name(*world.store().find(key)) == "stopped")
        start_instance(world, key);
}

Result<json::object> terminate_instances(const Call& call) {
    return change_all(call, may_be_terminated, terminate_instance, "TerminatingInstances");
}

Result<json::object> stop_instances(const Call& call) {
    return change_all(call, may_be_stopped, stop_instance, "StoppingInstances");
}

Result<json::object> start_instances(const Call& call) {
    return change_all(call, may_be_started, start_if_stopped, "StartingInstances");
}

/// The machine comes back as it was; nothing that anybody asks about changes.
Result<json::object> reboot_instances(const Call& call) {
    TRY_VOID(require(call, {"InstanceIds"}));
    for (const auto& id : texts_of(call.input, "InstanceIds"))
        TRY_VOID(may_be_stopped(id, *TRY(lookup(call, instance_type, id))));
    return json::object{};
}

constexpr std::array operations{
    OperationRow{"TerminateInstances", ec2<terminate_instances>},
    OperationRow{"StopInstances", ec2<stop_instances>},
    OperationRow{"StartInstances", ec2<start_instances>},
    OperationRow{"RebootInstances", ec2<reboot_instances>},
};

}  // namespace

std::span<const OperationRow> instance_state_operations() {
    return operations;
}

}  // namespace inland::emulator
