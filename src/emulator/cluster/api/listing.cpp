// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/api/listing.h"

#include "core/crypto.h"
#include "emulator/cluster/api/status.h"

#include <algorithm>

namespace inland::emulator::cluster {

namespace {

std::string place_of(const json::object& object) {
    return namespace_of(object) + "/" + name_of(object);
}

/// Where a page ended, opaque to clients.
std::string token_behind(const json::object& object) {
    return base64url(json::serialize(json::object{{"v", 1}, {"behind", place_of(object)}}));
}

Result<std::string> read_token(const std::string& token) {
    const auto text = decode_base64(token);
    const auto document = parse_json(text.value_or(""));
    const auto behind = document ? find_string(*document, "behind") : std::nullopt;
    if (!behind)
        return std::unexpected(bad_request("continue key is not valid"));
    return *behind;
}

}  // namespace

Result<Selection> selection_of(const ApiCall& call) {
    return Selection{TRY(parse_label_selector(call.query.text("labelSelector"))),
                     TRY(parse_field_selector(call.type(), call.query.text("fieldSelector")))};
}

Result<ApiAnswer> answer_list(const ApiCall& call) {
    const auto selection = TRY(selection_of(call));
    const auto token = call.query.text("continue");
    const auto behind = token.empty() ? std::string{} : TRY(read_token(token));
    std::vector<const json::object*> objects;
    for (const auto* object : call.objects.list(call.type(), call.info.name_space))
        if (selection.matches(*object) && (token.empty() || place_of(*object) > behind))
            objects.push_back(object);
    ListMetadata metadata{call.objects.version()};
    const auto limit = std::max<std::int64_t>(call.query.number("limit").value_or(0), 0);
    const auto size = static_cast<std::size_t>(limit);
    if (size > 0 && objects.size() > size) {
        metadata.next = token_behind(*objects[size - 1]);
        if (selection.labels.empty() && selection.fields.empty())
            metadata.remaining = objects.size() - size;
        objects.resize(size);
    }
    return ApiAnswer{
        200, represent_list(call.type(), objects, metadata, call.representation, call.now())};
}

}  // namespace inland::emulator::cluster
