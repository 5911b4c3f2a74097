// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/service.h"
#include "emulator/services/refusal.h"
#include "prove/policies/policy_document.h"

#include <string>
#include <string_view>

/// What IAM's resources have in common: names, paths, unique ids, ARNs without a Region.
namespace inland::emulator {

/// The path that the input asks for, "/" by default; it begins and ends with '/'.
Result<std::string> path_of(const Call& call);
/// Letters, digits and _+=,.@- up to `longest`.
Result<void> check_name(std::string_view member, std::string_view name, std::size_t longest = 64);
/// "arn:aws:iam::123456789012:role/inland/atlas/node"
std::string iam_arn(const World& world, std::string_view account, std::string_view type,
                    std::string_view path, std::string_view name);
/// "AROA" and 17 capital letters and digits.
std::string unique_id(std::string_view prefix);
/// NoSuchEntity in IAM's words: "The role with name x cannot be found."
std::unexpected<Error> no_such(std::string_view what, std::string_view name);

/// A global record by name, or no_such.
Result<const json::object*> find_global(const Call& call, std::string_view kind,
                                        std::string_view what, std::string_view name);
RecordKey global_key(const Call& call, std::string_view kind, std::string_view id);

/// MaxItems and Marker: {list, "IsTruncated", "Marker"}.
Result<json::object> iam_page(const Call& call, std::string_view list, json::array items);

/// A policy document of that kind; MalformedPolicyDocument otherwise.
Result<void> check_policy_document(std::string_view text,
                                   prove::PolicyKind kind = prove::PolicyKind::Identity);
/// DeleteConflict: "Cannot delete entity, must detach all policies first."
std::unexpected<Error> delete_conflict(std::string_view what);
/// The tags of the input, added to a record's ("Tags"); InvalidInput for tags that IAM refuses.
Result<json::object> tag_record(const Call& call, const RecordKey& key);
Result<json::object> untag_record(const Call& call, const RecordKey& key);
/// Percent-encoded as IAM answers with documents (RFC 3986).
std::string encoded(std::string_view document);

}  // namespace inland::emulator
