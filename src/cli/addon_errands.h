// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/addon_images.h"
#include "cli/kubernetes_api.h"
#include "cli/session.h"
#include "cli/spec_file.h"
#include "core/clock.h"
#include "core/json.h"
#include "deploy/executor.h"
#include "topology/topology.h"

#include <map>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <vector>

namespace inland::cli {

/// Error::code of a step that could not reach the Kubernetes API.
inline constexpr std::string_view kubernetes_out_of_reach = "KubernetesOutOfReach";

/// Installs, mends and removes the objects of the add-ons that Inland makes of manifests. What is
/// in the cluster is compared field by field with what the manifests say.
class AddonErrands final : public deploy::ActionRunner {
  public:
    /// All outlive it. `observed` is what AWS holds of the cluster.
    AddonErrands(const Invocation& invocation, Session& session, const DesignedSpec& designed)
        : invocation_(invocation), session_(session), designed_(designed) {}

    /// What would change in the cluster; asks Kubernetes only where the cluster stands and the spec
    /// or AWS tells of such add-ons. What cannot be seen from here is in unseen() and no change.
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
    Result<kube::Api*> api();
    Result<void> install(const Objects& objects);
    Result<json::object> apply_patiently(const json::object& object);
    Result<void> uninstall(const Objects& objects);
    deploy::Outcome rollout_of(const Objects& objects);
    deploy::Outcome rollout_in_time(const deploy::Step& step);

    const Invocation& invocation_;
    Session& session_;
    const DesignedSpec& designed_;
    std::map<std::string, Objects> addons_;  ///< by name: of the spec, and what may be left
    std::vector<deploy::Unfinished> unfinished_;
    std::string unseen_;
    std::map<std::string, TimePoint> give_up_;  ///< by resource, from the first look on
    std::mutex mutex_;
    std::unique_ptr<KubernetesApi> api_;
};

}  // namespace inland::cli
