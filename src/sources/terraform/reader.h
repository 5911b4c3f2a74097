// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ipv4_prefix.h"
#include "core/ipv6_prefix.h"
#include "sources/sweeps.h"
#include "sources/terraform/configuration.h"
#include "sources/terraform/instance.h"
#include "topology/topology.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inland::sources::terraform {

/// The reading of one plan: what there is, where it comes from, and the Topology that grows.
struct Reading {
    const Instances& instances;
    const Configuration& configuration;
    std::string file;
    topology::Topology topology = {};
    Sweeps sweeps = {};
};

/// Reads one instance's attributes: what is not set is absent, "known after apply" is unknown, and
/// a reference to what is yet to be made is known when the configuration says to what.
class Reader {
  public:
    Reader(const Reading& reading, const Instance& instance)
        : reading_(reading),
          instance_(instance),
          values_(instance.values),
          unknown_(instance.unknown) {}

    [[nodiscard]] const Instance& instance() const { return instance_; }
    /// The reader of one block of the instance, or of this block: `ingress` number 3. Its paths
    /// begin there.
    [[nodiscard]] Reader block(std::string_view list, std::size_t at) const;
    /// What is planned: of the instance, or of the block.
    [[nodiscard]] const json::object& values() const { return *values_; }
    [[nodiscard]] topology::Attribute<std::string> text(std::string_view path) const;
    [[nodiscard]] topology::Attribute<bool> boolean(std::string_view path) const;
    [[nodiscard]] topology::Attribute<Ipv4Prefix> prefix(std::string_view path) const;
    [[nodiscard]] topology::Attribute<Ipv6Prefix> ipv6_prefix(std::string_view path) const;
    [[nodiscard]] topology::Attribute<std::vector<std::string>> texts(std::string_view path) const;
    template <typename Number>
    [[nodiscard]] topology::Attribute<Number> number(std::string_view path) const {
        if (is_unknown(path))
            return topology::Attribute<Number>::unknown(place());
        const auto value = find_int(*values_, path);
        return value ? topology::Attribute<Number>(static_cast<Number>(*value), place())
                     : topology::Attribute<Number>();
    }

    /// The key of what the attribute names: an address in the plan, else AWS's id.
    [[nodiscard]] topology::Attribute<std::string> key(std::string_view path) const;
    [[nodiscard]] topology::Attribute<std::vector<std::string>> keys(std::string_view path) const;
    template <typename R>
    [[nodiscard]] topology::Attribute<topology::Reference<R>> reference(
        std::string_view path) const {
        const auto found = key(path);
        if (found.is_absent())
            return {};
        if (found.is_known())
            return {topology::Reference<R>{found.value()}, place()};
        const auto* sole =
            has_companions<R> ? nullptr : reading_.instances.sole_new(R::terraform_type);
        if (sole == nullptr)
            return topology::Attribute<topology::Reference<R>>::unknown(place());
        return {topology::Reference<R>{sole->address}, place()};
    }
    template <typename R>
    [[nodiscard]] topology::Attribute<std::vector<topology::Reference<R>>> references(
        std::string_view path) const {
        const auto found = keys(path);
        if (found.is_unknown())
            return topology::Attribute<std::vector<topology::Reference<R>>>::unknown(place());
        if (found.is_absent())
            return {};
        std::vector<topology::Reference<R>> references;
        for (const auto& key : found.value())
            references.push_back({key});
        return {std::move(references), place()};
    }

    /// The same where another resource is given by its name, which resources of two accounts may
    /// share: unknown where the configuration does not say which of them it is.
    template <typename R>
    [[nodiscard]] topology::Attribute<topology::Reference<R>> reference_by_name(
        std::string_view path) const {
        using Found = topology::Attribute<topology::Reference<R>>;
        if (is_unknown(path))
            return reference<R>(path);
        const auto found = key_by_name(R::terraform_type, path);
        if (!found.is_known())
            return found.is_unknown() ? Found::unknown(place()) : Found();
        return {topology::Reference<R>{found.value()}, place()};
    }
    /// The key of the resource of that type whose name the attribute, which is known, holds.
    [[nodiscard]] topology::Attribute<std::string> key_by_name(std::string_view type,
                                                               std::string_view path) const;

