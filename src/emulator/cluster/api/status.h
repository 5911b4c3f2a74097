// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "core/result.h"
#include "emulator/cluster/api/resource_types.h"

#include <cstdint>
#include <string>
#include <string_view>

/// Kubernetes' own failures, in its own words (apimachinery's api/errors): an Error whose code is
/// the Status' reason. kubectl prints 'Error from server (REASON): MESSAGE'.
namespace inland::emulator::cluster {

Error not_found(const ResourceType& type, std::string_view name);
/// For paths that are no resource.
Error no_such_resource();
Error already_exists(const ResourceType& type, std::string_view name);
Error conflict(const ResourceType& type, std::string_view name);
Error unauthorized();
Error forbidden(std::string message);
Error bad_request(std::string message);
Error invalid(const ResourceType& type, std::string_view name, std::string_view field,
              std::string_view why);
/// The same for several mistakes, each with its field: "[a: Required value, b: …]".
Error invalid_as_a_whole(const ResourceType& type, std::string_view name, std::string_view why);
Error method_not_allowed();
Error unsupported_media_type(std::string_view accepted);
/// The watch or the list cannot go on from that version: 410.
Error expired(std::uint64_t asked, std::uint64_t oldest);

/// The list or watch asks for a version that is yet to come: 504, worth a retry.
Error too_large_version(std::uint64_t asked, std::uint64_t current);
/// Options of a list that do not go together.
Error invalid_list_options(std::string_view why);

/// The Status document that the API answers with.
json::object status_document(const Error& error);
/// The one that a deletion of an object answers with.
json::object success_document(const ResourceType& type, const json::object& deleted);

}  // namespace inland::emulator::cluster
