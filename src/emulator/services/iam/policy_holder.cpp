// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/iam/policy_holder.h"

#include "emulator/services/arn.h"
#include "emulator/services/iam/names.h"
#include "emulator/services/iam/policy.h"
#include "emulator/services/members.h"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

constexpr std::size_t most_attached = 10;
constexpr std::size_t longest_name = 128;
constexpr int conflict = 409;
constexpr int not_found = 404;

std::string name_of(const Call& call, const PolicyHolder& holder) {
    return text_of(call.input, holder.name_member);
}

/// IAM counts no white space.
std::size_t counted(std::string_view document) {
    return static_cast<std::size_t>(std::ranges::count_if(
        document, [](unsigned char letter) { return std::isspace(letter) == 0; }));
}

std::size_t inline_size(const json::object& document, std::string_view except) {
    std::size_t size = 0;
    for (const auto& [name, text] : object_of(document, "_inline"))
        if (name != except && text.is_string())
            size += counted(text.get_string());
    return size;
}

Result<void> check_inline_size(const Call& call, const PolicyHolder& holder,
                               const json::object& document) {
    const auto size = inline_size(document, text_of(call.input, "PolicyName")) +
                      counted(text_of(call.input, "PolicyDocument"));
    if (size > holder.longest_inline)
        return refuse("LimitExceeded",
                      fmt::format("Maximum policy size of {} bytes exceeded for {} {}",
                                  holder.longest_inline, holder.what, name_of(call, holder)),
                      conflict);
    return {};
}

Result<std::string> inline_text(const Call& call, const PolicyHolder& holder) {
    const auto* document = TRY(find_holder(call, holder));
    const auto name = text_of(call.input, "PolicyName");
    if (!has(object_of(*document, "_inline"), name))
        return refuse("NoSuchEntity",
                      fmt::format("The {} policy with name {} cannot be found.", holder.what, name),
                      not_found);
    return text_of(object_of(*document, "_inline"), name);
}

}  // namespace

Result<const json::object*> find_holder(const Call& call, const PolicyHolder& holder) {
    return find_global(call, holder.kind, holder.what, name_of(call, holder));
}

RecordKey holder_key(const Call& call, const PolicyHolder& holder) {
    return global_key(call, holder.kind, name_of(call, holder));
}

Result<json::object> attach_policy(const Call& call, const PolicyHolder& holder) {
    const auto* document = TRY(find_holder(call, holder));
    const auto policy = text_of(call.input, "PolicyArn");
    TRY_VOID(check_policy_exists(call, policy));
    if (find_where(list_of(*document, "_attached"), "PolicyArn", policy) != nullptr)
        return json::object{};
    if (list_of(*document, "_attached").size() >= most_attached)
        return refuse("LimitExceeded",
                      fmt::format("Cannot exceed quota for {}: {}", holder.quota, most_attached),
                      conflict);
    call.world.store().update(holder_key(call, holder), [&](json::object& target) {
        list_in(target, "_attached")
            .push_back(json::object{{"PolicyName", last_segment(policy)}, {"PolicyArn", policy}});
    });
    count_attachment(call, policy, 1);
    return json::object{};
}

Result<json::object> detach_policy(const Call& call, const PolicyHolder& holder) {
    const auto* document = TRY(find_holder(call, holder));
    const auto policy = text_of(call.input, "PolicyArn");
    if (find_where(list_of(*document, "_attached"), "PolicyArn", policy) == nullptr)
        return refuse("NoSuchEntity", fmt::format("Policy {} was not found.", policy), not_found);
    call.world.store().update(holder_key(call, holder), [&](json::object& target) {
        erase_where(list_in(target, "_attached"), "PolicyArn", policy);
    });
    count_attachment(call, policy, -1);
    return json::object{};
}

Result<json::object> list_attached_policies(const Call& call, const PolicyHolder& holder) {
    const auto* document = TRY(find_holder(call, holder));
    const auto prefix = text_of(call.input, "PathPrefix");
    json::array rows;
    for (const auto& row : list_of(*document, "_attached"))
        if (policy_path(text_of(row.get_object(), "PolicyArn")).starts_with(prefix))
            rows.push_back(row);
    return iam_page(call, "AttachedPolicies", std::move(rows));
}

Result<json::object> put_inline_policy(const Call& call, const PolicyHolder& holder) {
    const auto* document = TRY(find_holder(call, holder));
    const auto name = text_of(call.input, "PolicyName");
    TRY_VOID(check_name("policyName", name, longest_name));
    const auto text = text_of(call.input, "PolicyDocument");
    TRY_VOID(check_policy_document(text));
    TRY_VOID(check_inline_size(call, holder, *document));
    call.world.store().update(holder_key(call, holder), [&](json::object& target) {
        object_in(target, "_inline")[name] = text;
    });
    return json::object{};
}

Result<json::object> get_inline_policy(const Call& call, const PolicyHolder& holder) {
    return json::object{{holder.name_member, name_of(call, holder)},
                        {"PolicyName", text_of(call.input, "PolicyName")},
                        {"PolicyDocument", encoded(TRY(inline_text(call, holder)))}};
}

Result<json::object> delete_inline_policy(const Call& call, const PolicyHolder& holder) {
    (void)TRY(inline_text(call, holder));
    call.world.store().update(holder_key(call, holder), [&](json::object& target) {
        object_in(target, "_inline").erase(text_of(call.input, "PolicyName"));
    });
    return json::object{};
}

Result<json::object> list_inline_policies(const Call& call, const PolicyHolder& holder) {
    const auto* document = TRY(find_holder(call, holder));
    json::array names;
    for (const auto& [name, text] : object_of(*document, "_inline"))
        names.emplace_back(name);
    return iam_page(call, "PolicyNames", std::move(names));
}

Result<void> check_no_policies(const json::object& document) {
    if (!list_of(document, "_attached").empty())
        return delete_conflict("detach all policies");
    if (!object_of(document, "_inline").empty())
        return delete_conflict("delete policies");
    return {};
}

}  // namespace inland::emulator
