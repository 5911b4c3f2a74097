// SPDX-License-Identifier: Apache-2.0
#include "emulator/authorization/principal_policies.h"

#include "emulator/services/arn.h"
#include "emulator/services/iam/policy.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"

#include <utility>

namespace inland::emulator {

namespace {

using Policies = std::vector<prove::Policy>;

const json::object* global_record(const World& world, const std::string& account,
                                  std::string_view kind, std::string_view name) {
    return world.store().find({{account, ""}, std::string(kind), std::string(name)});
}

prove::Policy managed(const World& world, const std::string& account, const std::string& arn) {
    return read_stored_policy(arn, policy_text(world, account, arn));
}

void add_policies(const World& world, const std::string& account, const json::object& entity,
                  Policies& policies) {
    for (const auto& row : list_of(entity, "_attached"))
        policies.push_back(managed(world, account, text_of(row.get_object(), "PolicyArn")));
    for (const auto& [name, document] : object_of(entity, "_inline"))
        if (document.is_string())
            policies.push_back(read_stored_policy(std::string(name), document.get_string()));
}

void add_boundary(const World& world, const std::string& account, const json::object& entity,
                  prove::PolicySet& set) {
    const auto arn = text_of(object_of(entity, "PermissionsBoundary"), "PermissionsBoundaryArn");
    if (!arn.empty())
        set.boundary = Policies{managed(world, account, arn)};
}

prove::PolicySet policies_of_entity(const World& world, const std::string& account,
                                    const json::object* entity) {
    prove::PolicySet set;
    if (entity == nullptr)
        return set;
    add_policies(world, account, *entity, set.identity);
    for (const auto& name : texts_of(*entity, "_groups"))
        if (const auto* group = global_record(world, account, kind::group, name))
            add_policies(world, account, *group, set.identity);
    add_boundary(world, account, *entity, set);
    return set;
}

/// "arn:aws:iam::123456789012:user/NAME": which kind of record it is.
std::string_view kind_of(std::string_view arn) {
    constexpr std::pair<std::string_view, std::string_view> kinds[] = {
        {":user/", kind::user}, {":role/", kind::role}, {":group/", kind::group}};
    for (const auto& [mark, kind] : kinds)
        if (arn.find(mark) != std::string_view::npos)
            return kind;
    return {};
}

void add_session_policies(const json::object& session, prove::PolicySet& set) {
    if (!has(session, "_session_policies"))
        return;
    Policies policies;
    for (const auto& document : texts_of(session, "_session_policies"))
        policies.push_back(read_stored_policy("session policy", document));
    set.session = std::move(policies);
}

}  // namespace

prove::Policy read_stored_policy(std::string name, std::string_view document) {
    auto statements = prove::read_policy(document);
    if (!statements)
        return {std::move(name), {}};
    return {std::move(name), std::move(*statements)};
}

bool is_root(const Caller& caller) {
    return caller.principal_arn.ends_with(":root");
}

const json::object* session_of(const World& world, const Caller& caller) {
    return global_record(world, caller.account, kind::session, caller.access_key_id);
}

prove::PolicyPrincipal principal_of(const World& world, const Caller& caller) {
    const auto* session = session_of(world, caller);
    return {.kind = caller.principal_arn.empty() ? prove::PrincipalKind::Anonymous
                                                 : prove::PrincipalKind::Aws,
            .arn = caller.principal_arn,
            .role_arn = session == nullptr ? "" : text_of(*session, "_role_arn"),
            .account = caller.account};
}

prove::PolicySet policies_of(const World& world, const Caller& caller) {
    const auto* session = session_of(world, caller);
    const auto role = session == nullptr ? "" : text_of(*session, "_role_arn");
    const auto source = session == nullptr ? "" : text_of(*session, "_source_arn");
    const auto& entity = !role.empty() ? role : !source.empty() ? source : caller.principal_arn;
    auto set = policies_of_arn(world, caller.account, entity);
    if (session != nullptr)
        add_session_policies(*session, set);
    return set;
}

prove::PolicySet policies_of_arn(const World& world, const std::string& account,
                                 std::string_view principal_arn) {
    const auto* entity =
        global_record(world, account, kind_of(principal_arn), last_segment(principal_arn));
    return policies_of_entity(world, account, entity);
}

}  // namespace inland::emulator
