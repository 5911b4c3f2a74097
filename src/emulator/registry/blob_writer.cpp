// SPDX-License-Identifier: Apache-2.0
#include "emulator/registry/blob_writer.h"

#include <utility>

#include <fmt/format.h>

namespace inland::emulator::registry {

Result<BlobWriter> BlobWriter::create(std::filesystem::path file) {
    BlobWriter writer(std::move(file));
    if (!writer.output_)
        return failure(ErrorKind::Unavailable,
                       fmt::format("cannot write {}", writer.file_.string()));
    return writer;
}

BlobWriter::BlobWriter(BlobWriter&& other) noexcept
    : file_(std::exchange(other.file_, {})),
      output_(std::move(other.output_)),
      hash_(std::move(other.hash_)),
      size_(other.size_) {}

BlobWriter::~BlobWriter() {
    std::error_code ignored;
    if (!file_.empty())
        std::filesystem::remove(file_, ignored);
}

void BlobWriter::append(std::string_view bytes) {
    output_.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    hash_.update(bytes);
    size_ += bytes.size();
}

Result<void> BlobWriter::commit(const std::filesystem::path& name) {
    output_.close();
    std::error_code error;
    if (output_)
        std::filesystem::rename(file_, name, error);
    if (!output_ || error)
        return failure(ErrorKind::Unavailable, fmt::format("cannot write {}", name.string()));
    file_.clear();
    return {};
}

}  // namespace inland::emulator::registry
