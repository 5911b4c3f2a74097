// SPDX-License-Identifier: Apache-2.0
#include "spec/parse.h"

#include "knowledge/bounded_file.h"
#include "knowledge/yaml_document.h"
#include "spec/readers.h"
#include "spec/registry_certificates.h"
#include "spec/registry_credentials.h"

namespace inland::spec {

namespace {

constexpr int maximum_depth = 32;

Cluster read_cluster(const Node& document, Context& context) {
    Cluster cluster;
    read_document(document, context, cluster);
    check_networks(context, cluster);
    check_versions(context, cluster);
    check_identities(context, cluster);
    check_registry(context, cluster);
    return cluster;
}

}  // namespace

std::optional<Cluster> parse(std::string_view text, std::string_view file_name,
                             const knowledge::Tables& tables, TimePoint today,
                             Diagnostics& diagnostics) {
    Diagnostics found;
    Context context(file_name, found, tables, today);
    const auto document = knowledge::parse_yaml(
        text, context, {.maximum_bytes = maximum_bytes, .maximum_depth = maximum_depth});
    std::optional<Cluster> cluster;
    if (document)
        cluster = read_cluster(*document, context);
    if (found.has_errors())
        cluster.reset();
    diagnostics.append(std::move(found));
    return cluster;
}

std::optional<Cluster> load_file(const std::string& path, const knowledge::Tables& tables,
                                 TimePoint today, Diagnostics& diagnostics) {
    knowledge::Reporter reporter(path, diagnostics);
    const auto text = knowledge::read_bounded_file(path, maximum_bytes, reporter);
    auto cluster = text ? parse(*text, path, tables, today, diagnostics) : std::nullopt;
    if (!cluster)
        return std::nullopt;
    Diagnostics beside;
    read_registry_certificates(path, *cluster, beside);
    read_registry_credentials(path, *cluster, beside);
    if (beside.has_errors())
        cluster.reset();
    diagnostics.append(std::move(beside));
    return cluster;
}

}  // namespace inland::spec
