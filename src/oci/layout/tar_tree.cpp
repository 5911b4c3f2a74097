// SPDX-License-Identifier: Apache-2.0
#include "oci/layout/file_tree.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>

namespace inland::oci {

namespace {

constexpr std::size_t max_entries = 1'000'000;

struct FreeArchive {
    void operator()(archive* reader) const { archive_read_free(reader); }
};
using Reader = std::unique_ptr<archive, FreeArchive>;

/// What libarchive's callbacks read from.
struct Cursor {
    std::shared_ptr<const ByteSource> bytes;
    std::uint64_t position = 0;
    std::array<char, std::size_t{16} * 1024> buffer{};
    std::optional<Error> failure = {};
};

la_ssize_t give(archive* /*reader*/, void* data, const void** bytes) {
    auto& cursor = *static_cast<Cursor*>(data);
    const auto count = cursor.bytes->read_at(cursor.position, cursor.buffer);
    if (!count) {
        cursor.failure = count.error();
        return ARCHIVE_FATAL;
    }
    *bytes = cursor.buffer.data();
    cursor.position += *count;
    return static_cast<la_ssize_t>(*count);
}

la_int64_t skip(archive* /*reader*/, void* data, la_int64_t request) {
    auto& cursor = *static_cast<Cursor*>(data);
    const auto left = cursor.bytes->size() - std::min(cursor.position, cursor.bytes->size());
    const auto step = std::min(left, static_cast<std::uint64_t>(std::max<la_int64_t>(request, 0)));
    cursor.position += step;
    return static_cast<la_int64_t>(step);
}

Reader open_reader(Cursor& cursor) {
    Reader reader(archive_read_new());
    const bool sound = archive_read_support_format_tar(reader.get()) == ARCHIVE_OK &&
                       archive_read_set_read_callback(reader.get(), give) == ARCHIVE_OK &&
                       archive_read_set_skip_callback(reader.get(), skip) == ARCHIVE_OK &&
                       archive_read_set_callback_data(reader.get(), &cursor) == ARCHIVE_OK &&
                       archive_read_open1(reader.get()) == ARCHIVE_OK;
    return sound ? std::move(reader) : nullptr;
}

class TarTree : public FileTree {
  public:
    explicit TarTree(std::shared_ptr<const ByteSource> bytes) : bytes_(std::move(bytes)) {}

    [[nodiscard]] Result<ByteRange> find(std::string_view path) const override {
        const auto found = ranges_.find(path);
        if (found == ranges_.end())
            return failure(ErrorKind::NotFound, fmt::format("there is no {} in it", path));
        return found->second;
    }

    [[nodiscard]] std::vector<std::string> paths() const override {
        std::vector<std::string> found;
        for (const auto& [path, range] : ranges_)
            found.push_back(path);
        return found;
    }

    /// Takes in the entry whose content begins at `offset`.
    Result<void> add(archive_entry* entry, std::uint64_t offset) {
        auto path = TRY(path_of(entry));
        if (archive_entry_filetype(entry) == AE_IFDIR && archive_entry_hardlink(entry) == nullptr)
            return {};
        TRY_VOID(check_kind(entry, path));
        const auto size = static_cast<std::uint64_t>(archive_entry_size(entry));
        if (offset > bytes_->size() || size > bytes_->size() - offset)
            return failure(ErrorKind::InvalidInput, fmt::format("ends within {}", path));
        if (!ranges_.try_emplace(path, ByteRange{bytes_, offset, size}).second)
            return failure(ErrorKind::InvalidInput, fmt::format("{} stands in it twice", path));
        if (ranges_.size() > max_entries)
            return failure(ErrorKind::InvalidInput,
                           fmt::format("has more than {} entries", max_entries));
        return {};
    }

  private:
    /// "./a/" and "a" are the same.
    static Result<std::string> path_of(archive_entry* entry) {
        const char* written = archive_entry_pathname(entry);
        std::string_view path = written == nullptr ? std::string_view() : written;
        while (path.starts_with("./"))
            path.remove_prefix(2);
        if (path.ends_with('/'))
            path.remove_suffix(1);
        if (path == "." || (path.empty() && written != nullptr && *written == '.'))
            return std::string(".");
        if (!stays_inside(path))
            return failure(ErrorKind::InvalidInput,
                           fmt::format("its entry \"{}\" climbs out of it", path));
        return std::string(path);
    }

    static Result<void> check_kind(archive_entry* entry, const std::string& path) {
        if (archive_entry_filetype(entry) != AE_IFREG || archive_entry_hardlink(entry) != nullptr)
            return failure(ErrorKind::InvalidInput,
                           fmt::format("its entry {} is not a regular file", path));
        if (archive_entry_sparse_count(entry) != 0)
            return failure(ErrorKind::InvalidInput, fmt::format("its entry {} is sparse", path));
        return {};
    }

    std::shared_ptr<const ByteSource> bytes_;
    std::map<std::string, ByteRange, std::less<>> ranges_;
};

Error refusal(archive* reader, const Cursor& cursor) {
    if (cursor.failure)
        return *cursor.failure;
    const char* said = archive_error_string(reader);
    return {ErrorKind::InvalidInput,
            fmt::format("is no sound tar: {}", said == nullptr ? "it cannot be read" : said)};
}

Result<void> read_entries(archive* reader, const Cursor& cursor, TarTree& tree) {
    archive_entry* entry = nullptr;
    for (;;) {
        const int code = archive_read_next_header(reader, &entry);
        if (code == ARCHIVE_EOF)
            return {};
        if (code != ARCHIVE_OK)
            return std::unexpected(refusal(reader, cursor));
        // What is consumed when a header has been read is what stands before the content.
        TRY_VOID(tree.add(entry, static_cast<std::uint64_t>(archive_filter_bytes(reader, 0))));
    }
}

}  // namespace

Result<std::unique_ptr<FileTree>> open_tar(std::shared_ptr<const ByteSource> bytes) {
    auto cursor = std::make_unique<Cursor>(Cursor{bytes});
    const auto reader = open_reader(*cursor);
    if (reader == nullptr)
        return std::unexpected(
            cursor->failure.value_or(Error{ErrorKind::InvalidInput, "is no tar"}));
    auto tree = std::make_unique<TarTree>(std::move(bytes));
    TRY_VOID(read_entries(reader.get(), *cursor, *tree));
    return tree;
}

}  // namespace inland::oci
