// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "core/result.h"
#include "emulator/cluster/api/resource_types.h"

#include <string>
#include <string_view>
#include <vector>

namespace inland::emulator::cluster {

enum class SelectorOperator { Equals, NotEquals, In, NotIn, Exists, DoesNotExist };

/// "app in (a, b)": one of the requirements of a selector, which must all hold.
struct Requirement {
    std::string key;  ///< a label's key, or a field's path
    SelectorOperator operation = SelectorOperator::Exists;
    std::vector<std::string> values = {};
};
using Selector = std::vector<Requirement>;

/// "app=web,tier!=db,env in (a,b),!canary". BadRequest in Kubernetes' words.
Result<Selector> parse_label_selector(std::string_view text);
/// "spec.nodeName=n,status.phase!=Failed"; BadRequest for a field that the type cannot be
/// selected by.
Result<Selector> parse_field_selector(const ResourceType& type, std::string_view text);

bool matches_labels(const Selector& selector, const json::object& labels);
bool matches_fields(const Selector& selector, const json::object& object);
/// A `spec.selector` of a workload: matchLabels and matchExpressions.
Selector selector_of(const json::object& label_selector);

/// Which objects a list or a watch is about.
struct Selection {
    Selector labels, fields;
    [[nodiscard]] bool matches(const json::object& object) const;
};

}  // namespace inland::emulator::cluster
