// SPDX-License-Identifier: Apache-2.0
#include "oci/layout/layout.h"

#include "oci/layout/parted_file.h"
#include "oci/media_types.h"

#include <array>
#include <system_error>

#include <fmt/format.h>

namespace inland::oci {

namespace {

std::unexpected<Error> within(std::string_view file, const Error& error) {
    return failure(error.kind == ErrorKind::Failed ? ErrorKind::Failed : ErrorKind::InvalidInput,
                   fmt::format("{}: {}", file, error.message));
}

Result<std::string> read_file(const FileTree& files, std::string_view path) {
    const auto range = TRY(files.find(path));
    auto text = read_all(range, max_manifest_bytes);
    if (!text)
        return within(path, text.error());
    return text;
}

Result<void> check_marker(const FileTree& files) {
    constexpr std::string_view marker = "oci-layout";
    constexpr std::size_t deepest = 4;
    const auto text = TRY(read_file(files, marker));
    const auto parsed = parse_json(text, deepest);
    if (!parsed)
        return within(marker, parsed.error());
    const auto version = string_or_empty(*parsed, "imageLayoutVersion");
    if (version != "1.0.0")
        return failure(ErrorKind::InvalidInput,
                       fmt::format("{}: its version is \"{}\", not 1.0.0", marker, version));
    return {};
}

std::string name_of(const Descriptor& descriptor) {
    for (const auto annotation : {containerd_name_annotation, name_annotation})
        if (const auto found = descriptor.annotations.find(annotation);
            found != descriptor.annotations.end())
            return found->second;
    return {};
}

Result<std::vector<LayoutImage>> read_index(const FileTree& files) {
    constexpr std::string_view index = "index.json";
    const auto text = TRY(read_file(files, index));
    auto parsed = parse_manifest(text, media_type::oci_index);
    if (!parsed)
        return within(index, parsed.error());
    std::vector<LayoutImage> images;
    for (auto& descriptor : parsed->manifests)
        images.push_back({name_of(descriptor), std::move(descriptor)});
    return images;
}

Result<std::unique_ptr<FileTree>> open_tree(const std::filesystem::path& path) {
    std::error_code code;
    if (std::filesystem::is_directory(path, code))
        return open_folder(path);
    auto tar = open_tar(TRY(open_files(TRY(parts_of(path)))));
    if (!tar)
        return within(path.string(), tar.error());
    return tar;
}

}  // namespace

std::string blob_path(const Digest& digest) {
    return fmt::format("blobs/{}/{}", digest.algorithm_name(), digest.hex());
}

Result<Layout> Layout::open(std::unique_ptr<FileTree> files) {
    TRY_VOID(check_marker(*files));
    auto images = TRY(read_index(*files));
    return Layout(std::move(files), std::move(images));
}

Result<ByteRange> Layout::find(const Descriptor& blob) const {
    auto range = TRY(files_->find(blob_path(blob.digest)));
    if (range.size != blob.size)
        return failure(ErrorKind::InvalidInput,
                       fmt::format("{} has {} bytes, and what refers to it says {}",
                                   blob.digest.text(), range.size, blob.size));
    return range;
}

Layout::Layout(std::unique_ptr<FileTree> files, std::vector<LayoutImage> images)
    : files_(std::move(files)), images_(std::move(images)) {
    for (const auto& image : images_) {
        if (!image.name.empty())
            continue;
        // One that cannot be read refers to nothing; check_layout says why.
        const auto text = manifest(image.descriptor);
        const auto parsed = text ? parse_manifest(text->text, text->media_type)
                                 : Result<Manifest>(std::unexpected(text.error()));
        if (parsed && parsed->subject)
            referrers_.emplace(parsed->subject->digest, image.descriptor);
    }
}

std::vector<Descriptor> Layout::referrers(const Digest& subject) const {
    std::vector<Descriptor> found;
    const auto [begin, end] = referrers_.equal_range(subject);
    for (auto referrer = begin; referrer != end; ++referrer)
        found.push_back(referrer->second);
    return found;
}

Result<ManifestText> Layout::manifest(const Digest& digest) const {
    const auto range = TRY(files_->find(blob_path(digest)));
    auto text = TRY(manifest(Descriptor{"", digest, range.size}));
    text.media_type = TRY(parse_manifest(text.text, "")).media_type;
    return text;
}

Result<ManifestText> Layout::manifest(const Descriptor& descriptor) const {
    auto text = read_all(TRY(find(descriptor)), max_manifest_bytes);
    if (!text)
        return within(descriptor.digest.text(), text.error());
    if (Digest::of(*text, descriptor.digest.algorithm()) != descriptor.digest)
        return failure(ErrorKind::InvalidInput, fmt::format("{} does not hold what its name says",
                                                            blob_path(descriptor.digest)));
    return ManifestText{descriptor.media_type, descriptor.digest, *std::move(text)};
}

Result<Layout> open_layout(const std::filesystem::path& path) {
    auto tree = open_tree(path);
    if (!tree)
        return std::unexpected(tree.error());
    auto layout = Layout::open(*std::move(tree));
    if (!layout)
        return within(path.string(), layout.error());
    return layout;
}

}  // namespace inland::oci
