// SPDX-License-Identifier: Apache-2.0
#include "cli/given_network.h"

#include "cli/report.h"
#include "cli/session.h"
#include "cli/source_topologies.h"
#include "core/json.h"
#include "deploy/network_record.h"
#include "sources/live.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::cli {

namespace {

using design::GivenNetwork;
using design::NetworkOwner;

/// Whether AWS shows the account a VPC that is not its own; false where it shows none.
Result<bool> is_of_another(aws::Client& aws, const std::string& vpc, const std::string& account,
                           std::stop_token stop) {
    const json::object filter{{"Name", "vpc-id"}, {"Values", json::array{json::value(vpc)}}};
    const auto answer =
        TRY(aws.call("ec2", "DescribeVpcs", {{"Filters", json::array{filter}}}, std::move(stop)));
    const auto owner = string_or_empty(answer, "Vpcs.0.OwnerId");
    return !owner.empty() && owner != account;
}

/// One reading of the network of a spec.
class NetworkReader {
  public:
    NetworkReader(Session& session, const spec::Cluster& spec, std::stop_token stop)
        : session_(session), spec_(spec), stop_(std::move(stop)) {}

    Result<GivenNetwork> read() {
        const auto caller = TRY(session_.aws().caller_identity(stop_));
        auto observed = TRY(observe(caller.account));
        const auto record =
            TRY(deploy::read_network_record(session_.aws(), spec_.name.value, stop_));
        topology::undo_edits(observed, record.edits);
        GivenNetwork given{design::without_cluster(observed, spec_.name.value)};
        if (TRY(is_of_another(session_.aws(), vpc(), caller.account, stop_)))
            make_shared(given);
        return given;
    }

  private:
    Result<topology::Topology> observe(const std::string& account) {
        const auto describe = [&](std::string_view service, std::string_view operation,
                                  json::object input) {
            return session_.aws().call(service, operation, std::move(input), stop_);
        };
        return sources::read_live(describe, {.cluster = spec_.name.value,
                                             .account = account,
                                             .region = session_.region(),
                                             .vpcs = {vpc()},
                                             .networks = sources::Networks::Connected,
                                             .refusals = sources::Refusals::AreUnknown});
    }

    [[nodiscard]] std::string vpc() const { return spec_.network.existing()->vpc_id.value; }

    /// AWS does not list the owner's endpoints, NAT gateways and VPNs to a participant: that they
    /// are not told of does not say that they are not there (aws-containers/amazon-ecs-exec-checker
    /// #29; VPC User Guide, Responsibilities and permissions for owners and participants).
    static void make_shared(GivenNetwork& given) {
        given.owner = NetworkOwner::OtherAccount;
        for (const auto hidden : {topology::VpcEndpoint::type, topology::NatGateway::type,
                                  topology::VpnConnection::type})
            if (auto& missing = given.topology.missing;
                std::ranges::find(missing, hidden) == missing.end())
                missing.emplace_back(hidden);
    }

    Session& session_;
    const spec::Cluster& spec_;
    std::stop_token stop_;
};

Result<GivenNetwork> read_living_network(const Invocation& invocation, const spec::Cluster& spec) {
    auto session = TRY(Session::open(invocation, spec.region.value));
    return NetworkReader(*session, spec, invocation.stop).read();
}

/// False without credentials: who only proves is told of no account's limits.
bool is_shared_with_caller(const Invocation& invocation, const spec::Cluster& spec) {
    auto session = Session::open(invocation, spec.region.value);
    if (!session)
        return false;
    auto& aws = (*session)->aws();
    const auto caller = aws.caller_identity(invocation.stop);
    return caller && is_of_another(aws, spec.network.existing()->vpc_id.value, caller->account,
                                   invocation.stop)
                         .value_or(false);
}

/// What its owner's calls were answered, who sees all of it.
Result<GivenNetwork> read_told_network(const Invocation& invocation, const spec::Cluster& spec,
                                       const std::string& folder) {
    auto worlds = read_folder(invocation, folder);
    if (!worlds || worlds->size() != 1)
        return failure(ErrorKind::InvalidInput,
                       folder + " does not hold the answers about one network");
    GivenNetwork given{design::without_cluster(worlds->front().topology, spec.name.value)};
    if (is_shared_with_caller(invocation, spec))
        given.owner = NetworkOwner::OtherAccount;
    return given;
}

Result<GivenNetwork> read_network(const Invocation& invocation, const spec::Cluster& spec) {
    if (const auto folder = invocation.value("network"))
        return read_told_network(invocation, spec, *folder);
    return read_living_network(invocation, spec);
}

}  // namespace

std::optional<GivenNetwork> given_network_of(const Invocation& invocation,
                                             const spec::Cluster& spec) {
    const auto* existing = spec.network.existing();
    if (existing == nullptr)
        return std::nullopt;
    auto read = read_network(invocation, spec);
    if (read)
        return std::move(*read);
    invocation.streams.talk(fmt::format("inland: {} could not be read, so it is unknown: {}",
                                        existing->vpc_id.value, error_text(read.error())));
    return std::nullopt;
}

}  // namespace inland::cli
