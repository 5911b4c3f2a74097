// SPDX-License-Identifier: Apache-2.0
#include "aws/protocols/query_document.h"
#include "aws/protocols/scalars.h"
#include "aws/protocols/utf8.h"

#include <charconv>

namespace inland::aws {

namespace {

using Fault = ParameterFault;
template <typename T>
using Read = std::expected<T, Fault>;

constexpr int max_segments = 32;

/// Parameters as the tree that their dotted names spell.
struct Node {
    std::string name;  ///< the whole dotted name
    std::optional<std::string> value;
    std::map<std::string, Node, std::less<>> children;
};

std::unexpected<Fault> unknown(const std::string& name) {
    return std::unexpected(Fault{Fault::Kind::Unknown, name});
}

std::unexpected<Fault> malformed(std::string message) {
    return std::unexpected(Fault{Fault::Kind::Malformed, std::move(message)});
}

/// A parameter below `node` (for messages), which has some or a value of its own.
const std::string& any_name(const Node& node) {
    return node.value || node.children.empty() ? node.name
                                               : any_name(node.children.begin()->second);
}

Read<Node> build_tree(const Parameters& parameters) {
    Node root;
    for (const auto& [name, value] : parameters) {
        if (!is_utf8(name) || !is_utf8(value))
            return malformed("the parameters are not UTF-8");
        auto* node = &root;
        std::size_t begin = 0;
        for (int segments = 0; begin <= name.size(); ++segments) {
            if (segments == max_segments)
                return malformed("a parameter's name is nested too deep");
            const auto end = std::min(name.find('.', begin), name.size());
            node = &node->children[name.substr(begin, end - begin)];
            node->name = name.substr(0, end);
            begin = end + 1;
        }
        node->value = value;
    }
    return root;
}

/// A list's items by their number, which need not be without gaps.
Read<std::vector<const Node*>> numbered(const Node& node) {
    std::map<int, const Node*> items;
    for (const auto& [key, child] : node.children) {
        int number = 0;
        const auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), number);
        if (error != std::errc{} || end != key.data() + key.size() || number < 0)
            return unknown(any_name(child));
        items[number] = &child;
    }
    std::vector<const Node*> ordered;
    for (const auto& [number, item] : items)
        ordered.push_back(item);
    return ordered;
}

class Reader {
  public:
    explicit Reader(Protocol protocol) : ec2_(protocol == Protocol::Ec2) {}

    Read<json::object> structure(const Shape& shape, const Node& node) const {
        json::object out;
        std::size_t known = 0;
        for (const auto& member : shape.members) {
            const auto child = node.children.find(ec2_ ? member.query_name : member.wire_name);
            if (child == node.children.end())
                continue;
            ++known;
            out[member.name] = TRY(read(*member.shape, child->second));
        }
        if (known != node.children.size())
            return refuse_unknown(shape, node);
        return out;
    }

  private:
    Read<json::value> read(const Shape& shape, const Node& node) const {
        switch (shape.kind) {
            case ShapeKind::Structure:
                return TRY(structure(shape, node));
            case ShapeKind::List:
                return list(shape, node);
            case ShapeKind::Map:
                return map(shape, node);
            default:
                return scalar(shape, node);
        }
    }

    Read<json::value> list(const Shape& shape, const Node& node) const {
        const auto* items = &node;
        if (!ec2_ && !node.children.empty())
            items = TRY(only_child(node, shape.item_name));
        json::array out;
        for (const auto* item : TRY(numbered(*items)))
            out.push_back(TRY(read(*shape.item, *item)));
        return out;
    }

    Read<json::value> map(const Shape& shape, const Node& node) const {
        json::object out;
        if (node.children.empty())
            return out;
        for (const auto* entry : TRY(numbered(*TRY(only_child(node, "entry"))))) {
            const auto key = entry->children.find("key");
            const auto value = entry->children.find("value");
            if (key == entry->children.end() || value == entry->children.end())
                return malformed(entry->name + " needs a key and a value");
            out[key->second.value.value_or("")] = TRY(read(*shape.item, value->second));
        }
        return out;
    }

    static Read<json::value> scalar(const Shape& shape, const Node& node) {
        if (!node.children.empty())
            return unknown(any_name(node.children.begin()->second));
        auto value = scalar_from_text(shape, node.value.value_or(""), node.name);
        if (!value)
            return malformed(std::move(value).error().message);
        return *std::move(value);
    }

    static Read<const Node*> only_child(const Node& node, std::string_view name) {
        for (const auto& [key, child] : node.children)
            if (key != name)
                return unknown(any_name(child));
        return &node.children.begin()->second;
    }

    std::unexpected<Fault> refuse_unknown(const Shape& shape, const Node& node) const {
        for (const auto& [key, child] : node.children) {
            const bool known = std::ranges::any_of(shape.members, [&](const Member& member) {
                return (ec2_ ? member.query_name : member.wire_name) == key;
            });
            if (!known)
                return unknown(any_name(child));
        }
        return unknown(node.name);
    }

    bool ec2_;
};

}  // namespace

std::expected<json::object, ParameterFault> from_parameters(Protocol protocol, const Shape& shape,
                                                            const Parameters& parameters) {
    return Reader(protocol).structure(shape, TRY(build_tree(parameters)));
}

}  // namespace inland::aws
