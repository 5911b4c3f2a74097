// SPDX-License-Identifier: Apache-2.0
#include "sources/cloudformation/named.h"

namespace inland::sources::cloudformation {

using namespace topology;

Attribute<Reference<Cluster>> cluster_of(const Reading& reading, const Reader& reader,
                                         std::string_view path) {
    const auto name = reader.name(path);
    if (name.is_known())
        for (const auto& [key, cluster] : reading.topology.all<Cluster>())
            if (cluster.cluster_name == name)
                return {Reference<Cluster>{key}, name.place()};
    return reader.reference<Cluster>(path);
}

std::string role_key(const Reading& reading, const std::string& written) {
    const auto name = written.substr(written.rfind('/') + 1);
    for (const auto& [key, role] : reading.topology.all<Role>())
        if (role.role_name.is_known() && role.role_name.value() == name)
            return key;
    return written;
}

Attribute<Reference<Role>> role_of(const Reading& reading, const Reader& reader,
                                   std::string_view path) {
    auto role = reader.reference<Role>(path);
    if (role.is_known())
        role.mutable_value().key = role_key(reading, role.value().key);
    return role;
}

}  // namespace inland::sources::cloudformation
