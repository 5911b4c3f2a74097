// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

namespace inland::prove {

/// Who writes the user data of nodes.
enum class UserDataWriter {
    Eks,    ///< a managed group without an image of its own: EKS tells its machines all they need
    Owner,  ///< self-managed, or a managed group with its own image
};

/// The user data of nodes that are alike.
struct UserDataSource {
    UserDataWriter writer = UserDataWriter::Eks;
    std::optional<std::string> bytes;  ///< of the owner, after base64; "" is none, unset not known
    std::string resource;              ///< what holds it, as the user names it: a launch template
};

}  // namespace inland::prove
