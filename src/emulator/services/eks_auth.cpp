// SPDX-License-Identifier: Apache-2.0
#include "core/crypto.h"
#include "emulator/cluster/token_issuer.h"
#include "emulator/services/iam/role.h"
#include "emulator/services/identifier.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"
#include "emulator/services/refusal.h"
#include "emulator/services/sts/session.h"
#include "emulator/services/sts/trust.h"
#include "emulator/services/tables.h"

#include <array>
#include <chrono>
#include <map>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

constexpr std::string_view pods_service = "pods.eks.amazonaws.com";
constexpr int not_found = 404;

/// Who asks: what the pod's token says.
struct Pod {
    std::string name_space, service_account, name, uid;
};

Result<Pod> read_token(const json::object& cluster, const std::string& token, TimePoint wall_now) {
    const auto claims = read_claims(token);
    if (!claims || text_of(*claims, "iss") != string_or_empty(cluster, "identity.oidc.issuer") ||
        !is_signed_by(cluster, token))
        return refuse("InvalidTokenException", "The token provided in the request is invalid.");
    if (!contains(list_of(*claims, "aud"), pods_service))
        return refuse("InvalidTokenException",
                      fmt::format("The token's audience is not {}.", pods_service));
    const auto now =
        std::chrono::duration_cast<std::chrono::seconds>(wall_now.time_since_epoch()).count();
    if (number_of(*claims, "exp") <= now)
        return refuse("ExpiredTokenException", "The token provided in the request is expired.");
    const auto& kubernetes = object_of(*claims, "kubernetes.io");
    return Pod{text_of(kubernetes, "namespace"),
               text_of(object_of(kubernetes, "serviceaccount"), "name"),
               text_of(object_of(kubernetes, "pod"), "name"),
               text_of(object_of(kubernetes, "pod"), "uid")};
}

const json::object* association_of(const Call& call, std::string_view cluster, const Pod& pod) {
    const auto prefix = cluster_child(cluster, "");
    for (const auto& [id, association] : call.world.store().list(call.scope(), kind::pod_identity))
        if (id.starts_with(prefix) && text_of(*association, "namespace") == pod.name_space &&
            text_of(*association, "serviceAccount") == pod.service_account)
            return association;
    return nullptr;
}

/// EKS User Guide, "List of session tags added by EKS Pod Identity".
std::map<std::string, std::string> session_tags(const json::object& cluster, const Pod& pod) {
    return {{"eks-cluster-arn", text_of(cluster, "arn")},
            {"eks-cluster-name", text_of(cluster, "name")},
            {"kubernetes-namespace", pod.name_space},
            {"kubernetes-service-account", pod.service_account},
            {"kubernetes-pod-name", pod.name},
            {"kubernetes-pod-uid", pod.uid}};
}

std::map<std::string, std::vector<std::string>> trust_keys(
    const Call& call, const json::object& association,
    const std::map<std::string, std::string>& tags) {
    std::map<std::string, std::vector<std::string>> keys{
        {"aws:sourceaccount", {call.caller.account}},
        {"aws:sourcearn", {text_of(association, "associationArn")}}};
    for (const auto& [key, value] : tags) {
        keys["aws:requesttag/" + key] = {value};
        keys["aws:tagkeys"].push_back(key);
    }
    return keys;
}

std::string session_name(std::string_view cluster, const Pod& pod) {
    constexpr std::size_t longest = 64;
    const auto uuid = new_uuid();
    auto name = fmt::format("eks-{}-{}", cluster, pod.name);
    return name.substr(0, longest - uuid.size() - 1) + "-" + uuid;
}

Result<NewSession> assume(const Call& call, const json::object& cluster,
                          const json::object& association, const Pod& pod) {
    const auto* role = role_anywhere(call.world, text_of(association, "roleArn"));
    const auto tags = flag_of(association, "disableSessionTags")
                          ? std::map<std::string, std::string>()
                          : session_tags(cluster, pod);
    const auto keys = trust_keys(call, association, tags);
    if (role == nullptr || !lets_service(*role, pods_service, "sts:AssumeRole", keys) ||
        (!tags.empty() && !lets_service(*role, pods_service, "sts:TagSession", keys)))
        return refuse("AccessDeniedException",
                      "Unauthorized Exception! EKS does not have permissions to assume the "
                      "associated role.");
    auto session = role_session(call.world, *role, session_name(text_of(cluster, "name"), pod));
    session.tags = tags;
    session.lifetime = std::chrono::hours(6);
    return session;
}

json::object shown_credentials(const json::object& credentials) {
    return {{"accessKeyId", text_of(credentials, "AccessKeyId")},
            {"secretAccessKey", text_of(credentials, "SecretAccessKey")},
            {"sessionToken", text_of(credentials, "SessionToken")},
            {"expiration", text_of(credentials, "Expiration")}};
}

json::object shown_association(const json::object& association) {
    json::object shown;
    copy_members(association, shown, {"associationArn", "associationId"});
    return shown;
}

Result<json::object> assume_role_for_pod_identity(const Call& call) {
    const auto name = text_of(call.input, "clusterName");
    const auto* cluster = call.world.store().find({call.scope(), std::string(kind::cluster), name});
    if (cluster == nullptr)
        return refuse("ResourceNotFoundException",
                      fmt::format("No cluster found for name: {}.", name), not_found);
    const auto pod = TRY(read_token(*cluster, text_of(call.input, "token"), SystemClock().now()));
    const auto* association = association_of(call, name, pod);
    if (association == nullptr)
        return refuse("ResourceNotFoundException",
                      fmt::format("No Pod Identity association found for service account {} in "
                                  "namespace {} of cluster {}.",
                                  pod.service_account, pod.name_space, name),
                      not_found);
    const auto session = TRY(assume(call, *cluster, *association, pod));
    return json::object{{"subject", json::object{{"namespace", pod.name_space},
                                                 {"serviceAccount", pod.service_account}}},
                        {"audience", pods_service},
                        {"podIdentityAssociation", shown_association(*association)},
                        {"assumedRoleUser", json::object{{"arn", session.principal_arn},
                                                         {"assumeRoleId", session.user_id}}},
                        {"credentials", shown_credentials(make_session(call.world, session))}};
}

constexpr std::array operations{
    OperationRow{"AssumeRoleForPodIdentity", assume_role_for_pod_identity}};

}  // namespace

std::span<const OperationRow> eks_auth_operations() {
    return operations;
}

}  // namespace inland::emulator
