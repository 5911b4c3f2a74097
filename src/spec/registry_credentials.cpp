// SPDX-License-Identifier: Apache-2.0
#include "spec/registry_credentials.h"

#include "spec/file_beside.h"

#include <fmt/format.h>

namespace inland::spec {

namespace {

constexpr std::size_t maximum_bytes = std::size_t{1} << 20U;  // as the API server takes a Secret

Result<PullCredentials> credentials_in(const std::string& spec_path, const UrlRegistry& registry) {
    const auto file = TRY(read_file_beside(
        spec_path, registry.pull_secret.value_or(PlacedText{}).value, maximum_bytes));
    auto credentials = pull_credentials_of(file.text, registry.url.value);
    if (!credentials)
        return std::unexpected(std::move(credentials).error().with_context(file.path));
    return credentials;
}

}  // namespace

void read_registry_credentials(const std::string& spec_path, Cluster& cluster,
                               Diagnostics& diagnostics) {
    auto* registry = std::get_if<UrlRegistry>(&cluster.registry);
    if (registry == nullptr || !registry->pull_secret)
        return;
    auto credentials = credentials_in(spec_path, *registry);
    if (credentials)
        registry->pull_credentials = *std::move(credentials);
    else
        diagnostics.add({.severity = Severity::Error,
                         .rule = "registry-pull-secret",
                         .summary = "not the credentials for a registry",
                         .detail = credentials.error().message,
                         .remedy = "name a config.json of Docker's, of at most 1 MiB, seen from "
                                   "the spec's folder, with the registry's user and password: "
                                   "{\"auths\": {\"HOST\": {\"auth\": ...}}}",
                         .place = registry->pull_secret->place});
}

}  // namespace inland::spec
