// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "oci/manifest.h"
#include "oci/registry/registry_session.h"

#include <optional>
#include <stop_token>
#include <string_view>

namespace inland::oci {

/// Manifests in a registry's repository. `reference` is a tag or a digest.

/// The digest that the registry has under it; nothing when it has none.
Result<std::optional<Digest>> head_manifest(RegistrySession& session, std::string_view repository,
                                            std::string_view reference,
                                            const std::stop_token& stop);

/// NotFound; InvalidInput when what comes is not what the digest names, or too large.
Result<ManifestText> get_manifest(RegistrySession& session, std::string_view repository,
                                  std::string_view reference, const std::stop_token& stop);

/// Whether a registry keeps the index of a manifest's referrers itself (OCI-Subject), or leaves it
/// to whoever pushes them.
enum class SubjectIndex : std::uint8_t { Registry, Client };

/// Stores the manifest under the reference; what it refers to must be there.
Result<SubjectIndex> put_manifest(RegistrySession& session, std::string_view repository,
                                  std::string_view reference, const ManifestText& manifest,
                                  const std::stop_token& stop);

}  // namespace inland::oci
