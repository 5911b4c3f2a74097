// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/diagnostic.h"
#include "manifests/object.h"
#include "oci/image_name.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace inland::oci {

/// How well it is known that the cluster will pull the image: by a rule of Kubernetes or of a known
/// controller, or because it looks like one.
enum class Certainty { Certain, Likely };

/// What of an image's name some bytes of a file hold.
enum class PartRole {
    Whole,       ///< REGISTRY/REPOSITORY:TAG@DIGEST, as far as it is written
    Registry,    ///< what Helm charts put before the repository
    Repository,  ///< with the registry where no part holds that
    Digest,      ///< "sha256:…"
    BareDigest,  ///< the digits of a sha256
    Path,        ///< registry and repository: kustomize's newName
    Hub,         ///< what stands before the last component of the repository
};

/// Bytes of the file that are to be replaced when the image moves. Without `length` something is
/// inserted there: `before`, what the role says, `after`.
struct NamePart {
    PartRole role = PartRole::Whole;
    std::size_t offset = 0;
    std::size_t length = 0;
    std::string before = {};
    std::string after = {};
};

using manifests::ObjectName;

/// A kustomization's entry that gives an image another name.
struct Renaming {
    std::string name;  ///< of the images that it is about, as they are written: "nginx"
    Place place;
};

/// An image in a manifest, with the place where it is named and what it takes to name another.
struct FoundImage {
    ImageName image;
    Certainty certainty = Certainty::Likely;
    std::string rule;  ///< "container", "argument", "kustomize", …: which kind of place
    Place place;
    ObjectName object = {};
    std::string field = {};                   ///< "spec.template.spec.containers[0].image"
    std::optional<Renaming> renames = {};     ///< of kustomize's entries: which images
    std::optional<Renaming> renamed_by = {};  ///< the entry that counts instead of this name
    std::vector<NamePart> parts = {};  ///< empty: the bytes cannot be told, so none is edited
    bool tag_is_elsewhere = false;     ///< Helm's values: the chart says which
};

}  // namespace inland::oci
