// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"

#include <string>
#include <string_view>

namespace inland::oci {

/// What an image is called, in the grammar of distribution's `reference` package and with Docker's
/// defaults filled in: "nginx" is docker.io/library/nginx. Values only; compare freely.
struct ImageName {
    std::string registry;     ///< "docker.io", "localhost:5000", "[::1]:5000"
    std::string repository;   ///< "library/nginx"
    std::string tag = {};     ///< "1.27"; "" where none is written
    std::string digest = {};  ///< "sha256:…" or "sha512:…"; "" where none is written

    /// "docker.io/library/nginx".
    [[nodiscard]] std::string path() const { return registry + "/" + repository; }
    /// Everything written out, "latest" where there is neither tag nor digest.
    [[nodiscard]] std::string canonical() const;
    /// As people write it: without docker.io and library/, and without a tag that nobody wrote.
    [[nodiscard]] std::string familiar() const;
    /// What a registry is asked for: the digest, else the tag, else "latest".
    [[nodiscard]] std::string_view reference() const;

    auto operator<=>(const ImageName&) const = default;
};

/// The longest text that can be a name, so that callers need not try longer ones.
inline constexpr std::size_t longest_image_name = 1024;

/// InvalidInput with the reason where the text is no name.
Result<ImageName> parse_image_name(std::string_view text);

/// Whether the text may stand as REGISTRY[:PORT]: "registry.corp.example.com:5000", "[::1]".
bool is_registry(std::string_view text);
/// Whether the text may stand as a repository: "library/nginx".
bool is_repository(std::string_view text);
/// Whether the text may stand behind the colon.
bool is_tag(std::string_view text);
/// "sha256:" and 64, or "sha512:" and 128, lower-case hexadecimal digits.
bool is_digest(std::string_view text);

}  // namespace inland::oci
