// SPDX-License-Identifier: Apache-2.0
#include "prove/joins/user_data_judgement.h"

#include "core/crypto.h"
#include "prove/cause_kinds.h"
#include "prove/joins/cluster_dns.h"
#include "prove/joins/flows.h"
#include "prove/names/interfaces.h"
#include "user_data/shell_words.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::prove {

namespace {

using user_data::NodeSettings;
using user_data::OperatingSystem;

constexpr std::array systems{OperatingSystem::AmazonLinux2023, OperatingSystem::AmazonLinux2,
                             OperatingSystem::Bottlerocket};

/// "https://ABC.eks.amazonaws.com/" and "abc.eks.amazonaws.com" are one endpoint.
std::string host_of(std::string_view endpoint) {
    if (const auto scheme = endpoint.find("://"); scheme != std::string_view::npos)
        endpoint.remove_prefix(scheme + 3);
    std::string host(endpoint.substr(0, endpoint.find('/')));
    std::ranges::transform(host, host.begin(), [](char each) {
        return each >= 'A' && each <= 'Z' ? static_cast<char>(each - 'A' + 'a') : each;
    });
    return host;
}

bool same_certificate(std::string_view left, std::string_view right) {
    return decode_base64(left) == decode_base64(right);
}

bool is_another_systems(const std::string& bytes, OperatingSystem own, OperatingSystem other) {
    if (own == other)
        return false;
    const auto settings = user_data::read(bytes, other);
    return settings && !settings->cluster.empty();
}

/// Judges one node; its functions add what they find.
class Judge {
  public:
    Judge(const Scene& scene, const NodeSource& node, OperatingSystem system)
        : scene_(scene), node_(node), system_(system) {}

    UserDataJudgement judge() {
        const auto& bytes = *node_.user_data.bytes;
        auto settings = user_data::read(bytes, system_);
        if (!settings)
            return not_read(bytes, settings.error().message);
        found_.settings = std::move(*settings);
        if (const auto complaint = user_data::complaint_about(found_.settings, system_);
            !complaint.empty()) {
            stop(complaint, complaint);
            return std::move(found_);
        }
        judge_name();
        judge_endpoint();
        judge_certificate();
        judge_description();
        judge_cluster_dns();
        return std::move(found_);
    }

  private:
    void stop(std::string detail, std::string message, Speaker speaker = Speaker::Agent,
              std::vector<Blocker> blockers = {}) {
        found_.faults.push_back(
            {Harm::StopsJoin, std::move(detail), std::move(message), speaker, std::move(blockers)});
    }

    UserDataJudgement not_read(const std::string& bytes, const std::string& reason) {
        std::string detail =
            bytes.empty() ? "there is no user data, so the machine knows of no cluster: " : "";
        for (const auto other : systems)
            if (is_another_systems(bytes, system_, other))
                detail = fmt::format("it is written for {}, and the machine runs {}: ",
                                     user_data::name_of(other), user_data::name_of(system_));
        stop(detail + reason, reason);
        return std::move(found_);
    }

    /// Whether a value is there, and is more than what a script would compute.
    bool is_said(const std::string& value, std::string_view what) {
        if (!user_data::is_computed(value))
            return !value.empty();
        found_.missing.push_back(fmt::format("what the user data's script takes for {}", what));
        return false;
    }

    /// Whether the cluster's own value is there to compare with.
    template <typename T>
    bool is_known(const topology::Attribute<T>& attribute, std::string_view what) {
        if (!attribute.is_known())
            found_.assumptions.push_back(
                fmt::format("the {} in the user data is the one that the cluster will have", what));
        return attribute.is_known();
    }

    void judge_name() {
        if (is_said(found_.settings.cluster, "the cluster's name") &&
            found_.settings.cluster != cluster_name(scene_.cluster))
            stop(fmt::format("it names the cluster {}, not {}", found_.settings.cluster,
                             cluster_name(scene_.cluster)),
                 "Unauthorized", Speaker::Kubelet);
    }

    [[nodiscard]] std::string whose(const std::string& host) const {
        for (const auto& [key, other] : scene_.network.topology().all<topology::Cluster>())
            if (other.endpoint.is_known() && host_of(other.endpoint.value()) == host)
                return ", which is that of cluster " + cluster_name(other);
        return {};
    }

    void judge_endpoint() {
        const auto& endpoint = scene_.cluster.endpoint;
        if (!is_said(found_.settings.endpoint, "the endpoint") || !is_known(endpoint, "endpoint"))
            return;
        const auto host = host_of(found_.settings.endpoint);
        if (host != host_of(endpoint.value()))
            stop(fmt::format("its endpoint is {}{}, and the cluster's is {}", host, whose(host),
                             host_of(endpoint.value())),
                 fmt::format("dial tcp: lookup {}: no such host", host), Speaker::Kubelet);
    }

    void judge_certificate() {
        const auto& authority = scene_.cluster.certificate_authority;
        const auto& own = found_.settings.certificate_authority;
        if (is_said(own, "the certificate authority") &&
            is_known(authority, "certificate authority") &&
            !same_certificate(own, authority.value()))
            stop("its certificate authority is not the cluster's",
                 "tls: failed to verify certificate: x509: certificate signed by unknown authority",
                 Speaker::Kubelet);
    }

