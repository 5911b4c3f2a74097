// SPDX-License-Identifier: Apache-2.0
// Manifests: finding images in any bytes, and rewriting them, which must name the target only, be
// done after once, and leave every byte that is no name as it was.
#include "oci/manifests/find.h"
#include "oci/manifests/rewrite.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <string>

namespace {

using namespace inland::oci;

std::vector<FoundImage> found_in(const std::string& text) {
    inland::Diagnostics diagnostics;
    return find_images("f", text, inland::knowledge::built_in_image_rules(), diagnostics);
}

std::optional<std::string> rewritten(const std::string& text) {
    static const Target target{.registry = "r.example.com:5000", .prefix = "p"};
    inland::Diagnostics diagnostics;
    return rewrite_images("f", text, found_in(text), {.target = target, .digests = {}},
                          inland::knowledge::built_in_image_rules(), diagnostics);
}

bool has_insertion(const std::vector<FoundImage>& images) {
    return std::ranges::any_of(images, [](const FoundImage& image) {
        return std::ranges::any_of(image.parts, [](const NamePart& part) {
            return part.length == 0 && part.role == PartRole::Path;
        });
    });
}

/// What is left when the bytes of all names are taken out.
std::string without_names(std::string text) {
    std::vector<NamePart> parts;
    for (const auto& image : found_in(text))
        for (const auto& part : image.parts)
            if (part.length != 0)
                parts.push_back(part);
    std::ranges::sort(parts, std::ranges::greater{}, &NamePart::offset);
    const auto repeated = std::ranges::unique(parts, {}, &NamePart::offset);
    parts.erase(repeated.begin(), repeated.end());
    for (const auto& part : parts)
        text.erase(part.offset, part.length);
    return text;
}

void require(bool holds) {
    if (!holds)
        std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    const auto once = rewritten(text);
    if (!once)
        return 0;
    for (const auto& found : found_in(*once))
        require(found.image.path().starts_with("r.example.com:5000/p/"));
    require(rewritten(*once) == *once);
    if (!has_insertion(found_in(text)))
        require(without_names(*once) == without_names(text));
    return 0;
}
