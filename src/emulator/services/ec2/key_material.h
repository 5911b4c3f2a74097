// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"

#include <string>
#include <string_view>

namespace inland::emulator {

/// What EC2 knows of a key.
struct KeyMaterial {
    std::string type;          ///< "rsa", "ed25519"
    std::string fingerprint;   ///< in EC2's form for that type and origin
    std::string private_text;  ///< PEM, of one that was made here
};

/// Reads a public key as ssh-keygen writes it; InvalidKey.Format.
Result<KeyMaterial> read_public_key(std::string_view text);
/// Makes an RSA key of 2048 bits.
Result<KeyMaterial> make_rsa_key();

}  // namespace inland::emulator
