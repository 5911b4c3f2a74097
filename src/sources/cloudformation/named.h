// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sources/cloudformation/reader.h"

#include <string>

namespace inland::sources::cloudformation {

/// The cluster that a property names: by reference, or by the name that the template gives it.
topology::Attribute<topology::Reference<topology::Cluster>> cluster_of(const Reading& reading,
                                                                       const Reader& reader,
                                                                       std::string_view path);
/// The role of that key, name or ARN ("arn:aws:iam::123456789012:role/nodes"); the key itself when
/// the template does not have it.
std::string role_key(const Reading& reading, const std::string& written);

/// A reference to a role, as role_key finds it.
topology::Attribute<topology::Reference<topology::Role>> role_of(const Reading& reading,
                                                                 const Reader& reader,
                                                                 std::string_view path);

}  // namespace inland::sources::cloudformation
