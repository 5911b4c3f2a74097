// SPDX-License-Identifier: Apache-2.0
#include "prove/names/endpoint_service.h"

namespace inland::prove {

const knowledge::EndpointService* endpoint_service(const knowledge::Tables& tables,
                                                   std::string_view region,
                                                   const topology::VpcEndpoint& endpoint) {
    if (!endpoint.service_name.is_known())
        return nullptr;
    const std::string& name = endpoint.service_name.value();
    for (const knowledge::EndpointService& row : tables.endpoints)
        if (name.ends_with(row.service) &&
            tables.endpoint_service_name(row.service, region) == name)
            return &row;
    return tables.endpoint_of_name(name);
}

}  // namespace inland::prove
