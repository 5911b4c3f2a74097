// SPDX-License-Identifier: Apache-2.0
#include "cli/image_rewrite.h"

#include "cli/report.h"
#include "oci/mirrors.h"

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <map>

#include <fmt/format.h>

namespace inland::cli {

namespace {

namespace fs = std::filesystem;

Result<void> write_file(const fs::path& path, const std::string& text) {
    std::error_code failed;
    fs::create_directories(path.parent_path(), failed);
    std::ofstream stream(path, std::ios::binary | std::ios::trunc);
    stream << text;
    stream.close();
    if (!stream)
        return failure(ErrorKind::Failed, fmt::format("{} cannot be written: {}", path.string(),
                                                      std::generic_category().message(errno)));
    return {};
}

using Written = std::map<fs::path, std::string>;

/// Two of the user's files must not become one, nor a copy take its original's place.
Result<void> add(Written& written, const oci::ManifestFile& file, const fs::path& folder,
                 std::string text) {
    const auto path = (folder / file.relative).lexically_normal();
    std::error_code failed;
    if (fs::equivalent(path, file.path, failed))
        return failure(ErrorKind::InvalidInput,
                       fmt::format("--rewrite {} would overwrite {}", folder.string(), file.path));
    if (!written.emplace(path, std::move(text)).second)
        return failure(ErrorKind::InvalidInput,
                       fmt::format("two files would be written to {}: name a folder that holds "
                                   "both",
                                   path.string()));
    return {};
}

}  // namespace

Result<std::optional<oci::Target>> image_target(const Invocation& invocation,
                                                const ImageList& list) {
    if (const auto to = invocation.value("to"))
        return TRY(oci::parse_target(*to));
    for (const DesignedSpec& spec : list.specs)
        if (const auto* registry = std::get_if<spec::UrlRegistry>(&spec.spec.registry))
            return TRY(oci::parse_target(registry->url.value));
    return std::nullopt;
}

Result<void> write_rewritten(const Invocation& invocation, const ImageList& list,
                             const oci::Move& move, const std::string& folder) {
    const auto rules = TRY(image_rules_of(invocation));
    Diagnostics diagnostics;
    Written written;
    for (const oci::ManifestFile& file : list.files)
        if (auto text =
                oci::rewrite_images(file.path, file.text, file.images, move, rules, diagnostics))
            TRY_VOID(add(written, file, folder, *std::move(text)));
    report(invocation.streams, diagnostics);
    if (diagnostics.has_errors())
        return failure(ErrorKind::InvalidInput, "no manifest was rewritten");
    for (const auto& [path, text] : written)
        TRY_VOID(write_file(path, text));
    return {};
}

Result<void> write_mirrors(const ImageList& list, const oci::Target& target,
                           const std::string& folder) {
    for (const auto& file : oci::mirror_files(list.registries(), target))
        TRY_VOID(write_file(fs::path(folder) / file.path, file.text));
    return {};
}

}  // namespace inland::cli
