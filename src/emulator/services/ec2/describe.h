// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/services/ec2/resource.h"

#include <functional>
#include <string_view>
#include <vector>

namespace inland::emulator {

/// Filters of a call, as EC2 applies them: each must match, one of its values is enough, with '*'
/// and '?'. "tag:KEY", "tag-key" and "tag-value" work on every type; a name that is not in `rows`
/// is InvalidParameterValue "The filter 'x' is invalid".
Result<void> check_filters(const Call& call, std::span<const FilterRow> rows);
bool matches_filters(const Call& call, std::span<const FilterRow> rows,
                     const json::object& document);

/// Shares `items` out over pages by MaxResults and NextToken: {list_output: [...], "NextToken"}.
/// The token is opaque and names the item that the next page begins with; one that we did not make
/// is InvalidNextToken.
Result<json::object> paginate(const Call& call, std::string_view list_output, json::array items);

/// A whole Describe call: ids (each must exist), filters, computed members, pages.
Result<json::object> describe(const Call& call, const ResourceType& type);
/// The documents that ids and filters select, computed members included, by id.
Result<json::array> select(const Call& call, const ResourceType& type);

/// The same for calls whose input calls its filters "Filter".
Result<json::object> describe_filter(const Call& call, const ResourceType& type);

template <const ResourceType& type>
Result<json::object> describe_by_filter(const Call& call) {
    return describe_filter(call, type);
}
template <const ResourceType& type>
Result<json::object> describe_type(const Call& call) {
    return describe(call, type);
}

}  // namespace inland::emulator
