// SPDX-License-Identifier: Apache-2.0
#include "prove/joins/named_images.h"

#include "knowledge/needed_images.h"
#include "prove/joins/addons.h"

#include <algorithm>
#include <iterator>

namespace inland::prove {

namespace {

constexpr std::string_view mark = ".dkr.ecr.";
constexpr std::size_t account_digits = 12;
constexpr std::string_view digits = "0123456789";
constexpr std::string_view host_letters = "abcdefghijklmnopqrstuvwxyz0123456789.-";
constexpr std::string_view name_letters = "abcdefghijklmnopqrstuvwxyz0123456789._/-";

/// No longer are names in DNS, and of repositories (ECR API Reference, CreateRepository).
constexpr std::size_t longest_host = 253;
constexpr std::size_t longest_name = 256;

/// What `text` begins with of these letters; nothing where that goes on for longer than any name.
std::string_view while_of(std::string_view text, std::string_view letters, std::size_t longest) {
    const auto start = text.substr(0, longest + 1);
    const auto size = std::min(start.find_first_not_of(letters), start.size());
    return size > longest ? std::string_view() : start.substr(0, size);
}

/// The image whose registry's host has its mark there.
std::optional<NamedImage> image_at(std::string_view text, std::size_t at) {
    if (at < account_digits)
        return std::nullopt;
    const auto account = text.substr(at - account_digits, account_digits);
    if (account.find_first_not_of(digits) != std::string_view::npos)
        return std::nullopt;
    const auto rest = while_of(text.substr(at + mark.size()), host_letters, longest_host);
    const auto slash = at + mark.size() + rest.size();
    const bool is_host =
        rest.find('.') != std::string_view::npos && slash < text.size() && text[slash] == '/';
    const auto name =
        is_host ? while_of(text.substr(slash + 1), name_letters, longest_name) : std::string_view();
    if (name.empty())
        return std::nullopt;
    return NamedImage{
        .host = std::string(text.substr(at - account_digits, slash - (at - account_digits))),
        .account = std::string(account),
        .region = std::string(rest.substr(0, rest.find('.'))),
        .repository = std::string(name)};
}

void add_named(const Scene& scene, std::string_view text, const std::string& resource,
               std::vector<NamedImage>& images) {
    const auto& placeholders = scene.network.placeholders();
    const auto of_eks = placeholders.find("account");
    for (NamedImage& image : images_named_in(text)) {
        if (of_eks != placeholders.end() && image.account == of_eks->second)
            continue;
        image.resource = resource;
        images.push_back(std::move(image));
    }
}

const topology::Repository* repository_of(const Scene& scene, const knowledge::Image& image) {
    for (const auto& [key, repository] : scene.network.topology().all<topology::Repository>())
        if (repository.repository_name.is_known() &&
            repository.repository_name.value() == knowledge::copied_repository(image))
            return &repository;
    return nullptr;
}

}  // namespace

bool is_staged(const Scene& scene, const knowledge::Image& image) {
    return repository_of(scene, image) != nullptr;
}

std::vector<NamedImage> staged_images(const Scene& scene) {
    std::vector<NamedImage> images;
    for (const auto* addon : addons_of(scene)) {
        const auto* known = scene.network.tables().addon(addon->addon_name.value());
        if (known == nullptr || known->kind != knowledge::AddonKind::Manifest)
            continue;
        for (const auto& image : known->images)
            if (is_staged(scene, image))
                images.push_back({.host = {},
                                  .account = {},
                                  .region = scene.network.topology().region,
                                  .repository = knowledge::copied_repository(image),
                                  .resource = resource_name(*addon)});
    }
    return images;
}

std::vector<NamedImage> images_named_in(std::string_view text) {
    std::vector<NamedImage> images;
    for (auto at = text.find(mark); at != std::string_view::npos; at = text.find(mark, at + 1))
        if (auto image = image_at(text, at))
            images.push_back(std::move(*image));
    return images;
}

std::vector<NamedImage> images_named_for(const Scene& scene, const NodeSource& node) {
    std::vector<NamedImage> images;
    for (const auto* addon : addons_of(scene))
        if (addon->configuration.is_known())
            add_named(scene, addon->configuration.value(), resource_name(*addon), images);
    if (node.user_data.bytes)
        add_named(scene, *node.user_data.bytes, node.user_data.resource, images);
    return images;
}

}  // namespace inland::prove
