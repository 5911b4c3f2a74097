// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "http/stream.h"
#include "oci/descriptor.h"
#include "oci/registry/registry.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>

namespace inland::oci {

class Origin;

/// What one thread of a copy has for itself: connections to where blobs come from and go to.
struct CopyWorker {
    http::StreamClient down;
    http::StreamClient up;
};

/// A repository of a registry.
struct Place {
    Registry* registry = nullptr;
    std::string repository;
    auto operator<=>(const Place&) const = default;
};

/// One blob that a repository is to have.
struct BlobJob {
    Descriptor blob;
    Origin* from = nullptr;
    Place to;
    std::optional<std::string> mount_from = {};  ///< a repository of the target that has it
};

enum class BlobOutcome : std::uint8_t { Copied, Mounted, Present };

/// Mounts the blob where that is possible, else looks whether it is there, else sends it. `moved`
/// is told how many bytes went.
Result<BlobOutcome> copy_blob(CopyWorker& worker, const BlobJob& job,
                              const std::function<void(std::uint64_t)>& moved,
                              const std::stop_token& stop);

}  // namespace inland::oci
