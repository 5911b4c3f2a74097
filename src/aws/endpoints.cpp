// SPDX-License-Identifier: Apache-2.0
#include "aws/endpoints.h"

#include "aws/partitions.h"

namespace inland::aws {

namespace {

constexpr std::string_view placeholder = "{region}";
constexpr std::size_t longest_label = 63;

bool is_host_label(std::string_view text) {
    return !text.empty() && text.size() <= longest_label && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '-';
    });
}

Result<void> check_region(std::string_view region) {
    if (is_host_label(region))
        return {};
    return failure(ErrorKind::InvalidInput, fmt::format("'{}' is not the name of a Region",
                                                        region.substr(0, longest_label)));
}

std::string filled(const std::string& pattern, std::string_view region) {
    const auto at = pattern.find(placeholder);
    return at == pattern.npos ? pattern
                              : std::string(pattern).replace(at, placeholder.size(), region);
}

std::string_view variant_of(const Configuration& configuration) {
    static constexpr std::array<std::string_view, 4> variants{"plain", "fips", "dualstack",
                                                              "fips-dualstack"};
    return variants[(configuration.use_fips ? 1U : 0U) + (configuration.use_dualstack ? 2U : 0U)];
}

std::string configured_url(const Service& service, const Configuration& configuration) {
    if (!configuration.endpoint_url.empty())
        return configuration.endpoint_url;
    const auto found = configuration.service_endpoint_urls.find(service.name);
    return found == configuration.service_endpoint_urls.end() ? "" : found->second;
}

Result<std::string> checked_url(std::string url) {
    const auto scheme = url.find("://");
    const bool known = url.starts_with("http://") || url.starts_with("https://");
    const bool has_host = known && url.size() > scheme + 3 && url[scheme + 3] != '/';
    if (!has_host || url.find_first_of(" \t\r\n?#@") != url.npos)
        return failure(ErrorKind::InvalidInput,
                       "an endpoint URL must look like https://host[:port]");
    while (url.ends_with('/'))
        url.pop_back();
    return url;
}

}  // namespace

Result<Partition> partition_of(std::string_view region) {
    TRY_VOID(check_region(region));
    return partition_table_of(region).partition;
}

Result<Endpoint> resolve_endpoint(const Service& service, const Configuration& configuration) {
    const auto& table = partition_table_of(
        is_host_label(configuration.region) ? configuration.region : std::string());
    const auto* row =
        table.find_host(service.name, variant_of(configuration), configuration.region);
    const auto url = configured_url(service, configuration);
    if (url.empty() && !row)
        return failure(ErrorKind::InvalidInput,
                       fmt::format("{} has no {} endpoint in {}", service.id,
                                   variant_of(configuration), configuration.region));
    const bool regional = !row || row->signing_region.contains(placeholder);
    if (configuration.region.empty() && regional)
        return failure(ErrorKind::InvalidInput,
                       "no Region is configured: say --region, or set AWS_REGION or the profile's "
                       "region");
    if (!configuration.region.empty())
        TRY_VOID(check_region(configuration.region));
    return Endpoint{.url = url.empty() ? "https://" + filled(row->host, configuration.region)
                                       : TRY(checked_url(url)),
                    .signing_name = service.signing_name,
                    .signing_region = row ? filled(row->signing_region, configuration.region)
                                          : configuration.region};
}

}  // namespace inland::aws
