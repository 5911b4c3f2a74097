// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "oci/copy/blob_streams.h"
#include "oci/descriptor.h"
#include "oci/registry/registry_session.h"

#include <optional>
#include <stop_token>
#include <string_view>

namespace inland::oci {

/// Blobs in a registry's repository, as a target.

/// Whether it is there. InvalidInput when it is, and its size is not the descriptor's.
Result<bool> has_blob(RegistrySession& session, std::string_view repository, const Descriptor& blob,
                      const std::stop_token& stop);

/// An upload that has begun: where its next part goes.
struct Upload {
    Url location;
};

Result<Upload> begin_upload(RegistrySession& session, std::string_view repository,
                            const std::stop_token& stop);

/// Asks for the blob of another repository of the same registry. Nothing: it is there now. An
/// upload: the registry would not, and began one instead.
Result<std::optional<Upload>> mount_blob(RegistrySession& session, std::string_view repository,
                                         const Descriptor& blob, std::string_view from,
                                         const std::stop_token& stop);

/// Uploads the reader's bytes: what fits a chunk in one piece, what does not in several. After a
/// cut connection, a refusal for a moment or a token that has expired it asks how far the upload
/// came, and goes on there. An upload that cannot be completed is cancelled. `upload` is one that
/// has begun, or nothing.
Result<void> push_blob(RegistrySession& session, std::string_view repository,
                       const Descriptor& blob, BlobReader& reader, std::optional<Upload> upload,
                       const std::stop_token& stop);

}  // namespace inland::oci
