// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/kms/key.h"

#include "emulator/services/arn.h"
#include "emulator/services/ec2/network.h"
#include "emulator/services/events.h"
#include "emulator/services/identifier.h"
#include "emulator/services/kms/alias.h"
#include "emulator/services/members.h"
#include "emulator/services/page.h"
#include "emulator/services/records.h"
#include "emulator/services/refusal.h"
#include "emulator/services/tables.h"
#include "emulator/services/transition.h"

#include <algorithm>
#include <array>
#include <chrono>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

constexpr std::string_view erase_event = "kms:key-erased";

RecordKey key_record(const Call& call, std::string_view id) {
    return {call.scope(), std::string(kind::key), std::string(id)};
}

std::string default_policy(const Call& call) {
    return fmt::format(
        R"({{"Version":"2012-10-17","Id":"key-default-1","Statement":[{{"Sid":"Enable IAM User Permissions","Effect":"Allow","Principal":{{"AWS":"arn:{}:iam::{}:root"}},"Action":"kms:*","Resource":"*"}}]}})",
        partition_of(call.world, call.caller.region), call.caller.account);
}

/// Asymmetric, HMAC and imported keys, and other key stores, are not emulated.
Result<void> check_kind(const Call& call) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 4> only{
        {{"KeySpec", "SYMMETRIC_DEFAULT"},
         {"CustomerMasterKeySpec", "SYMMETRIC_DEFAULT"},
         {"KeyUsage", "ENCRYPT_DECRYPT"},
         {"Origin", "AWS_KMS"}}};
    for (const auto& [member, value] : only)
        if (has(call.input, member) && text_of(call.input, member) != value)
            return refuse("UnsupportedOperationException",
                          fmt::format("{} {} is not emulated by Inland.", member,
                                      text_of(call.input, member)));
    return {};
}

Result<json::object> create_key(const Call& call) {
    const auto id = new_uuid();
    TRY_VOID(check_kind(call));
    const auto policy = text_of(call.input, "Policy");
    if (!policy.empty() && !parse_json(policy))
        return refuse("MalformedPolicyDocumentException", "The new key policy is not valid JSON.");
    json::object key{{"AWSAccountId", call.caller.account},
                     {"KeyId", id},
                     {"Arn", arn(call.world, call.scope(), "kms", "key/" + id)},
                     {"CreationDate", timestamp(call.world)},
                     {"Enabled", true},
                     {"Description", text_of(call.input, "Description")},
                     {"KeyUsage", "ENCRYPT_DECRYPT"},
                     {"KeyState", "Enabled"},
                     {"Origin", "AWS_KMS"},
                     {"KeyManager", "CUSTOMER"},
                     {"CustomerMasterKeySpec", "SYMMETRIC_DEFAULT"},
                     {"KeySpec", "SYMMETRIC_DEFAULT"},
                     {"EncryptionAlgorithms", json::array{"SYMMETRIC_DEFAULT"}},
                     {"MultiRegion", flag_of(call.input, "MultiRegion")},
                     {"_policy", policy.empty() ? default_policy(call) : policy},
                     {"_rotation", false},
                     {"_tags", list_of(call.input, "Tags")}};
    call.world.store().put(key_record(call, id), key);
    return json::object{{"KeyMetadata", std::move(key)}};
}

Result<json::object> describe_key(const Call& call) {
    return json::object{{"KeyMetadata", *call.world.store().find(TRY(find_key(call)))}};
}

Result<json::object> list_keys(const Call& call) {
    json::array rows;
    for (const auto& [id, key] : call.world.store().list(call.scope(), kind::key))
        rows.push_back(json::object{{"KeyId", id}, {"KeyArn", text_of(*key, "Arn")}});
    return kms_page(call, "Keys", std::move(rows));
}

Result<json::object> get_key_policy(const Call& call) {
    const auto* key = call.world.store().find(TRY(find_key(call)));
    return json::object{{"Policy", text_of(*key, "_policy")}, {"PolicyName", "default"}};
}

Result<json::object> put_key_policy(const Call& call) {
    const auto policy = text_of(call.input, "Policy");
    if (!parse_json(policy))
        return refuse("MalformedPolicyDocumentException", "The new key policy is not valid JSON.");
    call.world.store().update(TRY(find_usable_key(call)),
                              [&](json::object& key) { key["_policy"] = policy; });
    return json::object{};
}

