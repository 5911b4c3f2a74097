// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace inland::emulator::cluster {

/// Which fields of an object somebody owns: a tree whose branches are named as in FieldsV1
/// ("f:spec", "k:{\"name\":\"web\"}", "v:\"x\""; sigs.k8s.io/structured-merge-diff, fieldpath). A
/// value; no failures: what a document says wrongly is left out.
struct FieldSet {
    bool is_member = false;  ///< the field itself, not only something below it
    std::map<std::string, FieldSet, std::less<>> below = {};

    [[nodiscard]] bool empty() const { return !is_member && below.empty(); }
    [[nodiscard]] const FieldSet* find(std::string_view element) const;
    bool operator==(const FieldSet&) const = default;
};

FieldSet united(FieldSet left, const FieldSet& right);
/// Members of both.
FieldSet intersected(const FieldSet& left, const FieldSet& right);
/// Members of `left` that are not in `right`.
FieldSet without(const FieldSet& left, const FieldSet& right);

/// `fieldsV1`: {"f:metadata": {"f:labels": {"f:app": {}}}}.
json::object fields_document(const FieldSet& set);
FieldSet read_fields(const json::object& document);

/// Its members as messages name them: ".spec.containers[name=\"web\"].image".
std::vector<std::string> member_paths(const FieldSet& set);

}  // namespace inland::emulator::cluster
