// SPDX-License-Identifier: Apache-2.0
#include "oci/layout/tar_writer.h"

#include <optional>
#include <string>

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>

namespace inland::oci {

namespace {

struct FreeArchive {
    void operator()(archive* writer) const { archive_write_free(writer); }
};
struct FreeEntry {
    void operator()(archive_entry* entry) const { archive_entry_free(entry); }
};

/// libarchive gathers small pieces into blocks of this size before it hands them on.
constexpr int block_bytes = 64 * 1024;

}  // namespace

struct TarWriter::State {
    explicit State(ByteSink& where) : sink(where), writer(archive_write_new()) {}

    ByteSink& sink;
    std::optional<Error> sink_failure = {};
    std::string path = {};
    std::uint64_t left = 0;  ///< of the open file
    bool is_open = false;
    /// Last: freeing it may still call the sink.
    std::unique_ptr<archive, FreeArchive> writer;
};

namespace {

template <typename State>
la_ssize_t hand_on(archive* /*writer*/, void* data, const void* bytes, std::size_t count) {
    auto& state = *static_cast<State*>(data);
    auto written = state.sink.write({static_cast<const char*>(bytes), count});
    if (written)
        return static_cast<la_ssize_t>(count);
    state.sink_failure = std::move(written).error();
    return -1;
}

}  // namespace

TarWriter::TarWriter(ByteSink& sink) : state_(std::make_unique<State>(sink)) {
    auto* writer = state_->writer.get();
    // Plain ustar wherever that can say it, so that the bytes hold no times.
    state_->is_open = archive_write_set_format_pax_restricted(writer) == ARCHIVE_OK &&
                      archive_write_set_bytes_per_block(writer, block_bytes) == ARCHIVE_OK &&
                      archive_write_set_bytes_in_last_block(writer, 1) == ARCHIVE_OK &&
                      archive_write_open2(writer, state_.get(), nullptr, hand_on<State>, nullptr,
                                          nullptr) == ARCHIVE_OK;
}

TarWriter::~TarWriter() = default;

std::unexpected<Error> TarWriter::refusal() const {
    if (state_->sink_failure)
        return std::unexpected(*state_->sink_failure);
    const char* said = archive_error_string(state_->writer.get());
    return failure(ErrorKind::Failed,
                   fmt::format("a tar cannot be written: {}", said == nullptr ? "?" : said));
}

Result<void> TarWriter::end_file() {
    if (state_->left != 0)
        return failure(ErrorKind::InvalidInput,
                       fmt::format("{} lacks {} bytes", state_->path, state_->left));
    return {};
}

Result<void> TarWriter::begin(std::string_view path, std::uint64_t size) {
    constexpr int readable = 0644;
    if (!state_->is_open)
        return refusal();
    TRY_VOID(end_file());
    state_->path = path;
    state_->left = size;
    const std::unique_ptr<archive_entry, FreeEntry> entry(archive_entry_new());
    archive_entry_set_pathname(entry.get(), state_->path.c_str());
    archive_entry_set_size(entry.get(), static_cast<la_int64_t>(size));
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), readable);
    archive_entry_set_mtime(entry.get(), 0, 0);
    if (archive_write_header(state_->writer.get(), entry.get()) != ARCHIVE_OK)
        return refusal();
    return {};
}

Result<void> TarWriter::write(std::string_view bytes) {
    if (bytes.size() > state_->left)
        return failure(ErrorKind::InvalidInput,
                       fmt::format("{} has more bytes than it was to have", state_->path));
    state_->left -= bytes.size();
    if (archive_write_data(state_->writer.get(), bytes.data(), bytes.size()) !=
        static_cast<la_ssize_t>(bytes.size()))
        return refusal();
    return {};
}

Result<void> TarWriter::finish() {
    TRY_VOID(end_file());
    if (archive_write_close(state_->writer.get()) != ARCHIVE_OK)
        return refusal();
    return {};
}

}  // namespace inland::oci
