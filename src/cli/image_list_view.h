// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/image_list.h"
#include "core/json.h"
#include "prove/registry_reach.h"

#include <map>
#include <string>

namespace inland::cli {

/// What `check` found of an image's registry.
struct CheckedImage {
    const ListedImage* listed = nullptr;
    prove::Outcome outcome = prove::Outcome::Holds;
    std::vector<std::string> reasons;
};

/// One line for each image and, with its places, for each mention.
std::string image_list_text(const ImageList& list);
std::string checked_images_text(const std::vector<CheckedImage>& images);

/// "inland.dev/images/v1"; docs/schemas/images-v1.json describes it. `nodes` is there only when
/// it was checked whether nodes reach the image.
json::value image_list_json(const ImageList& list);
json::value checked_images_json(const std::vector<CheckedImage>& images);

}  // namespace inland::cli
