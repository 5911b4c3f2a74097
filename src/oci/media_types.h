// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

/// Media types of the OCI image specification 1.1 and of Docker's image manifest version 2.
namespace inland::oci::media_type {

inline constexpr std::string_view oci_manifest = "application/vnd.oci.image.manifest.v1+json";
inline constexpr std::string_view oci_index = "application/vnd.oci.image.index.v1+json";
inline constexpr std::string_view docker_manifest =
    "application/vnd.docker.distribution.manifest.v2+json";
inline constexpr std::string_view docker_list =
    "application/vnd.docker.distribution.manifest.list.v2+json";
/// Of a draft of OCI 1.1; registries still hold some.
inline constexpr std::string_view oci_artifact = "application/vnd.oci.artifact.manifest.v1+json";
/// What clients of before 2016 pushed; refused.
inline constexpr std::string_view docker_schema1 =
    "application/vnd.docker.distribution.manifest.v1+json";
inline constexpr std::string_view docker_signed_schema1 =
    "application/vnd.docker.distribution.manifest.v1+prettyjws";
inline constexpr std::string_view oci_config = "application/vnd.oci.image.config.v1+json";
inline constexpr std::string_view docker_config = "application/vnd.docker.container.image.v1+json";
inline constexpr std::string_view empty_json = "application/vnd.oci.empty.v1+json";

}  // namespace inland::oci::media_type
