// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/diagnostic.h"
#include "core/result.h"

#include <string>
#include <vector>

/// knowledge/images.yaml: which images machines need before any add-on's, and where Kubernetes
/// objects name images. Not part of Tables, since only those who look for images read it.
namespace inland::knowledge {

enum class ImageOrigin {
    MachineImage,  ///< in the AMI: nobody pulls it
    Registry,      ///< pulled before the first pod runs
};

/// An image that nodes of an operating system need by themselves.
struct NodeImage {
    std::string operating_system;
    std::string purpose;  ///< "sandbox"
    std::string image;    ///< with {account}, {region}, {suffix}
    ImageOrigin origin = ImageOrigin::Registry;
    std::string source;
};

/// A field of a kind of objects; the path is written "spec.jobs[*].template", the group without a
/// version.
struct ObjectField {
    std::string group;  ///< "" for core, "apps"
    std::string kind;
    std::string path;
    std::string source;
};

/// What a controller is told about the images that it starts: a flag's or a variable's name, which
/// may end with '*'.
struct ImageSetting {
    std::string name;
    std::string source;
};

struct ImageRules {
    static constexpr std::string_view file_name = "images.yaml";

    std::vector<NodeImage> nodes;
    std::vector<ObjectField> pod_specs;  ///< fields that hold a pod's spec
    std::vector<ObjectField> fields;     ///< fields that hold an image's name
    std::vector<ImageSetting> arguments;
    std::vector<ImageSetting> variables;

    [[nodiscard]] bool empty() const { return pod_specs.empty(); }
    [[nodiscard]] bool holds_pod_spec(std::string_view group, std::string_view kind,
                                      std::string_view path) const;
    [[nodiscard]] bool holds_image(std::string_view group, std::string_view kind,
                                   std::string_view path) const;
    [[nodiscard]] bool is_argument(std::string_view flag) const;
    [[nodiscard]] bool is_variable(std::string_view name) const;
};

/// Compiled into this binary.
const ImageRules& built_in_image_rules();

/// Those of a folder, or the built-in ones where it has no images.yaml.
Result<ImageRules> load_image_rules(const std::string& folder, Diagnostics& diagnostics);

}  // namespace inland::knowledge
