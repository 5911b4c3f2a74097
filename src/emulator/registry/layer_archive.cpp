// SPDX-License-Identifier: Apache-2.0
#include "emulator/registry/layer_archive.h"

#include <memory>

#include <archive.h>
#include <archive_entry.h>

namespace inland::emulator::registry {

namespace {

struct FreeArchive {
    void operator()(archive* writer) const { archive_write_free(writer); }
};
struct FreeEntry {
    void operator()(archive_entry* entry) const { archive_entry_free(entry); }
};
using Writer = std::unique_ptr<archive, FreeArchive>;
using Files = std::vector<std::pair<std::string, std::string>>;

la_ssize_t append(archive*, void* output, const void* bytes, std::size_t count) {
    static_cast<std::string*>(output)->append(static_cast<const char*>(bytes), count);
    return static_cast<la_ssize_t>(count);
}

bool open(archive* writer, std::string& output) {
    // Without padding to tape blocks.
    return archive_write_set_bytes_per_block(writer, 0) == ARCHIVE_OK &&
           archive_write_open2(writer, &output, nullptr, append, nullptr, nullptr) == ARCHIVE_OK;
}

bool add(archive* writer, const std::string& path, const std::string& content) {
    constexpr int readable = 0644;
    const std::unique_ptr<archive_entry, FreeEntry> entry(archive_entry_new());
    archive_entry_set_pathname(entry.get(), path.c_str());
    archive_entry_set_size(entry.get(), static_cast<la_int64_t>(content.size()));
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), readable);
    archive_entry_set_mtime(entry.get(), 0, 0);
    return archive_write_header(writer, entry.get()) == ARCHIVE_OK &&
           archive_write_data(writer, content.data(), content.size()) ==
               static_cast<la_ssize_t>(content.size());
}

Result<std::string> tar_of(const Files& files) {
    std::string output;
    const Writer writer(archive_write_new());
    bool sound =
        archive_write_set_format_ustar(writer.get()) == ARCHIVE_OK && open(writer.get(), output);
    for (const auto& [path, content] : files)
        sound = sound && add(writer.get(), path, content);
    if (!sound || archive_write_close(writer.get()) != ARCHIVE_OK)
        return failure(ErrorKind::Internal, "a layer cannot be archived");
    return output;
}

Result<std::string> gzip_of(const std::string& bytes) {
    std::string output;
    const Writer writer(archive_write_new());
    const bool sound =
        archive_write_add_filter_gzip(writer.get()) == ARCHIVE_OK &&
        archive_write_set_filter_option(writer.get(), "gzip", "timestamp", nullptr) == ARCHIVE_OK &&
        archive_write_set_format_raw(writer.get()) == ARCHIVE_OK && open(writer.get(), output) &&
        add(writer.get(), "layer", bytes) && archive_write_close(writer.get()) == ARCHIVE_OK;
    if (!sound)
        return failure(ErrorKind::Internal, "a layer cannot be compressed");
    return output;
}

}  // namespace

Result<LayerArchive> make_layer(const Files& files) {
    auto tar = TRY(tar_of(files));
    auto gzip = TRY(gzip_of(tar));
    return LayerArchive{std::move(tar), std::move(gzip)};
}

}  // namespace inland::emulator::registry
