// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace inland::http {

/// Header fields in wire order; names compare without case. A name may stand several times.
class Headers {
  public:
    using Field = std::pair<std::string, std::string>;

    Headers() = default;
    Headers(std::initializer_list<Field> fields) : fields_(fields) {}

    void add(std::string name, std::string value);
    /// Replaces every field of that name by this one.
    void set(std::string_view name, std::string value);
    void remove(std::string_view name);
    /// The first value of that name.
    [[nodiscard]] std::optional<std::string_view> get(std::string_view name) const;
    [[nodiscard]] std::string get_or_empty(std::string_view name) const;
    [[nodiscard]] const std::vector<Field>& fields() const { return fields_; }

  private:
    std::vector<Field> fields_;
};

/// A request. `target` is the raw origin form ("/a%20b?x=1"), exactly the bytes on the wire:
/// signatures are made and verified over it and it is never re-encoded. A client joins it to
/// `origin`.
struct Request {
    std::string method = "GET";
    std::string origin;  ///< "https://host[:port]"; empty on the server's side
    std::string target = "/";
    Headers headers;
    std::string body;

    /// The target up to '?', and what follows it ("" when there is none).
    [[nodiscard]] std::string_view raw_path() const;
    [[nodiscard]] std::string_view raw_query() const;
};

struct Response {
    int status = 200;
    Headers headers;
    std::string body;
};

/// RFC 3986: everything but unreserved characters as %XX; '/' is kept on demand.
enum class KeepSlash : bool { No, Yes };
std::string percent_encode(std::string_view text, KeepSlash keep_slash = KeepSlash::No);
/// Decodes %XX; malformed sequences stay as they are. '+' is left alone.
std::string percent_decode(std::string_view text);

/// Name and value pairs of a query string or form body, decoded ('+' is a space).
std::vector<std::pair<std::string, std::string>> parse_form(std::string_view text);

}  // namespace inland::http
