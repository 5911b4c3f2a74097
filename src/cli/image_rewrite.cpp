// SPDX-License-Identifier: Apache-2.0
#include "cli/image_rewrite.h"

#include "cli/report.h"
#include "cli/written_files.h"
#include "oci/mirrors.h"

#include <filesystem>

namespace inland::cli {

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
    WrittenFiles written("--rewrite", folder);
    for (const oci::ManifestFile& file : list.files)
        if (auto text =
                oci::rewrite_images(file.path, file.text, file.images, move, rules, diagnostics))
            TRY_VOID(written.add(file, *std::move(text)));
    report(invocation.streams, diagnostics);
    if (diagnostics.has_errors())
        return failure(ErrorKind::InvalidInput, "no manifest was rewritten");
    return written.write();
}

Result<void> write_mirrors(const ImageList& list, const oci::Target& target,
                           const std::string& folder) {
    for (const auto& file : oci::mirror_files(list.registries(), target))
        TRY_VOID(write_file(std::filesystem::path(folder) / file.path, file.text));
    return {};
}

}  // namespace inland::cli
