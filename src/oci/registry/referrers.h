// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "oci/manifest.h"
#include "oci/registry/registry_session.h"

#include <array>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace inland::oci {

/// What refers to the manifest: signatures, attestations, bills of materials. Nothing when the
/// registry has no referrers API; a tag then stands in for it.
Result<std::optional<std::vector<Descriptor>>> list_referrers(RegistrySession& session,
                                                              std::string_view repository,
                                                              const Digest& subject,
                                                              const std::stop_token& stop);

/// The same by that tag (distribution specification 1.1, "Referrers Tag Schema").
Result<std::vector<Descriptor>> list_tagged_referrers(RegistrySession& session,
                                                      std::string_view repository,
                                                      const Digest& subject,
                                                      const std::stop_token& stop);

/// Adds a manifest to the index that the tag of a registry without the API names.
Result<void> add_to_referrers_tag(RegistrySession& session, std::string_view repository,
                                  const Digest& subject, const Descriptor& referrer,
                                  const std::stop_token& stop);

/// "sha256-…": the tag that stands in for the API.
std::string referrers_tag(const Digest& subject);

/// The tags by which cosign finds what it keeps without that API: "sha256-….sig", ….att, ….sbom.
std::array<std::string, 3> cosign_tags(const Digest& subject);

}  // namespace inland::oci
