// SPDX-License-Identifier: Apache-2.0
#include "oci/manifests/rewrite.h"

#include "manifests/text_edit.h"
#include "oci/manifests/find.h"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

namespace inland::oci {

namespace {

using manifests::Edit;

/// How an image is called from now on.
struct NewName {
    const FoundImage& found;
    ImageName name;              ///< with the digest, where that is known
    bool is_pinned_now = false;  ///< the digest is new
};

/// What kustomize gives another name keeps its own, by which kustomize knows it.
bool is_moved(const FoundImage& image) {
    return !image.renamed_by;
}

NewName new_name(const FoundImage& found, const Move& move) {
    NewName renamed{.found = found, .name = name_in_target(found.image, move.target)};
    const auto known = move.digests.find(found.image);
    renamed.is_pinned_now = known != move.digests.end() && found.image.digest.empty();
    if (renamed.is_pinned_now)
        renamed.name.digest = known->second;
    return renamed;
}

bool is_changed(const NewName& renamed) {
    return renamed.name != renamed.found.image;
}

std::string whole_text(const NewName& renamed) {
    const ImageName& name = renamed.name;
    return name.path() + (name.tag.empty() ? "" : ":" + name.tag) +
           (name.digest.empty() ? "" : "@" + name.digest);
}

std::string path_text(const NewName& renamed) {
    return renamed.name.path();
}

std::string registry_text(const NewName& renamed) {
    return renamed.name.registry;
}

/// With the registry unless another field holds that.
std::string repository_text(const NewName& renamed) {
    const bool is_apart = std::ranges::any_of(
        renamed.found.parts, [](const NamePart& part) { return part.role == PartRole::Registry; });
    return is_apart ? renamed.name.repository : renamed.name.path();
}

std::string digest_text(const NewName& renamed) {
    return renamed.name.digest;
}

std::string bare_digest_text(const NewName& renamed) {
    return renamed.name.digest.substr(renamed.name.digest.find(':') + 1);
}

std::string hub_text(const NewName& renamed) {
    const std::string path = renamed.name.path();
    return path.substr(0, path.rfind('/'));
}

std::string text_for(PartRole role, const NewName& renamed) {
    using Writer = std::string (*)(const NewName&);
    static constexpr std::array<std::pair<PartRole, Writer>, 7> writers = {
        {{PartRole::Whole, whole_text},
         {PartRole::Registry, registry_text},
         {PartRole::Repository, repository_text},
         {PartRole::Digest, digest_text},
         {PartRole::BareDigest, bare_digest_text},
         {PartRole::Path, path_text},
         {PartRole::Hub, hub_text}}};
    const auto* const writer =
        std::ranges::find(writers, role, &std::pair<PartRole, Writer>::first);
    return writer->second(renamed);
}

/// A sha256 alone does not fit where only the digits of one are expected, and no digest is put
/// where none is known.
bool is_edited(const NamePart& part, const NewName& renamed) {
    if (part.role == PartRole::Digest)
        return renamed.is_pinned_now;
    if (part.role == PartRole::BareDigest)
        return renamed.is_pinned_now && renamed.name.digest.starts_with("sha256:");
    return true;
}

class Rewriter {
  public:
    Rewriter(std::string_view text, const Move& move, Diagnostics& diagnostics)
        : text_(text), move_(move), diagnostics_(diagnostics) {}

    std::optional<std::string> rewrite(const std::vector<FoundImage>& images) {
        for (const FoundImage& image : images)
            take(image);
        const auto ordered = manifests::in_order(std::move(edits_));
        for (const Edit& conflict : ordered.conflicts)
            refuse(places_[conflict.offset], "one text names two images");
        if (has_failed_)
            return std::nullopt;
        return manifests::with_edits(text_, ordered.edits);
    }

  private:
    void take(const FoundImage& image) {
        const NewName renamed = new_name(image, move_);
        if (!is_moved(image) || !is_changed(renamed))
            return;
        if (image.parts.empty())
            return refuse(image.place, fmt::format("{} is written with escapes, or in a text whose "
                                                   "bytes differ from what it says",
                                                   image.image.familiar()));
        for (const NamePart& part : image.parts)
            if (is_edited(part, renamed))
                add(part, renamed);
    }

    void add(const NamePart& part, const NewName& renamed) {
        const std::string text = part.before + text_for(part.role, renamed) + part.after;
        if (text_.substr(part.offset, part.length) == text)
            return;
        places_[part.offset] = renamed.found.place;
        edits_.push_back({.offset = part.offset, .length = part.length, .text = text});
    }

    void refuse(const Place& place, std::string detail) {
        has_failed_ = true;
        diagnostics_.add({.severity = Severity::Error,
                          .rule = "cannot-rewrite",
                          .summary = "this name cannot be replaced where it stands",
                          .detail = std::move(detail),
                          .remedy = "write the name out in one piece",
                          .place = place});
    }

    std::string_view text_;
    const Move& move_;
    Diagnostics& diagnostics_;
    std::vector<Edit> edits_;
    std::map<std::size_t, Place> places_;
    bool has_failed_ = false;
};

std::set<std::string> expected_paths(const std::vector<FoundImage>& before, const Move& move) {
    std::set<std::string> paths;
    for (const FoundImage& image : before)
        paths.insert(is_moved(image) ? name_in_target(image.image, move.target).path()
                                     : image.image.path());
    return paths;
}

std::set<std::string> paths_of(const std::vector<FoundImage>& images) {
    std::set<std::string> paths;
    for (const FoundImage& image : images)
        paths.insert(image.image.path());
    return paths;
}

}  // namespace

std::optional<std::string> rewrite_images(const std::string& file, std::string_view text,
                                          const std::vector<FoundImage>& images, const Move& move,
                                          const knowledge::ImageRules& rules,
                                          Diagnostics& diagnostics) {
    auto written = Rewriter(text, move, diagnostics).rewrite(images);
    if (!written || *written == text)
        return written;
    Diagnostics unread;
    if (paths_of(find_images(file, *written, rules, unread)) == expected_paths(images, move))
        return written;
    diagnostics.add({.severity = Severity::Error,
                     .rule = "cannot-rewrite",
                     .summary = "the file would not be read as what was meant",
                     .detail = "an image would be missing, or another one",
                     .place = {.file = file}});
    return std::nullopt;
}

}  // namespace inland::oci
