// SPDX-License-Identifier: Apache-2.0
#include "oci/layout/byte_source.h"

#include <algorithm>
#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace inland::oci {

namespace {

std::string reason(int code) {
    return std::generic_category().message(code);
}

class FileBytes : public ByteSource {
  public:
    FileBytes(int descriptor, std::uint64_t size, std::string name)
        : descriptor_(descriptor), size_(size), name_(std::move(name)) {}
    FileBytes(const FileBytes&) = delete;
    FileBytes& operator=(const FileBytes&) = delete;
    ~FileBytes() override { ::close(descriptor_); }

    [[nodiscard]] std::uint64_t size() const override { return size_; }

    Result<std::size_t> read_at(std::uint64_t offset, std::span<char> buffer) const override {
        std::size_t filled = 0;
        while (filled < buffer.size()) {
            const auto count = ::pread(descriptor_, buffer.data() + filled, buffer.size() - filled,
                                       static_cast<off_t>(offset + filled));
            if (count == 0)
                break;
            if (count > 0)
                filled += static_cast<std::size_t>(count);
            else if (errno != EINTR)
                return failure(ErrorKind::Failed, fmt::format("{}: {}", name_, reason(errno)));
        }
        return filled;
    }

  private:
    int descriptor_;
    std::uint64_t size_;
    std::string name_;
};

class JoinedBytes : public ByteSource {
  public:
    explicit JoinedBytes(std::vector<std::shared_ptr<const ByteSource>> parts)
        : parts_(std::move(parts)) {
        for (const auto& part : parts_) {
            begins_.push_back(size_);
            size_ += part->size();
        }
    }

    [[nodiscard]] std::uint64_t size() const override { return size_; }

    Result<std::size_t> read_at(std::uint64_t offset, std::span<char> buffer) const override {
        std::size_t filled = 0;
        while (filled < buffer.size() && offset + filled < size_) {
            const auto count = TRY(read_from_one(offset + filled, buffer.subspan(filled)));
            if (count == 0)
                break;
            filled += count;
        }
        return filled;
    }

  private:
    [[nodiscard]] Result<std::size_t> read_from_one(std::uint64_t offset,
                                                    std::span<char> buffer) const {
        const auto after = std::ranges::upper_bound(begins_, offset);
        const auto index = static_cast<std::size_t>(after - begins_.begin()) - 1;
        return parts_.at(index)->read_at(offset - begins_.at(index), buffer);
    }

    std::vector<std::shared_ptr<const ByteSource>> parts_;
    std::vector<std::uint64_t> begins_;
    std::uint64_t size_ = 0;
};

}  // namespace

Result<std::shared_ptr<const ByteSource>> open_file(const std::filesystem::path& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (descriptor < 0)
        return failure(errno == ENOENT ? ErrorKind::NotFound : ErrorKind::InvalidInput,
                       fmt::format("{}: {}", path.string(),
                                   errno == ELOOP ? "is a symbolic link" : reason(errno)));
    struct stat status{};
    const bool regular = ::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode);
    auto file = std::make_shared<const FileBytes>(
        descriptor, static_cast<std::uint64_t>(status.st_size), path.string());
    if (!regular)
        return failure(ErrorKind::InvalidInput,
                       fmt::format("{}: is not a regular file", path.string()));
    return file;
}

Result<std::shared_ptr<const ByteSource>> open_files(
    const std::vector<std::filesystem::path>& paths) {
    if (paths.size() == 1)
        return open_file(paths.front());
    std::vector<std::shared_ptr<const ByteSource>> parts;
    for (const auto& path : paths)
        parts.push_back(TRY(open_file(path)));
    return std::make_shared<const JoinedBytes>(std::move(parts));
}

Result<std::string> read_all(const ByteRange& range, std::uint64_t limit) {
    if (range.size > limit)
        return failure(ErrorKind::InvalidInput,
                       fmt::format("{} bytes are more than the {} that such a file may have",
                                   range.size, limit));
    std::string text(range.size, '\0');
    if (TRY(range.source->read_at(range.offset, text)) != text.size())
        return failure(ErrorKind::InvalidInput, "ends early");
    return text;
}

}  // namespace inland::oci
