// SPDX-License-Identifier: Apache-2.0
#include "kube/exec_credential.h"

#include "core/json.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::kube {

namespace {

constexpr std::string_view group = "client.authentication.k8s.io/";
constexpr std::string_view default_version = "client.authentication.k8s.io/v1beta1";
constexpr std::array known_versions{std::string_view("v1"), std::string_view("v1beta1")};

struct Version {
    std::string text{default_version};
    std::string warning = {};
};

bool is_known(std::string_view version) {
    return version.starts_with(group) &&
           std::ranges::find(known_versions, version.substr(group.size())) != known_versions.end();
}

Result<Version> version_asked(const std::optional<std::string>& exec_info) {
    if (!exec_info || exec_info->empty())
        return Version{};
    const auto document = parse_json(*exec_info);
    const auto version = document ? find_string(*document, "apiVersion") : std::nullopt;
    if (!version)
        return Version{.warning =
                           fmt::format("KUBERNETES_EXEC_INFO cannot be understood; answering "
                                       "in {}",
                                       default_version)};
    if (!is_known(*version))
        return failure(ErrorKind::InvalidInput,
                       fmt::format("the apiVersion {} of KUBERNETES_EXEC_INFO is not known: "
                                   "{}v1 or {}v1beta1",
                                   *version, group, group));
    return Version{.text = *version};
}

}  // namespace

Result<ExecCredential> exec_credential(std::string_view token, TimePoint expires,
                                       const std::optional<std::string>& exec_info) {
    auto version = TRY(version_asked(exec_info));
    const json::object credential{
        {"kind", "ExecCredential"},
        {"apiVersion", version.text},
        {"spec", json::object{}},
        {"status", json::object{{"expirationTimestamp", iso8601(expires)}, {"token", token}}}};
    return ExecCredential{json::serialize(credential), std::move(version.warning)};
}

}  // namespace inland::kube
