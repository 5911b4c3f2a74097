// SPDX-License-Identifier: Apache-2.0
#include "user_data/mime.h"

#include "core/crypto.h"
#include "user_data/gzip.h"
#include "user_data/mime_head.h"

#include <algorithm>
#include <optional>

namespace inland::user_data {

namespace {

constexpr int deepest = 8;
constexpr std::size_t most_parts = 256;

int hex_digit(char each) {
    constexpr std::string_view digits = "0123456789abcdef";
    const auto at = digits.find(lower_case({&each, 1}));
    return at == std::string_view::npos ? -1 : static_cast<int>(at);
}

/// RFC 2045 section 6.7; what is not an escape stays as it is.
std::string from_quoted_printable(std::string_view text) {
    std::string plain;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] != '=') {
            plain += text[at];
            continue;
        }
        auto rest = text.substr(at + 1);
        if (rest.starts_with("\r\n") || rest.starts_with('\n')) {
            at += rest.starts_with('\n') ? 1U : 2U;
            continue;
        }
        const int high = rest.size() < 2 ? -1 : hex_digit(rest[0]);
        const int low = rest.size() < 2 ? -1 : hex_digit(rest[1]);
        if (high < 0 || low < 0) {
            plain += '=';
            continue;
        }
        plain += static_cast<char>(high * 16 + low);
        at += 2;
    }
    return plain;
}

std::string from_base64(std::string_view text) {
    std::string joined(text);
    std::erase_if(joined, [](char each) { return each == '\n' || each == '\r' || each == ' '; });
    return decode_base64(joined).value_or(std::string(text));
}

std::string decoded(std::string_view body, std::string_view encoding) {
    if (encoding == "base64")
        return from_base64(body);
    if (encoding == "quoted-printable")
        return from_quoted_printable(body);
    return std::string(body);
}

Result<MimePart> part_of(std::string_view text) {
    const auto head = read_head(text);
    if (!head)
        return failure(ErrorKind::InvalidInput,
                       "malformed MIME header: a part has no blank line after its headers");
    const auto encoding = lower_case(head->field("content-transfer-encoding"));
    const auto type = media_type_of(head->field("content-type")).type;
    // A part of parts keeps its head: it is read again as a message.
    const auto body = type.starts_with("multipart/") ? text : text.substr(head->body_at);
    return MimePart{type, TRY(unpack(decoded(body, encoding)))};
}

struct Boundary {
    std::string open, close;

    [[nodiscard]] bool is_open(std::string_view line) const { return trimmed(line) == open; }
    [[nodiscard]] bool is_close(std::string_view line) const { return trimmed(line) == close; }
};

Result<void> add_part(Multipart& message, std::string_view text) {
    if (message.parts.size() == most_parts)
        return failure(ErrorKind::InvalidInput, "user data has more than 256 parts");
    message.parts.push_back(TRY(part_of(text)));
    return {};
}

/// Without its last boundary, what is left is a part all the same, if there is any.
Result<Multipart> split_at(std::string_view body, const Boundary& boundary) {
    Multipart message;
    std::optional<std::size_t> begin;
    auto rest = body;
    while (!rest.empty() && !message.closed) {
        const auto line_at = body.size() - rest.size();
        const auto line = take_line(rest);
        message.closed = boundary.is_close(line);
        if (!message.closed && !boundary.is_open(line))
            continue;
        if (begin)
            TRY_VOID(add_part(message, body.substr(*begin, line_at - *begin)));
        begin = body.size() - rest.size();
    }
    if (begin && !message.closed && !trimmed(body.substr(*begin)).empty())
        TRY_VOID(add_part(message, body.substr(*begin)));
    return message;
}

Result<void> add_flat(std::vector<MimePart>& flat, std::string_view text, int depth) {
    if (depth > deepest)
        return failure(ErrorKind::InvalidInput, "user data has parts in parts, too deep to follow");
    for (auto& part : TRY(split_multipart(text)).parts) {
        if (flat.size() > most_parts)
            return failure(ErrorKind::InvalidInput, "user data has more than 256 parts");
        if (is_multipart(part.body))
            TRY_VOID(add_flat(flat, part.body, depth + 1));
        else
            flat.push_back(std::move(part));
    }
    return {};
}

}  // namespace

bool is_multipart(std::string_view text) {
    const auto head = read_head(text);
    return head && media_type_of(head->field("content-type")).type.starts_with("multipart/");
}

Result<Multipart> split_multipart(std::string_view text) {
    const auto head = read_head(text);
    if (!head)
        return failure(ErrorKind::InvalidInput, "malformed MIME header");
    auto parameters = media_type_of(head->field("content-type")).parameters;
    const auto& name = parameters["boundary"];
    if (name.empty())
        return failure(ErrorKind::InvalidInput, "multipart: boundary is empty");
    return split_at(text.substr(head->body_at), {"--" + name, "--" + name + "--"});
}

Result<std::vector<MimePart>> flat_parts(std::string_view text) {
    std::vector<MimePart> flat;
    TRY_VOID(add_flat(flat, text, 0));
    return flat;
}

}  // namespace inland::user_data
