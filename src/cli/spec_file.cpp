// SPDX-License-Identifier: Apache-2.0
#include "cli/spec_file.h"

#include "cli/given_network.h"
#include "cli/report.h"
#include "cli/session.h"
#include "knowledge/bounded_file.h"
#include "knowledge/reporter.h"
#include "prove/living_registries.h"
#include "spec/parse.h"

#include <filesystem>

namespace inland::cli {

/// Nobody on the internet is to call nodes in any mode.
prove::Wishes wishes_of(const spec::Cluster& cluster) {
    prove::Wishes wishes;
    if (cluster.network.nodes.value == spec::NodePlacement::Public ||
        cluster.network.egress.value == spec::Egress::Nat)
        wishes.egress = prove::Wish::Wanted;
    if (!std::holds_alternative<spec::PrivateAccess>(cluster.access.value))
        wishes.public_api = prove::Wish::Wanted;
    return wishes;
}

prove::Question DesignedSpec::question() const {
    prove::Question question{design.topology, *tables, {}};
    for (const auto& network : spec.connect.networks())
        question.clients.push_back({network.value.text(), network.value});
    question.wishes = wishes_of(spec);
    question.registries = prove::living_registries(design.topology);
    return question;
}

deploy::Goal DesignedSpec::goal() const {
    const auto* existing = spec.network.existing();
    return {design.topology, design.edits, existing == nullptr ? "" : existing->vpc_id.value};
}

bool is_spec(const std::string& path) {
    if (std::filesystem::is_directory(path))
        return false;
    Diagnostics unread;
    knowledge::Reporter reporter(path, unread);
    const auto text = knowledge::read_bounded_file(path, spec::maximum_bytes, reporter);
    return text && text->find("apiVersion: inland.dev/") != std::string::npos;
}

std::optional<spec::Cluster> read_spec(const Invocation& invocation, const std::string& path) {
    const auto tables = tables_of(invocation);
    if (!tables) {
        report(invocation.streams, tables.error());
        return std::nullopt;
    }
    Diagnostics diagnostics;
    auto spec = spec::load_file(path, **tables, SystemClock().now(), diagnostics);
    report(invocation.streams, diagnostics);
    return diagnostics.has_errors() ? std::nullopt : std::move(spec);
}

std::optional<DesignedSpec> load_spec(const Invocation& invocation, const std::string& path) {
    auto spec = read_spec(invocation, path);
    if (!spec)
        return std::nullopt;
    const auto* tables = *tables_of(invocation);
    const auto given = given_network_of(invocation, *spec);
    auto design = design::design(*spec, *tables, given ? &*given : nullptr);
    report(invocation.streams, design.diagnostics);
    if (design.diagnostics.has_errors())
        return std::nullopt;
    return DesignedSpec{path, std::move(*spec), std::move(design), tables};
}

}  // namespace inland::cli
