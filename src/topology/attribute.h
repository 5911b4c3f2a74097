// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/diagnostic.h"

#include <optional>
#include <string>
#include <type_traits>
#include <utility>

namespace inland::topology {

/// How well an attribute is known. `Absent`: the source says that it is not set (AWS's default
/// holds). `Unknown`: the source leaves it open ("known after apply", a partial dump).
enum class Knowledge { Absent, Unknown, Known };

/// A value that knows how well it is known and where the user wrote it.
template <typename T>
class Attribute {
  public:
    Attribute() = default;
    Attribute(T value, Place place = {})  // NOLINT(google-explicit-constructor): reads as the value
        : knowledge_(Knowledge::Known), value_(std::move(value)), place_(std::move(place)) {}
    Attribute(const char* text, Place place = {})  // NOLINT(google-explicit-constructor)
        requires std::is_same_v<T, std::string>
        : Attribute(T(text), std::move(place)) {}
    static Attribute unknown(Place place = {}) {
        Attribute attribute;
        attribute.knowledge_ = Knowledge::Unknown;
        attribute.place_ = std::move(place);
        return attribute;
    }

    [[nodiscard]] Knowledge knowledge() const { return knowledge_; }
    [[nodiscard]] bool is_known() const { return knowledge_ == Knowledge::Known; }
    [[nodiscard]] bool is_unknown() const { return knowledge_ == Knowledge::Unknown; }
    [[nodiscard]] bool is_absent() const { return knowledge_ == Knowledge::Absent; }
    /// The value; only when is_known().
    [[nodiscard]] const T& value() const { return value_; }
    [[nodiscard]] T& mutable_value() { return value_; }
    /// The value, or AWS's default where it is absent; nothing where it is unknown.
    [[nodiscard]] std::optional<T> value_or_default(T default_value) const {
        if (is_unknown())
            return std::nullopt;
        return is_known() ? value_ : std::move(default_value);
    }
    [[nodiscard]] const Place& place() const { return place_; }

    /// Places are not compared: where a value was written does not change what it is.
    bool operator==(const Attribute& other) const {
        return knowledge_ == other.knowledge_ && (!is_known() || value_ == other.value_);
    }

  private:
    Knowledge knowledge_ = Knowledge::Absent;
    T value_{};
    Place place_;
};

}  // namespace inland::topology
