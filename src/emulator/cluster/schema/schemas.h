// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "emulator/cluster/api/resource_types.h"

#include <string>
#include <string_view>
#include <vector>

/// Schemas of objects: OpenAPI v3 with Kubernetes' extensions (x-kubernetes-list-type, …), for
/// built-in types and for custom resources alike. Pure data, made once and never changed.
///
/// Built-in types come from kubernetes.schemas: "type core.v1.PodSpec [atomic]", then its fields,
/// "NAME[*] TYPE [list=set|map:KEY,…] [merge=KEY[,retainKeys]] [default=TEXT] [atomic]"; '*' marks
/// a required one, TYPE is a scalar, another type, "[TYPE]" or "{TYPE}".
namespace inland::emulator::cluster {

/// The built-in types by name: "io.k8s.api.core.v1.PodSpec", in the order of the names.
const json::object& definitions();

/// The schema of a type's objects, or nullptr where nothing is known of it.
const json::object* schema_of(const ResourceType& type);
/// "io.k8s.api.apps.v1.Deployment"; "" for a custom resource.
std::string definition_name(const ResourceType& type);

/// The schema itself, behind "$ref" and "allOf" of one.
const json::object& resolved(const json::object& schema);
/// The schema of an object's field, of a map's value or of a list's elements; nullptr when nothing
/// is known of it.
const json::object* field_schema(const json::object& schema, std::string_view field);
const json::object* element_schema(const json::object& schema);

/// "map", "set" or "atomic".
std::string_view list_type(const json::object& schema);
/// The keys of a list of type "map".
std::vector<std::string> list_keys(const json::object& schema);
/// Whether an object has one owner as a whole.
bool is_atomic_map(const json::object& schema);
/// Whether its fields are not named by the schema: labels, data.
bool is_map(const json::object& schema);
bool preserves_unknown_fields(const json::object& schema);

}  // namespace inland::emulator::cluster
