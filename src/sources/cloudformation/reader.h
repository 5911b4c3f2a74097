// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ipv4_prefix.h"
#include "core/ipv6_prefix.h"
#include "sources/cloudformation/world.h"
#include "sources/sweeps.h"

#include <charconv>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace inland::sources::cloudformation {

/// The reading of one world: what its templates declare and the Topology that grows.
struct Reading {
    World& world;
    topology::Topology topology = {};
    Sweeps sweeps = {};
};

/// Reads one resource's properties: what is not set is absent; what only CloudFormation will know
/// is unknown; a reference to a resource of the template is its key.
class Reader {
  public:
    Reader(const Reading& reading, const Declared& declared)
        : Reader(reading, declared, declared.properties) {}
    /// Of a part of the properties: one rule of a list.
    Reader(const Reading& reading, const Declared& declared, const Value& part)
        : reading_(reading), declared_(declared), part_(part) {}

    [[nodiscard]] const Declared& declared() const { return declared_; }
    [[nodiscard]] topology::Attribute<std::string> text(std::string_view path) const;
    /// A name may hold symbols: it only ever stands for itself.
    [[nodiscard]] topology::Attribute<std::string> name(std::string_view path) const;
    [[nodiscard]] topology::Attribute<bool> boolean(std::string_view path) const;
    [[nodiscard]] topology::Attribute<Ipv4Prefix> prefix(std::string_view path) const;
    [[nodiscard]] topology::Attribute<Ipv6Prefix> ipv6_prefix(std::string_view path) const;
    [[nodiscard]] topology::Attribute<std::vector<std::string>> texts(std::string_view path) const;
    /// A policy, written as an object or as JSON text.
    [[nodiscard]] topology::Attribute<std::string> document(std::string_view path) const;
    template <typename Number>
    [[nodiscard]] topology::Attribute<Number> number(std::string_view path) const {
        const auto written = text(path);
        if (!written.is_known())
            return unknown_if<Number>(written.is_unknown(), written.place());
        Number value{};
        const auto& digits = written.value();
        const auto* end = digits.data() + digits.size();
        const bool is_number = std::from_chars(digits.data(), end, value).ptr == end;
        return is_number && !digits.empty() ? topology::Attribute<Number>(value, written.place())
                                            : topology::Attribute<Number>::unknown(written.place());
    }

    /// The key of what the property names: a resource of the template, else AWS's id or ARN.
    [[nodiscard]] topology::Attribute<std::string> key(std::string_view path) const;
    [[nodiscard]] topology::Attribute<std::vector<std::string>> keys(std::string_view path) const;
    template <typename R>
    [[nodiscard]] topology::Attribute<topology::Reference<R>> reference(
        std::string_view path) const {
        const auto found = key(path);
        if (!found.is_known())
            return unknown_if<topology::Reference<R>>(found.is_unknown(), found.place());
        return {topology::Reference<R>{found.value()}, found.place()};
    }
    template <typename R>
    [[nodiscard]] topology::Attribute<std::vector<topology::Reference<R>>> references(
        std::string_view path) const {
        const auto found = keys(path);
        if (!found.is_known())
            return unknown_if<std::vector<topology::Reference<R>>>(found.is_unknown(),
                                                                   found.place());
        std::vector<topology::Reference<R>> references;
        for (const auto& each : found.value())
            references.push_back({each});
        return {std::move(references), found.place()};
    }

    /// The value at a path, or nullptr where it is not set. An unknown one on the way is returned.
    [[nodiscard]] const Value* find(std::string_view path) const { return part_.find(path); }
    /// The elements of a list, each with its own reader; nothing when the list is not known.
    [[nodiscard]] std::optional<std::vector<Reader>> elements(std::string_view path) const;
    [[nodiscard]] Place place(const Value* value = nullptr) const;

    /// A resource with the logical id as key and name, and its tags.
    template <typename R>
    [[nodiscard]] R resource() const {
        R made;
        made.key = declared_.key;
        made.name = declared_.key;
        made.place = declared_.place;
        made.tags = tags();
        return made;
    }

  private:
    template <typename T>
    static topology::Attribute<T> unknown_if(bool is_unknown, Place place) {
        return is_unknown ? topology::Attribute<T>::unknown(std::move(place))
                          : topology::Attribute<T>();
    }
    [[nodiscard]] topology::Tags tags() const;

    const Reading& reading_;
    const Declared& declared_;
    const Value& part_;
};

/// The key of a value that names a resource; nothing when it is not known.
std::optional<std::string> key_of(const Reading& reading, const Value& value);

/// The key of what AWS makes along with another resource: "Vpc.DefaultSecurityGroup".
std::string companion_key(const Declared& owner, std::string_view attribute);

}  // namespace inland::sources::cloudformation
