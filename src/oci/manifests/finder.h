// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/diagnostic.h"
#include "knowledge/image_rules.h"
#include "knowledge/node.h"
#include "manifests/raw_text.h"
#include "oci/manifests/field_path.h"
#include "oci/manifests/found_image.h"
#include "oci/manifests/image_words.h"

#include <string>
#include <string_view>
#include <vector>

namespace inland::oci {

using manifests::RawText;
using manifests::ScalarCursor;
using manifests::text_in;

/// What is searched: a file, or the text of one of its fields.
struct SearchedText {
    const std::string& file;
    const RawText& raw;
    const knowledge::ImageRules& rules;
    int depth = 0;  ///< how many texts it is inside of
};

/// Walks the documents of one text. One use; the walk is spread over the files of this folder, one
/// for each shape in which images are named.
class Finder {
  public:
    Finder(const SearchedText& searched, Diagnostics& diagnostics)
        : searched_(searched), diagnostics_(diagnostics) {}

    void search(const knowledge::Node& document);
    std::vector<FoundImage> found() && { return std::move(found_); }

  private:
    using Node = knowledge::Node;
    /// What completes the names of images in the maps directly below; null where nothing does.
    struct Hub {
        const Node* hub = nullptr;
        const Node* tag = nullptr;
    };
    /// Whether a map's own texts are searched: those of a group were understood together.
    enum class Scalars { Searched, Understood };

    // objects.cpp
    void search_object(const Node& object);
    void search_any(const Node& node);
    void search_map(const Node& map);
    void search_list(const Node& list);
    void search_scalar(const Node& scalar);
    void search_children(const Node& map, Scalars scalars);
    // pod_spec.cpp
    void search_pod_spec(const Node& spec, Certainty certainty);
    void search_containers(const Node& containers, Certainty certainty);
    void search_container(const Node& container, Certainty certainty);
    void search_volumes(const Node& volumes, Certainty certainty);
    // settings.cpp
    void search_arguments(const Node& list);
    void search_argument(const Node& argument, std::string_view flag_before);
    void search_variables(const Node& list);
    // groups.cpp
    bool search_group(const Node& map);
    bool add_part(FoundImage& image, const Node& node, PartRole role) const;
    void add_empty_digest(FoundImage& image, const Node& map) const;
    [[nodiscard]] static Hub hub_in(const Node& map);
    bool search_hub_member(const Node& map, const Hub& hub);
    // kustomization.cpp
    void search_kustomization(const Node& kustomization);
    void search_kustomize_entry(const Node& entry);
    // texts.cpp
    void search_text(const Node& scalar);
    bool search_inner(const Node& scalar);
    void add_inner(const Node& scalar, std::vector<FoundImage> images);

    /// An image whose name is the whole scalar.
    void add_name(const Node& scalar, std::string_view rule, Certainty certainty);
    /// The same where nothing but an image can be: what is none is reported.
    void add_needed_name(const Node& scalar, std::string_view rule, Certainty certainty);
    /// An image whose name is a piece of the scalar.
    void add_piece(const Node& scalar, ScalarCursor& cursor, NamedInText named,
                   std::string_view rule, Certainty certainty);
    void add(FoundImage image, const Node& at);
    /// The bytes of a whole scalar; nothing when they cannot be told.
    [[nodiscard]] std::vector<NamePart> part_of(const Node& scalar, PartRole role) const;
    [[nodiscard]] Place place_of(knowledge::Position position) const {
        return {searched_.file, position.line, position.column};
    }

    const SearchedText& searched_;
    Diagnostics& diagnostics_;
    ObjectName object_;
    std::string group_;  ///< of its apiVersion; "" of the core
    FieldPath path_;
    Hub hub_;
    std::vector<FoundImage> found_;
};

/// The text of a scalar in a map; "" when it is not there or no scalar.

}  // namespace inland::oci
