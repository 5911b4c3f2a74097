// SPDX-License-Identifier: Apache-2.0
#include "deploy/drivers/eks.h"

#include "deploy/compare.h"
#include "deploy/drivers/calls.h"

#include <fmt/format.h>

namespace inland::deploy::drivers {
namespace {

/// botocore's waiters give up in these states.
bool has_failed(std::string_view status) {
    return status == "FAILED" || status == "CREATE_FAILED" || status == "UPDATE_FAILED" ||
           status == "DELETE_FAILED" || status == "DEGRADED";
}

std::string joined(const json::array& texts) {
    std::string all;
    for (const auto& text : texts) {
        if (text.is_string())
            all += (all.empty() ? "" : ", ") + std::string(text.as_string());
    }
    return all;
}

Error failed(const EksLook& look, const json::value& document, const std::string& status) {
    const auto issues = issues_of(document, look.issues_path);
    return {ErrorKind::Failed, issues.empty() ? "EKS says " + status : status + ": " + issues,
            status};
}

Result<bool> is_carried_out(Context& context, const json::object& which) {
    const auto answer = TRY(context.read("eks", "DescribeUpdate", which));
    const auto status = string_or_empty(answer, "update.status");
    if (status == "Failed" || status == "Cancelled") {
        return failure(ErrorKind::Failed, fmt::format("the update {}: {}", status,
                                                      issues_of(answer, "update.errors")));
    }
    return status == "Successful";
}

}  // namespace

Result<std::string> role_arn(Context& context, const topology::Reference<topology::Role>& role) {
    const auto name = context.id_of(role);
    if (name.starts_with("arn:"))
        return name;
    const auto answer = TRY(context.read("iam", "GetRole", {{"RoleName", name}}));
    return string_or_empty(answer, "Role.Arn");
}

Result<std::string> key_arn(Context& context, const topology::Reference<topology::Key>& key) {
    const auto answer = TRY(context.read("kms", "DescribeKey", {{"KeyId", context.id_of(key)}}));
    return string_or_empty(answer, "KeyMetadata.Arn");
}

std::string issues_of(const json::value& document, std::string_view path) {
    std::string all;
    for (const auto& issue : find_array(document, path)) {
        auto code = string_or_empty(issue, "code");
        if (code.empty())
            code = string_or_empty(issue, "errorCode");
        auto message = string_or_empty(issue, "message");
        if (message.empty())
            message = string_or_empty(issue, "errorMessage");
        const auto resources = joined(find_array(issue, "resourceIds"));
        all += fmt::format("{}{}: {}{}", all.empty() ? "" : "; ", code, message,
                           resources.empty() ? "" : " (" + resources + ")");
    }
    return all;
}

Result<Readiness> look_ready(Context& context, const EksLook& look, json::value* document) {
    const auto answer = TRY(context.read("eks", look.operation, look.input));
    const json::value described = find_object(answer, look.document);
    if (document != nullptr)
        *document = described;
    const auto status = string_or_empty(described, "status");
    if (status == "ACTIVE")
        return Ready{};
    if (has_failed(status))
        return failed(look, described, status);
    return NotYet{status};
}

Result<Readiness> look_gone(Context& context, const EksLook& look) {
    const auto answer = context.read("eks", look.operation, look.input);
    if (!answer && is_gone(answer.error()))
        return Ready{};
    const json::value described = find_object(TRY(answer), look.document);
    const auto status = string_or_empty(described, "status");
    if (status == "DELETE_FAILED" || status == "FAILED")
        return failed(look, described, status);
    return NotYet{status};
}

Result<void> update(Context& context, std::string_view operation, json::object input) {
    json::object which{
        {"name", input.contains("name") ? input.at("name") : input.at("clusterName")}};
    for (const auto* member : {"nodegroupName", "addonName"}) {
        if (input.contains(member))
            which[member] = input.at(member);
    }
    const auto answer = TRY(change(context, "eks", operation, std::move(input)));
    const auto id = string_or_empty(answer, "update.id");
    if (id.empty())
        return {};
    which["updateId"] = id;
    return wait_until(context, std::chrono::seconds(10),
                      [&] { return is_carried_out(context, which); });
}

namespace {

Result<void> take_tags(Context& context, const std::string& arn,
                       const std::vector<std::string>& keys) {
    if (keys.empty())
        return {};
    TRY(change(context, "eks", "UntagResource",
               {{"resourceArn", arn}, {"tagKeys", json::array(keys.begin(), keys.end())}}));
    return {};
}

}  // namespace

Result<void> put_eks_tags(Context& context, const EksLook& look, std::string_view arn_member,
                          const topology::Tags& desired, const topology::Resource* observed) {
    if (observed != nullptr && tag_changes(desired, observed->tags).empty())
        return {};
    const auto answer = TRY(context.read("eks", look.operation, look.input));
    const auto arn = string_or_empty(find_object(answer, look.document), arn_member);
    TRY(change(context, "eks", "TagResource",
               {{"resourceArn", arn}, {"tags", Context::tag_map(desired)}}));
    return observed == nullptr ? Result<void>()
                               : take_tags(context, arn, outlived_tags(desired, observed->tags));
}

}  // namespace inland::deploy::drivers
