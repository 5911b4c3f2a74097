// SPDX-License-Identifier: Apache-2.0
#include "oci/descriptor.h"

#include <fmt/format.h>

namespace inland::oci {

namespace {

std::map<std::string, std::string, std::less<>> read_annotations(const json::object& object) {
    std::map<std::string, std::string, std::less<>> annotations;
    for (const auto& member : find_object(object, "annotations"))
        if (member.value().is_string())
            annotations.emplace(member.key(), member.value().get_string());
    return annotations;
}

}  // namespace

Result<Descriptor> read_descriptor(const json::value& value, std::string_view where) {
    const auto* object = value.if_object();
    if (object == nullptr)
        return failure(ErrorKind::InvalidInput, fmt::format("{} is not an object", where));
    auto digest = Digest::parse(string_or_empty(*object, "digest"));
    if (!digest)
        return std::unexpected(std::move(digest).error().with_context(where));
    const auto size = find_int(*object, "size");
    if (!size || *size < 0 || static_cast<std::uint64_t>(*size) > max_blob_bytes)
        return failure(ErrorKind::InvalidInput,
                       fmt::format("{}: its size is missing or no size that a blob has", where));
    Descriptor descriptor{.media_type = string_or_empty(*object, "mediaType"),
                          .digest = *std::move(digest),
                          .size = static_cast<std::uint64_t>(*size),
                          .artifact_type = string_or_empty(*object, "artifactType"),
                          .annotations = read_annotations(*object)};
    if (const auto* platform = object->if_contains("platform");
        platform != nullptr && platform->is_object())
        descriptor.platform = read_platform(platform->get_object());
    return descriptor;
}

json::object to_json(const Descriptor& descriptor) {
    json::object object{{"mediaType", descriptor.media_type},
                        {"digest", descriptor.digest.text()},
                        {"size", descriptor.size}};
    if (descriptor.platform)
        object["platform"] = to_json(*descriptor.platform);
    if (!descriptor.artifact_type.empty())
        object["artifactType"] = descriptor.artifact_type;
    if (!descriptor.annotations.empty()) {
        json::object annotations;
        for (const auto& [name, value] : descriptor.annotations)
            annotations[name] = value;
        object["annotations"] = std::move(annotations);
    }
    return object;
}

bool is_foreign(const Descriptor& descriptor) {
    return descriptor.media_type.contains("nondistributable") ||
           descriptor.media_type.contains(".foreign.");
}

}  // namespace inland::oci
