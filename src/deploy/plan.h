// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "topology/topology.h"

#include <string>
#include <string_view>
#include <vector>

namespace inland::deploy {

enum class Action { Create, Update, Replace, Delete };

/// "create", "update", "replace", "delete".
std::string_view action_name(Action action);

/// One field that is not as it should be. Null stands for absent or not known before the run.
struct FieldChange {
    std::string field;
    json::value before;
    json::value after;
    bool replaces = false;
};

/// What is to be done to one resource, and why.
struct Change {
    Action action = Action::Create;
    std::string_view type;  ///< "subnet"
    std::string resource;   ///< its key: "subnet/private-a"
    std::string id;         ///< AWS's; "" when there is none yet
    std::string why;
    std::vector<FieldChange> fields;  ///< of updates and replacements
};

/// A resource that AWS is still working on since an earlier run: nothing to change, but what comes
/// after it has to wait.
struct Unfinished {
    std::string_view type;
    std::string resource;
    std::string id;
    std::string state;
};

/// What would change, as a value. Empty means that the world is as it should be.
struct Plan {
    std::string cluster;
    std::vector<Change> changes;  ///< in the order in which they would be made one by one
    std::vector<Unfinished> unfinished;

    [[nodiscard]] bool empty() const { return changes.empty(); }
};

/// Compares the design with what was observed (both keyed by logical names). Pure. Only what
/// carries the cluster's tags is made, changed or deleted, but for the edits of what is there and
/// not ours (given_network.h); what the design leaves absent is AWS's
/// to choose.
Plan make_plan(std::string_view cluster, const topology::Topology& desired,
               const topology::Topology& observed);

/// Deletes everything of the cluster that was observed.
Plan make_destroy_plan(std::string_view cluster, const topology::Topology& observed);

/// The same plan with the reason why all of it goes.
Plan as_destruction(Plan plan);

/// CONTRACT.md, `plan -o json`.
json::value plan_json(const Plan& plan);

}  // namespace inland::deploy
