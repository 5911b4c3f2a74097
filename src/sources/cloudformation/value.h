// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "knowledge/node.h"

#include <string>
#include <string_view>
#include <vector>

namespace inland::sources::cloudformation {

/// What an expression of a template comes to. `Symbolic` is text with names in it that only
/// CloudFormation will know ("${AWS::StackName}-nodes").
enum class ValueKind { Absent, Unknown, Text, Symbolic, Reference, List, Map };

/// An evaluated expression. Plain data.
struct Value {
    ValueKind kind = ValueKind::Absent;
    std::string text = {};       ///< of a text; the key of the resource that a reference names
    std::string attribute = {};  ///< of a reference: "Arn"; "" for what Ref gives
    std::string key = {};        ///< under which a map holds it
    knowledge::Position position = {};
    std::vector<Value> children = {};

    static Value unknown(knowledge::Position position) {
        return {.kind = ValueKind::Unknown, .position = position};
    }
    static Value of(std::string text, knowledge::Position position) {
        return {.kind = ValueKind::Text, .text = std::move(text), .position = position};
    }

    [[nodiscard]] bool is_text() const { return kind == ValueKind::Text; }
    [[nodiscard]] bool is_absent() const { return kind == ValueKind::Absent; }
    [[nodiscard]] bool is_unknown() const { return kind == ValueKind::Unknown; }
    /// The member or element at a dotted path ("Tags.0.Key"), or nullptr.
    [[nodiscard]] const Value* find(std::string_view path) const;
    /// How many values it is made of.
    [[nodiscard]] std::size_t size() const;
    /// Whether something in it is not known before CloudFormation runs.
    [[nodiscard]] bool is_open() const;
    bool operator==(const Value& other) const;
};

}  // namespace inland::sources::cloudformation