Result<json::object> list_key_policies(const Call& call) {
    (void)TRY(find_key(call));
    return kms_page(call, "PolicyNames", {"default"});
}

Result<json::object> enable_rotation(const Call& call) {
    constexpr std::int64_t usual = 365, least = 90, greatest = 2560;
    const auto key = TRY(find_enabled_key(call));
    const auto days = number_of(call.input, "RotationPeriodInDays", usual);
    if (days < least || days > greatest)
        return refuse("ValidationException",
                      fmt::format("1 validation error detected: Value '{}' at "
                                  "'rotationPeriodInDays' failed to satisfy constraint: Member "
                                  "must have value between 90 and 2560",
                                  days));
    call.world.store().update(key, [&](json::object& document) {
        document["_rotation"] = true;
        document["_rotation_days"] = days;
    });
    return json::object{};
}

Result<json::object> disable_rotation(const Call& call) {
    call.world.store().update(TRY(find_enabled_key(call)),
                              [](json::object& key) { key["_rotation"] = false; });
    return json::object{};
}

Result<json::object> get_rotation_status(const Call& call) {
    const auto key = TRY(find_key(call));
    const auto* document = call.world.store().find(key);
    const bool enabled = flag_of(*document, "_rotation");
    json::object output{{"KeyRotationEnabled", enabled}, {"KeyId", text_of(*document, "Arn")}};
    if (enabled)
        output["RotationPeriodInDays"] = number_of(*document, "_rotation_days");
    return output;
}

Result<json::object> set_enabled(const Call& call, bool enabled) {
    call.world.store().update(TRY(find_usable_key(call)), [&](json::object& key) {
        key["Enabled"] = enabled;
        key["KeyState"] = enabled ? "Enabled" : "Disabled";
    });
    return json::object{};
}
Result<json::object> enable_key(const Call& call) {
    return set_enabled(call, true);
}
Result<json::object> disable_key(const Call& call) {
    return set_enabled(call, false);
}

Result<json::object> update_description(const Call& call) {
    call.world.store().update(TRY(find_usable_key(call)), [&](json::object& key) {
        key["Description"] = text_of(call.input, "Description");
    });
    return json::object{};
}

Result<json::object> schedule_deletion(const Call& call) {
    constexpr std::int64_t default_days = 30;
    constexpr std::int64_t least_days = 7;
    const auto key = TRY(find_usable_key(call));
    const auto days = number_of(call.input, "PendingWindowInDays", default_days);
    if (days < least_days || days > default_days)
        return refuse("ValidationException",
                      fmt::format("1 validation error detected: Value '{}' at "
                                  "'pendingWindowInDays' failed to satisfy constraint: Member must "
                                  "have value between 7 and 30",
                                  days));
    const auto window = std::chrono::hours(24 * days);
    const auto date = iso8601(call.world.now() + window);
    call.world.store().update(key, [&](json::object& document) {
        document["KeyState"] = "PendingDeletion";
        document["Enabled"] = false;
        document["DeletionDate"] = date;
    });
    call.world.after(window, erase_event, payload_of(key), Jump::No);
    return json::object{{"KeyId", text_of(*call.world.store().find(key), "Arn")},
                        {"DeletionDate", date},
                        {"KeyState", "PendingDeletion"},
                        {"PendingWindowInDays", days}};
}

Result<json::object> cancel_deletion(const Call& call) {
    const auto key = TRY(find_key(call));
    if (text_of(*call.world.store().find(key), "KeyState") != "PendingDeletion")
        return refuse("KMSInvalidStateException",
                      fmt::format("{} is not pending deletion.", key.id));
    call.world.store().update(key, [](json::object& document) {
        document["KeyState"] = "Disabled";
        document.erase("DeletionDate");
    });
    return json::object{{"KeyId", text_of(*call.world.store().find(key), "Arn")}};
}

/// KMS calls a tag's members TagKey and TagValue.
void merge_key_tags(json::array& tags, const json::array& added) {
    for (const auto& tag : added) {
        erase_where(tags, "TagKey", text_of(tag.as_object(), "TagKey"));
        tags.push_back(tag);
    }
}

Result<json::object> tag_resource(const Call& call) {
    call.world.store().update(TRY(find_usable_key(call)), [&](json::object& key) {
        merge_key_tags(list_in(key, "_tags"), list_of(call.input, "Tags"));
    });
    return json::object{};
}

