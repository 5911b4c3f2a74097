// SPDX-License-Identifier: Apache-2.0
#include "aws/sigv4/canonical_request.h"

#include "aws/text_lines.h"
#include "core/crypto.h"

namespace inland::aws::sigv4 {

namespace {

/// Encodes the bytes that no URI may hold raw (blanks, controls, beyond ASCII); leaves all others.
std::string encode_illegal(std::string_view text) {
    std::string out;
    for (const char byte : text) {
        const bool legal = byte > ' ' && byte < '\x7F';
        out += legal ? std::string(1, byte) : http::percent_encode(std::string_view(&byte, 1));
    }
    return out;
}

/// RFC 3986 section 5.2.4, with empty segments removed too.
std::string without_dot_segments(std::string_view path) {
    std::vector<std::string_view> kept;
    const bool ends_with_slash = path.ends_with('/');
    while (!path.empty()) {
        const auto segment = path.substr(0, path.find('/'));
        path.remove_prefix(std::min(segment.size() + 1, path.size()));
        if (segment == "..") {
            if (!kept.empty())
                kept.pop_back();
        } else if (!segment.empty() && segment != ".") {
            kept.push_back(segment);
        }
    }
    return fmt::format("/{}{}", fmt::join(kept, "/"), ends_with_slash && !kept.empty() ? "/" : "");
}

/// Trimmed, and with every run of blanks (folded lines included) as one space.
std::string collapse_blanks(std::string_view value) {
    std::string out;
    for (const char character : value) {
        const bool blank = std::string_view(" \t\r\n").contains(character);
        if (!blank)
            out += character;
        else if (!out.empty() && out.back() != ' ')
            out += ' ';
    }
    if (out.ends_with(' '))
        out.pop_back();
    return out;
}

std::string joined_values(const http::Headers& headers, std::string_view name) {
    std::vector<std::string> values;
    for (const auto& [field, value] : headers.fields())
        if (to_lower(field) == name)
            values.push_back(collapse_blanks(value));
    return fmt::format("{}", fmt::join(values, ","));
}

}  // namespace

PathEncoding path_encoding(std::string_view service) {
    return service == "s3" ? PathEncoding::Once : PathEncoding::Twice;
}

std::string canonical_uri(std::string_view raw_path, PathEncoding encoding) {
    if (raw_path.empty())
        return "/";
    if (encoding == PathEncoding::Once)
        return encode_illegal(raw_path);
    return http::percent_encode(without_dot_segments(raw_path), http::KeepSlash::Yes);
}

std::string canonical_query(std::string_view raw_query) {
    std::vector<std::pair<std::string, std::string>> pairs;
    while (!raw_query.empty()) {
        const auto part = raw_query.substr(0, raw_query.find('&'));
        raw_query.remove_prefix(std::min(part.size() + 1, raw_query.size()));
        const auto equals = std::min(part.find('='), part.size());
        if (!part.empty())
            pairs.emplace_back(encode_illegal(part.substr(0, equals)),
                               encode_illegal(part.substr(std::min(equals + 1, part.size()))));
    }
    std::ranges::sort(pairs);
    std::string out;
    for (const auto& [name, value] : pairs)
        out += fmt::format("{}{}={}", out.empty() ? "" : "&", name, value);
    return out;
}

std::string canonical_headers(const http::Headers& headers, const std::vector<std::string>& names) {
    std::string out;
    for (const auto& name : names)
        out += fmt::format("{}:{}\n", name, joined_values(headers, name));
    return out;
}

std::string signed_headers(const std::vector<std::string>& names) {
    return fmt::format("{}", fmt::join(names, ";"));
}

std::string canonical_request(const http::Request& request, PathEncoding encoding,
                              const std::vector<std::string>& names,
                              std::string_view payload_hash) {
    return fmt::format(
        "{}\n{}\n{}\n{}\n{}\n{}", request.method, canonical_uri(request.raw_path(), encoding),
        canonical_query(request.raw_query()), canonical_headers(request.headers, names),
        signed_headers(names), payload_hash);
}

std::string payload_hash(const http::Request& request) {
    if (const auto given = request.headers.get("x-amz-content-sha256"))
        return std::string(*given);
    return hex(sha256(request.body));
}

}  // namespace inland::aws::sigv4
