// SPDX-License-Identifier: Apache-2.0
#include "oci/copy/target.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::oci {

namespace {

/// A registry's name as a part of a repository's, which has letters, digits, and separators between
/// them only.
std::string as_path(std::string_view registry) {
    std::string path;
    for (const char character : registry)
        if (character != '[' && character != ']')
            path += character == ':' ? '-' : character;
    while (path.contains("--"))
        path.replace(path.find("--"), 2, "-");
    const auto first = path.find_first_not_of("-.");
    return first == path.npos ? path : path.substr(first);
}

bool is_below(std::string_view repository, std::string_view prefix) {
    return prefix.empty() ||
           (repository.starts_with(prefix) && repository.substr(prefix.size()).starts_with('/'));
}

}  // namespace

Result<Target> parse_target(std::string_view text) {
    Target target;
    auto rest = text;
    if (rest.starts_with("http://")) {
        target.transport = Transport::Plain;
        rest.remove_prefix(std::string_view("http://").size());
    } else if (rest.starts_with("https://")) {
        target.transport = Transport::Tls;
        rest.remove_prefix(std::string_view("https://").size());
    }
    while (rest.ends_with('/'))
        rest.remove_suffix(1);
    const auto slash = std::min(rest.find('/'), rest.size());
    target.registry = rest.substr(0, slash);
    target.prefix = rest.substr(std::min(slash + 1, rest.size()));
    if (!is_registry(target.registry))
        return failure(ErrorKind::InvalidInput,
                       fmt::format("\"{}\" is no REGISTRY[/PREFIX]: registry.example.com:5000/team "
                                   "is one",
                                   text));
    if (!target.prefix.empty() && !is_repository(target.prefix))
        return failure(ErrorKind::InvalidInput,
                       fmt::format("\"{}\" cannot begin a repository's name: it has lower-case "
                                   "letters, digits, and single separators between them",
                                   target.prefix));
    return target;
}

ImageName name_in_target(const ImageName& image, const Target& target) {
    if (image.registry == target.registry && is_below(image.repository, target.prefix))
        return image;
    return {.registry = target.registry,
            .repository = fmt::format("{}{}{}/{}", target.prefix, target.prefix.empty() ? "" : "/",
                                      as_path(image.registry), image.repository),
            .tag = image.tag,
            .digest = image.digest};
}

}  // namespace inland::oci
