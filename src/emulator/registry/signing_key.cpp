// SPDX-License-Identifier: Apache-2.0
#include "emulator/registry/signing_key.h"

#include "core/crypto.h"
#include "emulator/registry/records.h"
#include "emulator/services/members.h"
#include "emulator/world.h"

namespace inland::emulator::registry {

std::string signing_key(World& world) {
    const RecordKey key{{}, std::string(kind::registry_key), "signing"};
    if (const auto* record = world.store().find(key); record != nullptr)
        return text_of(*record, "_secret");
    constexpr std::size_t digits = 64;
    auto secret = random_text(digits);
    world.store().put(key, {{"_secret", secret}});
    return secret;
}

}  // namespace inland::emulator::registry
