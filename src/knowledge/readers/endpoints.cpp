// SPDX-License-Identifier: Apache-2.0
#include "knowledge/readers/readers.h"
#include "knowledge/value_reader.h"

#include <array>

namespace inland::knowledge {

static void read_value(const Node& node, Reporter& reporter, EndpointType& value) {
    static constexpr std::array<std::pair<std::string_view, EndpointType>, 2> words = {
        {{"interface", EndpointType::Interface}, {"gateway", EndpointType::Gateway}}};
    read_word(node, reporter, words, value);
}

static void read_value(const Node& node, Reporter& reporter, ExitCallers& value) {
    static constexpr std::array<std::pair<std::string_view, ExitCallers>, 2> words = {
        {{"its-owners", ExitCallers::ItsOwners}, {"anybody", ExitCallers::Anybody}}};
    read_word(node, reporter, words, value);
}

template <>
struct Columns<DataExit> {
    static constexpr std::array<Column<DataExit>, 3> all = {
        required<&DataExit::action>("action"),
        required<&DataExit::resource>("resource"),
        optional<&DataExit::callers>("callers"),
    };
};

template <>
struct Columns<EndpointService> {
    static constexpr std::array<Column<EndpointService>, 9> all = {
        required<&EndpointService::service>("service"),
        required<&EndpointService::types>("types"),
        required<&EndpointService::names>("names"),
        optional<&EndpointService::zones>("zones"),
        optional<&EndpointService::full_name>("fullName"),
        required<&EndpointService::policy_support>("policySupport"),
        optional<&EndpointService::actions>("actions"),
        optional<&EndpointService::exits>("exits"),
        required<&EndpointService::source>("source"),
    };
};

void read_endpoints(const Node& document, Reporter& reporter, Tables& tables) {
    static constexpr std::array<Column<Tables>, 1> top = {
        required<&Tables::endpoints>("endpoints")};
    read_fields(document, "the file", std::span<const Column<Tables>>(top), reporter, tables);
}

}  // namespace inland::knowledge
