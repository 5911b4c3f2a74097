// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sources/cloudformation/reader.h"

#include <cstdint>

namespace inland::sources::cloudformation {

inline void read_field(const Reader& reader, std::string_view path,
                       topology::Attribute<std::string>& field) {
    field = reader.text(path);
}
inline void read_field(const Reader& reader, std::string_view path,
                       topology::Attribute<bool>& field) {
    field = reader.boolean(path);
}
inline void read_field(const Reader& reader, std::string_view path,
                       topology::Attribute<int>& field) {
    field = reader.number<int>(path);
}
inline void read_field(const Reader& reader, std::string_view path,
                       topology::Attribute<std::int64_t>& field) {
    field = reader.number<std::int64_t>(path);
}
inline void read_field(const Reader& reader, std::string_view path,
                       topology::Attribute<Ipv4Prefix>& field) {
    field = reader.prefix(path);
}
inline void read_field(const Reader& reader, std::string_view path,
                       topology::Attribute<Ipv6Prefix>& field) {
    field = reader.ipv6_prefix(path);
}
inline void read_field(const Reader& reader, std::string_view path,
                       topology::Attribute<std::vector<std::string>>& field) {
    field = reader.texts(path);
}
template <typename R>
void read_field(const Reader& reader, std::string_view path,
                topology::Attribute<topology::Reference<R>>& field) {
    field = reader.reference<R>(path);
}
template <typename R>
void read_field(const Reader& reader, std::string_view path,
                topology::Attribute<std::vector<topology::Reference<R>>>& field) {
    field = reader.references<R>(path);
}
/// Fields of other kinds (rules, records, labels) have readers of their own.
template <typename T>
void read_field(const Reader&, std::string_view, topology::Attribute<T>&) {}

/// A resource with every field that its table of fields gives a CloudFormation name.
template <typename R>
R with_fields(const Reader& reader) {
    auto made = reader.resource<R>();
    topology::for_each_field<R>([&](const auto& field) {
        if (!field.cloudformation.empty())
            read_field(reader, field.cloudformation, made.*(field.member));
    });
    return made;
}

}  // namespace inland::sources::cloudformation
