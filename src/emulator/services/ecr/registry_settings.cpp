// SPDX-License-Identifier: Apache-2.0
// What is set for a registry as a whole: its policy, scanning, replication, account settings.
#include "emulator/services/ecr/lookup.h"
#include "emulator/services/ecr/policy_text.h"
#include "emulator/services/ecr/tables.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"
#include "emulator/services/refusal.h"

#include <array>

#include <fmt/format.h>

namespace inland::emulator::ecr {

namespace {

RecordKey settings_key(const Call& call) {
    return {call.scope(), std::string(kind::registry), "settings"};
}

json::object settings_of(const Call& call) {
    const auto* settings = call.world.store().find(settings_key(call));
    return settings == nullptr ? json::object() : *settings;
}

void keep(const Call& call, std::string_view member, json::value value) {
    auto settings = settings_of(call);
    settings[member] = std::move(value);
    call.world.store().put(settings_key(call), std::move(settings));
}

Result<json::object> describe_registry(const Call& call) {
    const auto settings = settings_of(call);
    json::object replication{{"rules", json::array()}};
    if (has(settings, "replication"))
        replication = object_of(settings, "replication");
    return json::object{{"registryId", call.caller.account},
                        {"replicationConfiguration", std::move(replication)}};
}

/// Images are not copied to other Regions, so that only the empty configuration is true.
Result<json::object> put_replication(const Call& call) {
    const auto& configuration = object_of(call.input, "replicationConfiguration");
    if (!list_of(configuration, "rules").empty())
        return refuse("ValidationException", "Replication rules are not emulated by Inland.");
    keep(call, "replication", configuration);
    return json::object{{"replicationConfiguration", configuration}};
}

Result<json::object> get_policy(const Call& call) {
    const auto settings = settings_of(call);
    if (!has(settings, "_policy"))
        return refuse("RegistryPolicyNotFoundException",
                      fmt::format("Registry policy does not exist in the registry with id '{}'",
                                  call.caller.account));
    return json::object{{"registryId", call.caller.account},
                        {"policyText", text_of(settings, "_policy")}};
}

Result<json::object> put_policy(const Call& call) {
    const auto text = text_of(call.input, "policyText");
    TRY_VOID(check_policy_text(text));
    keep(call, "_policy", json::string(text));
    return json::object{{"registryId", call.caller.account}, {"policyText", text}};
}

Result<json::object> delete_policy(const Call& call) {
    auto output = TRY(get_policy(call));
    call.world.store().update(settings_key(call),
                              [](json::object& settings) { settings.erase("_policy"); });
    return output;
}

json::object scanning_of(const Call& call) {
    const auto settings = settings_of(call);
    return has(settings, "scanning")
               ? object_of(settings, "scanning")
               : json::object{{"scanType", "BASIC"}, {"rules", json::array()}};
}

Result<json::object> get_scanning(const Call& call) {
    return json::object{{"registryId", call.caller.account},
                        {"scanningConfiguration", scanning_of(call)}};
}

Result<json::object> put_scanning(const Call& call) {
    auto scanning = scanning_of(call);
    if (has(call.input, "scanType"))
        TRY_VOID(one_of("scanType", text_of(call.input, "scanType"), {"BASIC", "ENHANCED"}));
    scanning["rules"] = json::array();
    copy_members(call.input, scanning, {"scanType", "rules"});
    keep(call, "scanning", scanning);
    return json::object{{"registryScanningConfiguration", std::move(scanning)}};
}

json::object repository_scanning(const std::string& name, const json::object& record) {
    const bool on_push = flag_of(object_of(record, "imageScanningConfiguration"), "scanOnPush");
    return {{"repositoryArn", text_of(record, "repositoryArn")},
            {"repositoryName", name},
            {"scanOnPush", on_push},
            {"scanFrequency", on_push ? "SCAN_ON_PUSH" : "MANUAL"},
            {"appliedScanFilters", json::array()}};
}

Result<json::object> batch_get_repository_scanning(const Call& call) {
    json::array found;
    json::array failures;
    const auto names = texts_of(call.input, "repositoryNames");
    for (const auto& name : names)
        TRY_VOID(check_repository_name(name));
    for (const auto& name : names) {
        const auto* record = call.world.store().find(registry::key_of({call.scope(), name}));
        if (record != nullptr)
            found.emplace_back(repository_scanning(name, *record));
        else
            failures.emplace_back(json::object{{"repositoryName", name},
                                               {"failureCode", "REPOSITORY_NOT_FOUND"},
                                               {"failureReason", "Repository not found"}});
    }
    return json::object{{"scanningConfigurations", std::move(found)},
                        {"failures", std::move(failures)}};
}

/// The settings that an account has, each with what it is until somebody sets it.
constexpr std::array<std::pair<std::string_view, std::string_view>, 3> account_settings{{
    {"BASIC_SCAN_TYPE_VERSION", "AWS_NATIVE"},
    {"REGISTRY_POLICY_SCOPE", "V2"},
    {"BLOB_MOUNTING", "ENABLED"},
}};

Result<std::string_view> default_of(const Call& call) {
    const auto name = text_of(call.input, "name");
    for (const auto& [setting, value] : account_settings)
        if (setting == name)
            return value;
    return refuse("InvalidParameterException",
                  fmt::format("The account setting '{}' does not exist", name));
}

Result<json::object> get_account_setting(const Call& call) {
    const auto usual = TRY(default_of(call));
    const auto name = text_of(call.input, "name");
    const auto settings = settings_of(call);
    return json::object{
        {"name", name},
        {"value", has(settings, name) ? text_of(settings, name) : std::string(usual)}};
}

Result<json::object> put_account_setting(const Call& call) {
    TRY(default_of(call));
    keep(call, text_of(call.input, "name"), json::string(text_of(call.input, "value")));
    return get_account_setting(call);
}

constexpr std::array operations{
    OperationRow{"DescribeRegistry", describe_registry},
    OperationRow{"PutReplicationConfiguration", put_replication},
    OperationRow{"GetRegistryPolicy", get_policy},
    OperationRow{"PutRegistryPolicy", put_policy},
    OperationRow{"DeleteRegistryPolicy", delete_policy},
    OperationRow{"GetRegistryScanningConfiguration", get_scanning},
    OperationRow{"PutRegistryScanningConfiguration", put_scanning},
    OperationRow{"BatchGetRepositoryScanningConfiguration", batch_get_repository_scanning},
    OperationRow{"GetAccountSetting", get_account_setting},
    OperationRow{"PutAccountSetting", put_account_setting},
};

}  // namespace

std::span<const OperationRow> registry_setting_operations() {
    return operations;
}

}  // namespace inland::emulator::ecr
