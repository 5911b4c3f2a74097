// SPDX-License-Identifier: Apache-2.0
#include "prove/policies/principal_match.h"

#include "prove/policies/pattern.h"

#include <algorithm>

namespace inland::prove {

namespace {

/// No wildcards in principals, beside the one for everybody.
Truth same(std::string_view name, std::string_view who) {
    return who.empty() ? Truth::No : match_pattern(as_literal(name), who, Case::Minded);
}

bool is_account_number(std::string_view text) {
    return text.size() == 12 && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// The account that "123456789012" or "arn:aws:iam::123456789012:root" names, else "".
std::string_view account_named(std::string_view name) {
    if (is_account_number(name))
        return name;
    const auto start = name.find("::");
    const bool is_root = name.starts_with("arn:") && name.ends_with(":root");
    return is_root && start != std::string_view::npos ? name.substr(start + 2, 12)
                                                      : std::string_view();
}

NamedAs match_aws(std::string_view name, const PolicyPrincipal& principal) {
    if (principal.kind != PrincipalKind::Aws)
        return {};
    const bool unknown = principal.arn.empty();
    NamedAs named{unknown ? Truth::Unknown : same(name, principal.arn),
                  same(name, principal.role_arn), Truth::No};
    if (const auto account = account_named(name); !account.empty())
        named.account = same(account, principal.account);
    return named;
}

NamedAs match_kind(std::string_view name, const PolicyPrincipal& principal, PrincipalKind kind) {
    return {principal.kind == kind ? same(name, principal.arn) : Truth::No, Truth::No, Truth::No};
}

NamedAs match_name(const PrincipalName& name, const PolicyPrincipal& principal) {
    switch (name.kind) {
        case PrincipalNameKind::Everybody:
            return {Truth::Yes, Truth::No, Truth::No};
        case PrincipalNameKind::Aws:
            return match_aws(name.text, principal);
        case PrincipalNameKind::Service:
            return match_kind(name.text, principal, PrincipalKind::Service);
        case PrincipalNameKind::Federated:
            return match_kind(name.text, principal, PrincipalKind::Federated);
        case PrincipalNameKind::CanonicalUser:  // which account it stands for, only S3 knows
            return {principal.kind == PrincipalKind::Aws ? Truth::Unknown : Truth::No, Truth::No,
                    Truth::No};
    }
    return {};
}

NamedAs match_names(const std::vector<PrincipalName>& names, const PolicyPrincipal& principal) {
    NamedAs whole;
    for (const PrincipalName& name : names) {
        const NamedAs named = match_name(name, principal);
        whole.itself = either(whole.itself, named.itself);
        whole.role = either(whole.role, named.role);
        whole.account = either(whole.account, named.account);
    }
    return whole;
}

/// A Deny spares only whom it names in every way in which it can be named: account, role and
/// session (IAM User Guide, NotPrincipal).
Truth is_spared(const NamedAs& named, const PolicyPrincipal& principal) {
    if (principal.kind != PrincipalKind::Aws)
        return named.itself;
    const Truth role = principal.role_arn.empty() ? Truth::Yes : named.role;
    return both(named.itself, both(role, named.account));
}

}  // namespace

Truth is_named(const NamedAs& named) {
    return either(named.itself, either(named.role, named.account));
}

NamedAs match_principal(const PolicyStatement& statement, const PolicyPrincipal& principal) {
    if (statement.principals)
        return match_names(*statement.principals, principal);
    if (!statement.not_principals)
        return {Truth::Yes, Truth::No, Truth::No};
    const NamedAs named = match_names(*statement.not_principals, principal);
    const Truth out =
        statement.effect == Effect::Deny ? is_spared(named, principal) : is_named(named);
    return {negation(out), Truth::No, Truth::No};
}

}  // namespace inland::prove
