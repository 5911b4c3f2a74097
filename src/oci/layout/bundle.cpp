// SPDX-License-Identifier: Apache-2.0
#include "oci/layout/bundle.h"

#include "core/crypto.h"
#include "core/json.h"
#include "oci/layout/tar_writer.h"
#include "oci/media_types.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

namespace inland::oci {

namespace {

constexpr std::string_view list_path = "inland/bundle.json";
constexpr std::string_view list_schema = "inland.dev/bundle/v1";
constexpr std::string_view files_folder = "inland/";

/// What a blob's place in the tar is filled from.
struct Content {
    std::uint64_t size = 0;
    const Descriptor* blob = nullptr;  ///< from the reader
    std::string_view text = {};        ///< or this
};

json::object index_entry(const LayoutImage& image) {
    auto descriptor = image.descriptor;
    descriptor.annotations.insert_or_assign(std::string(name_annotation), image.name);
    descriptor.annotations.insert_or_assign(std::string(containerd_name_annotation), image.name);
    return to_json(descriptor);
}

std::string index_of(std::vector<LayoutImage> images) {
    std::ranges::sort(images, {}, [](const LayoutImage& image) {
        return std::pair(image.name, image.descriptor.digest);
    });
    json::array manifests;
    for (const auto& image : images)
        manifests.push_back(index_entry(image));
    return json::serialize(json::object{{"schemaVersion", 2},
                                        {"mediaType", media_type::oci_index},
                                        {"manifests", std::move(manifests)}});
}

std::string list_of(const BundlePlan& plan) {
    json::array files;
    for (const auto& [path, content] : plan.files)
        files.push_back(json::object{
            {"path", path}, {"size", content.size()}, {"sha256", hex(sha256(content))}});
    return json::serialize(json::object{{"schema", list_schema}, {"files", std::move(files)}});
}

using Contents = std::map<std::string, Content>;

Contents blobs_by_path(const BundlePlan& plan) {
    Contents contents;
    for (const auto& blob : plan.blobs)
        contents.try_emplace(blob_path(blob.digest), Content{blob.size, &blob});
    for (const auto& manifest : plan.manifests)
        contents.insert_or_assign(blob_path(manifest.digest),
                                  Content{manifest.text.size(), nullptr, manifest.text});
    return contents;
}

Result<void> write_text(TarWriter& tar, std::string_view path, std::string_view text) {
    TRY_VOID(tar.begin(path, text.size()));
    return tar.write(text);
}

Result<void> write_blob(TarWriter& tar, const std::string& path, const Content& content,
                        ContentStore& reader) {
    if (content.blob == nullptr)
        return write_text(tar, path, content.text);
    TRY_VOID(tar.begin(path, content.size));
    return reader.read(*content.blob, tar);
}

Result<std::string> listed_file(const Layout& layout, const json::value& row) {
    const auto path = fmt::format("{}{}", files_folder, string_or_empty(row, "path"));
    const auto size = find_int(row, "size");
    const auto range = TRY(layout.files().find(path));
    auto text = TRY(read_all(range, range.size));
    if (!size || static_cast<std::uint64_t>(*size) != text.size() ||
        hex(sha256(text)) != string_or_empty(row, "sha256"))
        return failure(ErrorKind::InvalidInput,
                       fmt::format("{} is not what {} says", path, list_path));
    return text;
}

}  // namespace

Result<void> write_bundle(const BundlePlan& plan, ContentStore& reader, ByteSink& sink) {
    TarWriter tar(sink);
    TRY_VOID(write_text(tar, "oci-layout", R"({"imageLayoutVersion":"1.0.0"})"));
    TRY_VOID(write_text(tar, "index.json", index_of(plan.images)));
    TRY_VOID(write_text(tar, list_path, list_of(plan)));
    for (const auto& [path, content] : plan.files)
        TRY_VOID(write_text(tar, fmt::format("{}{}", files_folder, path), content));
    for (const auto& [path, content] : blobs_by_path(plan))
        TRY_VOID(write_blob(tar, path, content, reader));
    return tar.finish();
}

Result<std::map<std::string, std::string, std::less<>>> bundle_files(const Layout& layout) {
    std::map<std::string, std::string, std::less<>> files;
    const auto range = layout.files().find(list_path);
    if (!range)
        return files;
    constexpr std::size_t deepest = 8;
    const auto list = TRY(parse_json(TRY(read_all(*range, max_manifest_bytes)), deepest));
    if (string_or_empty(list, "schema") != list_schema)
        return failure(ErrorKind::InvalidInput,
                       fmt::format("{} is not of {}", list_path, list_schema));
    for (const auto& row : find_array(list, "files"))
        files.insert_or_assign(string_or_empty(row, "path"), TRY(listed_file(layout, row)));
    return files;
}

}  // namespace inland::oci
