// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "oci/copy/blob_check.h"
#include "oci/copy/blob_streams.h"
#include "oci/copy/byte_ring.h"
#include "oci/registry/registry_session.h"

#include <stop_token>
#include <string>
#include <thread>

namespace inland::oci {

/// A blob on its way from a registry: pulled by a thread of its own into a buffer of fixed size,
/// and read from there. `session` is that thread's until the pipe is gone.
class BlobPipe final : public BlobReader {
  public:
    BlobPipe(RegistrySession& session, std::string repository, Descriptor blob, std::uint64_t step,
             std::stop_token stop);
    BlobPipe(const BlobPipe&) = delete;
    BlobPipe& operator=(const BlobPipe&) = delete;
    ~BlobPipe() override;

    Result<std::size_t> read(std::span<char> room) override;
    Result<std::uint64_t> rewind(std::uint64_t to) override;

  private:
    void start();
    void end();

    RegistrySession& session_;
    std::string repository_;
    BlobCheck check_;
    std::uint64_t size_;
    std::uint64_t given_ = 0;
    std::stop_token stop_;
    ByteRing ring_;
    std::jthread thread_;
};

}  // namespace inland::oci
