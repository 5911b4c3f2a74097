// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/api/authentication.h"

#include "aws/eks_token.h"
#include "aws/sigv4/verify.h"
#include "emulator/authentication.h"
#include "emulator/cluster/api/status.h"
#include "emulator/cluster/token_issuer.h"
#include "emulator/services/records.h"

#include <chrono>
#include <optional>

namespace inland::emulator::cluster {

namespace {

/// "arn:aws:sts::ACCOUNT:assumed-role/NAME/SESSION" in its parts.
struct Session {
    std::string account, role, session;
};

std::string_view part(std::string_view arn, int index) {
    for (; index > 0; --index) {
        const auto colon = arn.find(':');
        if (colon == arn.npos)
            return {};
        arn.remove_prefix(colon + 1);
    }
    return arn;
}

std::string_view account_of(std::string_view arn) {
    const auto rest = part(arn, 4);
    return rest.substr(0, rest.find(':'));
}

std::optional<Session> session_of(std::string_view arn) {
    constexpr std::string_view prefix = "assumed-role/";
    auto resource = part(arn, 5);
    if (!resource.starts_with(prefix))
        return std::nullopt;
    resource.remove_prefix(prefix.size());
    const auto slash = resource.find('/');
    if (slash == resource.npos)
        return std::nullopt;
    return Session{std::string(account_of(arn)), std::string(resource.substr(0, slash)),
                   std::string(resource.substr(slash + 1))};
}

/// Whether an entry's principal is the one that calls: itself, or the role of its session.
bool is_principal(std::string_view entry, std::string_view caller) {
    if (entry == caller)
        return true;
    const auto session = session_of(caller);
    return session && account_of(entry) == session->account &&
           part(entry, 5).starts_with("role/") &&
           entry.substr(entry.rfind('/') + 1) == session->role;
}

void replace(std::string& text, std::string_view placeholder, std::string_view value) {
    for (auto at = text.find(placeholder); at != text.npos; at = text.find(placeholder, at))
        text.replace(at, placeholder.size(), value);
}

/// What EKS calls somebody whose entry does not say (EKS User Guide, "Create access entries").
std::string user_name(const json::object& entry, std::string_view caller) {
    const auto session = session_of(caller);
    auto name = find_string(entry, "username").value_or(std::string(caller));
    if (session) {
        replace(name, "{{SessionName}}", session->session);
        replace(name, "{{AccountID}}", session->account);
        // A node's session is named after its instance.
        replace(name, "{{EC2PrivateDNSName}}", session->session);
    }
    return name;
}

User user_of_entry(const json::object& entry, std::string_view caller) {
    User user{user_name(entry, caller), {"system:authenticated"}};
    for (const auto& group : find_array(entry, "kubernetesGroups"))
        if (group.is_string())
            user.groups.emplace_back(group.get_string());
    for (const auto& policy : find_array(entry, "_policies")) {
        const auto arn = string_or_empty(policy, "policyArn");
        User::Grant grant{arn.substr(arn.rfind('/') + 1)};
        for (const auto& name : find_array(policy, "accessScope.namespaces"))
            if (name.is_string())
                grant.namespaces.emplace_back(name.get_string());
        user.grants.push_back(std::move(grant));
    }
    return user;
}

/// The principal that the token proves; whatever is wrong with it is Unauthorized.
Result<std::string> principal_of_token(const World& world, const RecordKey& cluster,
                                       std::string_view token, TimePoint now) {
    const auto request = aws::eks_token_request(token, cluster.id);
    if (!request)
        return std::unexpected(unauthorized());
    const auto protocol = aws::Protocol::Query;
    const auto claim =
        aws::sigv4::verify(*request, secrets_of(world.store(), now, protocol), now, protocol);
    if (!claim || claim->service != "sts")
        return std::unexpected(unauthorized());
    HomeAccount home;
    home.region = claim->region;
    return caller_of_key(world.store(), claim->access_key_id, home).principal_arn;
}

bool is_for_kubernetes(const json::object& claims, std::string_view issuer) {
    constexpr std::string_view in_cluster = "https://kubernetes.default.svc";
    for (const auto& audience : find_array(claims, "aud"))
        if (audience.is_string() &&
            (audience.get_string() == issuer || audience.get_string() == in_cluster))
            return true;
    return false;
}

/// The service account whose token it is, signed by the cluster's own issuer; nullopt when it is
/// no such token.
std::optional<User> user_of_service_account(const World& world, const RecordKey& cluster,
                                            std::string_view token, TimePoint now) {
    const auto claims = read_claims(token);
    const auto* record = world.store().find(cluster);
    if (!claims || record == nullptr)
        return std::nullopt;
    const auto issuer = string_or_empty(*record, "identity.oidc.issuer");
    const auto seconds =
        std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count();
    if (string_or_empty(*claims, "iss") != issuer || !is_for_kubernetes(*claims, issuer) ||
        find_int(*claims, "exp").value_or(0) <= seconds || !is_signed_by(*record, token))
        return std::nullopt;
    const auto& kubernetes = find_object(*claims, "kubernetes.io");
    return User{string_or_empty(*claims, "sub"),
                {"system:serviceaccounts",
                 "system:serviceaccounts:" + string_or_empty(kubernetes, "namespace"),
                 "system:authenticated"}};
}

}  // namespace

std::string role_name_of_session(std::string_view principal_arn) {
    const auto session = session_of(principal_arn);
    return session ? session->role : std::string{};
}

Result<User> user_of_principal(const World& world, const RecordKey& cluster,
                               std::string_view principal_arn) {
    const auto prefix = cluster_child(cluster.id, "");
    for (const auto& [id, entry] : world.store().list(cluster.scope, kind::access_entry))
        if (id.starts_with(prefix) &&
            is_principal(string_or_empty(*entry, "principalArn"), principal_arn))
            return user_of_entry(*entry, principal_arn);
    return std::unexpected(unauthorized());
}

Result<User> authenticate(World& world, const RecordKey& cluster, const http::Request& request,
                          TimePoint now) {
    constexpr std::string_view scheme = "Bearer ";
    const auto header = request.headers.get_or_empty("Authorization");
    if (header.empty())
        return User{"system:anonymous", {"system:unauthenticated"}};
    if (!header.starts_with(scheme))
        return std::unexpected(unauthorized());
    const auto token = std::string_view(header).substr(scheme.size());
    if (auto account = user_of_service_account(world, cluster, token, now))
        return *std::move(account);
    const auto principal = TRY(principal_of_token(world, cluster, token, now));
    return user_of_principal(world, cluster, principal);
}

}  // namespace inland::emulator::cluster
