// SPDX-License-Identifier: Apache-2.0
#include "aws/protocols/xml_document.h"

#include "aws/protocols/scalars.h"
#include "aws/protocols/utf8.h"

#include <sstream>

namespace inland::aws {

namespace {

constexpr int max_depth = 64;

void write(pugi::xml_node node, const Shape& shape, const json::value& value);

pugi::xml_node child(pugi::xml_node parent, const std::string& name) {
    return parent.append_child(name.c_str());
}

void write_map(pugi::xml_node node, const Shape& item, const json::object& object) {
    for (const auto& [key, value] : object) {
        auto entry = child(node, "entry");
        child(entry, "key").text().set(without_xml_controls(key).c_str());
        write(child(entry, "value"), item, value);
    }
}

void write(pugi::xml_node node, const Shape& shape, const json::value& value) {
    if (shape.kind == ShapeKind::Structure && value.is_object()) {
        to_wire_xml(node, shape, value.get_object());
    } else if (shape.kind == ShapeKind::List && value.is_array()) {
        for (const auto& item : value.get_array())
            write(child(node, shape.item_name), *shape.item, item);
    } else if (shape.kind == ShapeKind::Map && value.is_object()) {
        write_map(node, *shape.item, value.get_object());
    } else if (const auto text = without_xml_controls(scalar_to_text(value)); !text.empty()) {
        node.text().set(text.c_str());
    }
}

Result<json::value> read(pugi::xml_node node, const Shape& shape, const std::string& path,
                         int depth);

Result<json::object> read_structure(pugi::xml_node node, const Shape& shape,
                                    const std::string& path, int depth) {
    json::object out;
    for (const auto& member : shape.members) {
        const auto element = node.child(member.wire_name.c_str());
        if (element && member.location == Location::Body)
            out[member.name] =
                TRY(read(element, *member.shape, path_join(path, member.name), depth + 1));
    }
    return out;
}

Result<json::value> read_list(pugi::xml_node node, const Shape& shape, const std::string& path,
                              int depth) {
    json::array out;
    for (const auto item : node.children()) {
        if (item.type() != pugi::node_element)
            continue;
        out.push_back(
            TRY(read(item, *shape.item, path_join(path, std::to_string(out.size())), depth + 1)));
    }
    return out;
}

Result<json::value> read_map(pugi::xml_node node, const Shape& shape, const std::string& path,
                             int depth) {
    json::object out;
    for (const auto entry : node.children("entry")) {
        const std::string_view key = entry.child_value("key");
        out[key] = TRY(read(entry.child("value"), *shape.item, path_join(path, key), depth + 1));
    }
    return out;
}

Result<json::value> read(pugi::xml_node node, const Shape& shape, const std::string& path,
                         int depth) {
    if (depth > max_depth)
        return failure(ErrorKind::InvalidInput, path + " is nested too deep");
    switch (shape.kind) {
        case ShapeKind::Structure:
            return TRY(read_structure(node, shape, path, depth));
        case ShapeKind::List:
            return read_list(node, shape, path, depth);
        case ShapeKind::Map:
            return read_map(node, shape, path, depth);
        default:
            return scalar_from_text(shape, node.child_value(), path);
    }
}

}  // namespace

void to_wire_xml(pugi::xml_node parent, const Shape& shape, const json::object& document) {
    for (const auto& member : shape.members) {
        const auto* value = document.if_contains(member.name);
        if (value && !value->is_null() && member.location == Location::Body)
            write(child(parent, member.wire_name), *member.shape, *value);
    }
}

Result<json::object> from_wire_xml(pugi::xml_node parent, const Shape& shape) {
    return read_structure(parent, shape, "", 0);
}

Result<void> parse_xml(pugi::xml_document& document, std::string_view text) {
    const auto parsed = document.load_buffer(text.data(), text.size(),
                                             pugi::parse_default | pugi::parse_ws_pcdata_single,
                                             pugi::encoding_utf8);
    if (!parsed)
        return failure(ErrorKind::InvalidInput,
                       fmt::format("not XML at byte {}: {}", parsed.offset, parsed.description()));
    return {};
}

std::string print_xml(const pugi::xml_document& document) {
    std::ostringstream out;
    out << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    document.save(out, "", pugi::format_raw | pugi::format_no_declaration, pugi::encoding_utf8);
    return std::move(out).str();
}

}  // namespace inland::aws
