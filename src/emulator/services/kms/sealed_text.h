// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"

#include <optional>
#include <string>
#include <string_view>

namespace inland::emulator {

/// AES-256-GCM under a key that is derived from the KMS key's id, with the encryption context as
/// additional data, and the id in front: what a CiphertextBlob is. It keeps clients honest, who
/// must name the right context; the emulator keeps no secrets.
std::string seal(std::string_view key_id, std::string_view text, const json::object& context);

/// The id of the key that sealed a blob, or nothing for other bytes.
std::optional<std::string> sealing_key_of(std::string_view blob);
/// The text, or nothing when the blob or the context is another.
std::optional<std::string> unseal(std::string_view blob, const json::object& context);

}  // namespace inland::emulator
