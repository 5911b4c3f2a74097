// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "knowledge/node.h"
#include "manifests/raw_text.h"
#include "manifests/text_edit.h"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace inland::manifests {

struct SetAnnotation {
    std::string name;
    std::string value;

    bool operator==(const SetAnnotation&) const = default;
};

/// Only where the annotation stands on a line of its own.
struct RemoveAnnotation {
    std::string name;

    bool operator==(const RemoveAnnotation&) const = default;
};

/// Another text for a scalar of the object, which outlives the change.
struct SetText {
    const knowledge::Node* scalar = nullptr;
    std::string text;

    bool operator==(const SetText&) const = default;
};

/// What is to be different in one object.
using ObjectChange = std::variant<SetAnnotation, RemoveAnnotation, SetText>;

/// The bytes that make the changes, each once, and touch nothing else: block and flow notation stay
/// what they are, comments stay where they are. Nothing when the bytes of one cannot be told.
std::optional<std::vector<Edit>> edits_for(const RawText& raw, const knowledge::Node& object,
                                           const std::vector<ObjectChange>& changes);

}  // namespace inland::manifests
