// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "oci/byte_sink.h"
#include "oci/copy/blob_check.h"
#include "oci/registry/registry_session.h"

#include <stop_token>
#include <string_view>

namespace inland::oci {

/// Gets the bytes of the blob that `check` is about, from where it stands to the end, each checked
/// before it is passed on. A connection that breaks is followed by another for the rest. NotFound;
/// InvalidInput when the registry lies about length or content.
Result<void> pull_blob(RegistrySession& session, std::string_view repository, BlobCheck& check,
                       ByteSink& writer, const std::stop_token& stop);

}  // namespace inland::oci
