// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/api/field_check.h"

#include "emulator/cluster/api/objects.h"
#include "emulator/cluster/api/status.h"
#include "emulator/cluster/schema/decoding.h"
#include "emulator/cluster/schema/schemas.h"
#include "emulator/cluster/schema/validation.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace inland::emulator::cluster {

namespace {

Error cannot_be_handled(const ResourceType& type, std::string_view why) {
    return bad_request(fmt::format("{0} in version \"{1}\" cannot be handled as a {0}: {2}",
                                   type.kind, type.version, why));
}

Error strict_error(const ApiCall& call, const std::vector<std::string>& warnings) {
    const auto why = fmt::format("strict decoding error: {}", fmt::join(warnings, ", "));
    if (call.info.verb != "patch")
        return cannot_be_handled(call.type(), why);
    return {ErrorKind::InvalidInput,
            fmt::format(" \"\" is invalid: patch: Invalid value: {}: {}",
                        json::serialize(json::value(call.request.body)), why),
            "Invalid", 422};
}

Result<Decoding> decoded(const ResourceType& type, json::object& object,
                         const json::object& schema) {
    if (type.definition == nullptr)
        return decode(object, schema);
    Decoding decoding{prune(object, schema), std::nullopt};
    json::value value(std::move(object));
    set_schema_defaults(value, schema);
    object = std::move(value.get_object());
    return decoding;
}

}  // namespace

Result<std::vector<std::string>> check_fields(const ApiCall& call, json::object& object) {
    const auto* schema = schema_of(call.type());
    if (schema == nullptr)
        return {};
    const auto decoding = TRY(decoded(call.type(), object, *schema));
    if (decoding.mismatch)
        return std::unexpected(cannot_be_handled(call.type(), *decoding.mismatch));
    std::vector<std::string> warnings;
    for (const auto& field : decoding.unknown)
        warnings.push_back(fmt::format("unknown field \"{}\"", field));
    const auto directive = call.query.text("fieldValidation");
    if (directive == "Strict" && !warnings.empty())
        return std::unexpected(strict_error(call, warnings));
    if (directive == "Ignore")
        warnings.clear();
    return warnings;
}

Result<void> check_schema(const ResourceType& type, const json::object& object) {
    const auto* schema = schema_of(type);
    if (type.definition == nullptr || schema == nullptr)
        return {};
    const auto violations = schema_violations(object, *schema);
    if (violations.empty())
        return {};
    const auto all = fmt::format("{}", fmt::join(violations, ", "));
    return std::unexpected(
        invalid_as_a_whole(type, name_of(object), violations.size() == 1 ? all : "[" + all + "]"));
}

}  // namespace inland::emulator::cluster
