// SPDX-License-Identifier: Apache-2.0
#include "sources/cloudformation/policy_json.h"

#include "core/json.h"

namespace inland::sources::cloudformation {
namespace {

/// Scalars stay text: IAM takes "true" for true, and a version like 2012-10-17 is text.
json::value json_of(const Value& value) {
    if (value.kind == ValueKind::Map) {
        json::object object;
        for (const auto& child : value.children)
            object[child.key] = json_of(child);
        return object;
    }
    if (value.kind == ValueKind::List) {
        json::array array;
        for (const auto& child : value.children)
            array.push_back(json_of(child));
        return array;
    }
    return json::value(value.text);
}

}  // namespace

std::string policy_json(const Value& value) {
    return json::serialize(json_of(value));
}

}  // namespace inland::sources::cloudformation
