// SPDX-License-Identifier: Apache-2.0
#include "aws/protocols/query_document.h"
#include "aws/protocols/scalars.h"

namespace inland::aws {

namespace {

/// Flattens a document; the two dialects differ in names, and in how lists are marked.
class Writer {
  public:
    explicit Writer(Protocol protocol) : ec2_(protocol == Protocol::Ec2) {}

    void structure(const std::string& prefix, const Shape& shape, const json::object& object) {
        for (const auto& member : shape.members) {
            const auto* value = object.if_contains(member.name);
            if (value && !value->is_null())
                write(path_join(prefix, ec2_ ? member.query_name : member.wire_name), *member.shape,
                      *value);
        }
    }

    Parameters take() { return std::move(out_); }

  private:
    void write(const std::string& prefix, const Shape& shape, const json::value& value) {
        if (shape.kind == ShapeKind::Structure && value.is_object())
            structure(prefix, shape, value.get_object());
        else if (shape.kind == ShapeKind::List && value.is_array())
            list(prefix, shape, value.get_array());
        else if (shape.kind == ShapeKind::Map && value.is_object())
            map(prefix, shape, value.get_object());
        else
            out_.emplace_back(prefix, scalar_to_text(value));
    }

    void list(const std::string& prefix, const Shape& shape, const json::array& array) {
        if (array.empty() && !ec2_)
            out_.emplace_back(prefix, "");
        const auto marked = ec2_ ? prefix : path_join(prefix, shape.item_name);
        for (std::size_t index = 0; index < array.size(); ++index)
            write(path_join(marked, std::to_string(index + 1)), *shape.item, array[index]);
    }

    void map(const std::string& prefix, const Shape& shape, const json::object& object) {
        std::size_t index = 0;
        for (const auto& [key, value] : object) {
            const auto entry = fmt::format("{}.entry.{}", prefix, ++index);
            out_.emplace_back(entry + ".key", std::string(key));
            write(entry + ".value", *shape.item, value);
        }
    }

    bool ec2_;
    Parameters out_;
};

}  // namespace

Parameters to_parameters(Protocol protocol, const Shape& shape, const json::object& document) {
    Writer writer(protocol);
    writer.structure("", shape, document);
    return writer.take();
}

}  // namespace inland::aws