Result<json::object> untag_resource(const Call& call) {
    call.world.store().update(TRY(find_usable_key(call)), [&](json::object& key) {
        for (const auto& name : texts_of(call.input, "TagKeys"))
            erase_where(list_in(key, "_tags"), "TagKey", name);
    });
    return json::object{};
}

Result<json::object> list_resource_tags(const Call& call) {
    const auto* key = call.world.store().find(TRY(find_key(call)));
    return kms_page(call, "Tags", list_of(*key, "_tags"));
}

constexpr std::array operations{
    OperationRow{"CreateKey", create_key,
                 "symmetric encryption keys only; a MultiRegion key has no replicas"},
    OperationRow{"DescribeKey", describe_key},
    OperationRow{"ListKeys", list_keys},
    OperationRow{"GetKeyPolicy", get_key_policy},
    OperationRow{"PutKeyPolicy", put_key_policy},
    OperationRow{"ListKeyPolicies", list_key_policies},
    OperationRow{"EnableKeyRotation", enable_rotation},
    OperationRow{"DisableKeyRotation", disable_rotation},
    OperationRow{"GetKeyRotationStatus", get_rotation_status},
    OperationRow{"EnableKey", enable_key},
    OperationRow{"DisableKey", disable_key},
    OperationRow{"UpdateKeyDescription", update_description},
    OperationRow{"ScheduleKeyDeletion", schedule_deletion},
    OperationRow{"CancelKeyDeletion", cancel_deletion},
    OperationRow{"TagResource", tag_resource},
    OperationRow{"UntagResource", untag_resource},
    OperationRow{"ListResourceTags", list_resource_tags},
};

}  // namespace

Result<RecordKey> find_key(const Call& call, std::string_view member) {
    const auto name = text_of(call.input, member);
    if (is_alias(name))
        return key_record(call, TRY(target_of_alias(call, name)));
    auto key = key_record(call, last_segment(name));
    if (call.world.store().find(key) == nullptr)
        return refuse(
            "NotFoundException",
            fmt::format("Key '{}' does not exist", arn(call.world, call.scope(), "kms",
                                                       fmt::format("key/{}", last_segment(name)))));
    return key;
}

Result<RecordKey> find_usable_key(const Call& call, std::string_view member) {
    auto key = TRY(find_key(call, member));
    const auto* document = call.world.store().find(key);
    if (text_of(*document, "KeyState") == "PendingDeletion")
        return refuse("KMSInvalidStateException",
                      fmt::format("{} is pending deletion.", text_of(*document, "Arn")));
    return key;
}

Result<void> check_enabled(const json::object& key) {
    const auto state = text_of(key, "KeyState");
    if (state == "PendingDeletion")
        return refuse("KMSInvalidStateException",
                      fmt::format("{} is pending deletion.", text_of(key, "Arn")));
    if (state == "Disabled")
        return refuse("DisabledException", fmt::format("{} is disabled.", text_of(key, "Arn")));
    return {};
}

Result<RecordKey> find_enabled_key(const Call& call, std::string_view member) {
    auto key = TRY(find_key(call, member));
    TRY_VOID(check_enabled(*call.world.store().find(key)));
    return key;
}

Result<json::object> kms_page(const Call& call, std::string_view list, json::array items) {
    constexpr std::int64_t greatest = 1000;
    const auto size = std::clamp<std::int64_t>(number_of(call.input, "Limit", 100), 1, greatest);
    auto page = TRY(take_page(std::move(items), text_of(call.input, "Marker"),
                              static_cast<std::size_t>(size), "InvalidMarkerException"));
    json::object output{{list, std::move(page.items)}, {"Truncated", !page.next_token.empty()}};
    if (!page.next_token.empty())
        output["NextMarker"] = page.next_token;
    return output;
}

void register_kms_events(Scheduler& scheduler) {
    scheduler.on(std::string(erase_event), [](World& world, const json::object& payload) {
        const auto key = key_from(payload);
        const auto* document = world.store().find(key);
        if (document != nullptr && text_of(*document, "KeyState") == "PendingDeletion")
            world.store().erase(key);
    });
}

std::span<const OperationRow> kms_operations() {
    return operations;
}

}  // namespace inland::emulator
