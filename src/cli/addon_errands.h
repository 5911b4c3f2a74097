// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/addon_images.h"
#include "cli/errand_kubernetes.h"
#include "cli/spec_file.h"
#include "core/clock.h"
#include "core/json.h"
#include "deploy/executor.h"
#include "topology/topology.h"

#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace inland::cli {

/// Installs, mends and removes the objects of the add-ons that Inland makes of manifests. What is
/// in the cluster is compared field by field with what the manifests say.
class AddonErrands final : public deploy::ActionRunner {
  public:
    /// All outlive it.
    AddonErrands(const Invocation& invocation, ErrandKubernetes& kubernetes,
                 const DesignedSpec& designed)
        : invocation_(invocation), kubernetes_(kubernetes), designed_(designed) {}

    /// What would change in the cluster; asks Kubernetes only where the cluster stands and the spec
    /// or AWS tells of such add-ons. `observed` is what AWS holds of the cluster. What cannot be
    /// seen from here is in unseen() and no change.
    Result<std::vector<deploy::Change>> changes(const std::vector<AddonImage>& images,
                                                const topology::Topology& observed);
    /// After changes(): add-ons that are as they should be, but whose pods do not run yet.
    [[nodiscard]] const std::vector<deploy::Unfinished>& unfinished() const { return unfinished_; }
    /// Why it is not known what is installed; "" when it is.
    [[nodiscard]] const std::string& unseen() const { return unseen_; }

    deploy::Outcome run(const deploy::Step& step) override;
    std::vector<deploy::Outcome> look(std::span<const deploy::Step* const> steps) override;

  private:
    using Objects = std::vector<json::object>;

    Result<void> render(const std::vector<AddonImage>& images, const topology::Topology& observed);
    Result<Objects> objects_of(const knowledge::Addon& addon,
                               const std::vector<AddonImage>& images) const;
    [[nodiscard]] bool is_wanted(std::string_view addon) const;
    Result<std::vector<deploy::Change>> compare();
    Result<std::optional<deploy::Change>> compare_addon(const std::string& name,
                                                        const Objects& objects);
    void note_unfinished(const std::string& name, const Objects& objects);
    Result<void> install(const Objects& objects);
    Result<void> uninstall(const Objects& objects);
    deploy::Outcome rollout_of(const Objects& objects);
    deploy::Outcome rollout_in_time(const deploy::Step& step);

    const Invocation& invocation_;
    ErrandKubernetes& kubernetes_;
    const DesignedSpec& designed_;
    std::map<std::string, Objects> addons_;  ///< by name: of the spec, and what may be left
    std::vector<deploy::Unfinished> unfinished_;
    std::string unseen_;
    std::map<std::string, TimePoint> give_up_;  ///< by resource, from the first look on
    std::mutex mutex_;
};

}  // namespace inland::cli
