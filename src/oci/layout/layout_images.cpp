// SPDX-License-Identifier: Apache-2.0
#include "oci/layout/layout_images.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace inland::oci {

namespace {

/// Names a registry, not only a tag or a repository of Docker Hub's.
bool is_whole(std::string_view name) {
    const auto slash = name.find('/');
    if (slash == std::string_view::npos)
        return false;
    const auto first = name.substr(0, slash);
    return first == "localhost" || first.find_first_of(".:") != std::string_view::npos;
}

/// "sha256-….sig": carried along with what it signs.
bool is_signature(const ImageName& image) {
    return image.tag.starts_with("sha256-") || image.tag.starts_with("sha512-");
}

bool refers(const Layout& layout, const Descriptor& descriptor) {
    const auto text = layout.manifest(descriptor);
    const auto manifest =
        text ? parse_manifest(text->text, "") : Result<Manifest>(std::unexpected(text.error()));
    return manifest && manifest->subject;
}

/// By its digest, which any Origin of the layout finds.
ImageName by_digest(ImageName name, const Descriptor& descriptor) {
    name.tag.clear();
    name.digest = descriptor.digest.text();
    return name;
}

Result<NamedLayoutImage> named(const LayoutImage& image, const std::optional<ImageName>& called) {
    if (is_whole(image.name)) {
        auto name = TRY(parse_image_name(image.name));
        return NamedLayoutImage{name, name};
    }
    if (!called)
        return failure(
            ErrorKind::InvalidInput,
            fmt::format("it does not say which repository {} \"{}\" is of: --as NAME does",
                        image.descriptor.digest.text(), image.name));
    auto name = *called;
    if (is_tag(image.name) && name.tag.empty())
        name.tag = image.name;
    return NamedLayoutImage{by_digest(name, image.descriptor), name};
}

}  // namespace

Result<std::vector<NamedLayoutImage>> images_in(const Layout& layout,
                                                const std::optional<ImageName>& called) {
    std::vector<NamedLayoutImage> images;
    std::set<ImageName> names;
    for (const auto& image : layout.images()) {
        if (image.name.empty() && refers(layout, image.descriptor))
            continue;
        auto found = TRY(named(image, called));
        if (is_signature(found.name))
            continue;
        if (!names.insert(found.name).second)
            return failure(ErrorKind::InvalidInput,
                           fmt::format("it has more than one {}", found.name.canonical()));
        images.push_back(std::move(found));
    }
    if (images.empty())
        return failure(ErrorKind::InvalidInput, "it holds no image");
    return images;
}

}  // namespace inland::oci
