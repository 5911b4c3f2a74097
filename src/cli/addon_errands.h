// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/addon_images.h"
#include "cli/errand_kubernetes.h"
#include "cli/spec_file.h"
#include "core/clock.h"
#include "core/json.h"
#include "deploy/executor.h"
#include "deploy/ordering.h"
#include "knowledge/tables.h"
#include "kube/addon_objects.h"
#include "topology/topology.h"

#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

namespace inland::cli {

/// Installs, mends and removes the objects of the add-ons that Inland makes of manifests. What is
/// in the cluster is compared field by field with what the manifests say; what AWS holds of the
/// cluster (topology/installed_addons.h) tells which add-ons may be in it.
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
    /// After changes(): add-ons come after those that their manifests count on, and after what
    /// gives their pods a role and a way to AWS; these stay, and AWS remembers them, until they are
    /// gone.
    [[nodiscard]] std::vector<deploy::OrderingRule> order(const topology::Topology& observed) const;
    /// Why it is not known what is installed; "" when it is.
    [[nodiscard]] const std::string& unseen() const { return unseen_; }

    deploy::Outcome run(const deploy::Step& step) override;
    std::vector<deploy::Outcome> look(std::span<const deploy::Step* const> steps) override;

  private:
    using Objects = std::vector<json::object>;

    /// What an add-on's manifest is filled in with, as far as it is known before the cluster is
    /// asked, and the other add-ons that it names.
    struct Filling {
        kube::AddonContext context;
        std::set<std::string> named;
    };

    Result<void> collect(const std::vector<AddonImage>& images, const topology::Topology& observed);
    [[nodiscard]] kube::AddonContext context_of(const std::string& addon,
                                                const std::vector<AddonImage>& images) const;
    Result<const Objects*> objects_of(const std::string& name);
    Result<Objects> render(const std::string& name);
    void let_pull(Objects& objects) const;
    [[nodiscard]] std::vector<deploy::Change> unseen_removals() const;
    [[nodiscard]] bool is_wanted(std::string_view addon) const;
    Result<std::vector<deploy::Change>> compare();
    Result<std::optional<deploy::Change>> compare_addon(const std::string& name,
                                                        const Objects& objects);
    void note_unfinished(const std::string& name, const Objects& objects);
    Result<void> install(const std::string& name);
    Result<void> install_object(const json::object& object);
    Result<void> uninstall(const std::string& name);
    Result<void> check_unused(const json::object& definition, const std::string& name);
    Result<deploy::Outcome> rollout_of(const Objects& objects);
    Result<deploy::Outcome> removal_of(const Objects& objects, const std::string& name);
    deploy::Outcome progress_of(const deploy::Step& step);
    deploy::Outcome in_time(const deploy::Step& step);

    const Invocation& invocation_;
    ErrandKubernetes& kubernetes_;
    const DesignedSpec& designed_;
    std::map<std::string, Filling> addons_;  ///< by name: of the spec, and what may be left
    std::map<std::string, Objects> objects_;
    std::mutex rendering_;
    std::vector<deploy::Unfinished> unfinished_;
    std::string unseen_;
    std::map<std::string, TimePoint> give_up_;  ///< by step, from the first look on
    std::mutex mutex_;
};

}  // namespace inland::cli
