// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "oci/byte_sink.h"
#include "oci/layout/bundle.h"
#include "oci/layout/byte_source.h"

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <utility>

namespace inland::oci {

/// Bytes in memory where the room wants a file.
class MemoryBytes : public ByteSource {
  public:
    explicit MemoryBytes(std::string bytes) : bytes_(std::move(bytes)) {}
    [[nodiscard]] std::uint64_t size() const override { return bytes_.size(); }
    Result<std::size_t> read_at(std::uint64_t offset, std::span<char> buffer) const override {
        return offset >= bytes_.size() ? 0 : bytes_.copy(buffer.data(), buffer.size(), offset);
    }

  private:
    std::string bytes_;
};

class MemorySink : public ByteSink {
  public:
    Result<void> write(std::string_view bytes) override {
        text.append(bytes);
        return {};
    }

    std::string text;
};

/// Blobs by digest; a blob may be made to hold something else than its name says.
class MemoryBlobs : public ContentStore {
  public:
    Descriptor add(std::string content, std::string_view media_type) {
        Descriptor descriptor{std::string(media_type), Digest::of(content), content.size()};
        blobs.insert_or_assign(descriptor.digest, std::move(content));
        return descriptor;
    }

    Result<void> read(const Descriptor& blob, ByteSink& sink) override {
        ++reads;
        const auto found = blobs.find(blob.digest);
        if (found == blobs.end())
            return failure(ErrorKind::NotFound, "no such blob");
        return sink.write(found->second);
    }

    std::map<Digest, std::string> blobs;
    int reads = 0;
};

}  // namespace inland::oci
