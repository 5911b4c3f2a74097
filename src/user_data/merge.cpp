// SPDX-License-Identifier: Apache-2.0
#include "user_data/bottlerocket.h"
#include "user_data/gzip.h"
#include "user_data/mime.h"
#include "user_data/mime_head.h"
#include "user_data/user_data.h"

#include <fmt/format.h>

namespace inland::user_data {

namespace {

constexpr std::string_view boundary = "//";
constexpr std::string_view script_type = "text/x-shellscript";

Result<std::vector<MimePart>> parts_of(std::string_view text) {
    if (is_multipart(text))
        return flat_parts(text);
    return std::vector{MimePart{std::string(script_type), std::string(text)}};
}

std::string join(const std::vector<MimePart>& parts) {
    std::string text = fmt::format(
        "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"{}\"\n\n", boundary);
    for (const MimePart& part : parts)
        text += fmt::format("--{}\nContent-Type: {}\n\n{}\n", boundary, part.type, part.body);
    return text + fmt::format("--{}--\n", boundary);
}

Result<std::string> merge_messages(std::string_view own, std::string_view managed) {
    const auto text = TRY(unpack(own));
    if (!is_multipart(text))
        return failure(ErrorKind::InvalidInput, "User data was not in the MIME multipart format.");
    auto parts = TRY(flat_parts(text));
    for (MimePart& part : TRY(parts_of(managed)))
        parts.push_back(std::move(part));
    return join(parts);
}

}  // namespace

Result<std::string> merge(std::string_view own, std::string_view managed, OperatingSystem system) {
    if (trimmed(own).empty())
        return std::string(managed);
    return system == OperatingSystem::Bottlerocket ? merge_bottlerocket(own, managed)
                                                   : merge_messages(own, managed);
}

}  // namespace inland::user_data
