// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "oci/layout/file_tree.h"
#include "oci/manifest.h"

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace inland::oci {

/// An image that a layout's index names.
struct LayoutImage {
    std::string name;  ///< its annotation: "docker.io/library/nginx:1.27", "1.27", or ""
    Descriptor descriptor;
};

/// An OCI image layout (image specification 1.1, "Image Layout"), in a folder or in a tar, and so a
/// bundle too. Content is found by its digest; whoever reads a blob checks it. Safe for all
/// threads.
class Layout {
  public:
    /// InvalidInput names the file that is missing or malformed.
    static Result<Layout> open(std::unique_ptr<FileTree> files);

    [[nodiscard]] const std::vector<LayoutImage>& images() const { return images_; }
    [[nodiscard]] const FileTree& files() const { return *files_; }
    /// Where a blob is; InvalidInput where its length is not the descriptor's, NotFound without it.
    [[nodiscard]] Result<ByteRange> find(const Descriptor& blob) const;
    /// A manifest's text, checked against its digest and length.
    [[nodiscard]] Result<ManifestText> manifest(const Descriptor& descriptor) const;
    /// The same of one that is known by its digest alone.
    [[nodiscard]] Result<ManifestText> manifest(const Digest& digest) const;
    /// The manifests that the index holds without a name because they are about that one.
    [[nodiscard]] std::vector<Descriptor> referrers(const Digest& subject) const;

  private:
    Layout(std::unique_ptr<FileTree> files, std::vector<LayoutImage> images);

    std::unique_ptr<FileTree> files_;
    std::vector<LayoutImage> images_;
    std::multimap<Digest, Descriptor> referrers_;  ///< by subject
};

/// The layout that a path leads to: a folder, a tar, or a tar in parts (parted_file.h).
Result<Layout> open_layout(const std::filesystem::path& path);

/// "blobs/sha256/…".
std::string blob_path(const Digest& digest);

/// The annotation of an index's manifest that holds its image's name.
inline constexpr std::string_view name_annotation = "org.opencontainers.image.ref.name";
/// The same with the registry, as containerd writes and reads it.
inline constexpr std::string_view containerd_name_annotation = "io.containerd.image.name";

}  // namespace inland::oci
