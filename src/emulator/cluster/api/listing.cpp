// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/api/listing.h"

#include "core/crypto.h"
#include "emulator/cluster/api/status.h"
#include "emulator/cluster/api/watch_hub.h"

#include <algorithm>

namespace inland::emulator::cluster {

namespace {

std::string place_of(const json::object& object) {
    return namespace_of(object) + "/" + name_of(object);
}

/// Where a page ended, opaque to clients.
std::string token_behind(const json::object& object, std::uint64_t version) {
    return base64url(
        json::serialize(json::object{{"v", 1}, {"behind", place_of(object)}, {"rv", version}}));
}

/// Where the page before ended, and the version of the first page.
struct Token {
    std::string behind;
    std::uint64_t version = 0;
};

Result<Token> read_token(const std::string& token) {
    const auto text = decode_base64(token);
    const auto document = parse_json(text.value_or(""));
    const auto behind = document ? find_string(*document, "behind") : std::nullopt;
    if (!behind)
        return std::unexpected(bad_request("continue key is not valid"));
    return Token{*behind, static_cast<std::uint64_t>(find_int(*document, "rv").value_or(0))};
}

/// A token is good as long as the changes since its first page are remembered, as in etcd.
Result<Token> token_of(const ApiCall& call) {
    const auto text = call.query.text("continue");
    if (text.empty())
        return Token{{}, call.objects.version()};
    auto token = TRY(read_token(text));
    const auto oldest = call.objects.world().part<WatchHub>().oldest(call.objects.cluster(),
                                                                     call.objects.version());
    if (token.version < oldest)
        return failure(ErrorKind::NotFound,
                       "The provided continue parameter is too old to display a consistent list "
                       "result. You can start a new list without the continue parameter.",
                       "Expired", 410);
    return token;
}

/// resourceVersion and resourceVersionMatch: 0 and "not older than" are the present; a version that
/// is yet to come is a mistake, one that is past and asked for exactly is gone.
Result<void> check_version(const ApiCall& call) {
    const auto text = call.query.text("resourceVersion");
    const auto match = call.query.text("resourceVersionMatch");
    if (!match.empty() && text.empty())
        return std::unexpected(invalid_list_options(
            "resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden unless "
            "resourceVersion is provided"));
    const auto asked = call.query.number("resourceVersion").value_or(0);
    const auto current = call.objects.version();
    if (!text.empty() && !call.query.number("resourceVersion"))
        return std::unexpected(bad_request("Invalid value: \"" + text + "\": invalid syntax"));
    const auto version = static_cast<std::uint64_t>(std::max<std::int64_t>(asked, 0));
    if (version > current)
        return std::unexpected(too_large_version(version, current));
    if (match == "Exact" && version < current)
        return std::unexpected(expired(version, current));
    return {};
}

}  // namespace

Result<Selection> selection_of(const ApiCall& call) {
    return Selection{TRY(parse_label_selector(call.query.text("labelSelector"))),
                     TRY(parse_field_selector(call.type(), call.query.text("fieldSelector")))};
}

Result<ApiAnswer> answer_list(const ApiCall& call) {
    const auto selection = TRY(selection_of(call));
    TRY_VOID(check_version(call));
    const auto token = TRY(token_of(call));
    std::vector<const json::object*> objects;
    for (const auto* object : call.objects.list(call.type(), call.info.name_space))
        if (selection.matches(*object) &&
            (token.behind.empty() || place_of(*object) > token.behind))
            objects.push_back(object);
    ListMetadata metadata{token.version};
    const auto limit = std::max<std::int64_t>(call.query.number("limit").value_or(0), 0);
    const auto size = static_cast<std::size_t>(limit);
    if (size > 0 && objects.size() > size) {
        metadata.next = token_behind(*objects[size - 1], token.version);
        if (selection.labels.empty() && selection.fields.empty())
            metadata.remaining = objects.size() - size;
        objects.resize(size);
    }
    return ApiAnswer{
        200, represent_list(call.type(), objects, metadata, call.representation, call.now())};
}

}  // namespace inland::emulator::cluster
