// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/autoscaler/pod_credentials.h"

#include "emulator/cluster/autoscaler/pod_calls.h"
#include "emulator/cluster/token_issuer.h"
#include "emulator/cluster/workloads/node.h"
#include "emulator/cluster/workloads/owned.h"
#include "emulator/cluster/workloads/pods.h"
#include "emulator/services/iam/role.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"
#include "emulator/services/sts/session.h"

#include <fmt/format.h>

namespace inland::emulator::autoscaler {

namespace {

using cluster::name_of;
using cluster::namespace_of;
using cluster::Objects;
using cluster::type_of;

constexpr std::string_view agent = "eks-pod-identity-agent";
constexpr std::chrono::hours token_lifetime{1};

Error no_credentials(std::string text) {
    return {ErrorKind::AccessDenied, std::move(text), "NoCredentialProviders"};
}

/// Nobody answers at the agent's address, or he says what went wrong.
Error agent_error(std::string_view cause) {
    return no_credentials(
        fmt::format("CredentialsEndpointError: failed to load credentials\ncaused by: {}", cause));
}

std::string service_account_of(const json::object& pod) {
    const auto name = string_or_empty(pod, "spec.serviceAccountName");
    return name.empty() ? "default" : name;
}

bool has_association(const Objects& objects, const json::object& pod) {
    const auto prefix = cluster_child(objects.cluster().id, "");
    for (const auto& [id, association] :
         objects.world().store().list(objects.cluster().scope, kind::pod_identity))
        if (id.starts_with(prefix) && text_of(*association, "namespace") == namespace_of(pod) &&
            text_of(*association, "serviceAccount") == service_account_of(pod))
            return true;
    return false;
}

/// The session of the role that a machine has.
std::string session_of_node(World& world, const RecordKey& instance) {
    const auto* record = world.store().find(instance);
    const auto* role =
        record == nullptr ? nullptr : role_anywhere(world, text_of(*record, "_role_arn"));
    if (role == nullptr)
        return {};
    return text_of(make_session(world, role_session(world, *role, instance.id)), "AccessKeyId");
}

bool runs_agent(const Objects& objects, std::string_view node) {
    for (const auto* pod : objects.list(type_of("", "pods"), "kube-system"))
        if (string_or_empty(*pod, "spec.nodeName") == node && cluster::is_ready(*pod) &&
            (cluster::has_label(*pod, "k8s-app", agent) ||
             cluster::has_label(*pod, "app.kubernetes.io/name", agent)))
            return true;
    return false;
}

Result<std::string> token_of(Objects& objects, const json::object& pod, std::string_view audience) {
    return issue_token(
        objects.world(), objects.cluster(),
        {namespace_of(pod), service_account_of(pod), name_of(pod), std::string(audience)},
        SystemClock().now(), token_lifetime);
}

/// The agent on the pod's node trades the pod's token, with the node's role.
Result<std::string> from_agent(Objects& objects, const json::object& pod) {
    const auto node = string_or_empty(pod, "spec.nodeName");
    if (!runs_agent(objects, node))
        return std::unexpected(
            agent_error("RequestError: send request failed\ncaused by: Get "
                        "\"http://169.254.170.23/v1/credentials\": dial tcp 169.254.170.23:80: "
                        "connect: connection refused"));
    const auto instance = cluster::instance_of_node(objects, node);
    if (!instance)
        return std::unexpected(agent_error("the node is gone"));
    const NetworkCaller caller{objects.world(), objects.cluster().scope, "node/" + node,
                               session_of_node(objects.world(), *instance)};
    const auto answer =
        call_aws(caller, "eks-auth", "AssumeRoleForPodIdentity",
                 {{"clusterName", objects.cluster().id},
                  {"token", TRY(token_of(objects, pod, "pods.eks.amazonaws.com"))}});
    if (!answer)
        return std::unexpected(agent_error(answer.error().message));
    return string_or_empty(*answer, "credentials.accessKeyId");
}

Result<std::string> from_web_identity(Objects& objects, const json::object& pod,
                                      const std::string& role) {
    const NetworkCaller caller{objects.world(), objects.cluster().scope,
                               fmt::format("pod/{}/{}", namespace_of(pod), name_of(pod)), ""};
    const auto answer =
        call_aws(caller, "sts", "AssumeRoleWithWebIdentity",
                 {{"RoleArn", role},
                  {"RoleSessionName", "inland"},
                  {"WebIdentityToken", TRY(token_of(objects, pod, "sts.amazonaws.com"))}});
    if (!answer)
        return std::unexpected(
            no_credentials("WebIdentityErr: failed to retrieve credentials\ncaused by: " +
                           answer.error().message));
    return string_or_empty(*answer, "Credentials.AccessKeyId");
}

/// A pod with a network of its own is one hop further from its node's metadata service.
bool metadata_answers(const json::object& instance, const json::object& pod) {
    const auto& options = object_of(instance, "MetadataOptions");
    const bool on_host = find_bool(pod, "spec.hostNetwork").value_or(false);
    return text_of(options, "HttpEndpoint") != "disabled" &&
           number_of(options, "HttpPutResponseHopLimit", 1) >= (on_host ? 1 : 2);
}

Result<std::string> from_node(Objects& objects, const json::object& pod) {
    const auto instance = cluster::instance_of_node(objects, string_or_empty(pod, "spec.nodeName"));
    const auto* record = instance ? objects.world().store().find(*instance) : nullptr;
    auto session = record != nullptr && metadata_answers(*record, pod)
                       ? session_of_node(objects.world(), *instance)
                       : std::string();
    if (session.empty())
        return std::unexpected(no_credentials(
            "NoCredentialProviders: no valid providers in chain. Deprecated.\n\tFor verbose "
            "messaging see aws.Config.CredentialsChainVerboseErrors"));
    return session;
}

}  // namespace

Result<std::string> credentials_of_pod(Objects& objects, const json::object& pod) {
    if (has_association(objects, pod))
        return from_agent(objects, pod);
    const auto* account =
        objects.find(type_of("", "serviceaccounts"), namespace_of(pod), service_account_of(pod));
    const auto role = account == nullptr
                          ? std::string()
                          : cluster::annotation_of(*account, "eks.amazonaws.com/role-arn");
    return role.empty() ? from_node(objects, pod) : from_web_identity(objects, pod, role);
}

}  // namespace inland::emulator::autoscaler
