// SPDX-License-Identifier: Apache-2.0
#include "cli/source_topologies.h"

#include "cli/report.h"
#include "sources/snapshot.h"
#include "sources/terraform_plan.h"

#include <algorithm>
#include <array>
#include <utility>

namespace inland::cli {

namespace {

using topology::Topology;

struct SourceText {
    const Invocation& invocation;
    const std::string& path;
    std::string_view bytes;
};

std::optional<Topology> read_plan(const SourceText& source) {
    auto topology = sources::read_terraform_plan(source.bytes, source.path);
    if (topology)
        return std::move(*topology);
    report(source.invocation.streams, Error(topology.error()).with_context(source.path));
    return std::nullopt;
}

std::optional<Topology> read_answers(const SourceText& source) {
    Diagnostics diagnostics;
    auto topology =
        sources::read_snapshot({{source.path, std::string(source.bytes)}}, diagnostics);
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
