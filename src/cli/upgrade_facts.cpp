// SPDX-License-Identifier: Apache-2.0
#include "cli/upgrade_facts.h"

#include "cli/given_network.h"
#include "cli/image_options.h"
#include "cli/report.h"
#include "cli/time_there.h"
#include "kube/manifest.h"
#include "manifests/manifest_files.h"

#include <iterator>
#include <set>

#include <fmt/format.h>

namespace inland::cli {

namespace {

using upgrade::ApiUse;
using upgrade::Facts;

std::string place_of(const json::object& object) {
    const auto space = string_or_empty(object, "metadata.namespace");
    return space + (space.empty() ? "" : "/") + string_or_empty(object, "metadata.name");
}

/// The API server rewrites an object to the version that it stores; what people and tools wrote is
/// in what they applied last, and in who manages which fields.
std::set<std::string> versions_written(const json::object& object) {
    std::set<std::string> versions;
    const auto applied =
        parse_json(kube::annotation_of(object, "kubectl.kubernetes.io/last-applied-configuration"));
    if (applied)
        versions.insert(string_or_empty(*applied, "apiVersion"));
    for (const auto& manager : find_array(object, "metadata.managedFields"))
        versions.insert(string_or_empty(manager, "apiVersion"));
    versions.erase("");
    return versions;
}

Result<void> add_uses(kube::Api& api, const knowledge::RemovedApi& row, std::stop_token stop,
                      Facts& facts) {
    for (const auto& kind : row.kinds)
        for (const auto& object : TRY(api.list(row.instead, kind, stop)))
            if (versions_written(object).contains(row.api_version))
                facts.uses.push_back({row.api_version, kind, place_of(object), "the cluster"});
    return {};
}

Result<void> read_cluster(kube::Api& api, const std::stop_token& stop, Facts& facts) {
    facts.contents.nodes = TRY(api.list("v1", "Node", stop));
    facts.contents.pods = TRY(api.list("v1", "Pod", stop));
    facts.contents.budgets = TRY(api.list("policy/v1", "PodDisruptionBudget", stop));
    for (const auto& row : facts.removed_apis->rows)
        if (!row.instead.empty())
            TRY_VOID(add_uses(api, row, stop, facts));
    return {};
}

void add_use(const json::object& object, const std::string& path, Facts& facts) {
    for (const auto& item : find_array(object, "items"))
        if (item.is_object())
            add_use(item.get_object(), path, facts);
    facts.uses.push_back({string_or_empty(object, "apiVersion"), string_or_empty(object, "kind"),
                          place_of(object), path});
}

void read_manifests(const Invocation& invocation, Facts& facts, upgrade::Findings& findings) {
    Diagnostics diagnostics;
    for (const auto& path : option_values(invocation, "manifests"))
        for (const auto& file : manifests::read_manifest_files(path, diagnostics)) {
            const auto objects = kube::read_objects(file.text, file.path);
            if (!objects)
                findings.push_back({"removed-apis", upgrade::Standing::Unknown, file.path,
                                    objects.error().message, "mend the file"});
            else
                for (const auto& object : *objects)
                    add_use(object, file.path, facts);
        }
    report(invocation.streams, diagnostics);
}

Result<upgrade::Minor> minor_of(std::string_view version, std::string_view whose) {
    const auto minor = upgrade::parse_minor(version);
    if (!minor)
        return failure(ErrorKind::InvalidInput,
                       fmt::format("{} version \"{}\" is none that can be raised", whose, version));
    return *minor;
}

}  // namespace

DesignedSpec at_minor(const Invocation& invocation, const DesignedSpec& designed,
                      upgrade::Minor minor) {
    auto spec = designed.spec;
    spec.version.value = minor.text();
    const auto given = given_network_of(invocation, spec);
    auto design = design::design(spec, *designed.tables, given ? &*given : nullptr);
    return {designed.path, std::move(spec), std::move(design), designed.tables};
}

Result<Facts> upgrade_facts(const Invocation& invocation, Session& session,
                            const DesignedSpec& designed, const topology::Topology& observed,
                            ErrandKubernetes& kubernetes, upgrade::Findings& findings) {
    const auto& name = designed.spec.name.value;
    const auto* cluster = observed.find<topology::Cluster>("cluster/" + name);
    if (cluster == nullptr || !cluster->version.is_known())
        return failure(ErrorKind::NotFound,
                       fmt::format("there is no cluster {}: inland apply makes it", name));
    Facts facts{.cluster = name,
                .current = TRY(minor_of(cluster->version.value(), "the control plane's")),
                .target = TRY(minor_of(designed.spec.version.value, "the spec's")),
                .now = time_there(session, invocation.stop),
                .tables = designed.tables,
                .removed_apis = &knowledge::built_in_removed_apis(),
                .observed = observed};
    for (const auto& addon : designed.spec.addons)
        facts.spec_addons.insert(addon.value);
    const auto api = kubernetes.api();
    const auto read = api ? read_cluster(**api, invocation.stop, facts)
                          : Result<void>(std::unexpected(api.error()));
    if (!read)
        facts.unseen = is_out_of_reach(read.error()) ? out_of_reach(read.error()).message
                                                     : error_text(read.error());
    read_manifests(invocation, facts, findings);
    return facts;
}

}  // namespace inland::cli
