// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "http/message.h"

#include <string>
#include <string_view>
#include <vector>

namespace inland::aws::sigv4 {

/// "Create a canonical request", step by step, with the names of AWS's Signature Version 4
/// specification. All are pure. They take the wire's raw bytes and never decode: what is already
/// percent-encoded stays as the sender wrote it, so both sides of a signature see the same.

/// S3 signs the path as it is on the wire; every other service removes dot segments and doubled
/// slashes and encodes the (already encoded) path once more.
enum class PathEncoding { Once, Twice };
PathEncoding path_encoding(std::string_view service);

std::string canonical_uri(std::string_view raw_path, PathEncoding encoding);
/// Pairs sorted by encoded name, then value; "a" becomes "a=".
std::string canonical_query(std::string_view raw_query);
/// "name:value\n" for each name in order; values trimmed, inner blanks collapsed, repeats joined.
std::string canonical_headers(const http::Headers& headers, const std::vector<std::string>& names);
/// "host;x-amz-date".
std::string signed_headers(const std::vector<std::string>& names);

/// `names` are the signed headers, lower-case and sorted; `payload_hash` is the body's SHA-256 in
/// hexadecimal or UNSIGNED-PAYLOAD.
std::string canonical_request(const http::Request& request, PathEncoding encoding,
                              const std::vector<std::string>& names, std::string_view payload_hash);

/// What X-Amz-Content-Sha256 says, else the body's SHA-256.
std::string payload_hash(const http::Request& request);

}  // namespace inland::aws::sigv4
