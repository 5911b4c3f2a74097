// SPDX-License-Identifier: Apache-2.0
#include "core/json.h"
#include "oci/registry/registry_session.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::oci {

namespace {

struct StatusRow {
    int status;
    ErrorKind kind;
};
constexpr std::array status_rows = std::to_array<StatusRow>({
    {401, ErrorKind::AccessDenied},
    {403, ErrorKind::AccessDenied},
    {404, ErrorKind::NotFound},
    {408, ErrorKind::Timeout},
    {429, ErrorKind::Throttled},
});

ErrorKind kind_of(int status) {
    constexpr int server_error = 500;
    if (status >= server_error)
        return ErrorKind::Unavailable;
    const auto* row = std::ranges::find(status_rows, status, &StatusRow::status);
    return row == status_rows.end() ? ErrorKind::Failed : row->kind;
}

/// What a stranger wrote, fit for a terminal.
std::string printable(std::string_view text) {
    constexpr std::size_t longest = 300;
    std::string safe(text.substr(0, longest));
    std::ranges::replace_if(
        safe, [](char character) { return character < ' ' || character == '\x7f'; }, ' ');
    return safe;
}

}  // namespace

Error error_of(const http::Response& answer, std::string_view doing) {
    std::string code;
    std::string message;
    if (const auto document = parse_json(answer.body)) {
        code = printable(string_or_empty(*document, "errors.0.code"));
        message = printable(string_or_empty(*document, "errors.0.message"));
    }
    return {kind_of(answer.status),
            fmt::format("{}: the registry answered {}{}{}", doing, answer.status,
                        message.empty() ? "" : ": ", message),
            code, answer.status};
}

}  // namespace inland::oci
