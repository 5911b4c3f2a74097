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
        const auto owner = TRY(owner_of_vpc());
        if (!owner.empty() && owner != caller.account)
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

    /// "" where there is no such VPC.
    Result<std::string> owner_of_vpc() {
        const json::object filter{{"Name", "vpc-id"}, {"Values", json::array{vpc()}}};
        const auto answer = TRY(
            session_.aws().call("ec2", "DescribeVpcs", {{"Filters", json::array{filter}}}, stop_));
        return string_or_empty(answer, "Vpcs.0.OwnerId");
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

/// "" without credentials.
std::string account_of_caller(const Invocation& invocation, const spec::Cluster& spec) {
    auto session = Session::open(invocation, spec.region.value);
    const auto caller = session ? (*session)->aws().caller_identity(invocation.stop)
                                : std::unexpected(session.error());
    return caller ? caller->account : std::string();
}

/// What its owner's calls were answered, who sees all of it.
Result<GivenNetwork> read_told_network(const Invocation& invocation, const spec::Cluster& spec,
                                       const std::string& folder) {
    auto worlds = read_folder(invocation, folder);
    if (!worlds || worlds->size() != 1)
        return failure(ErrorKind::InvalidInput,
                       folder + " does not hold the answers about one network");
    auto& told = worlds->front().topology;
    GivenNetwork given{design::without_cluster(told, spec.name.value)};
    const auto account = account_of_caller(invocation, spec);
    if (!account.empty() && !told.account.empty() && account != told.account)
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
