// SPDX-License-Identifier: Apache-2.0
#include "deploy/compare.h"
#include "deploy/drivers/calls.h"
#include "deploy/drivers/drivers.h"
#include "deploy/drivers/ec2.h"
#include "topology/ownership.h"

namespace inland::deploy {
namespace {

using topology::ResolverEndpoint;

constexpr std::string_view service = "route53resolver";

json::array addresses_in(const std::vector<std::string>& subnets) {
    json::array addresses;
    for (const auto& subnet : subnets)
        addresses.push_back(json::object{{"SubnetId", subnet}});
    return addresses;
}

/// The token is the creator's request id, by which Resolver keeps what was made.
Result<std::string> create(Context& context, const ResolverEndpoint& desired) {
    const auto token = context.client_token(ResolverEndpoint::type, desired.key);
    const json::object filter{{"Name", "CreatorRequestId"}, {"Values", json::array{token}}};
    const auto there =
        TRY(context.read_all(service, "ListResolverEndpoints", {{"Filters", json::array{filter}}}));
    if (const auto& found = find_array(there, "ResolverEndpoints"); !found.empty())
        return string_or_empty(found.front(), "Id");
    const auto made = TRY(
        drivers::change(context, service, "CreateResolverEndpoint",
                        {{"CreatorRequestId", token},
                         {"Name", topology::tag_value(desired.tags, topology::cluster_tag)},
                         {"Direction", desired.direction.value()},
                         {"SecurityGroupIds",
                          drivers::json_list(drivers::ids_of(context, desired.security_groups))},
                         {"IpAddresses", addresses_in(drivers::ids_of(context, desired.subnets))},
                         {"Tags", Context::tag_list(desired.tags)}}));
    return string_or_empty(made, "ResolverEndpoint.Id");
}

Result<void> change_addresses(Context& context, std::string_view operation, const std::string& id,
                              const std::vector<std::string>& subnets) {
    for (const auto& subnet : subnets)
        TRY(drivers::change(
            context, service, operation,
            {{"ResolverEndpointId", id}, {"IpAddress", json::object{{"SubnetId", subnet}}}}));
    return {};
}

Result<void> put_tags(Context& context, const std::string& id, const topology::Tags& desired,
                      const topology::Tags& observed) {
    if (tag_changes(desired, observed).empty())
        return {};
    const auto found =
        TRY(context.read(service, "GetResolverEndpoint", {{"ResolverEndpointId", id}}));
    TRY(drivers::change(context, service, "TagResource",
                        {{"ResourceArn", string_or_empty(found, "ResolverEndpoint.Arn")},
                         {"Tags", Context::tag_list(desired)}}));
    return {};
}

/// New addresses first: an endpoint has two at least.
Result<void> attach(Context& context, const ResolverEndpoint& desired,
                    const ResolverEndpoint* observed) {
    if (observed == nullptr)
        return {};  // made with them
    const auto wanted = drivers::ids_of(context, desired.subnets);
    const auto there = drivers::ids_of(context, observed->subnets);
    const auto id = context.id_of(ResolverEndpoint::type, desired.key);
    TRY_VOID(change_addresses(context, "AssociateResolverEndpointIpAddress", id,
                              drivers::without(wanted, there)));
    TRY_VOID(change_addresses(context, "DisassociateResolverEndpointIpAddress", id,
                              drivers::without(there, wanted)));
    return put_tags(context, id, desired.tags, observed->tags);
}

/// Resolver's word for where the endpoint stands; "" when it is gone.
Result<std::string> status_of(Context& context, const std::string& id) {
    const auto answer = context.read(service, "GetResolverEndpoint", {{"ResolverEndpointId", id}});
    if (answer)
        return string_or_empty(*answer, "ResolverEndpoint.Status");
    return drivers::is_gone(answer.error()) ? Result<std::string>("")
                                            : std::unexpected(answer.error());
}

Result<std::vector<Readiness>> in_status(Context& context,
                                         std::span<const ResolverEndpoint* const> endpoints,
                                         std::string_view wanted) {
    std::vector<Readiness> answers;
    for (const auto& id : drivers::ids_of(context, endpoints)) {
        auto status = TRY(status_of(context, id));
        answers.push_back(status == wanted ? Readiness(Ready{})
                                           : Readiness(NotYet{std::move(status)}));
    }
    return answers;
}

Result<std::vector<Readiness>> ready(Context& context,
                                     std::span<const ResolverEndpoint* const> desired) {
    return in_status(context, desired, "OPERATIONAL");
}

Result<void> remove(Context& context, const ResolverEndpoint& observed) {
    return drivers::remove(context, service, "DeleteResolverEndpoint",
                           {{"ResolverEndpointId", observed.id}});
}

Result<std::vector<Readiness>> gone(Context& context,
                                    std::span<const ResolverEndpoint* const> observed) {
    return in_status(context, observed, "");
}

}  // namespace

template <>
const Operations<ResolverEndpoint>& operations() {
    static constexpr Operations<ResolverEndpoint> row = {
        .create = create,
        .attach = attach,
        .ready = ready,
        .remove = remove,
        .gone = gone,
        .create_duration = "route53resolver.CreateResolverEndpoint",
        .remove_duration = "route53resolver.DeleteResolverEndpoint"};
    return row;
}

}  // namespace inland::deploy
