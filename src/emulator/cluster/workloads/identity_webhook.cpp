// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/workloads/identity_webhook.h"

#include "emulator/services/members.h"
#include "emulator/services/records.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include <fmt/format.h>

namespace inland::emulator::cluster {

namespace {

constexpr std::string_view prefix = "eks.amazonaws.com/";
constexpr std::int64_t token_seconds = 86400;
constexpr std::int64_t least_token_seconds = 600;
constexpr int readable = 0644;

struct Variable {
    std::string name, value;
};

/// One way of giving credentials: a token for somebody, and what SDKs must know.
struct Identity {
    std::string volume, mount_path, token_file, audience;
    std::int64_t seconds = token_seconds;
    bool regional_sts = true;
    std::vector<Variable> variables;
};

std::string annotation(const json::object& object, std::string_view name) {
    const auto* value =
        find_object(object, "metadata.annotations").if_contains(fmt::format("{}{}", prefix, name));
    return value != nullptr && value->is_string() ? std::string(value->get_string())
                                                  : std::string();
}

bool has_association(const Objects& objects, const std::string& name_space,
                     const std::string& account) {
    const auto& cluster = objects.cluster();
    const auto beginning = cluster_child(cluster.id, "");
    const auto found = objects.world().store().list(cluster.scope, kind::pod_identity);
    return std::ranges::any_of(found, [&](const auto& entry) {
        return entry.first.starts_with(beginning) &&
               text_of(*entry.second, "namespace") == name_space &&
               text_of(*entry.second, "serviceAccount") == account;
    });
}

Identity pod_identity() {
    const std::string path = "/var/run/secrets/pods.eks.amazonaws.com/serviceaccount";
    const std::string file = "eks-pod-identity-token";
    return {.volume = file,
            .mount_path = path,
            .token_file = file,
            .audience = "pods.eks.amazonaws.com",
            .variables = {
                {"AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://169.254.170.23/v1/credentials"},
                {"AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", path + "/" + file}}};
}

std::int64_t seconds_of(const json::object& pod, const json::object& account) {
    for (const auto* object : {&pod, &account})
        if (const auto text = annotation(*object, "token-expiration"); !text.empty())
            return std::max<std::int64_t>(std::atoll(text.c_str()), least_token_seconds);
    return token_seconds;
}

Identity web_identity(const json::object& pod, const json::object& account,
                      const std::string& role) {
    const std::string path = "/var/run/secrets/eks.amazonaws.com/serviceaccount";
    const auto audience = annotation(account, "audience");
    return {
        .volume = "aws-iam-token",
        .mount_path = path,
        .token_file = "token",
        .audience = audience.empty() ? "sts.amazonaws.com" : audience,
        .seconds = seconds_of(pod, account),
        .regional_sts = annotation(account, "sts-regional-endpoints") != "false",
        .variables = {{"AWS_ROLE_ARN", role}, {"AWS_WEB_IDENTITY_TOKEN_FILE", path + "/token"}}};
}

std::optional<Identity> identity_of(const Objects& objects, const json::object& pod) {
    auto account = string_or_empty(pod, "spec.serviceAccountName");
    if (account.empty())
        account = "default";
    const auto name_space = namespace_of(pod);
    if (has_association(objects, name_space, account))
        return pod_identity();
    const auto* stored = objects.find(type_of("", "serviceaccounts"), name_space, account);
    const auto role = stored == nullptr ? std::string() : annotation(*stored, "role-arn");
    return role.empty() ? std::nullopt : std::optional(web_identity(pod, *stored, role));
}

bool has_named(const json::array& list, std::string_view name) {
    return std::ranges::any_of(
        list, [&](const json::value& each) { return string_or_empty(each, "name") == name; });
}

/// What the container says itself stays.
void add_variables(json::array& environment, std::vector<Variable> variables) {
    const bool is_said = std::ranges::any_of(
        variables, [&](const Variable& each) { return has_named(environment, each.name); });
    if (is_said)
        return;
    for (auto& [name, value] : variables)
        environment.push_back(json::object{{"name", std::move(name)}, {"value", std::move(value)}});
}

void give_container(json::object& container, const Identity& identity, const std::string& region) {
    auto& environment = list_in(container, "env");
    if (identity.regional_sts)
        add_variables(environment, {{"AWS_STS_REGIONAL_ENDPOINTS", "regional"}});
    add_variables(environment, {{"AWS_DEFAULT_REGION", region}, {"AWS_REGION", region}});
    add_variables(environment, identity.variables);
    auto& mounts = list_in(container, "volumeMounts");
    if (!has_named(mounts, identity.volume))
        mounts.push_back(json::object{
            {"name", identity.volume}, {"readOnly", true}, {"mountPath", identity.mount_path}});
}

json::object projected_volume(const Identity& identity) {
    const json::object token{{"audience", identity.audience},
                             {"expirationSeconds", identity.seconds},
                             {"path", identity.token_file}};
    return {{"name", identity.volume},
            {"projected",
             json::object{{"sources", json::array{json::object{{"serviceAccountToken", token}}}},
                          {"defaultMode", readable}}}};
}

/// "a,b" of the annotation skip-containers.
bool is_skipped(const std::string& skipped, const std::string& container) {
    return fmt::format(",{},", skipped).find(fmt::format(",{},", container)) != std::string::npos;
}

}  // namespace

void give_identity(Objects& objects, json::object& pod) {
    const auto identity = identity_of(objects, pod);
    if (!identity)
        return;
    const auto skipped = annotation(pod, "skip-containers");
    const auto& region = objects.cluster().scope.region;
    auto& spec = object_in(pod, "spec");
    for (const auto* member : {"initContainers", "containers"}) {
        if (!spec.contains(member))
            continue;
        for (auto& container : list_in(spec, member))
            if (container.is_object() && !is_skipped(skipped, string_or_empty(container, "name")))
                give_container(container.get_object(), *identity, region);
    }
    auto& volumes = list_in(spec, "volumes");
    if (!has_named(volumes, identity->volume))
        volumes.insert(volumes.begin(), projected_volume(*identity));
}

}  // namespace inland::emulator::cluster
