// SPDX-License-Identifier: Apache-2.0
#include "design/designers.h"

#include <fmt/format.h>

namespace inland::design {
namespace {

class Refusals {
  public:
    explicit Refusals(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

    void add(std::string_view what, const Place& place, std::string_view remedy) {
        diagnostics_.add({.severity = Severity::Error,
                          .rule = "not-designed-yet",
                          .summary = "not designed yet",
                          .detail = fmt::format("Inland reads {} but cannot build it yet", what),
                          .remedy = std::string(remedy),
                          .place = place});
    }

  private:
    Diagnostics& diagnostics_;
};

void check_node_group(const spec::NodeGroup& group, const knowledge::Tables& tables,
                      Refusals& refusals) {
    const auto os = spec::text(group.os.value);
    if (tables.join(os) == nullptr || tables.ami(os, group.architecture) == nullptr)
        refusals.add(fmt::format("os: {}", os), group.os.place, "use os: al2023");
}

/// An add-on of EKS is designed when the node's role gives it what it may do, one that Inland
/// installs when a version of its manifest is known.
bool is_designed(const knowledge::Addon& addon) {
    return addon.kind == knowledge::AddonKind::EksManaged
               ? addon.permissions.empty() || !addon.managed_policies.empty()
               : !addon.versions.empty();
}

void check_addon(const spec::PlacedText& name, const knowledge::Tables& tables,
                 Refusals& refusals) {
    const auto* addon = tables.addon(name.value);
    if (addon == nullptr || !is_designed(*addon))
        refusals.add(fmt::format("the add-on {}", name.value), name.place, "leave it out");
}

}  // namespace

void refuse_what_is_not_designed(Drawing& drawing) {
    Refusals refusals(drawing.result.diagnostics);
    for (const auto& group : drawing.spec.node_groups)
        check_node_group(group, drawing.tables, refusals);
    for (const auto& addon : drawing.spec.addons)
        check_addon(addon, drawing.tables, refusals);
}

}  // namespace inland::design
