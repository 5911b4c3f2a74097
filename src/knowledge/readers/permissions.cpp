// SPDX-License-Identifier: Apache-2.0
#include "knowledge/readers/readers.h"
#include "knowledge/value_reader.h"

#include <array>

namespace inland::knowledge {

template <>
struct Columns<ResourceRecord> {
    static constexpr std::array<Column<ResourceRecord>, 8> all = {
        required<&ResourceRecord::type>("type"),     required<&ResourceRecord::kind>("kind"),
        optional<&ResourceRecord::ids>("ids"),       optional<&ResourceRecord::arn>("arn"),
        optional<&ResourceRecord::shown>("shown"),   optional<&ResourceRecord::policy>("policy"),
        optional<&ResourceRecord::guards>("guards"), optional<&ResourceRecord::keys>("keys"),
    };
};

template <>
struct Columns<OperationResources> {
    static constexpr std::array<Column<OperationResources>, 2> all = {
        required<&OperationResources::resources>("resources"),
        required<&OperationResources::names>("names"),
    };
};

template <>
struct Columns<NeededAction> {
    static constexpr std::array<Column<NeededAction>, 5> all = {
        required<&NeededAction::names>("names"),
        optional<&NeededAction::when>("when"),
        required<&NeededAction::action>("action"),
        required<&NeededAction::resources>("resources"),
        optional<&NeededAction::context>("context"),
    };
};

template <>
struct Columns<ServicePermissions> {
    static constexpr std::array<Column<ServicePermissions>, 10> all = {
        required<&ServicePermissions::service>("service"),
        required<&ServicePermissions::prefix>("prefix"),
        required<&ServicePermissions::arn>("arn"),
        optional<&ServicePermissions::accountless>("accountless"),
        optional<&ServicePermissions::unasked>("unasked"),
        optional<&ServicePermissions::records>("records"),
        required<&ServicePermissions::operations>("operations"),
        optional<&ServicePermissions::needs>("needs"),
        optional<&ServicePermissions::keys>("keys"),
        required<&ServicePermissions::source>("source"),
    };
};

void read_permissions(const Node& document, Reporter& reporter, Tables& tables) {
    static constexpr std::array<Column<Tables>, 1> top = {
        required<&Tables::permissions>("permissions")};
    read_fields(document, "the file", std::span<const Column<Tables>>(top), reporter, tables);
}

}  // namespace inland::knowledge
