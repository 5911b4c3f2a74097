// SPDX-License-Identifier: Apache-2.0
#include "core/crypto.h"
#include "emulator/services/kms/key.h"
#include "emulator/services/kms/sealed_text.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"
#include "emulator/services/refusal.h"
#include "emulator/services/tables.h"

#include <array>

#include <fmt/format.h>
#include <openssl/rand.h>

namespace inland::emulator {

namespace {

constexpr std::string_view algorithm = "SYMMETRIC_DEFAULT";
constexpr std::size_t most_plaintext = 4096;
constexpr int precondition_failed = 412;

Result<void> check_call(const Call& call) {
    const auto asked = text_of(call.input, "EncryptionAlgorithm");
    if (!asked.empty() && asked != algorithm)
        return refuse(
            "InvalidKeyUsageException",
            fmt::format("Algorithm {} is incompatible with key spec {}.", asked, algorithm));
    if (flag_of(call.input, "DryRun"))
        return refuse("DryRunOperationException",
                      "The request would have succeeded, but the DryRun option is set.",
                      precondition_failed);
    return {};
}

/// A key for encryption: SYMMETRIC_DEFAULT is the only spec that the emulator makes.
Result<RecordKey> find_cipher_key(const Call& call) {
    auto key = TRY(find_enabled_key(call));
    TRY_VOID(check_call(call));
    return key;
}

std::string sealed_blob(const Call& call, const RecordKey& key, std::string_view text) {
    return base64(seal(key.id, text, object_of(call.input, "EncryptionContext")));
}

std::string arn_of(const Call& call, const RecordKey& key) {
    return text_of(*call.world.store().find(key), "Arn");
}

Result<json::object> encrypt(const Call& call) {
    const auto key = TRY(find_cipher_key(call));
    const auto text = decode_base64(text_of(call.input, "Plaintext")).value_or("");
    if (text.empty() || text.size() > most_plaintext)
        return refuse("ValidationException",
                      "1 validation error detected: Value at 'plaintext' failed to satisfy "
                      "constraint: Member must have length between 1 and 4096");
    return json::object{{"CiphertextBlob", sealed_blob(call, key, text)},
                        {"KeyId", arn_of(call, key)},
                        {"EncryptionAlgorithm", algorithm}};
}

Result<RecordKey> sealing_key(const Call& call, std::string_view blob) {
    const auto id = sealing_key_of(blob);
    const RecordKey key{call.scope(), std::string(kind::key), id.value_or("")};
    const auto* document = call.world.store().find(key);
    if (document == nullptr)
        return refuse("InvalidCiphertextException", "");
    if (has(call.input, "KeyId") && TRY(find_key(call)).id != key.id)
        return refuse("IncorrectKeyException",
                      "The key ID in the request does not identify a CMK that can perform this "
                      "operation.");
    TRY_VOID(check_enabled(*document));
    return key;
}

Result<json::object> decrypt(const Call& call) {
    const auto blob = decode_base64(text_of(call.input, "CiphertextBlob")).value_or("");
    const auto key = TRY(sealing_key(call, blob));
    TRY_VOID(check_call(call));
    const auto text = unseal(blob, object_of(call.input, "EncryptionContext"));
    if (!text)
        return refuse("InvalidCiphertextException", "");
    return json::object{{"KeyId", arn_of(call, key)},
                        {"Plaintext", base64(*text)},
                        {"EncryptionAlgorithm", algorithm}};
}

Result<std::size_t> data_key_size(const Call& call) {
    constexpr std::int64_t most = 1024;
    constexpr std::size_t aes_256 = 32;
    constexpr std::size_t aes_128 = 16;
    const auto spec = text_of(call.input, "KeySpec");
    const auto bytes = number_of(call.input, "NumberOfBytes");
    if (spec.empty() == !has(call.input, "NumberOfBytes"))
        return refuse("ValidationException", "Please specify either number of bytes or key spec.");
    if (spec.empty() && (bytes < 1 || bytes > most))
        return refuse("ValidationException",
                      fmt::format("1 validation error detected: Value '{}' at 'numberOfBytes' "
                                  "failed to satisfy constraint: Member must have value between 1 "
                                  "and 1024",
                                  bytes));
    if (spec.empty())
        return static_cast<std::size_t>(bytes);
    return spec == "AES_128" ? aes_128 : aes_256;
}

Result<json::object> generate_data_key(const Call& call) {
    const auto key = TRY(find_cipher_key(call));
    std::string data(TRY(data_key_size(call)), '\0');
    RAND_bytes(reinterpret_cast<unsigned char*>(data.data()), static_cast<int>(data.size()));
    return json::object{{"CiphertextBlob", sealed_blob(call, key, data)},
                        {"Plaintext", base64(data)},
                        {"KeyId", arn_of(call, key)}};
}

Result<json::object> generate_hidden_data_key(const Call& call) {
    auto output = TRY(generate_data_key(call));
    output.erase("Plaintext");
    return output;
}

constexpr std::array operations{
    OperationRow{"Encrypt", encrypt},
    OperationRow{"Decrypt", decrypt},
    OperationRow{"GenerateDataKey", generate_data_key},
    OperationRow{"GenerateDataKeyWithoutPlaintext", generate_hidden_data_key},
};

}  // namespace

std::span<const OperationRow> kms_cipher_operations() {
    return operations;
}

}  // namespace inland::emulator
