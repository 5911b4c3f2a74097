// SPDX-License-Identifier: Apache-2.0
#include "oci/manifests/find.h"

#include "knowledge/yaml_stream.h"
#include "oci/manifests/finder.h"

#include <algorithm>
#include <tuple>

namespace inland::oci {

namespace {

/// An alias, or two rules, may lead to the same bytes twice; what is certain then counts.
void drop_repetitions(std::vector<FoundImage>& images) {
    const auto key = [](const FoundImage& image) {
        return std::tuple(image.place.line, image.place.column, image.image, image.certainty);
    };
    std::ranges::stable_sort(images, {}, key);
    const auto repeated = std::ranges::unique(images, [](const auto& a, const auto& b) {
        return a.place == b.place && a.image == b.image;
    });
    images.erase(repeated.begin(), repeated.end());
}

/// Most of what is no YAML is a template of it.
void add_remedy(const Diagnostics& found, std::string_view text, Diagnostics& diagnostics) {
    const bool is_template = text.find("{{") != std::string_view::npos;
    for (Diagnostic mistake : found.items()) {
        if (is_template && mistake.remedy.empty())
            mistake.remedy = "render templates first: helm template, kustomize build";
        diagnostics.add(std::move(mistake));
    }
}

}  // namespace

std::vector<FoundImage> find_images(const std::string& file, std::string_view text,
                                    const knowledge::ImageRules& rules, Diagnostics& diagnostics) {
    const RawText raw(text);
    const SearchedText searched{.file = file, .raw = raw, .rules = rules};
    Finder finder(searched, diagnostics);
    Diagnostics unread;
    knowledge::Reporter reporter(file, unread);
    knowledge::read_yaml_stream(text, reporter,
                                [&](const auto& document) { finder.search(document); });
    auto images = std::move(finder).found();
    add_remedy(unread, text, diagnostics);
    drop_repetitions(images);
    return images;
}

}  // namespace inland::oci
