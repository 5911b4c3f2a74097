// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/ec2/image.h"

#include "emulator/services/arn.h"
#include "emulator/services/ec2/describe.h"
#include "emulator/services/identifier.h"
#include "emulator/services/members.h"
#include "emulator/services/operation.h"
#include "emulator/services/refusal.h"
#include "emulator/services/tables.h"
#include "knowledge/tables.h"

#include <algorithm>
#include <array>
#include <optional>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

using knowledge::AmiPath;

/// The patch release without its "v" and build: "v1.34.4-eks-f69f56f" → "1.34.4".
std::string plain_patch(std::string_view patch) {
    if (patch.starts_with('v'))
        patch.remove_prefix(1);
    return std::string(patch.substr(0, patch.find('-')));
}

/// "1.32" of "1.34": whether a system that ended with `last` still has images for `version`.
bool still_made(const AmiPath& path, std::string_view version) {
    if (path.last_kubernetes.empty())
        return true;
    const auto minor = [](std::string_view text) {
        return std::atoi(std::string(text.substr(text.find('.') + 1)).c_str());
    };
    return minor(version) <= minor(path.last_kubernetes);
}

std::optional<Image> make_image(const World& world, std::string_view region, const AmiPath& path,
                                std::string_view version) {
    const auto* kubernetes = world.tables().version(version);
    if (kubernetes == nullptr || !still_made(path, version))
        return std::nullopt;
    const auto patch = plain_patch(kubernetes->patch);
    Image image;
    image.path = &path;
    image.version = version;
    image.parameter = knowledge::expand(path.ssm_parameter, {{"version", std::string(version)}});
    image.release_version = knowledge::expand(
        path.release_version, {{"patch", patch}, {"version", std::string(version)}});
    // Each release has an id of its own, as in life.
    image.id =
        stable_id("ami-", fmt::format("{} {} {}", region, image.parameter, image.release_version));
    return image;
}

std::vector<Image> images_in(const World& world, std::string_view region) {
    std::vector<Image> images;
    for (const auto& path : world.tables().amis)
        for (const auto& version : world.tables().versions)
            if (auto image = make_image(world, region, path, version.version); image)
                images.push_back(std::move(*image));
    return images;
}

/// "2026-11-12" of "…-v20261112"; Bottlerocket's names hold no date.
std::string date_of(std::string_view name) {
    constexpr std::size_t digits = 8;
    const auto at = name.rfind("-v");
    const auto date = at == std::string_view::npos ? std::string_view() : name.substr(at + 2);
    if (date.size() != digits || date.find_first_not_of("0123456789") != std::string_view::npos)
        return "2026-11-12";
    return fmt::format("{}-{}-{}", date.substr(0, 4), date.substr(4, 2), date.substr(6));
}

json::object image_row(const Image& image) {
    const auto name =
        knowledge::expand(image.path->image_name, {{"version", std::string(image.version)}});
    return {{"ImageId", image.id},
            {"Name", name},
            {"Description", fmt::format("EKS-optimized Kubernetes node (k8s: {})", image.version)},
            {"ImageLocation", "amazon/" + name},
            {"ImageType", "machine"},
            {"ImageOwnerAlias", "amazon"},
            {"OwnerId", "602401143452"},
            {"Public", true},
            {"State", "available"},
            {"Architecture", image.path->architecture},
            {"BlockDeviceMappings",
             json::array{json::object{{"DeviceName", "/dev/xvda"},
                                      {"Ebs", json::object{{"DeleteOnTermination", true},
                                                           {"VolumeSize", 20},
                                                           {"VolumeType", "gp3"},
                                                           {"Encrypted", false}}}}}},
            {"CreationDate", date_of(name) + "T00:00:00.000Z"},
            {"EnaSupport", true},
            {"Hypervisor", "xen"},
            {"PlatformDetails", "Linux/UNIX"},
            {"RootDeviceName", "/dev/xvda"},
            {"RootDeviceType", "ebs"},
            {"VirtualizationType", "hvm"},
            {"Tags", json::array()}};
}

constexpr std::array<FilterRow, 7> filters{{{"architecture", "Architecture"},
                                            {"owner-id", "OwnerId"},
                                            {"image-id", "ImageId"},
                                            {"name", "Name"},
                                            {"owner-alias", "ImageOwnerAlias"},
                                            {"state", "State"},
                                            {"virtualization-type", "VirtualizationType"}}};

/// Owners names accounts, or "amazon"; "self" owns no image here.
bool owned_by(const json::object& image, const std::vector<std::string>& owners) {
    return owners.empty() || std::ranges::any_of(owners, [&](const std::string& owner) {
               return owner == text_of(image, "ImageOwnerAlias") ||
                      owner == text_of(image, "OwnerId");
           });
}

Result<json::object> describe_images(const Call& call) {
    TRY_VOID(check_filters(call, filters));
    const auto ids = texts_of(call.input, "ImageIds");
    for (const auto& id : ids)
        if (!image_of_id(call.world, call.caller.region, id))
            return refuse("InvalidAMIID.NotFound",
                          fmt::format("The image id '[{}]' does not exist", id));
    json::array rows;
    for (const auto& image : images_in(call.world, call.caller.region)) {
        auto row = image_row(image);
        const bool asked = (ids.empty() || std::ranges::find(ids, image.id) != ids.end()) &&
                           owned_by(row, texts_of(call.input, "Owners"));
        if (asked && matches_filters(call, filters, row))
            rows.push_back(std::move(row));
    }
    return paginate(call, "Images", std::move(rows));
}

constexpr std::array operations{OperationRow{"DescribeImages", ec2<describe_images>,
                                             "EKS-optimized images only; filters by architecture, "
                                             "ids, name, owner, state and virtualization"}};

}  // namespace

std::optional<Image> image_for(const World& world, std::string_view region,
                               std::string_view ami_type, std::string_view version) {
    for (const auto& path : world.tables().amis)
        if (path.ami_type == ami_type)
            return make_image(world, region, path, version);
    return std::nullopt;
}

std::optional<Image> image_of_id(const World& world, std::string_view region, std::string_view id) {
    const auto images = images_in(world, region);
    const auto image = std::ranges::find(images, id, &Image::id);
    return image == images.end() ? std::nullopt : std::optional(*image);
}

std::optional<Image> image_of_parameter(const World& world, std::string_view region,
                                        std::string_view parameter) {
    const auto images = images_in(world, region);
    const auto image = std::ranges::find(images, parameter, &Image::parameter);
    return image == images.end() ? std::nullopt : std::optional(*image);
}

std::vector<std::string> image_parameters(const World& world, std::string_view region) {
    std::vector<std::string> parameters;
    for (const auto& image : images_in(world, region))
        parameters.push_back(image.parameter);
    return parameters;
}

std::span<const OperationRow> image_operations() {
    return operations;
}

}  // namespace inland::emulator
