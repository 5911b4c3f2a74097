// SPDX-License-Identifier: Apache-2.0
#include "oci/layout/parted_file.h"

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

namespace inland::oci {

namespace {

namespace fs = std::filesystem;

constexpr mode_t everyone_reads = 0644;

std::unexpected<Error> cannot(std::string_view verb, const fs::path& path, int code) {
    return failure(ErrorKind::Failed, fmt::format("{} cannot be {}: {}", path.string(), verb,
                                                  std::generic_category().message(code)));
}

fs::path with_suffix(fs::path path, std::string_view suffix) {
    path += suffix;
    return path;
}

fs::path partial(const fs::path& path) {
    return with_suffix(path, ".partial");
}

fs::path part_path(const fs::path& whole, std::size_t number) {
    return with_suffix(whole, fmt::format(".{:03}", number));
}

Result<void> publish(const fs::path& path) {
    std::error_code code;
    fs::rename(partial(path), path, code);
    if (code)
        return cannot("named", path, code.value());
    return {};
}

Result<std::vector<fs::path>> numbered_parts(const fs::path& whole) {
    std::vector<fs::path> found;
    std::error_code code;
    while (fs::exists(part_path(whole, found.size() + 1), code))
        found.push_back(part_path(whole, found.size() + 1));
    if (const auto later = part_path(whole, found.size() + 2); fs::exists(later, code))
        return failure(ErrorKind::NotFound,
                       fmt::format("{} is missing, {} is there",
                                   part_path(whole, found.size() + 1).string(), later.string()));
    if (found.empty())
        return failure(ErrorKind::NotFound,
                       fmt::format("{}: there is no such file", whole.string()));
    return found;
}

/// An earlier and longer run's parts would be read as the end of this one's.
void remove_from(const fs::path& whole, std::size_t number) {
    std::error_code code;
    while (fs::remove(part_path(whole, number), code))
        ++number;
}

}  // namespace

PartedFile::PartedFile(fs::path path, std::uint64_t part_bytes)
    : path_(std::move(path)), part_bytes_(part_bytes) {}

PartedFile::~PartedFile() {
    if (descriptor_ >= 0)
        ::close(descriptor_);
    if (committed_)
        return;
    std::error_code ignored;
    for (const auto& part : parts_)
        fs::remove(partial(part.path), ignored);
}

fs::path PartedFile::next_path() const {
    return part_bytes_ == 0 ? path_ : part_path(path_, parts_.size() + 1);
}

Result<void> PartedFile::begin_part() {
    auto path = next_path();
    descriptor_ = ::open(partial(path).c_str(),
                         O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, everyone_reads);
    if (descriptor_ < 0)
        return cannot("written", partial(path), errno);
    parts_.push_back({std::move(path), ""});
    written_ = 0;
    digest_ = Sha256Stream();
    return {};
}

Result<void> PartedFile::end_part() {
    if (descriptor_ < 0)
        return {};
    const int sync = ::fsync(descriptor_);
    const int code = errno;
    ::close(std::exchange(descriptor_, -1));
    if (sync != 0)
        return cannot("written", partial(parts_.back().path), code);
    parts_.back().digest = hex(digest_.digest());
    return {};
}

Result<void> PartedFile::put(std::string_view bytes) {
    digest_.update(bytes);
    written_ += bytes.size();
    while (!bytes.empty()) {
        const auto count = ::write(descriptor_, bytes.data(), bytes.size());
        if (count < 0 && errno != EINTR)
            return cannot("written", partial(parts_.back().path), errno);
        bytes.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
    }
    return {};
}

Result<void> PartedFile::write(std::string_view bytes) {
    while (!bytes.empty()) {
        if (descriptor_ >= 0 && part_bytes_ != 0 && written_ == part_bytes_)
            TRY_VOID(end_part());
        if (descriptor_ < 0)
            TRY_VOID(begin_part());
        const auto room = part_bytes_ == 0 ? bytes.size() : part_bytes_ - written_;
        const auto piece = bytes.substr(0, room);
        TRY_VOID(put(piece));
        bytes.remove_prefix(piece.size());
    }
    return {};
}

Result<void> PartedFile::write_sums() {
    PartedFile sums(with_suffix(path_, ".sha256"), 0);
    for (const auto& part : parts_)
        TRY_VOID(sums.write(fmt::format("{}  {}\n", part.digest, part.path.filename().string())));
    TRY(sums.commit());
    return {};
}

Result<std::vector<fs::path>> PartedFile::commit() {
    TRY_VOID(end_part());
    std::vector<fs::path> paths;
    for (const auto& part : parts_) {
        TRY_VOID(publish(part.path));
        paths.push_back(part.path);
    }
    committed_ = true;
    if (part_bytes_ != 0) {
        remove_from(path_, parts_.size() + 1);
        TRY_VOID(write_sums());
    }
    return paths;
}

Result<std::vector<fs::path>> parts_of(const fs::path& path) {
    std::error_code code;
    if (path.extension() == ".001")
        return numbered_parts(fs::path(path).replace_extension());
    if (fs::exists(path, code))
        return std::vector{path};
    return numbered_parts(path);
}

}  // namespace inland::oci
