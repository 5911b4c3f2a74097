// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "core/json.h"
#include "emulator/cluster/api/resource_types.h"

#include <span>
#include <string_view>
#include <vector>

namespace inland::emulator::cluster {

/// How `kubectl get` shows a type: one column. Those of priority 1 are shown by `-o wide` only.
struct Column {
    std::string_view name;
    std::string_view type;    ///< "string" | "integer"
    std::string_view format;  ///< "name" for the object's name, else ""
    int priority;
    json::value (*cell)(const json::object& object, TimePoint now);
};

/// The columns of the API server's own printers (k8s.io/kubernetes, pkg/printers/internalversion);
/// name and age for types that have none of their own.
std::span<const Column> columns_of(const ResourceType& type);

enum class IncludeObject { None, Metadata, Object };

struct TableOptions {
    TimePoint now;
    IncludeObject include = IncludeObject::Metadata;
    bool with_definitions = true;  ///< only a watch's first table has them
};

/// A meta.k8s.io/v1 Table of these objects, without a list's metadata.
json::object table_of(const ResourceType& type, const std::vector<const json::object*>& objects,
                      const TableOptions& options);

/// "5d2h", "13m", "45s": apimachinery's duration.HumanDuration.
std::string human_duration(Duration duration);

}  // namespace inland::emulator::cluster
