// SPDX-License-Identifier: Apache-2.0
#include "knowledge/readers/calls.h"
#include "knowledge/readers/readers.h"
#include "knowledge/value_reader.h"

#include <array>

namespace inland::knowledge {

static void read_value(const Node& node, Reporter& reporter, AddonKind& value) {
    static constexpr std::array<std::pair<std::string_view, AddonKind>, 2> words = {
        {{"eks-managed", AddonKind::EksManaged}, {"manifest", AddonKind::Manifest}}};
    read_word(node, reporter, words, value);
}

template <>
struct Columns<Permission> {
    static constexpr std::array<Column<Permission>, 3> all = {
        required<&Permission::action>("action"),
        required<&Permission::resource>("resource"),
        optional<&Permission::condition>("condition"),
    };
};

template <>
struct Columns<Image> {
    static constexpr std::array<Column<Image>, 3> all = {
        required<&Image::repository>("repository"),
        required<&Image::tag>("tag"),
        required<&Image::source>("source"),
    };
};

template <>
struct Columns<AddonVersion> {
    static constexpr std::array<Column<AddonVersion>, 3> all = {
        required<&AddonVersion::version>("version"),
        required<&AddonVersion::kubernetes>("kubernetes"),
        optional<&AddonVersion::is_default>("default"),
    };
};

template <>
struct Columns<Addon> {
    static constexpr std::array<Column<Addon>, 14> all = {
        required<&Addon::name>("name"),
        required<&Addon::kind>("kind"),
        required<&Addon::before_nodes>("beforeNodes"),
        required<&Addon::workload>("workload"),
        required<&Addon::workload_name>("workloadName"),
        required<&Addon::host_network>("hostNetwork"),
        optional<&Addon::replicas>("replicas"),
        optional<&Addon::services>("services"),
        optional<&Addon::permissions>("permissions"),
        optional<&Addon::calls>("calls"),
        optional<&Addon::managed_policies>("managedPolicies"),
        optional<&Addon::images>("images"),
        optional<&Addon::versions>("versions"),
        required<&Addon::source>("source"),
    };
};

void read_addons(const Node& document, Reporter& reporter, Tables& tables) {
    static constexpr std::array<Column<Tables>, 1> top = {required<&Tables::addons>("addons")};
    read_fields(document, "the file", std::span<const Column<Tables>>(top), reporter, tables);
}

}  // namespace inland::knowledge
