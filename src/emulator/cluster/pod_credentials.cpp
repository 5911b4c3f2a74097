// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/pod_credentials.h"

#include "core/clock.h"
#include "emulator/authentication.h"
#include "emulator/cluster/api/objects.h"
#include "emulator/cluster/api_call_as.h"
#include "emulator/cluster/token_issuer.h"
#include "emulator/cluster/workloads/node.h"
#include "emulator/cluster/workloads/pods.h"
#include "emulator/machine/observed_network.h"
#include "emulator/services/iam/role.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"
#include "emulator/services/sts/session.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

using cluster::name_of;
using cluster::namespace_of;
using cluster::Objects;

constexpr std::string_view agent = "eks-pod-identity-agent";

std::string variable(const json::object& container, std::string_view name) {
    for (const auto& each : find_array(container, "env"))
        if (find_string(each, "name") == name)
            return string_or_empty(each, "value");
    return {};
}

/// One container that wants to call AWS.
struct Asker {
    World& world;
    const RecordKey& cluster;
    const json::object& pod;
    const json::object& container;

    [[nodiscard]] std::string who() const {
        return fmt::format("pod/{}/{}", namespace_of(pod), name_of(pod));
    }
    [[nodiscard]] std::string node() const { return string_or_empty(pod, "spec.nodeName"); }
    [[nodiscard]] Caller nobody() const {
        return {.account = cluster.scope.account,
                .region = cluster.scope.region,
                .principal_arn = {},
                .access_key_id = {},
                .user_id = {}};
    }
    [[nodiscard]] Caller caller_with(const std::string& access_key) const {
        return caller_of_key(world.store(), access_key,
                             {.account = cluster.scope.account, .region = cluster.scope.region});
    }
};

/// A token of the pod's service account, as its kubelet asks for it.
Result<std::string> token_for(const Asker& asker, const json::object& projection) {
    constexpr std::int64_t usual_seconds = 3600;
    auto account = string_or_empty(asker.pod, "spec.serviceAccountName");
    return issue_token(
        asker.world, asker.cluster,
        {.name_space = namespace_of(asker.pod),
         .service_account = account.empty() ? "default" : account,
         .pod = name_of(asker.pod),
         .audience = string_or_empty(projection, "audience")},
        SystemClock().now(),
        std::chrono::seconds(find_int(projection, "expirationSeconds").value_or(usual_seconds)));
}

/// That of one of the pod's volumes.
Result<std::string> projected_token(const Asker& asker, std::string_view volume) {
    for (const auto& each : find_array(asker.pod, "spec.volumes")) {
        if (find_string(each, "name") != volume)
            continue;
        for (const auto& [member, projections] : find_object(each, "projected"))
            if (projections.is_array() && !projections.get_array().empty())
                return token_for(
                    asker, find_object(projections.get_array().front(), "serviceAccountToken"));
    }
    return failure(ErrorKind::NotFound, fmt::format("there is no token in the volume {}", volume));
}

std::unexpected<Error> none_by(std::string_view code, ErrorKind kind, std::string message) {
    return std::unexpected(Error{kind, std::move(message), std::string(code)});
}

Result<Caller> by_web_identity(const Asker& asker) {
    constexpr std::string_view operation = "AssumeRoleWithWebIdentity";
    auto token = TRY(projected_token(asker, "aws-iam-token"));
    const auto answer =
        call_as(asker.world, asker.nobody(),
                {.who = asker.who(),
                 .service = "sts",
                 .operation = operation,
                 .input = {{"RoleArn", variable(asker.container, "AWS_ROLE_ARN")},
                           {"RoleSessionName",
                            fmt::format("botocore-session-{}", name_of(asker.pod).substr(0, 40))},
                           {"WebIdentityToken", std::move(token)}}});
    if (!answer)
        return none_by(no_web_identity, answer.error().kind, words_of(answer.error(), operation));
    return asker.caller_with(string_or_empty(*answer, "Credentials.AccessKeyId"));
}

