// SPDX-License-Identifier: Apache-2.0
#include "cli/source_topologies.h"

#include "cli/report.h"
#include "knowledge/bounded_file.h"
#include "knowledge/reporter.h"
#include "sources/cloudformation.h"
#include "sources/eksctl.h"
#include "sources/snapshot.h"
#include "sources/terraform_plan.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <utility>

namespace inland::cli {

namespace {

using topology::Topology;

/// Where stacks would be made, as the AWS CLI finds it; "" when nothing says.
std::string region_of(const Invocation& invocation) {
    if (const auto region = invocation.value("region"))
        return *region;
    for (const char* name : {"AWS_REGION", "AWS_DEFAULT_REGION"})
        if (const char* region = std::getenv(name))
            return region;
    return {};
}

struct SourceText {
    const Invocation& invocation;
    const std::string& path;
    std::string_view bytes;
};

std::optional<Topology> read_plan(const SourceText& source) {
    auto topology = sources::read_terraform_plan(
        source.bytes, source.path, std::filesystem::absolute(source.path).parent_path());
    if (topology)
        return std::move(*topology);
    report(source.invocation.streams, Error(topology.error()).with_context(source.path));
    return std::nullopt;
}

std::optional<Topology> read_answers(const SourceText& source) {
    Diagnostics diagnostics;
    auto topology = sources::read_snapshot({{source.path, std::string(source.bytes)}}, diagnostics);
    report(source.invocation.streams, diagnostics);
    return topology;
}

/// An empty object where no file is given; nothing when it cannot be read, which is reported.
std::optional<std::map<std::string, std::string>> parameters_of(const Invocation& invocation) {
    const auto path = invocation.value("parameters");
    if (!path)
        return std::map<std::string, std::string>();
    Diagnostics diagnostics;
    knowledge::Reporter reporter(*path, diagnostics);
    const auto bytes = knowledge::read_bounded_file(*path, largest_source, reporter);
    report(invocation.streams, diagnostics);
    if (!bytes)
        return std::nullopt;
    auto parameters = sources::read_parameters(*bytes);
    if (parameters)
        return std::move(*parameters);
    report(invocation.streams, Error(parameters.error()).with_context(*path));
    return std::nullopt;
}

Result<std::string> load_file(const std::string& path) {
    Diagnostics diagnostics;
    knowledge::Reporter reporter(path, diagnostics);
    auto bytes = knowledge::read_bounded_file(path, largest_source, reporter);
    if (bytes)
        return std::move(*bytes);
    return failure(ErrorKind::NotFound, diagnostics.items().front().text());
}

/// A pseudo parameter is given as others are.
std::string pseudo(const std::map<std::string, std::string>& parameters, const std::string& name,
                   const std::string& fallback) {
    const auto found = parameters.find(name);
    return found == parameters.end() ? fallback : found->second;
}

std::optional<Topology> read_template(const SourceText& source) {
    auto parameters = parameters_of(source.invocation);
    if (!parameters)
        return std::nullopt;
    sources::CloudFormationOptions options{
        .region = pseudo(*parameters, "AWS::Region", region_of(source.invocation)),
        .account = pseudo(*parameters, "AWS::AccountId", ""),
        .parameters = *parameters,
        .load = load_file};
    Diagnostics diagnostics;
    auto topology = sources::read_cloudformation(source.bytes, source.path, options, diagnostics);
    report(source.invocation.streams, diagnostics);
    return topology;
}

std::optional<Topology> read_cluster_config(const SourceText& source) {
    Diagnostics diagnostics;
    auto topology = sources::read_eksctl(source.bytes, source.path, diagnostics);
    report(source.invocation.streams, diagnostics);
    return topology;
}

/// A kind of source, in the order in which kinds are tried.
struct KindRow {
    std::string_view kind;  ///< as CONTRACT.md calls it
    bool (*is)(std::string_view bytes);
    std::optional<Topology> (*read)(const SourceText& source);
};

constexpr std::array kinds{
    KindRow{"cloudformation", sources::looks_like_cloudformation, read_template},
    KindRow{"eksctl", sources::looks_like_eksctl, read_cluster_config},
    KindRow{"snapshot", sources::looks_like_snapshot, read_answers},
    KindRow{"terraform-plan", sources::looks_like_terraform_plan, read_plan},
};

const KindRow* kind_of(std::string_view bytes) {
    const auto found =
        std::ranges::find_if(kinds, [&](const KindRow& row) { return row.is(bytes); });
    return found == kinds.end() ? nullptr : &*found;
}

}  // namespace

bool has_topology(std::string_view bytes) {
    return kind_of(bytes) != nullptr;
}

std::optional<SourceTopology> read_topology(const Invocation& invocation, const std::string& path,
                                            std::string_view bytes) {
    const auto* row = kind_of(bytes);
    auto topology = row->read({invocation, path, bytes});
    if (!topology)
        return std::nullopt;
    return SourceTopology{std::move(*topology), {std::string(row->kind), path}};
}

}  // namespace inland::cli
