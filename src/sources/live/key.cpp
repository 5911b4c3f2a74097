// SPDX-License-Identifier: Apache-2.0
#include "sources/live/document.h"
#include "sources/live/readers.h"

namespace inland::sources::live {
namespace {

using topology::Key;

bool is_asked(const Reading& reading, std::string_view alias) {
    if (reading.everything())
        return !alias.starts_with("alias/aws/");  // AWS's own keys are nobody's to design
    return alias == "alias/inland/" + reading.options.cluster;
}

Result<Key> key_of(const Reading& reading, const std::string& alias, const std::string& id) {
    const auto described = TRY(reading.call("kms", "DescribeKey", {{"KeyId", id}}));
    const auto tags = TRY(reading.list("kms", "ListResourceTags", "Tags", {{"KeyId", id}}));
    auto key =
        resource_of<Key>(id, tag_list(json::object{{"Tags", tags}}, "Tags", "TagKey", "TagValue"));
    key.alias = alias;
    key.description = text(described, "KeyMetadata.Description");
    key.state = text(described, "KeyMetadata.KeyState");
    key.arn = text(described, "KeyMetadata.Arn");
    return key;
}

/// Rotation and policy can be asked of enabled keys only.
Result<void> set_rotation_and_policy(const Reading& reading, Key& key) {
    if (key.state != topology::Attribute<std::string>("Enabled"))
        return {};
    const auto rotation = TRY(reading.call("kms", "GetKeyRotationStatus", {{"KeyId", key.id}}));
    key.enable_rotation = boolean(rotation, "KeyRotationEnabled");
    const auto policy =
        TRY(reading.call("kms", "GetKeyPolicy", {{"KeyId", key.id}, {"PolicyName", "default"}}));
    key.policy_document = text(policy, "Policy");
    return {};
}

}  // namespace

Result<void> read_keys(Reading& reading) {
    for (const auto& document : TRY(reading.list("kms", "ListAliases", "Aliases"))) {
        const auto alias = string_or_empty(document, "AliasName");
        const auto id = string_or_empty(document, "TargetKeyId");
        if (id.empty() || !is_asked(reading, alias))
            continue;
        auto key = TRY(key_of(reading, alias, id));
        TRY_VOID(set_rotation_and_policy(reading, key));
        reading.topology.add(std::move(key));
    }
    return {};
}

}  // namespace inland::sources::live
