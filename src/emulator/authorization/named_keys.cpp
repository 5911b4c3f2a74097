// SPDX-License-Identifier: Apache-2.0
#include "emulator/authorization/named_keys.h"

#include "core/crypto.h"
#include "emulator/services/kms/key.h"
#include "emulator/services/kms/sealed_text.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"

#include <array>

namespace inland::emulator {

namespace {

constexpr std::array<std::string_view, 3> naming_members{"KeyId", "TargetKeyId", "AliasName"};

std::string arn_of(const Call& call, const RecordKey& key) {
    const auto* document = call.world.store().find(key);
    return document == nullptr ? "key/" + key.id : text_of(*document, "Arn");
}

/// A new alias names no key yet.
std::vector<std::string> named_by(const Call& call, std::string_view member) {
    const auto name = text_of(call.input, member);
    if (name.empty())
        return {};
    if (const auto key = find_key(call, member))
        return {arn_of(call, *key)};
    return member == "AliasName" ? std::vector<std::string>() : std::vector{"key/" + name};
}

std::vector<std::string> sealing_keys(const Call& call) {
    const auto blob = decode_base64(text_of(call.input, "CiphertextBlob")).value_or("");
    const auto id = sealing_key_of(blob);
    if (!id)
        return {};
    return {arn_of(call, {call.scope(), std::string(kind::key), *id})};
}

}  // namespace

std::vector<std::string> named_keys(const Call& call) {
    std::vector<std::string> keys;
    for (const auto member : naming_members)
        for (auto& key : named_by(call, member))
            keys.push_back(std::move(key));
    return keys.empty() ? sealing_keys(call) : keys;
}

}  // namespace inland::emulator