    /// Calls visit(text) for every text of a list that is known; false when not all are.
    template <typename Visit>
    bool each_text(std::string_view path, const Visit& visit) const {
        const auto* mark = mark_at(path);
        const auto* value = inland::find(*values_, path);
        if (value != nullptr && value->is_array())
            for (const auto& element : value->get_array())
                if (element.is_string())
                    visit(std::string_view(element.get_string()));
        return mark == nullptr;
    }

    /// The one attribute that an unknown value is taken from.
    [[nodiscard]] std::optional<Origin> origin(std::string_view path) const;

    /// Where the instance's references, as files hold them, come from: instances and attributes.
    [[nodiscard]] Origins referred_to(const std::vector<std::string>& references) const;
    /// What that comes to as a text: a value that is known, or a hole with the key of the one
    /// resource that it names, "${aws_subnet.pods}". Nothing where it is neither for sure.
    [[nodiscard]] std::optional<std::string> named_text(Origins origins) const;
    /// The configuration that the instance is of.
    [[nodiscard]] const Configuration& configuration() const { return reading_.configuration; }

    /// How many blocks of that name there are; nothing when Terraform does not know yet.
    [[nodiscard]] std::optional<std::size_t> blocks(std::string_view path) const;
    [[nodiscard]] bool is_unknown(std::string_view path) const;
    /// Whether nothing at the path, or below it, is unknown.
    [[nodiscard]] bool is_wholly_known(std::string_view path) const {
        return unknown_ == nullptr || mark_at(path) == nullptr;
    }
    /// Whether the list is known to have nothing in it, or not to be there.
    [[nodiscard]] bool is_empty(std::string_view list) const;
    /// Whether the configuration says anything about the attribute; else the provider does.
    [[nodiscard]] bool is_configured(std::string_view path) const;
    /// Whether an unknown attribute of a block that is there is the provider's to choose: nobody
    /// writes it, or what is written comes of constants alone, and so to nothing.
    [[nodiscard]] bool is_left_out(std::string_view path) const;
    [[nodiscard]] Place place() const { return {.file = reading_.file}; }

    /// A resource with this instance's address as key and name, its id if it exists, its tags.
    template <typename R>
    [[nodiscard]] R resource() const {
        R made;
        made.key = instance_.address;
        made.name = instance_.address;
        made.id = string_or_empty(*instance_.values, "id");
        made.place = place();
        made.tags = tags();
        return made;
    }

  private:
    /// AWS makes some of these along with a VPC or a cluster: the plan does not show them all.
    template <typename R>
    static constexpr bool has_companions =
        std::is_same_v<R, topology::SecurityGroup> || std::is_same_v<R, topology::RouteTable> ||
        std::is_same_v<R, topology::NetworkAcl>;

    [[nodiscard]] topology::Tags tags() const;
    /// Those of `all`, which have the same name, that the attribute may be about.
    [[nodiscard]] std::vector<const Instance*> referred(
        std::string_view path, const std::vector<const Instance*>& all) const;
    [[nodiscard]] std::string key_of(const std::string& id) const;
    [[nodiscard]] std::string key_of(const Origin& origin) const;
    [[nodiscard]] std::vector<std::string> known_keys(std::string_view path) const;
    [[nodiscard]] Origins origins(std::string_view path) const;
    [[nodiscard]] Origins followed(Origins open, std::string_view path) const;

    /// What marks something as unknown at the path, below it or around it; nullptr: all is known.
    [[nodiscard]] const json::value* mark_at(std::string_view path) const;
    /// The path from the instance on, as the configuration has it.
    [[nodiscard]] std::string whole(std::string_view path) const;

    const Reading& reading_;
    const Instance& instance_;
    const json::object* values_;
    const json::value* unknown_;
    std::string prefix_;  ///< the way to the block: "ingress.3."
};

/// The key of what AWS makes along with another resource: a VPC's default security group is
/// "aws_vpc.main.default_security_group_id".
std::string companion_key(const Instance& owner, std::string_view attribute);

}  // namespace inland::sources::terraform
