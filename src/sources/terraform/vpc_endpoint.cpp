// SPDX-License-Identifier: Apache-2.0
// VPC endpoints and the associations that may stand beside them.
#include "sources/private_names.h"
#include "sources/terraform/readers.h"

#include <array>

namespace inland::sources::terraform {

namespace {

using namespace topology;

/// An attribute that is computed when the configuration leaves it out is then what associations
/// make it: nothing, to begin with.
template <typename R>
Attribute<std::vector<Reference<R>>> written_references(const Reader& reader,
                                                        std::string_view path) {
    const auto found = reader.references<R>(path);
    const bool is_left_out = found.is_unknown() && !reader.is_configured(path);
    return is_left_out ? Attribute<std::vector<Reference<R>>>() : found;
}

void read_endpoint(Reading& reading, const Instance& instance) {
    const Reader reader(reading, instance);
    auto endpoint = reader.resource<VpcEndpoint>();
    endpoint.vpc = reader.reference<Vpc>("vpc_id");
    endpoint.service_name = reader.text("service_name");
    endpoint.endpoint_type = reader.text("vpc_endpoint_type");
    endpoint.subnets = written_references<Subnet>(reader, "subnet_ids");
    endpoint.route_tables = written_references<RouteTable>(reader, "route_table_ids");
    endpoint.security_groups = written_references<SecurityGroup>(reader, "security_group_ids");
    endpoint.private_dns_enabled = reader.boolean("private_dns_enabled");
    endpoint.policy_document = reader.text("policy");
    if (endpoint.policy_document.is_unknown() && !reader.is_configured("policy"))
        endpoint.policy_document = {};
    // Computed when left out: off, unless somebody asks for it.
    if (endpoint.private_dns_enabled.is_unknown() && !reader.is_configured("private_dns_enabled"))
        endpoint.private_dns_enabled = {};
    if (reader.is_configured("dns_options"))
        keep_for_inbound_resolvers(
            endpoint,
            reader.boolean("dns_options.0.private_dns_only_for_inbound_resolver_endpoint"));
    reading.topology.add(std::move(endpoint));
}

template <typename R>
void associate(Reading& reading, const Instance& instance, std::string_view member,
               Attribute<std::vector<Reference<R>>> VpcEndpoint::* list) {
    const Reader reader(reading, instance);
    auto* endpoint = subject<VpcEndpoint>(reading, reader.key("vpc_endpoint_id"));
    const auto other = reader.key(member);
    if (endpoint == nullptr || !other.is_known())
        return make_unknown(reading, list);
    append(endpoint->*list, Reference<R>{other.value()});
}

void read_subnet_association(Reading& reading, const Instance& instance) {
    associate(reading, instance, "subnet_id", &VpcEndpoint::subnets);
}

void read_route_table_association(Reading& reading, const Instance& instance) {
    associate(reading, instance, "route_table_id", &VpcEndpoint::route_tables);
}

void read_security_group_association(Reading& reading, const Instance& instance) {
    associate(reading, instance, "security_group_id", &VpcEndpoint::security_groups);
}

void read_policy(Reading& reading, const Instance& instance) {
    const Reader reader(reading, instance);
    if (auto* endpoint = subject<VpcEndpoint>(reading, reader.key("vpc_endpoint_id")))
        endpoint->policy_document = reader.text("policy");
    else
        make_unknown(reading, &VpcEndpoint::policy_document);
}

constexpr std::array rows{
    ReaderRow{"aws_vpc_endpoint", read_endpoint},
    ReaderRow{"aws_vpc_endpoint_subnet_association", read_subnet_association},
    ReaderRow{"aws_vpc_endpoint_route_table_association", read_route_table_association},
    ReaderRow{"aws_vpc_endpoint_security_group_association", read_security_group_association},
    ReaderRow{"aws_vpc_endpoint_policy", read_policy},
};

}  // namespace

std::span<const ReaderRow> endpoint_readers() {
    return rows;
}

}  // namespace inland::sources::terraform
