// SPDX-License-Identifier: Apache-2.0
#include "user_data/gzip.h"

#include <array>
#include <memory>

#include <archive.h>
#include <archive_entry.h>

namespace inland::user_data {

namespace {

constexpr std::size_t most_unpacked = std::size_t{1} << 20U;
constexpr std::string_view magic = "\x1f\x8b";

using Reader = std::unique_ptr<archive, decltype(&archive_read_free)>;

std::unexpected<Error> damaged(archive* reader) {
    const char* reason = archive_error_string(reader);
    return failure(ErrorKind::InvalidInput, std::string("failed to decompress user data: ") +
                                                (reason == nullptr ? "damaged gzip" : reason));
}

Result<std::string> drain(archive* reader) {
    std::string text;
    std::array<char, 8192> buffer{};
    while (true) {
        const auto count = archive_read_data(reader, buffer.data(), buffer.size());
        if (count < 0)
            return damaged(reader);
        if (count == 0)
            return text;
        text.append(buffer.data(), static_cast<std::size_t>(count));
        if (text.size() > most_unpacked)
            return failure(ErrorKind::InvalidInput,
                           "failed to decompress user data: more than 1 MiB");
    }
}

}  // namespace

Result<std::string> unpack(std::string_view bytes) {
    if (!bytes.starts_with(magic))
        return std::string(bytes);
    const Reader reader(archive_read_new(), &archive_read_free);
    archive_entry* entry = nullptr;
    archive_read_support_filter_gzip(reader.get());
    archive_read_support_format_raw(reader.get());
    if (archive_read_open_memory(reader.get(), bytes.data(), bytes.size()) != ARCHIVE_OK ||
        archive_read_next_header(reader.get(), &entry) != ARCHIVE_OK ||
        archive_filter_code(reader.get(), 0) != ARCHIVE_FILTER_GZIP)
        return damaged(reader.get());
    return drain(reader.get());
}

}  // namespace inland::user_data
