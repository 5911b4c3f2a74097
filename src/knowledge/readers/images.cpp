// SPDX-License-Identifier: Apache-2.0
#include "knowledge/readers/images.h"

#include "knowledge/readers/readers.h"
#include "knowledge/value_reader.h"

#include <array>

namespace inland::knowledge {

static void read_value(const Node& node, Reporter& reporter, ImageOrigin& value) {
    static constexpr std::array<std::pair<std::string_view, ImageOrigin>, 2> words = {
        {{"ami", ImageOrigin::MachineImage}, {"registry", ImageOrigin::Registry}}};
    read_word(node, reporter, words, value);
}

template <>
struct Columns<NodeImage> {
    static constexpr std::array<Column<NodeImage>, 5> all = {
        required<&NodeImage::operating_system>("os"), required<&NodeImage::purpose>("purpose"),
        required<&NodeImage::image>("image"),         required<&NodeImage::origin>("origin"),
        required<&NodeImage::source>("source"),
    };
};

template <>
struct Columns<ObjectField> {
    static constexpr std::array<Column<ObjectField>, 4> all = {
        optional<&ObjectField::group>("group"),
        required<&ObjectField::kind>("kind"),
        required<&ObjectField::path>("path"),
        required<&ObjectField::source>("source"),
    };
};

template <>
struct Columns<ImageSetting> {
    static constexpr std::array<Column<ImageSetting>, 2> all = {
        required<&ImageSetting::name>("name"),
        required<&ImageSetting::source>("source"),
    };
};

void read_rules(const Node& document, Reporter& reporter, ImageRules& rules) {
    static constexpr std::array<Column<ImageRules>, 5> top = {
        required<&ImageRules::nodes>("nodes"), required<&ImageRules::pod_specs>("podSpecs"),
        required<&ImageRules::fields>("fields"), required<&ImageRules::arguments>("arguments"),
        required<&ImageRules::variables>("variables")};
    read_fields(document, "the file", std::span<const Column<ImageRules>>(top), reporter, rules);
}

/// Checked with the other files; the rows are read where they are used (knowledge/image_rules.h).
void read_images(const Node& document, Reporter& reporter, Tables& /*tables*/) {
    ImageRules rules;
    read_rules(document, reporter, rules);
}

}  // namespace inland::knowledge
