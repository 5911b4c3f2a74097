// SPDX-License-Identifier: Apache-2.0
#include "core/crypto.h"
#include "emulator/services/ec2/describe.h"
#include "emulator/services/ec2/key_material.h"
#include "emulator/services/ec2/network.h"
#include "emulator/services/ec2/types.h"
#include "emulator/services/members.h"
#include "emulator/services/operation.h"
#include "emulator/services/quota.h"
#include "emulator/services/records.h"
#include "emulator/services/refusal.h"
#include "emulator/services/tables.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

constexpr std::array filters{
    FilterRow{"fingerprint", "KeyFingerprint"},
    FilterRow{"key-name", "KeyName"},
    FilterRow{"key-pair-id", "KeyPairId"},
};

constexpr std::size_t longest_name = 255;

const json::object* pair_named(const Call& call, std::string_view name) {
    const auto found = records_where(call.world, call.scope(), kind::key_pair, "KeyName", name);
    return found.empty() ? nullptr : found.front().second;
}

Result<void> check_new(const Call& call) {
    TRY_VOID(require(call, {"KeyName"}));
    const auto name = text_of(call.input, "KeyName");
    if (name.empty() || name.size() > longest_name)
        return refuse("InvalidParameterValue",
                      fmt::format("Value ({}) for parameter KeyName is invalid. Length must be "
                                  "between 1 and {} characters.",
                                  name, longest_name));
    if (pair_named(call, name) != nullptr)
        return refuse("InvalidKeyPair.Duplicate",
                      fmt::format("The keypair already exists: {}", name));
    return check_one_more(call, "ec2.KeyPairsPerRegion", kind::key_pair);
}

Result<json::object> put_pair(const Call& call, const KeyMaterial& material,
                              const std::string& public_key) {
    auto tags = TRY(tags_for(call, key_pair_type));
    const auto id = call.world.new_id(key_pair_type.prefix);
    json::object pair{{"KeyPairId", id},
                      {"KeyType", material.type},
                      {"KeyName", text_of(call.input, "KeyName")},
                      {"KeyFingerprint", material.fingerprint},
                      {"CreateTime", timestamp(call.world)},
                      {"Tags", std::move(tags)},
                      {"_public_key", public_key}};
    call.world.store().put(key_of(call, key_pair_type, id), pair);
    json::object output;
    copy_members(pair, output, {"KeyPairId", "KeyName", "KeyFingerprint", "Tags"});
    return output;
}

Result<json::object> import_key(const Call& call) {
    TRY_VOID(check_new(call));
    const auto text = decode_base64(text_of(call.input, "PublicKeyMaterial"));
    if (!text)
        return refuse("InvalidKey.Format", "Key is not in valid OpenSSH public key format");
    return put_pair(call, TRY(read_public_key(*text)), *text);
}

/// The private key is in this answer and nowhere else.
Result<json::object> create(const Call& call) {
    TRY_VOID(check_new(call));
    const auto type = has(call.input, "KeyType") ? text_of(call.input, "KeyType") : "rsa";
    const auto format = has(call.input, "KeyFormat") ? text_of(call.input, "KeyFormat") : "pem";
    if (type != "rsa" || format != "pem")
        return refuse("InvalidParameterValue",
                      fmt::format("Making {} keys in {} format is not emulated by Inland; "
                                  "ImportKeyPair takes them.",
                                  type, format));
    const auto material = TRY(make_rsa_key());
    auto output = TRY(put_pair(call, material, ""));
    output["KeyMaterial"] = material.private_text;
    return output;
}

/// Deleting what is not there succeeds.
Result<json::object> remove(const Call& call) {
    auto id = text_of(call.input, "KeyPairId");
    if (const auto* pair = pair_named(call, text_of(call.input, "KeyName")); pair != nullptr)
        id = text_of(*pair, "KeyPairId");
    json::object output{{"Return", true}};
    if (call.world.store().erase(key_of(call, key_pair_type, id)))
        output["KeyPairId"] = id;
    return output;
}

Result<json::object> describe_pairs(const Call& call) {
    const auto names = texts_of(call.input, "KeyNames");
    for (const auto& name : names)
        if (pair_named(call, name) == nullptr)
            return refuse("InvalidKeyPair.NotFound",
                          fmt::format("The key pair '{}' does not exist", name));
    json::array pairs;
    for (auto& row : TRY(select(call, key_pair_type))) {
        auto& pair = row.as_object();
        if (!names.empty() && std::ranges::find(names, text_of(pair, "KeyName")) == names.end())
            continue;
        if (flag_of(call.input, "IncludePublicKey") && !text_of(pair, "_public_key").empty())
            pair["PublicKey"] = text_of(pair, "_public_key");
        pairs.push_back(std::move(row));
    }
    return json::object{{"KeyPairs", std::move(pairs)}};
}

constexpr std::array operations{
    OperationRow{"CreateKeyPair", ec2<create>},
    OperationRow{"ImportKeyPair", ec2<import_key>},
    OperationRow{"DeleteKeyPair", ec2<remove>},
    OperationRow{"DescribeKeyPairs", ec2<describe_pairs>},
};

}  // namespace

const ResourceType key_pair_type{
    .kind = kind::key_pair,
    .tag_type = "key-pair",
    .prefix = "key-",
    .id_member = "KeyPairId",
    .ids_input = "KeyPairIds",
    .list_output = "KeyPairs",
    .not_found_code = "InvalidKeyPair.NotFound",
    .not_found_text = "The key pair '{}' does not exist",
    .malformed_code = "InvalidKeyPair.Format",
    .filters = filters,
};

std::span<const OperationRow> key_pair_operations() {
    return operations;
}

}  // namespace inland::emulator
