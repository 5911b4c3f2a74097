// SPDX-License-Identifier: Apache-2.0
#include "knowledge/readers/readers.h"
#include "knowledge/value_reader.h"

#include <array>

namespace inland::knowledge {

static void read_value(const Node& node, Reporter& reporter, UpstreamCredentials& value) {
    static constexpr std::array<std::pair<std::string_view, UpstreamCredentials>, 2> words = {
        {{"none", UpstreamCredentials::None}, {"required", UpstreamCredentials::Required}}};
    read_word(node, reporter, words, value);
}

template <>
struct Columns<PublicRegistry> {
    static constexpr std::array<Column<PublicRegistry>, 5> all = {
        required<&PublicRegistry::host>("host"),
        required<&PublicRegistry::pull_through_cache>("pullThroughCache"),
        required<&PublicRegistry::upstream_url>("upstreamUrl"),
        required<&PublicRegistry::credentials>("credentials"),
        required<&PublicRegistry::source>("source"),
    };
};

template <>
struct Columns<RegistryImage> {
    static constexpr std::array<Column<RegistryImage>, 3> all = {
        required<&RegistryImage::repository>("repository"),
        required<&RegistryImage::tags>("tags"),
        required<&RegistryImage::source>("source"),
    };
};

void read_registries(const Node& document, Reporter& reporter, Tables& tables) {
    static constexpr std::array<Column<Tables>, 2> top = {
        required<&Tables::registries>("registries"), required<&Tables::registry_images>("images")};
    read_fields(document, "the file", std::span<const Column<Tables>>(top), reporter, tables);
}

}  // namespace inland::knowledge
