// SPDX-License-Identifier: Apache-2.0
#include "oci/image_name.h"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

namespace inland::oci {

namespace {

constexpr std::string_view docker_hub = "docker.io";
constexpr std::string_view old_docker_hub = "index.docker.io";
constexpr std::string_view official = "library/";
constexpr std::string_view default_tag = "latest";
constexpr std::size_t longest_repository = 255;
constexpr std::size_t identifier_size = 64;

bool has_upper_case(std::string_view text) {
    return std::ranges::any_of(text, [](unsigned char letter) { return std::isupper(letter); });
}

/// Whether what stands before the first slash is a registry and not the start of a repository.
bool names_registry(std::string_view first) {
    return first.find_first_of(".:") != std::string_view::npos || first == "localhost" ||
           has_upper_case(first);
}

/// "a/b:tag" → "a/b", with what follows the separator; nothing follows when it is not there.
struct Halves {
    std::string_view before;
    std::string_view after = {};
    bool is_split = false;
};

Halves split_at(std::string_view text, std::size_t at) {
    if (at == std::string_view::npos)
        return {.before = text};
    return {.before = text.substr(0, at), .after = text.substr(at + 1), .is_split = true};
}

/// The registry and the rest, by Docker's defaults.
struct Located {
    std::string registry;
    std::string rest;
};

Located locate(std::string_view text) {
    const Halves halves = split_at(text, text.find('/'));
    const bool is_named = halves.is_split && names_registry(halves.before);
    Located located{.registry = std::string(is_named ? halves.before : docker_hub),
                    .rest = std::string(is_named ? halves.after : text)};
    if (located.registry == old_docker_hub)
        located.registry = docker_hub;
    if (located.registry == docker_hub && located.rest.find('/') == std::string::npos)
        located.rest.insert(0, official);
    return located;
}

std::unexpected<Error> refuse(std::string_view text, std::string_view why) {
    constexpr std::size_t shown = 120;
    return failure(ErrorKind::InvalidInput,
                   fmt::format("\"{}\" is no image name: {}", text.substr(0, shown), why));
}

/// What is wrong with the parts; "" when nothing is.
std::string_view mistake_in(const ImageName& name, const Halves& tagged, const Halves& digested) {
    if (has_upper_case(name.repository))
        return "a repository is written in lower case";
    if (!is_registry(name.registry))
        return "the registry is no host name with an optional port";
    if (!is_repository(name.repository))
        return "the repository is not made of a-z, 0-9 and separators";
    if (name.repository.size() > longest_repository)
        return "the repository has more than 255 letters";
    if (tagged.is_split && !is_tag(name.tag))
        return "the tag is not made of at most 128 letters, digits, '_', '.' and '-'";
    if (digested.is_split && !is_digest(name.digest))
        return "the digest is no sha256 or sha512 in lower-case hexadecimal digits";
    return {};
}

bool is_identifier(std::string_view text) {
    return text.size() == identifier_size &&
           text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::string with_reference(std::string text, const ImageName& name) {
    if (!name.tag.empty())
        text += ":" + name.tag;
    if (!name.digest.empty())
        text += "@" + name.digest;
    return text;
}

/// "library/nginx" → "nginx"; "library/a/b" stays.
std::string_view without_official(std::string_view repository) {
    const bool is_official = repository.starts_with(official) &&
                             repository.find('/', official.size()) == std::string_view::npos;
    return is_official ? repository.substr(official.size()) : repository;
}

}  // namespace

std::string ImageName::canonical() const {
    std::string text = with_reference(path(), *this);
    if (tag.empty() && digest.empty())
        text.append(":").append(default_tag);
    return text;
}

/// docker.io/ghcr.io/a would be another image without its registry.
std::string ImageName::familiar() const {
    if (registry == docker_hub)
        if (std::string text = with_reference(std::string(without_official(repository)), *this);
            parse_image_name(text) == *this)
            return text;
    return with_reference(path(), *this);
}

std::string_view ImageName::reference() const {
    if (!digest.empty())
        return digest;
    return tag.empty() ? default_tag : std::string_view(tag);
}

Result<ImageName> parse_image_name(std::string_view text) {
    if (text.empty())
        return refuse(text, "it is empty");
    if (text.size() > longest_image_name)
        return refuse(text, "it is too long");
    if (is_identifier(text))
        return refuse(text, "64 hexadecimal digits are an image's id");
    const Located located = locate(text);
    const Halves digested = split_at(located.rest, located.rest.find('@'));
    const Halves tagged = split_at(digested.before, digested.before.find(':'));
    ImageName name{.registry = located.registry,
                   .repository = std::string(tagged.before),
                   .tag = std::string(tagged.after),
                   .digest = std::string(digested.after)};
    if (const auto mistake = mistake_in(name, tagged, digested); !mistake.empty())
        return refuse(text, mistake);
    return name;
}

}  // namespace inland::oci
