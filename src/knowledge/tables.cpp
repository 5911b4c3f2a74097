// SPDX-License-Identifier: Apache-2.0
#include "knowledge/tables.h"

#include <algorithm>

namespace inland::knowledge {

namespace {

template <typename Row>
const Row* row_named(const std::vector<Row>& rows, std::string Row::* name, std::string_view word) {
    const auto found =
        std::ranges::find_if(rows, [&](const Row& row) { return row.*name == word; });
    return found == rows.end() ? nullptr : &*found;
}

/// "addon.{addon}.{service}" stands for every id that starts with "addon.".
bool is_pattern_of(const Flow& flow, std::string_view id) {
    const auto brace = flow.id.find('{');
    return brace != std::string::npos && id.starts_with(std::string_view(flow.id).substr(0, brace));
}

constexpr std::string_view default_prefix = "com.amazonaws";

}  // namespace

const Partition* Tables::partition_of(std::string_view region_name) const {
    const Region* const found = region(region_name);
    return found ? row_named(partitions, &Partition::name, found->partition) : nullptr;
}

const Region* Tables::region(std::string_view name) const {
    return row_named(regions, &Region::name, name);
}

const EndpointService* Tables::endpoint(std::string_view service_name) const {
    return row_named(endpoints, &EndpointService::service, service_name);
}

const ServiceName* Tables::service(std::string_view name) const {
    return row_named(services, &ServiceName::service, name);
}

const Addon* Tables::addon(std::string_view name) const {
    return row_named(addons, &Addon::name, name);
}

const Flow* Tables::flow(std::string_view id) const {
    if (const Flow* const exact = row_named(flows, &Flow::id, id))
        return exact;
    const auto found =
        std::ranges::find_if(flows, [&](const Flow& flow) { return is_pattern_of(flow, id); });
    return found == flows.end() ? nullptr : &*found;
}

const JoinSequence* Tables::join(std::string_view operating_system) const {
    return row_named(joins, &JoinSequence::operating_system, operating_system);
}

const KubernetesVersion* Tables::version(std::string_view minor) const {
    return row_named(versions, &KubernetesVersion::version, minor);
}

const AmiPath* Tables::ami(std::string_view operating_system, std::string_view architecture) const {
    const auto found = std::ranges::find_if(amis, [&](const AmiPath& ami) {
        return ami.operating_system == operating_system && ami.architecture == architecture;
    });
    return found == amis.end() ? nullptr : &*found;
}

const InstanceType* Tables::instance_type(std::string_view name) const {
    return row_named(instance_types, &InstanceType::name, name);
}

const ManagedPolicy* Tables::policy(std::string_view arn) const {
    return row_named(policies, &ManagedPolicy::arn, arn);
}

const ServicePermissions* Tables::permissions_of(std::string_view service_name) const {
    return row_named(permissions, &ServicePermissions::service, service_name);
}

const CauseText* Tables::cause(std::string_view kind) const {
    return row_named(causes, &CauseText::kind, kind);
}

const Quota* Tables::quota(std::string_view name) const {
    return row_named(quotas, &Quota::name, name);
}

Duration Tables::typical(std::string_view operation) const {
    const auto* const row = row_named(durations, &OperationDuration::operation, operation);
    return row ? row->typical : Duration{};
}

std::string Tables::endpoint_service_name(std::string_view service_name,
                                          std::string_view region_name) const {
    const auto* const row = endpoint(service_name);
    if (row && !row->full_name.empty())
        return row->full_name;
    std::string prefix{default_prefix};
    if (const auto* const partition = partition_of(region_name)) {
        const auto special = partition->endpoint_prefixes.find(std::string(service_name));
        if (special != partition->endpoint_prefixes.end())
            prefix = special->second;
    }
    return prefix + "." + std::string(region_name) + "." + std::string(service_name);
}

const EndpointService* Tables::endpoint_of_name(std::string_view full_name) const {
    const auto names_it = [&](const EndpointService& row) {
        if (!row.full_name.empty())
            return row.full_name == full_name;
        return full_name.ends_with("." + row.service) &&
               std::ranges::any_of(regions, [&](const Region& candidate) {
                   return endpoint_service_name(row.service, candidate.name) == full_name;
               });
    };
    const auto found = std::ranges::find_if(endpoints, names_it);
    return found == endpoints.end() ? nullptr : &*found;
}

}  // namespace inland::knowledge
