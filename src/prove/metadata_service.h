// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace inland::prove {

/// Whether somebody gets answers from an instance metadata service (169.254.169.254).
enum class MetadataAnswers { Yes, No, Unknown };

/// The metadata service of nodes that are alike: it holds their user data and the credentials of
/// their role.
struct MetadataService {
    MetadataAnswers to_node = MetadataAnswers::Yes;
    /// To pods with addresses of their own, which are one hop further than the node.
    MetadataAnswers to_pods = MetadataAnswers::Unknown;
    std::string resource = {};  ///< what says so, as the user names it: a launch template
    std::string key = {};       ///< of that
};

}  // namespace inland::prove