/// The session of a machine's own role.
std::optional<Caller> node_caller(const Asker& asker) {
    const Objects objects(asker.world, asker.cluster);
    const auto instance = cluster::instance_of_node(objects, asker.node());
    const auto* record = instance ? asker.world.store().find(*instance) : nullptr;
    const auto* role =
        record == nullptr ? nullptr : role_anywhere(asker.world, text_of(*record, "_role_arn"));
    if (role == nullptr)
        return std::nullopt;
    const auto session = make_session(asker.world, role_session(asker.world, *role, instance->id));
    return asker.caller_with(text_of(session, "AccessKeyId"));
}

bool has_agent(const Asker& asker) {
    const Objects objects(asker.world, asker.cluster);
    const auto pods = objects.list(cluster::type_of("", "pods"), "kube-system");
    return std::ranges::any_of(pods, [&](const json::object* pod) {
        return cluster::has_label(*pod, "k8s-app", agent) &&
               string_or_empty(*pod, "spec.nodeName") == asker.node() && cluster::is_ready(*pod);
    });
}

std::unexpected<Error> no_container_credentials(std::string_view why) {
    return none_by(no_pod_identity, ErrorKind::Unavailable,
                   fmt::format("Error when retrieving credentials from container-role: Error "
                               "retrieving metadata: {}",
                               why));
}

/// The agent shares its node's network and signs with its node's role.
Result<Caller> by_pod_identity(const Asker& asker) {
    constexpr std::string_view operation = "AssumeRoleForPodIdentity";
    if (!has_agent(asker))
        return no_container_credentials(
            fmt::format("Received error when attempting to retrieve container metadata: Could not "
                        "connect to the endpoint URL: \"{}\"",
                        variable(asker.container, "AWS_CONTAINER_CREDENTIALS_FULL_URI")));
    const auto node = node_caller(asker);
    if (!node)
        return no_container_credentials(
            "Received non 200 response 500 from container metadata: the node has no role");
    const auto answer =
        call_as(asker.world, *node,
                {.who = "node/" + asker.node(),
                 .service = "eks-auth",
                 .operation = operation,
                 .input = {{"clusterName", asker.cluster.id},
                           {"token", TRY(projected_token(asker, "eks-pod-identity-token"))}}});
    if (!answer)
        return no_container_credentials(
            fmt::format("Received non 200 response {} from container metadata: {}",
                        answer.error().http_status == 0 ? 500 : answer.error().http_status,
                        words_of(answer.error(), operation)));
    return asker.caller_with(string_or_empty(*answer, "credentials.accessKeyId"));
}

bool reaches_metadata(const Asker& asker) {
    const Objects objects(asker.world, asker.cluster);
    const auto instance = cluster::instance_of_node(objects, asker.node());
    const auto* record = instance ? asker.world.store().find(*instance) : nullptr;
    const auto observed = observe_network(asker.world, asker.cluster.scope);
    const auto machine =
        record == nullptr || !observed ? std::nullopt : machine_place(**observed, *record);
    if (!machine)
        return false;
    const bool is_on_host = find_bool(asker.pod, "spec.hostNetwork").value_or(false);
    const auto answers = is_on_host ? machine->metadata.to_node : machine->metadata.to_pods;
    return answers == prove::MetadataAnswers::Yes;
}

Result<Caller> by_metadata(const Asker& asker) {
    if (reaches_metadata(asker))
        if (auto caller = node_caller(asker))
            return *std::move(caller);
    return none_by(no_credentials, ErrorKind::NotFound,
                   "Unable to locate credentials. You can configure credentials by running \"aws "
                   "configure\".");
}

}  // namespace

Result<Caller> pod_credentials(World& world, const RecordKey& cluster, const json::object& pod,
                               const json::object& container) {
    const Asker asker{world, cluster, pod, container};
    if (!variable(container, "AWS_WEB_IDENTITY_TOKEN_FILE").empty())
        return by_web_identity(asker);
    if (!variable(container, "AWS_CONTAINER_CREDENTIALS_FULL_URI").empty())
        return by_pod_identity(asker);
    return by_metadata(asker);
}

}  // namespace inland::emulator
