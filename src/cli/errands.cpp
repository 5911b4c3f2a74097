// SPDX-License-Identifier: Apache-2.0
#include "cli/errands.h"

#include "cli/report.h"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

namespace inland::cli {

namespace {

using deploy::Change;

constexpr std::string_view ways_out =
    "copy them from where they can be reached (`inland images bundle` there and `inland images "
    "load` here), or run apply from there";

/// "registry.k8s.io/a:1, which add-on needs, to be copied to …: why not", a line each.
template <typename Images, typename Say>
std::string listed(const Images& images, Say&& say) {
    std::string text;
    for (const auto& image : images)
        text += fmt::format("\n  {}", say(image));
    return text;
}

std::string line_of(const AddonImage& image) {
    return fmt::format("{} for {}, to be {}", image.copy.from.familiar(), image.addon,
                       image.copy.to.familiar());
}

}  // namespace

Result<std::unique_ptr<SpecErrands>> SpecErrands::find(const Invocation& invocation,
                                                       Session& session,
                                                       const DesignedSpec& designed,
                                                       const std::string& account,
                                                       const topology::Topology& observed) {
    std::unique_ptr<SpecErrands> found(new SpecErrands(invocation, session, designed));
    const auto images = TRY(found->find_images(designed, account));
    const auto secrets = TRY(found->secrets_.changes(observed));
    const auto accounts = TRY(found->accounts_.changes(account, observed));
    const auto corefile = TRY(found->corefile_.changes(observed));
    const auto addons = TRY(found->addons_.changes(images, observed));
    found->errands_.runner = found.get();
    if (found->images_ != nullptr)
        found->errands_.changes = found->images_->changes();
    std::ranges::copy(secrets, std::back_inserter(found->errands_.changes));
    std::ranges::copy(accounts, std::back_inserter(found->errands_.changes));
    std::ranges::copy(corefile, std::back_inserter(found->errands_.changes));
    std::ranges::copy(addons, std::back_inserter(found->errands_.changes));
    found->errands_.unfinished = found->addons_.unfinished();
    found->put_in_order(addons, observed);
    return found;
}

const std::string& SpecErrands::unseen() const {
    for (const auto* unseen : {&secrets_.unseen(), &accounts_.unseen(), &corefile_.unseen()})
        if (!unseen->empty())
            return *unseen;
    return addons_.unseen();
}

Result<std::vector<AddonImage>> SpecErrands::find_images(const DesignedSpec& designed,
                                                         const std::string& account) {
    const auto target = TRY(registry_of(designed, account));
    auto images = TRY(addon_images(designed, target));
    if (images.empty())
        return images;
    access_ = TRY(RegistryAccess::open(invocation_, target, trusts_of(std::span(&designed, 1))));
    missing_ = TRY(missing_images(*access_, images, invocation_.stop));
    if (!missing_.empty())
        images_ = std::make_unique<ImageErrands>(*access_, missing_, invocation_.stop);
    return images;
}

/// Credentials and domains come after the control plane, and an add-on after its images and after
/// what it counts on.
void SpecErrands::put_in_order(const std::vector<Change>& addons,
                               const topology::Topology& observed) {
    errands_.order = secrets_.order();
    std::ranges::copy(accounts_.order(), std::back_inserter(errands_.order));
    std::ranges::copy(corefile_.order(), std::back_inserter(errands_.order));
    std::ranges::copy(addons_.order(observed), std::back_inserter(errands_.order));
    for (const auto& addon : addons)
        for (const auto& image : missing_)
            errands_.order.push_back(
                {{addon.type, addon.resource}, {image_type, ImageErrands::resource_of(image)}});
}

Result<void> SpecErrands::check_images() const {
    if (missing_.empty())
        return {};
    if (invocation_.has("no-stage"))
        return failure(ErrorKind::Failed,
                       fmt::format("refused: images are missing from the cluster's registry, and "
                                   "--no-stage forbids copying them:{}",
                                   listed(missing_, line_of)));
    const auto without = images_without_source(*access_, missing_, invocation_.stop);
    if (without.empty())
        return {};
    return failure(
        ErrorKind::Failed,
        fmt::format("refused: images are missing from the cluster's registry and cannot be copied "
                    "from here:{}\n{}",
                    listed(without,
                           [](const auto& image) {
                               return fmt::format("{}: {}", line_of(image.first),
                                                  error_text(image.second));
                           }),
                    ways_out));
}

std::vector<std::string> SpecErrands::take_out_of_reach(deploy::RunResult& result) {
    std::vector<std::string> said;
    std::erase_if(result.failures, [&](const auto& failure) {
        const bool is_out = failure.second.code == kubernetes_out_of_reach;
        if (is_out)
            said.push_back(fmt::format(
                "{} is not {} yet: {}", failure.first.resource,
                failure.first.action == deploy::Action::Delete ? "removed" : "installed",
                failure.second.message));
        return is_out;
    });
    return said;
}

deploy::ActionRunner& SpecErrands::runner_of(const deploy::Step& step) {
    if (step.type == image_type)
        return *images_;
    if (step.type == secret_type)
        return secrets_;
    if (step.type == account_type)
        return accounts_;
    if (step.type == corefile_type)
        return corefile_;
    return addons_;
}

deploy::Outcome SpecErrands::run(const deploy::Step& step) {
    return runner_of(step).run(step);
}

std::vector<deploy::Outcome> SpecErrands::look(std::span<const deploy::Step* const> steps) {
    return runner_of(*steps.front()).look(steps);
}

}  // namespace inland::cli