    [[nodiscard]] bool knows_the_cluster() const {
        return !found_.settings.endpoint.empty() && !found_.settings.certificate_authority.empty();
    }

    /// bootstrap.sh that is not told both asks EKS, and ends when EKS does not answer.
    void judge_description() {
        constexpr std::string_view message = "ERROR: Exhausted retries while describing cluster!";
        if (system_ != OperatingSystem::AmazonLinux2 || knows_the_cluster())
            return;
        auto passage = ask_eks();
        if (passage.outcome != Outcome::Holds)
            stop(
                fmt::format("bootstrap.sh gets not both --apiserver-endpoint and --b64-cluster-ca, "
                            "so it calls eks:DescribeCluster and ends: {}",
                            message),
                std::string(message), Speaker::Agent, std::move(passage.blockers));
    }

    [[nodiscard]] Passage ask_eks() const {
        const auto* flow = scene_.network.tables().flow("node.eks");
        return flow == nullptr ? stopped_by({missing_fact("", "the flow node.eks")})
                               : flows::node_service(scene_, node_, *flow);
    }

    /// EKS's answer holds the service network, where the agent asks for it.
    [[nodiscard]] bool is_told_by_eks() const {
        if (system_ == OperatingSystem::Bottlerocket)
            return ask_eks().outcome == Outcome::Holds;
        return system_ == OperatingSystem::AmazonLinux2 && !knows_the_cluster();
    }

    void judge_cluster_dns() {
        const auto& settings = found_.settings;
        if (!is_said(settings.cluster_dns, "the cluster's DNS address") &&
            settings.service_cidr.empty() && is_told_by_eks())
            return;
        const auto own = cluster_dns_of(scene_.cluster);
        const auto told = told_cluster_dns(settings, node_);
        if (own && told && *own != *told)
            found_.faults.push_back(
                {Harm::BreaksNames,
                 fmt::format("pods will ask {} for names ({}), and the cluster's DNS is {}",
                             told->text(), origin_of_dns(settings), own->text())});
    }

    const Scene& scene_;
    const NodeSource& node_;
    OperatingSystem system_;
    UserDataJudgement found_;
};

Blocker blocker_of(const UserDataFault& fault, const NodeSource& node) {
    const bool is_not_read = fault.kind == cause_kind::metadata_service_off;
    const auto& resource = is_not_read ? node.metadata.resource : node.user_data.resource;
    return prove::blocker_of(fault.kind, resource.empty() ? node.name : resource, fault.detail,
                             is_not_read ? node.metadata.key : std::string());
}

/// What who reads user data says when the service refuses (HTTP 403), as it does when it is off:
/// the AWS SDK in nodeadm and in Bottlerocket, and cloud-init's DataSourceEc2.
std::string_view refusal(std::string_view system) {
    return system == "al2" ? "IMDS's HTTP endpoint is probably disabled"
                           : "operation error ec2imds: GetUserData, http response error "
                             "StatusCode: 403, request to EC2 IMDS failed";
}

/// Nobody reads user data by another way.
UserDataJudgement judge_not_read(const NodeSource& node) {
    UserDataJudgement judgement;
    if (node.metadata.to_node == MetadataAnswers::Unknown)
        judgement.missing.push_back("whether the metadata service of " + node.name + " answers");
    else
        judgement.faults.push_back(
            {.detail = "the instance metadata service is off (its HTTP endpoint is disabled), so "
                       "the machines read no user data",
             .message = std::string(refusal(node.operating_system)),
             .kind = cause_kind::metadata_service_off});
    return judgement;
}

}  // namespace

UserDataJudgement judge_user_data(const Scene& scene, const NodeSource& node) {
    if (node.metadata.to_node != MetadataAnswers::Yes)
        return judge_not_read(node);
    UserDataJudgement none;
    if (node.user_data.writer == UserDataWriter::Eks)
        return none;
    const auto system = user_data::operating_system_of(node.operating_system);
    if (!node.user_data.bytes || !system) {
        none.missing.push_back(system ? "the user data of " + node.name
                                      : "how " + node.operating_system + " reads user data");
        return none;
    }
    return Judge(scene, node, *system).judge();
}

std::vector<Blocker> blockers_of(const UserDataJudgement& judgement, const NodeSource& node) {
    auto blockers = blockers_of(judgement, node, Harm::StopsJoin);
    std::ranges::move(blockers_of(judgement, node, Harm::BreaksNames),
                      std::back_inserter(blockers));
    for (const auto& fact : judgement.missing)
        blockers.push_back(missing_fact(node.user_data.resource, fact));
    return blockers;
}

std::vector<Blocker> blockers_of(const UserDataJudgement& judgement, const NodeSource& node,
                                 Harm harm) {
    std::vector<Blocker> blockers;
    for (const auto& fault : judgement.faults) {
        if (fault.harm != harm)
            continue;
        blockers.push_back(blocker_of(fault, node));
        std::ranges::copy(fault.blockers, std::back_inserter(blockers));
    }
    return blockers;
}

}  // namespace inland::prove
