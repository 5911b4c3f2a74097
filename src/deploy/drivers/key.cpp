// SPDX-License-Identifier: Apache-2.0
#include "deploy/compare.h"
#include "deploy/drivers/calls.h"
#include "deploy/drivers/drivers.h"
#include "topology/ownership.h"

namespace inland::deploy {
namespace {

using topology::Key;

/// KMS spells its tags differently.
json::array key_tags(const topology::Tags& tags) {
    json::array list;
    for (const auto& [key, value] : tags)
        list.push_back(json::object{{"TagKey", key}, {"TagValue", value}});
    return list;
}

Result<bool> is_ours(Context& context, const std::string& id, const Key& desired) {
    const auto answer = context.read_all("kms", "ListResourceTags", {{"KeyId", id}});
    if (!answer)
        return false;  // another team's key, whose tags nobody may read
    topology::Tags tags;
    for (const auto& tag : find_array(*answer, "Tags"))
        tags[string_or_empty(tag, "TagKey")] = string_or_empty(tag, "TagValue");
    if (!topology::is_owned({.tags = tags}, context.run().cluster) ||
        topology::tag_value(tags, topology::id_tag) != desired.key)
        return false;
    const auto described = TRY(context.read("kms", "DescribeKey", {{"KeyId", id}}));
    return string_or_empty(described, "KeyMetadata.KeyState") == "Enabled";
}

/// CreateKey knows no token, and a key without its alias is found by its tags only.
Result<std::string> left_behind(Context& context, const Key& desired) {
    const auto answer = TRY(context.read_all("kms", "ListKeys"));
    for (const auto& key : find_array(answer, "Keys")) {
        auto id = string_or_empty(key, "KeyId");
        if (TRY(is_ours(context, id, desired)))
            return id;
    }
    return std::string();
}

Result<std::string> make_key(Context& context, const Key& desired) {
    if (auto found = TRY(left_behind(context, desired)); !found.empty())
        return found;
    json::object input{{"Description", desired.description.value()},
                       {"Tags", key_tags(desired.tags)}};
    if (desired.policy_document.is_known())
        input["Policy"] = desired.policy_document.value();
    const auto answer = TRY(drivers::change(context, "kms", "CreateKey", std::move(input)));
    return string_or_empty(answer, "KeyMetadata.KeyId");
}

/// An alias that still names a key on its way out is turned to the new one.
Result<void> put_alias(Context& context, const std::string& alias, const std::string& id) {
    const json::object input{{"AliasName", alias}, {"TargetKeyId", id}};
    const auto made = drivers::change(context, "kms", "CreateAlias", input);
    if (made)
        return {};
    if (made.error().kind != ErrorKind::AlreadyExists)
        return std::unexpected(made.error());
    TRY(drivers::change(context, "kms", "UpdateAlias", input));
    return {};
}

Result<std::string> create(Context& context, const Key& desired) {
    auto id = TRY(make_key(context, desired));
    TRY_VOID(put_alias(context, desired.alias.value(), id));
    return id;
}

Result<void> set_rotation(Context& context, const std::string& id,
                          const topology::Attribute<bool>& desired) {
    if (!desired.is_known())
        return {};
    const auto* operation = desired.value() ? "EnableKeyRotation" : "DisableKeyRotation";
    TRY(drivers::change(context, "kms", operation, {{"KeyId", id}}));
    return {};
}

Result<void> set_changeable(Context& context, const Key& desired, const Key& observed) {
    if (desired.description.is_known() && desired.description != observed.description) {
        TRY(drivers::change(
            context, "kms", "UpdateKeyDescription",
            {{"KeyId", observed.id}, {"Description", desired.description.value()}}));
    }
    if (desired.policy_document.is_known() && desired.policy_document != observed.policy_document) {
        TRY(drivers::change(context, "kms", "PutKeyPolicy",
                            {{"KeyId", observed.id},
                             {"PolicyName", "default"},
                             {"Policy", desired.policy_document.value()}}));
    }
    if (!tag_changes(desired.tags, observed.tags).empty()) {
        TRY(drivers::change(context, "kms", "TagResource",
                            {{"KeyId", observed.id}, {"Tags", key_tags(desired.tags)}}));
    }
    return {};
}

Result<void> attach(Context& context, const Key& desired, const Key* observed) {
    const auto id = context.id_of(Key::type, desired.key);
    TRY_VOID(set_rotation(context, id, desired.enable_rotation));
    return observed == nullptr ? Result<void>{} : set_changeable(context, desired, *observed);
}

/// Keys are never deleted at once. Seven days are the shortest wait that KMS allows; what the key
/// encrypted went with the cluster. The alias goes last: a run that is killed in between finds the
/// key by it again.
Result<void> remove(Context& context, const Key& observed) {
    constexpr int days = 7;
    auto scheduled = drivers::change(context, "kms", "ScheduleKeyDeletion",
                                     {{"KeyId", observed.id}, {"PendingWindowInDays", days}});
    if (!scheduled && !drivers::is_gone(scheduled.error()) &&
        !scheduled.error().code.starts_with("KMSInvalidState"))
        return std::unexpected(std::move(scheduled).error());
    return drivers::remove(context, "kms", "DeleteAlias", {{"AliasName", observed.alias.value()}});
}

}  // namespace

template <>
const Operations<Key>& operations() {
    static constexpr Operations<Key> row = {
        .create = create, .attach = attach, .remove = remove, .create_duration = "kms.CreateKey"};
    return row;
}

}  // namespace inland::deploy
