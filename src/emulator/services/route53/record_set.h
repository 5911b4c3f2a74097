// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"

#include <string>
#include <string_view>

/// ResourceRecordSet documents in the form in which a zone keeps them.
namespace inland::emulator::route53 {

/// The set with its names in Route 53's form and without members that say nothing. Names that are
/// none stay as they are (record_rules.h complains about them).
json::object canonical_set(const json::object& given);

/// Order of lists: reversed name, type, set identifier.
struct SetOrder {
    std::string name, type, identifier;
    auto operator<=>(const SetOrder&) const = default;
};
SetOrder order_of(const json::object& set);

/// Whether two canonical sets say the same, whatever the order of their values.
bool says_the_same(const json::object& left, const json::object& right);

/// "[name='www.example.com.', type='A']", with the set identifier where there is one.
std::string set_text(const json::object& set);

/// The zone's set of that name, type and identifier, or nullptr.
const json::object* find_set(const json::array& sets, const json::object& like);
/// Puts a canonical set in its place, or in place of its namesake.
void put_set(json::array& sets, json::object set);
bool erase_set(json::array& sets, const json::object& like);

}  // namespace inland::emulator::route53
