// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "core/result.h"
#include "oci/digest.h"
#include "oci/platform.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace inland::oci {

/// No blob is larger; what says so lies, and sums of sizes cannot overflow.
inline constexpr std::uint64_t max_blob_bytes = std::uint64_t{1} << 44U;

/// A reference to content (OCI image specification 1.1, Descriptors).
struct Descriptor {
    std::string media_type;
    Digest digest;
    std::uint64_t size = 0;
    std::optional<Platform> platform = {};  ///< in an index
    std::string artifact_type = {};         ///< in an index of referrers
    std::map<std::string, std::string, std::less<>> annotations = {};

    bool operator==(const Descriptor&) const = default;
};

/// Reads one; InvalidInput begins with `where`. Members that it does not know are passed over: who
/// copies content copies the bytes that it was read from.
Result<Descriptor> read_descriptor(const json::value& value, std::string_view where);

/// As it stands in an index.
json::object to_json(const Descriptor& descriptor);

/// A layer that only the place it names may distribute: registries do not have it.
bool is_foreign(const Descriptor& descriptor);

}  // namespace inland::oci
