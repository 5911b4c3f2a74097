// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "aws/model.h"
#include "core/json.h"
#include "core/result.h"

#include <string>
#include <string_view>

#include <pugixml.hpp>

namespace inland::aws {

/// Writes a document's body members as children of `parent` (query, ec2, rest-xml). Members that
/// the shape does not have, or null, are left out.
void to_wire_xml(pugi::xml_node parent, const Shape& shape, const json::object& document);

/// Reads them back; unknown elements are passed over, as AWS adds members at any time. InvalidInput
/// naming the path of a text that is not of its shape.
Result<json::object> from_wire_xml(pugi::xml_node parent, const Shape& shape);

/// Parses XML text; no DTDs, no external entities. InvalidInput with the byte where it stops.
Result<void> parse_xml(pugi::xml_document& document, std::string_view text);

/// The text of a document, with the XML declaration.
std::string print_xml(const pugi::xml_document& document);

}  // namespace inland::aws
