// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "emulator/cluster/fields/field_set.h"

#include <string>

/// Values with the schema that says how their lists and maps merge, as
/// sigs.k8s.io/structured-merge-diff (typed) has them. `schema` is null where nothing is known:
/// objects are granular then, lists atomic.
namespace inland::emulator::cluster {

/// Whether maps and elements are members beside what is in them: an update owns what it adds, an
/// apply only what its document says.
enum class Containers { Left, Members };

/// Every field that a document says.
FieldSet fields_of(const json::value& value, const json::object* schema,
                   Containers containers = Containers::Left);

/// The fields that `after` adds or has changed, and those that it has no more.
struct Difference {
    FieldSet changed, removed;
};
Difference difference(const json::value& before, const json::value& after,
                      const json::object* schema);

/// `applied` over `live`: lists with keys by element, atomic ones whole.
json::value merged(const json::value& live, const json::value& applied, const json::object* schema);

/// `value` without the fields of `set`; an element that has something of `kept` below it stays.
json::value removed_from(json::value value, const FieldSet& set, const FieldSet& kept,
                         const json::object* schema);

/// "k:{\"name\":\"web\"}" of a list's element, "v:\"x\"" of a set's; a missing key has its default.
std::string element_name(const json::value& element, const json::object& list_schema);

/// How a value merges.
enum class Shape { Leaf, Struct, Map, List };
Shape shape_of(const json::value& value, const json::object* schema);

}  // namespace inland::emulator::cluster
